"""What earlier versions were known by, so that an old post is recognised; withdrawn updates by election."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the fingerprints to the versions, of which there are none yet, and an index of what is withdrawn."""
    op.add_column("versions", sa.Column("content", sa.String(64), nullable=False, server_default=""))
    op.add_column("versions", sa.Column("words", sa.String(64)))
    op.create_index("ix_versions_content", "versions", ["content"])
    op.create_index("ix_versions_words", "versions", ["words"])
    withdrawn = sa.text("withdrawn IS NOT NULL")
    op.create_index(
        "ix_updates_withdrawn",
        "updates",
        ["election", "forecaster"],
        sqlite_where=withdrawn,
        postgresql_where=withdrawn,
    )


def downgrade() -> None:
    """Drop what was added."""
    op.drop_index("ix_updates_withdrawn", "updates")
    op.drop_index("ix_versions_words", "versions")
    op.drop_index("ix_versions_content", "versions")
    with op.batch_alter_table("versions") as versions:
        versions.drop_column("words")
        versions.drop_column("content")
