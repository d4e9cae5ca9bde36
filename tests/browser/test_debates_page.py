"""The page of the debates: what is said, in which order, with cause, persistence and yardstick."""

import pytest
from playwright.sync_api import Page

from tests.browser.story import FIRST, SECOND
from tests.browser.visits import Visits, arrived, where

DEBATES = "/e/2015-09/debates"
# From the top down: what a chart names at its left, the words of the parties that moved.
NAMES = """chart => [...document.querySelectorAll(`#${chart} .annotation-text`)]
  .map(text => [text.getBoundingClientRect().y, text.textContent])
  .sort((one, other) => one[0] - other[0]).map(([, words]) => words)"""


def named(page: Page, chart: str, *parties: str) -> list[str]:
    """Those parties in the order in which a chart names them."""
    words = page.evaluate(NAMES, chart)
    return [said for said in words if said in parties]


def rows(page: Page, debate: str) -> list[list[str]]:
    """The cells of a debate's table, row by row."""
    section = page.locator("section.chart-block").filter(has=page.locator(f"#debates-{debate}"))
    section.locator("details.numbers").evaluate("part => { part.open = true; }")
    found = section.locator("tbody tr").all()
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in found]


@pytest.mark.parametrize("language", ["el", "en"])
def test_a_sentence_tells_what_shifted_after_each_debate(visits: Visits, language: str) -> None:
    page = visits.open(DEBATES, language=language)
    second, first = page.locator("section.chart-block .sentence").all_inner_texts()
    assert SECOND[language] in second
    assert FIRST[language] in first


def test_the_bars_stand_by_size_of_the_shift(visits: Visits) -> None:
    page = visits.open(DEBATES)
    assert named(page, "debates-debate-1", "ΣΥΡΙΖΑ", "ΝΔ", "+2,5", "−1,5") in (
        ["ΣΥΡΙΖΑ", "+2,5", "ΝΔ", "−1,5"],
        ["+2,5", "ΣΥΡΙΖΑ", "−1,5", "ΝΔ"],
    )
    assert named(page, "debates-debate-2", "ΣΥΡΙΖΑ", "ΕΚ") == ["ΣΥΡΙΖΑ", "ΕΚ"]


def test_the_bars_reach_exactly_from_bound_to_bound(visits: Visits) -> None:
    page = visits.open(DEBATES)
    drawn = page.evaluate(
        """() => document.querySelector('#debates-debate-1 .js-plotly-plot').calcdata
          .filter(points => points[0].trace.type === 'bar')
          .flatMap(points => points.map(point => [point.b, point.b + point.s]))"""
    )
    bars = {(round(low, 3), round(high, 3)) for low, high in drawn}
    # SYRIZA 23–25 → 25–28, ND 12–15 → 11–13, and the seven that stayed.
    assert bars == {
        (23, 25), (25, 28), (12, 15), (11, 13), (20, 23), (6, 8), (5, 5.5), (3.5, 4), (2.5, 3.5), (3, 4)
    }  # fmt: skip


def test_the_table_gives_cause_persistence_and_yardstick_in_words(visits: Visits) -> None:
    page = visits.open(DEBATES)
    syriza, nd, *others = rows(page, "debate-1")
    # ΣΥΡΙΖΑ: other moves −2.5, 0, 0 and +2.5; the range was raised again on 15/9.
    assert syriza[:6] == ["ΣΥΡΙΖΑ", "23–25", "25–28", "+2,5", "η ανάρτηση επικαλείται το debate", "μεγάλωσε"]
    assert syriza[6] == "μεγαλύτερη από 2 στις 4 άλλες μεταβολές"
    # ΝΔ: 11–13 stood on 15/9.
    assert nd[:6] == ["ΝΔ", "12–15", "11–13", "−1,5", "η ανάρτηση επικαλείται το debate", "κράτησε"]
    assert {row[3] for row in others} == {"0"}


def test_one_debate_alone_has_an_address(visits: Visits) -> None:
    page = visits.open(DEBATES)
    page.get_by_role("link", name="Πρώτο debate, 9/9").click()
    arrived(page, f"{DEBATES}?debate=debate-1")
    assert where(page) == f"{DEBATES}?debate=debate-1"
    assert page.locator("section.chart-block h2").all_inner_texts() == ["Πρώτο debate, 9 Σεπτεμβρίου 2015"]


def test_nothing_is_called_significant_and_the_page_says_why(visits: Visits) -> None:
    page = visits.open(DEBATES, language="en")
    said = page.locator("main").inner_text()
    assert "With fewer than eight of them nothing is called significant" in said
    assert "does not show that it came from it" in said


def test_an_election_without_debates_says_so_and_leads_on(visits: Visits) -> None:
    page = visits.open("/e/2012-05/debates")
    assert page.locator(".lede").inner_text() == "Πριν από αυτές τις εκλογές δεν έγινε debate."
    page.get_by_role("link", name="Στο κατάστιχο").click()
    arrived(page, "/e/2012-05/revisions")
