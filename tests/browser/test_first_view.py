"""What stands there before Dash, without any script, and whether Dash takes over unnoticed."""

from playwright.sync_api import Page, Route

from tests.browser.measures import duplicate_ids, marks
from tests.browser.story import BLOGGER, LATEST
from tests.browser.visits import Visits, there, until

PLACES = """scope => ['h1', '.lede', '.chart', '.chart .main-svg', '.tools', '.changes'].map(name => {
  const box = document.querySelector(`${scope} ${name}`).getBoundingClientRect();
  return [name, box.x, box.y, box.width, box.height].map(v => typeof v === 'number' ? Math.round(v) : v);
})"""


def test_without_scripts_a_reader_has_headline_sentence_and_table(visits: Visits) -> None:
    page = visits.open(BLOGGER, scripts=False)
    assert page.locator("h1").inner_text() == "failed evolution"
    assert page.locator(".lede").inner_text() == LATEST["el"]
    assert page.locator(".no-script").inner_text() == (
        "Τα διαγράμματα χρειάζονται JavaScript· οι πίνακες έχουν τους ίδιους αριθμούς."
    )
    row = page.get_by_role("row").filter(has_text="ΣΥΡΙΖΑ")
    said = row.locator("th, td").all_inner_texts()
    assert [cell.strip() for cell in said] == ["ΣΥΡΙΖΑ", "26–27", "26–27", "23–25", "23–25", "25–28", "28–30"]


def test_without_scripts_no_empty_chart_and_no_dead_button_is_shown(visits: Visits) -> None:
    page = visits.open(BLOGGER, scripts=False)
    assert not page.locator(".chart").is_visible()
    assert not page.locator("button:visible").count()


def test_without_scripts_tables_stand_open_and_no_heading_or_room_is_left_of_a_chart(visits: Visits) -> None:
    page = visits.open("/e/2015-09/seats?lang=en", scripts=False)
    assert page.locator("details.numbers:not([open])").count() == 0
    assert page.locator("details.numbers table:visible").count() >= 4
    assert page.locator(".parliaments h3:visible").count() == 0
    page = visits.open("/seats?lang=en", scripts=False)
    assert page.locator(".no-script").is_visible()
    drawn = page.locator("#first-seats-drawn").bounding_box()
    assert drawn is not None
    # One line of links: the CSV and the address.
    assert drawn["height"] < 80


def test_where_scripts_run_tables_are_folded_and_nothing_is_said_of_scripts(visits: Visits) -> None:
    page = visits.open(BLOGGER, wait=False)
    assert page.locator("#first-view details.numbers[open], #live details.numbers[open]").count() == 0
    there(page)
    assert page.locator("details.numbers[open]").count() == 0
    assert page.locator(".no-script:visible").count() == 0


def test_without_scripts_a_reader_can_change_the_view_and_the_language(visits: Visits) -> None:
    page = visits.open(BLOGGER, scripts=False)
    with page.expect_navigation():
        page.get_by_role("link", name="English").click()
    assert page.locator(".lede").inner_text() == LATEST["en"]


def test_the_first_chart_is_drawn_before_any_script_of_dash_is_asked_for(visits: Visits) -> None:
    page = visits.open(BLOGGER)
    drawn, asked = page.evaluate(
        """() => [
          performance.getEntriesByName('first-chart')[0].startTime,
          performance.getEntriesByType('resource').filter(entry => entry.name.includes('/_dash-'))
            .map(entry => entry.startTime),
        ]"""
    )
    assert len(asked) >= 8
    assert drawn <= min(asked)


def with_dash_held(visits: Visits, path: str, width: int) -> tuple[Page, list[Route]]:
    """A page that is still as it came, because Dash does not learn its layout yet."""
    held: list[Route] = []
    page = visits.profile(width=width).new_page()
    page.route("**/_dash-layout", lambda route: held.append(route))
    page.goto(visits.address + path)
    until(page, "() => performance.getEntriesByName('first-chart').length === 1")
    return page, held


def let_go(page: Page, held: list[Route]) -> None:
    """Let Dash learn its layout, and wait until it has taken over."""
    while not held:
        page.wait_for_timeout(20)
    while held:
        held.pop().continue_()
    there(page)


def test_dash_takes_over_without_moving_anything(visits: Visits) -> None:
    for width in (390, 1440):
        page, held = with_dash_held(visits, BLOGGER, width)
        assert marks(page)[0] >= 5
        before = page.evaluate(PLACES, "#first-view")
        let_go(page, held)
        assert page.evaluate(PLACES, "#live") == before
        assert page.evaluate("window.shifted") <= 0.1


def test_after_dash_has_taken_over_there_is_one_chart_and_no_id_twice(visits: Visits) -> None:
    page = visits.open(BLOGGER)
    assert page.locator(".js-plotly-plot").count() == 1
    assert page.locator("#first-view").count() == 0
    assert duplicate_ids(page) == []


def test_a_table_that_was_unfolded_before_dash_stays_so(visits: Visits) -> None:
    page, held = with_dash_held(visits, BLOGGER, 1440)
    page.locator("#first-view details.numbers summary").click()
    let_go(page, held)
    assert page.locator("#live details.numbers[open]").count() == 1
