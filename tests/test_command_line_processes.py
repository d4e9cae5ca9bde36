"""A command as a process of its own: where its record is, what it loads, prints in and is ended by."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import POST, SEED, Done, filled

__all__ = ["filled"]


def started(*arguments: str, stdin: bytes = b"", env: dict[str, str] | None = None) -> Done:
    """Run a command as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "forecasts", *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, **(env or {})},
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_by_default_the_record_is_a_file_in_the_users_data_folder(tmp_path: Path) -> None:
    bare = {"XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path), "PROVLEPSI_DATABASE": ""}
    done = started("updates", "--election", "2015-09", "--json", env=bare)
    assert done.status == 0
    assert [file.name for file in tmp_path.rglob("*.sqlite3")] == ["provlepsi.sqlite3"]


def test_reading_loads_neither_the_web_nor_the_tables_nor_the_database() -> None:
    script = (
        "import sys, forecasts.__main__ as m\n"
        "sys.argv = ['provlepsi', 'read', '-', '--json']\n"
        "try:\n    m.main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'pandas', 'numpy', 'dash', 'plotly', 'flask', 'sqlalchemy', 'alembic', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=POST.encode(), capture_output=True, check=True
    )
    assert done.stderr.decode() == "[]\n"


def test_the_record_is_answered_without_the_web_the_tables_or_the_migrations(filled: Path) -> None:
    script = (
        "import sys, forecasts.__main__ as m\n"
        "sys.argv = ['provlepsi', 'revisions', '--election', '2015-09', '--forecaster', 'failedevolution']\n"
        "try:\n    m.main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'pandas', 'numpy', 'dash', 'plotly', 'flask', 'alembic', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        env={**os.environ, "PROVLEPSI_DATABASE": str(filled)},
    )
    assert done.stderr.decode() == "[]\n"


def test_greek_is_printed_as_utf_8_whatever_the_terminal_says(filled: Path) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = started("revisions", *SEED, env={**plain, "PROVLEPSI_DATABASE": str(filled)})
    assert done.status == 0
    assert "ΣΥΡΙΖΑ" in done.out


def test_a_reader_who_leaves_early_is_no_reason_for_a_traceback(filled: Path) -> None:
    command = f"{sys.executable} -m forecasts updates --election 2015-09 --csv | head -c 1"
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        check=False,
        env={**os.environ, "PROVLEPSI_DATABASE": str(filled)},
    )
    assert done.stderr == b""


def test_ctrl_c_ends_without_a_traceback() -> None:
    waiting = subprocess.Popen(
        [sys.executable, "-u", "-X", "faulthandler", "-m", "forecasts", "read", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.wait(2)
    waiting.send_signal(signal.SIGINT)
    _, err = waiting.communicate(timeout=60)
    assert waiting.returncode == 130
    assert b"Traceback" not in err
