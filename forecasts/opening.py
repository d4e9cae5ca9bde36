"""Opening the front desk: the shipped catalogue over a database that is ready to use."""

import hashlib
import os
from pathlib import Path

from forecasts.catalogue import Catalogue, ReadText, default_folder, load_catalogue
from forecasts.faults import DatabaseUnavailable
from forecasts.tracker import Tracker

FILE = "provlepsi.sqlite3"


def open_tracker(database: str | None = None, data: Path | None = None) -> Tracker:
    """A front desk over a database with its tables made and the shipped updates in it.

    The texts of the shipped updates are read once for each state of the data; after that the record has them
    and the catalogue comes without.

    Args:
        database: Address or file; by default PROVLEPSI_DATABASE, else a file in the user's data folder.
        data: The data folder; by default the shipped one.

    Raises:
        CatalogueError: if the data have a fault.
        DatabaseError: if the database cannot be opened, brought up to date or written.
    """
    # Here and not above: a command that opens no database need not wait for the database's library.
    from forecasts.storage import UpdateStore

    store = UpdateStore(database or os.environ.get("PROVLEPSI_DATABASE") or default_database())
    store.migrate()
    mark = f"data-{_state_of(data or default_folder())}"
    if store.loaded(mark):
        return Tracker(load_names(data), store)
    from forecasts.shipped import load_shipped_catalogue

    tracker = Tracker(load_shipped_catalogue(data), store)
    tracker.load_shipped()
    store.mark_loaded(mark)
    return tracker


def load_names(data: Path | None = None) -> Catalogue:
    """The catalogue without its updates, whose texts take longest to read.

    Raises:
        CatalogueError: if the data have a fault.
    """
    return load_catalogue(data, read=lambda _entry, _parties, _election: ReadText())


def default_database() -> str:
    """The file in the user's data folder, which is made if it is not there.

    Raises:
        DatabaseUnavailable: if the folder cannot be made.
    """
    from platformdirs import user_data_path

    folder: Path = user_data_path("provlepsi", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailable(str(folder / FILE), error.strerror or str(error)) from error
    return f"sqlite:///{folder / FILE}"


def _state_of(folder: Path) -> str:
    """A short word for all that stands in a folder."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]
