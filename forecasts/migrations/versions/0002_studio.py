"""The studio: versions, acts with their chain, drafts, accounts; updates on record are the first acts."""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CONTENT = (
    *("election", "forecaster", "published", "hour", "event_kind", "event_ordinal"),
    *("complete", "ranges", "text", "source", "note"),
)


def upgrade() -> None:
    """Add the tables, and chain what is there."""
    op.add_column("record", sa.Column("acts", sa.Integer, nullable=False, server_default="0"))
    op.add_column("record", sa.Column("chain", sa.String(64), nullable=False, server_default=""))
    op.add_column("updates", sa.Column("version", sa.Integer, nullable=False, server_default="1"))
    op.add_column("updates", sa.Column("withdrawn", sa.DateTime(timezone=True)))
    op.create_table(
        "versions",
        sa.Column("update", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
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
    )
    acts = op.create_table(
        "acts",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("update", sa.Integer, nullable=False),
        sa.Column("election", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("recorded", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("chain", sa.String(64), nullable=False),
        sa.CheckConstraint("act IN ('publish', 'correct', 'withdraw')", name="ck_acts_act"),
    )
    op.create_index("ix_acts_update", "acts", ["update"])
    op.create_index("ix_acts_election", "acts", ["election", "number"])
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("forecaster", sa.String(64), nullable=False),
        sa.Column("election", sa.String(64), nullable=False),
        sa.Column("update", sa.Integer),
        sa.Column("based_on", sa.Integer),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("saved", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_drafts_account", "drafts", ["account"])
    _accounts()
    _chain(acts)


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("password", sa.String(255)),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.CheckConstraint("role IN ('author', 'editor', 'admin')", name="ck_accounts_role"),
    )
    op.create_table(
        "account_forecasters",
        sa.Column("account", sa.String(64), primary_key=True),
        sa.Column("forecaster", sa.String(64), primary_key=True),
    )
    op.create_table(
        "links",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_links_account", "links", ["account"])
    op.create_table(
        "sessions",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("csrf", sa.String(64), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agent", sa.String(200), nullable=False),
    )
    op.create_index("ix_sessions_account", "sessions", ["account"])
    op.create_table(
        "tries",
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )


def _chain(acts: sa.Table) -> None:
    """One act of publication for each update there is."""
    connection = op.get_bind()
    updates = sa.table(
        "updates",
        sa.column("id", sa.Integer),
        sa.column("published", sa.Date),
        sa.column("hour", sa.Time),
        sa.column("complete", sa.Boolean),
        sa.column("recorded", sa.DateTime(timezone=True)),
        *(sa.column(name) for name in CONTENT if name not in ("published", "hour", "complete")),
    )
    chain, number = "", 0
    for row in connection.execute(sa.select(updates).order_by(updates.c.id)).mappings().all():
        number += 1
        recorded = row["recorded"]
        recorded = recorded.replace(tzinfo=UTC) if recorded.tzinfo is None else recorded.astimezone(UTC)
        digest = _hash([_plain(row[name]) for name in CONTENT])
        values: dict[str, Any] = {
            "number": number,
            "update": row["id"],
            "version": 1,
            "act": "publish",
            "recorded": recorded,
            "reason": "",
            "account": "",
            "digest": digest,
        }
        chain = _hash([chain, *(_plain(value) for value in values.values())])
        connection.execute(acts.insert().values(**values, election=row["election"], chain=chain))
    heads = {"number": number, "chain": chain}
    connection.execute(sa.text("UPDATE record SET acts = :number, chain = :chain"), heads)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value.isoformat()) if hasattr(value, "isoformat") else value


def _hash(parts: list[object]) -> str:
    written = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()


def downgrade() -> None:
    """Drop what was added; the updates stay as they are."""
    for table in ("tries", "sessions", "links", "account_forecasters", "accounts", "drafts", "acts", "versions"):
        op.drop_table(table)
    with op.batch_alter_table("updates") as updates:
        updates.drop_column("withdrawn")
        updates.drop_column("version")
    with op.batch_alter_table("record") as record:
        record.drop_column("chain")
        record.drop_column("acts")
