"""Tables that people edit by hand, cell by cell: what a cell says, or the file and line of its fault."""

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
WHOLE = re.compile(r"[0-9]{1,12}")
POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,9})?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
HOUR = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
SHOWN = 60

Word = TypeVar("Word", bound=str)


class CatalogueError(Exception):
    """One fault of the data: in which file and line, what stood there and what should have."""

    def __init__(self, file: str, line: int | None, found: str, expected: str) -> None:
        place = file if line is None else f"{file}, line {line}"
        super().__init__(f"{place}: found {found}; expected {expected}.")
        self.file = file
        self.line = line
        self.found = found
        self.expected = expected


class NoCellsError(Exception):
    """A row that cannot be parted into cells: on which line it begins, and why in the words of `csv`."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(slots=True)
class Faults:
    """The faults found so far, in the order in which they were found."""

    found: list[CatalogueError] = field(default_factory=list)

    def add(self, file: str, line: int | None, found: str, expected: str) -> None:
        """Note a fault."""
        self.found.append(CatalogueError(file, line, found, expected))


def quoted(text: str) -> str:
    """A piece of text as an error sentence shows it: in quotes, control characters escaped, not endless."""
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    return '"' + "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown) + '"'


def listed(words: Iterable[str]) -> str:
    """Alternatives as a sentence names them: "a, b or c"."""
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row. A cell that cannot be is noted as a fault and answered with a stand-in.

    A column that the table lacks has been noted once for the whole table and is answered without a word.
    """

    file: str
    line: int
    cells: Mapping[str, str]
    faults: Faults

    def fault(self, found: str, expected: str) -> None:
        """Note a fault of this row."""
        self.faults.add(self.file, self.line, found, expected)

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        found = self.cells.get(column)
        if found == "":
            self.fault(f"nothing under {column}", "a text")
        return found or ""

    def optional(self, column: str) -> str:
        """A cell that may be empty."""
        return self.cells.get(column, "")

    def several(self, column: str) -> tuple[str, ...]:
        """A list parted by semicolons; may be empty."""
        return tuple(part for piece in self.optional(column).split(";") if (part := piece.strip()))

    def slug(self, column: str = "id") -> str:
        """An id: small ASCII letters, digits and hyphens."""
        return self._like(column, SLUG, "an id of small Latin letters, digits and hyphens", "")

    def colour(self, column: str) -> str:
        """A colour as #RRGGBB."""
        return self._like(column, COLOUR, "a colour as #RRGGBB", "#000000")

    def whole(self, column: str) -> int:
        """A whole number."""
        return int(self._like(column, WHOLE, "a whole number", "0"))

    def optional_whole(self, column: str) -> int | None:
        """A whole number, or nothing."""
        return self.whole(column) if self.optional(column) else None

    def points(self, column: str) -> Decimal:
        """A number of percentage points from 0 to 100, with a decimal point."""
        expected = "percentage points from 0 to 100, with a decimal point"
        value = Decimal(self._like(column, POINTS, expected, "0"))
        if value > 100:
            self.fault(f"{value} under {column}", expected)
        return value

    def day(self, column: str, stand_in: date) -> date:
        """A date as 2015-09-20."""
        expected = "a date as 2015-09-20"
        text = self._like(column, DAY, expected, stand_in.isoformat())
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.fault(f"{quoted(text)} under {column}", expected)
            return stand_in

    def optional_day(self, column: str) -> date | None:
        """A date, or nothing."""
        return self.day(column, date.min) if self.optional(column) else None

    def optional_hour(self, column: str) -> time | None:
        """An hour as 19:00, or nothing."""
        if not self.optional(column):
            return None
        return time.fromisoformat(self._like(column, HOUR, "an hour as 19:00", "00:00"))

    def yes(self, column: str) -> bool:
        """Yes or no."""
        return self.one_of(column, ("yes", "no")) == "yes"

    def one_of(self, column: str, words: Sequence[Word]) -> Word:
        """One of a few words."""
        found = self.cells.get(column)
        for word in words:
            if found == word:
                return word
        if found is not None:
            self.fault(f"{quoted(found)} under {column}", listed(words))
        return words[0]

    def known(self, column: str, ids: Iterable[str], what: str) -> str:
        """An id that another table has."""
        found = self.cells.get(column)
        if found is not None:
            self.all_known(column, (found,), ids, what)
        return found or ""

    def all_known(self, column: str, found: Iterable[str], ids: Iterable[str], what: str) -> None:
        """Note every id under a column that another table does not have."""
        known = set(ids)
        for each in found:
            if each not in known:
                self.fault(f"{quoted(each)} under {column}", what)

    def _like(self, column: str, pattern: re.Pattern[str], expected: str, stand_in: str) -> str:
        found = self.cells.get(column)
        if found is None:
            return stand_in
        if not pattern.fullmatch(found):
            self.fault(f"{quoted(found)} under {column}", expected)
            return stand_in
        return found


def parted(text: str, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows of a table that have any text, their cells stripped, each with the line on which it begins.

    Raises:
        NoCellsError: at the first row that cannot be parted.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error as error:
        raise NoCellsError(line, str(error)) from error


def read_plain(folder: Path, file: str, faults: Faults) -> str | None:
    """A file as text: UTF-8, with or without byte order mark, line ends made one; None after a fault."""
    try:
        data = (folder / file).read_bytes()
    except FileNotFoundError:
        faults.add(file, None, "no such file", "a file of this name")
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        faults.add(file, None, f"a file that cannot be read ({reason})", "a readable file")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        faults.add(file, line, f"the byte 0x{error.object[error.start]:02X}", "text in UTF-8")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_table(
    folder: Path, file: str, columns: Sequence[str], faults: Faults, *, optional: Sequence[str] = ()
) -> tuple[Row, ...]:
    """The rows of a comma-separated file under a header of exactly these columns, in any order.

    The `optional` ones may be left out, and then their cells are empty.
    Rows without any text are passed over. A row with too many or too few cells is noted and answered with
    its first cell only, so that what refers to it is not called unknown.
    """
    text = read_plain(folder, file, faults)
    if text is None:
        return ()
    lines = _records(file, text, faults)
    header_line, header = next(lines, (1, []))
    if not header:
        faults.add(file, None, "an empty file", f"a header: {','.join(columns)}")
        return ()
    _check_header(file, header_line, header, [*columns, *(c for c in optional if c in header)], faults)
    return tuple(_row(file, line, header, cells, faults) for line, cells in lines)


def read_toml(folder: Path, file: str, columns: Sequence[str], faults: Faults) -> tuple[Row, ...]:
    """The tables of a TOML file as rows: the table's name under `id`, its values as they print.

    A key that is not there is an empty cell; one that no column has is a fault.
    """
    text = read_plain(folder, file, faults)
    if text is None:
        return ()
    try:
        tables = tomllib.loads(text, parse_float=str)
    except (ValueError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        faults.add(file, int(place[1]) if place else None, f"no TOML ({error})", "a TOML file")
        return ()
    rows = []
    for name, table in tables.items():
        line = _line_of(text, name)
        if not isinstance(table, dict):
            faults.add(file, line, f"the key {quoted(name)} outside a table", "keys under the name of a law")
            continue
        for key in [key for key in table if key not in columns]:
            faults.add(file, _line_of(text, key, line), f"the unknown key {quoted(key)}", listed(columns))
        rows.append(Row(file, line, {"id": name} | {c: str(table.get(c, "")) for c in columns}, faults))
    return tuple(rows)


def _line_of(text: str, name: str, after: int = 0) -> int:
    """The line on which a table or a key begins, below a given one."""
    begins = re.compile(rf"\s*(?:\[\s*)?[\"']?{re.escape(name)}\b")
    lines = enumerate(text.split("\n"), start=1)
    return next((line for line, words in lines if line > after and begins.match(words)), after or 1)


def _records(file: str, text: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    try:
        yield from parted(text)
    except NoCellsError as error:
        found = f"a row that cannot be parted into cells ({error})"
        faults.add(file, error.line, found, "comma-separated cells")


def _check_header(file: str, line: int, header: list[str], columns: Sequence[str], faults: Faults) -> None:
    for place, column in enumerate(header):
        if column not in columns:
            faults.add(file, line, f"the unknown column {quoted(column)}", f"only {', '.join(columns)}")
        elif column in header[:place]:
            faults.add(file, line, f"the column {column} twice", "each column once")
    for column in columns:
        if column not in header:
            faults.add(file, line, f"no column {column}", f"the columns {', '.join(columns)}")


def _row(file: str, line: int, header: list[str], cells: list[str], faults: Faults) -> Row:
    if len(cells) == len(header):
        return Row(file, line, dict(zip(header, cells, strict=True)), faults)
    faults.add(file, line, f"{len(cells)} cells", f"{len(header)}, as in the header")
    return Row(file, line, {header[0]: cells[0]}, faults)
