"""Updates as somebody might publish them, and empty records for them: on both databases, or in a file."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from forecasts.model import Range, Update
from forecasts.storage import UpdateStore


def spoken(party: str, low: str, high: str, label: str = "") -> Range:
    return Range(party=party, label=label or party.upper(), low=Decimal(low), high=Decimal(high))


def update(day: int | None = 15, *ranges: Range, text: str | None = None, **rest: object) -> Update:
    return Update(
        forecaster=str(rest.pop("forecaster", "failedevolution")),
        election=str(rest.pop("election", "2015-09")),
        published=None if day is None else date(2015, 9, day),
        ranges=ranges or (spoken("syriza", "28", "30"),),
        text=f"Update ({day}/9) {ranges}" if text is None else text,
        **rest,  # type: ignore[arg-type]
    )


@pytest.fixture
def store(either_store: UpdateStore) -> UpdateStore:
    """An empty record, on SQLite and on PostgreSQL."""
    return either_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite3"


@pytest.fixture
def filed(path: Path) -> Iterator[UpdateStore]:
    """An empty record in a file."""
    store = UpdateStore(f"sqlite:///{path}")
    store.migrate()
    yield store
    store.close()
