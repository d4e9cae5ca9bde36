"""Threads and processes that write into one record at once lose nothing and double nothing."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from forecasts.storage import UpdateStore
from tests.postgresql import Server
from tests.records import filed, path, spoken, store, update

__all__ = ["filed", "path", "store"]


def test_threads_share_a_file_without_losing_anything(filed: UpdateStore) -> None:
    share(filed)


def test_threads_share_a_store_without_losing_anything(store: UpdateStore) -> None:
    share(store)


def share(store: UpdateStore) -> None:

    def add(number: int) -> bool:
        stored = store.add([update(15, spoken("syriza", str(number % 20), "40"))])
        return stored[0].new and len(store.updates()) > 0

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(add, range(40))) == 20
    assert [u.id for u in store.updates()] == list(range(1, 21))
    assert store.verify().sound


def publish(url: str, name: str, barrier: object) -> None:
    """What each process does: start a database, add twenty updates of its own and twenty that all add."""
    store = UpdateStore(url)
    barrier.wait()  # type: ignore[attr-defined]
    store.migrate()
    for number in range(20):
        figures = spoken("syriza", str(number), str(number + 1))
        store.add([update(15, figures, forecaster=name), update(15, figures, forecaster="all")])
    store.close()


def test_four_processes_lose_nothing_and_double_nothing_from_the_first_start(path: Path) -> None:
    four_processes(f"sqlite:///{path}")


@pytest.mark.postgresql
def test_four_processes_lose_and_double_nothing_on_a_server(postgresql: Server) -> None:
    four_processes(postgresql.empty_database())


def four_processes(url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    barrier = spawn.Barrier(4)
    workers = [spawn.Process(target=publish, args=(url, f"f{n}", barrier)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    store = UpdateStore(url)
    found = store.updates()
    assert store.verify().sound
    assert [u.id for u in found] == list(range(1, 101))
    assert store.version().endswith("-100")
    for name in ("f0", "f1", "f2", "f3", "all"):
        own = [u.ranges[0].low for u in found if u.forecaster == name]
        assert own == [Decimal(n) for n in range(20)]
    store.close()
