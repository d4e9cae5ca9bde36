"""The half circle of a parliament: as many dots as seats, the majority in the middle, names in place."""

import re
from itertools import pairwise
from math import atan2, hypot

import pytest

from dashboard.figures.seats import INNER, Bench, dots, seats_figure
from tests.drawing import HOUSE_OF_2015, SEATS, texts_of

# As the law of 2016 would have it in May 2023: five parties, the first without a bonus.
MAY_2023 = tuple(
    Bench(short=short, colour=colour, seats=seats)
    for short, colour, seats in (
        ("ΝΔ", "#005AC0", 146), ("ΣΥΡΙΖΑ", "#FA8072", 71), ("ΠΑΣΟΚ", "#2D902D", 41), ("ΚΚΕ", "#C80000", 26),
        ("ΕΛ", "#80DAEB", 16),
    )
)  # fmt: skip


@pytest.mark.parametrize("seats", [1, 2, 9, 150, 300])
def test_a_house_has_a_place_for_every_seat_and_none_twice(seats):
    assert len(set(dots(seats))) == seats
    assert all(INNER - 0.001 <= hypot(x, y) <= 1.001 and y >= 0 for x, y in dots(seats))


def test_three_hundred_dots_do_not_touch():
    """The rows are 0.6 / 9 apart; a dot takes 83 hundredths of that."""
    places = dots(300)
    nearest = min(hypot(x - a, y - b) for i, (x, y) in enumerate(places) for a, b in places[i + 1 :])
    assert nearest >= 0.6 / 9 * 0.9


def test_each_party_has_as_many_dots_as_seats_from_the_left_in_its_colour():
    traces = seats_figure(HOUSE_OF_2015, 151, language="el")["data"]
    assert {trace["name"]: len(trace["x"]) for trace in traces} == SEATS
    angles = [[-atan2(y, x) for x, y in zip(trace["x"], trace["y"], strict=True)] for trace in traces]
    assert all(max(one) <= min(other) + 0.001 for one, other in pairwise(angles))
    assert len({trace["marker"]["color"] for trace in traces}) == 8


def test_the_line_of_the_majority_parts_the_house_in_halves():
    figure = seats_figure(HOUSE_OF_2015, 151, language="el")
    xs = [x for trace in figure["data"] for x in trace["x"]]
    assert (sum(x < 0 for x in xs), sum(x > 0 for x in xs)) == (150, 150)
    (line,) = figure["layout"]["shapes"]
    assert (line["x0"], line["x1"]) == (0, 0)
    assert "<b>151</b>" in texts_of(figure)
    assert "για πλειοψηφία" in texts_of(figure)
    assert "for a majority" in texts_of(seats_figure(HOUSE_OF_2015, 151, language="en"))


def test_a_first_party_with_a_majority_reaches_over_the_line_and_one_without_does_not():
    """158 of 300 are eight past the middle; 145 are five short of it."""
    june = (
        Bench(short="ΝΔ", colour="#005AC0", seats=158),
        Bench(short="ΣΥΡΙΖΑ", colour="#FA8072", seats=142),
    )
    assert sum(x > 0 for x in seats_figure(june, 151, language="el")["data"][0]["x"]) == 8
    assert max(seats_figure(HOUSE_OF_2015, 151, language="el")["data"][0]["x"]) < 0


def test_on_a_wide_screen_name_and_seats_stand_at_the_bench_itself():
    words = texts_of(seats_figure(HOUSE_OF_2015, 151, language="el"))
    assert words[:8] == [f"{short} <b>{seats}</b>" for short, seats in SEATS.items()]


def test_on_a_narrow_screen_the_seats_stand_at_the_bench_and_the_names_below():
    figure = seats_figure(HOUSE_OF_2015, 151, language="el")
    narrow, notes = figure["layout"]["meta"]["narrow"], figure["layout"]["annotations"]
    assert [narrow[f"layout.annotations.{i}.text"] for i in range(8)] == [
        f"<b>{seats}</b>" for seats in SEATS.values()
    ]
    below = [note for note in notes if note.get("visible") is False]
    assert [note["text"] for note in below] == [f"● {short} <b>{seats}</b>" for short, seats in SEATS.items()]
    assert all(note["y"] < 0 for note in below)
    shown = [path for path, value in narrow.items() if path.endswith(".visible") and value]
    assert [int(re.findall(r"\d+", path)[0]) for path in shown] == list(range(8, 16))


@pytest.mark.parametrize("benches", [HOUSE_OF_2015, MAY_2023])
def test_no_label_stands_on_a_dot_or_within_a_line_of_another(benches):
    figure = seats_figure(benches, 151, language="el")
    radius = figure["layout"]["height"] - 24 - 14
    notes = figure["layout"]["annotations"][: len(benches)]
    assert all(hypot(note["x"], note["y"]) >= 1.06 for note in notes)
    for side in ("left", "right"):
        heights = sorted(note["y"] * radius for note in notes if note["xanchor"] == side)
        assert all(b - a >= 19 for a, b in pairwise(heights))


def test_what_a_party_is_called_never_becomes_markup():
    bench = Bench(short="<b>x</b>&%{y}", colour="javascript:", seats=300)
    figure = seats_figure((bench,), 151, language="en")
    assert "<b>x" not in str(figure)
    assert "%{y}" not in str(figure)
