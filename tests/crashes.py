"""Power cuts: processes that publish are killed at random; nothing acknowledged may be missing or halved.

`python -m tests.crashes --database sqlite:///crashes.sqlite3 --kills 200` prints its tally and ends with 1 if
anything is lost. The database is one of its own: what is in it already counts as acknowledged by nobody.
"""

import argparse
import multiprocessing
import os
import random
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

from forecasts.model import Range, Update
from forecasts.storage import UpdateStore

PARTIES = ("nd", "syriza", "kinal", "kke", "xa", "el", "mera25", "ek", "pe")
ELECTION, FORECASTER = "2019-07", "kapa"
FORK = multiprocessing.get_context("fork")  # what is imported already need not be imported after every kill


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What came of it; `lost` and `halved` must be empty, `faults` too."""

    kills: int
    acknowledged: int
    stored: int
    lost: tuple[str, ...]
    halved: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether everything acknowledged is there, whole, and the chain holds."""
        return not (self.lost or self.halved or self.faults)


def update_of(worker: int, number: int) -> Update:
    """What a worker publishes as its `number`th: no two are alike, and each tells what it must hold."""
    base = Decimal(number % 400) / 10 + Decimal(worker) / 10_000
    ranges = tuple(
        Range(party=party, label=party, low=base / (at + 2), high=base / (at + 2) + 1, components=(party,))
        for at, party in enumerate(PARTIES)
    )
    day = date(2019, 1, 1) + timedelta(days=number % 180)
    text = f"{worker}:{number}"
    return Update(forecaster=FORECASTER, election=ELECTION, published=day, ranges=ranges, text=text)


def publish(database: str, worker: int, first: int, log: Path) -> None:
    """Publish without end; write each update down once the record has taken it."""
    store = UpdateStore(database)
    acknowledged = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    number = first
    while True:
        (stored,) = store.add([update_of(worker, number)])
        os.write(acknowledged, f"{stored.update.id} {worker}:{number}\n".encode())
        number += 1


def run(database: str, *, kills: int, workers: int = 8, seed: int = 2015, pause: float = 0.08) -> Tally:
    """Let workers publish, kill one after another at random moments, and count.

    Args:
        database: the address of the record.
        kills: how many times a worker is killed; another takes its place.
        workers: how many publish at once.
        seed: of the random moments.
        pause: seconds between two kills, on average.
    """
    UpdateStore(database).migrate()
    generator = random.Random(seed)
    with TemporaryDirectory() as folder:
        log = Path(folder) / "acknowledged"
        log.touch()
        started = 0
        running: list[BaseProcess] = []
        for _ in range(workers):
            running.append(_started(database, started, log))
            started += 1
        for _ in range(kills):
            time.sleep(generator.uniform(0, 2 * pause))
            victim = running.pop(generator.randrange(len(running)))
            victim.kill()
            victim.join()
            running.append(_started(database, started, log))
            started += 1
        for process in running:
            process.kill()
            process.join()
        return _counted(database, kills, log)


def _started(database: str, worker: int, log: Path) -> BaseProcess:
    process = FORK.Process(target=publish, args=(database, worker, 0, log), daemon=True)
    process.start()
    return process


def _counted(database: str, kills: int, log: Path) -> Tally:
    store = UpdateStore(database)
    stored = {update.id: update for update in store.updates()}
    said = [line.split() for line in log.read_text().splitlines() if line.count(" ") == 1]
    lost = [name for number, name in said if int(number) not in stored]
    faults = list(store.verify().faults)
    if sorted(stored) != list(range(1, len(stored) + 1)):
        faults.append("the ids have gaps")
    tally = Tally(
        kills=kills,
        acknowledged=len(said),
        stored=len(stored),
        lost=tuple(lost),
        halved=tuple(_halved(stored.values())),
        faults=tuple(str(fault) for fault in faults),
    )
    store.close()
    return tally


def _halved(stored: Iterable[Update]) -> Iterator[str]:
    """The updates that are not as their worker published them."""
    for update in stored:
        worker, _, number = update.text.partition(":")
        wanted = update_of(int(worker), int(number))
        if (update.ranges, update.published) != (wanted.ranges, wanted.published):
            yield update.text


def main() -> int:
    """The program."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--database", required=True)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--workers", type=int, default=8)
    asked = parser.parse_args()
    tally = run(asked.database, kills=asked.kills, workers=asked.workers)
    print(f"killed {tally.kills} times: {tally.acknowledged} updates acknowledged, {tally.stored} on record")
    print(f"lost {len(tally.lost)}, halved {len(tally.halved)}, faults {len(tally.faults)}")
    for line in (*tally.lost, *tally.halved, *tally.faults):
        print(f"  {line}")
    return 0 if tally.sound else 1


if __name__ == "__main__":
    sys.exit(main())
