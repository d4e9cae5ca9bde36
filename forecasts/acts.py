"""One writer's turn at the record: what is done to an update, chained to what was done before."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from forecasts.chain import CONTENT, chain_of, digest_of
from forecasts.faults import DatabaseDamaged
from forecasts.fingerprints import Fingerprint
from forecasts.model import Act, ActKind, Update
from forecasts.packing import row_of
from forecasts.tables import acts_table, record_table, updates_table, versions_table

RELEASED = "withdrawn-"  # Before its number: what a withdrawn update is known by once another says the same.


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The record while its one row is locked: the newest update, the newest act, the hash of that act."""

    connection: Connection
    last: int
    acts: int
    chain: str

    @classmethod
    def take(cls, connection: Connection, database: str) -> "Turn":
        """Wait in line; on PostgreSQL the lock on the record's row is what BEGIN IMMEDIATE is on SQLite.

        Raises:
            DatabaseDamaged: if somebody has taken that row out; `database` is its name.
        """
        row = connection.execute(
            sa.select(record_table.c.last, record_table.c.acts, record_table.c.chain).with_for_update()
        ).first()
        if row is None:
            raise DatabaseDamaged(database, "the row of the table record is missing")
        return cls(connection=connection, last=row.last, acts=row.acts, chain=row.chain)

    def publish(self, update: Update, known: Fingerprint, account: str) -> None:
        """Keep a new update under the next number."""
        values = row_of(update)
        self.connection.execute(
            updates_table.insert().values(**values, content=known.content, words=known.words)
        )
        self._record(update, values, "publish", update.recorded or datetime.now(UTC), account=account)

    def correct(
        self,
        before: RowMapping,
        update: Update,
        known: Fingerprint,
        *,
        reason: str,
        account: str,
        moment: datetime | None = None,
    ) -> None:
        """Put a new version in the place of the row `before`, which is kept; now, or at `moment`."""
        kept = {name: before[name] for name in (*CONTENT, "content", "words")}
        self.connection.execute(
            versions_table.insert().values(update=before["id"], version=before["version"], **kept)
        )
        values = row_of(update)
        self.connection.execute(
            updates_table.update()
            .where(updates_table.c.id == update.id)
            .values(**values, content=known.content, words=known.words)
        )
        moment = moment or datetime.now(UTC)
        self._record(update, values, "correct", moment, reason=reason, account=account)

    def withdraw(self, update: Update, *, reason: str, account: str) -> None:
        """Mark an update as withdrawn at the moment `update.withdrawn`."""
        self.connection.execute(
            updates_table.update().where(updates_table.c.id == update.id).values(withdrawn=update.withdrawn)
        )
        moment = update.withdrawn or datetime.now(UTC)
        self._record(update, row_of(update), "withdraw", moment, reason=reason, account=account)

    def release(self, content: str) -> None:
        """Let a withdrawn update no longer be the one that is recognised by this content."""
        chosen = [updates_table.c.content == content, updates_table.c.withdrawn.is_not(None)]
        freed = sa.literal(RELEASED) + sa.cast(updates_table.c.id, sa.String)
        self.connection.execute(updates_table.update().where(*chosen).values(content=freed))

    def _record(
        self,
        update: Update,
        values: dict[str, object],
        done: ActKind,
        moment: datetime,
        *,
        reason: str = "",
        account: str = "",
    ) -> None:
        """Write the act down and make it the newest."""
        act: dict[str, object] = {
            "number": self.acts + 1,
            "update": update.id,
            "version": update.version,
            "act": done,
            "recorded": moment,
            "reason": reason,
            "account": account,
            "digest": digest_of(values),
        }
        chain = chain_of(self.chain, act)
        self.connection.execute(acts_table.insert().values(**act, election=update.election, chain=chain))
        last = update.id if done == "publish" else self.last
        self.connection.execute(record_table.update().values(last=last, acts=self.acts + 1, chain=chain))


def act_of(row: Any) -> Act:
    """The act that a row of the acts holds."""
    return Act(
        number=row.number,
        update=row.update,
        version=row.version,
        act=row.act,
        recorded=row.recorded,
        reason=row.reason,
        account=row.account,
        digest=row.digest,
        chain=row.chain,
    )
