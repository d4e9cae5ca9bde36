"""The command about chances and its sentences: whose update it is, what it rests on, who else may enter."""

import json
import re
from dataclasses import asdict, replace
from decimal import Decimal

import pytest
from typer.testing import CliRunner

from forecasts.__main__ import app
from forecasts.catalogue import Catalogue
from forecasts.model import Language
from forecasts.seat_wording import assumption, chance_text, left_over, whose
from forecasts.tracker import Tracker


def run(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["chances", "--election", "2015-09", *arguments])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture
def record(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record of its own."""
    monkeypatch.setenv("PROVLEPSI_DATABASE", f"sqlite:///{tmp_path / 'record.sqlite3'}")


@pytest.mark.usefixtures("record")
def test_the_chances_as_a_document_and_in_words() -> None:
    given = ("--forecaster", "failedevolution", "--draws", "20000", "--seed", "7", "--lang", "en")
    status, out, _ = run(*given, "--json")
    assert status == 0
    document = json.loads(out)
    assert (document["draws"], document["seed"]) == (20000, 7)
    assert document["assumption"] == "Assumption: the truth lies inside each range with a probability of 80%."
    assert set(document["parties"]["ek"]) == {"share", "seats", "enters", "first"}
    assert set(document["parties"]["ek"]["seats"]) == {"mean", "p05", "p50", "p95"}
    assert document["parties"]["ek"]["enters"] == pytest.approx(0.1, abs=0.01)
    assert {"parties": ["syriza", "lae"], "chance": 1.0} in document["majorities"]
    assert json.loads(run(*given, "--json")[1]) == document

    _, text, _ = run(*given)
    assert text.splitlines()[:2] == [
        "failed evolution, 15 September 2015: September 2015 parliamentary election.",
        "Assumption: the truth lies inside each range with a probability of 80% (8 in 10).",
    ]
    assert "A majority of 151 seats:" in text
    assert "SYRIZA + LAE" in text
    shown = set(re.findall(r" [<>]?([0-9.]+)%", text.partition("Party")[2])) - {"0", "100"}
    assert len(shown) > 5
    assert all(re.fullmatch(r"[0-9]+\.[0-9]", each) for each in shown)


@pytest.mark.usefixtures("record")
def test_the_command_counts_over_the_same_draws_as_the_page(loaded_tracker: Tracker) -> None:
    document = json.loads(run("--forecaster", "failedevolution", "--json")[1])
    shown = loaded_tracker.outlook(loaded_tracker.updates("2015-09", "failedevolution")[-1])
    assert document["parties"] == {key: asdict(each) for key, each in shown.parties.items()}
    assert document["majorities"] == [
        {"parties": list(each.parties), "chance": each.chance} for each in shown.majorities
    ]


def test_the_hour_of_an_update_is_named_where_it_has_one(catalogue: Catalogue) -> None:
    update = next(each for each in catalogue.updates if each.hour)
    who, about = catalogue.forecaster(update.forecaster), catalogue.election(update.election)
    assert who
    assert about
    assert f"{update.hour:%H:%M}: {about.name('en')}." in whose(update, who, about, "en")


@pytest.mark.usefixtures("record")
def test_the_document_says_whose_update_it_is_for_which_election() -> None:
    given = ("--forecaster", "failedevolution", "--draws", "10", "--json")
    document = json.loads(run(*given)[1])
    listed = CliRunner().invoke(app, ["updates", "--election", "2015-09", *given[:2], "--json"]).stdout
    latest = next(each for each in json.loads(listed)["updates"] if each["published"] == "2015-09-15")
    assert {key: document[key] for key in ("forecaster", "election", "published", "update")} == {
        "forecaster": "failedevolution",
        "election": "2015-09",
        "published": "2015-09-15",
        "update": latest["id"],
    }
    assert set(document) == {
        *("forecaster", "election", "published", "update"),
        *("draws", "seed", "assumption", "mass", "law"),
        *("parties", "pieces", "rest", "unnamed_enters", "majorities"),
    }


@pytest.mark.usefixtures("record")
def test_at_the_threshold_the_command_says_none_or_at_least_eight_as_the_page_does() -> None:
    given = ("--forecaster", "failedevolution")
    text = run(*given, "--lang", "en")[1]
    lines = text.partition("A majority")[0].splitlines()
    rows = {cells[0]: cells[3:] for cells in (re.split(r" {2,}", line.strip()) for line in lines)}
    # 2.5–3.5 at 80%: half of the draws miss the threshold, and no law gives fewer than 8 seats above it.
    assert rows["ANEL"] == ["–", "0 or 8–11"]
    assert rows["PASOK-DIMAR"] == ["11", "0 or 9–13"]
    assert rows["SYRIZA"] == ["139", "133–145"]
    assert "\nWhere two pieces are about as likely there is no median (–).\n" in text
    assert re.search(r"ΑΝΕΛ .* –  +0 ή 8–11\n", run(*given)[1])

    pieces = json.loads(run(*given, "--json")[1])["pieces"]
    assert pieces["anel"] == [[0, 0], [8, 11]]
    assert pieces["syriza"] == [[133, 145]]


@pytest.mark.usefixtures("record")
def test_where_every_median_tells_no_dash_is_explained() -> None:
    # One draw has one number of seats for each party.
    text = run("--forecaster", "failedevolution", "--draws", "1", "--lang", "en")[1]
    assert "there is no median" not in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("el", "failed evolution, χωρίς ημερομηνία: Βουλευτικές εκλογές Σεπτεμβρίου 2015."),
        ("en", "failed evolution, undated: September 2015 parliamentary election."),
    ],
)
def test_an_undated_update_is_called_undated(catalogue: Catalogue, language: Language, said: str) -> None:
    undated = replace(catalogue.updates[0], published=None)
    who, about = catalogue.forecaster("failedevolution"), catalogue.election("2015-09")
    assert who
    assert about
    assert whose(undated, who, about, language) == said


@pytest.mark.usefixtures("record")
def test_the_text_says_what_is_left_for_those_not_named_and_whether_one_enters() -> None:
    given = ("--forecaster", "failedevolution", "--draws", "2000", "--lang", "en")
    # The midpoints add up to 87; one party with all that is left always enters.
    for pieces, said in (
        (
            "0",
            r"Everybody not named has (.+)–(.+)% in 9 of 10 draws, "
            r"spread so thinly that none of them enters.",
        ),
        (
            "1",
            r"Everybody not named has (.+)–(.+)% in 9 of 10 draws, taken as one party. "
            r"Chance that it enters: in every draw \(100%\).",
        ),
        (
            "5",
            r"Everybody not named has (.+)–(.+)% in 9 of 10 draws, broken into 5 parties. "
            r"Chance that one of them enters: 9[0-9] in 100 \(9[0-9.]+%\).",
        ),
    ):
        found = [re.fullmatch(said, line) for line in run(*given, "--unnamed", pieces)[1].splitlines()]
        (line,) = filter(None, found)
        assert float(line[1]) < 13 < float(line[2])


@pytest.mark.parametrize(
    ("low", "high", "pieces", "enters", "greek"),
    [
        (
            9.84,
            16.2,
            0,
            0.0,
            "Όσοι δεν κατονομάζονται έχουν ποσοστό 9,8–16,2% σε 9 από τις 10 κληρώσεις, "
            "μοιρασμένο έτσι που κανείς τους δεν μπαίνει.",
        ),
        (
            2.0,
            5.0,
            1,
            0.493,
            "Όσοι δεν κατονομάζονται έχουν ποσοστό 2–5% σε 9 από τις 10 κληρώσεις, ως ένα κόμμα. "
            "Πιθανότητα να μπει: 5 στις 10 (49,3%).",
        ),
        (
            0.0,
            0.0,
            5,
            0.0,
            "Όσοι δεν κατονομάζονται έχουν ποσοστό 0% σε 9 από τις 10 κληρώσεις, σπασμένο σε 5 κόμματα. "
            "Πιθανότητα να μπει κάποιο από αυτά: σε καμία κλήρωση (0%).",
        ),
    ],
)
def test_what_is_left_is_said_in_greek(
    low: float, high: float, pieces: int, enters: float, greek: str
) -> None:
    assert left_over(low, high, pieces, enters, "el") == greek


@pytest.mark.parametrize(
    ("mass", "said"), [("80", "80% (8 in 10)."), ("75", "75% (75 in 100)."), ("75.5", "75.5%.")]
)
def test_the_assumption_is_counted_where_it_is_a_whole_per_cent(mass: str, said: str) -> None:
    sentence = "Assumption: the truth lies inside each range with a probability of "
    assert assumption(Decimal(mass), "en", counted=True) == sentence + said


def test_chances_in_a_column_have_equal_decimals_but_for_never_and_always() -> None:
    column = [chance_text(each, "el", places=1) for each in (0, 0.0001, 0.082, 0.5, 0.9999, 1)]
    assert column == ["0%", "<0,1%", "8,2%", "50,0%", ">99,9%", "100%"]


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("mass", ["75.5", "75,5", "75,5%"])
def test_a_probability_may_have_a_decimal_comma(mass: str) -> None:
    arguments = ("--forecaster", "failedevolution", "--draws", "10", "--mass", mass)
    status, out, _ = run(*arguments, "--json")
    assert (status, json.loads(out)["mass"]) == (0, 75.5)
    assert "με πιθανότητα 75,5%.\n" in run(*arguments)[1]


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--forecaster", "nobody"), "There is no forecaster “nobody”"),
        (
            ("--forecaster", "failedevolution", "--mass", "20"),
            "Found a probability of 20%; expected 50 to 99",
        ),
        (("--forecaster", "failedevolution", "--law", "x"), "There is no electoral law “x”"),
        (
            ("--forecaster", "failedevolution", "--election", "2023-06"),
            "failed evolution has no whole update for 2023-06",
        ),
    ],
)
def test_refusals_are_one_sentence_and_status_1(arguments: tuple[str, ...], said: str) -> None:
    status, out, err = run(*arguments, "--lang", "en")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert said in err
