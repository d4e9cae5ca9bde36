"""A chart by callback: ours against the same figure built with `go.Figure` on every request, same server."""

import tempfile
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks import record, servers
from tests.benchmarks.goals import at_least, middle
from tests.benchmarks.load import Load, load

ROUNDS, SECONDS = 3, 3.0
GOALS = {"kapa": 30.0, "uom-skai": 10.0}
CALLBACK = "/_dash-update-component"


def page_body(forecaster: str) -> dict[str, object]:
    """What Dash's router asks our app for when a reader opens or changes the chart page."""
    outputs = [
        {"id": "_pages_content", "property": "children"},
        {"id": "_pages_store", "property": "data"},
    ]
    path = f"/e/{record.ELECTION}/f/{forecaster}"
    return {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": outputs,
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": "?view=together"},
        ],
        "changedPropIds": ["_pages_location.pathname"],
    }


def figure_body(forecaster: str) -> dict[str, object]:
    """What the reference app's callback takes."""
    return {
        "output": "chart.figure",
        "outputs": {"id": "chart", "property": "figure"},
        "inputs": [{"id": "who", "property": "value", "value": forecaster}],
        "changedPropIds": ["who.value"],
    }


def show(name: str, measured: list[Load]) -> float:
    """One row; the median of the rounds in answers a second."""
    rate = middle([each.per_second for each in measured])
    half, slow = middle([each.median_ms for each in measured]), middle([each.p99_ms for each in measured])
    size = measured[-1].body_bytes / 1000
    print(f"  {name:34} {rate:7.1f}/s  median {half:6.1f} ms  99% {slow:6.1f} ms  {size:6.1f} kB")
    return rate


def run() -> bool:
    """Print answers a second of either way, in turn, and the ratios."""
    met = True
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = folder / "bench.sqlite3"
        record.prepare(database)
        address = f"sqlite:///{database}"
        ours = stack.enter_context(servers.gunicorn("our_app", PROVLEPSI_DATABASE=address))
        theirs = stack.enter_context(servers.gunicorn("figure_app", PROVLEPSI_DATABASE=address))
        for forecaster, goal in GOALS.items():
            urllib.request.urlopen(f"{theirs}/", timeout=30).close()
            fast: list[Load] = []
            slow: list[Load] = []
            for _ in range(ROUNDS):
                fast.append(load(ours + CALLBACK, page_body(forecaster), seconds=SECONDS))
                slow.append(load(theirs + CALLBACK, figure_body(forecaster), seconds=SECONDS))
            count = record.SERIES[forecaster]
            quick = show(f"{count} updates, kept bytes, whole page", fast)
            built = show(f"{count} updates, go.Figure each time", slow)
            met &= at_least(f"callback of {count} updates", quick / built, goal)
    return met
