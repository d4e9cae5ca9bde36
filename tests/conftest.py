"""What many tests share: the shipped catalogue, a store in memory, and a front desk over both."""

from collections.abc import Iterator

import pytest

from forecasts.catalogue import Catalogue
from forecasts.model import Party
from forecasts.shipped import load_shipped_catalogue
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker
from tests.postgresql import Server, ServerMissing, running_server

NO_SERVER = "NO POSTGRESQL"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Everything in `data/`, read once for the whole run."""
    return load_shipped_catalogue()


@pytest.fixture(scope="session")
def parties(catalogue: Catalogue) -> tuple[Party, ...]:
    """All parties of `data/`."""
    return catalogue.parties


@pytest.fixture
def store() -> Iterator[UpdateStore]:
    """An empty record in memory, ready to use."""
    store = UpdateStore("sqlite://")
    store.migrate()
    yield store
    store.close()


@pytest.fixture
def tracker(catalogue: Catalogue, store: UpdateStore) -> Tracker:
    """A front desk whose record is still empty."""
    return Tracker(catalogue, store)


@pytest.fixture
def loaded_tracker(tracker: Tracker) -> Tracker:
    """A front desk whose record holds the shipped updates."""
    tracker.load_shipped()
    return tracker


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A real PostgreSQL server; without one the test is skipped, and the end of the run says so."""
    try:
        with running_server() as server:
            yield server
    except ServerMissing as error:
        pytest.skip(f"{NO_SERVER}: {error}")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def either_store(request: pytest.FixtureRequest) -> Iterator[UpdateStore]:
    """An empty record, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        store = UpdateStore("sqlite://")
        store.migrate()
    else:
        store = UpdateStore(request.getfixturevalue("postgresql").empty_record())
    yield store
    store.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly that PostgreSQL was not tried."""
    skipped = terminalreporter.stats.get("skipped", [])
    missed = [report for report in skipped if NO_SERVER in str(report.longrepr)]
    if missed:
        reason = str(missed[0].longrepr).partition(NO_SERVER)[2]
        terminalreporter.section(f"{NO_SERVER}: {len(missed)} tests were not run", red=True, bold=True)
        terminalreporter.write_line(f"The server could not be started{reason}")
