"""Opening the front desk: the shipped catalogue over a database that is ready to use."""

import os
from pathlib import Path

from forecasts.catalogue import Catalogue
from forecasts.faults import DatabaseUnavailable
from forecasts.tracker import Tracker

FILE = "provlepsi.sqlite3"


def open_tracker(database: str | None = None, catalogue: Catalogue | None = None) -> Tracker:
    """A front desk over a database with its tables made and the shipped updates in it.

    Args:
        database: Address or file; by default PROVLEPSI_DATABASE, else a file in the user's data folder.
        catalogue: The catalogue; by default the shipped one.

    Raises:
        CatalogueError: if the shipped data have a fault.
        DatabaseError: if the database cannot be opened, brought up to date or written.
    """
    # Here and not above: a command that opens no database need not wait for the database's library.
    from forecasts.shipped import load_shipped_catalogue
    from forecasts.storage import UpdateStore

    store = UpdateStore(database or os.environ.get("PROVLEPSI_DATABASE") or default_database())
    store.migrate()
    tracker = Tracker(catalogue or load_shipped_catalogue(), store)
    tracker.load_shipped()
    return tracker


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
