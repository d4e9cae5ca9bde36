"""Reading one forecaster's history against the ORM way: tables of updates and ranges, objects of both.

The ORM's objects hold what ours do: exact bounds, the parties of a list, when and how often it was changed.
"""

import gc
import time
from datetime import UTC, date, datetime
from datetime import time as hour
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload

from forecasts.packing import unpack
from forecasts.storage import UpdateStore
from tests.benchmarks.crowd import EACH, ELECTION, contents, fill
from tests.benchmarks.goals import at_least, middle

COUNT, ROUNDS = 20 * EACH, 15


class Base(DeclarativeBase):
    """The ORM's tables."""


class OrmRange(Base):
    """A range, as a row and an object."""

    __tablename__ = "ranges"
    id: Mapped[int] = mapped_column(primary_key=True)
    update_id: Mapped[int] = mapped_column(sa.ForeignKey("updates.id"), index=True)
    party: Mapped[str]
    label: Mapped[str]
    low: Mapped[Decimal] = mapped_column(sa.Numeric(7, 4))
    high: Mapped[Decimal] = mapped_column(sa.Numeric(7, 4))
    components: Mapped[list[str]] = mapped_column(sa.JSON)
    open_ended: Mapped[bool]


class OrmUpdate(Base):
    """An update with its ranges."""

    __tablename__ = "updates"
    id: Mapped[int] = mapped_column(primary_key=True)
    election: Mapped[str]
    forecaster: Mapped[str]
    published: Mapped[date | None]
    hour: Mapped[hour | None]
    event_kind: Mapped[str | None]
    event_ordinal: Mapped[int | None]
    complete: Mapped[bool]
    text: Mapped[str]
    source: Mapped[str]
    note: Mapped[str]
    recorded: Mapped[datetime]
    version: Mapped[int]
    withdrawn: Mapped[datetime | None]
    ranges: Mapped[list[OrmRange]] = relationship()
    __table_args__ = (sa.Index("ix_history", "election", "forecaster"),)


def run() -> bool:
    """Print milliseconds for a history of a thousand updates of nine ranges, ours and the ORM's by turns."""
    with TemporaryDirectory() as folder:
        ours, theirs = f"sqlite:///{Path(folder)}/ours.sqlite3", f"sqlite:///{Path(folder)}/orm.sqlite3"
        fill(ours, COUNT)
        engine = _filled(theirs)
        store = UpdateStore(ours)
        fast, slow = [], []
        for turn in range(ROUNDS):
            who = f"crowd-{turn}"
            start = time.perf_counter()
            found = store.updates(ELECTION, who)
            fast.append(time.perf_counter() - start)
            start = time.perf_counter()
            objects = _read(engine, who)
            slow.append(time.perf_counter() - start)
            whole = len(found) == len(objects) == EACH
            # Neither is to pay for clearing away what the other has left behind.
            del found, objects
            gc.collect()
            if not whole:
                raise RuntimeError("a history is not whole")
        print(f"  a history of {EACH}: {1000 * middle(fast):.1f} ms, by the ORM {1000 * middle(slow):.1f} ms")
        return at_least("the ORM's time over ours", middle(slow) / middle(fast), 20)


def _filled(url: str) -> sa.Engine:
    engine = sa.create_engine(url)
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        updates, ranges = [], []
        for number, content in enumerate(contents(COUNT), start=1):
            kept = {name: value for name, value in content.items() if name != "ranges"}
            updates.append(
                {**kept, "id": number, "recorded": datetime.now(UTC), "version": 1, "withdrawn": None}
            )
            for printed in unpack(str(content["ranges"])):
                kept = {"update_id": number, "party": printed.party, "label": printed.label}
                kept |= {"low": printed.low, "high": printed.high, "components": list(printed.components)}
                ranges.append({**kept, "open_ended": printed.open_ended})
        connection.execute(sa.insert(OrmUpdate), updates)
        connection.execute(sa.insert(OrmRange), ranges)
    return engine


def _read(engine: sa.Engine, who: str) -> list[OrmUpdate]:
    with Session(engine) as session:
        query = sa.select(OrmUpdate).options(selectinload(OrmUpdate.ranges))
        found = session.scalars(
            query.where(
                OrmUpdate.election == ELECTION,
                OrmUpdate.forecaster == who,
                OrmUpdate.withdrawn.is_(None),
            ).order_by(OrmUpdate.id)
        ).all()
        return [update for update in found if update.ranges]
