"""The ledger of revisions line by line: its columns, which lines are asked for, and in which order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.components import Choice, Content
from dashboard.context import Address
from dashboard.texts import plural, text
from forecasts import wording
from forecasts.derived import Change, Revision
from forecasts.model import Election, Forecaster, Language, Party

NEWEST_FIRST = "-update"
MOST_LINES = 200
CHANGES: tuple[Change, ...] = ("raised", "lowered", "widened", "narrowed", "added", "dropped", "unchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the ledger: the revision, the place of its update in time, and how the two are called."""

    revision: Revision
    place: int
    when: str
    party: Party | None
    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the ledger: its word in the address, its heading, what it is sorted by, what it shows."""

    name: str
    heading: Callable[[Language], str]
    key: Callable[[Line], Any]
    cell: Callable[[Line, Language], Content]
    numeric: bool = True


def lines_of(election: Election, who: Forecaster, language: Language) -> list[Line]:
    """Every revision of a forecaster, the oldest first."""
    tracker = context.tracker()
    revisions = tracker.revisions(election.id, who.id)
    places = {each.id: (i, each) for i, each in enumerate(tracker.updates(election.id, who.id))}
    lines = []
    for revision in revisions:
        # Between the two answers an update may have been published or withdrawn: the next page has it.
        if revision.update not in places:
            continue
        place, update = places[revision.update]
        party = tracker.catalogue.party(revision.party)
        name = party.short(language) if party else revision.label
        when = components.moment(update, language)
        lines.append(Line(revision=revision, place=place, when=when, party=party, name=name))
    return lines


def filters(address: Address, lines: Sequence[Line]) -> list[Component]:
    """What chooses the lines: the kind of change and the party; several parties may stand in the address."""
    language = address.language
    occur = {line.revision.change for line in lines}
    kinds = [
        Choice(value="changed", label=text("Only what changed", language)),
        Choice(value="all", label=text("All lines", language)),
    ]
    kinds += [
        Choice(value=kind, label=components.change_word(kind, language)) for kind in CHANGES if kind in occur
    ]
    parties = [Choice(value="all", label=text("All parties", language))]
    parties += [
        Choice(value=each, label=name) for each, name in {x.revision.party: x.name for x in lines}.items()
    ]
    return [
        components.options(text("Which changes are listed", language), "change", kinds, address),
        components.options(text("Which parties are listed", language), "party", parties, address),
    ]


def chosen(address: Address, lines: Sequence[Line]) -> list[Line]:
    """The lines that the address asks for, in the order it asks for."""
    kind = address.chosen("change", "changed", "all", *CHANGES)
    known = {line.revision.party for line in lines}
    parties = known.intersection(address.get("party").split(",")) or known
    kept = [line for line in lines if line.revision.party in parties and _answers(line, kind)]
    return ordered(kept, *_sorting(address))


def _answers(line: Line, kind: str) -> bool:
    change = line.revision.change
    return kind == "all" or change == kind or (kind == "changed" and change != "unchanged")


def ordered(lines: Sequence[Line], column: Column, descending: bool) -> list[Line]:
    """Sort by a column; lines without a value there come last either way, ties by size of the move."""
    by_size = sorted(lines, key=lambda line: (-line.place, -abs(line.revision.midpoint_change or Decimal(0))))
    with_value = [line for line in by_size if column.key(line) is not None]
    without = [line for line in by_size if column.key(line) is None]
    return sorted(with_value, key=column.key, reverse=descending) + without


def _sorting(address: Address) -> tuple[Column, bool]:
    asked = address.get("sort", NEWEST_FIRST)
    column = next((each for each in COLUMNS if each.name == asked.removeprefix("-")), None)
    return (column, asked.startswith("-")) if column else (COLUMNS[1], True)


def table(address: Address, lines: Sequence[Line]) -> list[Component]:
    """The lines asked for as a table whose headings sort it, and how many they are."""
    language = address.language
    kept = chosen(address, lines)
    shown = kept if address.get("rows") == "all" else kept[:MOST_LINES]
    column, descending = _sorting(address)
    count = plural("{number} of {all} lines", "{number} of {all} lines", len(kept), language, all=len(lines))
    head = html.Tr([_heading(each, column, descending, address) for each in COLUMNS])
    body = [_row(line, language) for line in shown]
    caption = text("Every range against the one before", language)
    grid = html.Div(
        html.Table(
            [html.Caption(caption, className="unseen"), html.Thead(head), html.Tbody(body)],
            className="ledger",
        ),
        className="table-frame",
        tabIndex="0",
        role="region",
        **components.aria(label=caption),
    )
    return [
        html.P([count, " · ", text("the headings sort", language)], className="count", role="status"),
        grid
        if kept
        else components.empty_state(
            text("No line answers to this choice.", language),
            action=(text("Show all", language), address.link(party=None, change=None)),
        ),
        *([_all_lines(address, len(kept))] if len(shown) < len(kept) else []),
    ]


def _all_lines(address: Address, count: int) -> Component:
    said = text("Only the first {n} are listed.", address.language, n=MOST_LINES)
    more = text("List all {n}", address.language, n=count)
    return html.P([said, " ", html.A(more, href=address.link(rows="all"))], className="count")


def _heading(column: Column, current: Column, descending: bool, address: Address) -> Component:
    """A heading that sorts: from high to low first where it is a number, the other way when asked again."""
    sorted_by = column is current
    first_down = column.numeric or column.name == "update"
    down = not descending if sorted_by else first_down
    asked = f"-{column.name}" if down else column.name
    state = components.aria(sort="descending" if descending else "ascending") if sorted_by else {}
    # The arrow is the style sheet's, so that the link keeps its words and the reader the place on it.
    link = html.A(
        column.heading(address.language),
        href=address.link(sort=None if asked == NEWEST_FIRST else asked),
        className="sorts" if first_down else "sorts rising",
    )
    return html.Th(link, scope="col", className="number" if column.numeric else None, **state)


def _row(line: Line, language: Language) -> Component:
    first, *others = COLUMNS
    cells = [html.Td(each.cell(line, language), className=_style(each, line)) for each in others]
    return html.Tr([html.Th(first.cell(line, language), scope="row"), *cells])


def _style(column: Column, line: Line) -> str | None:
    if column.name != "move" or not line.revision.midpoint_change:
        return "number" if column.numeric else None
    return "number up" if line.revision.midpoint_change > 0 else "number down"


def _chip(line: Line, language: Language) -> Content:
    return components.party_chip(line.party, language) if line.party else line.name


def _figure(field: str) -> Callable[[Line, Language], Content]:
    """A cell with a change in points, signed."""

    def cell(line: Line, language: Language) -> str:
        value = getattr(line.revision, field)
        return "–" if value is None else wording.number(value, language, signed=True)

    return cell


def _overlap(line: Line, language: Language) -> str:
    value = line.revision.overlap
    return "–" if value is None else wording.number(round(100 * float(value), 0), language) + "%"


def _break(line: Line, language: Language) -> str:
    disjoint = line.revision.disjoint
    return "–" if disjoint is None else (text("yes", language) if disjoint else text("no", language))


def _middle(low: Decimal | None, high: Decimal | None) -> Decimal | None:
    return None if low is None or high is None else low + high


COLUMNS = (
    Column(
        "party", lambda language: text("Party", language), lambda x: x.name.casefold(), _chip, numeric=False
    ),
    Column(
        "update",
        lambda language: text("Update", language),
        lambda x: x.place,
        lambda x, _: x.when,
        numeric=False,
    ),
    Column(
        "move",
        lambda language: text("Midpoint, ±", language),
        lambda x: x.revision.midpoint_change,
        _figure("midpoint_change"),
    ),
    Column(
        "before",
        lambda language: text("Before, %", language),
        lambda x: _middle(x.revision.previous_low, x.revision.previous_high),
        lambda x, language: components.bounds(x.revision.previous_low, x.revision.previous_high, language),
    ),
    Column(
        "after",
        lambda language: text("After, %", language),
        lambda x: _middle(x.revision.low, x.revision.high),
        lambda x, language: components.bounds(x.revision.low, x.revision.high, language),
    ),
    Column(
        "low",
        lambda language: text("Low, ±", language),
        lambda x: x.revision.low_change,
        _figure("low_change"),
    ),
    Column(
        "high",
        lambda language: text("High, ±", language),
        lambda x: x.revision.high_change,
        _figure("high_change"),
    ),
    Column(
        "width",
        lambda language: text("Width, ±", language),
        lambda x: x.revision.width_change,
        _figure("width_change"),
    ),
    Column("overlap", lambda language: text("Overlap", language), lambda x: x.revision.overlap, _overlap),
    Column(
        "change",
        lambda language: text("Change", language),
        lambda x: CHANGES.index(x.revision.change),
        lambda x, language: components.change_word(x.revision.change, language),
        numeric=False,
    ),
    Column(
        "disjoint",
        lambda language: text("Break", language),
        lambda x: x.revision.disjoint,
        _break,
        numeric=False,
    ),
)
