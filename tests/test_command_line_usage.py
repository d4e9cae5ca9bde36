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
        (("updates", "--election", "2015-09", "--json", "--csv"), "choose one of --json and --csv"),
        (("chances", "--election", "2015-09", "--forecaster", "failedevolution", "--drawn", "5"), "--drawn"),
        (("chances", "--election", "2015-09"), "Missing option '--forecaster'"),
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


ADD = ("add", "-", "--election", "2015-09", "--forecaster", "failedevolution")
CHANCES = ("chances", "--election", "2015-09", "--forecaster", "failedevolution")


@pytest.mark.parametrize(
    ("arguments", "greek", "english"),
    [
        (
            (*CHANCES, "--draws", "0"),
            '--draws: βρέθηκε "0"· αναμενόταν ακέραιος αριθμός από 1 έως 100.000.000.',
            '--draws: found "0"; expected a whole number from 1 to 100,000,000.',
        ),
        (
            (*CHANCES, "--draws", "-1"),
            '--draws: βρέθηκε "-1"· αναμενόταν ακέραιος αριθμός από 1 έως 100.000.000.',
            '--draws: found "-1"; expected a whole number from 1 to 100,000,000.',
        ),
        (
            (*CHANCES, "--draws", "10**9"),
            '--draws: βρέθηκε "10**9"· αναμενόταν ακέραιος αριθμός από 1 έως 100.000.000.',
            '--draws: found "10**9"; expected a whole number from 1 to 100,000,000.',
        ),
        (
            (*CHANCES, "--draws", 5000 * "9"),
            f'--draws: βρέθηκε "{60 * "9"}…"· αναμενόταν ακέραιος αριθμός από 1 έως 100.000.000.',
            f'--draws: found "{60 * "9"}…"; expected a whole number from 1 to 100,000,000.',
        ),
        (
            (*CHANCES, "--seed", "-1"),
            '--seed: βρέθηκε "-1"· αναμενόταν ακέραιος αριθμός από 0 έως 999.999.999.999.999.999.',
            '--seed: found "-1"; expected a whole number from 0 to 999,999,999,999,999,999.',
        ),
        (
            (*CHANCES, "--unnamed", "11"),
            '--unnamed: βρέθηκε "11"· αναμενόταν ακέραιος αριθμός από 0 έως 10.',
            '--unnamed: found "11"; expected a whole number from 0 to 10.',
        ),
        (
            (*CHANCES, "--mass", "x"),
            'Πιθανότητα "x": αναμενόταν από 50 έως 99, ή 100 για πάντα.',
            'Found a probability of "x"; expected 50 to 99, or 100 for always.',
        ),
        (
            (*CHANCES, "--mass", "49,5"),
            "Πιθανότητα 49,5%: αναμενόταν από 50 έως 99, ή 100 για πάντα.",
            "Found a probability of 49.5%; expected 50 to 99, or 100 for always.",
        ),
        (
            (*CHANCES, "--mass", "49"),
            "Πιθανότητα 49%: αναμενόταν από 50 έως 99, ή 100 για πάντα.",
            "Found a probability of 49%; expected 50 to 99, or 100 for always.",
        ),
        (
            (*CHANCES, "--mass", "1e400"),
            'Πιθανότητα "1e400": αναμενόταν από 50 έως 99, ή 100 για πάντα.',
            'Found a probability of "1e400"; expected 50 to 99, or 100 for always.',
        ),
        (
            (*CHANCES, "--mass", "nan"),
            'Πιθανότητα "nan": αναμενόταν από 50 έως 99, ή 100 για πάντα.',
            'Found a probability of "nan"; expected 50 to 99, or 100 for always.',
        ),
        (
            ("updates", "--election", "2015-09", "--as-of", "12/9"),
            '--as-of: βρέθηκε "12/9"· αναμενόταν ημερομηνία όπως 2015-09-12.',
            '--as-of: found "12/9"; expected a date like 2015-09-12.',
        ),
        (
            ("updates", "--election", "2015-09", "--as-of", "2015-13-45"),
            '--as-of: βρέθηκε "2015-13-45"· αναμενόταν ημερομηνία όπως 2015-09-12.',
            '--as-of: found "2015-13-45"; expected a date like 2015-09-12.',
        ),
        (
            (*ADD, "--source", "javascript:alert(1)"),
            '--source: βρέθηκε "javascript:alert(1)"· αναμενόταν διεύθυνση όπως https://www.example.gr/post, '
            "έως 2.000 χαρακτήρες.",
            '--source: found "javascript:alert(1)"; expected an address like https://www.example.gr/post, '
            "at most 2,000 characters.",
        ),
        (
            (*ADD, "--source", "στο μπλογκ μου"),
            '--source: βρέθηκε "στο μπλογκ μου"· αναμενόταν διεύθυνση όπως https://www.example.gr/post, '
            "έως 2.000 χαρακτήρες.",
            '--source: found "στο μπλογκ μου"; expected an address like https://www.example.gr/post, '
            "at most 2,000 characters.",
        ),
        (
            (*ADD, "--source", "/post"),
            '--source: βρέθηκε "/post"· αναμενόταν διεύθυνση όπως https://www.example.gr/post, '
            "έως 2.000 χαρακτήρες.",
            '--source: found "/post"; expected an address like https://www.example.gr/post, '
            "at most 2,000 characters.",
        ),
        (
            (*ADD, "--source", "https://example.gr/" + 1_982 * "a"),
            f'--source: βρέθηκε "https://example.gr/{41 * "a"}…"· αναμενόταν διεύθυνση όπως '
            "https://www.example.gr/post, έως 2.000 χαρακτήρες.",
            f'--source: found "https://example.gr/{41 * "a"}…"; expected an address like '
            "https://www.example.gr/post, at most 2,000 characters.",
        ),
        (
            ("read", "-", "--year", "zero"),
            '--year: βρέθηκε "zero"· αναμενόταν ακέραιος αριθμός από 1900 έως 2200.',
            '--year: found "zero"; expected a whole number from 1900 to 2200.',
        ),
        (
            ("read", "-", "--year", "1899"),
            '--year: βρέθηκε "1899"· αναμενόταν ακέραιος αριθμός από 1900 έως 2200.',
            '--year: found "1899"; expected a whole number from 1900 to 2200.',
        ),
    ],
)
def test_what_an_option_cannot_mean_is_one_sentence_in_the_language_asked(
    run: Run, arguments: tuple[str, ...], greek: str, english: str
) -> None:
    assert run(*arguments) == (1, "", f"{greek}\n")
    assert run(*arguments, "--lang", "en") == (1, "", f"{english}\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ("updates", "--election", "1815-09"),
        ("updates", "--election", "2015-09", "--forecaster", "nobody"),
        ("updates", "--election", "2015-09", "--as-of", "12/9"),
        ("revisions", "--election", "2015-09", "--forecaster", "nobody"),
        ("debates", "--election", "2015-09", "--forecaster", "nobody"),
        ("add", "-", "--election", "2015-09", "--forecaster", "nobody"),
        ("add", "-", "--election", "1815-09", "--forecaster", "failedevolution"),
        (*ADD, "--source", "my blog"),
        ("chances", "--election", "2015-09", "--forecaster", "nobody"),
        ("chances", "--election", "1815-09", "--forecaster", "failedevolution"),
        (*CHANCES, "--law", "x"),
        (*CHANCES, "--mass", "49"),
        (*CHANCES, "--draws", "0"),
    ],
)
def test_what_is_refused_by_its_name_makes_no_database(
    run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    there = tmp_path / "typo.db"
    done = run(*arguments, "--database", str(there), stdin=POST.encode())
    assert (done.status, done.out, done.err.count("\n")) == (1, "", 1)
    assert not there.exists()


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
