"""Tables: what the head of a column says of the figures under it; low and high in columns of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from forecasts.notation.figures import Figure, order
from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import Phrase, What
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import LIMITS, Role

_HEAD_PHRASES = 80
_COLUMNS = 3
_LINES = (Kind.LINE, Kind.BLANK)
# What stands over the columns of the low ends, of the high ends, and of what is neither.
LOW_HEADS = frozenset(
    {"απο", "from", "low", "lower", "min", "minimum", "κατω", "ελαχιστο", "ελαχ", "χαμηλο", "apo"}
)
HIGH_HEADS = frozenset(
    {"εωσ", "ωσ", "μεχρι", "to", "high", "higher", "upper", "max", "maximum", "ανω", "πανω", "μεγιστο", "μεγ"}
    | {"υψηλο", "eos", "ews"}
)
MIDDLE_HEADS = frozenset(
    {"μεσο", "μεσοσ", "μεσον", "μεση", "κεντρο", "mean", "mid", "midpoint", "average", "μεταβολη"}
)
MIDDLE_HEADS |= frozenset({"change", "αλλαγη", "±"})


_RANK = frozenset({"αα", "no", "nr", "rank", "θεση", "σειρα"})
_LETTER = frozenset({"a", "α", ""})  # Α/Α: the number of the row


class Column(Enum):
    """What the figures of a column are."""

    FORECAST = 0
    DATED = 1  # a year, a month or an election stands over them: earlier results, where others are forecasts
    ASIDE = 2
    LOW = 3
    HIGH = 4


class Table:
    """The cells of the rows of a block, as `_cut` goes through them."""

    def __init__(self, script: Script, phrases: Sequence[Phrase], first: int) -> None:
        self._script = script
        self._phrases = phrases
        self._columns: dict[int, Column] = {}
        self._led = self._row_led = False
        self._cell = 0
        self._begin = _line(phrases, first)
        self._low: Phrase | None = None
        self.started = self._figures = False

    def fresh(self) -> "Table":
        """A table without a head, for what stands in brackets."""
        return Table(self._script, self._phrases, self._begin)

    def mark(self, phrase: Phrase, at: int) -> Phrase | None:
        """Take a mark, which stands at `at`.

        Returns:
            A low end whose high end is missing, where the mark ends the row.
        """
        if phrase.kind is Kind.CELL or phrase.kind is Kind.SEMICOLON:
            empty = self._script.text(phrase.first) == ";"  # no frame, as a pipe may be
            self._row_led = self._row_led or not (self.started or empty)
            self._cell += self.started or empty
            return None
        if phrase.kind not in _LINES:
            self.started = True
            return None
        if self._cell and not self._figures:
            self._head(self._begin, at)
        elif phrase.kind is Kind.BLANK and not self._cell and self.started:
            self._columns = {}
        low = self.unfinished()
        self._cell, self.started, self._figures, self._row_led = 0, False, False, False
        self._begin = at + 1
        return low

    def unfinished(self) -> Phrase | None:
        """A low end whose high end is missing."""
        low, self._low = self._low, None
        return low and _with(low, fault="missing-high")

    def cell(self, phrase: Phrase) -> Phrase | None:
        """Take the next phrase: itself, a range made of two columns, or None (set aside, or waiting)."""
        self.started = True
        if phrase.what is not What.FIGURE or phrase.figure is None:
            return phrase
        self._figures = True
        shift = self._led and not self._row_led
        column = self._columns.get(self._cell - shift, Column.FORECAST)
        if column is Column.ASIDE:
            return None
        if column is Column.LOW and not phrase.figure.ranged:
            self._low = phrase
            return None
        if column is Column.HIGH and not phrase.figure.ranged:
            low, self._low = self._low, None
            return _joined(low, phrase) if low else _with(phrase, fault="missing-low")
        return phrase

    def _head(self, first: int, last: int) -> None:
        """The head of a table: a row of cells without a figure. One that tells nothing changes nothing."""
        found: dict[int, list[Phrase]] = {}
        cell, started, led = 0, False, False
        for phrase in self._phrases[first:last]:
            if phrase.kind is Kind.CELL or phrase.kind is Kind.SEMICOLON:
                led = led or not started
                cell += started
            else:
                started = True
                found.setdefault(cell, []).append(phrase)
        if not any(p.kind is None for row in found.values() for p in row):
            return
        columns = {cell: self._column(row) for cell, row in found.items()}
        if not led and columns.get(0) is not Column.ASIDE:
            columns.pop(0, None)  # the names of the parties
        told = set(columns.values())
        if Column.LOW in told and Column.HIGH in told:
            columns = {c: k if k in (Column.LOW, Column.HIGH) else Column.ASIDE for c, k in columns.items()}
        else:
            plain = Column.FORECAST in {kind for cell, kind in columns.items() if cell}
            dated = Column.ASIDE if plain else Column.FORECAST
            columns = {
                c: Column.ASIDE if k is Column.ASIDE else dated if k is Column.DATED else Column.FORECAST
                for c, k in columns.items()
            }
        self._columns, self._led = columns, led

    def _column(self, row: Sequence[Phrase]) -> Column:
        words = {self._script.folded(phrase.first) for phrase in row}
        roles = {phrase.role for phrase in row}
        if words & LOW_HEADS and words & HIGH_HEADS:
            return Column.FORECAST
        if words & _RANK or words <= _LETTER or any(self._script.text(phrase.first) == "#" for phrase in row):
            return Column.ASIDE
        if any(p.role is Role.MEASURE and self._script.folded(p.first) not in LIMITS for p in row):
            return Column.ASIDE
        if words & LOW_HEADS:
            return Column.LOW
        if words & HIGH_HEADS:
            return Column.HIGH
        if roles & {Role.MEASURE, Role.PAST} or words & MIDDLE_HEADS:
            return Column.ASIDE
        if roles & {Role.FORECAST, Role.UPDATE}:
            return Column.FORECAST
        dated = any(phrase.what in (What.YEAR, What.DATE) for phrase in row)
        return Column.DATED if dated or roles & {Role.MONTH, Role.ELECTION} else Column.FORECAST


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a table with a party over each column: how many cells, and the names among them."""

    cells: int
    names: dict[int, Phrase]


def heading(items: Sequence[Phrase]) -> Heading | None:
    """The head that a row is, if it is one: cells with one name each, and no figure."""
    cells = _cells(items)
    if len(cells) < _COLUMNS or any(p.what in (What.FIGURE, What.COUNT) for p in items):
        return None
    named = {at: [p for p in cell if p.what is What.NAME] for at, cell in enumerate(cells)}
    names = {at: found[0] for at, found in named.items() if len(found) == 1}
    return Heading(len(cells), names) if len(names) >= _COLUMNS - 1 else None


def under_heading(items: Sequence[Phrase], head: Heading | None) -> list[tuple[Phrase, Phrase]]:
    """The figures of a row with the parties over them; nothing where the row does not fit the head."""
    cells = _cells(items)
    if head is None or len(cells) != head.cells or any(p.what is What.NAME for p in items):
        return []
    figures = {at: [p for p in cells[at] if p.what is What.FIGURE] for at in head.names}
    if any(len(found) > 1 for found in figures.values()):
        return []
    found = [(head.names[at], under[0]) for at, under in figures.items() if under]
    return found if len(found) >= _COLUMNS - 1 else []


def _cells(items: Sequence[Phrase]) -> list[list[Phrase]]:
    cells: list[list[Phrase]] = [[]]
    for phrase in items:
        if phrase.kind is Kind.CELL:
            cells.append([])
        else:
            cells[-1].append(phrase)
    return cells


def _line(phrases: Sequence[Phrase], first: int) -> int:
    """Where the line begins in which a block begins: its first word may stand in the head of a table."""
    at = first
    while at > max(0, first - _HEAD_PHRASES) and phrases[at - 1].kind not in _LINES:
        at -= 1
    return at


def _with(phrase: Phrase, *, fault: str) -> Phrase:
    figure = phrase.figure
    return phrase._replace(figure=replace(figure, fault=figure.fault or fault)) if figure else phrase


def _joined(low: Phrase, high: Phrase) -> Phrase:
    one, other = low.figure, high.figure
    assert one is not None and other is not None  # noqa: S101, PT018
    made: Figure = replace(
        one,
        high=other.low,
        ranged=True,
        percent=one.percent or other.percent,
        fault=one.fault or other.fault or order(one.low, other.low),
        tail="",
    )
    return low._replace(last=high.last, figure=made)
