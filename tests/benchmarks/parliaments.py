"""A million drawn results of ten parties into seats: whole arrays against plain Python and a library."""

import math
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import apportionment.methods as library
import numpy as np

from forecasts.chances import chances
from forecasts.draws import VALID, Sampler, bounds_of
from forecasts.model import Law, Range
from forecasts.opening import load_names
from forecasts.parliaments import allocate_many
from forecasts.seats import allocate_seats
from tests.benchmarks.goals import at_least, at_most, middle

DRAWS, LOOPED, BY_LIBRARY, CHECKED = 1_000_000, 20_000, 2_000, 2_000
FEW, ROUNDS, MANY = 100_000, 5, 10_000_000
PRINTED = (("34", "37"), ("26", "29"), ("6", "8"), ("5", "7"), ("5", "6"))
PRINTED += (("3.5", "4.5"), ("3", "4"), ("2.5", "3.5"), ("2.5", "3"), ("0.5", "1.5"))
RANGES = tuple(
    Range(party=f"p{number}", label=f"p{number}", low=Decimal(low), high=Decimal(high))
    for number, (low, high) in enumerate(PRINTED)
)
MASS = Decimal(80)


def run() -> bool:
    """Print draws a second by each way, what drawing costs beside, and the memory of many draws."""
    law = load_names().law("3231-2004")
    if law is None:
        raise RuntimeError("no such law")
    shares = np.ascontiguousarray(np.hstack(list(Sampler(bounds_of(RANGES), MASS, 1).blocks(DRAWS)))[:-1])
    columns = shares.T.astype(int).tolist()
    _check(shares, columns, law)
    ours, loop, theirs = [], [], []
    for _ in range(ROUNDS):
        ours.append(DRAWS / _took(lambda: allocate_many(shares, VALID, law)))
        loop.append(LOOPED / _took(lambda: [_by_loop(row, law) for row in columns[:LOOPED]]))
        theirs.append(BY_LIBRARY / _took(lambda: [_by_library(row, law) for row in columns[:BY_LIBRARY]]))
    print(
        f"  draws a second: arrays {middle(ours):,.0f}, a loop {middle(loop):,.0f}, "
        f"apportionment {middle(theirs):,.0f}"
    )
    met = at_least("arrays over a plain-Python loop", middle(ours) / middle(loop), 25)
    met = at_least("arrays over the library apportionment", middle(ours) / middle(theirs), 200) and met
    return _drawing(law) and _memory() and met


def _check(shares: np.ndarray[Any, Any], columns: list[list[int]], law: Law) -> None:
    """All ways must agree before any is timed."""
    seats = allocate_many(shares[:, :CHECKED], VALID, law)
    for draw in range(CHECKED):
        votes = {str(place): found for place, found in enumerate(columns[draw])}
        exact = allocate_seats(votes, law, valid=VALID)
        expected = [exact.seats[name] for name in votes]
        if seats[:, draw].tolist() != expected:
            raise RuntimeError(f"{votes}: {seats[:, draw].tolist()}, exactly {expected}")
        if not exact.ties and not _by_loop(columns[draw], law) == _by_library(columns[draw], law) == expected:
            raise RuntimeError(f"{votes}: the other ways give other seats")


def _by_loop(votes: Sequence[int], law: Law) -> list[int]:
    """The same rule as somebody would write it, one result at a time."""
    limit = 3 * VALID / 100
    entering = [place for place, found in enumerate(votes) if found >= limit]
    seats = [0] * len(votes)
    if not entering:
        return seats
    total = sum(votes[place] for place in entering)
    proportional = law.seats - law.bonus
    rests = []
    for place in entering:
        quota = votes[place] * proportional / total
        seats[place] = math.floor(quota)
        rests.append((quota - seats[place], place))
    rests.sort(reverse=True)
    for _, place in rests[: proportional - sum(seats)]:
        seats[place] += 1
    seats[max(entering, key=lambda place: votes[place])] += law.bonus
    return seats


def _by_library(votes: Sequence[int], law: Law) -> list[int]:
    """Threshold and bonus put round the library's largest remainders."""
    counted = [found if found * 100 >= 3 * VALID else 0 for found in votes]
    seats = list(library.compute("largest_remainder", counted, law.seats - law.bonus))
    seats[counted.index(max(counted))] += law.bonus
    return seats


def _drawing(law: Law) -> bool:
    """Drawing and allocating against drawing alone, by turns."""
    bounds = bounds_of(RANGES)
    alone, both = [], []
    for seed in range(ROUNDS):
        drawn, whole = Sampler(bounds, MASS, seed), Sampler(bounds, MASS, seed)
        alone.append(_took(lambda s=drawn: [None for _ in s.blocks(FEW)]))  # type: ignore[misc]
        both.append(
            _took(lambda s=whole: [allocate_many(b[:-1], VALID, law) for b in s.blocks(FEW)])  # type: ignore[misc]
        )
    print(f"  {FEW:,} draws: drawing {1000 * middle(alone):.0f} ms, with seats {1000 * middle(both):.0f} ms")
    return at_most("drawing and allocating over drawing", middle(both) / middle(alone), 3)


def _memory() -> bool:
    """The most memory a process takes for ten million draws, all chances counted."""
    command = [sys.executable, "-m", "tests.benchmarks.parliaments"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    megabytes, seconds = map(float, done.stdout.split())
    print(f"  {MANY:,} draws with all chances: {seconds:.1f} s")
    return at_most(f"megabytes for {MANY:,} draws", megabytes, 200)


def _took(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    the_law = load_names().law("3231-2004")
    if the_law is None:
        raise SystemExit("no such law")
    begun = time.perf_counter()
    chances(RANGES, the_law, mass=MASS, draws=MANY, seed=1)
    took = time.perf_counter() - begun
    # The most since this program began; getrusage would count what its parent had when it started it.
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    print(int(status["VmHWM"].split()[0]) / 1024, took)
