"""The ledger of revisions: every range with what changed in it."""

import re
from dataclasses import replace

from dashboard.figures.cells import step_of
from dashboard.figures.revisions import revisions_figure
from dashboard.theme import text_width
from forecasts.frames import revisions_frame
from forecasts.revisions import in_order, revisions
from tests.drawing import EVENTS, PARTIES, SEED, ledger


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
