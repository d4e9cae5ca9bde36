"""The whole database in one file, taken while people write; and back, into an empty database only."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from forecasts.database import Database
from forecasts.faults import (
    DatabaseDamaged,
    DatabaseError,
    DatabaseForeign,
    DatabaseNotEmpty,
    FileMissing,
    FileThere,
    fault,
)
from forecasts.tables import (
    account_forecasters_table,
    accounts_table,
    acts_table,
    drafts_table,
    links_table,
    marks_table,
    record_table,
    sessions_table,
    tries_table,
    updates_table,
    versions_table,
)
from forecasts.verification import Verification, verify_record

ROWS_AT_ONCE = 1000
KEPT = (
    *(updates_table, versions_table, acts_table, marks_table),
    *(drafts_table, accounts_table, account_forecasters_table),
)
# Who has signed out since must not be signed in again by a restored backup.
LEFT_OUT = (links_table, sessions_table, tries_table)
FILLED = (updates_table, acts_table, versions_table, drafts_table, accounts_table)


def backup(database: Database, file: Path) -> Verification:
    """Write the whole database into a new SQLite file as it stands at one moment; nobody has to wait.

    The file is there when it is complete, for its owner alone, and never by half.

    Returns:
        What a check of the copy found; a damaged record is copied all the same.

    Raises:
        DatabaseError: by its kinds, `FileThere` among them; there is no file then.
    """
    if file.exists():
        raise FileThere(str(file))
    with _beside(file) as part:
        if database.sqlite:
            database.copy_file(part)
        else:
            database.migrate()
        copy = Database(str(part))
        try:
            copy.migrate()
            if not database.sqlite:
                with database.begin(snapshot=True) as source, copy.begin(write=True) as target:
                    _copy(source, target)
            with copy.begin(write=True) as connection:
                for table in LEFT_OUT:
                    connection.execute(table.delete())
            with copy.begin() as connection:
                found = verify_record(connection)
        finally:
            copy.close()
        _into_one_file(part)
    return found


def restore(file: Path, database: Database) -> Verification:
    """Fill an empty database with a backup: all of it, checked, or nothing.

    The restored record gets an identity of its own: it may go other ways than the one it was taken from.

    Returns:
        What the check found, which is no fault.

    Raises:
        DatabaseError: by its kinds: `DatabaseNotEmpty`, `DatabaseDamaged`, `DatabaseForeign`, `FileMissing`.
    """
    with _opened(file) as source, source.begin() as filled:
        database.migrate()
        with database.begin(write=True) as connection:
            connection.execute(sa.select(record_table.c.last).with_for_update())
            _check_empty(connection, database.name)
            try:
                _copy(filled, connection)
                connection.execute(record_table.update().values(identity=uuid4().hex))
                if not database.sqlite:
                    connection.execute(sa.text("ANALYZE updates, versions, acts"))
                found = verify_record(connection)
            except (ValueError, TypeError) as error:
                raise DatabaseDamaged(str(file), str(error)) from error
            except (sa.exc.DataError, sa.exc.ProgrammingError) as error:
                # What SQLite keeps in any column PostgreSQL takes in its own only.
                raise DatabaseDamaged(str(file), str(error.orig).split("\n")[0]) from error
            if not found.sound:
                raise DatabaseDamaged(str(file), found.faults[0].sentence("en"))
    return found


def _copy(source: Connection, target: Connection) -> None:
    """Every row of every table, in pieces; the record's one row stays, since writers wait for it."""
    head = source.execute(sa.select(record_table)).mappings().first()
    # A record without its row is copied as it is: the check says what is missing.
    target.execute(record_table.delete() if head is None else record_table.update().values(**head))
    for table in KEPT:
        target.execute(table.delete())
        rows = source.execute(sa.select(table), execution_options={"yield_per": ROWS_AT_ONCE})
        for part in rows.mappings().partitions():
            target.execute(table.insert(), [dict(row) for row in part])


def _check_empty(connection: Connection, name: str) -> None:
    """Refuse to write over anything that somebody has entered."""
    for table in FILLED:
        count = connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        if count:
            raise DatabaseNotEmpty(name, f"{table.name}: {count}")


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A file beside the one to be, which takes its place when all is well and vanishes when not."""
    part = file.with_name(f".{file.name}.{uuid4().hex[:8]}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield part
        if file.exists():
            raise FileThere(str(file))
        part.replace(file)
    except DatabaseError as error:
        if error.database != str(part):
            raise
        # Nobody knows the file by its passing name.
        raise type(error)(str(file), error.reason) from error
    except OSError as error:
        raise FileMissing(str(file), error.strerror or str(error)) from error
    finally:
        for leftover in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            leftover.unlink(missing_ok=True)


def _into_one_file(file: Path) -> None:
    """Write everything into the file itself and wait for the disk."""
    try:
        with closing(sqlite3.connect(file)) as raw:
            raw.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise fault(str(error), str(file)) from error
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


@contextmanager
def _opened(file: Path) -> Iterator[Database]:
    """A backup of this or an earlier version of the program, in a copy that may be brought up to date."""
    if not file.is_file():
        raise FileMissing(str(file), "no such file")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.sqlite3"
        try:
            with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as raw:
                tables = raw.execute("SELECT count(*) FROM sqlite_master WHERE name = 'schema_version'")
                if tables.fetchone() == (0,):
                    raise DatabaseForeign(str(file), "it holds no record")
                with closing(sqlite3.connect(copy)) as target:
                    raw.backup(target)
        except sqlite3.Error as error:
            raise fault(str(error), str(file)) from error
        opened = Database(str(copy))
        try:
            opened.migrate()
            yield opened
        finally:
            opened.close()
