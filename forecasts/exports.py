"""The whole record as the files people edit by hand: the same tables and texts as `data/`."""

import csv
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

from forecasts import journal
from forecasts.catalogue import (
    INDEX_COLUMNS,
    UPDATES,
    Catalogue,
    ReadText,
    UpdateText,
    default_folder,
    load_catalogue,
)
from forecasts.faults import FileMissing, FileThere
from forecasts.model import Election, Party, Update
from forecasts.past import ACTS, COLUMNS, FOLDER, row_of
from forecasts.sheets import write_sheet
from forecasts.shipped import read_entry
from forecasts.storage import UpdateStore
from forecasts.submissions import UnknownName

CELL_LENGTH = 1000
NO_SOURCE = "—"  # The index wants a source for every text; the sheet says that there is none.


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What was written: how many updates stand, how many of them with a sheet, how many are withdrawn."""

    updates: int
    sheets: int
    withdrawn: int


@dataclass(slots=True)
class _Writer:
    """Writes one update after another into a folder of texts."""

    folder: Path
    catalogue: Catalogue
    transcribed: dict[tuple[str, str], list[str]]
    taken: set[str] = field(default_factory=set)
    sheets: int = 0
    standing: dict[int, tuple[str, str]] = field(default_factory=dict)

    def write(self, update: Update) -> list[str]:
        """Write the files of an update; its row for the index."""
        self.check_known(update)
        self.standing[update.id or 0] = (update.election, update.forecaster)
        name = self._name(update)
        entry = self._entry(update, f"{name}.txt")
        election = self.catalogue.election(update.election)
        sheet = "" if election and _reads_back(entry, update, self.catalogue, election) else f"{name}.json"
        file = self.folder / entry.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(update.text.encode())
        if sheet:
            self.sheets += 1
            whole = write_sheet(update, text=_plain(update.text) != update.text)
            (self.folder / sheet).write_text(whole, encoding="utf-8", newline="\n")
        return [
            *(entry.file, entry.election, entry.forecaster),
            entry.published.isoformat() if entry.published else "",
            f"{entry.hour:%H:%M}" if entry.hour else "",
            *("yes" if entry.verbatim else "no", str(entry.order), entry.note),
            *("yes" if entry.complete else "no", entry.source or NO_SOURCE, sheet),
        ]

    def check_known(self, update: Update) -> None:
        """Refuse what could not be loaded again, and could lie anywhere on the disk."""
        known = self.catalogue
        if known.election(update.election) is None:
            raise UnknownName("election", update.election, (each.id for each in known.elections))
        if known.forecaster(update.forecaster) is None:
            raise UnknownName("forecaster", update.forecaster, (each.id for each in known.forecasters))

    def _entry(self, update: Update, file: str) -> UpdateText:
        """What the index says of an update: as much as it can hold."""
        election = self.catalogue.election(update.election)
        dated = (
            update.published if election and (update.published or election.date) <= election.date else None
        )
        told = self.transcribed.get((update.election, update.forecaster), ())
        return UpdateText(
            file=file,
            text=_plain(update.text),
            election=update.election,
            forecaster=update.forecaster,
            published=dated,
            hour=update.hour.replace(second=0, microsecond=0) if dated and update.hour else None,
            verbatim=not any(update.text.strip() in text for text in told),
            order=update.id or 0,
            note=_cell(update.note),
            complete=update.complete,
            source=_cell(update.source),
        )

    def _name(self, update: Update) -> str:
        """`2015-09/2015-09-15-failedevolution`, with its hour, and with its number where that is taken."""
        day = update.published.isoformat() if update.published else "undated"
        name = f"{update.election}/{day}-{update.forecaster}"
        if update.hour:
            name += f"-{update.hour:%H%M}"
        if name in self.taken:
            name += f"-no{update.id}"
        self.taken.add(name)
        return name


def export(store: UpdateStore, catalogue: Catalogue, folder: Path, *, data: Path | None = None) -> Export:
    """Write the record as it stands into a new folder that loads as `data/` does.

    Each update has its text and a row in the index; one whose text would not be read as the same values has
    a sheet with them. What was done to it stands in `acts.csv`, with sheets of what updates said before they
    were corrected or withdrawn; the accounts that did it are for the site and left out.

    Args:
        store: The record.
        catalogue: The parties, forecasters and elections it is about.
        folder: The folder to make; it must not be there, or be empty.
        data: The data folder whose other tables are copied; by default the shipped one.

    Raises:
        UnknownName: if the record has updates of forecasters or elections that the catalogue has not.
        FileThere: if there is something in the folder.
        FileMissing: if it cannot be written.
    """
    data = data or default_folder()
    with _made(folder) as part, journal.opened(store.database) as record:
        shutil.copytree(data, part, dirs_exist_ok=True, ignore=_but_updates(data))
        writer = _Writer(part / UPDATES, catalogue, _transcribed(data))
        writer.folder.mkdir()
        with _table(writer.folder / "index.csv", [*INDEX_COLUMNS, "sheet"]) as index:
            for update in record.updates():
                index.writerow(writer.write(update))
        withdrawn = _write_acts(part, record, writer)
    return Export(updates=len(writer.standing), sheets=writer.sheets, withdrawn=withdrawn)


def _write_acts(folder: Path, record: journal.Journal, writer: _Writer) -> int:
    """Write what was done, and what updates said that they no longer say; how many are withdrawn."""
    (folder / FOLDER).mkdir()
    names, withdrawn = dict(writer.standing), 0
    with _table(folder / ACTS, COLUMNS) as acts:
        for act, past in record.acts():
            sheet = ""
            if past is not None:
                writer.check_known(past)
                names.setdefault(act.update, (past.election, past.forecaster))
                sheet = f"{FOLDER}/{act.update}-v{act.version}.json"
                (folder / sheet).write_text(write_sheet(past, text=True), encoding="utf-8", newline="\n")
            withdrawn += act.act == "withdraw"
            acts.writerow(row_of(act, names[act.update], sheet))
    return withdrawn


@contextmanager
def _table(file: Path, columns: Sequence[str]) -> Iterator[Any]:
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.writer(opened, lineterminator="\n")
        table.writerow(columns)
        yield table


def _reads_back(entry: UpdateText, update: Update, catalogue: Catalogue, election: Election) -> bool:
    """Whether the text and its row would load as this very update."""
    if not entry.source:
        return False
    read = read_entry(entry, catalogue.parties, election)
    stated = replace(update, id=None, recorded=None, version=1, withdrawn=None)
    return not read.faults and read.updates == (stated,)


def _transcribed(data: Path) -> dict[tuple[str, str], list[str]]:
    """The shipped texts that are not the wording as published, by election and forecaster."""
    found: dict[tuple[str, str], list[str]] = {}

    def note(entry: UpdateText, parties: Sequence[Party], election: Election) -> ReadText:  # noqa: ARG001
        if not entry.verbatim:
            found.setdefault((entry.election, entry.forecaster), []).append(entry.text)
        return ReadText()

    load_catalogue(data, read=note)
    return found


def _but_updates(data: Path) -> Callable[[str, list[str]], set[str]]:
    """Leave out the updates of the data folder, and what is hidden."""
    return lambda folder, names: {
        name
        for name in names
        if name.startswith(".") or (Path(folder) == data and name in (UPDATES, ACTS, FOLDER))
    }


@contextmanager
def _made(folder: Path) -> Iterator[Path]:
    """A folder beside the one to be, which takes its place when all is written and vanishes when not."""
    part = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FileThere(str(folder))
        part.mkdir()
        yield part
        part.replace(folder)
    except OSError as error:
        raise FileMissing(str(folder), error.strerror or str(error)) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _plain(text: str) -> str:
    """A text as it comes out of a file: without byte order mark, line ends made one."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _cell(text: str) -> str:
    """A text as it comes out of a cell of a table; of a very long one the beginning."""
    return _plain(text).strip()[:CELL_LENGTH].strip()
