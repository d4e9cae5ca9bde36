"""The database of the record: its tables, and what cannot be used refused in words and left alone."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from forecasts import database, tables
from forecasts.faults import (
    DatabaseForeign,
    DatabaseFull,
    DatabaseLocked,
    DatabaseNewer,
    DatabaseReadOnly,
    DatabaseUnavailable,
    fault,
)
from forecasts.storage import UpdateStore
from tests.records import filed, path, store, update

__all__ = ["filed", "path", "store"]


def test_the_migrations_give_the_tables_the_program_expects(store: UpdateStore) -> None:
    with store.database.begin() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": database.VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, tables.metadata) == []
        unique = {c["name"] for c in sa.inspect(connection).get_unique_constraints("updates")}
        indexes = {i["name"] for i in sa.inspect(connection).get_indexes("updates")}
    assert unique == {"uq_updates_content"}
    assert indexes - unique == {"ix_updates_history", "ix_updates_words", "ix_updates_withdrawn"}


def test_the_program_knows_the_newest_migration() -> None:
    folder = Path(database.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [database.HEAD]


def test_reading_a_history_is_one_indexed_search(filed: UpdateStore, path: Path) -> None:
    with sqlite3.connect(path) as raw:
        plan = raw.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM updates WHERE election = ? AND forecaster = ? ORDER BY id",
            ("e", "f"),
        ).fetchall()
    raw.close()
    assert [row[3] for row in plan] == [
        "SEARCH updates USING INDEX ix_updates_history (election=? AND forecaster=?)"
    ]


def test_a_file_keeps_a_write_ahead_log(filed: UpdateStore, path: Path) -> None:
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()


def test_a_database_in_a_folder_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    store = UpdateStore(f"sqlite:///{tmp_path}/none/x.sqlite3")
    with pytest.raises(DatabaseUnavailable) as caught:
        store.migrate()
    assert str(caught.value) == (
        f"The database {tmp_path}/none/x.sqlite3 cannot be opened: unable to open database file."
    )


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable):
        UpdateStore(str(tmp_path)).migrate()


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("ΣΥΡΙΖΑ 28-30%" * 100, encoding="utf-8")
    before = path.read_bytes()
    store = UpdateStore(str(path))
    with pytest.raises(DatabaseForeign) as caught:
        store.migrate()
    assert str(caught.value) == f"{path} is not a Provlepsi database: file is not a database."
    assert path.read_bytes() == before
    store.close()


def test_the_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE bookmarks (id INTEGER)")
    raw.close()
    store = UpdateStore(str(path))
    with pytest.raises(DatabaseForeign) as caught:
        store.migrate()
    assert str(caught.value) == f"{path} is not a Provlepsi database: it holds other tables (bookmarks)."
    store.close()


def test_a_database_of_a_newer_program_is_refused(filed: UpdateStore, path: Path) -> None:
    filed.close()
    raw = sqlite3.connect(path)
    with raw:
        raw.execute("UPDATE schema_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(DatabaseNewer, match="has a newer schema than this program"):
        filed.migrate()


def test_a_read_only_database_is_read_and_not_written(filed: UpdateStore, path: Path) -> None:
    filed.add([update(15)])
    store = UpdateStore(f"sqlite:///file:{path}?mode=ro&uri=true")
    store.migrate()
    assert len(store.updates()) == 1
    with pytest.raises(DatabaseReadOnly, match="is read-only"):
        store.add([update(16)])
    store.close()


def test_a_locked_database_is_told_and_works_again_when_free(
    filed: UpdateStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    filed.close()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseLocked) as caught:
        filed.add([update(15)])
    assert str(caught.value) == f"The database {path} is locked by another program: try again in a moment."
    assert filed.updates() == ()
    raw.execute("ROLLBACK")
    raw.close()
    assert filed.add([update(15)])[0].new


@pytest.mark.parametrize("url", ["nonsense://x", "://", "sqlite+nothing:///x", "mysql://user@host/base"])
def test_an_address_that_means_nothing_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUnavailable, match=r"^The database .* cannot be opened: "):
        UpdateStore(url)


def test_a_password_is_never_shown() -> None:
    store = UpdateStore("postgresql://reader:geheim@127.0.0.1:1/forecasts")
    with pytest.raises(DatabaseUnavailable) as caught:
        store.version()
    assert "geheim" not in str(caught.value)
    assert "reader:***@127.0.0.1" in str(caught.value)


def test_every_fault_has_its_sentence_in_greek() -> None:
    assert fault("database or disk is full", "x.db").sentence("el") == (
        "Ο δίσκος της βάσης x.db είναι γεμάτος: τίποτα δεν αποθηκεύτηκε."
    )
    assert isinstance(fault("database or disk is full", "x.db"), DatabaseFull)
    assert (
        str(fault("something else\nand more", "x.db")) == "The database x.db cannot be used: something else."
    )
