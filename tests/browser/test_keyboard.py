"""Everything that can be done can be done without a mouse, and one sees where one is."""

import pytest
from playwright.sync_api import Page

from tests.browser.story import BLOGGER
from tests.browser.visits import Visits

# Where the focus is: its words or role, and whether one can see it.
FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) { return null; }
  const style = getComputedStyle(here), box = here.getBoundingClientRect();
  here.dataset.reached = 'true';
  return {
    words: here.textContent.trim().slice(0, 40) || here.getAttribute('aria-label') || here.tagName,
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inside: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
  };
}"""
UNREACHED = """() => [...document.querySelectorAll('a[href], button, summary, input, textarea, select')]
  .filter(part => part.checkVisibility({visibilityProperty: true}))
  .filter(part => !part.dataset.reached && part.tabIndex >= 0)
  .map(part => part.outerHTML.slice(0, 120))"""
MOST = 150


def walk(page: Page) -> list[dict[str, object]]:
    """Press Tab from the top to the end of the page."""
    stops: list[dict[str, object]] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found is None or (len(stops) > 3 and found == stops[0]):
            break
        stops.append(found)
    return stops


@pytest.mark.parametrize("path", ["/", BLOGGER, "/e/2015-09/revisions", "/help", "/seats"])
def test_every_control_is_reached_by_tab_and_is_seen_to_be(visits: Visits, path: str) -> None:
    page = visits.open(path)
    stops = walk(page)
    assert stops[0]["words"] == "Μετάβαση στο περιεχόμενο"
    assert [stop for stop in stops if not (stop["outlined"] and stop["inside"])] == []
    assert page.evaluate(UNREACHED) == []


def test_the_skip_link_leads_past_the_header(visits: Visits) -> None:
    page = visits.open(BLOGGER)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_a_switch_answers_to_the_space_bar(visits: Visits) -> None:
    page = visits.open(BLOGGER)
    switch = page.get_by_role("button", name="ΑΝΕΛ")
    switch.focus()
    page.keyboard.press("Space")
    page.locator("#live:not(.waiting) .switch.off").wait_for()
    assert switch.get_attribute("aria-pressed") == "false"


def test_escape_closes_the_menu_and_returns_to_it(visits: Visits) -> None:
    page = visits.open("/")
    page.locator("details.menu > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("details.menu[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("details.menu[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
