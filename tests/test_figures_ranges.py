"""The charts of ranges: bands exactly as published, labels that keep clear of one another."""

import json
from datetime import date, time
from itertools import combinations, pairwise

import pandas as pd
import pytest

from dashboard.figures.event_names import EVENT_LINE, EVENT_SIZE
from dashboard.figures.layout import rows_for, spread, thin_out
from dashboard.theme import text_width
from tests import seed
from tests.drawing import EVENTS, RESULT, VIEWS, bars, drawn, texts_of

# -- ranges


@pytest.mark.parametrize("view", VIEWS)
def test_a_band_is_exactly_what_was_printed_from_the_day_it_was_published(view):
    """Update (29/8) ΣΥΡΙΖΑ 23-25 … (4/9) 23-25 … (11/9) 25-28 … (15/9) 28-30; ΚΚΕ 5-5,5 throughout."""
    figure = drawn(view)
    assert bars(figure, "syriza")[2:] == [
        ("2015-08-29", 23, 25),
        ("2015-09-04", 23, 25),
        ("2015-09-11", 25, 28),
        ("2015-09-15", 28, 30),
    ]
    assert {(low, high) for _, low, high in bars(figure, "kke")} == {(5, 5.5)}


@pytest.mark.parametrize("view", VIEWS)
def test_a_range_holds_until_the_next_one_and_the_last_until_election_day(view):
    trace = next(t for t in drawn(view)["data"] if t.get("meta", {}).get("party") == "syriza")
    days = [width / 86_400_000 for width in trace["width"][2:-2]]
    assert days == [6, 7, 4, 5]


def test_the_axis_ends_on_election_day_also_when_no_event_says_so():
    figure = drawn(events=EVENTS[EVENTS["kind"] != "election"])
    trace = next(t for t in figure["data"] if t.get("meta", {}).get("party") == "syriza")
    assert trace["width"][-3] == 5 * 86_400_000


def test_undated_updates_stand_in_a_marked_zone_left_of_the_first_date():
    figure = drawn("together")
    zone = next(s for s in figure["layout"]["shapes"] if s["type"] == "rect")
    starts = [x for x, _, _ in bars(figure, "syriza")]
    assert (zone["x0"], zone["x1"]) == (starts[0], "2015-08-29")
    assert [x < "2015-08-29" for x in starts] == [True, True, False, False, False, False]
    assert "χωρίς ημερομηνία" in texts_of(figure)
    assert any("γκρίζα ζώνη: χωρίς ημερομηνία" in words for words in texts_of(drawn("panels")))


def test_no_date_is_written_under_the_undated_zone():
    axis = drawn("together")["layout"]["xaxis"]
    assert axis["tickvals"][0] == "2015-08-29"
    assert (axis["ticktext"][0], axis["ticktext"][-1]) == ("29/8", "20/9")


def test_an_update_that_breaks_off_ends_no_band():
    """The second update prints ΣΥΡΙΖΑ alone and breaks off: ΛΑΕ 22-23 goes on."""
    assert [(low, high) for _, low, high in bars(drawn(), "lae")][:3] == [(22, 23), (22, 23), (20, 23)]


def test_a_party_that_a_whole_update_leaves_out_ends_there():
    later = seed.update(date(2015, 9, 15), "syriza 28-30, nd 11-13", number=7)
    figure = drawn(updates=(seed.AUGUST_29, later))
    assert bars(figure, "xa") == [("2015-08-29", 6, 8)]
    assert "δεν αναφέρεται πια" in texts_of(figure)


def test_a_list_goes_on_in_the_panel_of_the_party_it_succeeds():
    figure = drawn()
    assert [x for x, _, _ in bars(figure, "pasok-dimar")] == [
        "2015-08-29",
        "2015-09-04",
        "2015-09-11",
        "2015-09-15",
    ]
    assert not any(t.get("meta", {}).get("party") == "pasok" for t in figure["data"])


def test_a_point_is_drawn_as_a_line_because_it_has_no_area():
    figure = drawn(updates=(seed.update(date(2015, 9, 1), "syriza 28, nd 26-27", number=1),))
    points = [t for t in figure["data"] if t.get("mode") == "lines"]
    assert [(t["x"][:2], t["y"][:2]) for t in points] == [(["2015-09-01", "2015-09-20"], [28, 28])]


def test_two_updates_of_one_moment_share_the_time_so_that_none_is_hidden():
    again = seed.update(date(2015, 9, 4), "syriza 24-26", number=9)
    found = bars(drawn(updates=(seed.AUGUST_29, seed.SEPTEMBER_4, again)), "syriza")
    assert [x for x, _, _ in found] == ["2015-08-29T00:00:00", "2015-09-04T00:00:00", "2015-09-04T12:00:00"]


def test_updates_of_election_night_stand_by_the_hour():
    night = [
        seed.update(date(2015, 9, 20), printed, number=n, hour=time(hour, 0))
        for n, (hour, printed) in enumerate(
            [(19, "syriza 30-34, nd 28-32"), (21, "syriza 34-35, nd 28-29")], 1
        )
    ]
    figure = drawn(updates=night)
    assert [x for x, _, _ in bars(figure, "nd")] == ["2015-09-20T19:00:00", "2015-09-20T21:00:00"]
    assert figure["layout"]["xaxis"]["ticktext"][0] == "19:00"


def test_an_hour_that_nobody_published_is_written_nowhere():
    """As in July 2019: a release at 19:00, the last one the same evening at an hour not found."""
    first = seed.update(date(2015, 9, 20), "syriza 30-34, nd 28-32", number=1, hour=time(19, 0))
    last = seed.update(date(2015, 9, 20), "syriza 34-35, nd 28-29", number=2)
    layout = drawn(updates=[first, last])["layout"]
    assert layout["xaxis"]["ticktext"] == ["19:00", "24:00"]
    assert [stop["title"] for stop in layout["meta"]["updates"]][-1].endswith("20/9, άγνωστη ώρα")


def test_panels_have_equal_spans_so_that_widths_can_be_compared():
    layout = drawn()["layout"]
    ranges = [layout[key]["range"] for key in layout if key.startswith("yaxis")]
    assert len(ranges) == 9
    assert {round(high - low, 2) for low, high in ranges} == {round(ranges[0][1] - ranges[0][0], 2)}


def test_every_range_lies_inside_its_panel():
    figure = drawn()
    for trace in figure["data"]:
        if "party" in trace.get("meta", {}):
            low, high = figure["layout"][f"yaxis{trace['yaxis'][1:]}"]["range"]
            assert all(low <= b and t <= high for _, b, t in bars(figure, trace["meta"]["party"]))


def test_the_latest_range_and_the_official_result_are_written_at_the_right():
    words = texts_of(drawn())
    assert {"<b>28–30</b>", "<b>2,5–3</b>", "35,5%", "5,6%", "7,0%"} <= set(words)
    assert {"<b>28–30</b>", "<b>2.5–3</b>", "35.5%"} <= set(texts_of(drawn(language="en")))


def test_a_result_off_the_scale_is_an_arrow_at_the_edge_and_on_it_a_diamond():
    symbols = [t["marker"]["symbol"] for t in drawn()["data"] if "symbol" in t.get("marker", {})]
    assert (symbols.count("triangle-up"), symbols.count("triangle-down"), symbols.count("diamond")) == (
        2,
        1,
        3,
    )


def test_without_a_result_there_is_no_diamond():
    figure = drawn(result=RESULT.iloc[:0])
    assert not any("symbol" in t.get("marker", {}) for t in figure["data"])
    assert not any("◆" in words for words in texts_of(figure))


def test_the_last_move_stands_in_a_panels_heading():
    """15/9 against 11/9: ΣΥΡΙΖΑ +2,5, ΕΚ −1, all else unchanged."""
    words = texts_of(drawn())
    assert ("<b>+2,5</b>" in words, "<b>−1</b>" in words, words.count("=")) == (True, True, 7)


def test_parties_can_be_chosen_and_keep_their_colours():
    few = drawn(parties=["ek"])
    assert [t["meta"]["party"] for t in few["data"] if "party" in t.get("meta", {})] == ["ek"]
    full = next(t for t in drawn()["data"] if t.get("meta", {}).get("party") == "ek")
    assert few["data"][0]["marker"]["color"] == full["marker"]["color"]


def test_the_hover_says_since_when_a_range_has_stood():
    trace = next(t for t in drawn()["data"] if t.get("meta", {}).get("party") == "potami")
    assert trace["customdata"][2:] == ["29/8", "4/9", "11/9", "15/9"]
    assert trace["hovertext"][3:] == ["", "<br>αμετάβλητο από 4/9", "<br>αμετάβλητο από 4/9"]


def test_the_hover_of_all_together_calls_each_reading_what_its_update_called_it():
    """(29/8) ΠΑΣΟΚ 3-4 … (4/9) ΠΑΣΟΚ 3-4 … (11/9) ΠΑΣΟΚ + ΔΗΜΑΡ 3-4 … (15/9) ΠΑΣΟΚ + ΔΗΜΑΡ 3-4."""
    trace = next(t for t in drawn("together")["data"] if t.get("meta", {}).get("party") == "pasok-dimar")
    names = ["ΠΑΣΟΚ", "ΠΑΣΟΚ", "ΠΑΣΟΚ-ΔΗΜΑΡ", "ΠΑΣΟΚ-ΔΗΜΑΡ"]
    assert [said.split(" <b>")[0] for said in trace["hovertemplate"]] == names
    since = " (από 29/8, ως ΠΑΣΟΚ)"
    assert trace["hovertext"] == ["", " (από 29/8)", since, since]
    assert trace["meta"]["names"] == names


def test_the_hover_of_a_panel_says_what_a_list_was_called_before():
    trace = next(t for t in drawn()["data"] if t.get("meta", {}).get("party") == "pasok-dimar")
    assert trace["customdata"] == ["29/8, ως ΠΑΣΟΚ", "4/9, ως ΠΑΣΟΚ", "11/9", "15/9"]
    since = "<br>αμετάβλητο από 29/8, ως ΠΑΣΟΚ"
    assert trace["hovertext"] == ["", "<br>αμετάβλητο από 29/8", since, since]


@pytest.mark.parametrize("view", VIEWS)
def test_a_line_that_kept_its_name_sends_it_once(view):
    found = [t["meta"] for t in drawn(view)["data"] if "party" in t.get("meta", {})]
    assert [meta["party"] for meta in found if "names" in meta] == ["pasok-dimar"]


def test_the_slivers_lie_out_of_view():
    figure = drawn()
    begin = figure["layout"]["xaxis"]["range"][0]
    assert all(x < begin for t in figure["data"] if t["type"] == "bar" for x in t["x"][-2:])


def test_the_arrow_keys_stop_at_every_update():
    stops = drawn()["layout"]["meta"]["updates"]
    assert [stop["title"] for stop in stops] == [
        "Ενημέρωση χωρίς ημερομηνία",
        "Ενημέρωση χωρίς ημερομηνία",
        "Ενημέρωση 29/8",
        "Ενημέρωση 4/9",
        "Ενημέρωση 11/9",
        "Ενημέρωση 15/9",
    ]
    assert [stop["x"] for stop in stops] == [x for x, _, _ in bars(drawn(), "syriza")]


# -- labels


def dressed(figure, narrow):
    """The figure as assets/figures.js dresses it for a phone."""
    copy = json.loads(json.dumps(figure))
    for path, value in figure["layout"]["meta"]["narrow"].items() if narrow else ():
        *keys, last = path.split(".")
        place = copy
        for key in keys:
            place = place[int(key)] if isinstance(place, list) else place[key]
        place[last] = value
    return copy


def crowded_events():
    days = [date(2015, 9, 5), date(2015, 9, 7), date(2015, 9, 9), date(2015, 9, 10), date(2015, 9, 14)]
    kinds = ["debate", "event", "debate", "event", "debate"]
    names = [f"Γεγονός με μακρύ όνομα {n}" for n in range(5)]
    numbers = [1, 0, 2, 0, 3]
    rows = {"date": days, "kind": kinds, "ordinal": numbers, "name": names, "id": names}
    return pd.concat(
        [pd.DataFrame(rows).astype({"date": "datetime64[us]"}), EVENTS[EVENTS["kind"] == "election"]]
    )


@pytest.mark.parametrize(("narrow", "width"), [(True, 358), (False, 700), (False, 1408)])
def test_names_of_events_never_overlap(narrow, width):
    figure = dressed(drawn("together", events=crowded_events()), narrow)
    layout = figure["layout"]
    begin, end = (pd.Timestamp(moment) for moment in layout["xaxis"]["range"])
    plot = width - layout["margin"]["l"] - layout["margin"]["r"]
    boxes = []
    for label in layout["annotations"]:
        if "hovertext" in label and label["visible"]:
            wide = text_width(label["text"], EVENT_SIZE)
            middle = (pd.Timestamp(label["x"]) - begin) / (end - begin) * plot
            middle += {"left": wide / 2, "right": -wide / 2, "center": 0}[label["xanchor"]]
            boxes.append((middle - wide / 2, middle + wide / 2, label["yshift"]))
    assert len(boxes) >= 3
    assert all(box[0] >= -layout["margin"]["l"] and box[1] <= width for box in boxes)
    for one, other in combinations(boxes, 2):
        assert one[1] <= other[0] or other[1] <= one[0] or abs(one[2] - other[2]) >= EVENT_LINE


@pytest.mark.parametrize("narrow", [True, False])
def test_names_of_parties_at_the_right_never_overlap(narrow):
    layout = dressed(drawn("together"), narrow)["layout"]
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    top = layout["yaxis"]["range"][1]
    names = [label for label in layout["annotations"] if label.get("showarrow")]
    lines = 2 if narrow else 1
    places = sorted(plot * (1 - label["y"] / top) + label["ay"] for label in names)
    assert len(places) == 9
    assert all(b - a >= names[0]["font"]["size"] * lines for a, b in pairwise(places))
    assert places[-1] < plot + layout["margin"]["b"]


@pytest.mark.parametrize("narrow", [True, False])
def test_panels_never_overlap(narrow):
    layout = dressed(drawn(), narrow)["layout"]
    boxes = [
        (*layout[f"x{key[1:]}"]["domain"], *layout[key]["domain"])
        for key in layout
        if key.startswith("yaxis")
    ]
    assert len(boxes) == 9
    for (a, b, c, d), (e, f, g, h) in combinations(boxes, 2):
        assert b <= e or f <= a or d <= g or h <= c


def test_labels_pushed_apart_move_as_little_as_possible():
    assert spread([10, 10, 50], [8, 8, 8], 0, 100) == [6, 14, 50]
    assert spread([1, 2], [10, 10], 0, 100) == [5, 15]
    assert spread([99, 99], [10, 10], 0, 100) == [85, 95]


def test_a_label_takes_the_first_row_where_it_touches_none():
    assert rows_for([50, 60, 200, 70], [40, 40, 40, 40]) == [0, 1, 0, 2]


def test_dates_that_would_touch_are_left_out_the_important_ones_first():
    assert thin_out([100, 0, 95, 50], ["20/9", "29/8", "15/9", "4/9"], 12) == [1, 3, 0]
