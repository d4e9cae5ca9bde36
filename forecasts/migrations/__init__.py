"""The database schema's history, run by `UpdateStore.migrate`."""
