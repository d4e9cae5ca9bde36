"""Light and dark, Greek and English."""

from playwright.sync_api import Page

from dashboard import theme
from tests.browser.story import BLOGGER, LATEST
from tests.browser.visits import Visits, there, until, where

COLOURS = """() => {
  const plot = document.querySelector('#live .js-plotly-plot');
  return [plot._fullLayout.paper_bgcolor, plot._fullLayout.font.color,
          getComputedStyle(document.querySelector('#live .annotation-text')).fill,
          getComputedStyle(document.body).backgroundColor];
}"""
SCHEME = "document.documentElement.getAttribute('data-mantine-color-scheme')"


def toggle(page: Page) -> None:
    before = page.evaluate(SCHEME)
    page.get_by_role("button", name="Φωτεινό ή σκούρο").click()
    until(page, f"before => {SCHEME} !== before", before)


def painted(page: Page, ground: str) -> None:
    """Wait until the chart stands on this ground."""
    until(
        page,
        "ground => document.querySelector('#live .js-plotly-plot')._fullLayout.paper_bgcolor === ground",
        ground,
    )


def test_the_readers_system_decides_until_the_reader_does(visits: Visits) -> None:
    for scheme, colours in (("light", theme.LIGHT), ("dark", theme.DARK)):
        page = visits.open(BLOGGER, theme=scheme)
        assert page.evaluate(COLOURS)[:2] == [colours["background"], colours["text"]]


def test_the_button_restyles_page_and_chart(visits: Visits) -> None:
    page = visits.open(BLOGGER)
    light = page.evaluate(COLOURS)
    toggle(page)
    painted(page, theme.DARK["background"])
    dark = page.evaluate(COLOURS)
    assert [one != other for one, other in zip(light, dark, strict=True)] == [True] * 4
    assert dark[1] == theme.DARK["text"]
    toggle(page)
    painted(page, theme.LIGHT["background"])
    assert page.evaluate(COLOURS) == light


def test_the_choice_is_remembered_after_a_reload_and_on_another_page(visits: Visits) -> None:
    page = visits.open(BLOGGER)
    toggle(page)
    page.reload()
    there(page)
    painted(page, theme.DARK["background"])
    assert page.evaluate(SCHEME) == "dark"
    page.goto(f"{visits.address}/e/2015-09/debates")
    there(page)
    assert page.evaluate(SCHEME) == "dark"
    painted(page, theme.DARK["background"])


def test_the_button_works_before_dash_has_come(visits: Visits) -> None:
    page = visits.profile().new_page()
    page.route("**/_dash-layout", lambda _: None)
    page.goto(visits.address + BLOGGER)
    until(page, "() => performance.getEntriesByName('first-chart').length === 1")
    page.locator("#first-view button.theme").click()
    until(
        page,
        """ground => document.querySelector('#first-view .js-plotly-plot')
          ._fullLayout.paper_bgcolor === ground""",
        theme.DARK["background"],
    )


def test_an_address_can_ask_for_a_theme(visits: Visits) -> None:
    page = visits.open(f"{BLOGGER}?theme=dark")
    assert page.evaluate(SCHEME) == "dark"
    painted(page, theme.DARK["background"])


def test_the_other_language_shows_the_same_view(visits: Visits) -> None:
    page = visits.open(f"{BLOGGER}?view=together&parties=syriza,nd")
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en**")
    there(page)
    assert where(page) == f"{BLOGGER}?view=together&parties=syriza,nd&lang=en"
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator(".lede").inner_text() == LATEST["en"]
    assert page.locator(".option[aria-current]").inner_text() == "All together"
    pressed = page.locator(".switch[aria-pressed='true']").all_inner_texts()
    assert pressed == ["SYRIZA", "ND"]
    page.get_by_role("link", name="Ελληνικά").click()
    there(page)
    assert where(page) == f"{BLOGGER}?view=together&parties=syriza,nd"
