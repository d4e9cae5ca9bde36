"""The nouns check themselves on creation."""

from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal

import pytest

from forecasts.model import Range, Result, ResultLine
from tests.seed import (
    ELECTION,
    FIRST_DEBATE,
    FORECASTER,
    PARTIES,
    RESIGNATION,
    SECOND_DEBATE,
    SEPTEMBER_15,
    debate,
    ranges,
    update,
)

D = Decimal


@pytest.mark.parametrize(
    ("low", "high"), [("5", "4"), ("-1", "4"), ("5", "100.1"), ("NaN", "5"), ("5", "Infinity")]
)
def test_a_range_outside_0_to_100_or_reversed_is_refused(low: str, high: str):
    with pytest.raises(ValueError, match="expected 0 ≤ low ≤ high ≤ 100") as refusal:
        Range(party="nd", label="ΝΔ", low=D(low), high=D(high))
    assert str(refusal.value) == f"ΝΔ: expected 0 ≤ low ≤ high ≤ 100, found {low}–{high}"


def test_a_range_may_be_a_point_and_reach_from_0_to_100():
    assert Range(party="nd", label="ΝΔ", low=D(5), high=D(5)).width == 0
    assert Range(party="nd", label="ΝΔ", low=D(0), high=D(100)).midpoint == 50


def test_a_range_has_its_midpoint_and_width_exactly():
    (kke,) = ranges("kke 5-5.5")
    assert (kke.midpoint, kke.width) == (D("5.25"), D("0.5"))


def test_a_range_is_matched_by_its_party_else_by_its_label_whatever_the_case():
    assert ranges("nd 1-2")[0].key == "nd"
    assert Range(party=None, label="Νέοι", low=D(1), high=D(2)).key == "?νέοι"


def test_a_value_never_changes():
    with pytest.raises(FrozenInstanceError):
        SEPTEMBER_15.note = "x"  # type: ignore[misc]


def test_one_party_twice_in_an_update_is_refused():
    with pytest.raises(ValueError, match="one party twice") as refusal:
        update(date(2015, 9, 1), "nd 1-2, xa 3-4, nd 2-3")
    assert str(refusal.value) == "one party twice in an update: nd"


def test_lows_that_add_up_to_more_than_100_are_refused():
    with pytest.raises(ValueError, match="more than 100") as refusal:
        update(date(2015, 9, 1), "nd 60-61, syriza 40.5-41")
    assert str(refusal.value) == "the lows add up to 100.5, more than 100"


def test_lows_of_exactly_100_are_accepted():
    assert update(date(2015, 9, 1), "nd 60-61, syriza 40-41").range_of("nd") is not None


def test_an_update_finds_the_range_of_a_party():
    found = SEPTEMBER_15.range_of("ek")
    assert found is not None
    assert (found.low, found.high) == (D("2.5"), D(3))
    assert SEPTEMBER_15.range_of("pasok") is None


def test_events_have_ids_fit_for_an_address_and_debates_are_counted():
    assert [event.id for event in ELECTION.events] == ["event-2015-08-20", "debate-1", "debate-2"]
    assert ELECTION.debates == (FIRST_DEBATE, SECOND_DEBATE)


def test_everything_has_a_name_in_both_languages():
    pasok = next(party for party in PARTIES if party.id == "pasok")
    assert (pasok.short("el"), pasok.short("en"), pasok.name("el")) == ("ΠΑΣΟΚ", "PASOK", "ΠΑΣΟΚ")
    assert RESIGNATION.name("en") == "Prime Minister Tsipras resigns"
    assert (ELECTION.name("en"), FORECASTER.name("el")) == (
        "September 2015 parliamentary election",
        "failed evolution",
    )
    assert debate(3, date(2015, 9, 16)).name("el") == "Τηλεμαχία 3"


def test_a_result_finds_the_line_of_a_party():
    """ΣΥΡΙΖΑ, 20 September 2015: 1,926,526 votes, 35.46%, 145 seats of 5,431,850 valid votes."""
    line = ResultLine(party="syriza", votes=1926526, share=D("35.46"), seats=145, source="ypes")
    result = Result(election="2015-09", valid_votes=5431850, lines=(line,))
    assert (result.line_of("syriza"), result.line_of("nd")) == (line, None)
