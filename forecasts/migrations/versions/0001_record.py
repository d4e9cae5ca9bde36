"""The record: updates as published, the counter that orders them, and marks."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the three tables and the record's one row."""
    record = op.create_table(
        "record",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("identity", sa.String(32), nullable=False),
        sa.Column("last", sa.Integer, nullable=False),
        sa.CheckConstraint("id = 1", name="ck_record_single"),
    )
    op.bulk_insert(record, [{"id": 1, "identity": uuid4().hex, "last": 0}])
    op.create_table(
        "updates",
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
        sa.Column("recorded", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("words", sa.String(64)),
        sa.UniqueConstraint("content", name="uq_updates_content"),
    )
    op.create_index("ix_updates_words", "updates", ["words"])
    op.create_index("ix_updates_history", "updates", ["election", "forecaster", "id"])
    op.create_table(
        "marks",
        sa.Column("key", sa.String(128), primary_key=True),
        sa.Column("recorded", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop everything."""
    op.drop_table("marks")
    op.drop_table("updates")
    op.drop_table("record")
