"""A probability of the reader's own on the page of chances: a form that needs no scripts."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from dashboard.downloads import mass_asked
from dashboard.first_view import first_view
from dashboard.shell import resolve
from forecasts.tracker import Tracker
from tests.pages import pages_over

PAGE = "/e/2015-09/seats"


@pytest.fixture
def house(loaded_tracker: Tracker) -> Iterator[Tracker]:
    with pages_over(loaded_tracker):
        yield loaded_tracker


def html_of(search: str) -> str:
    return first_view(list(resolve(PAGE, search)[1].content))


def form_of(html: str) -> tuple[str, dict[str, str]]:
    """Where the form leads, and what it sends as it came."""
    form = re.findall(r"<form[^>]*other-mass.*?</form>", html)[0]
    boxes = [dict(re.findall(r'([a-z]+)="([^"]*)"', box)) for box in re.findall("<input[^>]*>", form)]
    action = re.findall(r'action="([^"]*)"', form)[0]
    return action, {unescape(box["name"]): unescape(box["value"]) for box in boxes}


@pytest.mark.parametrize("mass", ["50", "73", "99", "100", "73%", " 73 % "])
def test_a_whole_per_cent_is_taken_however_it_is_typed(mass: str) -> None:
    assert str(mass_asked(mass)) == mass.strip(" %")


@pytest.mark.parametrize("mass", ["49", "101", "7", "80.5", "80,5", "-80", "8e1", "٨٠", "x", "", "%", "80%%"])
def test_anything_else_is_not(mass: str) -> None:
    assert mass_asked(mass) is None


def test_the_field_shows_the_probability_and_keeps_the_view(house: Tracker) -> None:
    first = house.updates("2015-09", "failedevolution")[0]
    assert form_of(html_of("")) == (PAGE, {"mass": "80"})
    query = f"lang=en&forecaster=failedevolution&update={first.id}&with=syriza,nd&unnamed=1&mass=64&odd=1"
    assert form_of(html_of(query)) == (
        PAGE,
        {
            "mass": "64", "forecaster": "failedevolution", "update": str(first.id), "with": "syriza,nd",
            "unnamed": "1", "lang": "en",
        },
    )  # fmt: skip


def test_what_is_wrong_is_said_and_stays_in_the_field(house: Tracker) -> None:
    html = html_of("lang=en&mass=45")
    assert form_of(html)[1]["mass"] == "45"
    assert "Expected a whole number from 50 to 99, or 100 for always; found “45”." in html
    assert "with a probability of 80%" in html
    assert "Αναμενόταν ακέραιος αριθμός από 50 έως 99" in html_of("mass=45")
    assert "Expected a whole number" not in html_of("lang=en&mass=73%25")


def test_hostile_words_stay_words(house: Tracker) -> None:
    html = html_of("mass=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&with=%22%3E%3Cscript%3E&miss=%3Cscript%3E")
    assert "<script" not in html
