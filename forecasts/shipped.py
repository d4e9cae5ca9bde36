"""The shipped data with its texts read: where the tables of data/ and the notation meet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from forecasts.catalogue import (
    Catalogue,
    CatalogueError,
    ReadText,
    UpdateText,
    check_catalogue,
    load_catalogue,
)
from forecasts.model import Election, Party, Update
from forecasts.notation.messages import severity
from forecasts.notation.parser import read_text
from forecasts.notation.reading import Reading
from forecasts.rows import quoted
from forecasts.sheets import SheetError, read_sheet
from forecasts.submissions import keepable

_READABLE = "a text of which every figure can be read"
_KEEPABLE = "at least one range, each party once, and lows that add up to no more than 100"


def load_shipped_catalogue(folder: Path | None = None) -> Catalogue:
    """Read a data folder, its texts included; the shipped one by default.

    Raises:
        CatalogueError: The first fault.
    """
    return load_catalogue(folder, read=read_entry)


def check_shipped(folder: Path | None = None) -> tuple[CatalogueError, ...]:
    """Every fault of every file, row and text of a data folder; the shipped one by default."""
    return check_catalogue(folder, read=read_entry)


def read_entry(entry: UpdateText, parties: Sequence[Party], election: Election) -> ReadText:
    """Read one text of updates/ as if its forecaster had submitted it, with what the index adds.

    The index dates a text of one update that gives no date; it never overrides a text. A sheet does: what it
    says stands, and the text is not read.
    """
    if entry.sheet is not None:
        return _read_sheet(entry, entry.sheet, parties)
    reading = read_text(entry.text, parties, election=election)
    kept, refused = keepable(
        reading, entry.text, forecaster=entry.forecaster, election=election.id, source=entry.source
    )
    faults = [*_errors(entry, reading), *_wrong_days(entry, kept)]
    if not faults:
        faults = [_fault(entry, read.start, "an update that cannot be kept", _KEEPABLE) for read in refused]
    return ReadText(updates=tuple(_with_row(entry, update) for update in kept), faults=tuple(faults))


def _read_sheet(entry: UpdateText, sheet: str, parties: Sequence[Party]) -> ReadText:
    """The update of a sheet, or what is wrong with it."""
    ids = [party.id for party in parties]
    try:
        update = read_sheet(
            sheet, forecaster=entry.forecaster, election=entry.election, text=entry.text, parties=ids
        )
    except SheetError as fault:
        return ReadText(faults=(CatalogueError(entry.sheet_file, None, fault.found, fault.expected),))
    return ReadText(updates=(update,))


def _errors(entry: UpdateText, reading: Reading) -> Iterator[CatalogueError]:
    """What the notation could not read: a shipped text must not lose a figure."""
    for warning in reading.every_warning:
        if severity(warning) == "error":
            found = f"{quoted(warning.found)} ({warning.code})" if warning.found else warning.code
            yield _fault(entry, warning.start, found, _READABLE)


def _wrong_days(entry: UpdateText, kept: Sequence[Update]) -> Iterator[CatalogueError]:
    """Where the row of the index and the text disagree about the day, or one row dates several updates."""
    if entry.published is None:
        return
    if len(kept) > 1:
        found = f"{len(kept)} updates dated {entry.published} by the index"
        yield CatalogueError(entry.file, None, found, "the dates in the text, and none in the index")
    for update in kept:
        if update.published not in (None, entry.published):
            found = f"the date {update.published} in the text"
            yield CatalogueError(entry.file, None, found, f"{entry.published}, as in the index")


def _with_row(entry: UpdateText, update: Update) -> Update:
    return replace(
        update,
        published=update.published or entry.published,
        hour=update.hour or (entry.hour if update.published in (None, entry.published) else None),
        complete=update.complete and entry.complete,
        note=entry.note,
    )


def _fault(entry: UpdateText, start: int, found: str, expected: str) -> CatalogueError:
    return CatalogueError(entry.file, entry.text.count("\n", 0, start) + 1, found, expected)
