"""A table pasted from a spreadsheet → lines of the grid."""

import re
import unicodedata

from dashboard.studio.forms import MOST_ROWS, Row

NUMBER = re.compile(r"[0-9]{1,3}(?:[.,][0-9]+)?")
SPAN = re.compile(rf"({NUMBER.pattern})\s*%?\s*(?:-|–|—|−|έως|ως|to|\.\.)\s*({NUMBER.pattern})\s*%?")
CELLS = re.compile(r"[\t;|]")


def rows_of(table: str) -> tuple[Row, ...]:
    """The lines with a name and a figure; heads, sums without a name and blank lines are no lines of a grid.

    Args:
        table: cells parted by tabs (as spreadsheets copy them), semicolons or bars, a party a line; a range
            stands in one cell, `28-30`, or in two.
    """
    found: list[Row] = []
    for line in table.splitlines()[: 2 * MOST_ROWS]:
        cells = [unicodedata.normalize("NFC", cell).strip() for cell in CELLS.split(line)]
        name = next(
            (cell for cell in cells if any(c.isalpha() for c in cell) and not SPAN.fullmatch(cell)), ""
        )
        behind = cells[cells.index(name) + 1 :] if name else []
        low, high = _bounds(behind)
        if name and low:
            found.append(Row(label=name, low=low, high=high, id=f"t{len(found)}"))
    return tuple(found[:MOST_ROWS])


def _bounds(cells: list[str]) -> tuple[str, str]:
    """The first range in a cell, else the first two numbers, else the one there is."""
    for cell in cells:
        if span := SPAN.fullmatch(cell):
            return span[1], span[2]
    numbers = [cell.rstrip("% ") for cell in cells if NUMBER.fullmatch(cell.rstrip("% "))]
    if not numbers:
        return "", ""
    return numbers[0], numbers[1] if len(numbers) > 1 else numbers[0]
