"""Alembic's environment: runs the migrations on the connection that `UpdateStore.migrate` hands over."""

from alembic import context

from forecasts.storage import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
    compare_type=True,
)
# The caller has begun the transaction and commits it: all of a migration happens, or nothing.
context.run_migrations()
