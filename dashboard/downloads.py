"""The numbers and figures behind the pages at plain addresses: CSV for spreadsheets, figures as JSON."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, abort, request

from dashboard import context
from dashboard.first_view import chart_json, charts
from dashboard.shell import resolve
from dashboard.texts import language_of
from forecasts.draws import RangesInfeasible, whole
from forecasts.model import Language, Update
from forecasts.tracker import Tracker

if TYPE_CHECKING:
    from pandas import DataFrame

# A cell that begins like this is a formula to a spreadsheet; with an apostrophe before it it is text.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
MASS = re.compile(r"\s*([5-9][0-9]|100)\s*%?\s*")
UNNAMED = 3  # Into so many parties what is left is broken where the reader lets some of it enter.
MOST_OUTLOOKS = 12  # Each takes a tenth of a second.
ABOUT_ONE = ("ranges", "revisions")
KINDS = (*ABOUT_ONE, "chances", "shifts", "events", "result")


def mass_asked(asked: str) -> Decimal | None:
    """The probability that a reader tries, in per cent; None for what is no such thing."""
    found = MASS.fullmatch(asked)
    return Decimal(found[1]) if found else None


def unnamed_asked(asked: str) -> int | None:
    """Into how many parties what the ranges leave is broken; None for what says nothing of it."""
    return {"": 0, "0": 0, "1": UNNAMED}.get(asked)


def window(updates: Sequence[Update], until: str, most: int) -> tuple[int, Sequence[Update]]:
    """The newest updates up to the one of a number, and how many there are before them.

    Args:
        updates: oldest first.
        until: the number of the last one to take; what is no such number takes them from the very newest.
        most: how many to take.
    """
    end = next((at for at, each in enumerate(updates, 1) if str(each.id) == until), len(updates))
    first = max(end - most, 0)
    return first, updates[first:end]


def whole_updates(tracker: Tracker, election: str, forecaster: str) -> tuple[Update, ...]:
    """Those from which a parliament can be worked out: whole, and with the range of a party in them."""
    return tuple(filter(whole, tracker.updates(election, forecaster)))


def frame_of(
    tracker: Tracker,
    election: str,
    kind: str,
    forecaster: str | None,
    language: Language,
    *,
    mass: Decimal | None = None,
    unnamed: int = 0,
    until: str = "",
) -> "DataFrame | None":
    """A table by its name; None for an unknown name, or where there is no such table.

    Args:
        tracker: whom to ask.
        election: a known election.
        kind: one of `KINDS`.
        forecaster: a known forecaster; needed for the kinds in `ABOUT_ONE`.
        language: of the names in the table.
        mass: for the chances; see `Tracker.outlook`, as for `unnamed`.
        unnamed: see there.
        until: for the chances, the number of the last update to take; see `window`.
    """
    if kind == "shifts":
        return tracker.shifts_frame(election, language, forecaster=forecaster)
    if kind == "events":
        return tracker.events_frame(election, language)
    if kind == "result":
        return tracker.result_frame(election, language)
    if forecaster is None:
        return None
    if kind == "chances":
        updates = whole_updates(tracker, election, forecaster)
        return _chances_frame(tracker, updates, until, mass, unnamed)
    if kind not in ABOUT_ONE:
        return None
    ask = tracker.ranges_frame if kind == "ranges" else tracker.revisions_frame
    return ask(election, forecaster, language)


def _chances_frame(
    tracker: Tracker, updates: Sequence[Update], until: str, mass: Decimal | None, unnamed: int
) -> "DataFrame | None":
    """What each update implies: a row an update and party; shares in per cent, chances from 0 to 1.

    `place` is the update's among all `updates`, of which so many as can be worked out at once are taken.
    """
    from pandas import DataFrame

    rows = []
    before, taken = window(updates, until, MOST_OUTLOOKS)
    for place, update in enumerate(taken, before + 1):
        try:
            found = tracker.outlook(update, mass=mass, unnamed=unnamed)
        except (RangesInfeasible, ValueError):
            continue
        for party, each in found.parties.items():
            spreads = {
                f"{what}_{name}": value
                for what, spread in (("share", each.share), ("seats", each.seats))
                for name, value in asdict(spread).items()
            }
            rows.append(
                {"update": update.id, "published": update.published, "mass": found.mass, "party": party}
                | spreads
                | {"enters": each.enters, "first": each.first, "place": place, "updates": len(updates)}
            )
    return DataFrame(rows) if rows else None


def guarded(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula, made harmless; anything else as it is."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def csv_of(frame: "DataFrame") -> bytes:
    """A table as CSV in UTF-8, with the mark by which spreadsheets know it."""
    return frame.map(guarded).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def csv_address(election: str, kind: str, language: Language, forecaster: str | None = None) -> str:
    """Where a table is to be had as CSV."""
    query = "&".join(
        [*([f"forecaster={forecaster}"] if forecaster else []), *(["lang=en"] if language == "en" else [])]
    )
    return f"/data/{election}/{kind}.csv" + (f"?{query}" if query else "")


def _part(updates: Sequence[Update], until: str) -> tuple[str, str]:
    """The number of the last update taken, and which of them all these are where they are not all."""
    before, taken = window(updates, until, MOST_OUTLOOKS)
    last = str(taken[-1].id) if taken else ""
    all_of_them = len(taken) == len(updates)
    return last, "" if all_of_them else f"{before + 1}-to-{before + len(taken)}-of-{len(updates)}"


def chances_address(
    election: str,
    language: Language,
    forecaster: str,
    *,
    mass: Decimal,
    unnamed: int,
    until: int | None = None,
) -> str:
    """Where the chances are to be had as CSV, as a reader sees them; `until` an update if not the newest."""
    plain = csv_address(election, "chances", language, forecaster)
    return f"{plain}&mass={mass:f}" + ("&unnamed=1" if unnamed else "") + (f"&until={until}" if until else "")


def offer(server: Flask) -> None:
    """Open `/data/<election>/<kind>.csv` and `/figures/<page>.json`."""

    @server.get("/data/<election>/<kind>.csv")
    def data(election: str, kind: str) -> Response:
        tracker = context.tracker()
        forecaster = request.args.get("forecaster") or None
        known = forecaster is None or tracker.catalogue.forecaster(forecaster) is not None
        if kind not in KINDS or not known or tracker.catalogue.election(election) is None:
            abort(404)
        language = language_of(request.args.get("lang"))
        mass = mass_asked(request.args.get("mass", ""))
        unnamed = unnamed_asked(request.args.get("unnamed", "")) or 0
        until, part = "", ""
        if kind == "chances" and forecaster:
            until, part = _part(whole_updates(tracker, election, forecaster), request.args.get("until", ""))

        def make() -> bytes:
            frame = frame_of(
                tracker, election, kind, forecaster, language, mass=mass, unnamed=unnamed, until=until
            )
            return b"" if frame is None else csv_of(frame)

        key = ("csv", tracker.version(election), election, kind, forecaster, language, mass, unnamed, until)
        body = context.house().shelf.get(key, make, len)
        if not body:
            abort(404)
        response = Response(body, mimetype="text/csv")
        name = "-".join(word for word in ("provlepsi", election, forecaster, kind, part) if word)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        response.headers["Cache-Control"] = "no-cache"
        return response

    @server.get("/figures/<path:page>.json")
    def figure(page: str) -> Response:
        _, view, found = resolve(f"/{page}", request.query_string.decode("utf-8", "replace"))
        drawn = charts(list(view.content)) if found else []
        if not drawn:
            abort(404)
        response = Response(chart_json(drawn[0]), mimetype="application/json")
        response.headers["Cache-Control"] = "no-cache"
        return response
