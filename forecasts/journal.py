"""The record from its first act to its last: read out as of one moment, or played into an empty one."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from forecasts.acts import Turn, act_of
from forecasts.chain import CONTENT
from forecasts.database import Database
from forecasts.faults import DatabaseDamaged
from forecasts.fingerprints import Fingerprint, fingerprints
from forecasts.history import UPDATE_COLUMNS
from forecasts.model import Act, Update, Version
from forecasts.packing import UpdateRow, clean, update_of, updates_of
from forecasts.tables import acts_table, updates_table, versions_table

ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """One moment of the record, read in pieces however long it is."""

    connection: Connection

    def updates(self) -> Iterator[Update]:
        """All updates but those withdrawn, in the order of record."""
        query = sa.select(*UPDATE_COLUMNS).where(updates_table.c.withdrawn.is_(None))
        rows = self.connection.execute(
            query.order_by(updates_table.c.id), execution_options={"yield_per": ROWS_AT_ONCE}
        )
        for part in rows.partitions():
            yield from updates_of(part)

    def acts(self) -> Iterator[tuple[Act, Update | None]]:
        """All acts in their order, each with what it made an update say where that no longer stands.

        That is None for what stands, which `updates` gives, and for withdrawals, which change nothing.
        """
        gone = updates_table.alias("gone")
        once = [sa.func.coalesce(versions_table.c[name], gone.c[name]).label(name) for name in CONTENT]
        of_version = (versions_table.c.update == acts_table.c.update) & (
            versions_table.c.version == acts_table.c.version
        )
        of_withdrawn = (
            (gone.c.id == acts_table.c.update)
            & (gone.c.version == acts_table.c.version)
            & gone.c.withdrawn.is_not(None)
        )
        joined = acts_table.outerjoin(versions_table, of_version).outerjoin(gone, of_withdrawn)
        names = ("number", "update", "version", "act", "recorded", "reason", "account", "digest", "chain")
        query = sa.select(*(acts_table.c[name] for name in names), *once).select_from(joined)
        rows = self.connection.execute(
            query.order_by(acts_table.c.number), execution_options={"yield_per": ROWS_AT_ONCE}
        )
        for row in rows:
            past = row.act != "withdraw" and row.ranges is not None
            yield act_of(row), _said(row) if past else None


@contextmanager
def opened(database: Database) -> Iterator[Journal]:
    """The record as of now, whatever is written meanwhile."""
    with database.begin(snapshot=True) as connection:
        yield Journal(connection=connection)


def replay(database: Database, versions: Sequence[Version]) -> int:
    """Play what was done elsewhere into an empty record, all of it or nothing, at the moments it was done.

    The chain of hashes is made anew: it binds the accounts as well, and these stay where they were.

    Args:
        database: Whose record; one with anything in it is left alone.
        versions: Every act in its order, numbered from 1, with what the update said by it.

    Returns:
        How many updates there are now; 0 where the record was not empty.

    Raises:
        DatabaseDamaged: for two updates that say the same at one time, which no record holds.
    """
    published = [clean(each.update) for each in versions if each.act.act == "publish"]
    known = iter(fingerprints(published))
    count = 0
    with database.begin(write=True) as connection:
        if Turn.take(connection, database.name).acts:
            return 0
        for each in versions:
            turn = Turn.take(connection, database.name)
            said = replace(clean(each.update), id=each.act.update, version=each.act.version)
            if each.act.act == "publish":
                count += 1
                _free(turn, mark := next(known), each.act, database.name)
                turn.publish(replace(said, recorded=each.act.recorded, withdrawn=None), mark, "")
            elif each.act.act == "correct":
                (mark,) = fingerprints([said])
                _free(turn, mark, each.act, database.name)
                _correct(turn, said, mark, each.act)
            else:
                gone = _standing(connection, each.act.update, withdrawn=each.act.recorded)
                turn.withdraw(gone, reason=each.act.reason, account="")
    return count


def _free(turn: Turn, known: Fingerprint, act: Act, database: str) -> None:
    """Let what was withdrawn no longer be known by this content; what stands must not be."""
    turn.release(known.content)
    query = sa.select(updates_table.c.id).where(
        updates_table.c.content == known.content, updates_table.c.id != act.update
    )
    another = turn.connection.execute(query).scalar()
    if another is not None:
        raise DatabaseDamaged(database, f"the updates {another} and {act.update} say the same")


def _correct(turn: Turn, said: Update, known: Fingerprint, act: Act) -> None:
    query = sa.select(updates_table).where(updates_table.c.id == act.update)
    before = turn.connection.execute(query).mappings().one()
    new = replace(said, recorded=before["recorded"], withdrawn=None)
    turn.correct(before, new, known, reason=act.reason, account="", moment=act.recorded)


def _standing(connection: Connection, id: int, *, withdrawn: datetime) -> Update:  # noqa: A002
    row = connection.execute(sa.select(*UPDATE_COLUMNS).where(updates_table.c.id == id)).one()
    return replace(update_of(cast(UpdateRow, row)), withdrawn=withdrawn)


def _said(row: Any) -> Update:
    """What an earlier version said, or one that is withdrawn."""
    values = {name: getattr(row, name) for name in CONTENT} | {"withdrawn": None}
    return update_of(
        cast(UpdateRow, SimpleNamespace(id=row.update, recorded=row.recorded, version=row.version, **values))
    )
