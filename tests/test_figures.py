"""The charts as plain dictionaries: bands as published, labels that keep clear, colours that can be read."""

import hashlib
import json
import random
import re
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from pathlib import Path

import brotli
import orjson
import pandas as pd
import pytest

from dashboard import theme
from dashboard.figures.cells import step_of
from dashboard.figures.debates import debate_figure
from dashboard.figures.event_names import EVENT_LINE, EVENT_SIZE
from dashboard.figures.layout import rows_for, spread, thin_out
from dashboard.figures.ranges import ranges_figure
from dashboard.figures.revisions import revisions_figure
from dashboard.figures.words import escape, percent, shorten
from dashboard.theme import config, contrast, distance, palette, text_width
from forecasts.debates import event_shifts
from forecasts.frames import events_frame, ranges_frame, result_frame, revisions_frame, shifts_frame
from forecasts.model import Result, ResultLine
from forecasts.revisions import in_order, revisions
from tests import seed

ASSETS = Path(theme.__file__).parent / "assets"
# As in the party table: one near black, two near one another, one list in its predecessor's colour.
COLOURS = {
    "syriza": "#FA8072", "lae": "#B01740", "nd": "#005AC0", "xa": "#00022D", "kke": "#C80000",
    "ek": "#FF7F50", "potami": "#9C514A", "pasok": "#2D902D", "pasok-dimar": "#2D902D", "anel": "#38A3E7",
}  # fmt: skip
PARTIES = tuple(replace(p, colour=COLOURS.get(p.id, "#8C8C8C")) for p in seed.PARTIES)
ELECTION_DAY = replace(
    seed.SECOND_DEBATE,
    date=date(2015, 9, 20),
    kind="election",
    ordinal=0,
    name_el="Εκλογές",
    name_en="Election",
)
ELECTION = replace(seed.ELECTION, events=(*seed.ELECTION.events, ELECTION_DAY))
SEED = (
    seed.FIRST_PREDICTIONS,
    seed.BROKEN_OFF,
    seed.AUGUST_29,
    seed.SEPTEMBER_4,
    seed.SEPTEMBER_11,
    seed.SEPTEMBER_15,
)
EVENTS = events_frame(ELECTION, "el")
OFFICIAL = {
    "syriza": "35.46",
    "nd": "28.09",
    "xa": "6.99",
    "pasok-dimar": "6.29",
    "kke": "5.55",
    "lae": "2.86",
}
LINES = tuple(
    ResultLine(party=party, votes=None, share=Decimal(share), seats=0, source="official")
    for party, share in OFFICIAL.items()
)
RESULT = result_frame(Result(election="2015-09", valid_votes=5433376, lines=LINES), PARTIES, "el")
VIEWS = ("panels", "together")


def frame(updates=SEED, language="el"):
    return ranges_frame(in_order(updates), PARTIES, language, election=ELECTION)


def drawn(view="panels", updates=SEED, language="el", result=RESULT, events=EVENTS, parties=None):
    return ranges_figure(
        frame(updates, language), events, result, language=language, view=view, parties=parties
    )


def shifts(event, updates=SEED, language="el"):
    found = event_shifts(in_order(updates), event, ELECTION, PARTIES)
    return shifts_frame([found], PARTIES, (seed.FORECASTER,), language)


def ledger(updates=SEED, language="el"):
    return revisions_frame(revisions(in_order(updates), PARTIES), PARTIES, language)


def bars(figure, party):
    """The rectangles of a party: from, low, high; the two slivers out of view apart."""
    trace = next(t for t in figure["data"] if t.get("meta", {}).get("party") == party)
    tops = [round(base + height, 4) for base, height in zip(trace["base"], trace["y"], strict=True)]
    return list(zip(trace["x"], trace["base"], tops, strict=True))[:-2]


def every_figure():
    return [
        drawn("panels"),
        drawn("together"),
        drawn(updates=()),
        debate_figure(shifts(seed.SECOND_DEBATE), language="el"),
        debate_figure(shifts(seed.SECOND_DEBATE).iloc[:0], language="en"),
        revisions_figure(ledger(), language="el", events=EVENTS),
        revisions_figure(ledger().iloc[:0], language="en"),
    ]


def texts_of(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]


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


# -- debates


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


# -- the ledger


def test_a_cell_of_the_ledger_shows_the_range_and_the_signed_shift():
    trace = revisions_figure(ledger(), language="el")["data"][0]
    small = '<br><span style="font-size:12px">'
    assert f"<b>28–30</b>{small}+2,5</span>" in trace["text"]
    assert f"<b>2,5–3,5</b>{small}−1,25</span>" in trace["text"]
    assert f"<b>2,5–3,5</b>{small}νέο</span>" in trace["text"]


def test_a_cell_of_the_ledger_bears_the_earlier_name_of_its_line():
    """The row is that of ΠΑΣΟΚ-ΔΗΜΑΡ; on 29/8 and 4/9 ΠΑΣΟΚ stood there, and 11/9 compares the two."""
    figure = revisions_figure(ledger(), language="el")
    trace, axis = figure["data"][0], figure["layout"]["yaxis"]
    row = axis["ticktext"].index("<b>ΠΑΣΟΚ-ΔΗΜΑΡ</b>")
    cells = [
        (re.sub(r"<[^>]*>", " ", words).split(), re.sub(r"<[^>]*>", "", hover))
        for base, words, hover in zip(trace["base"], trace["text"], trace["hovertext"], strict=True)
        if round(base + 0.47) == row
    ]
    assert cells == [
        (["3–4", "ΠΑΣΟΚ,", "νέο"], "ΠΑΣΟΚ: 3–4, νέο"),
        (["3–4", "ΠΑΣΟΚ"], "ΠΑΣΟΚ: 3–4 → 3–4 (αμετάβλητο)"),
        (["3–4"], "ΠΑΣΟΚ: 3–4 → ΠΑΣΟΚ-ΔΗΜΑΡ: 3–4 (αμετάβλητο)"),
        (["3–4"], "ΠΑΣΟΚ-ΔΗΜΑΡ: 3–4 → 3–4 (αμετάβλητο)"),
    ]
    spoken = {stop["title"]: stop["text"] for stop in figure["layout"]["meta"]["updates"]}
    assert "ΠΑΣΟΚ-ΔΗΜΑΡ" not in spoken["Ενημέρωση 4/9"]


def test_a_long_earlier_name_leaves_room_for_what_changed():
    parties = tuple(replace(p, short_el="Πανελλήνιο Κίνημα") if p.id == "pasok" else p for p in PARTIES)
    frame = revisions_frame(revisions(in_order(SEED), parties), parties, "el")
    trace = revisions_figure(frame, language="el")["data"][0]
    small = next(words for words in trace["text"] if "Παν" in words and "νέο" in words).split('px">')[1]
    assert small.endswith("…, νέο</span>")
    assert text_width(small.removesuffix("</span>"), 12) <= 89


def test_the_ledger_says_where_its_rows_stand():
    layout = revisions_figure(ledger(), language="el", events=EVENTS)["layout"]
    rows = layout["meta"]["rows"]
    assert rows["names"] == [name[3:-4] for name in layout["yaxis"]["ticktext"]]
    assert (rows["top"], rows["width"]) == (layout["margin"]["t"], layout["margin"]["l"])
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    assert rows["height"] * len(rows["names"]) == plot


def test_an_update_that_breaks_off_leaves_dots_where_it_says_nothing():
    """Six parties of the first predictions are not in it; ΠΑΣΟΚ and ΑΝΕΛ came only later."""
    trace = revisions_figure(ledger(), language="el")["data"][0]
    dots = [x for x, words in zip(trace["x"], trace["text"], strict=True) if words == "·"]
    assert dots == [0] * 6


def test_debates_stand_between_the_updates_they_fell_between():
    layout = revisions_figure(ledger(), language="el", events=EVENTS)["layout"]
    lines = [s["x0"] for s in layout["shapes"] if s["type"] == "line"]
    heads = layout["xaxis"]["ticktext"]
    assert [heads[int(x + 0.5)] for x in lines] == ["<b>11/9</b>", "<b>15/9</b>"]


def test_the_ledger_asks_for_room_and_begins_with_the_newest_on_a_phone():
    meta = revisions_figure(ledger(), language="el")["layout"]["meta"]
    assert meta["minWidth"] >= 5 * 90
    assert meta["narrow"]["layout.xaxis.range"] == [4.5, -0.5]


def test_the_scale_is_centred_and_its_sign_is_never_lost():
    assert [step_of(x) for x in (-2.5, -2, -1.25, -0.25, 0, 0.5, 1, 2, 9)] == [0, 0, 1, 2, 3, 4, 5, 6, 6]


# -- colours


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_party_colours_stand_out_from_the_ground(ground):
    table = Path(theme.__file__).parents[1] / "data" / "parties.csv"
    colours = pd.read_csv(table)["colour"].tolist() if table.exists() else list(COLOURS.values())
    background = (theme.LIGHT if ground == "light" else theme.DARK)["background"]
    for party in palette(colours).values():
        mark, text = (party.mark, party.text) if ground == "light" else (party.dark_mark, party.dark_text)
        assert contrast(mark, background) >= 3
        assert contrast(text, background) >= 4.5


def test_neighbours_can_be_told_apart():
    found = palette(COLOURS.values())
    for one, other in combinations(found.values(), 2):
        assert distance(one.mark, other.mark) >= theme.NEAREST
        assert distance(one.dark_mark, other.dark_mark) >= theme.NEAREST


def test_a_colour_that_is_none_becomes_a_grey_that_can_be_seen():
    assert contrast(palette(["javascript:alert(1)"])["javascript:alert(1)"].mark, "#ffffff") >= 3


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_cells_can_be_read_on_every_step_of_the_scale():
    for fill, ink in (*theme.STEPS_LIGHT, *theme.STEPS_DARK):
        assert contrast(fill, ink) >= 4.5


def test_words_on_the_chart_can_be_read_on_both_grounds():
    for colours in (theme.LIGHT, theme.DARK):
        for name in ("text", "muted", "event"):
            assert contrast(colours[name], colours["background"]) >= 4.5
        assert contrast(colours["pin_text"], colours["pin"]) >= 4.5


def test_every_light_colour_has_one_dark_partner():
    light = [*theme.LIGHT.values(), *(colour for step in theme.STEPS_LIGHT for colour in step)]
    assert len(light) == len(set(light))


def colours_in(value):
    if isinstance(value, dict):
        for key, part in value.items():
            if key != "meta":
                yield from colours_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from colours_in(part)
    elif isinstance(value, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        yield value


def test_every_colour_of_a_chart_changes_with_the_theme():
    for figure in every_figure():
        assert set(colours_in(figure)) <= set(figure["layout"]["meta"]["dark"])


# -- hostile and large


HOSTILE = 'x<a href="javascript:alert(1)">y</a>&lt;b&gt;%{customdata}\n\x00<b>'


def test_what_people_wrote_is_shown_as_written():
    assert escape("<b>&lt;") == "&lt;b&gt;&amp;lt;"
    assert escape("a\nb\x00c") == "a b c"
    assert escape(float("nan")) == escape(None) == ""
    assert "%{" not in escape("%{y}")


def test_a_text_is_cut_before_it_is_escaped():
    assert shorten("<<<<<<<<<<", 40, 12).endswith("…")
    assert shorten("<<<<<<<<<<", 40, 12).count("&lt;") < 10
    assert shorten("ΝΔ", 100, 12) == "ΝΔ"


def test_no_label_or_note_becomes_markup():
    parties = tuple(replace(p, short_el=HOSTILE) for p in PARTIES)
    updates = tuple(replace(u, note=HOSTILE) for u in SEED)
    events = EVENTS.assign(name=HOSTILE)
    ranges = ranges_frame(updates, parties, "el", election=ELECTION)
    moved = event_shifts(updates, seed.SECOND_DEBATE, ELECTION, parties)
    who = (replace(seed.FORECASTER, name_el=HOSTILE),)
    figures = [
        *(ranges_figure(ranges, events, RESULT, language="el", view=view) for view in VIEWS),
        debate_figure(shifts_frame([moved], parties, who, "el"), language="el"),
        revisions_figure(
            revisions_frame(revisions(updates, parties), parties, "el"), language="el", events=events
        ),
    ]
    for figure in figures:
        written = orjson.dumps(figure).decode()
        assert "<a" not in written
        assert "%{customdata}\\n" not in written
        assert "x&lt;a" in written


def test_figures_are_plain_json_without_nan():
    for figure in every_figure():
        assert json.loads(orjson.dumps(figure)) == json.loads(json.dumps(figure, allow_nan=False))


def test_only_traces_of_the_small_bundle_are_used():
    assert {t["type"] for figure in every_figure() for t in figure["data"]} <= {"scatter", "bar", "pie"}


def test_paths_for_phones_lead_somewhere():
    for figure in every_figure():
        for path in figure["layout"]["meta"]["narrow"]:
            *keys, _ = path.split(".")
            place = figure
            for key in keys:
                place = place[int(key)] if isinstance(place, list) else place[key]
            assert isinstance(place, dict)


def test_a_few_updates_make_a_small_figure():
    assert len(brotli.compress(orjson.dumps(drawn()), quality=5)) < 6_000


def five_hundred_updates():
    """A year and a half of daily updates of nine parties, each range new every day."""
    chance = random.Random(2015)
    bases = {
        "syriza": 28,
        "lae": 20,
        "nd": 11,
        "xa": 6,
        "kke": 5,
        "ek": 3,
        "potami": 3,
        "pasok-dimar": 3,
        "anel": 3,
    }
    found = []
    for n in range(500):
        printed = []
        for party, base in bases.items():
            low = base + chance.randrange(-4, 5) / 2
            printed.append(f"{party} {low:g}-{low + chance.choice([0.5, 1, 1.5, 2, 3]):g}")
        found.append(seed.update(date(2014, 5, 1) + timedelta(days=n), ", ".join(printed), number=n + 1))
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_five_hundred_updates_of_nine_parties_stay_under_twenty_kilobytes(view):
    assert len(brotli.compress(orjson.dumps(drawn(view, five_hundred_updates())))) <= 20_000


# -- settings and the bundle


def test_no_chart_sends_anything_anywhere():
    settings = config("el")
    assert settings["showSendToCloud"] is False
    assert settings["displaylogo"] is False
    assert (settings["locale"], settings["responsive"]) == ("el", True)
    assert settings["modeBarButtons"] == [["toImage"]]


def test_the_bundle_is_the_version_of_the_installed_plotly():
    from plotly.offline import get_plotlyjs_version

    bundle = next(ASSETS.glob("plotly-basic-*.min.js"))
    head = bundle.read_text(encoding="utf-8")[:300]
    assert f"v{get_plotlyjs_version()}\n" in head
    assert bundle.name == f"plotly-basic-{get_plotlyjs_version()}.min.js"
    assert "MIT license" in head


def test_the_bundle_is_the_one_written_down():
    bundle = next(ASSETS.glob("plotly-basic-*.min.js"))
    assert hashlib.sha256(bundle.read_bytes()).hexdigest() in (ASSETS / "README.md").read_text(
        encoding="utf-8"
    )


def test_a_result_is_quoted_to_one_decimal_halves_up():
    assert [percent(x, "el") for x in (35.46, 5.55, 6.99, 7.0)] == ["35,5%", "5,6%", "7,0%", "7,0%"]
