"""The charts in a real browser without the app: the bundle, assets/figures.js and the Greek locale."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from playwright.sync_api import Browser, Page

from dashboard import theme
from dashboard.figures.ranges import ranges_figure
from dashboard.figures.revisions import revisions_figure
from forecasts.frames import events_frame, ranges_frame, result_frame, revisions_frame
from forecasts.revisions import in_order, revisions
from tests import seed

ASSETS = Path(theme.__file__).parent / "assets"
UPDATES = in_order(seed.SEED)
BARE = '<!doctype html><html lang="el"><body><div id="chart"></div><button id="next">x</button></body></html>'
DRAW = """([figure, config, scheme]) => {
  const place = document.getElementById('chart');
  const dressed = provlepsi.dress(figure, scheme, place.clientWidth);
  return Plotly.newPlot(place, dressed.data, dressed.layout, config).then(() => dressed);
}"""
SPOT = """([axis, day]) => {
  const chart = document.getElementById('chart'), box = chart.getBoundingClientRect();
  const x = chart._fullLayout['xaxis' + axis], y = chart._fullLayout['yaxis' + axis];
  return [box.x + x._offset + x.d2p(day), box.y + y._offset + y._length / 2];
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.set_content(BARE)
    for script in ("plotly-basic-4.1.1.min.js", "plotly-locale-el.js", "figures.js"):
        page.add_script_tag(path=ASSETS / script)
    yield page
    page.close()


def ranges(view: str) -> dict[str, Any]:
    frame = ranges_frame(UPDATES, seed.PARTIES, "el", election=seed.ELECTION)
    events, result = events_frame(seed.ELECTION, "el"), result_frame(None, seed.PARTIES, "el")
    return ranges_figure(
        frame, events, result, language="el", view="together" if view == "together" else "panels"
    )


def draw(page: Page, figure: dict[str, Any], scheme: str = "light") -> Any:
    return page.evaluate(DRAW, [orjson.loads(orjson.dumps(figure)), theme.config("el"), scheme])


def hover(page: Page, day: str, axis: str = "") -> list[str]:
    x, y = page.evaluate(SPOT, [axis, day])
    page.mouse.move(x - 2, y)
    page.mouse.move(x + 1, y)
    page.wait_for_selector(".hoverlayer .legend text", state="attached")
    return page.locator(".hoverlayer .legend text").all_text_contents()


@pytest.mark.parametrize(
    ("day", "update", "syriza"),
    [
        ("2015-09-03", "Ενημέρωση 29/8", "ΣΥΡΙΖΑ 23–25%"),
        ("2015-09-10", "Ενημέρωση 4/9", "ΣΥΡΙΖΑ 23–25% (από 29/8)"),
        ("2015-09-14", "Ενημέρωση 11/9", "ΣΥΡΙΖΑ 25–28%"),
        ("2015-09-19", "Ενημέρωση 15/9", "ΣΥΡΙΖΑ 28–30%"),
    ],
)
def test_the_hover_tells_the_update_in_force_and_not_the_nearest(page, day, update, syriza):
    draw(page, ranges("together"))
    said = hover(page, day)
    assert said[1:3] == [update, syriza]
    assert sum("%" in line for line in said) == 9


def test_the_hover_says_greek_numbers(page):
    draw(page, ranges("together"))
    assert "ΚΚΕ 5–5,5%" in hover(page, "2015-09-19")


def test_the_hover_leaves_out_who_was_not_named_yet(page):
    draw(page, ranges("together"))
    assert not any("ΑΝΕΛ" in line for line in hover(page, "2015-08-28"))


def test_arrow_keys_walk_through_the_updates_and_say_them(page):
    draw(page, ranges("panels"))
    chart = page.locator("#chart")
    page.wait_for_selector("#chart[tabindex='0'][role='group'][aria-label]")
    chart.focus()
    page.keyboard.press("ArrowLeft")
    said = page.locator("#figures-live")
    assert said.inner_text().startswith("Ενημέρωση 15/9: ΣΥΡΙΖΑ 28–30%, ΛΑΕ 20–23%, ΝΔ 11–13%")
    page.keyboard.press("ArrowLeft")
    assert said.inner_text().startswith("Ενημέρωση 11/9: ΣΥΡΙΖΑ 25–28%")
    assert page.evaluate("chart.layout.shapes.filter(s => s.name === 'cursor').length") == 9
    page.keyboard.press("Home")
    assert said.inner_text().startswith("Ενημέρωση χωρίς ημερομηνία: ΣΥΡΙΖΑ 26–27%")
    page.locator("#next").focus()
    assert page.evaluate("chart.layout.shapes.filter(s => s.name === 'cursor').length") == 0


def test_a_dark_chart_has_no_light_colour_left(page):
    dressed = draw(page, ranges("panels"), "dark")
    written = orjson.dumps({"data": dressed["data"], "layout": {**dressed["layout"], "meta": None}}).decode()
    assert dressed["layout"]["paper_bgcolor"] == theme.DARK["background"]
    for light, dark in ranges("panels")["layout"]["meta"]["dark"].items():
        assert light == dark or f'"{light}"' not in written


def test_dressing_changes_nothing_in_the_figure_given(page):
    figure = orjson.loads(orjson.dumps(ranges("together")))
    same = page.evaluate(
        "figure => { const was = JSON.stringify(figure); provlepsi.dress(figure, 'dark', 390);"
        " return was === JSON.stringify(figure); }",
        figure,
    )
    assert same is True


def test_a_ledger_too_wide_for_a_phone_keeps_its_width(page):
    frame = revisions_frame(revisions(UPDATES, seed.PARTIES), seed.PARTIES, "el")
    figure = revisions_figure(frame, language="el")
    draw(page, figure)
    width = page.locator("#chart .main-svg").first.evaluate("svg => svg.clientWidth")
    assert width == figure["layout"]["meta"]["minWidth"]


@pytest.mark.parametrize("view", ["panels", "together"])
def test_no_text_leaves_the_chart_on_a_phone(page, view):
    draw(page, ranges(view))
    outside = page.evaluate(
        """() => { const box = document.getElementById('chart').getBoundingClientRect();
        return [...document.querySelectorAll('#chart .main-svg text')].filter(t => t.textContent.trim())
          .map(t => [t.textContent, t.getBoundingClientRect()])
          .filter(([, r]) => r.width && (r.left < box.left - 1 || r.right > box.right + 1
            || r.top < box.top - 1 || r.bottom > box.bottom + 1)).map(([words]) => words); }"""
    )
    assert outside == []


def test_the_hover_names_the_debate_of_the_day(page):
    draw(page, ranges("panels"))
    assert "14/9: Τηλεμαχία 2" in hover(page, "2015-09-14", "2")
