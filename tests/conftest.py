"""What many tests share: the shipped catalogue, a store in memory, and a front desk over both."""

from collections.abc import Iterator

import pytest

from forecasts.catalogue import Catalogue
from forecasts.model import Party
from forecasts.shipped import load_shipped_catalogue
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker


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
