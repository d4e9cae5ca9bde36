"""temp"""
from collections.abc import Iterator
import pytest
from forecasts.storage import UpdateStore
@pytest.fixture
def store() -> Iterator[UpdateStore]:
    """An empty record in memory, ready to use."""
    store = UpdateStore("sqlite://")
    store.migrate()
    yield store
    store.close()
