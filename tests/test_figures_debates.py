"""The chart of a debate: before and after, the largest shift first."""

import re
from datetime import date

from dashboard import theme
from dashboard.figures.debates import debate_figure
from tests import seed
from tests.drawing import shifts, texts_of


def test_the_dumbbell_begins_with_the_largest_shift_and_ends_with_what_stayed():
    """After the second debate ΣΥΡΙΖΑ 25–28 → 28–30 (+2,5), ΕΚ 3,5–4 → 2,5–3 (−1), seven unchanged."""
    words = texts_of(debate_figure(shifts(seed.SECOND_DEBATE), language="el"))
    order = [re.sub(r"<[^>]*>", "", w) for w in words if w]
    assert order[0] == "γκρι: πριν (11/9)  ·  χρώμα: μετά (15/9)"
    assert order[1:8] == ["ΣΥΡΙΖΑ", "+2,5", "25–28 → 28–30", "ΕΚ", "−1", "3,5–4 → 2,5–3", "Αμετάβλητα"]
    assert len(order[8:]) == 7
    assert "ΠΑΣΟΚ-ΔΗΜΑΡ 3–4" in order[8:]


def test_the_bars_of_a_dumbbell_are_the_printed_ranges():
    trace = debate_figure(shifts(seed.FIRST_DEBATE), language="el")["data"][0]
    bounds = list(
        zip(trace["base"], [b + x for b, x in zip(trace["base"], trace["x"], strict=True)], strict=True)
    )
    assert bounds[:4] == [(23, 25), (25, 28), (12, 15), (11, 13)]


def test_parties_that_did_not_move_are_grey():
    trace = debate_figure(shifts(seed.SECOND_DEBATE), language="el")["data"][0]
    assert set(trace["marker"]["color"][4:]) == {theme.LIGHT["before"]}


def test_a_party_that_came_or_went_at_a_debate_is_said_in_words():
    before = seed.update(date(2015, 9, 11), "syriza 28-30, xa 6-8", number=1)
    after = seed.update(date(2015, 9, 15), "syriza 28-30, kke 5-5.5", number=2)
    words = texts_of(debate_figure(shifts(seed.SECOND_DEBATE, (before, after)), language="en"))
    assert {"<b>new</b>", "<b>dropped</b>", "6–8", "<b>5–5.5</b>"} <= set(words)
