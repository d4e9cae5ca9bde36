"""Servers to measure against one another: ours, a default Dash app, and a static page; all under gunicorn."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
FIGURE = "PROVLEPSI_BENCH_FIGURE"
FOLDER = "PROVLEPSI_BENCH_FOLDER"


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Until the server answers, or stop with its last words."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with exit status {process.returncode}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer in time")


@contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator[str]:
    """Start a server, give its address, and stop it in the end."""
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def gunicorn(application: str, **environment: str) -> Iterator[str]:
    """One worker with eight threads, as `provlepsi serve` runs it."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        f"tests.benchmarks.servers:{application}()",
        "--threads",
        "8",
    ]
    with running([*command, "--bind", f"127.0.0.1:{port}"], port, **environment) as address:
        yield address


@contextmanager
def provlepsi(database: Path) -> Iterator[str]:
    """The product as people start it, on its own database."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "dashboard",
        "serve",
        "--port",
        str(port),
        "--database",
        f"sqlite:///{database}",
    ]
    with running(command, port) as address:
        yield address


def default_dash() -> Callable[..., Any]:
    """A Dash app as its tutorial writes it: one page, one `go.Figure`, nothing tuned."""
    import plotly.graph_objects as go
    from dash import Dash, dcc, html

    app = Dash("default")
    app.layout = html.Div([html.H1("Forecasts"), dcc.Graph(figure=go.Figure(figure()))])
    return app.server


def figure() -> dict[str, Any]:
    """The figure under test, as plain plotly JSON, without what only our client understands."""
    given: dict[str, Any] = json.loads(Path(os.environ[FIGURE]).read_text(encoding="utf-8"))
    given["layout"].pop("meta", None)
    return given


def our_app() -> Callable[..., Any]:
    """The product's own WSGI application, under the same server as the others."""
    from dashboard.app import create_server

    return create_server(os.environ["PROVLEPSI_DATABASE"])


def figure_app() -> Callable[..., Any]:
    """A Dash app whose callback makes the same chart as a `go.Figure` on every request.

    The table it draws from is made once, as in most such apps; each request pays for drawing and checking.
    """
    import plotly.graph_objects as go
    from dash import Dash, Input, Output, dcc, html

    from dashboard.figures.ranges import ranges_figure
    from forecasts.opening import open_tracker
    from tests.benchmarks.record import ELECTION, SERIES

    tracker = open_tracker(os.environ["PROVLEPSI_DATABASE"])
    frames = {who: tracker.ranges_frame(ELECTION, who, "el") for who in SERIES}
    events, result = tracker.events_frame(ELECTION, "el"), tracker.result_frame(ELECTION, "el")
    app = Dash("figures", suppress_callback_exceptions=True)
    app.layout = html.Div([dcc.Dropdown(list(SERIES), id="who"), dcc.Graph(id="chart")])

    @app.callback(Output("chart", "figure"), Input("who", "value"))
    def draw(who: str) -> go.Figure:
        plain = ranges_figure(frames[who], events, result, language="el", view="together")
        plain["layout"].pop("meta", None)
        return go.Figure(plain)

    return app.server


def static_page() -> Callable[..., Any]:
    """A folder with a page of `write_html` and the bundle beside it, compressed beforehand."""
    folder = Path(os.environ[FOLDER])
    types = {".html": "text/html; charset=utf-8", ".js": "text/javascript"}

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        name = environ["PATH_INFO"].lstrip("/") or "index.html"
        path = folder / f"{Path(name).name}.br"
        if not path.exists():
            start("404 Not Found", [("Content-Length", "0")])
            return []
        body = path.read_bytes()
        headers = [("Content-Type", types[Path(name).suffix]), ("Content-Encoding", "br")]
        start("200 OK", [*headers, ("Content-Length", str(len(body)))])
        return [body]

    return application
