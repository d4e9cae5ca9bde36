"""What every command has: its help, its language, and a sentence for what is asked wrongly or not there."""

from pathlib import Path

import pytest

from forecasts.terminal import PHRASES
from tests.commands import POST, Run, database, filled, run

__all__ = ["database", "filled", "run"]


@pytest.mark.parametrize("command", ["read", "add", "updates", "revisions", "debates", "check"])
def test_every_command_explains_itself_with_an_example(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.status == 0
    assert f"provlepsi {command} " in done.out.split("For example:")[1]


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


def test_every_phrase_is_there_in_both_languages() -> None:
    for phrases in PHRASES.values():
        assert set(phrases) == {"el", "en"}
