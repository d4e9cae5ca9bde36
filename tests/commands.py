"""A command run by a test in its own process, on a record of its own: how it ended and what it printed."""

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from forecasts.__main__ import app
from forecasts.opening import open_tracker

SEED = ("--election", "2015-09", "--forecaster", "failedevolution")
POST = "Update (15/9): (μετά το δεύτερο debate): ΣΥΡΙΖΑ 28-30% ΝΔ 11-13% ΧΑ 6-8%"


class Done(NamedTuple):
    """How a command ended and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Done]


def runner(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """What runs a command, with something to read on its standard input where given."""

    def run(*arguments: str, stdin: bytes = b"") -> Done:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            app(list(arguments), prog_name="provlepsi")
        out, err = capsysbinary.readouterr()
        return Done(int(ended.value.code or 0), out.decode(), err.decode())

    return run


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the shipped data in it."""
    path = tmp_path_factory.mktemp("record") / "shipped.sqlite3"
    open_tracker(str(path)).close()
    return path


@pytest.fixture
def database(tmp_path: Path, filled: Path) -> Path:
    """A database of the test's own with the shipped data in it."""
    return Path(shutil.copy(filled, tmp_path / "record.sqlite3"))


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, database: Path) -> Run:
    """Run a command in this process, on a database of its own and in Greek unless told otherwise."""
    monkeypatch.setenv("PROVLEPSI_DATABASE", str(database))
    monkeypatch.delenv("PROVLEPSI_LANG", raising=False)
    return runner(capsysbinary, monkeypatch)
