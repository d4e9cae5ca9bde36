"""What was done to the record and what an update said before, read back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from forecasts.acts import act_of
from forecasts.faults import DatabaseDamaged
from forecasts.fingerprints import Fingerprint
from forecasts.model import Act, Update, Version
from forecasts.packing import ROW, UpdateRow, update_of
from forecasts.tables import acts_table, updates_table, versions_table

UPDATE_COLUMNS = [updates_table.c[name] for name in ROW]


@contextmanager
def readable(database: str) -> Iterator[None]:
    """Where a value is not of its kind (SQLite takes any), or a row is gone, the database is damaged."""
    try:
        yield
    except (TypeError, ValueError, ArithmeticError, sa.exc.NoResultFound) as error:
        raise DatabaseDamaged(database, str(error)) from error


def update_by_id(connection: Connection, id: int) -> Update | None:  # noqa: A002
    """An update as it stands, also when it is withdrawn."""
    row = connection.execute(sa.select(*UPDATE_COLUMNS).where(updates_table.c.id == id)).first()
    return None if row is None else update_of(cast(UpdateRow, row))


def acts_of(connection: Connection, update: int, *, after_version: int = 0) -> tuple[Act, ...]:
    """What was done to one update, oldest first; corrections only past a version."""
    query = sa.select(acts_table).where(acts_table.c.update == update).order_by(acts_table.c.number)
    rows = connection.execute(query.where(acts_table.c.version > after_version)).all()
    return tuple(act_of(row) for row in rows)


def acts_after(connection: Connection, number: int, limit: int) -> tuple[Act, ...]:
    """The acts past a number in their order."""
    query = sa.select(acts_table).where(acts_table.c.number > number)
    return tuple(
        act_of(row) for row in connection.execute(query.order_by(acts_table.c.number).limit(limit)).all()
    )


def versions_of(connection: Connection, id: int) -> Iterator[Version]:  # noqa: A002
    """What an update said in each version, oldest first; a withdrawal says the same once more."""
    current = update_by_id(connection, id)
    if current is None:
        return
    _check_kinds(current)
    standing = replace(current, withdrawn=None)
    said = {current.version: standing}
    if current.version > 1:
        rows = connection.execute(sa.select(versions_table).where(versions_table.c.update == id)).all()
        said |= {row.version: _earlier(row, standing) for row in rows}
    for act in acts_of(connection, id):
        # Of a record that somebody has altered readers see what is left; the check tells what is missing.
        if act.version in said:
            _check_kinds(said[act.version], act)
            yield Version(update=current if act.act == "withdraw" else said[act.version], act=act)


def _check_kinds(update: Update, act: Act | None = None) -> None:
    """Refuse values with which no page could be made."""
    texts: dict[str, object] = {
        name: getattr(update, name) for name in ("election", "forecaster", "text", "source", "note")
    }
    if act is not None:
        texts |= {name: getattr(act, name) for name in ("reason", "account", "digest", "chain")}
    numbers: dict[str, object] = {"version": update.version}
    if update.event and update.event.ordinal is not None:
        numbers["event_ordinal"] = update.event.ordinal
    for kind, values in ((str, texts), (int, numbers)):
        for name, value in values.items():
            if not isinstance(value, kind):
                raise TypeError(f"{name}: expected {kind.__name__}, found {type(value).__name__}")


def withdrawn_updates(
    connection: Connection, election: str, forecaster: str | None
) -> tuple[tuple[Update, Act], ...]:
    """The updates for an election that were withdrawn, each with the act, in the order of record."""
    chosen = [updates_table.c.withdrawn.is_not(None), updates_table.c.election == election]
    if forecaster is not None:
        chosen.append(updates_table.c.forecaster == forecaster)
    rows = connection.execute(sa.select(*UPDATE_COLUMNS).where(*chosen).order_by(updates_table.c.id)).all()
    ended = acts_table.c.update.in_(sa.select(updates_table.c.id).where(*chosen))
    acts = connection.execute(sa.select(acts_table).where(ended, acts_table.c.act == "withdraw")).all()
    by_update = {row.update: act_of(row) for row in acts}
    return tuple((update_of(cast(UpdateRow, row)), by_update[row.id]) for row in rows if row.id in by_update)


def same_publication(
    connection: Connection, update: Update, known: Fingerprint, *, standing: bool = False
) -> Update | None:
    """The publication that is there already: by its content, or by its words unless the dates differ.

    What an update said before it was corrected is still that update when the post comes again. What stands
    counts before what was said once, and that before what was withdrawn, which does not count at all for
    `standing`.
    """
    rank = sa.case(
        (updates_table.c.withdrawn.is_not(None), 3), (updates_table.c.content == known.content, 0), else_=1
    )
    now = sa.select(updates_table.c.id, rank.label("rank")).where(_same(updates_table, update, known))
    once = sa.select(versions_table.c.update, sa.literal(2)).where(_same(versions_table, update, known))
    if standing:
        now = now.where(updates_table.c.withdrawn.is_(None))
        gone = sa.select(updates_table.c.id).where(updates_table.c.withdrawn.is_not(None))
        once = once.where(versions_table.c.update.not_in(gone))
    found = connection.execute(sa.union_all(now, once).order_by("rank").limit(1)).first()
    return None if found is None else update_by_id(connection, found[0])


def _same(table: sa.Table, update: Update, known: Fingerprint) -> sa.ColumnElement[bool]:
    by_content = table.c.content == known.content
    if known.words is None:
        return by_content
    by_words = [table.c.words == known.words]
    for name in ("published", "hour"):
        column, value = table.c[name], getattr(update, name)
        if value is not None:
            by_words.append(sa.or_(column == value, column.is_(None)))
    return sa.or_(by_content, sa.and_(*by_words))


def _earlier(row: sa.Row[tuple[object, ...]], standing: Update) -> Update:
    """An earlier version: its own content under the number and the moment of the update."""
    values = {**row._mapping, "id": standing.id, "recorded": standing.recorded, "withdrawn": None}
    return update_of(cast(UpdateRow, _Row(values)))


class _Row:
    """Values by name as attributes, as rows have them."""

    def __init__(self, values: dict[str, object]) -> None:
        self.__dict__.update(values)
