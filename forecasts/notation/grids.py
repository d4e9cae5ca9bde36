"""Tables that stand otherwise than as one party a row → lists: a column for each date, figures one a line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forecasts.notation.months import MONTHS
from forecasts.notation.settle import Rewritten
from forecasts.notation.vocabulary import fold

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_CELL = re.compile(r"[^\t|;]+")
_DATE = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{1,2}([.-])\d{1,2}\1\d{2,4}|\d{4}-\d{2}-\d{2}")
_SPELT = re.compile(r"\d{1,2}(?:η|ης|st|nd|rd|th)?\s+(?P<month>[^\W\d_]+)\.?(?:\s+\d{4})?")
_NUMBER = re.compile(r"\d{1,2}(?:[.,]\d{1,2})?\s?%?")
_WORDS = re.compile(r"[^\W\d_][^\n]*")
_ROWS = 3  # so many rows make a column of figures
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands between two marks of a line, without the white space round it."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def untangled(given: Rewritten) -> Rewritten:
    """Turn a table with a column for each date into a list for each date, and join figures one a line.

    Every piece keeps its place in the text as given.
    """
    lines = [(m.start(), m[0]) for m in _LINE.finditer(given.text)]
    made, kept, at = Rewritten(given), 0, 0
    changed = False
    while at < len(lines):
        dates = _dates(lines[at])
        rows = _rows(lines, at + 1, len(dates)) if dates else []
        if rows:
            made.keep(given.text[kept : lines[at][0]], kept)
            _list_out(made, dates, rows)
            at += 1 + len(rows)
            kept = lines[at][0] if at < len(lines) else len(given.text)
            changed = True
            continue
        at += 1
    for start, end in _pairs(lines):
        if start >= kept:
            made.keep(given.text[kept:start], kept)
            made.put("-", start, end)
            kept, changed = end, True
    if not changed:
        return given
    made.keep(given.text[kept:], kept)
    return made.finish()


def _cells(line: tuple[int, str]) -> list[_Cell]:
    start, text = line
    found = []
    for match in _CELL.finditer(text):
        bare = match[0].strip()
        if bare:
            found.append(_Cell(bare, start + match.start() + match[0].index(bare)))
    return found


def _dates(line: tuple[int, str]) -> list[_Cell]:
    """The dates in the head of a table, where all its columns but the first have one; else nothing."""
    if not any(mark in line[1] for mark in "\t|;"):
        return []
    cells = _cells(line)
    dated = [cell for cell in cells if _is_date(cell.text)]
    return dated if len(dated) > 1 and len(cells) - len(dated) <= 1 and cells[-1] is dated[-1] else []


def _is_date(text: str) -> bool:
    if _DATE.fullmatch(text):
        return True
    spelt = _SPELT.fullmatch(text)
    return spelt is not None and fold(spelt["month"]) in MONTHS


def _rows(lines: Sequence[tuple[int, str]], first: int, columns: int) -> list[list[_Cell]]:
    """The rows under such a head: a name, then a cell for each date; frames of dashes are no rows."""
    found: list[list[_Cell]] = []
    for at in range(first, len(lines)):
        line = lines[at]
        cells = _cells(line)
        if len(cells) != columns + 1 or not any(c.isdigit() for c in cells[1].text + cells[-1].text):
            if set(line[1]) <= set("-|:+ \n") and len(line[1].strip()) > 1 and not found:
                found.append([])
                continue
            break
        found.append(cells)
    return found if any(found) else []


def _list_out(made: Rewritten, dates: Sequence[_Cell], rows: Sequence[Sequence[_Cell]]) -> None:
    for column, day in enumerate(dates, start=1):
        made.put("\n\n", day.start, day.start + 1)
        made.keep(day.text, day.start)
        for row in rows:
            if row:
                made.put("\n", row[0].start, row[0].start + 1)
                made.keep(row[0].text, row[0].start)
                made.put("\t", row[column].start, row[column].start + 1)
                made.keep(row[column].text, row[column].start)
    made.put("\n\n", dates[-1].end - 1, dates[-1].end)


def _pairs(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """What stands between two figures on lines of their own under a name: low and high, name after name."""
    filled = [(start, text) for start, text in lines if text.strip()]
    at = 0
    while at + 2 < len(filled):
        run = at
        while run + 2 < len(filled) and _triple(filled[run : run + 3]):
            run += 3
        if run - at >= 3 * _ROWS:
            for low, high in ((filled[i + 1], filled[i + 2]) for i in range(at, run, 3)):
                yield low[0] + len(low[1].rstrip()), high[0] + len(high[1]) - len(high[1].lstrip())
        at = max(run, at + 1)


def _triple(lines: Sequence[tuple[int, str]]) -> bool:
    """A name and two figures that rise, each on a line of its own."""
    name, low, high = (text.strip() for _, text in lines)
    if not (_WORDS.fullmatch(name) and len(name) <= _LONGEST):
        return False
    if not (_NUMBER.fullmatch(low) and _NUMBER.fullmatch(high)):
        return False
    ends = [float(end.rstrip("% ").replace(",", ".")) for end in (low, high)]
    return ends[0] <= ends[1] <= ends[0] + 12
