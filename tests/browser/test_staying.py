"""Another view of the same page: what is the same stays as it stands, and the rest is as if it came anew."""

import re

import pytest
from playwright.sync_api import Page, Route

from tests.browser.story import BLOGGER
from tests.browser.visits import Visits, arrived, at, heard, there, until, where

CHANCES = "/e/2015-09/seats?lang=en&mass=90"
# Every chart that is drawn from now on, by its name; and what stood there is marked.
WATCH = """() => {
  window.drawn = [];
  const draw = Plotly.react;
  Plotly.react = function (chart) {
    window.drawn.push(chart.parentNode.id);
    return draw.apply(this, arguments);
  };
  document.querySelectorAll('#live main .js-plotly-plot, #live main, #live header').forEach(part => {
    part.stood = true;
  });
}"""
STAND = """() => [...document.querySelectorAll('#live main .js-plotly-plot, #live main, #live header')]
  .filter(part => !part.stood).map(part => part.tagName + (part.parentNode.id || ''))"""
# All that a reader is told, with tables and addresses, and of every chart its marks and scales in pixels.
TOLD = """() => {
  const page = document.querySelector('#live').cloneNode(true);
  page.querySelectorAll('.dash-graph').forEach(chart => chart.replaceChildren());
  page.querySelectorAll('*').forEach(part => {
    const own = ['data-inner', 'data-dash-is-loading', 'data-more', 'style', 'open'];
    own.forEach(name => part.removeAttribute(name));
    if (/^input-/.test(part.id)) { part.removeAttribute('id'); }
  });
  return page.innerHTML.replace(/></g, '>\\n<').split('\\n');
}"""
DRAWN = """() => [...document.querySelectorAll('#live main .js-plotly-plot')].map(chart => [
  chart.parentNode.id,
  [...chart.querySelectorAll('.point path, path.point, path.js-line, text, .xy')].map(mark => {
    const box = mark.getBoundingClientRect(), all = chart.getBoundingClientRect();
    return [mark.textContent, Math.round(box.left - all.left), Math.round(box.top - all.top),
      Math.round(box.width), Math.round(box.height), getComputedStyle(mark).fill];
  })
])"""


def near(found: list[object], anew: list[object]) -> bool:
    """Whether two lists of marks are the same within a pixel or two of where they stand."""
    if isinstance(found, list) and isinstance(anew, list):
        return len(found) == len(anew) and all(map(near, found, anew))
    if isinstance(found, int) and isinstance(anew, int):
        return abs(found - anew) <= 2
    return found == anew


def same_as_anew(page: Page) -> None:
    """The page is what it would be if it had just been opened at its address."""
    told, drawn = page.evaluate(TOLD), page.evaluate(DRAWN)
    other = page.context.new_page()
    other.goto(page.url)
    there(other)
    assert told == other.evaluate(TOLD)
    for mine, theirs in zip(drawn, other.evaluate(DRAWN), strict=True):
        assert near(mine, theirs), mine[0]
    other.close()


def press(page: Page, name: str) -> None:
    """Follow a choice of the page, and wait for what it leads to."""
    links = page.locator("#live main a", has_text=re.compile(f"^{re.escape(name)}$"))
    link = links.locator("visible=true").first
    before = page.evaluate("document.querySelector('#live main').dataset.shown")
    link.click()
    until(page, "was => document.querySelector('#live main')?.dataset.shown !== was", before)
    there(page)


@pytest.mark.parametrize(
    ("width", "path", "names"),
    [
        (390, CHANCES, ["95%", "LAE", "29 Aug", "always", "undated"]),
        (1440, CHANCES, ["50%", "ANEL", "29 Aug"]),
        (1440, "/e/2012-05/seats?lang=en&mass=70", ["50%", "99%"]),
        (390, "/e/2015-09/revisions", ["ΣΥΡΙΖΑ", "Επικάλυψη"]),
        (1440, f"{BLOGGER}?lang=en", ["ANEL", "All together"]),
    ],
)
def test_a_view_put_in_place_is_what_the_page_would_be_anew(
    visits: Visits, width: int, path: str, names: list[str]
) -> None:
    page = visits.open(path, width=width)
    for name in names:
        press(page, name)
        same_as_anew(page)


def test_only_the_charts_that_differ_are_drawn_and_nothing_leaves_the_page(visits: Visits) -> None:
    page = visits.open(f"{CHANCES}&with=syriza")
    page.evaluate(WATCH)
    press(page, "LAE")
    assert sorted(page.evaluate("window.drawn")) == ["chances-coalition", "chances-moved"]
    page.evaluate("window.drawn.length = 0")
    press(page, "95%")
    assert len(page.evaluate("window.drawn")) == len(set(page.evaluate("window.drawn"))) == 7
    assert page.evaluate(STAND) == []


def test_what_is_seen_is_set_first_and_the_charts_further_down_one_by_one_after_it(visits: Visits) -> None:
    page = visits.open(CHANCES, height=900)
    page.evaluate(
        """() => {
          window.order = [];
          const draw = Plotly.react;
          Plotly.react = function (chart) {
            window.order.push(chart.parentNode.id);
            return draw.apply(this, arguments);
          };
          const watch = (place, name, how) => {
            const seen = new MutationObserver(() => { window.order.push(name); });
            seen.observe(document.querySelector(place), how);
          };
          watch('#told', 'told', {childList: true});
          watch('#live .lede', 'lede', {childList: true, subtree: true, characterData: true});
          watch('#live main', 'main', {attributes: true, attributeFilter: ['data-shown']});
        }"""
    )
    press(page, "99%")
    order = list(dict.fromkeys(page.evaluate("window.order")))
    assert set(order[:2]) == {"lede", "chances-parliament"}
    assert (order[2], order[-1]) == ("told", "main")
    assert order.index("chances-seats-moved") > order.index("chances-coalition")


def test_the_keyboard_and_what_was_unfolded_and_scrolled_stay_as_they_are(visits: Visits) -> None:
    page = visits.open(CHANCES, width=390)
    frame = page.locator("#live section.chart-block").filter(has=page.locator("#chances-moved"))
    frame.locator("details.numbers").evaluate("part => { part.open = true; }")
    frame.locator(".table-frame").last.evaluate("part => { part.scrollLeft = 60; }")
    chip = page.get_by_role("link", name="95%", exact=True)
    chip.focus()
    chip.evaluate("part => { part.stood = true; }")
    page.keyboard.press("Enter")
    arrived(page, "/e/2015-09/seats?lang=en&mass=95")
    assert page.evaluate("document.activeElement.stood && document.activeElement.ariaCurrent") == "true"
    assert frame.locator(".table-frame").last.evaluate("part => part.scrollLeft") == 60
    assert frame.locator("details.numbers").get_attribute("open") is not None


def test_another_level_typed_is_answered_where_the_page_stands(visits: Visits) -> None:
    page = visits.open(CHANCES)
    page.evaluate(WATCH)
    page.locator("#live #chances-mass").fill("66")
    page.keyboard.press("Enter")
    until(page, "() => /mass=66/.test(document.querySelector('#live main').dataset.shown)")
    there(page)
    assert re.search("[?&]mass=66(&|$)", where(page))
    assert "66%" in page.locator("#live .assumption-said").inner_text()
    assert page.evaluate(STAND) == []
    at(page, "chances-mass")
    same_as_anew(page)
    page.go_back()
    arrived(page, CHANCES)
    assert page.locator("#live #chances-mass").input_value() == "90"


def test_a_level_that_cannot_be_is_told_where_it_was_typed(visits: Visits) -> None:
    page = visits.open(CHANCES)
    field = page.locator("#live #chances-mass")
    field.evaluate("box => { box.removeAttribute('pattern'); }")
    field.fill("7x")
    page.keyboard.press("Enter")
    page.locator("#live .other-mass .wrong").wait_for()
    assert "found “7x”" in page.locator("#live .other-mass .wrong").inner_text()
    assert field.input_value() == "7x"


def test_an_answer_overtaken_by_a_later_one_changes_nothing(visits: Visits) -> None:
    page = visits.open(CHANCES)
    asked: list[Route] = []
    page.route("**/_dash-update-component", lambda route: asked.append(route))
    for name in ("95%", "99%"):
        page.get_by_role("link", name=name, exact=True).click()
    heard(page, lambda: len(asked) == 2)
    asked[1].continue_()
    arrived(page, "/e/2015-09/seats?lang=en&mass=99")
    asked[0].continue_()
    page.wait_for_timeout(700)
    assert "mass=99" in page.evaluate("document.querySelector('#live main').dataset.shown")
    assert page.locator("#live .options [aria-current]", has_text="99%").count() == 1
    page.unroute("**/_dash-update-component")


def test_who_scrolls_on_while_the_charts_further_down_are_set_stays_there(visits: Visits) -> None:
    page = visits.open(CHANCES, height=900)
    page.evaluate(
        """() => new MutationObserver(() => {
          if (/^(|Loading…)$/.test(document.getElementById('told').textContent)) { return; }
          window.dispatchEvent(new WheelEvent('wheel'));
          window.scrollTo(0, 700);
        }).observe(document.getElementById('told'), {childList: true})"""
    )
    press(page, "99%")
    page.wait_for_timeout(300)
    assert page.locator("#told").inner_text()
    assert abs(page.evaluate("window.scrollY") - 700) <= 2


def test_the_arrow_keys_stand_where_they_stood_and_never_beyond_the_updates(visits: Visits) -> None:
    step = """() => {
      const chart = document.querySelector('#forecaster-ranges .js-plotly-plot');
      return [chart.dataset.step, chart.layout.shapes.some(shape => shape.name === 'cursor')];
    }"""
    page = visits.open(f"{BLOGGER}?lang=en")
    press(page, "ANEL")
    page.locator("#forecaster-ranges .js-plotly-plot").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.go_back()
    arrived(page, f"{BLOGGER}?lang=en")
    until(page, f"() => String(({step})()) === '1,true'")
    page.evaluate(
        """() => {
          const chart = document.querySelector('#forecaster-ranges .js-plotly-plot');
          const {source} = chart.provlepsi;
          const meta = {...source.layout.meta, updates: source.layout.meta.updates.slice(0, 1)};
          const shapes = source.layout.shapes.filter(shape => shape.name !== 'cursor');
          return Plotly.react(chart, {...source, layout: {...source.layout, meta, shapes}}).then(() => null);
        }"""
    )
    assert page.evaluate(step) == ["", False]
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(step) == ["0", True]


@pytest.mark.parametrize(("fails", "stands"), [(0, "99%"), (1, "90%")])
def test_of_two_choices_the_first_or_the_last_fails_and_address_and_page_agree(
    visits: Visits, fails: int, stands: str
) -> None:
    page = visits.open(CHANCES)
    asked: list[Route] = []
    page.route("**/_dash-update-component", lambda route: asked.append(route))
    for number, name in enumerate(("95%", "99%"), 1):
        page.get_by_role("link", name=name, exact=True).click()
        heard(page, lambda awaited=number: len(asked) == awaited)
    asked[fails].fulfill(status=503, body="{}")
    page.wait_for_timeout(300)
    asked[1 - fails].continue_()
    agreed(page, f"/e/2015-09/seats?lang=en&mass={stands[:2]}", stands)
    page.unroute("**/_dash-update-component")
    visits.troubles.clear()


def agreed(page: Page, address: str, level: str) -> None:
    """Wait until the page, its address and the level that looks chosen say the same."""
    page.wait_for_timeout(500)
    arrived(page, address)
    assert where(page) == address
    assert page.locator("#live .options [aria-current]", has_text="%").all_inner_texts() == [level]


def test_a_view_that_going_back_did_not_bring_can_be_asked_for_again(visits: Visits) -> None:
    page = visits.open(CHANCES)
    press(page, "95%")
    page.route("**/_dash-update-component", lambda route: route.fulfill(status=503, body="{}"))
    page.go_back()
    page.locator("#notice .notice").wait_for()
    agreed(page, "/e/2015-09/seats?lang=en&mass=95", "95%")
    page.unroute("**/_dash-update-component")
    press(page, "90%")
    agreed(page, CHANCES, "90%")
    visits.troubles.clear()


def test_an_answer_that_comes_just_after_another_page_was_asked_for_is_passed_over(visits: Visits) -> None:
    page = visits.open(CHANCES, height=900)
    asked: list[Route] = []
    page.route("**/_dash-update-component", lambda route: asked.append(route))
    page.get_by_role("link", name="95%", exact=True).click()
    heard(page, lambda: len(asked) == 1)
    page.evaluate("scrollTo(0, 900)")
    # Dash hears of the address only after the answer to the one before it.
    page.evaluate(
        """() => {
          const tell = window.dispatchEvent;
          window.dispatchEvent = () => true;
          document.querySelector('#live .sections a[href*=revisions]').click();
          window.dispatchEvent = tell;
        }"""
    )
    with page.expect_response("**/_dash-update-component"):
        asked[0].continue_()
    page.wait_for_timeout(700)
    assert page.evaluate("document.querySelector('#live main').dataset.shown") == CHANCES
    page.unroute("**/_dash-update-component")
    page.evaluate("window.dispatchEvent(new CustomEvent('_dashprivate_pushstate'))")
    arrived(page, "/e/2015-09/revisions?lang=en")
    at(page, "title")
    assert page.evaluate("scrollY") == 0
