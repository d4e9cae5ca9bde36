"""All charts as plain dictionaries: colours that can be read, hostile names, sizes, the bundle."""

import hashlib
import json
import random
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import brotli
import orjson
import pandas as pd
import pytest

from dashboard import theme
from dashboard.figures.debates import debate_figure
from dashboard.figures.ranges import ranges_figure
from dashboard.figures.revisions import revisions_figure
from dashboard.figures.words import escape, percent, shorten
from dashboard.theme import config, contrast, distance, palette
from forecasts.debates import event_shifts
from forecasts.frames import ranges_frame, revisions_frame, shifts_frame
from forecasts.revisions import revisions
from tests import seed
from tests.drawing import COLOURS, ELECTION, EVENTS, PARTIES, RESULT, SEED, VIEWS, drawn, every_figure

ASSETS = Path(theme.__file__).parent / "assets"


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
