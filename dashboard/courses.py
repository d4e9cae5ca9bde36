"""How seats and chances moved from update to update, and after which debate, on a page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.coalitions import partners_of
from dashboard.context import Address
from dashboard.downloads import MOST_OUTLOOKS, chances_address, window
from dashboard.figures.courses import Course, courses_figure
from dashboard.figures.seat_courses import SeatCourse, seat_courses_figure
from dashboard.houses import NEAR, colour_of, name_of
from dashboard.movements import Debates, chance_moved, seats_moved
from dashboard.outlooks import enters, in_update, known_as, outlook, seats, together
from dashboard.texts import text
from dashboard.theme import Figure
from forecasts import seat_wording, wording
from forecasts.chances import Chances
from forecasts.intervals import Interval
from forecasts.model import Language, Update

LATEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the charts show: so many updates, what each implies, and the debates between them."""

    address: Address
    updates: Sequence[Update]
    before: int
    shown: Sequence[Update]
    found: Chances
    outlooks: Sequence[Chances | None]
    debates: Debates

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.address.language

    @property
    def moments(self) -> list[str]:
        """When the updates were published."""
        return [components.moment(update, self.language) for update in self.shown]

    def block(self, part: str, draw: Callable[[], Figure], view: Sequence[str], **parts: Any) -> Component:
        """A chart with what is said of it; `view` is what it depends on besides updates and assumption."""
        last, found = self.shown[-1], self.found
        ids = tuple((update.id, update.version) for update in self.shown)
        whose = tuple(found.parties)
        key = ("chances", ids, whose, found.mass, found.unnamed, self.language, part, *view)
        return components.chart_block(
            f"chances-{part}",
            context.figure(last.election, key, draw),
            filename=f"provlepsi-{last.election}-{last.forecaster}-{part}",
            csv=_csv(last, self.updates, found, self.language),
            address=self.address,
            **parts,
        )


def moved(address: Address, updates: Sequence[Update], found: Chances) -> list[Component]:
    """The same numbers for each update: charts of what was open and of all seats, a table of everything."""
    before, shown = window(updates, address.get("until"), LATEST)
    if len(shown) < 2:
        return []
    here = Shown(
        address=address,
        updates=updates,
        before=before,
        shown=shown,
        found=found,
        outlooks=[outlook(update, found) for update in shown],
        debates=_debates(shown, address.language),
    )
    return [_chances_moved(here), *_seats_moved(here)]


def _chances_moved(here: Shown) -> Component:
    """Who may enter, and the majority of the chosen ones."""
    found, outlooks, language = here.found, here.outlooks, here.language
    partners = partners_of(here.address, found)
    names = " + ".join(name_of(key, here.updates[-1], language) for key in partners)
    chances = [together(each, partners, found) for each in outlooks]
    needed = seat_wording.majority(found.law)
    legend = text(
        "Lines: the chance to enter where it is open; dotted, that of a majority together.", language
    )
    said = [
        chance_moved(names, needed, chances, here.moments, here.debates, language),
        legend,
        _which(here.updates, here.before, here.shown, language),
    ]
    return here.block(
        "moved",
        partial(
            courses_figure,
            _courses(found, outlooks, chances, here.shown[-1], language),
            here.moments,
            here.debates,
            language=language,
        ),
        partners,
        title=text("How it moved from update to update", language),
        sentence=" ".join(filter(None, said)),
        numbers=_table(here, chances, names),
        opened=True,
    )


def _seats_moved(here: Shown) -> list[Component]:
    """The median seats of every party that has any somewhere."""
    found, latest, language = here.found, here.shown[-1], here.language
    keys = sorted(found.parties, key=lambda key: -found.parties[key].seats.mean)
    held = {key: [seats(each, key, found) for each in here.outlooks] for key in keys}
    held = {key: each for key, each in held.items() if any(one and one.high for one in each)}
    if not held:
        return []
    courses = {
        name_of(key, latest, language): SeatCourse(
            short=name_of(key, latest, language),
            colour=colour_of(key),
            seats=tuple(one.middle if one else None for one in each),
            open=tuple(_open(one, language) for one in each),
        )
        for key, each in held.items()
    }
    legend = text("The median seats of each party, one row each; a seat is as tall in every row.", language)
    if any(any(each.open) for each in courses.values()):
        legend += " " + text("A ring: the median tells little, see the table.", language)
    told = {
        name: [None if unsettled else s for s, unsettled in zip(each.seats, each.open, strict=True)]
        for name, each in courses.items()
    }
    block = here.block(
        "seats-moved",
        partial(seat_courses_figure, list(courses.values()), here.moments, here.debates, language=language),
        (),
        title=text("How the seats moved from update to update", language),
        sentence=f"{seats_moved(told, here.moments, here.debates, language)} {legend}",
        numbers=_medians(held, here),
    )
    return [block]


def _open(found: Interval | None, language: Language) -> str:
    """The seats that are about as likely where the median tells nothing."""
    return "" if found is None or found.telling else seat_wording.seats_text(found.pieces, language)


def _medians(held: Mapping[str, Sequence[Interval | None]], here: Shown) -> Component:
    """The numbers of the chart of seats, the latest update first."""
    rows: list[list[components.Content]] = [
        [
            _name(key, here),
            *(_open(s, here.language) or str(s.middle) if s else "–" for s in reversed(each)),
        ]
        for key, each in held.items()
    ]
    heads = [_head(update, here.language) for update in reversed(here.shown)]
    columns = (text("Party", here.language), *heads)
    caption = text(
        "Median seats, update by update; where the median tells little, the seats of nine draws of ten",
        here.language,
    )
    made = components.table(columns, rows, caption=caption, numeric=range(1, len(columns)))
    return html.Div(made, className="wrapped-heads")


def _debates(shown: Sequence[Update], language: Language) -> list[tuple[int, str]]:
    """The place of the first update after each debate, and what is said of it; of two in one place both."""
    last = shown[-1]
    order = {u.id: at for at, u in enumerate(context.tracker().updates(last.election, last.forecaster))}
    said: dict[int, str] = {}
    for found in context.tracker().debates(last.election, last.forecaster):
        after = order.get(found.after.id, len(order)) if found.after else len(order)
        place = next((at for at, update in enumerate(shown) if order[update.id] >= after), 0)
        if place:
            phrase = wording.event_phrase(found.event, language)
            said[place] = f"{said[place]}, {phrase}" if place in said else phrase
    return sorted(said.items())


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
    return f"{here} {saved}"


def _courses(
    found: Chances,
    outlooks: Sequence[Chances | None],
    majority: Sequence[float | None],
    latest: Update,
    language: Language,
) -> list[Course]:
    """The chance to enter of those of whom it is open somewhere, and that of the chosen majority."""
    courses = []
    for key in found.parties:
        chances = tuple(enters(each, key, found) for each in outlooks)
        if any(chance is not None and NEAR <= chance <= 1 - NEAR for chance in chances):
            courses.append(
                Course(short=name_of(key, latest, language), colour=colour_of(key), chances=chances)
            )
    needed = f"{seat_wording.majority(found.law)}+"
    return [*courses, Course(short=needed, colour=None, chances=tuple(majority))]


def _table(here: Shown, majority: Sequence[float | None], names: str) -> Component:
    """Seats and chances of every party, the latest update first, where phones show it."""
    found, language = here.found, here.language
    rows: list[list[components.Content]] = []
    for key in found.parties:
        told = (in_update(each, key, found, language) for each in reversed(here.outlooks))
        rows.append([_name(key, here), *told])
    cells = [
        "–" if chance is None else seat_wording.chance_text(chance, language) for chance in reversed(majority)
    ]
    rows.append([text("Majority together", language), *cells])
    heads = [_head(update, language) for update in reversed(here.shown)]
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


def _name(key: str, here: Shown) -> components.Content:
    """A party's name beside its colour, where it has one, and below it what other updates call it."""
    language, latest = here.language, here.shown[-1]
    party = context.tracker().catalogue.party(key)
    chip = components.party_chip(party, language) if party else name_of(key, latest, language)
    known = [known_as(key, each, here.found) for each in here.outlooks]
    others = dict.fromkeys(name_of(each, latest, language) for each in known if each and each != key)
    if not others:
        return chip
    also = text("also as {names}", language, names=", ".join(others))
    return [chip, html.Span(also, className="also")]


def _head(update: Update, language: Language) -> str:
    when = components.moment(update, language)
    return f"{when}, {wording.event_phrase(update.event, language)}" if update.event else when
