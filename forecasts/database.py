"""One database: its engine, its transactions, its schema; the driver's complaints become faults in words."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine
from sqlalchemy.pool import QueuePool

from forecasts.faults import DatabaseForeign, DatabaseNewer, DatabaseUnavailable, fault

HEAD = "0003"
VERSION_TABLE = "schema_version"
BUSY_MILLISECONDS = 5000
# A machine that dies in the middle of writing must not keep the writers of the others waiting for ever.
IDLE_MILLISECONDS = 60_000
CONNECT_SECONDS = 10
MIGRATION_LOCK = 7_072_015  # Any number, the same in every process.


class Database:
    """A database by its address; what keeps things in it shares one of these.

    Args:
        url: An SQLAlchemy address (`sqlite:///file`, `postgresql://…`, `sqlite://` for memory) or the path of
            an SQLite file.

    Raises:
        DatabaseUnavailable: if the address is not understood or its driver is missing.
    """

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self.sqlite = self._engine.dialect.name == "sqlite"
        address = self._engine.url
        self.name = address.database or "in memory" if self.sqlite else address.render_as_string()

    def migrate(self) -> None:
        """Create the tables, or bring them up to this program's schema; safe in several processes at once.

        Raises:
            DatabaseNewer: if a later version of the program has changed the schema.
            DatabaseForeign: if the file is no database, or another program's.
            DatabaseError: its other kinds, if the database cannot be written.
        """
        if self.sqlite:
            self._own_file()
        with self.begin() as connection:
            if self._schema(connection) == HEAD:
                return
        if self.sqlite:
            self._use_write_ahead_log()
            self._close_to_others()
        with self.begin(write=True) as connection:
            if not self.sqlite:
                # Whoever comes second waits for the first, however long that takes.
                connection.execute(sa.text("SET LOCAL lock_timeout = 0"))
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
            if self._schema(connection) != HEAD:
                _upgrade(connection, self.name)

    @contextmanager
    def begin(self, *, write: bool = False, snapshot: bool = False) -> Iterator[Connection]:
        """A transaction; the driver's complaints become faults in words.

        Args:
            write: take the writer's lock at the start.
            snapshot: every statement sees the same moment of the database, as it always is on SQLite.
        """
        options: dict[str, Any] = {"provlepsi_write": write}
        if snapshot and not self.sqlite:
            options["isolation_level"] = "REPEATABLE READ"
        try:
            with self._engine.connect().execution_options(**options) as connection, connection.begin():
                yield connection
        except sa.exc.DBAPIError as error:
            raise fault(str(error.orig), self.name) from error

    def check_exists(self) -> None:
        """Refuse an SQLite file that is not there; opening it would make a new one.

        Raises:
            DatabaseUnavailable: if it is not there.
        """
        file = self._engine.url.database or ":memory:"
        if self.sqlite and not file.startswith((":", "file:")) and not Path(file).exists():
            raise DatabaseUnavailable(self.name, "there is no such file")

    def copy_file(self, file: Path) -> None:
        """Copy an SQLite database into a file, as it stands at one moment, while others go on writing."""
        raw = self._engine.raw_connection()
        try:
            with closing(sqlite3.connect(file)) as copy:
                cast(sqlite3.Connection, raw.driver_connection).backup(copy)
                # One file and no companions beside it: a backup is carried about.
                copy.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.Error as error:
            raise fault(str(error), str(file)) from error
        finally:
            raw.close()

    def close(self) -> None:
        """Let go of the database's files and connections; the store opens them again when asked."""
        self._engine.dispose()

    def _schema(self, connection: Connection) -> str | None:
        """The schema's version; None for a database that is still empty."""
        inspector = sa.inspect(connection)
        if inspector.has_table(VERSION_TABLE):
            versions = sa.table(VERSION_TABLE, sa.column("version_num", sa.String))
            return connection.execute(sa.select(versions.c.version_num)).scalar()
        if connection.dialect.name == "sqlite" and (tables := inspector.get_table_names()):
            raise DatabaseForeign(self.name, f"it holds other tables ({', '.join(sorted(tables)[:3])})")
        return None

    def _own_file(self) -> None:
        """Make the file that is not there yet for its owner alone: it will hold password hashes."""
        file = self._engine.url.database or ":memory:"
        if not file.startswith((":", "file:")):
            # Where this cannot be done the database says so itself, in words.
            with suppress(OSError):
                os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    def _close_to_others(self) -> None:
        """Take from others the rights to a file that was made before it held password hashes."""
        file = Path(self._engine.url.database or ":memory:")
        for each in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
            with suppress(OSError):
                each.chmod(each.stat().st_mode & ~0o077)

    def _use_write_ahead_log(self) -> None:
        """Let readers never wait for a writer: a property of the file, set once, outside transactions."""
        deadline = time.monotonic() + BUSY_MILLISECONDS / 1000
        connection = self._engine.raw_connection()
        try:
            # Several processes may try at once, and for this one pragma SQLite does not wait by itself.
            while True:
                try:
                    connection.cursor().execute("PRAGMA journal_mode=WAL")
                    break
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > deadline:
                        raise fault(str(error), self.name) from error
                    time.sleep(0.01)
        finally:
            connection.close()


def _upgrade(connection: Connection, name: str) -> None:
    """Run the migrations that are missing. Alembic is slow to import and hardly ever needed."""
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise DatabaseNewer(name, str(error)) from error


def _engine(url: str) -> Engine:
    """An engine with the pragmas and the transactions of this record."""
    try:
        address = sa.make_url(url if "://" in url else f"sqlite:///{url}")
        engine = sa.create_engine(address, hide_parameters=True, **_pool(address))
    except (sa.exc.ArgumentError, ModuleNotFoundError) as error:
        raise DatabaseUnavailable(url.split("://")[0], str(error).splitlines()[0]) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _pool(address: URL) -> dict[str, Any]:
    """A database in memory lives in one connection, which its threads must share by turns."""
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        once = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
        return {**once, "connect_args": {"check_same_thread": False}}
    if address.get_backend_name() == "postgresql":
        return {"pool_pre_ping": True, "connect_args": {"connect_timeout": CONNECT_SECONDS}}
    return {}


def _prepare_sqlite(connection: Any, _: object) -> None:
    """The pragmas, and the driver's own guesses about transactions switched off."""
    connection.isolation_level = None
    for pragma in (f"busy_timeout={BUSY_MILLISECONDS}", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _prepare_postgresql(connection: Any, _: object) -> None:
    """Wait for a writer no longer than on SQLite, and end a transaction that somebody has left open."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {BUSY_MILLISECONDS}")
        cursor.execute(f"SET idle_in_transaction_session_timeout = {IDLE_MILLISECONDS}")
    connection.commit()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at the start: a lock taken half-way cannot be waited for."""
    write = connection.get_execution_options().get("provlepsi_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
