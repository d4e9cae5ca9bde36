"""The table of the seat calculator as CSV, at the parameters of its page; what is wrong is said as there."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, abort, request

from dashboard import context, guards
from dashboard.context import address_of
from dashboard.downloads import csv_of
from dashboard.seating import parliaments
from dashboard.shares import Asked, asked
from dashboard.texts import text
from forecasts.model import HUNDRED, Language
from forecasts.seats import Allocation
from forecasts.votes import VoteTable

if TYPE_CHECKING:
    from pandas import DataFrame

PATH = "/data/seats.csv"
_EXACT = Decimal("0.000001")


def seats_frame(question: Asked, language: Language) -> "DataFrame | None":
    """What the calculator's table says, a row a party; None where there is nothing to work out.

    The last rows are who is not named, and the seats that nobody has where a tie or the threshold leaves
    some. Of a second law the columns say `second_`.

    Args:
        question: the votes and the laws.
        language: of the names.
    """
    from pandas import DataFrame

    votes, found = question.votes, parliaments(question)
    if votes is None or not found:
        return None
    estimated = question.start.estimated if question.start else frozenset()
    rows = [
        _votes(party, votes, estimated, language)
        | _seats(found, [each.seats[party] for each in found], party)
        for party in found[0].seats
    ]
    left = _share(votes.valid - sum(votes.votes.values()), votes)
    everyone = {"party": "", "short": text("Everyone else", language), "share": left}
    rows.append(everyone | _seats(found, [0] * len(found)))
    kept = [each.law.seats - each.given for each in found]
    if any(kept):
        rows.append({"party": "", "short": text("open", language)} | _seats(found, kept))
    return DataFrame(rows, columns=list(rows[0]))


def _votes(party: str, votes: VoteTable, estimated: frozenset[str], language: Language) -> dict[str, Any]:
    """Who it is, and what they have: votes where they were counted, and their share."""
    known = context.tracker().catalogue.party(party)
    counted = votes.valid != HUNDRED and party not in estimated
    return {
        "party": party,
        "short": known.short(language) if known else party,
        "votes": f"{votes.votes[party]:f}" if counted else None,
        "share": _share(votes.votes[party], votes),
    }


def _share(found: Decimal, votes: VoteTable) -> str:
    """A share as it was typed or printed; of counted votes so exactly that one vote too few is seen."""
    share = found if votes.valid == HUNDRED else (found * HUNDRED / votes.valid).quantize(_EXACT).normalize()
    return f"{share:f}"


def _seats(found: Sequence[Allocation], seats: Sequence[int], party: str = "") -> dict[str, Any]:
    """Seats under each law and how a party comes to them; there is no quota where it does not enter."""
    told: dict[str, Any] = {}
    for name, each, won in zip(("", "second_"), found, seats, strict=False):
        quota, extra = each.quotients.get(party), int(party in each.by_remainder)
        numbers = {
            "law": each.law.id,
            "seats": won,
            "quota": None if quota is None else float(quota),
            "by_remainder": extra,
            "bonus": 0 if quota is None else won - int(quota) - extra,
            "tied": " ".join(tie.kind for tie in each.ties if party in tie.parties),
        }
        told |= {f"{name}{column}": value for column, value in numbers.items()}
    return told | ({"difference": seats[1] - seats[0]} if len(seats) > 1 else {})


def offer(server: Flask, style: str) -> None:
    """Open `/data/seats.csv`.

    Args:
        server: where.
        style: the address of the style sheet, for the page that says what is wrong.
    """

    @server.get(PATH)
    def seats() -> Response:
        address = address_of(PATH, request.query_string.decode("utf-8", "replace"))
        question, language = asked(address), address.language
        if question is None:
            abort(404)
        frame = None if question.fault else seats_frame(question, language)
        if frame is None:
            sentence = question.fault or text("Type a share to see its seats.", language)
            page = guards.fault_page(400, style, language, sentence=sentence)
            return Response(page, status=400, mimetype="text/html")
        response = Response(csv_of(frame), mimetype="text/csv")
        response.headers["Content-Disposition"] = 'attachment; filename="provlepsi-seats.csv"'
        response.headers["Cache-Control"] = "no-cache"
        return response
