"""Keeping: the tables of the record and the one door to them; the only SQL."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Dialect, Engine
from sqlalchemy.pool import QueuePool

from forecasts.faults import DatabaseForeign, DatabaseNewer, DatabaseUnavailable, fault
from forecasts.fingerprints import Fingerprint, fingerprints
from forecasts.model import Update
from forecasts.packing import UpdateRow, clean, row_of, update_of

HEAD = "0001"
VERSION_TABLE = "schema_version"
BUSY_MILLISECONDS = 5000
MIGRATION_LOCK = 7_072_015  # Any number, the same in every process.


class UTCDateTime(sa.types.TypeDecorator[datetime]):
    """A moment in UTC on every database; a moment without a zone is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"expected a moment with its time zone, found {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """SQLite has dropped the zone; it was UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


NAMES = {"ix": "ix_%(table_name)s_%(column_0_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s"}
NAMES |= {"ck": "ck_%(table_name)s_%(constraint_name)s", "pk": "pk_%(table_name)s"}
metadata = sa.MetaData(naming_convention=NAMES)
# One row: `last` is the id of the newest update and so the version of the record; its lock puts the writers
# of all processes in line, so that ids have no gaps and come in the order in which they become visible.
record_table = sa.Table(
    "record",
    metadata,
    sa.Column(
        "id", sa.Integer, sa.CheckConstraint("id = 1", name="single"), primary_key=True, autoincrement=False
    ),
    sa.Column("identity", sa.String(32), nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
)
updates_table = sa.Table(
    "updates",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("election", sa.String(64), nullable=False),
    sa.Column("forecaster", sa.String(64), nullable=False),
    sa.Column("published", sa.Date),
    sa.Column("hour", sa.Time),
    sa.Column("event_kind", sa.String(32)),
    sa.Column("event_ordinal", sa.Integer),
    sa.Column("complete", sa.Boolean, nullable=False),
    sa.Column("ranges", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("recorded", UTCDateTime, nullable=False),
    sa.Column("content", sa.String(64), nullable=False, unique=True),
    sa.Column("words", sa.String(64), index=True),
    sa.Index("ix_updates_history", "election", "forecaster", "id"),
)
marks_table = sa.Table(
    "marks",
    metadata,
    sa.Column("key", sa.String(128), primary_key=True),
    sa.Column("recorded", UTCDateTime, nullable=False),
)
UPDATE_COLUMNS = [column for column in updates_table.c if column.name not in ("content", "words")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An update as it stands in the record; `new` is False where it was there already."""

    update: Update
    new: bool


class UpdateStore:
    """The record of updates in one database.

    Args:
        url: An SQLAlchemy address (`sqlite:///file`, `postgresql://…`, `sqlite://` for memory) or the path of
            an SQLite file.

    Raises:
        DatabaseUnavailable: if the address is not understood or its driver is missing.
    """

    def __init__(self, url: str) -> None:
        self._engine = _engine(url)
        self._sqlite = self._engine.dialect.name == "sqlite"
        address = self._engine.url
        self.name = address.database or "in memory" if self._sqlite else address.render_as_string()

    def migrate(self) -> None:
        """Create the tables, or bring them up to this program's schema; safe in several processes at once.

        Raises:
            DatabaseNewer: if a later version of the program has changed the schema.
            DatabaseForeign: if the file is no database, or another program's.
            DatabaseError: its other kinds, if the database cannot be written.
        """
        with self._begin() as connection:
            if self._schema(connection) == HEAD:
                return
        if self._sqlite:
            self._use_write_ahead_log()
        with self._begin(write=True) as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
            if self._schema(connection) != HEAD:
                _upgrade(connection, self.name)

    def add(self, updates: Sequence[Update]) -> tuple[Stored, ...]:
        """Keep updates of one submission, oldest first, each in a transaction of its own.

        Returns:
            For each update what stands in the record: itself with its place and its moment, or the update
            that was there already.
        """
        cleaned = [clean(update) for update in updates]
        known = fingerprints(cleaned)
        return tuple(self._add_one(update, mark) for update, mark in zip(cleaned, known, strict=True))

    def updates(self, election: str | None = None, forecaster: str | None = None) -> tuple[Update, ...]:
        """The updates in the order of record."""
        query = sa.select(*UPDATE_COLUMNS).order_by(updates_table.c.id)
        if election is not None:
            query = query.where(updates_table.c.election == election)
        if forecaster is not None:
            query = query.where(updates_table.c.forecaster == forecaster)
        with self._begin() as connection:
            rows = connection.execute(query).all()
        return tuple(update_of(cast(UpdateRow, row)) for row in rows)

    def version(self) -> str:
        """A word that changes when and only when the record changes, and differs between databases."""
        with self._begin() as connection:
            identity, last = connection.execute(sa.select(record_table.c.identity, record_table.c.last)).one()
        return f"{identity[:12]}-{last}"

    def loaded(self, key: str) -> bool:
        """Whether something was marked as done once for this database."""
        with self._begin() as connection:
            found = connection.execute(sa.select(marks_table.c.key).where(marks_table.c.key == key)).first()
        return found is not None

    def mark_loaded(self, key: str) -> None:
        """Mark something as done once; marking it again changes nothing."""
        with self._begin(write=True) as connection:
            connection.execute(sa.select(record_table.c.last).with_for_update())
            if (
                connection.execute(sa.select(marks_table.c.key).where(marks_table.c.key == key)).first()
                is None
            ):
                connection.execute(marks_table.insert().values(key=key, recorded=datetime.now(UTC)))

    def close(self) -> None:
        """Let go of the database's files and connections; the store opens them again when asked."""
        self._engine.dispose()

    def _add_one(self, update: Update, known: Fingerprint) -> Stored:
        """One update in one transaction: there already, or the next in the order of record."""
        with self._begin(write=True) as connection:
            # On PostgreSQL the lock on the record's row is what BEGIN IMMEDIATE is on SQLite.
            last = connection.execute(sa.select(record_table.c.last).with_for_update()).scalar_one()
            there = connection.execute(
                sa.select(*UPDATE_COLUMNS).where(_same(update, known)).limit(1)
            ).first()
            if there is not None:
                return Stored(update=update_of(cast(UpdateRow, there)), new=False)
            new = replace(update, id=last + 1, recorded=datetime.now(UTC))
            connection.execute(
                updates_table.insert().values(**row_of(new), content=known.content, words=known.words)
            )
            connection.execute(record_table.update().values(last=new.id))
        return Stored(update=new, new=True)

    @contextmanager
    def _begin(self, *, write: bool = False) -> Iterator[Connection]:
        """A transaction; the driver's complaints become faults in words."""
        try:
            with (
                self._engine.connect().execution_options(provlepsi_write=write) as connection,
                connection.begin(),
            ):
                yield connection
        except sa.exc.DBAPIError as error:
            raise fault(str(error.orig), self.name) from error

    def _schema(self, connection: Connection) -> str | None:
        """The schema's version; None for a database that is still empty."""
        inspector = sa.inspect(connection)
        if inspector.has_table(VERSION_TABLE):
            versions = sa.table(VERSION_TABLE, sa.column("version_num", sa.String))
            return connection.execute(sa.select(versions.c.version_num)).scalar()
        if connection.dialect.name == "sqlite" and (tables := inspector.get_table_names()):
            raise DatabaseForeign(self.name, f"it holds other tables ({', '.join(sorted(tables)[:3])})")
        return None

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


def _same(update: Update, known: Fingerprint) -> sa.ColumnElement[bool]:
    """Find the same publication: by its content, or by its words unless the dates differ."""
    by_content = updates_table.c.content == known.content
    if known.words is None:
        return by_content
    by_words = [updates_table.c.words == known.words]
    for name in ("published", "hour"):
        column, value = updates_table.c[name], getattr(update, name)
        if value is not None:
            by_words.append(sa.or_(column == value, column.is_(None)))
    return sa.or_(by_content, sa.and_(*by_words))


def _engine(url: str) -> Engine:
    """An engine with the pragmas and the transactions of this record."""
    try:
        address = sa.make_url(url if "://" in url else f"sqlite:///{url}")
        engine = sa.create_engine(address, **_pool(address))
    except (sa.exc.ArgumentError, ModuleNotFoundError) as error:
        raise DatabaseUnavailable(url.split("://")[0], str(error).splitlines()[0]) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _pool(address: URL) -> dict[str, Any]:
    """A database in memory lives in one connection, which its threads must share by turns."""
    if address.get_backend_name() == "sqlite" and address.database in (None, "", ":memory:"):
        once = {"poolclass": QueuePool, "pool_size": 1, "max_overflow": 0}
        return {**once, "connect_args": {"check_same_thread": False}}
    return {"pool_pre_ping": True} if address.get_backend_name() == "postgresql" else {}


def _prepare_sqlite(connection: Any, _: object) -> None:
    """The pragmas, and the driver's own guesses about transactions switched off."""
    connection.isolation_level = None
    for pragma in (f"busy_timeout={BUSY_MILLISECONDS}", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its lock at the start: a lock taken half-way cannot be waited for."""
    write = connection.get_execution_options().get("provlepsi_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
