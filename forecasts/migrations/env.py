"""Alembic's environment: runs the migrations on the connection that `Database.migrate` hands over."""

from alembic import context

from forecasts.database import VERSION_TABLE
from forecasts.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    compare_type=True,
)
# The caller has begun the transaction and commits it: all of a migration happens, or nothing.
context.run_migrations()
