"""Keeping: the one door to the record of updates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from forecasts import history
from forecasts.acts import Turn
from forecasts.chain import CONTENT
from forecasts.database import Database
from forecasts.fingerprints import Fingerprint, fingerprints
from forecasts.history import UPDATE_COLUMNS
from forecasts.model import Act, Update, Version
from forecasts.packing import UpdateRow, clean, collector_at_rest, row_of, storable, update_of, updates_of
from forecasts.refusals import (
    REASON_LENGTH,
    AlreadyWithdrawn,
    NotACorrection,
    NothingChanged,
    Outdated,
    ReasonMissing,
    SameAsAnother,
    UnknownUpdate,
)
from forecasts.tables import acts_table, marks_table, record_table, updates_table
from forecasts.verification import Verification, verify_record, verify_update

NUMBERS = range(1, 2**31)  # What an id can be.


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

    def add(self, updates: Sequence[Update], *, account: str = "", anew: bool = False) -> tuple[Stored, ...]:
        """Keep updates of one submission, oldest first, each in a transaction of its own.

        Args:
            updates: what is published.
            account: the name of the account that publishes; nothing for the command line.
            anew: publish also what was withdrawn before, which otherwise does not come back with its post.

        Returns:
            For each update what stands in the record: itself with its place and its moment, or the update
            that was there already.
        """
        cleaned = [clean(update) for update in updates]
        known = fingerprints(cleaned)
        return tuple(
            self._add_one(update, mark, account, anew=anew)
            for update, mark in zip(cleaned, known, strict=True)
        )

    def correct(
        self,
        id: int,  # noqa: A002
        update: Update,
        *,
        reason: str,
        based_on: int,
        account: str = "",
    ) -> Update:
        """Repair an update: a new version in its place, with the old one kept beside it.

        Args:
            id: the update's place in the order of record.
            update: what it should have said.
            reason: why, for everybody to read.
            based_on: the version that was repaired.
            account: the name of the account that corrects.

        Raises:
            Refused: by its kinds, if there is no reason, if somebody changed the update meanwhile
                (`Outdated`), or if the correction would make it something it cannot be.
        """
        reason, update = _reason(reason), clean(update)
        (known,) = fingerprints([update])
        with self.database.begin(write=True) as connection:
            turn = Turn.take(connection, self.name)
            current = _standing(connection, id, based_on)
            new = replace(
                update, id=id, recorded=current.recorded, version=current.version + 1, withdrawn=None
            )
            _check(connection, current, new, known)
            turn.release(known.content)
            before = connection.execute(sa.select(updates_table).where(updates_table.c.id == id)).mappings()
            turn.correct(before.one(), new, known, reason=reason, account=account)
        return new

    def withdraw(
        self,
        id: int,  # noqa: A002
        *,
        reason: str,
        based_on: int,
        account: str = "",
    ) -> Update:
        """Take an update back; it is left out of every answer and stays readable in its history.

        Args:
            id: the update's place in the order of record.
            reason: why, for everybody to read.
            based_on: the version that was looked at.
            account: the name of the account that withdraws.

        Raises:
            Refused: by its kinds, as for a correction.
        """
        reason = _reason(reason)
        with self.database.begin(write=True) as connection:
            turn = Turn.take(connection, self.name)
            current = _standing(connection, id, based_on)
            gone = replace(current, withdrawn=datetime.now(UTC))
            turn.withdraw(gone, reason=reason, account=account)
        return gone

    def update(self, id: int) -> Update | None:  # noqa: A002
        """An update as it stands, also when it is withdrawn; None if there is none of this number."""
        if id not in NUMBERS:
            return None
        with self.database.begin() as connection:
            return history.update_by_id(connection, id)

    def history(self, id: int) -> tuple[Version, ...]:  # noqa: A002
        """What an update said in each of its versions, oldest first; nothing if there is no such update.

        A withdrawal is a last version that says the same as the one before. `DatabaseDamaged` is raised where
        somebody has put in what no update can hold.
        """
        if id not in NUMBERS:
            return ()
        with history.readable(self.name), self.database.begin(snapshot=True) as connection:
            return tuple(history.versions_of(connection, id))

    def acts(self, after: int = 0, limit: int = 100) -> tuple[Act, ...]:
        """What was done to the record past an act, in order."""
        with self.database.begin() as connection:
            return history.acts_after(connection, after, limit)

    def withdrawn(self, election: str, forecaster: str | None = None) -> tuple[tuple[Update, Act], ...]:
        """The updates for an election that were withdrawn, each with the act that did so."""
        with self.database.begin(snapshot=True) as connection:
            return history.withdrawn_updates(connection, election, forecaster)

    def verify(self) -> Verification:
        """Check that everything on the record is as it was written, however long that takes."""
        with self.database.begin(snapshot=True) as connection:
            return verify_record(connection)

    def holds(self, chain: str) -> bool:
        """Whether some act has this hash."""
        query = sa.select(acts_table.c.number).where(acts_table.c.chain == storable(chain.strip()))
        with self.database.begin() as connection:
            return connection.execute(query.limit(1)).first() is not None

    def verify_update(self, id: int) -> Verification:  # noqa: A002
        """Check one update and each of its acts against the act before it."""
        with self.database.begin(snapshot=True) as connection:
            return verify_update(connection, id if id in NUMBERS else 0)

    def updates(self, election: str | None = None, forecaster: str | None = None) -> tuple[Update, ...]:
        """The updates in the order of record, but for those withdrawn.

        Raises:
            DatabaseDamaged: where somebody has put in what no update can hold.
        """
        wanted = {"election": election, "forecaster": forecaster}
        given = {name: value for name, value in wanted.items() if value is not None}
        query = _standing_of(*given)
        with history.readable(self.name), collector_at_rest(), self.database.begin() as connection:
            return updates_of(connection.execute(query, given).all())

    def version(self) -> str:
        """A word that changes when and only when the record changes, and differs between databases."""
        with history.readable(self.name), self.database.begin() as connection:
            identity, acts = connection.execute(sa.select(record_table.c.identity, record_table.c.acts)).one()
        return f"{identity[:12]}-{acts}"

    def counts(self, election: str) -> dict[str, int]:
        """How many updates each forecaster has for an election, those withdrawn left out."""
        query = sa.select(updates_table.c.forecaster, sa.func.count()).group_by(updates_table.c.forecaster)
        query = query.where(updates_table.c.election == election, updates_table.c.withdrawn.is_(None))
        with self.database.begin() as connection:
            return dict(connection.execute(query).all())

    def state(self, election: str) -> int:
        """The number of the newest act on an update for an election; 0 where there is none."""
        newest = sa.select(sa.func.max(acts_table.c.number)).where(acts_table.c.election == election)
        with self.database.begin() as connection:
            return connection.execute(newest).scalar() or 0

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

    def _add_one(self, update: Update, known: Fingerprint, account: str, *, anew: bool) -> Stored:
        """One update in one transaction: there already, or the next in the order of record."""
        with self.database.begin(write=True) as connection:
            turn = Turn.take(connection, self.name)
            there = history.same_publication(connection, update, known, standing=anew)
            if there is not None:
                return Stored(update=there, new=False)
            if anew:
                turn.release(known.content)
            new = replace(update, id=turn.last + 1, recorded=datetime.now(UTC), version=1, withdrawn=None)
            turn.publish(new, known, account)
        return Stored(update=new, new=True)


@cache
def _standing_of(*names: str) -> sa.Select[Any]:
    """Those not withdrawn, in the order of record, of which these columns have the values given.

    Made once: most histories are read faster than the statement is put together.
    """
    query = sa.select(*UPDATE_COLUMNS).where(updates_table.c.withdrawn.is_(None))
    query = query.where(*(updates_table.c[name] == sa.bindparam(name) for name in names))
    return query.order_by(updates_table.c.id)


def _reason(words: str) -> str:
    """A reason as it is kept."""
    reason = storable(" ".join(words.split()))
    if not reason or len(reason) > REASON_LENGTH:
        raise ReasonMissing
    return reason


def _standing(connection: Connection, id: int, based_on: int) -> Update:  # noqa: A002
    """The update as it stands, if it is still what somebody saw."""
    current = history.update_by_id(connection, id) if id in NUMBERS else None
    if current is None:
        raise UnknownUpdate(id)
    if current.withdrawn is not None:
        raise AlreadyWithdrawn(current, history.acts_of(connection, id)[-1])
    if current.version != based_on:
        raise Outdated(current, history.acts_of(connection, id, after_version=based_on))
    return current


def _check(connection: Connection, current: Update, new: Update, known: Fingerprint) -> None:
    """Refuse a correction that corrects nothing, or makes of an update another one."""
    if (new.forecaster, new.election) != (current.forecaster, current.election):
        raise NotACorrection
    before, after = row_of(current), row_of(new)
    if all(before[name] == after[name] for name in CONTENT):
        raise NothingChanged
    another = connection.execute(
        sa.select(*UPDATE_COLUMNS).where(
            updates_table.c.content == known.content,
            updates_table.c.id != new.id,
            updates_table.c.withdrawn.is_(None),
        )
    ).first()
    if another is not None:
        raise SameAsAnother(update_of(cast(UpdateRow, another)))
