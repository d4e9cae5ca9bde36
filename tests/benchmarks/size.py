"""Does a record of a million updates answer and take updates as fast as one of a hundred?"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import time as hour
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from forecasts.model import Update
from forecasts.storage import UpdateStore
from tests.benchmarks.crowd import DAY, ELECTION, fill
from tests.benchmarks.goals import at_most, middle
from tests.benchmarks.record import series
from tests.postgresql import ServerMissing, running_server

SMALL, LARGE = 100, 1_000_000
WATCHED, UPDATES = "kapa", 50  # the forecaster whose page is asked for, the same in both records
ROUNDS = 15
TURNS = 3


def measure(url: str) -> dict[str, float]:
    """Milliseconds of a page that nobody has asked for since the record changed, and of a publication."""
    from dashboard.app import create_app
    from forecasts.opening import load_names
    from forecasts.tracker import Tracker

    store = UpdateStore(url)
    app = create_app(Tracker(load_names(), store))
    client, silent = app.server.test_client(), {"provlepsi.silent": True}
    pages, publications = [], []
    for index in range(ROUNDS):
        update = _new(index)
        start = time.perf_counter()
        (stored,) = store.add([update])
        publications.append(time.perf_counter() - start)
        if not stored.new:
            raise RuntimeError("an update was there already")
        start = time.perf_counter()
        answer = client.get(f"/e/{ELECTION}/f/{WATCHED}", environ_overrides=silent)
        pages.append(time.perf_counter() - start)
        if answer.status_code != 200:
            raise RuntimeError(f"the page answered {answer.status_code}")
    return {"page": 1000 * middle(pages), "publication": 1000 * middle(publications)}


def _new(index: int) -> Update:
    """An update that no record has yet: its figures tell the moment."""
    moment = time.time_ns() % 10**9
    (update,) = series(WATCHED, 1)
    first = update.ranges[0]
    unlike = replace(first, low=first.low - Decimal(moment) / 10**10)
    return replace(
        update,
        published=DAY,
        ranges=(unlike, *update.ranges[1:]),
        text=f"{index} {moment}",
        hour=hour(index % 24),
    )


def run() -> bool:
    """Print both side by side, on SQLite and on PostgreSQL."""
    with TemporaryDirectory() as folder:
        met = _compared("SQLite", lambda name: f"sqlite:///{Path(folder) / name}.sqlite3")
    try:
        with running_server() as server:
            return _compared("PostgreSQL", lambda _: server.empty_record()) and met
    except ServerMissing as error:
        print(f"  NO POSTGRESQL: {error}")
        return False


def _compared(kind: str, address: Callable[[str], str]) -> bool:
    counts = {address("small"): SMALL, address("large"): LARGE}
    for url, count in counts.items():
        start = time.perf_counter()
        fill(url, count)
        UpdateStore(url).add(series(WATCHED, UPDATES))
        print(f"  {kind}: {count:,} updates written in {time.perf_counter() - start:.0f} s")
    # In turns, so that whatever else the machine does meets both alike.
    turns = [{count: _measured_apart(url) for url, count in counts.items()} for _ in range(TURNS)]
    met = True
    for what in ("page", "publication"):
        took = {count: middle([turn[count][what] for turn in turns]) for count in (SMALL, LARGE)}
        print(f"  {kind}, {what}: {SMALL:,} updates {took[SMALL]:.1f} ms, {LARGE:,} {took[LARGE]:.1f} ms")
        met = at_most(f"{kind}: {what}, large over small", took[LARGE] / took[SMALL], 1.5) and met
    return met


def _measured_apart(url: str) -> dict[str, float]:
    """Measured in a process of its own: there is one app in each."""
    command = [sys.executable, "-m", "tests.benchmarks.size", url]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    answer: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return answer


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
