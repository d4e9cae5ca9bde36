"""How seats and chances moved from update to update, and after which debate, on a page."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.coalitions import partners_of
from dashboard.context import Address
from dashboard.downloads import MOST_OUTLOOKS, chances_address, window
from dashboard.figures.courses import Course, courses_figure
from dashboard.houses import NEAR, colour_of, name_of
from dashboard.texts import text
from forecasts import seat_wording, wording
from forecasts.chances import Chances
from forecasts.draws import RangesInfeasible
from forecasts.model import Language, Update

LATEST = 6


def moved(address: Address, updates: Sequence[Update], found: Chances) -> list[Component]:
    """The same numbers for each update: a chart of what was open, a table of everything."""
    language = address.language
    before, shown = window(updates, address.get("until"), LATEST)
    if len(shown) < 2:
        return []
    outlooks = [_outlook(update, found) for update in shown]
    partners = partners_of(address, found)
    names = " + ".join(name_of(key, updates[-1], language) for key in partners)
    draw = partial(
        courses_figure,
        _courses(found, outlooks, partners, shown[-1], language),
        [components.moment(update, language) for update in shown],
        _debates(shown, language),
        language=language,
    )
    ids = tuple((update.id, update.version) for update in shown)
    key = ("chances", ids, found.mass, found.unnamed, language, "moved", *partners)
    return [
        components.chart_block(
            "chances-moved",
            context.figure(shown[-1].election, key, draw),
            title=text("How it moved from update to update", language),
            sentence=_sentence(found, outlooks, partners, names, shown, language)
            + _which(updates, before, shown, language),
            numbers=_table(found, outlooks, partners, names, shown, language),
            filename=f"provlepsi-{shown[-1].election}-{shown[-1].forecaster}-moved",
            csv=_csv(shown[-1], updates, found, language),
            address=address,
            opened=True,
        )
    ]


def _debates(shown: Sequence[Update], language: Language) -> list[tuple[int, str]]:
    """The place of the first update after each debate, and the debate's name."""
    return [
        (place, wording.event_phrase(update.event, language))
        for place, update in enumerate(shown)
        if update.event and place
    ]


def _csv(last: Update, updates: Sequence[Update], found: Chances, language: Language) -> str:
    until = None if last is updates[-1] else last.id
    return chances_address(
        last.election, language, last.forecaster, mass=found.mass, unnamed=found.unnamed, until=until
    )


def _which(updates: Sequence[Update], before: int, shown: Sequence[Update], language: Language) -> str:
    """Which of all updates the chart shows, and which the CSV beside it holds, where these are not all."""
    last, number = before + len(shown), len(updates)
    if len(shown) == number:
        return ""
    here = text(
        "Here are updates {first} to {last} of {number}; the others are chosen above.",
        language,
        first=before + 1,
        last=last,
        number=number,
    )
    saved = text(
        "The numbers (CSV) hold updates {first} to {last} of {number}.",
        language,
        first=max(last - MOST_OUTLOOKS, 0) + 1,
        last=last,
        number=number,
    )
    return f" {here} {saved}"


def _outlook(update: Update, found: Chances) -> Chances | None:
    try:
        return context.tracker().outlook(update, mass=found.mass, unnamed=found.unnamed)
    except RangesInfeasible:
        return None


def _courses(
    found: Chances,
    outlooks: Sequence[Chances | None],
    partners: Sequence[str],
    latest: Update,
    language: Language,
) -> list[Course]:
    """The chance to enter of those of whom it is open somewhere, and that of the chosen majority."""
    courses = []
    for key in found.parties:
        chances = tuple(_enters(each, key, found) for each in outlooks)
        if any(chance is not None and NEAR <= chance <= 1 - NEAR for chance in chances):
            courses.append(
                Course(short=name_of(key, latest, language), colour=colour_of(key), chances=chances)
            )
    together = tuple(_together(each, partners, found) for each in outlooks)
    needed = f"{seat_wording.majority(found.law)}+"
    return [*courses, Course(short=needed, colour=None, chances=together)]


def _sentence(
    found: Chances,
    outlooks: Sequence[Chances | None],
    partners: Sequence[str],
    names: str,
    shown: Sequence[Update],
    language: Language,
) -> str:
    """What the chart shows, and from where to where the chance of the chosen majority went."""
    said = text(
        "The chance to enter where it is open; the dotted line is that of a majority together.", language
    )
    known = [
        (update, chance)
        for update, each in zip(shown, outlooks, strict=True)
        if (chance := _together(each, partners, found)) is not None
    ]
    if len(known) < 2:
        return said
    (first, before), (last, after) = known[0], known[-1]
    return (
        said
        + " "
        + text(
            "{names}, {needed} seats or more: {before} ({first}), {after} ({last}).",
            language,
            names=names,
            needed=seat_wording.majority(found.law),
            before=_often(before, language),
            first=components.moment(first, language),
            after=_often(after, language),
            last=components.moment(last, language),
        )
    )


def _often(chance: float, language: Language) -> str:
    """Say “4 in 10, 35.7%”."""
    return f"{seat_wording.frequency(chance, language)}, {seat_wording.chance_text(chance, language)}"


def _table(
    found: Chances,
    outlooks: Sequence[Chances | None],
    partners: Sequence[str],
    names: str,
    shown: Sequence[Update],
    language: Language,
) -> Component:
    """Seats and chances of every party, the latest update first, where phones show it."""
    latest_first = list(reversed(outlooks))
    rows: list[list[components.Content]] = []
    for key in found.parties:
        party = context.tracker().catalogue.party(key)
        name: components.Content = (
            components.party_chip(party, language) if party else name_of(key, shown[-1], language)
        )
        rows.append([name, *(_in_update(each, key, found, language) for each in latest_first)])
    together = [_together(each, partners, found) for each in latest_first]
    cells = ["–" if chance is None else seat_wording.chance_text(chance, language) for chance in together]
    rows.append([text("Majority together", language), *cells])
    heads = [_head(update, language) for update in reversed(shown)]
    caption = text(
        "Seats in nine of ten draws, and the chance to enter where it is open; at the foot the chance of "
        "{needed} or more for {names}",
        language,
        needed=seat_wording.majority(found.law),
        names=names,
    )
    numeric = range(1, len(heads) + 1)
    made = components.table((text("Party", language), *heads), rows, caption=caption, numeric=numeric)
    return html.Div(made, className="wrapped-heads")


def _head(update: Update, language: Language) -> str:
    when = components.moment(update, language)
    return f"{when}, {wording.event_phrase(update.event, language)}" if update.event else when


def _in_update(then: Chances | None, key: str, now: Chances, language: Language) -> str:
    known = _known_as(key, then, now)
    if then is None or known is None:
        return "–"
    each = then.parties[known]
    seats = wording.range_text(Decimal(int(each.seats.p05)), Decimal(int(each.seats.p95)), language)
    return (
        f"{seats} ({seat_wording.chance_text(each.enters, language)})"
        if NEAR <= each.enters <= 1 - NEAR
        else seats
    )


def _enters(then: Chances | None, key: str, now: Chances) -> float | None:
    known = _known_as(key, then, now)
    return None if then is None or known is None else then.parties[known].enters


def _together(then: Chances | None, partners: Sequence[str], now: Chances) -> float | None:
    known = [_known_as(key, then, now) for key in partners]
    if then is None or None in known:
        return None
    return then.majority_of(list(dict.fromkeys(key for key in known if key)))


def _known_as(key: str, then: Chances | None, now: Chances) -> str | None:
    """A party's key in an earlier update: its own, or that of the one whose place it took since."""
    if then is None or key in then.parties:
        return key
    party = context.tracker().catalogue.party(key)
    before = party.successor_of if party else ()
    return next((each for each in before if each in then.parties and each not in now.parties), None)
