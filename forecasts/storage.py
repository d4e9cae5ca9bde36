"""Keeping: the one door to the record of updates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from forecasts.chain import chain_of, digest_of
from forecasts.database import Database
from forecasts.fingerprints import Fingerprint, fingerprints
from forecasts.model import Update
from forecasts.packing import UpdateRow, clean, row_of, update_of
from forecasts.tables import acts_table, marks_table, record_table, updates_table

UPDATE_COLUMNS = [column for column in updates_table.c if column.name not in ("content", "words")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An update as it stands in the record; `new` is False where it was there already."""

    update: Update
    new: bool


class UpdateStore:
    """The record of updates in one database.

    Args:
        database: The database, or its address (see `Database`).

    Raises:
        DatabaseUnavailable: if the address is not understood or its driver is missing.
    """

    def __init__(self, database: Database | str) -> None:
        self.database = Database(database) if isinstance(database, str) else database
        self.name = self.database.name

    def migrate(self) -> None:
        """Create the tables, or bring them up to this program's schema (`Database.migrate`)."""
        self.database.migrate()

    def add(self, updates: Sequence[Update], *, account: str = "") -> tuple[Stored, ...]:
        """Keep updates of one submission, oldest first, each in a transaction of its own.

        Args:
            updates: what is published.
            account: the name of the account that publishes; nothing for the command line.

        Returns:
            For each update what stands in the record: itself with its place and its moment, or the update
            that was there already.
        """
        cleaned = [clean(update) for update in updates]
        known = fingerprints(cleaned)
        return tuple(
            self._add_one(update, mark, account) for update, mark in zip(cleaned, known, strict=True)
        )

    def updates(self, election: str | None = None, forecaster: str | None = None) -> tuple[Update, ...]:
        """The updates in the order of record, but for those withdrawn."""
        query = sa.select(*UPDATE_COLUMNS).order_by(updates_table.c.id)
        query = query.where(updates_table.c.withdrawn.is_(None))
        if election is not None:
            query = query.where(updates_table.c.election == election)
        if forecaster is not None:
            query = query.where(updates_table.c.forecaster == forecaster)
        with self.database.begin() as connection:
            rows = connection.execute(query).all()
        return tuple(update_of(cast(UpdateRow, row)) for row in rows)

    def version(self) -> str:
        """A word that changes when and only when the record changes, and differs between databases."""
        with self.database.begin() as connection:
            identity, acts = connection.execute(sa.select(record_table.c.identity, record_table.c.acts)).one()
        return f"{identity[:12]}-{acts}"

    def loaded(self, key: str) -> bool:
        """Whether something was marked as done once for this database."""
        with self.database.begin() as connection:
            found = connection.execute(sa.select(marks_table.c.key).where(marks_table.c.key == key)).first()
        return found is not None

    def mark_loaded(self, key: str) -> None:
        """Mark something as done once; marking it again changes nothing."""
        with self.database.begin(write=True) as connection:
            connection.execute(sa.select(record_table.c.last).with_for_update())
            if (
                connection.execute(sa.select(marks_table.c.key).where(marks_table.c.key == key)).first()
                is None
            ):
                connection.execute(marks_table.insert().values(key=key, recorded=datetime.now(UTC)))

    def close(self) -> None:
        """Let go of the database's files and connections; the store opens them again when asked."""
        self.database.close()

    def _add_one(self, update: Update, known: Fingerprint, account: str) -> Stored:
        """One update in one transaction: there already, or the next in the order of record."""
        with self.database.begin(write=True) as connection:
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
            act(connection, new, version=1, done="publish", account=account)
        return Stored(update=new, new=True)


def act(
    connection: Connection, update: Update, *, version: int, done: str, reason: str = "", account: str = ""
) -> datetime:
    """Write down what is done to an update, chained to what was done before; the record's row is locked.

    Returns:
        Its moment: that of the update where it is published, else now.
    """
    number, before = connection.execute(sa.select(record_table.c.acts, record_table.c.chain)).one()
    recorded = update.recorded if done == "publish" and update.recorded else datetime.now(UTC)
    values = {
        "number": number + 1,
        "update": update.id,
        "version": version,
        "act": done,
        "recorded": recorded,
        "reason": reason,
        "account": account,
        "digest": digest_of(row_of(update)),
    }
    chain = chain_of(before, values)
    connection.execute(acts_table.insert().values(**values, chain=chain))
    connection.execute(record_table.update().values(acts=number + 1, chain=chain))
    return recorded


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
