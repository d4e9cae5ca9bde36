"""What readers are likely to ask for next, worked out before they do, by one thread with pauses."""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator

log = logging.getLogger(__name__)

Job = Callable[[], object]
REMEMBERED = 256


class Ahead:
    """Jobs done one after the other in the background, each set of them once."""

    def __init__(self) -> None:
        self._asked: OrderedDict[Hashable, None] = OrderedDict()
        self._waiting: list[Iterator[Job]] = []
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def ask(self, key: Hashable, jobs: Iterable[Job]) -> None:
        """Have jobs done unless they were asked for under this key before; the last asked for come first.

        Args:
            key: everything that the jobs depend on.
            jobs: whose answers are kept by whoever does the work; what they raise goes to the log.
        """
        with self._lock:
            if key in self._asked:
                self._asked.move_to_end(key)
                return
            self._asked[key] = None
            while len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)
            self._waiting.append(iter(jobs))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="ahead", daemon=True)
                self._thread.start()

    def rest(self) -> None:
        """Wait until there is nothing left to do."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            began = time.perf_counter()
            try:
                job()
            except Exception:
                log.exception("work ahead failed")
            # Whoever waits for a page has the machine at least half of the time.
            time.sleep(time.perf_counter() - began)

    def _next(self) -> Job | None:
        with self._lock:
            while self._waiting:
                job = next(self._waiting[-1], None)
                if job is not None:
                    return job
                self._waiting.pop()
            self._thread = None
            return None
