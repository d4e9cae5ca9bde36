"""The command `provlepsi serve`: what it says when it cannot start, and that it starts, answers and stops."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from dashboard.__main__ import _without_password


def command(*arguments, **options):
    environment = {**os.environ, "PROVLEPSI_CACHE": str(options.pop("cache", "")) or os.devnull}
    return subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def test_a_port_in_use_is_told_in_a_sentence_and_nothing_is_made(tmp_path):
    database = tmp_path / "record.sqlite3"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        serving = command("--port", str(port), "--database", f"sqlite:///{database}")
        out, err = serving.communicate(timeout=60)
    assert (serving.returncode, out) == (1, "")
    assert err == (
        f"Port {port} on 127.0.0.1 cannot be used (Address already in use). "
        "Another program may be using it: choose one with --port.\n"
    )
    assert not database.exists()


@pytest.mark.parametrize(
    ("option", "found", "most"),
    [
        ("--port", "x", "65,535"),
        ("--port", "99999", "65,535"),
        ("--workers", "0", "64"),
        ("--workers", "2.5", "64"),
    ],
)
def test_a_number_that_is_none_or_out_of_bounds_is_told_in_a_sentence(tmp_path, option, found, most):
    database = tmp_path / "record.sqlite3"
    serving = command(option, found, "--database", f"sqlite:///{database}")
    out, err = serving.communicate(timeout=60)
    least = 1 if option == "--workers" else 0
    assert (serving.returncode, out) == (1, "")
    assert err == f'{option}: found "{found}"; expected a whole number from {least} to {most}.\n'
    assert not database.exists()


def test_a_database_that_cannot_be_opened_is_told_in_a_sentence(tmp_path):
    (tmp_path / "occupied").write_text("a file, not a folder")
    serving = command("--port", "0", "--database", f"sqlite:///{tmp_path}/occupied/record.sqlite3")
    out, err = serving.communicate(timeout=60)
    assert (serving.returncode, out) == (1, "")
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:////home/anna/provlepsi.sqlite3", "sqlite:////home/anna/provlepsi.sqlite3"),
        ("postgresql://anna:secret@host:5432/provlepsi", "postgresql://anna:***@host:5432/provlepsi"),
        ("postgresql://anna@host/provlepsi", "postgresql://anna@host/provlepsi"),
        ("postgresql://anna:s@cret@host/provlepsi", "postgresql://anna:***@host/provlepsi"),
    ],
)
def test_a_password_is_not_printed(url, shown):
    assert _without_password(url) == shown


def test_it_says_where_to_look_answers_there_and_stops_at_ctrl_c(tmp_path):
    database = f"sqlite:///{tmp_path}/record.sqlite3"
    serving = command("--port", "0", "--database", database, cache=tmp_path / "cache")
    said = serving.stdout.readline()
    address = said.removeprefix("Provlepsi: ").split(" ")[0]
    assert said == f"Provlepsi: {address} · database {database}\n"
    with urllib.request.urlopen(f"{address}/?lang=en", timeout=60) as answer:
        assert "What moved" in answer.read().decode()
    serving.send_signal(signal.SIGINT)
    out, err = serving.communicate(timeout=60)
    assert serving.returncode == 0
    assert "Traceback" not in out + err
