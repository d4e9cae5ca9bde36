"""The app in a process of its own, as `provlepsi serve` starts it."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SECONDS = 90
DATABASE = "provlepsi.sqlite3"
ANNOUNCED = re.compile(r"Provlepsi: (http://127\.0\.0\.1:\d+) ")


class Server:
    """A running server.

    Args:
        address: where it listens.
        log: where everything it says is written.
    """

    def __init__(self, address: str, log: Path) -> None:
        self.address = address
        self.database = f"sqlite:///{log.parent / DATABASE}"
        self._log = log
        self._told = 0

    @classmethod
    @contextmanager
    def started(cls, folder: Path, *, cache: Path) -> Iterator["Server"]:
        """Start it on a free port and a new database; stop it in the end.

        Args:
            folder: an empty folder for the database and the log.
            cache: the folder for compressed files.
        """
        log = folder / "server.log"
        command = [sys.executable, "-m", "dashboard", "serve", "--port", "0"]
        command += ["--database", f"sqlite:///{folder / DATABASE}"]
        with log.open("wb") as output:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, "PROVLEPSI_CACHE": str(cache), "PYTHONUNBUFFERED": "1"},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        try:
            yield cls(_announced(process, log), log)
        finally:
            process.terminate()
            process.wait(20)

    def new_tracebacks(self) -> str:
        """What the log has gained since last asked, if there is a traceback in it."""
        said = self._log.read_text(encoding="utf-8", errors="replace")
        new, self._told = said[self._told :], len(said)
        return new if "Traceback" in new else ""


def _announced(process: subprocess.Popen[bytes], log: Path) -> str:
    """The address the server says it listens on."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        found = ANNOUNCED.search(log.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found[1]
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
