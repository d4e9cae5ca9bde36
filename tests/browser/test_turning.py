"""From a click to its answer: what was pressed looks pressed, a wait is shown, and eyes and keyboard stay."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, Route

from tests.browser.story import BLOGGER
from tests.browser.visits import Visits, arrived, heard, rest, there, until

CHANCES = "/e/2015-09/seats?lang=en&mass=90&with=syriza,kke"
CHANGED = "/e/2015-09/seats?lang=en&mass=95&with=syriza,kke"
ANSWERS = "**/_dash-update-component"
FOCUS = "[document.activeElement.textContent.trim(), document.activeElement.className.split(' ')[0]]"
TOP = "document.activeElement.getBoundingClientRect().top"
# Whether header and charts were ever away, frame by frame, until told to stop.
WATCH = """() => {
  window.blanks = [];
  (function look() {
    const page = document.querySelector('.page:not(.waiting)');
    const header = page && page.querySelector('header.header');
    const seen = header && header.checkVisibility({visibilityProperty: true}) && header.offsetHeight > 30;
    if (!seen || !page.querySelector('.main-svg')) { window.blanks.push(performance.now()); }
    if (document.activeElement === document.body) { window.blanks.push('no focus'); }
    if (!window.enough) { requestAnimationFrame(look); }
  })();
}"""


@contextmanager
def stopped(page: Page) -> Iterator[list[Route]]:
    """The server answers nothing until this is over."""
    asked: list[Route] = []
    page.route(ANSWERS, lambda route: asked.append(route))
    yield asked
    for route in asked:
        route.continue_()
    page.unroute(ANSWERS)


def refused(page: Page, asked: list[Route]) -> bool:
    """Let all that is asked fail, one question or several; whether the reader has been told."""
    while asked:
        asked.pop().fulfill(status=503, body="{}")
    return page.locator("#notice .notice").is_visible()


def test_a_chip_looks_pressed_at_once_and_a_longer_wait_shows_a_bar(visits: Visits) -> None:
    page = visits.open(CHANCES, width=390, clock=True)
    bar, told = page.locator("#progress"), page.locator("#told")
    chips = page.locator("#live .options", has_text="The truth lies inside").locator("[aria-current]")
    assert chips.inner_text() != "95%"
    rest(page)
    with stopped(page):
        page.get_by_role("link", name="95%", exact=True).click()
        page.clock.run_for(250)
        assert chips.all_inner_texts() == ["95%"]
        assert bar.is_hidden()
        page.clock.run_for(100)
        assert bar.is_visible()
        page.clock.resume()
        box = bar.bounding_box()
        assert box is not None
        assert (box["x"], box["y"], box["height"]) == (0, 0, 4)
        assert box["width"] > 370
        assert told.inner_text() == "Loading…"
        assert told.get_attribute("role") == "status"
    arrived(page, CHANGED)
    assert bar.is_hidden()
    assert chips.all_inner_texts() == ["95%"]
    assert told.inner_text() == page.locator("#live .lede").inner_text()


def test_nothing_flickers_where_the_answer_comes_within_a_moment(visits: Visits) -> None:
    page = visits.open(CHANCES, clock=True)
    asked: list[Route] = []
    page.route(ANSWERS, lambda route: asked.append(route))
    rest(page)
    page.evaluate(
        """() => {
          window.bars = 0;
          const ask = window.fetch;
          window.fetch = async (...what) => {
            const answer = await ask(...what);
            queueMicrotask(() => { window.answered = true; });
            return answer;
          };
          const count = () => { window.bars += 1; };
          new MutationObserver(count).observe(document.getElementById('progress'), {attributes: true});
        }"""
    )
    page.get_by_role("link", name="95%", exact=True).click()
    page.clock.run_for(250)
    heard(page, lambda: bool(asked))
    asked[0].fulfill(status=503, body="{}")
    until(page, "() => window.answered")
    page.clock.run_for(500)
    page.locator("#notice .notice").wait_for()
    assert page.evaluate("window.bars") == 0
    visits.troubles.clear()


def test_switches_pressed_one_after_the_other_while_the_server_is_slow_are_all_counted(
    visits: Visits,
) -> None:
    page = visits.open(CHANCES)
    names = ("LAE", "ANEL", "KKE")
    lae, anel, kke = (page.get_by_role("button", name=name, exact=True) for name in names)
    before = lae.get_attribute("aria-pressed")
    with stopped(page):
        lae.click()
        assert (before, lae.get_attribute("aria-pressed")) == ("false", "true")
        anel.click()
        kke.click()
        assert [each.get_attribute("aria-pressed") for each in (lae, anel, kke)] == ["true", "true", "false"]
        assert page.url.endswith("/e/2015-09/seats?lang=en&mass=90&with=syriza,lae,anel")
    until(page, "() => /with=syriza,lae,anel$/.test(document.querySelector('#live main').dataset.shown)")
    until(page, "() => document.getElementById('progress').hidden")
    assert [each.get_attribute("aria-pressed") for each in (lae, anel, kke)] == ["true", "true", "false"]
    assert page.locator("#chances-coalition-sentence").inner_text().startswith("SYRIZA + LAE + ANEL, 151")


def test_switches_that_hide_parties_add_up_too_and_a_lost_answer_takes_all_back(visits: Visits) -> None:
    page = visits.open(BLOGGER, language="en")
    names = ("LAE", "ANEL", "KKE")
    lae, anel, kke = (page.get_by_role("button", name=name, exact=True) for name in names)
    with stopped(page) as asked:
        lae.click()
        anel.click()
        heard(page, lambda: refused(page, asked))
        states = [each.get_attribute("aria-pressed") for each in (lae, anel, kke)]
        assert states == ["true", "true", "true"]
        assert page.url == f"{visits.address}{BLOGGER}?lang=en"
    with stopped(page):
        lae.click()
        anel.click()
        lae.click()
    until(page, "() => /parties=/.test(document.querySelector('#live main').dataset.shown)")
    until(page, "() => document.getElementById('progress').hidden")
    assert "anel" not in page.url
    assert "lae" in page.url
    visits.troubles.clear()


def test_the_browser_that_asks_for_less_motion_gets_a_bar_that_stands_still(visits: Visits) -> None:
    page = visits.open(BLOGGER)
    moving = "getComputedStyle(document.getElementById('progress'), '::before').animationName"
    assert page.evaluate(moving) == "on-its-way"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moving) == "none"


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard_stays_on_a_chip_and_nothing_jumps_or_blanks(visits: Visits, key: str) -> None:
    page = visits.open(CHANCES, width=390, height=844)
    chip = page.get_by_role("button", name="LAE", exact=True)
    chip.focus()
    page.evaluate(WATCH)
    for pressed in ("true", "false", "true"):
        top = page.evaluate(TOP)
        shown = page.evaluate("document.querySelector('#live main').dataset.shown")
        page.keyboard.press(key)
        until(page, "was => document.querySelector('#live main')?.dataset.shown !== was", shown)
        there(page)
        assert page.evaluate(FOCUS) == ["LAE", "switch"]
        assert page.locator(":focus").get_attribute("aria-pressed") == pressed
        assert abs(page.evaluate(TOP) - top) < 1
        sentence = page.locator("#chances-coalition-sentence").inner_text()
        assert page.locator("#told").inner_text() == sentence
    page.evaluate("window.enough = true")
    assert page.evaluate("window.blanks") == []


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (BLOGGER, "ANEL"),
        (BLOGGER, "All together"),
        ("/e/2015-09/debates", "Second debate.*"),
        ("/e/2015-09/revisions", "All lines"),
        ("/e/2015-09/revisions", "Party"),
        ("/e/2015-09/seats?mass=95", "90%"),
    ],
)
def test_the_keyboard_stays_on_the_options_of_every_page(visits: Visits, path: str, words: str) -> None:
    page = visits.open(path, language="en")
    main = page.locator("#live main")
    control = main.locator("a", has_text=re.compile(f"^{words}$")).first
    control.focus()
    before = page.evaluate("[window.scrollY, document.querySelector('#live main').dataset.shown]")
    kind = page.evaluate(FOCUS)
    page.keyboard.press("Enter")
    until(
        page,
        "shown => document.querySelector('#live:not(.waiting) main')?.dataset.shown !== shown",
        before[1],
    )
    until(page, "() => document.querySelector('#live:not(.waiting) main') !== null")
    assert page.evaluate(FOCUS) == kind
    assert abs(page.evaluate("window.scrollY") - before[0]) < 60


def test_an_open_table_stays_open_when_another_view_comes(visits: Visits) -> None:
    page = visits.open(CHANCES)
    tables = page.locator("#live main details.numbers")
    tables.first.locator("summary").click()
    page.get_by_role("link", name="95%", exact=True).click()
    arrived(page, CHANGED)
    assert tables.first.get_attribute("open") is not None


def test_an_answer_that_fails_leaves_the_page_as_it_was_and_can_be_asked_for_again(visits: Visits) -> None:
    page = visits.open(CHANCES)
    chips = page.locator("#live .options", has_text="The truth lies inside").locator("[aria-current]")
    before = chips.inner_text()
    page.route(ANSWERS, lambda route: route.fulfill(status=503, body="{}"))
    page.get_by_role("link", name="95%", exact=True).click()
    page.locator("#notice .notice").wait_for()
    assert chips.all_inner_texts() == [before]
    assert page.url.endswith(CHANCES)
    page.unroute(ANSWERS)
    page.get_by_role("link", name="95%", exact=True).click()
    arrived(page, CHANGED)
    assert chips.all_inner_texts() == ["95%"]
    assert visits.troubles.pop()
    visits.troubles.clear()


def slow(route: Route) -> None:
    """Three seconds later than asked."""
    time.sleep(3)
    route.continue_()


def test_a_chip_pressed_before_dash_has_come_looks_pressed_too(visits: Visits) -> None:
    page = visits.profile().new_page()
    page.route("**/_dash-layout", lambda route: route.abort())
    page.goto(visits.address + CHANCES)
    page.evaluate(
        """() => addEventListener('click', event => setTimeout(() => sessionStorage.setItem('seen', [
          event.target.ariaCurrent, document.getElementById('progress').hidden]), 450))"""
    )
    page.unroute("**/_dash-layout")
    page.route(re.compile("seats.*mass=95"), slow)
    page.locator("#first-view").get_by_role("link", name="95%", exact=True).click()
    page.wait_for_url(re.compile("mass=95"))
    assert page.evaluate("sessionStorage.getItem('seen')") == "true,false"
    visits.troubles.clear()


def test_back_and_forth_shows_each_view_and_no_bar_stays(visits: Visits) -> None:
    page = visits.open(CHANCES)
    page.get_by_role("link", name="95%", exact=True).click()
    arrived(page, CHANGED)
    page.go_back()
    arrived(page, CHANCES)
    page.evaluate("location.hash = 'chances-moved-title'")
    page.go_back()
    page.wait_for_timeout(600)
    until(page, "() => document.getElementById('progress').hidden")
    page.go_forward()
    page.wait_for_timeout(600)
    until(page, "() => document.getElementById('progress').hidden")
