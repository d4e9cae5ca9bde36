"""Charts of seats on phones of 320 and 360 pixels: no label within a line of another, none outside."""

from itertools import pairwise
from typing import Any

import pytest

from dashboard.figures.chances import SeatRange, seat_ranges_figure
from dashboard.figures.courses import Course, courses_figure
from dashboard.figures.seats import Bench, seats_figure
from tests.drawing import HOUSE_OF_2015

# What a page of 320 and one of 360 pixels leave to a chart.
WIDTHS = (288, 328)
# A line of 13 pixels with what stands above and below its letters.
LINE = 17
CROWDED = tuple(
    Bench(short=f"Κόμμα {number}", colour="#005AC0", seats=seats)
    for number, seats in enumerate((110, 91, *[11] * 9))
)
TWO = (Bench(short="ΝΔ", colour="#005AC0", seats=160), Bench(short="ΣΥΡΙΖΑ", colour="#FA8072", seats=140))


def on_a_phone(benches: tuple[Bench, ...], width: int) -> tuple[dict[str, Any], list[dict[str, Any]], float]:
    """The axes of a half circle, its labels that are seen, and how many pixels its radius takes."""
    figure = seats_figure(benches, 151, language="el")
    narrow = figure["layout"]["meta"]["narrow"]
    labels = []
    for number, note in enumerate(figure["layout"]["annotations"]):
        path = f"layout.annotations.{number}."
        changed = {k.removeprefix(path): v for k, v in narrow.items() if k.startswith(path)}
        labels.append(note | changed)
    axes = {name: narrow[f"layout.{name}.range"] for name in ("xaxis", "yaxis")}
    left, right = axes["xaxis"]
    low, high = axes["yaxis"]
    radius = min(width / (right - left), narrow["layout.height"] / (high - low))
    return axes, [label for label in labels if label.get("visible", True)], radius


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("benches", [HOUSE_OF_2015, CROWDED, TWO])
def test_labels_round_the_half_circle_stand_a_line_apart(benches: tuple[Bench, ...], width: int) -> None:
    axes, labels, radius = on_a_phone(benches, width)
    for side in ("left", "right"):
        heights = sorted(
            label["y"] * radius for label in labels if label.get("xanchor") == side and label["y"] > -0.1
        )
        assert all(above - below >= LINE for below, above in pairwise(heights))
        assert all(height + 8 <= axes["yaxis"][1] * radius for height in heights)
    number, words = (next(x["y"] for x in labels if said in x["text"]) for said in ("151", "πλειοψηφία"))
    assert (number - words) * radius >= LINE


def test_where_many_are_small_the_largest_are_told_at_their_bench_and_all_below() -> None:
    """On the right there is room for 7 labels of 22 pixels along a radius of about 140 and a little more."""
    _, labels, _ = on_a_phone(CROWDED, 288)
    seats = [label["text"] for label in labels if label["text"].startswith("<b>") and label["y"] > 0.25]
    assert "<b>110</b>" in seats
    assert "<b>91</b>" in seats
    assert sum(label["text"].startswith("●") for label in labels) == len(CROWDED)
    _, of_2015, _ = on_a_phone(HOUSE_OF_2015, 288)
    assert sum(label["text"].startswith("<b>") for label in of_2015) == 9


def test_no_label_of_a_crowded_house_stands_above_a_wide_chart() -> None:
    figure = seats_figure(CROWDED, 151, language="el")
    layout = figure["layout"]
    low, high = layout["yaxis"]["range"]
    radius = layout["height"] / (high - low)
    heights = sorted(note["y"] * radius for note in layout["annotations"][:11] if note["xanchor"] == "left")
    assert heights[-1] + 10 <= high * radius
    assert all(above - below >= 19 for below, above in pairwise(heights))


def course(number: int) -> Course:
    return Course(short="ΠΑΣΟΚ-ΔΗΜΑΡ", colour="#2D902D", chances=tuple([0.5] * number))


def narrow_of(moments: list[str]) -> dict[str, Any]:
    figure = courses_figure([course(len(moments))], moments, [], language="en")
    narrow: dict[str, Any] = figure["layout"]["meta"]["narrow"]
    return narrow


def test_the_days_of_updates_stand_word_below_word_on_a_phone() -> None:
    narrow = narrow_of(["undated", "29 Aug", "4 Sep", "11 Sep", "15 Sep"])
    assert narrow["layout.xaxis.ticktext"] == [
        "no<br>date",
        "29<br>Aug",
        "4<br>Sep",
        "11<br>Sep",
        "15<br>Sep",
    ]
    # Below the axis there is room for two lines; a third one takes sixteen pixels more.
    assert narrow["layout.margin.b"] == 36
    with_hours = narrow_of(["21 May, 19:00", "21 May, 20:30"])
    assert with_hours["layout.xaxis.ticktext"] == ["21<br>May,<br>19:00", "21<br>May,<br>20:30"]
    assert (with_hours["layout.margin.b"], with_hours["layout.height"]) == (52, 210 + 34 + 52)


def test_where_there_is_no_room_for_all_every_second_is_told_and_the_last_one_always() -> None:
    days = [f"{day} May, 19:00" for day in range(11, 17)]
    told = narrow_of(days)["layout.xaxis.ticktext"]
    assert [bool(each) for each in told] == [False, True, False, True, False, True]


def test_what_a_moment_says_never_becomes_markup() -> None:
    assert "<b>" not in str(narrow_of(["<b>1</b>", "2 <b>"])["layout.xaxis.ticktext"])


def test_the_names_of_debates_stand_on_a_phone_too_beside_one_another() -> None:
    moments = ["undated", "29/8", "4/9", "11/9", "15/9"]
    debates = [(3, "after the first debate"), (4, "after the <second> debate")]
    figure = courses_figure([course(5)], moments, debates, language="en")
    narrow = figure["layout"]["meta"]["narrow"]
    first, second = (
        {key: narrow[f"layout.annotations.{number}.{key}"] for key in ("text", "xanchor", "yshift")}
        for number in (1, 2)
    )
    assert first == {"text": "after the<br>first<br>debate", "xanchor": "right", "yshift": 2}
    assert second == {"text": "after the<br>&lt;second&gt;<br>debate", "xanchor": "left", "yshift": 2}
    # Three lines of fourteen pixels and twelve round them, twenty more than one line takes on a desk.
    assert narrow["layout.margin.t"] == 54
    assert narrow["layout.height"] == 210 + 54 + 36
    assert not [key for key in narrow if key.endswith(".visible")]


def test_a_debate_between_two_others_has_a_row_of_its_own_on_a_phone() -> None:
    debates = [(number, "parliamentary debate") for number in (1, 2, 3)]
    figure = courses_figure([course(5)], [f"{day}/9" for day in range(5)], debates, language="en")
    narrow = figure["layout"]["meta"]["narrow"]
    rows = [narrow[f"layout.annotations.{number}.yshift"] for number in (1, 2, 3)]
    assert rows[0] == rows[2] != rows[1]


def test_on_a_phone_a_name_stands_above_its_bar_and_the_stroke_leaves_the_bar_to_be_seen() -> None:
    parties = [
        SeatRange(short="ΠΑΣΟΚ-ΔΗΜΑΡ", colour="#2D902D", pieces=((124, 145),), middle=139, said="124–145"),
        SeatRange(short="ΚΚΕ", colour="#C00000", pieces=((15, 19),), middle=16, said="15–19"),
    ]
    figure = seat_ranges_figure(parties, 151, language="el")
    narrow, layout = figure["layout"]["meta"]["narrow"], figure["layout"]
    # 288 pixels less 4 and 92 beside the bars, for 151 seats: the narrower bar has 5 pixels.
    pixels = (288 - narrow["layout.margin.l"] - layout["margin"]["r"]) / layout["xaxis"]["range"][1]
    stroke = figure["data"][1]["marker"]
    assert stroke["symbol"] == "line-ns"
    assert 4 * pixels >= 2 * stroke["line"]["width"]
    for number in (0, 1):
        name, bar = narrow[f"layout.annotations.{2 * number}.y"], narrow["data.0.y"][number]
        # A row of 30 is 46 pixels there: letters of 14 end above the bar, of which 8 lie above its middle.
        assert (bar - name) * 46 / 30 > 14 / 2 + 16 / 2
        assert narrow[f"layout.annotations.{2 * number + 1}.y"] == bar
