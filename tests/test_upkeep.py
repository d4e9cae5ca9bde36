"""The commands that keep the record safe, as the person who runs the site meets them."""

import os
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from forecasts.opening import open_tracker
from forecasts.storage import UpdateStore
from tests.commands import Done, Run, runner


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with the shipped updates in it, one of them corrected."""
    path = tmp_path / "record.sqlite3"
    desk = open_tracker(str(path))
    first = desk.update(1)
    assert first is not None
    desk.correct(1, replace(first, note="διορθωμένη"), reason="σημείωση", based_on=1)
    desk.close()
    return path


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, database: Path) -> Run:
    """Run a command in this process, in English, on the database unless told otherwise."""
    monkeypatch.setenv("PROVLEPSI_DATABASE", str(database))
    monkeypatch.setenv("PROVLEPSI_LANG", "en")
    return runner(capsysbinary, monkeypatch)


def alter(database: Path, statement: str) -> None:
    raw = sqlite3.connect(database)
    with raw:
        raw.execute(statement)
    raw.close()


def test_verify_says_what_was_checked_and_that_all_is_well(run: Run, database: Path) -> None:
    done = run("verify")
    head = UpdateStore(str(database)).verify().head
    assert done == Done(
        0,
        f"Checked: 23 acts, 22 updates. The last hash: {head}\nEverything is as it was written.\n",
        "",
    )


def test_verify_ends_with_1_and_a_sentence_for_what_was_altered(run: Run, database: Path) -> None:
    alter(database, "UPDATE updates SET ranges = replace(ranges, '2', '3') WHERE id = 2")
    done = run("verify")
    assert done.status == 1
    assert "Update 2, version 1: the hash of what it says: found " in done.out
    assert done.err == "The record is not as it was written. Faults: 1.\n"
    document = run("verify", "--json").json
    assert (document["sound"], document["acts"], document["updates"]) == (False, 23, 22)
    (fault,) = document["faults"]
    assert (fault["place"], fault["number"], fault["what"]) == ("version", 2, "digest")
    assert "Πρόβλεψη 2, έκδοση 1" in run("verify", "--lang", "el").out


def test_a_hash_that_was_noted_tells_of_a_record_written_anew(run: Run, database: Path) -> None:
    head = run("verify", "--json").json["head"]
    assert run("verify", "--noted", head).status == 0
    done = run("verify", "--noted", "0" * 64)
    assert done.status == 1
    assert done.err == "The hash you noted is no longer there: the record has been rewritten.\n"


def test_verify_makes_no_database_where_there_is_none(run: Run, tmp_path: Path) -> None:
    done = run("verify", "--database", f"sqlite:///{tmp_path}/typo.sqlite3")
    assert done.status == 1
    assert done.err == f"The database {tmp_path}/typo.sqlite3 cannot be opened: there is no such file.\n"
    assert not (tmp_path / "typo.sqlite3").exists()


def test_add_says_of_a_post_that_was_withdrawn_that_it_stays_so(
    run: Run, database: Path, tmp_path: Path
) -> None:
    (tmp_path / "post.txt").write_text("Update (16/9): ΣΥΡΙΖΑ 28-30%", encoding="utf-8")
    add = ("add", str(tmp_path / "post.txt"), "--forecaster", "failedevolution", "--election", "2015-09")
    assert "new, no. 23" in run(*add).out
    store = UpdateStore(str(database))
    store.withdraw(23, reason="Ήταν άλλου", based_on=1)
    store.close()
    done = run(*add)
    assert (done.status, done.err) == (0, "")
    assert "withdrawn, no. 23" in done.out


def test_a_backup_is_restored_into_a_new_database(run: Run, database: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "backup.sqlite3", tmp_path / "new.sqlite3"
    done = run("backup", str(file))
    assert done.status == 0
    assert done.out.startswith(f"Backup: {file}\nChecked: 23 acts, 22 updates.")
    done = run("restore", str(file), "--database", str(new))
    assert done.status == 0
    assert done.out.startswith(f"Restored from: {file}\nChecked: 23 acts, 22 updates.")
    assert UpdateStore(str(new)).updates() == UpdateStore(str(database)).updates()


def test_what_cannot_be_backed_up_or_restored_is_told_in_a_sentence(
    run: Run, database: Path, tmp_path: Path
) -> None:
    file = tmp_path / "backup.sqlite3"
    run("backup", str(file))
    assert run("backup", str(file)).err == f"{file} is there already: choose another name.\n"
    done = run("restore", str(file))
    assert done.status == 1
    assert done.err == (
        f"The database {database} is not empty (updates: 22): a backup is restored into an empty one only.\n"
    )
    done = run("restore", str(tmp_path / "none"), "--database", str(tmp_path / "new.sqlite3"))
    assert done.err == f"The file {tmp_path}/none cannot be opened: no such file.\n"


def test_an_altered_backup_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "backup.sqlite3"
    run("backup", str(file))
    alter(file, "UPDATE acts SET reason = 'άλλος' WHERE number = 23")
    done = run("restore", str(file), "--database", str(tmp_path / "new.sqlite3"))
    assert done.status == 1
    assert "is not as it was written: Act 23: its hash in the chain" in done.err


def test_an_export_can_be_checked_as_the_shipped_data_are(run: Run, database: Path, tmp_path: Path) -> None:
    store = UpdateStore(str(database))
    store.withdraw(2, reason="Ήταν άλλου", based_on=1)
    store.close()
    done = run("export", str(tmp_path / "record"))
    assert done.status == 0
    first, second = done.out.splitlines()
    assert first.startswith(f"Written to {tmp_path}/record: 21 updates, ")
    assert second == "In acts.csv what was done, when and why (withdrawn: 1); without the accounts."
    assert run("check", str(tmp_path / "record")).status == 0
    assert run("export", str(tmp_path / "record")).err == (
        f"{tmp_path}/record is there already: choose another name.\n"
    )


@pytest.mark.parametrize("command", [("backup", "backup.sqlite3"), ("export", "folder")])
def test_a_disk_that_fills_up_leaves_no_half_of_anything(
    database: Path, tmp_path: Path, command: tuple[str, str]
) -> None:
    """A process that may not write files of more than forty kilobytes stands for a full disk."""
    name, target = command
    store = UpdateStore(str(database))
    first = store.update(1)
    assert first is not None
    store.correct(1, replace(first, text="λ" * 40_000), reason="μακρύ", based_on=2)
    store.close()
    script = (
        "import resource, sys\n"
        "from forecasts.__main__ import main\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))\n"
        f"sys.argv = ['provlepsi', {name!r}, {str(tmp_path / target)!r}, '--lang', 'en']\n"
        "main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=False,
        timeout=60,
        env={**os.environ, "PROVLEPSI_DATABASE": str(database)},
    )
    assert done.returncode == 1
    assert str(tmp_path / target) in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert {path.name.partition("-")[0] for path in tmp_path.iterdir()} == {"record.sqlite3"}
    assert UpdateStore(str(database)).verify().sound
