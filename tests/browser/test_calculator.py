"""The seat calculator in a browser: it answers while one types, and works without scripts."""

import pytest
from playwright.sync_api import Page

from tests.browser.measures import faults
from tests.browser.visits import Visits, shoot, there, until, where

SEPTEMBER = "/seats?from=2015-09"
SAID = "said => document.querySelector('#live #seats-said').textContent.includes(said)"
DOTS = """() => document.querySelector('#seats-chart-1 .js-plotly-plot').calcdata
  .map(points => points.length)"""


def said(page: Page, sentence: str) -> None:
    """Wait until the answer says it."""
    until(page, SAID, sentence)


def seats(page: Page) -> list[str]:
    """The seats of the first table, party by party."""
    return [cell.strip() for cell in page.locator("#seats-table tbody tr td:nth-child(3)").all_inner_texts()]


def test_the_half_circle_has_a_dot_for_every_seat(visits: Visits) -> None:
    page = visits.open(SEPTEMBER)
    assert page.evaluate(DOTS) == [145, 75, 18, 17, 15, 11, 10, 9]
    assert seats(page)[:8] == ["145", "75", "18", "17", "15", "11", "10", "9"]


def test_a_share_typed_is_answered_at_once_and_the_address_follows(visits: Visits) -> None:
    """The shares add up to 97.31; with 36.5 for the 28.09 of ΝΔ to 105.72."""
    page = visits.open(SEPTEMBER)
    box = page.get_by_label("ΝΔ", exact=True)
    box.fill("36,5")
    said(page, "Τα ποσοστά αθροίζουν σε 105,72%")
    page.get_by_label("ΣΥΡΙΖΑ", exact=True).fill("27,5")
    said(page, "Πρώτο κόμμα ΝΔ με")
    until(page, "() => location.search.startsWith('?shares=syriza:27.5,nd:36.5,')")
    assert box.input_value() == "36,5"
    assert "Ποσοστά όπως γράφτηκαν" in page.locator("#seats-head").inner_text()
    before = seats(page)
    page.reload()
    there(page)
    assert seats(page) == before
    assert page.get_by_label("ΝΔ", exact=True).input_value() == "36.5"


def test_another_law_is_answered_at_once_and_keeps_the_votes(visits: Visits) -> None:
    page = visits.open(SEPTEMBER)
    page.get_by_label("Εκλογικός νόμος").select_option("4406-2016")
    until(page, "() => location.search === '?from=2015-09&law=4406-2016'")
    # 1,926,526 × 300 / 5,085,589 = 113.65, among the four largest remainders.
    assert seats(page)[0] == "114"
    page.get_by_label("Σύγκριση με").select_option("3231-2004")
    until(page, "() => location.search === '?from=2015-09&law=4406-2016&second=3231-2004'")
    page.locator("#seats-chart-2 .main-svg").first.wait_for()
    assert page.locator("#seats-table tbody tr").first.inner_text().split() == [
        "ΣΥΡΙΖΑ", "35,46", "114", "145", "+31",
    ]  # fmt: skip


def test_the_focus_stays_where_one_types_and_enter_changes_nothing(visits: Visits) -> None:
    page = visits.open(SEPTEMBER)
    box = page.get_by_label("ΚΚΕ", exact=True)
    box.fill("4")
    page.keyboard.press("Enter")
    until(page, "() => location.search.includes('kke:4')")
    assert page.evaluate("document.activeElement.id") == "seats-share-kke"
    assert where(page).startswith("/seats?shares=")


def test_a_wrong_share_is_marked_named_and_kept_and_goes_when_it_is_right(visits: Visits) -> None:
    page = visits.open(SEPTEMBER, language="en")
    box = page.get_by_label("SYRIZA", exact=True)
    box.fill("-5")
    said(page, "SYRIZA: expected a share from 0 to 100, found “-5”.")
    until(page, "() => document.querySelector('#live #seats-share-syriza').ariaInvalid === 'true'")
    assert box.input_value() == "-5"
    assert page.locator("#seats-table table").count() == 0
    box.fill("35.46")
    said(page, "SYRIZA comes first with 145 of 300 seats")
    until(page, "() => location.search === '?lang=en&from=2015-09'")
    until(page, "() => document.querySelector('#live #seats-share-syriza').ariaInvalid === null")


def test_the_other_language_shows_what_was_typed(visits: Visits) -> None:
    page = visits.open(SEPTEMBER)
    page.get_by_label("ΛΑΕ", exact=True).fill("3,1")
    until(page, "() => location.search.includes('lae:3.1')")
    page.locator("#live .language").click()
    page.wait_for_url("**lang=en")
    there(page)
    assert page.get_by_label("LAE", exact=True).input_value() == "3.1"
    assert "9 parties enter parliament" in page.locator("#seats-said").inner_text()


def test_a_further_party_gets_a_field_of_its_own(visits: Visits) -> None:
    page = visits.open("/seats?shares=nd:40,syriza:30")
    page.get_by_label("Άλλο κόμμα").select_option("mera25")
    page.get_by_label("Το ποσοστό του, %").fill("4,5")
    said(page, "3 κόμματα")
    page.keyboard.press("Enter")
    page.wait_for_url("**more=mera25**")
    there(page)
    assert page.get_by_label("ΜέΡΑ25", exact=True).input_value() == "4,5"


@pytest.mark.parametrize(
    ("language", "begin", "fill"),
    [("el", "Ξεκινήστε από", "Συμπλήρωση"), ("en", "Begin with", "Fill in")],
)
def test_without_scripts_the_form_is_sent_and_answered(
    visits: Visits, language: str, begin: str, fill: str
) -> None:
    page = visits.open("/seats", language=language, scripts=False)
    page.get_by_label(begin).select_option("2019-07")
    page.get_by_role("button", name=fill).click()
    page.wait_for_url("**from=2019-07**")
    table = page.locator("#first-seats-table tbody tr td:nth-child(3)")
    assert table.all_inner_texts()[:6] == ["158", "86", "22", "15", "10", "9"]
    page.locator("#first-seats-law").select_option("4406-2016")
    page.get_by_role("button", name={"el": "Υπολογισμός εδρών", "en": "Work out"}[language]).click()
    page.wait_for_url("**law=4406-2016**")
    # 2,251,618 × 300 / 5,198,346 = 129.94.
    assert table.all_inner_texts()[0] == "130"
    assert page.locator("html").get_attribute("lang") == language


def test_what_is_typed_before_dash_has_come_is_not_lost(visits: Visits) -> None:
    page = visits.open(SEPTEMBER, wait=False)
    page.locator("#first-seats-share-lae, #live:not(.waiting) #seats-share-lae").first.fill("3,2")
    there(page)
    said(page, "9 κόμματα")
    assert page.locator("#seats-share-lae").input_value() == "3,2"


def test_ties_and_open_seats_are_told_and_shown(visits: Visits) -> None:
    page = visits.open("/seats?shares=nd:35,syriza:35,kke:10&law=3231-2004", width=390)
    shoot(page, "seats-tie-el-390")
    assert page.locator("#seats-head .aside").count() == 2
    assert page.evaluate(DOTS) == [109, 109, 31, 51]
    assert faults(page) == []
