"""On which days an update can have been published, for the studio and the command, and how they are said."""

from dataclasses import replace
from datetime import date

import pytest

from forecasts.days import DayRefused, after_the_vote, wrong_day
from forecasts.model import Election
from forecasts.wording import day_short, of_another_year, revision_sentence
from tests.commands import SEED, database, filled, run
from tests.gate_people import cheap_hashes
from tests.records import store
from tests.studio_people import author, desk

__all__ = ["author", "cheap_hashes", "database", "desk", "filled", "run", "store"]

NOW = date(2016, 1, 10)


@pytest.fixture
def vote(catalogue) -> Election:
    """The election of 20 September 2015."""
    return next(each for each in catalogue.elections if each.id == "2015-09")


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    for place in ("dashboard.studio.occasion", "forecasts.recording"):
        monkeypatch.setattr(f"{place}.today", lambda: NOW)


def test_a_day_after_today_is_wrong_and_the_sentence_names_both_with_their_years(vote):
    assert wrong_day(date(2016, 1, 11), vote, NOW, "en") == (
        "11 January 2016 is after today, 10 January 2016: expected the day on which the post was published."
    )
    assert wrong_day(date(2035, 9, 17), vote, NOW, "el") == (
        "Η ημερομηνία 17 Σεπτεμβρίου 2035 είναι μετά τη σημερινή (10 Ιανουαρίου 2016): αναμενόταν η ημέρα "
        "που δημοσιεύτηκε η ανάρτηση."
    )


# By hand: 31 days after 20 September are 21 October.
@pytest.mark.parametrize(
    ("published", "wrong"),
    [
        (None, False),
        (date(2015, 9, 15), False),
        (date(2015, 9, 20), False),
        (date(2015, 10, 21), False),
        (date(2015, 10, 22), True),
        (NOW, True),
    ],
)
def test_a_day_more_than_a_month_after_the_vote_is_wrong(vote, published, wrong):
    assert bool(wrong_day(published, vote, NOW, "en")) is wrong


def test_on_the_evening_of_the_vote_nothing_is_asked_and_on_the_day_after_it_is(vote):
    assert after_the_vote(date(2015, 9, 20), vote, "en") == ""
    assert after_the_vote(date(2015, 9, 21), vote, "en") == (
        "21 September 2015 is after the vote of 20 September 2015. If that is right, publish."
    )
    coming = replace(vote, date=date(2016, 3, 1))
    assert wrong_day(date(2016, 3, 1), coming, NOW, "en")


@pytest.mark.parametrize("day", ["17/9/2035", "11/1/2016", "22/10/2015"])
def test_the_studio_refuses_such_a_day_in_words_with_its_year(author, day):
    text = f"Update {day}: ΣΥΡΙΖΑ 26-27%"
    _, shown = author.api("preview", text=text)
    status, refused = author.api("publish", text=text)

    assert not shown["ready"]
    assert any(day[-4:] in fault for fault in shown["faults"])
    assert status == 422
    assert day[-4:] in refused["error"]
    assert author.latest().published == date(2015, 9, 11)


def test_a_day_set_by_hand_or_of_another_update_of_the_text_is_looked_at_too(author):
    by_hand = author.api(
        "publish", text="Update 15/9: ΣΥΡΙΖΑ 26-27%", published="2035-09-17", fixed=["published"]
    )
    both = "Update 1/12/2035: ΣΥΡΙΖΑ 25-27%\n\nUpdate 15/9/2015: ΣΥΡΙΖΑ 26-27%"
    beside = author.api("publish", text=both)

    assert (by_hand[0], beside[0]) == (422, 422)
    assert "2035 is after today" in beside[1]["error"]


def test_the_day_after_the_vote_is_asked_about_where_faults_are_said_and_may_be_published(author):
    text = "Update 21/9/2015: ΣΥΡΙΖΑ 35-36%"
    _, shown = author.api("preview", text=text)

    assert shown["ready"]
    assert shown["faults"][0].startswith("21 September 2015 is after the vote of 20 September 2015.")
    assert author.api("publish", text=text)[0] == 200


def test_an_update_of_the_evening_of_the_vote_is_published_without_a_word(author):
    _, shown = author.api("preview", text="Update 20/9: ΣΥΡΙΖΑ 35-36%")

    assert shown["ready"]
    assert shown["faults"] == []


def test_a_correction_that_leaves_the_day_as_it_stood_is_not_asked_about_it(author, monkeypatch):
    author.api("publish", text="Update 15/9: ΣΥΡΙΖΑ 28-30%")
    own = author.latest()
    monkeypatch.setattr("dashboard.studio.occasion.today", lambda: date(2015, 9, 14))
    correction = {"update": own.id, "based_on": 1, "reason": "a slip"}

    assert author.api("correct", text="Update 15/9: ΣΥΡΙΖΑ 28-31%", **correction)[0] == 200
    moved = author.api("correct", text="Update 16/9: ΣΥΡΙΖΑ 28-31%", **correction | {"based_on": 2})
    assert moved[0] == 422


def test_a_text_with_such_a_day_is_not_added_by_the_command_either(desk):
    count = len(desk.updates("2015-09"))
    text = "Update 14/9/2015: ΣΥΡΙΖΑ 25-27%\n\nUpdate 17/9/2035: ΣΥΡΙΖΑ 26-27%"

    with pytest.raises(DayRefused, match="17 September 2035 is after today, 10 January 2016"):
        desk.submit(text, forecaster="failedevolution", election="2015-09")
    assert len(desk.updates("2015-09")) == count


def test_sentences_say_the_year_where_it_is_not_that_of_the_election(catalogue):
    own = next(u for u in catalogue.updates if u.election == "2015-09" and u.published == date(2015, 9, 15))
    before = replace(own, published=date(2014, 12, 29))

    assert (of_another_year(own), of_another_year(before)) == (False, True)
    assert revision_sentence((), catalogue.parties, "el", update=before).startswith("29 Δεκεμβρίου 2014, ")
    assert revision_sentence((), catalogue.parties, "en", update=own).startswith("15 September, ")
    assert day_short(date(2014, 12, 29), "el", year=True) == "29/12/2014"
    assert day_short(date(2014, 12, 29), "en", year=True) == "29 Dec 2014"


def test_the_command_says_why_and_writes_nothing(run):
    done = run("add", "-", *SEED, "--lang", "en", stdin="Update 17/9/2035: ΣΥΡΙΖΑ 26-27%".encode())

    assert done.status == 1
    assert "17 September 2035 is after today, 10 January 2016" in done.err
    assert "2035" not in run("updates", *SEED).out
