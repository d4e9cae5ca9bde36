"""The shipped data as model values: data/ → Catalogue, or every fault with its file and line.

What a text in updates/ says is read by the `Reader` that the caller passes in: this module knows tables,
not the notation.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Protocol, TypeVar

from forecasts.lists import read_lists
from forecasts.model import Election, Forecaster, Law, Party, Result, Update, Version
from forecasts.parties import PARTIES, read_parties
from forecasts.past import read_acts
from forecasts.registers import no_id_twice, read_elections, read_forecasters, read_laws
from forecasts.results import read_results
from forecasts.rows import CatalogueError, Faults, Row, quoted, read_plain, read_table

__all__ = [
    "Catalogue",
    "CatalogueError",
    "ReadText",
    "Reader",
    "UpdateText",
    "check_catalogue",
    "default_folder",
    "load_catalogue",
]

UPDATES = "updates"
TEXT_FILE = re.compile(r"[0-9a-z-]+/[0-9A-Za-z._-]+\.txt")
SHEET_FILE = re.compile(r"[0-9a-z-]+/[0-9A-Za-z._-]+\.json")
INDEX = f"{UPDATES}/index.csv"
INDEX_COLUMNS = (
    "file",
    "election",
    "forecaster",
    "published",
    "hour",
    "verbatim",
    "order",
    "note",
    "complete",
    "source",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateText:
    """A text of updates/ and what its row in the index says of it.

    `file` is its place in the data folder, `sheet` the values that stand where reading the text would not
    give them (sheets.py), from `sheet_file`; `published` and `hour` date a text that gives no date itself;
    `verbatim` is False for a transcription of the figures; `complete` is False where only some of the
    parties that were published have been found.
    """

    file: str
    text: str
    election: str
    forecaster: str
    published: date | None
    hour: time | None
    verbatim: bool
    order: int
    note: str
    complete: bool
    source: str
    sheet: str | None = None
    sheet_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """What reading a text gave: its updates, oldest first, and what is wrong with it."""

    updates: tuple[Update, ...] = ()
    faults: tuple[CatalogueError, ...] = ()


class Reader(Protocol):
    """Reads one text of updates/."""

    def __call__(self, entry: UpdateText, parties: Sequence[Party], election: Election) -> ReadText:
        """Read the text of an entry for an election, among these parties."""
        ...


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Entry = TypeVar("Entry", bound=_HasId)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything in data/: elections by date, updates in the order of record, oldest first.

    `acts` is what was done to the record the data were exported from, act by act; shipped data have none.
    """

    parties: tuple[Party, ...] = ()
    forecasters: tuple[Forecaster, ...] = ()
    laws: tuple[Law, ...] = ()
    elections: tuple[Election, ...] = ()
    results: tuple[Result, ...] = ()
    updates: tuple[Update, ...] = ()
    acts: tuple[Version, ...] = ()

    def party(self, party_id: str) -> Party | None:
        """The party of this id."""
        return _by_id(self.parties, party_id)

    def forecaster(self, forecaster_id: str) -> Forecaster | None:
        """The forecaster of this id."""
        return _by_id(self.forecasters, forecaster_id)

    def law(self, law_id: str) -> Law | None:
        """The law of this id."""
        return _by_id(self.laws, law_id)

    def election(self, election_id: str) -> Election | None:
        """The election of this id."""
        return _by_id(self.elections, election_id)

    def result(self, election_id: str) -> Result | None:
        """The official result of an election, where there is one."""
        return next((result for result in self.results if result.election == election_id), None)


def default_folder() -> Path:
    """The folder that PROVLEPSI_DATA names; else the shipped one, in an installed package or beside it."""
    if named := os.environ.get("PROVLEPSI_DATA"):
        return Path(named)
    package = Path(__file__).resolve().parent
    inside = package / "data"
    return inside if (inside / PARTIES).is_file() else package.parent / "data"


def load_catalogue(folder: Path | None = None, *, read: Reader) -> Catalogue:
    """Read a data folder.

    Args:
        folder: The folder; the shipped data by default.
        read: Reads the texts of updates/.

    Raises:
        CatalogueError: The first fault.
    """
    catalogue, faults = _read(folder, read)
    if faults:
        raise faults[0]
    return catalogue


def check_catalogue(folder: Path | None = None, *, read: Reader) -> tuple[CatalogueError, ...]:
    """Every fault of every file and row of a data folder.

    Args:
        folder: The folder; the shipped data by default.
        read: Reads the texts of updates/.
    """
    return _read(folder, read)[1]


def _read(folder: Path | None, read: Reader) -> tuple[Catalogue, tuple[CatalogueError, ...]]:
    folder = default_folder() if folder is None else folder
    faults = Faults()
    if not folder.is_dir():
        faults.add(str(folder), None, "no such folder", "a folder with the election data")
        return Catalogue(), tuple(faults.found)
    parties = read_parties(folder, faults)
    sound_names = not faults.found
    forecasters = read_forecasters(folder, faults)
    laws = read_laws(folder, faults)
    elections = read_lists(folder, read_elections(folder, laws, faults), parties, faults)
    catalogue = Catalogue(
        parties=parties,
        forecasters=forecasters,
        laws=laws,
        elections=elections,
        results=read_results(folder, elections, laws, parties, faults),
    )
    entries = _update_texts(folder, catalogue, faults)
    # Among faulty names the texts would be full of unknown parties: those faults are not theirs.
    if not sound_names:
        return catalogue, tuple(faults.found)
    found = list(_updates(entries, catalogue, read, faults))
    catalogue = replace(catalogue, updates=tuple(update for _, update in found))
    # What stands is not known where the texts are not read, and then neither is what was done to it.
    if found or not entries:
        catalogue = replace(catalogue, acts=_acts(folder, dict(found), catalogue, faults))
    return catalogue, tuple(faults.found)


def _acts(
    folder: Path, standing: Mapping[int, Update], catalogue: Catalogue, faults: Faults
) -> tuple[Version, ...]:
    known = [{each.id for each in some} for some in (catalogue.elections, catalogue.forecasters)]
    return read_acts(folder, standing, [party.id for party in catalogue.parties], *known, faults=faults)


def _by_id(entries: Sequence[Entry], wanted: str) -> Entry | None:
    return next((entry for entry in entries if entry.id == wanted), None)


def _update_texts(folder: Path, catalogue: Catalogue, faults: Faults) -> tuple[UpdateText, ...]:
    rows = read_table(folder, INDEX, INDEX_COLUMNS, faults, optional=("sheet",))
    no_id_twice(rows, "file")
    no_id_twice(rows, "order")
    entries = [_entry(folder, row, catalogue) for row in rows]
    _note_unlisted(folder, {row.optional(name) for row in rows for name in ("file", "sheet")}, faults)
    return tuple(sorted((entry for entry in entries if entry), key=lambda entry: entry.order))


def _entry(folder: Path, row: Row, catalogue: Catalogue) -> UpdateText | None:
    election = row.known("election", [e.id for e in catalogue.elections], "an election of elections.csv")
    forecaster_ids = [f.id for f in catalogue.forecasters]
    file = row.text("file")
    if not TEXT_FILE.fullmatch(file) or not file.startswith(f"{election}/"):
        row.fault(f"{quoted(file)} under file", f"a text in the folder of its election: {election}/….txt")
        return None
    text = read_plain(folder, f"{UPDATES}/{file}", row.faults)
    sheet = row.optional("sheet")
    if sheet and not (SHEET_FILE.fullmatch(sheet) and sheet.startswith(f"{election}/")):
        row.fault(f"{quoted(sheet)} under sheet", f"a sheet in the folder of its election: {election}/….json")
        return None
    entry = UpdateText(
        file=f"{UPDATES}/{file}",
        text=text or "",
        election=election,
        forecaster=row.known("forecaster", forecaster_ids, "a forecaster of forecasters.csv"),
        published=row.optional_day("published"),
        hour=row.optional_hour("hour"),
        verbatim=row.yes("verbatim"),
        order=row.whole("order"),
        note=row.optional("note"),
        complete=row.yes("complete"),
        source=row.text("source"),
        sheet=read_plain(folder, f"{UPDATES}/{sheet}", row.faults) if sheet else None,
        sheet_file=f"{UPDATES}/{sheet}" if sheet else "",
    )
    _check_time(row, entry, catalogue.election(election))
    return None if text is None else entry


def _check_time(row: Row, entry: UpdateText, election: Election | None) -> None:
    if entry.hour is not None and entry.published is None:
        row.fault("an hour without a date", "a date under published, or no hour")
    if election and entry.published and entry.published > election.date:
        row.fault(
            f"{entry.published} under published", f"a date no later than the election's, {election.date}"
        )


def _note_unlisted(folder: Path, listed: set[str], faults: Faults) -> None:
    for path in sorted((folder / UPDATES).rglob("*")):
        name = path.relative_to(folder / UPDATES).as_posix()
        # Hidden files belong to editors and file managers, not to the data.
        if path.is_file() and not path.name.startswith(".") and name not in listed | {"index.csv"}:
            faults.add(f"{UPDATES}/{name}", None, "a file that the index does not list", f"a row in {INDEX}")


def _updates(
    entries: Sequence[UpdateText], catalogue: Catalogue, read: Reader, faults: Faults
) -> Iterator[tuple[int, Update]]:
    """Each update with the order of its text."""
    for entry in entries:
        election = catalogue.election(entry.election)
        if election is not None:
            answer = read(entry, catalogue.parties, election)
            faults.found.extend(answer.faults)
            yield from ((entry.order, update) for update in answer.updates)
