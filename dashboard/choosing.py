"""Whose ranges, from which update and under which assumption: the choices of the page of chances."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.context import Address
from dashboard.courses import LATEST
from dashboard.downloads import UNNAMED, mass_asked, unnamed_asked, whole_updates, window
from dashboard.masses import other_mass
from dashboard.outlooks import asked_parties
from dashboard.starts import quoted
from dashboard.texts import text
from forecasts import seat_wording, wording
from forecasts.draws import RangesInfeasible
from forecasts.model import Election, Forecaster, Language, Update
from forecasts.tracker import Tracker

# What is said, what it changes in the address, and whether it is what is shown.
Link = tuple[str, dict[str, str | None], bool]

MASSES = ("50", "60", "70", "80", "90", "95", "99", "100")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the page shows: of those who have spoken one, of that one's updates one, and the assumption."""

    spoken: Sequence[Forecaster]
    who: Forecaster
    updates: Sequence[Update]
    update: Update
    mass: Decimal
    unnamed: int


def chosen(address: Address, election: Election) -> Chosen | None:
    """What an address asks for, the first forecaster and the latest update by default.

    None where nobody has an update from which a parliament can be worked out.
    """
    tracker = context.tracker()
    whole = {who.id: whole_updates(tracker, election.id, who.id) for who in tracker.forecasters(election.id)}
    spoken = [who for who in tracker.forecasters(election.id) if whole[who.id]]
    if not spoken:
        return None
    who = next((each for each in spoken if each.id == address.get("forecaster")), spoken[0])
    updates = whole[who.id]
    return Chosen(
        spoken=spoken,
        who=who,
        updates=updates,
        update=next((u for u in updates if str(u.id) == address.get("update")), updates[-1]),
        mass=mass_asked(address.get("mass")) or who.mass,
        unnamed=unnamed_asked(address.get("unnamed")) or 0,
    )


def prepare(found: Chosen, until: str) -> None:
    """Have the other levels that the page offers worked out before they are asked for, the nearest first.

    Args:
        found: what the page shows.
        until: where the address has the chart over the updates end.
    """
    tracker = context.tracker()
    updates = {each.id: each for each in (found.update, *window(found.updates, until, LATEST)[1])}
    levels = sorted((Decimal(each) for each in MASSES), key=lambda each: abs(each - found.mass))
    key = ("levels", tracker.version(found.update.election), tuple(updates), found.unnamed)
    jobs = [
        partial(_try, tracker, update, mass, found.unnamed) for mass in levels for update in updates.values()
    ]
    context.house().ahead.ask(key, jobs)


def _try(tracker: Tracker, update: Update, mass: Decimal, unnamed: int) -> None:
    # That nothing can have been meant is an answer too, and is remembered.
    with suppress(RangesInfeasible):
        tracker.outlook(update, mass=mass, unnamed=unnamed)


def left_out(election: Election, found: Chosen, language: Language) -> str:
    """How many updates there are from which no parliament can be worked out."""
    every = len(context.tracker().updates(election.id, found.who.id))
    if len(found.updates) == every:
        return ""
    return text(
        "Updates that break off or name no party are left out: {left} of {all}.",
        language,
        left=every - len(found.updates),
        all=every,
    )


def choices(address: Address, found: Chosen, *, refused: bool) -> list[Component]:
    """What can be chosen, the assumption last and folded, and what of the address was not found.

    `refused`: nothing comes of what is chosen, and another assumption might help.
    """
    language = address.language
    rows: list[Component] = []
    if len(found.spoken) > 1:
        links: list[Link] = [
            (
                each.name(language),
                {"forecaster": each.id, "update": None, "until": None, "with": None, "miss": None},
                each == found.who,
            )
            for each in found.spoken
        ]
        rows.append(_links(text("Forecaster", language), links, address))
    if len(found.updates) > 1:
        rows.append(_links(text("Update", language), _updates(found, address), address))
    rows = [html.Div(rows, className="one-line")] if rows else []
    rows += [html.P(said, className="aside") for said in _not_found(address, found)]
    return [*rows, _assumption(address, found, refused=refused)]


def _assumption(address: Address, found: Chosen, *, refused: bool) -> Component:
    """What all chances rest on, said; opened, it can be changed."""
    language = address.language
    masses = sorted({Decimal(each) for each in MASSES} | {found.who.mass, found.mass})
    links: list[Link] = [
        (
            text("always", language) if each == 100 else wording.percent(each, language),
            {"mass": f"{each:f}"},
            each == found.mass,
        )
        for each in masses
    ]
    unnamed: list[Link] = [
        (text("stay below the threshold", language), {"unnamed": "0"}, not found.unnamed),
        (
            text("{number} share what is left", language, number=UNNAMED),
            {"unnamed": "1"},
            bool(found.unnamed),
        ),
    ]
    words = html.Summary(
        [
            html.Span(seat_wording.assumption(found.mass, language), className="assumption-said"),
            " ",
            html.Span(text("Try another one", language), className="as-link"),
        ]
    )
    tried = bool(address.get("mass") or address.get("unnamed"))
    return html.Details(
        [
            words,
            _links(text("The truth lies inside a range with", language), links, address),
            other_mass(address, f"{found.mass:f}"),
            _links(text("Parties not named", language), unnamed, address),
        ],
        open=tried or refused,
        className="assumption",
    )


def _updates(found: Chosen, address: Address) -> list[Link]:
    """The updates of the chart below and the chosen one, newest first; the way to newer and older ones."""
    language, updates = address.language, found.updates
    before, taken = window(updates, address.get("until"), LATEST)
    links: list[Link] = [
        (
            components.moment(each, language),
            {"update": None if each is updates[-1] else str(each.id)},
            each is found.update,
        )
        for each in reversed(updates)
        if each in taken or each is found.update
    ]
    after = before + len(taken)
    if after < len(updates):
        newest = after + LATEST >= len(updates)
        until = None if newest else str(updates[after + LATEST - 1].id)
        links.insert(0, (f"← {text('newer', language)}", {"until": until}, False))
    if before:
        links.append(
            (f"{text('older', language)} →", {"until": str(updates[max(before, LATEST) - 1].id)}, False)
        )
    return links


def _not_found(address: Address, found: Chosen) -> Iterator[str]:
    """What an address asks for and cannot have: told, not replaced in silence."""
    language, asked = address.language, address.get("forecaster")
    if asked and asked != found.who.id:
        yield text(
            "Of “{found}” there is no whole forecast for this election: {name} is shown.",
            language,
            found=quoted(asked),
            name=found.who.name(language),
        )
    asked = address.get("update")
    if asked and asked != str(found.update.id):
        yield text(
            "Of update “{found}” no parliament can be made here: it is somebody else's, breaks off or is not "
            "there. The latest one is shown.",
            language,
            found=quoted(asked),
        )
    asked = address.get("until")
    if asked and asked not in {str(each.id) for each in found.updates}:
        yield text(
            "There is no update “{found}” to end the chart with: it ends with the latest one.",
            language,
            found=quoted(asked),
        )
    asked = address.get("unnamed")
    if unnamed_asked(asked) is None:
        yield text("Expected 0 or 1 for parties not named; found “{found}”.", language, found=quoted(asked))
    keys = {each.key for each in found.update.ranges}
    for name in ("with", "miss"):
        asked = address.get(name)
        if asked and len(asked_parties(address, name, keys)) < len(set(asked.split(","))):
            yield text(
                "Not all parties of the address are in this update: “{found}”.", language, found=quoted(asked)
            )


def _links(label: str, links: Sequence[Link], address: Address) -> Component:
    """A row of choices under what is chosen."""
    items = [
        html.A(
            words,
            href=address.link(**changes),
            className="option",
            **(components.aria(current="true") if current else {}),
        )
        for words, changes, current in links
    ]
    return html.Nav(
        [html.Span(f"{label}: ", className="options-label"), *items],
        className="options",
        **components.aria(label=label),
    )
