"""What joins two numbers to a range, what only seems to, and which columns of a table are the forecast."""

import pytest

from forecasts.catalogue import Catalogue
from forecasts.model import Party
from forecasts.notation.parser import read_text
from forecasts.notation.reading import Reading


@pytest.fixture(scope="module")
def parties(catalogue: Catalogue) -> tuple[Party, ...]:
    return catalogue.parties


def told(reading: Reading) -> list[str]:
    """Every range read, as `party low high`."""
    every = [found.range for update in reading.updates for found in update.ranges]
    return [f"{r.party} {r.low} {r.high}" for r in every]


def codes(reading: Reading) -> list[str]:
    return [warning.code for warning in reading.every_warning]


@pytest.mark.parametrize(
    "text",
    [
        "ΝΔ 33÷35%\nΚΚΕ 1÷2%",
        "ΝΔ 33 ÷ 35 %\nΚΚΕ 1 ÷ 2 %",
        "ΝΔ 33~35%\nΚΚΕ 1~2%",
        "ΝΔ 33 ~ 35\nΚΚΕ 1 ~ 2",
        "ΝΔ 33‒35%\nΚΚΕ 1―2%",
        "ΝΔ 33…35%\nΚΚΕ 1...2%",
        "ΝΔ 33/35%\nΚΚΕ 1/2%",
        "33 με 35% η ΝΔ\n1 με 2% το ΚΚΕ",
        "33 ως 35% η ΝΔ\n1 ως 2% το ΚΚΕ",
        "ΝΔ 33 bis 35%\nΚΚΕ 1 bis 2%",
        "ΝΔ % 33-35\nΚΚΕ % 1-2",
        "ΝΔ 33-35% (+2)\nΚΚΕ 1-2% (-0,5)",
    ],
)
def test_a_range_in_any_hand_has_both_its_ends(text: str, parties: tuple[Party, ...]) -> None:
    reading = read_text(text, parties, year=2015)
    assert (told(reading), codes(reading)) == (["nd 33 35", "kke 1 2"], [])


@pytest.mark.parametrize(
    ("figure", "code"),
    [
        ("28·30%", "two-figures"),
        ("28_30%", "two-figures"),
        ("28*30%", "two-figures"),
        ("28=30%", "two-figures"),
        ("28 / 30%", "two-figures"),
        ("28 ή 30%", "two-figures"),
        ("28 άντε 30%", "two-figures"),
        ("28 το πολύ 30%", "two-figures"),
        ("28-3O%", "unreadable-figure"),
        ("2-3O%", "unreadable-figure"),
        ("2 8 - 3 0 %", "unreadable-figure"),
    ],
)
def test_half_of_a_range_is_never_a_figure(figure: str, code: str, parties: tuple[Party, ...]) -> None:
    reading = read_text(f"ΝΔ 33-35%\nΣΥΡΙΖΑ {figure}", parties, year=2015)
    assert (told(reading), codes(reading)) == (["nd 33 35"], [code])
    assert [warning.found for warning in reading.every_warning] == [figure]
