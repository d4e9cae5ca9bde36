"""Backups: taken while people write, restored whole or not at all, and checked."""

import sqlite3
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from threading import Event, Thread

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from forecasts.backups import backup, restore
from forecasts.database import Database
from forecasts.drafts import Draft, DraftStore
from forecasts.faults import (
    DatabaseDamaged,
    DatabaseForeign,
    DatabaseNewer,
    DatabaseNotEmpty,
    FileMissing,
    FileThere,
)
from forecasts.model import Range
from forecasts.storage import UpdateStore
from forecasts.tables import account_forecasters_table, accounts_table, sessions_table
from tests.postgresql import Server
from tests.test_verification import update

NOW = datetime(2015, 9, 15, 12, tzinfo=UTC)


def account(name: str) -> dict[str, object]:
    return {"name": name, "role": "author", "password": None, "created": NOW, "disabled": False}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup goes."""
    return tmp_path / "backup.sqlite3"


@pytest.fixture
def lived(either_store: UpdateStore) -> UpdateStore:
    """A record with every kind of act, a draft, an account and a session."""
    store = either_store
    store.add([update(4), update(11), update(15, hour=None)], account="maria")
    store.correct(2, update(11, "27"), reason="27", based_on=1, account="maria")
    store.withdraw(3, reason="Ήταν άλλου", based_on=1)
    DraftStore(store.database).save(
        Draft(account="maria", forecaster="failedevolution", election="2015-09", body="{}")
    )
    store.mark_loaded("shipped")
    with store.database.begin(write=True) as connection:
        connection.execute(accounts_table.insert(), account("maria"))
        connection.execute(
            account_forecasters_table.insert(), {"account": "maria", "forecaster": "failedevolution"}
        )
        session = {"token": "t", "account": "maria", "csrf": "c", "agent": ""}
        connection.execute(
            sessions_table.insert(), session | dict.fromkeys(("created", "seen", "expires"), NOW)
        )
    return store


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[UpdateStore]:
    """A new database to restore into."""
    if request.param == "sqlite":
        store = UpdateStore(str(tmp_path / "new.sqlite3"))
    else:
        store = UpdateStore(request.getfixturevalue("postgresql").empty_database())
    yield store
    store.close()


def test_what_is_restored_is_what_was_there(lived: UpdateStore, empty: UpdateStore, file: Path) -> None:
    taken = backup(lived.database, file)
    found = restore(file, empty.database)
    assert taken == found == lived.verify() == empty.verify()
    assert (found.acts, found.updates, found.sound) == (5, 3, True)
    assert empty.updates() == lived.updates()
    assert [empty.history(id_) for id_ in (1, 2, 3)] == [lived.history(id_) for id_ in (1, 2, 3)]
    assert empty.withdrawn("2015-09") == lived.withdrawn("2015-09")
    assert DraftStore(empty.database).drafts("maria") == DraftStore(lived.database).drafts("maria")
    assert empty.loaded("shipped")
    with empty.database.begin() as connection:
        assert connection.execute(sa.text("SELECT name, role FROM accounts")).all() == [("maria", "author")]
        assert connection.execute(sa.text("SELECT count(*) FROM account_forecasters")).scalar() == 1


def test_a_restored_record_goes_on(lived: UpdateStore, empty: UpdateStore, file: Path) -> None:
    backup(lived.database, file)
    restore(file, empty.database)
    (stored,) = empty.add([update(20)])
    assert (stored.update.id, stored.new) == (4, True)
    assert not empty.add([update(4)])[0].new
    assert empty.verify().sound


def test_nobody_is_signed_in_by_a_backup(lived: UpdateStore, file: Path) -> None:
    backup(lived.database, file)
    with sqlite3.connect(file) as raw:
        assert raw.execute("SELECT count(*) FROM sessions").fetchone() == (0,)
    raw.close()


def test_a_restored_record_is_told_apart_from_the_one_it_was_taken_from(
    lived: UpdateStore, empty: UpdateStore, file: Path
) -> None:
    """Both may go on, each its own way: what a browser has kept of one must not pass for the other."""
    backup(lived.database, file)
    restore(file, empty.database)
    assert empty.version() != lived.version()


def test_a_backup_is_one_file_for_its_owner_alone(lived: UpdateStore, file: Path) -> None:
    backup(lived.database, file)
    assert [each.name for each in file.parent.iterdir() if "backup" in each.name] == [file.name]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_backup_never_takes_the_place_of_a_file(lived: UpdateStore, file: Path) -> None:
    file.write_text("something else")
    with pytest.raises(FileThere) as caught:
        backup(lived.database, file)
    assert str(caught.value) == f"{file} is there already: choose another name."
    assert file.read_text() == "something else"


def test_where_no_file_can_be_made_there_is_no_backup(lived: UpdateStore, tmp_path: Path) -> None:
    with pytest.raises(FileMissing, match="cannot be opened: No such file or directory"):
        backup(lived.database, tmp_path / "none" / "backup.sqlite3")


@pytest.mark.parametrize("what", ["add", "draft", "account"])
def test_a_database_that_holds_something_is_not_restored_into(
    lived: UpdateStore, empty: UpdateStore, file: Path, what: str
) -> None:
    backup(lived.database, file)
    empty.migrate()
    if what == "add":
        empty.add([update(1)])
    elif what == "draft":
        DraftStore(empty.database).save(Draft(account="a", forecaster="b", election="c", body="{}"))
    else:
        with empty.database.begin(write=True) as connection:
            connection.execute(accounts_table.insert(), account("nikos"))
    before = empty.updates()
    with pytest.raises(DatabaseNotEmpty, match="is not empty"):
        restore(file, empty.database)
    assert empty.updates() == before


def damaged(file: Path, statement: str) -> None:
    raw = sqlite3.connect(file)
    with raw:
        raw.execute(statement)
    raw.close()


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("UPDATE updates SET ranges = replace(ranges, '28', '29')", "the hash of what it says"),
        ("UPDATE acts SET reason = 'άλλος' WHERE number = 4", "its hash in the chain"),
        ("UPDATE updates SET published = 'χθες'", "χθες"),
        ("UPDATE updates SET text = CAST(text AS BLOB)", "not as it was written"),
        ("UPDATE updates SET version = 'x'", "not as it was written"),
        ("DELETE FROM record", "its one row"),
    ],
)
def test_an_altered_backup_is_not_restored_at_all(
    lived: UpdateStore, empty: UpdateStore, file: Path, statement: str, reason: str
) -> None:
    backup(lived.database, file)
    damaged(file, statement)
    with pytest.raises(DatabaseDamaged, match=reason):
        restore(file, empty.database)
    assert empty.updates() == ()
    assert empty.verify() == replace(empty.verify(), acts=0, updates=0, head="", faults=())


def test_a_backup_of_an_altered_record_is_made_and_the_fault_told(lived: UpdateStore, file: Path) -> None:
    with lived.database.begin(write=True) as connection:
        connection.execute(sa.text("UPDATE updates SET note = 'x' WHERE id = 1"))
    assert [fault.what for fault in backup(lived.database, file).faults] == ["digest"]
    assert file.exists()


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE updates SET text = CAST(text AS BLOB) WHERE id = 1", "value"),
        ("UPDATE acts SET reason = CAST(reason AS BLOB) WHERE number = 4", "value"),
        ("DELETE FROM record", "row"),
    ],
)
def test_a_backup_is_made_also_of_what_is_damaged_beyond_reading(
    lived: UpdateStore, file: Path, statement: str, what: str
) -> None:
    if not lived.database.sqlite and "BLOB" in statement:
        pytest.skip("PostgreSQL takes no value of another kind")
    with lived.database.begin(write=True) as connection:
        connection.execute(sa.text(statement))
    assert [fault.what for fault in backup(lived.database, file).faults] == [what]
    assert file.exists()


@pytest.mark.parametrize(
    ("content", "kind"),
    [(None, FileMissing), (b"", DatabaseForeign), (b"not a database at all" * 50, DatabaseForeign)],
    ids=["missing", "empty", "text"],
)
def test_a_file_that_is_no_backup_is_refused(
    empty: UpdateStore, file: Path, content: bytes | None, kind: type[Exception]
) -> None:
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(kind):
        restore(file, empty.database)


def test_a_backup_of_a_newer_program_is_refused(lived: UpdateStore, empty: UpdateStore, file: Path) -> None:
    backup(lived.database, file)
    damaged(file, "UPDATE schema_version SET version_num = '9999'")
    with pytest.raises(DatabaseNewer):
        restore(file, empty.database)


def as_the_first_version_wrote_it(url: str) -> None:
    """A database with one update, before there were acts."""
    old = Database(url)
    with old.begin(write=True) as connection:
        config = Config()
        config.set_main_option("script_location", "forecasts:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(sa.insert(OLD_UPDATES), OLD_UPDATE)
        connection.execute(sa.text("UPDATE record SET last = 1"))
    old.close()


def test_a_backup_of_an_older_program_is_brought_up_to_date(empty: UpdateStore, file: Path) -> None:
    as_the_first_version_wrote_it(str(file))
    found = restore(file, empty.database)
    assert (found.acts, found.updates) == (1, 1)
    assert empty.updates()[0].text == "ΝΔ 26-30"
    assert empty.history(1)[0].act.act == "publish"


@pytest.mark.postgresql
def test_a_server_of_an_older_program_is_brought_up_to_date(postgresql: Server) -> None:
    url = postgresql.empty_database()
    as_the_first_version_wrote_it(url)
    store = UpdateStore(url)
    store.migrate()
    assert store.verify().sound
    assert [act.recorded for act in store.acts()] == [NOW]
    assert store.updates()[0].ranges == (Range(party="nd", label="ΝΔ", low=Decimal(26), high=Decimal(30)),)
    store.close()


OLD_UPDATES = sa.table(
    "updates",
    *(
        sa.column(name)
        for name in ("id", "election", "forecaster", "ranges", "text", "source", "note", "content", "words")
    ),
    sa.column("published", sa.Date),
    sa.column("complete", sa.Boolean),
    sa.column("recorded", sa.DateTime(timezone=True)),
)
OLD_UPDATE = {
    "id": 1,
    "election": "2015-09",
    "forecaster": "kapa",
    "published": date(2015, 9, 4),
    "complete": True,
    "ranges": '[\n["nd", "ΝΔ", "26", "30", [], false]\n]',
    "text": "ΝΔ 26-30",
    "source": "",
    "note": "",
    "recorded": NOW,
    # The SHA-256 of ["2015-09", "kapa", "2015-09-04", null, null, null, [["nd", "26", "30"]]] by sha256sum.
    "content": "a84173e1ab3ce0bbe7be4dda65272b27bdaaf03af1f7d5f35a9f3486c0f237b6",
    # The same of ["2015-09", "kapa", "\\u03bd\\u03b426-30"].
    "words": "413f9506427958aa7af5b0f4e5a2196f1379b89940119b42b6b718761898c49a",
}


def test_a_backup_is_of_one_moment_while_others_write(tmp_path: Path) -> None:
    store = UpdateStore(str(tmp_path / "record.sqlite3"))
    store.migrate()
    while_others_write(store, UpdateStore(str(tmp_path / "record.sqlite3")), tmp_path)


@pytest.mark.postgresql
def test_a_backup_of_a_server_is_of_one_moment_while_others_write(postgresql: Server, tmp_path: Path) -> None:
    url = postgresql.empty_record()
    while_others_write(UpdateStore(url), UpdateStore(url), tmp_path)


def while_others_write(store: UpdateStore, other: UpdateStore, folder: Path) -> None:
    """Five backups while a thread publishes and corrects without pause: each is sound in itself."""
    done = Event()
    store.add([update(1)])
    writer = Thread(target=lambda: keep_writing(other, done.is_set))
    writer.start()
    try:
        found = [backup(store.database, folder / f"backup{n}.sqlite3") for n in range(5)]
    finally:
        done.set()
        writer.join()
    assert [each.faults for each in found] == [()] * 5
    counts = [each.acts for each in found]
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]
    store.close()
    other.close()


def keep_writing(store: UpdateStore, done: Callable[[], bool]) -> None:
    number = 0
    while not done():
        number += 1
        low = f"{number % 28}.{number:05}"
        (stored,) = store.add([update(20, low, text="")])
        assert stored.update.id is not None
        store.correct(stored.update.id, update(21, low, text=""), reason="21/9", based_on=1)
