"""The tables of the database: the record with its acts, drafts, accounts; migrations/ makes them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(f"{value}+00:00")


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

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """On SQLite, which keeps text without a zone, one step instead of three: histories are long."""
        return _from_text if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """SQLite has dropped the zone; it was UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


NAMES = {"ix": "ix_%(table_name)s_%(column_0_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s"}
NAMES |= {"ck": "ck_%(table_name)s_%(constraint_name)s", "pk": "pk_%(table_name)s"}
metadata = sa.MetaData(naming_convention=NAMES)
# One row: `last` is the id of the newest update, `acts` the number of the newest act and so the version of
# the record, `chain` its hash. Its lock puts the writers of all processes in line, so that ids and numbers
# have no gaps and come in the order in which they become visible.
record_table = sa.Table(
    "record",
    metadata,
    sa.Column(
        "id", sa.Integer, sa.CheckConstraint("id = 1", name="single"), primary_key=True, autoincrement=False
    ),
    sa.Column("identity", sa.String(32), nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("acts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("chain", sa.String(64), nullable=False, server_default=""),
)


def _content() -> list[sa.Column[object]]:
    """What an update says."""
    return [
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
    ]


# Every update as it stands now. `recorded` is the moment of its first version.
updates_table = sa.Table(
    "updates",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    *_content(),
    sa.Column("recorded", UTCDateTime, nullable=False),
    sa.Column("content", sa.String(64), nullable=False, unique=True),
    sa.Column("words", sa.String(64), index=True),
    sa.Column("version", sa.Integer, nullable=False, server_default="1"),
    sa.Column("withdrawn", UTCDateTime),
    sa.Index("ix_updates_history", "election", "forecaster", "id"),
    sa.Index(
        "ix_updates_withdrawn",
        "election",
        "forecaster",
        sqlite_where=sa.text("withdrawn IS NOT NULL"),
        postgresql_where=sa.text("withdrawn IS NOT NULL"),
    ),
)
# What an update said before a correction, and what that was known by (fingerprints.py).
versions_table = sa.Table(
    "versions",
    metadata,
    sa.Column("update", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
    *_content(),
    sa.Column("content", sa.String(64), nullable=False, index=True),
    sa.Column("words", sa.String(64), index=True),
)
# Everything that was done to the record, in order, each act chained to the one before by its hash (chain.py).
acts_table = sa.Table(
    "acts",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("update", sa.Integer, nullable=False, index=True),
    sa.Column("election", sa.String(64), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column(
        "act",
        sa.String(16),
        sa.CheckConstraint("act IN ('publish', 'correct', 'withdraw')", name="act"),
        nullable=False,
    ),
    sa.Column("recorded", UTCDateTime, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("account", sa.String(64), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("chain", sa.String(64), nullable=False),
    sa.Index("ix_acts_election", "election", "number"),
)
marks_table = sa.Table(
    "marks",
    metadata,
    sa.Column("key", sa.String(128), primary_key=True),
    sa.Column("recorded", UTCDateTime, nullable=False),
)
# What is being written and not published: `body` is the studio's own JSON, `revision` counts its saves.
drafts_table = sa.Table(
    "drafts",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("account", sa.String(64), nullable=False, index=True),
    sa.Column("forecaster", sa.String(64), nullable=False),
    sa.Column("election", sa.String(64), nullable=False),
    sa.Column("update", sa.Integer),
    sa.Column("based_on", sa.Integer),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("saved", UTCDateTime, nullable=False),
)
accounts_table = sa.Table(
    "accounts",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column(
        "role",
        sa.String(16),
        sa.CheckConstraint("role IN ('author', 'editor', 'admin')", name="role"),
        nullable=False,
    ),
    sa.Column("password", sa.String(255)),
    sa.Column("created", UTCDateTime, nullable=False),
    sa.Column("disabled", sa.Boolean, nullable=False),
)
account_forecasters_table = sa.Table(
    "account_forecasters",
    metadata,
    sa.Column("account", sa.String(64), primary_key=True),
    sa.Column("forecaster", sa.String(64), primary_key=True),
)
# One-time links and sessions are known by the hash of their token; the token itself is kept nowhere.
links_table = sa.Table(
    "links",
    metadata,
    sa.Column("token", sa.String(64), primary_key=True),
    sa.Column("account", sa.String(64), nullable=False, index=True),
    sa.Column("expires", UTCDateTime, nullable=False),
    sa.Column("used", UTCDateTime),
)
sessions_table = sa.Table(
    "sessions",
    metadata,
    sa.Column("token", sa.String(64), primary_key=True),
    sa.Column("account", sa.String(64), nullable=False, index=True),
    sa.Column("csrf", sa.String(64), nullable=False),
    sa.Column("created", UTCDateTime, nullable=False),
    sa.Column("seen", UTCDateTime, nullable=False),
    sa.Column("expires", UTCDateTime, nullable=False),
    sa.Column("agent", sa.String(200), nullable=False),
)
tries_table = sa.Table(
    "tries",
    metadata,
    sa.Column("key", sa.String(128), primary_key=True),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("since", UTCDateTime, nullable=False),
)
