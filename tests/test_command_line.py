"""The commands as a person or a script meets them: what they print, say and end with."""

import csv
import io
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from forecasts.answers import csv_text
from forecasts.opening import open_tracker
from forecasts.terminal import PHRASES
from tests.commands import Done, Run, runner

SEED = ("--election", "2015-09", "--forecaster", "failedevolution")
POST = "Update (15/9): (μετά το δεύτερο debate): ΣΥΡΙΖΑ 28-30% ΝΔ 11-13% ΧΑ 6-8%"


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


def test_read_prints_the_document_that_outsiders_rely_on(run: Run) -> None:
    done = run("read", "-", "--election", "2015-09", "--json", stdin=POST.encode())
    assert done.status == 0
    (update,) = done.json["updates"]
    assert (update["published"], update["event"]) == ("2015-09-15", {"kind": "debate", "ordinal": 2})
    assert update["complete"] is True
    start = POST.index("ΣΥΡΙΖΑ")
    assert update["ranges"][0] == {
        "party": "syriza",
        "label": "ΣΥΡΙΖΑ",
        "components": ["syriza"],
        "low": 28.0,
        "high": 30.0,
        "start": start,
        "end": start + len("ΣΥΡΙΖΑ 28-30%"),
    }
    assert [r["party"] for r in update["ranges"]] == ["syriza", "nd", "xa"]
    assert set(done.json) == {"updates", "warnings"}
    assert "ΣΥΡΙΖΑ" in done.out


def test_every_warning_of_read_has_code_sentence_party_and_place(run: Run) -> None:
    text = "Update (15/9): ΣΥΡΙΖΑ 30-28% ΝΔ 11-13%"
    done = run("read", "-", "--json", "--lang", "en", stdin=text.encode())
    every = [*done.json["warnings"], *(w for u in done.json["updates"] for w in u["warnings"])]
    assert every
    for warning in every:
        assert {"code", "message", "party", "start", "end"} <= set(warning)
        assert 0 <= warning["start"] <= warning["end"] <= len(text)
    assert "syriza" in [w["party"] for w in every]


def test_read_shows_people_the_ranges_and_points_at_what_it_did_not_understand(run: Run) -> None:
    done = run("read", "-", "--election", "2015-09", stdin="Update (15/9): ΝΔ 11-13% ΣΥΡΙΖΑ 30-28%".encode())
    assert done.status == 0
    assert "Πρόβλεψη, 15 Σεπτεμβρίου 2015" in done.out
    assert "  ΝΔ  11–13%\n" in done.out
    assert "Παρατηρήσεις:" in done.out
    assert "^" in done.out


def test_reading_and_checking_open_no_database(run: Run, database: Path) -> None:
    database.unlink()
    run("read", "-", "--json", stdin=POST.encode())
    run("check")
    assert not database.exists()


def test_read_takes_greek_bytes_of_the_old_encoding(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "post.txt"
    file.write_bytes(POST.encode("iso-8859-7"))
    done = run("read", str(file), "--election", "2015-09", "--json")
    assert [r["label"] for r in done.json["updates"][0]["ranges"]] == ["ΣΥΡΙΖΑ", "ΝΔ", "ΧΑ"]


def test_a_text_without_a_forecast_is_found_wanting(run: Run) -> None:
    done = run("read", "-", "--json", stdin="Καλημέρα σας.".encode())
    assert done.status == 1
    assert done.json["updates"] == []
    assert done.err == "Δεν βρέθηκε καμία πρόβλεψη στο κείμενο.\n"


def test_add_keeps_a_post_once_and_says_so(run: Run) -> None:
    first = run("add", "-", *SEED, "--lang", "en", stdin=POST.replace("30", "31").encode())
    again = run("add", "-", *SEED, "--lang", "en", stdin=POST.replace("30", "31").encode())
    assert (first.status, again.status) == (0, 0)
    last = "Update, 15 September 2015, after the second debate"
    assert f"{last}: new, no. " in first.out
    assert f"{last}: already there, no. " in again.out


def test_add_recognises_the_shipped_post(run: Run) -> None:
    shipped = Path(__file__).parents[1] / "data/updates/2015-09/2015-09-15-failedevolution.txt"
    done = run("add", str(shipped), *SEED, "--lang", "en")
    assert done.out.count("already there, no. ") == 5
    assert "new, no. " not in done.out


def test_add_with_warnings_keeps_the_good_ranges_and_shows_the_bad(run: Run) -> None:
    done = run("add", "-", *SEED, "--lang", "en", stdin="Update (18/9): ΝΔ 11-13% ΣΥΡΙΖΑ 30-28%".encode())
    assert done.status == 0
    assert "Warnings:" in done.out
    kept = run("updates", *SEED, "--json").json["updates"][-1]
    assert [r["party"] for r in kept["ranges"]] == ["nd"]
    assert kept["complete"] is False


def test_add_refuses_a_text_with_nothing_to_keep_and_gives_the_reasons(run: Run) -> None:
    done = run("add", "-", *SEED, "--lang", "en", stdin="Update (18/9): ΣΥΡΙΖΑ 30-28%".encode())
    assert done.status == 1
    assert done.err == "Nothing in the text can be kept as an update.\n"
    assert "Warnings:" in done.out


def test_updates_come_in_the_order_of_publication_with_text_and_both_clocks(run: Run) -> None:
    done = run("updates", *SEED, "--json")
    found = done.json["updates"]
    assert [u["published"] for u in found] == [
        None,
        None,
        "2015-08-29",
        "2015-09-04",
        "2015-09-11",
        "2015-09-15",
    ]
    last = found[-1]
    assert last["event"] == {"kind": "debate", "ordinal": 2}
    assert "ΣΥΡΙΖΑ 28-30%" in last["text"]
    assert last["recorded"].endswith("+00:00")
    assert last["version"] == 1
    assert last["ranges"][1] == {
        "party": "lae",
        "label": "ΛΑΕ + ΣΧΕΔΙΟ Β' κ.λ.π.",
        "components": last["ranges"][1]["components"],
        "low": 20.0,
        "high": 23.0,
    }


def test_updates_as_of_a_day_leave_out_what_came_later(run: Run) -> None:
    found = run("updates", *SEED, "--as-of", "2015-09-12", "--json").json["updates"]
    assert found[-1]["published"] == "2015-09-11"


def test_updates_as_csv_have_a_row_for_each_range(run: Run) -> None:
    done = run("updates", *SEED, "--as-of", "2015-09-20", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    syriza = [(r["published"], r["low"], r["high"]) for r in rows if r["party"] == "syriza"]
    assert syriza[-2:] == [("2015-09-11", "25.0", "28.0"), ("2015-09-15", "28.0", "30.0")]
    assert rows[-1]["event"] == "debate-2"
    assert done.out.count("\r\n") == len(rows) + 1


def test_revisions_as_json_have_the_figures_worked_by_hand(run: Run) -> None:
    found = run("revisions", *SEED, "--json").json["revisions"]
    by = {(r["published"], r["party"]): r for r in found}
    syriza = by["2015-09-15", "syriza"]
    assert {key: syriza[key] for key in list(syriza)[:15]} == {
        "published": "2015-09-15",
        "previous_published": "2015-09-11",
        "party": "syriza",
        "label": "ΣΥΡΙΖΑ",
        "low": 28.0,
        "high": 30.0,
        "previous_low": 25.0,
        "previous_high": 28.0,
        "low_change": 3.0,
        "high_change": 2.0,
        "midpoint_change": 2.5,
        "width_change": -1.0,
        "overlap": 0.0,
        "change": "raised",
        "disjoint": True,
    }
    nd = by["2015-09-11", "nd"]
    assert (nd["midpoint_change"], nd["overlap"], nd["change"], nd["disjoint"]) == (
        -1.5,
        0.25,
        "lowered",
        False,
    )
    dimar = by["2015-09-11", "pasok-dimar"]
    assert (dimar["change"], dimar["successor"], dimar["previous_label"]) == ("unchanged", True, "ΠΑΣΟΚ")


def test_revisions_as_csv_have_the_words_of_the_json(run: Run) -> None:
    done = run("revisions", *SEED, "--csv")
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert ",".join(rows[0]) == (
        "published,previous_published,party,label,low,high,previous_low,previous_high,"
        "low_change,high_change,midpoint_change,width_change,overlap,change,disjoint"
    )
    (ek,) = [r for r in rows if r["published"] == "2015-09-15" and r["party"] == "ek"]
    assert (ek["low_change"], ek["change"], ek["disjoint"]) == ("-1.0", "lowered", "true")


def test_revisions_for_people_say_a_sentence_for_each_update(run: Run) -> None:
    done = run("revisions", *SEED)
    assert "από 25–28 σε 28–30 (+2,5)" in done.out
    assert "  ΣΥΡΙΖΑ                    25–28    28–30      +2,5\n" in done.out


def test_debates_say_before_after_cause_and_yardstick(run: Run) -> None:
    found = run("debates", *SEED, "--json").json["debates"]
    assert [(d["event"]["id"], d["cause"]) for d in found] == [("debate-1", "stated"), ("debate-2", "stated")]
    second = found[1]
    assert (second["before"]["published"], second["after"]["published"]) == ("2015-09-11", "2015-09-15")
    first = second["shifts"][0]
    assert (first["party"], first["midpoint_change"], first["persistence"]) == ("syriza", 2.5, "open")
    assert first["larger_than"] <= first["other_moves"]
    assert "από 25–28 σε 28–30 (+2,5)" in second["sentence"]


def test_debates_for_people_name_the_debate(run: Run) -> None:
    assert "after the second debate" in run("debates", *SEED, "--lang", "en").out.lower()


def test_check_finds_no_fault_in_the_shipped_data(run: Run) -> None:
    done = run("check", "--lang", "en")
    assert (done.status, done.out) == (0, "No fault in the data.\n")


def test_check_names_the_faults_of_a_folder(run: Run, tmp_path: Path) -> None:
    done = run("check", str(tmp_path / "none"), "--lang", "en")
    assert done.status == 1
    assert "none" in done.out
    assert done.err == "Faults in the data: 1.\n"


@pytest.mark.parametrize("command", [["read"], ["add", *SEED]], ids=["read", "add"])
def test_what_cannot_be_read_is_said_in_one_sentence(run: Run, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "empty.txt").write_bytes(b" \n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    said = {
        name: run(*command, str(tmp_path / name), "--lang", "en")
        for name in ("none.txt", "", "empty.txt", "picture.png", "a\x00b")
    }
    assert {done.status for done in said.values()} == {1}
    assert {done.out for done in said.values()} == {""}
    assert said["none.txt"].err == f"There is no file {tmp_path}/none.txt.\n"
    assert said[""].err == f"{tmp_path} is a folder, not a text.\n"
    assert said["empty.txt"].err == f"{tmp_path}/empty.txt is empty.\n"
    assert said["picture.png"].err == f"{tmp_path}/picture.png is not a text.\n"
    assert said["a\x00b"].err.endswith("cannot be read: embedded null byte.\n")


def test_standard_input_is_named_when_it_is_empty(run: Run) -> None:
    assert run("read", "-").err == "Κενό κείμενο: τυπική είσοδος.\n"
    done = run("read", "-", "--json", "--lang", "en")
    assert (done.status, done.json, done.err) == (
        1,
        {"updates": [], "warnings": []},
        "Standard input is empty.\n",
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("updates", "--election", "2051-09"), "There is no election “2051-09”: expected 2015-09, "),
        (
            ("revisions", "--election", "2015-09", "--forecaster", "nobody"),
            "There is no forecaster “nobody”: expected ",
        ),
        (("debates", "--election", ""), "There is no election “”: expected "),
        (("read", "-", "--election", "x"), "There is no election “x”: expected "),
    ],
)
def test_an_unknown_name_is_refused_with_those_there_are(
    run: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    done = run(*arguments, "--lang", "en", stdin=POST.encode())
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(sentence)
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("updates",), "Missing option '--election'"),
        (
            ("updates", "--election", "2015-09", "--as-of", "12/9"),
            "expected a date like 2015-09-12, found 12/9",
        ),
        (("updates", "--election", "2015-09", "--as-of", "2015-13-45"), "expected a date like 2015-09-12"),
        (("updates", "--election", "2015-09", "--json", "--csv"), "choose one of --json and --csv"),
        (("read", "-", "--year", "zero"), "'--year'"),
        (("read", "-", "--year", "2015", "--election", "2015-09"), "not both"),
        (("read", "-", "--lang", "de"), "'--lang'"),
        (("nonsense",), "No such command 'nonsense'"),
    ],
)
def test_wrong_usage_ends_with_status_two(run: Run, arguments: tuple[str, ...], words: str) -> None:
    done = run(*arguments)
    assert done.status == 2
    assert words in done.err


@pytest.mark.parametrize("command", ["read", "add", "updates", "revisions", "debates", "check"])
def test_every_command_explains_itself_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.status == 0
    assert f"provlepsi {command} " in done.out.split("For example:")[1]


def test_a_database_that_cannot_be_opened_is_said_in_one_sentence(run: Run, tmp_path: Path) -> None:
    done = run(
        "updates", "--election", "2015-09", "--database", f"sqlite:///{tmp_path}/no/x.db", "--lang", "en"
    )
    assert (done.status, done.out) == (1, "")
    assert done.err == f"The database {tmp_path}/no/x.db cannot be opened: unable to open database file.\n"


def test_a_file_that_is_no_database_is_refused_in_greek(run: Run, database: Path) -> None:
    database.write_text("όχι βάση" * 100, encoding="utf-8")
    done = run("updates", "--election", "2015-09")
    assert done.err == f"Το {database} δεν είναι βάση του provlepsi: file is not a database.\n"


def test_the_language_comes_from_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROVLEPSI_LANG", "en")
    assert run("check").out == "No fault in the data.\n"


def test_cells_that_a_spreadsheet_would_run_are_made_harmless_and_numbers_are_not() -> None:
    labels = ["=1+1", "+ΝΔ", "-x", "@SUM(A1)", "\t=1", 'ΝΔ, "η"', "two\nlines"]
    text = csv_text(["label", "low"], [{"label": label, "low": -1.5} for label in labels])
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [row[0] for row in rows[1:]] == [
        "'=1+1",
        "'+ΝΔ",
        "'-x",
        "'@SUM(A1)",
        "'\t=1",
        'ΝΔ, "η"',
        "two\nlines",
    ]
    assert {row[1] for row in rows[1:]} == {"-1.5"}


def test_every_phrase_is_there_in_both_languages() -> None:
    for phrases in PHRASES.values():
        assert set(phrases) == {"el", "en"}


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
    _, err = waiting.communicate(timeout=20)
    assert waiting.returncode == 130
    assert b"Traceback" not in err


def test_greek_opened_in_the_wrong_encoding_is_a_text_and_is_repaired(run: Run, tmp_path: Path) -> None:
    """UTF-8 opened as windows-1253 and saved again: many letters have become control characters."""
    post = "Πρόβλεψη 14 Σεπτεμβρίου 2015\nΣΥΡΙΖΑ 28-30%\nΧρυσή Αυγή 6-7%\nΈνωση Κεντρώων 3-3,5%\n"
    wrong = "".join(
        bytes([byte]).decode("cp1253") if byte not in (0x81, 0x88, 0x8A, 0x8C, 0x8D, 0x8E, 0x8F, 0x90, 0x98,
        0x9A, 0x9C, 0x9D, 0x9E, 0x9F, 0xAA, 0xD2, 0xFF) else chr(byte)
        for byte in post.encode()
    )  # fmt: skip
    (tmp_path / "post.txt").write_text(wrong, encoding="utf-8")

    read = run("read", str(tmp_path / "post.txt"), "--json").json
    assert [(r["party"], r["low"]) for r in read["updates"][0]["ranges"]] == [
        ("syriza", 28),
        ("xa", 6),
        ("ek", 3),
    ]
    assert [w["code"] for w in read["warnings"]] == ["encoding-repaired"]
