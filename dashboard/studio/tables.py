"""A table pasted from a spreadsheet → lines of the grid, and the lines that nobody can read as one."""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dashboard.studio.forms import MOST_ROWS, Row
from dashboard.texts import text
from forecasts.model import Language
from forecasts.notation.tables import HIGH_HEADS, LOW_HEADS, MIDDLE_HEADS

NUMBER = re.compile(r"[0-9]{1,3}(?:[.,][0-9]+)?")
SPAN = re.compile(rf"({NUMBER.pattern})\s*%?\s*(?:-|–|—|−|έως|ως|to|\.\.)\s*({NUMBER.pattern})\s*%?")
PARTED = re.compile(r"[\t;|]")
PARTY_HEADS = frozenset(
    {"κομμα", "κομματα", "ονομα", "λιστα", "συνδυασμοσ", "παραταξη", "party", "name", "list"}
)
SUMS = frozenset({"συνολο", "συνολα", "συνολικα", "αθροισμα", "αθροισματα", "total", "totals", "sum", "sums"})
SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as read.

    Attributes:
        rows: what goes into the grid; a bound that is missing or no figure stays so, the grid asks about it.
        left: the lines that were not taken, as pasted.
        told: why each was not, and which sums were left out.
    """

    rows: tuple[Row, ...] = ()
    left: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its cells and its place in the table."""

    number: int
    words: str
    cells: tuple[str, ...]
    low: int | None
    high: int | None
    aside: frozenset[int]

    @property
    def name(self) -> int | None:
        """The cell with the party's name: the first of letters that does not stand under a bound."""
        free = (at for at in range(len(self.cells)) if at not in (self.low, self.high))
        return next((at for at in free if _wordy(self.cells[at])), None)

    @property
    def figures(self) -> list[int]:
        """The cells behind the name that are a figure and not set aside by their head."""
        first = -1 if self.name is None else self.name
        return [
            at for at, cell in enumerate(self.cells) if at > first and at not in self.aside and _numeric(cell)
        ]


def read_table(table: str, language: Language) -> Table:
    """Read a table: no bound is made up, and no line is passed over in silence.

    Args:
        table: a party a line, cells parted by tabs (as spreadsheets copy them), semicolons, bars or commas,
            quoted or not. Columns are what their heads say; without heads a range stands in one cell,
            `28-30`, or in the two cells with a figure.
        language: of what is told.
    """
    lines = _lines(table)
    many = any(len(line.figures) > 2 for line in lines)
    usual = _usual(lines)
    rows: list[Row] = []
    left: list[str] = []
    told: list[str] = []
    for line in lines:
        if _sums(line):
            told.append(text("“{line}” is a row of sums and was left out.", language, line=_shown(line)))
            continue
        bounds = None if line.name is None else _bounds(line, usual, many)
        if line.name is not None and bounds and len(rows) < MOST_ROWS:
            rows.append(Row(label=line.cells[line.name], low=bounds[0], high=bounds[1], id=f"t{len(rows)}"))
            continue
        left.append(line.words)
        told.append(_why(line, bounds, language))
    return Table(rows=tuple(rows), left="\n".join(left), told=tuple(told))


def laid_over(rows: Sequence[Row], pasted: Sequence[Row], named: Callable[[str], str]) -> tuple[Row, ...]:
    """Lines typed before, those of the same parties in a pasted table in their places, new ones last.

    Args:
        rows: as typed before.
        pasted: of the table.
        named: what tells a party by its name.
    """
    rest = list(pasted)
    kept = []
    for row in rows:
        own = next((each for each in rest if named(each.label) == named(row.label)), None)
        if own:
            rest.remove(own)
        kept.append(replace(own, was=row.was, id=row.id) if own else row)
    return (*kept, *rest)


def _lines(table: str) -> list[_Line]:
    """The lines that are no heads and not blank, each under the heads above it."""
    found = []
    low: int | None = None
    high: int | None = None
    aside: frozenset[int] = frozenset()
    for number, words in enumerate(table.splitlines(), 1):
        cells = _cells(words)
        heads = [set(_plain(cell).split()) for cell in cells]
        if not any(cells):
            continue
        if not any(_numeric(cell) for cell in cells) and any(
            head & (LOW_HEADS | HIGH_HEADS | MIDDLE_HEADS | PARTY_HEADS) for head in heads
        ):
            low = next((at for at, head in enumerate(heads) if head & LOW_HEADS), None)
            high = next((at for at, head in enumerate(heads) if head & HIGH_HEADS), None)
            low, high = (None, None) if low == high else (low, high)
            aside = frozenset(at for at, head in enumerate(heads) if head & MIDDLE_HEADS)
            continue
        found.append(_Line(number, words, cells, low, high, aside))
    return found


def _cells(line: str) -> tuple[str, ...]:
    """The cells of a line; commas part them only where nothing else does and no figure can hold one."""
    parted = PARTED.search(line)
    cells = next(csv.reader([PARTED.sub("\t", line)], delimiter="\t"), [])
    if not parted:
        cells = next(csv.reader([line], skipinitialspace=True), [])
        first = next((at for at, cell in enumerate(cells) if _numeric(cell.strip())), len(cells))
        name = ", ".join(cell.strip() for cell in cells[:first] if cell.strip())
        # A name with a comma stands in one cell again: one of letters is no bound that was left empty.
        if sum(_wordy(cell) for cell in cells[:first]) > 1:
            cells = [name, *cells[first:]]
        if not cells or any(c.isdigit() for c in cells[0]):
            cells = [line]
    return tuple(unicodedata.normalize("NFC", cell).strip() for cell in cells)


def _usual(lines: Sequence[_Line]) -> tuple[int, int] | None:
    """In which two cells the bounds stand in most lines that have both."""
    pairs = Counter((f[0], f[1]) for line in lines if len(f := line.figures) == 2)
    return pairs.most_common(1)[0][0] if pairs else None


def _bounds(line: _Line, usual: tuple[int, int] | None, many: bool) -> tuple[str, str] | None:
    """Both bounds as they stand in the line, an empty or odd one too; None where no figure is theirs."""
    if line.low is not None or line.high is not None:
        low, high = _at(line, line.low), _at(line, line.high)
        return (low, high) if _numeric(low) or _numeric(high) else None
    found = line.figures
    spans = [at for at in found if SPAN.fullmatch(line.cells[at])]
    if spans:
        span = SPAN.fullmatch(line.cells[spans[0]])
        return (span[1], span[2]) if span and len(found) == 1 else None
    if many or not found:
        return None
    if len(found) == 2:
        return _at(line, found[0]), _at(line, found[1])
    first = (line.name or 0) + 1
    low_at, high_at = usual or (first, first + 1)
    return (_at(line, low_at), _at(line, high_at)) if found[0] in (low_at, high_at) else None


def _at(line: _Line, at: int | None) -> str:
    cell = line.cells[at] if at is not None and at < len(line.cells) else ""
    return cell.rstrip("% ") if NUMBER.fullmatch(cell.rstrip("% ")) else cell


def _why(line: _Line, bounds: tuple[str, str] | None, language: Language) -> str:
    """Why a line was not taken."""
    words = {"number": line.number, "line": _shown(line)}
    if bounds:
        return text("Line {number}, “{line}”: more parties than a table may have.", language, **words)
    if line.name is None:
        return text("Line {number}, “{line}”: no party's name was found.", language, **words)
    if not line.figures:
        return text("Line {number}, “{line}”: no figure was found.", language, **words)
    return text(
        "Line {number}, “{line}”: which figures are the bounds? Write over the columns what they are: "
        "party; from; to.",
        language,
        **words,
    )


def _sums(line: _Line) -> bool:
    """Whether a line adds up the others."""
    words = _plain(line.cells[line.name]).split() if line.name is not None else []
    return bool(words) and (words[0] in SUMS or words[-1] in SUMS)


def _shown(line: _Line) -> str:
    return " ".join(line.words.split())[:SHOWN]


def _numeric(cell: str) -> bool:
    return bool(NUMBER.fullmatch(cell.rstrip("% ")) or SPAN.fullmatch(cell))


def _wordy(cell: str) -> bool:
    return any(c.isalpha() for c in cell) and not SPAN.fullmatch(cell)


def _plain(cell: str) -> str:
    """Letters without accents or marks, small, a final sigma like any other."""
    bare = "".join(c for c in unicodedata.normalize("NFD", cell) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W\d_]+|±", bare.casefold()))
