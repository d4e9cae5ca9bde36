"""The commands about parliament: seats."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from forecasts import seat_wording
from forecasts.catalogue import Catalogue
from forecasts.model import Language, Law
from forecasts.options import AsJson, In, InElection, refusals
from forecasts.seats import Allocation, allocate_seats
from forecasts.streams import print_json, print_text, refuse, text_of
from forecasts.submissions import UnknownName
from forecasts.terminal import table
from forecasts.votes import VotesRejected, VoteTable, read_votes
from forecasts.wording import number, percent

VotesFile = Annotated[
    str | None,
    typer.Option(
        "--votes",
        metavar="FILE",
        help="A table with the columns party,votes or party,share (- for standard input); "
        "by default the official result.",
    ),
]
UnderLaw = Annotated[
    str | None,
    typer.Option("--law", metavar="ID", help="Another law than the election's, such as 4654-2020."),
]


def seats(
    election: InElection,
    votes: VotesFile = None,
    law: UnderLaw = None,
    json: AsJson = False,
    lang: In = "el",
) -> None:
    """Give out the seats of a result, or of given votes, exactly as the law of the day does.

    For example:

        provlepsi seats --election 2015-09

        provlepsi seats --election 2023-06 --law 4406-2016 --json

        provlepsi seats --election 2023-06 --votes votes.csv
    """
    from forecasts.opening import load_names

    with refusals(lang):
        catalogue = load_names()
        chosen = law_of(catalogue, election, law)
        table_of_votes = _official(catalogue, election) if votes is None else _given(catalogue, votes, lang)
    found = allocate_seats(table_of_votes.votes, chosen, valid=table_of_votes.valid)
    if json:
        print_json(seats_document(found))
    else:
        print_text(_text(found, table_of_votes, catalogue, lang))


def law_of(catalogue: Catalogue, election: str, law: str | None = None) -> Law:
    """The law an election was held under, or the one named.

    Raises:
        UnknownName: for an election or a law that is not in the catalogue.
    """
    known = catalogue.election(election)
    if known is None:
        raise UnknownName("election", election, (each.id for each in catalogue.elections))
    wanted = law or known.law
    found = catalogue.law(wanted)
    if found is None:
        raise UnknownName("law", wanted, (each.id for each in catalogue.laws))
    return found


def seats_document(found: Allocation) -> dict[str, object]:
    """An allocation: `seats --json`."""
    return {
        "law": found.law.id,
        "bonus": found.bonus,
        "seats": found.seats,
        "threshold": float(found.law.threshold),
        "ties": [{"kind": tie.kind, "parties": list(tie.parties), "seats": tie.seats} for tie in found.ties],
    }


def _official(catalogue: Catalogue, election: str) -> VoteTable:
    result = catalogue.result(election)
    if result is None:
        raise UnknownName("result", election, (each.election for each in catalogue.results))
    return VoteTable.of_result(result)


def _given(catalogue: Catalogue, file: str, language: Language) -> VoteTable:
    try:
        return read_votes(text_of(file, language), catalogue.parties, file)
    except VotesRejected as error:
        refuse(error.sentence(language))


def _text(found: Allocation, given: VoteTable, catalogue: Catalogue, language: Language) -> str:
    """A sentence, what stays open, and a line for every party with a seat or near the threshold."""
    greek = language == "el"
    rows = [
        ("Κόμμα" if greek else "Party", "Ψήφοι, %" if greek else "Votes, %", "Έδρες" if greek else "Seats")
    ]
    for party, won in found.seats.items():
        known = catalogue.party(party)
        share = percent(round(given.votes[party] * 100 / given.valid, 2), language)
        rows.append((known.short(language) if known else party, share, number(won, language) if won else "–"))
    law = found.law.name_el if greek else found.law.name_en
    said = [
        seat_wording.allocation_sentence(found, catalogue.parties, language),
        *seat_wording.caveats(found, catalogue.parties, language),
        law,
    ]
    return "\n".join(said) + "\n" + table(rows)


COMMANDS: tuple[Callable[..., Any], ...] = (seats,)
