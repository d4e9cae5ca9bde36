"""The console script `provlepsi`: the commands of `forecasts`, `serve` and `user`."""

import logging
import signal
import socket
import sys
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from dashboard import users
from forecasts.__main__ import app
from forecasts.catalogue import CatalogueError
from forecasts.faults import DatabaseError
from forecasts.options import Database, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable

    Application = Callable[..., Any]

HOST, PORT, THREADS = "127.0.0.1", 8050, 8
LAST_PORT, MOST_WORKERS = 65_535, 64
app.add_typer(users.app)


@app.command()
def serve(
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen on.")] = HOST,
    port: Annotated[str, typer.Option(metavar="NUMBER", help="The port to listen on.")] = str(PORT),
    database: Database = None,
    workers: Annotated[str, typer.Option(metavar="NUMBER", help="Processes that answer readers.")] = "1",
) -> None:
    """Serve the pages: everything on record, in a browser."""
    processes = whole_number(workers, "--workers", "en", least=1, most=MOST_WORKERS)
    listener = _listen(host, whole_number(port, "--port", "en", least=0, most=LAST_PORT))
    try:
        where = _prepare(database)
    except (DatabaseError, CatalogueError) as error:
        _refuse(str(error))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S")
    shown = f"[{host}]" if ":" in host else host
    said = f"Provlepsi: http://{shown}:{listener.getsockname()[1]} · database {_without_password(where)}"
    _run(listener, lambda: _server(where), processes, said)


def _prepare(database: str | None) -> str:
    """Bring the database up to date and put the shipped data in, once for all processes to come."""
    from forecasts.opening import default_database, open_tracker

    where = database or default_database()
    # A connection must not be carried into the processes that will answer readers.
    open_tracker(where).close()
    return where


def _server(database: str) -> "Application":
    from dashboard.app import create_server

    return create_server(database)


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens, before anything slow has begun; a sentence and exit 1 if that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        _refuse(
            f"Port {port} on {host} cannot be used ({error.strerror or error}). "
            "Another program may be using it: choose one with --port."
        )
    return listener


def _refuse(sentence: str) -> NoReturn:
    """Say why not, and end with exit status 1."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


def _without_password(url: str) -> str:
    """A database address that may be printed."""
    head, at, tail = url.rpartition("@")
    return f"{head.rpartition(':')[0]}:***@{tail}" if at and ":" in head.partition("://")[2] else url


def _run(listener: socket.socket, make: "Callable[[], Application]", workers: int, said: str) -> None:
    """Answer readers until somebody stops it."""
    try:
        import gunicorn.app.base  # type: ignore[import-untyped]  # noqa: F401
    except ImportError:
        _run_threads(listener, make, said)
    else:
        _run_gunicorn(listener, make, workers, said)


def _run_gunicorn(
    listener: socket.socket, make: "Callable[[], Application]", workers: int, said: str
) -> None:
    from gunicorn.app.base import BaseApplication

    from dashboard.workers import LONGEST_LINE, Worker

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn over our socket; every process makes its own app and its own connections."""

        def load_config(self) -> None:
            settings: dict[str, Any] = {
                "bind": f"fd://{listener.fileno()}",
                "workers": workers,
                "worker_class": Worker,
                "limit_request_line": LONGEST_LINE,
                "threads": THREADS,
                "keepalive": 30,
                "graceful_timeout": 3,
                "loglevel": "warning",
                "when_ready": lambda _server: typer.echo(said),
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> "Application":
            return make()

    Server().run()


def _run_threads(listener: socket.socket, make: "Callable[[], Application]", said: str) -> None:
    """Where gunicorn is not to be had: the server that comes with Flask, with threads."""
    from werkzeug.serving import make_server

    host, port = listener.getsockname()[:2]
    server = make_server(host, port, make(), threaded=True, fd=listener.fileno())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    typer.echo(said)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


def main() -> None:
    """The console script."""
    from forecasts.__main__ import main as run

    run()


if __name__ == "__main__":
    main()
