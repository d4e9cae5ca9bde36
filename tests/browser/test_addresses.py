"""Addresses at which there is nothing, and the front page that remembers."""

import pytest

from tests.browser.visits import Visits, arrived, in_language, there, where

TITLES = {"el": "Δεν υπάρχει τέτοια σελίδα", "en": "There is no such page"}
WAY_HOME = {"el": "Στην αρχική σελίδα", "en": "To the front page"}


@pytest.mark.parametrize("language", ["el", "en"])
@pytest.mark.parametrize(
    "path", ["/nowhere", "/e/1832-01", "/e/2015-09/f/nobody", "/e/2015-09/revisions?forecaster=nobody"]
)
def test_an_unknown_address_is_told_in_words_with_a_way_home(
    visits: Visits, path: str, language: str
) -> None:
    page = visits.profile().new_page()
    answer = page.goto(visits.address + in_language(path, language))
    assert answer is not None
    assert answer.status == 404
    there(page)
    assert page.locator("h1").inner_text() == TITLES[language]
    assert page.title().startswith(TITLES[language])
    page.get_by_role("link", name=WAY_HOME[language]).click()
    arrived(page, in_language("/", language))


def test_a_name_with_markup_in_it_stays_text(visits: Visits) -> None:
    page = visits.open("/e/%3Cimg%20src=x%20onerror=alert(1)%3E")
    assert "<img src=x onerror=alert(1)>" in page.locator("main").inner_text()
    assert page.locator("main img").count() == 0


def test_the_front_page_shows_the_election_last_visited(visits: Visits) -> None:
    page = visits.open("/")
    assert page.locator("main").get_attribute("data-election") == "2015-09"
    page.goto(f"{visits.address}/e/2023-05")
    there(page)
    page.goto(visits.address)
    page.wait_for_url("**/?election=2023-05")
    there(page)
    assert page.locator("main").get_attribute("data-election") == "2023-05"


def test_the_menu_of_elections_leads_to_each(visits: Visits) -> None:
    page = visits.open("/", language="en")
    page.locator("details.menu > summary").click()
    links = page.locator("details.menu a:visible")
    assert links.count() == 7
    links.filter(has_text="June 2023").click()
    arrived(page, "/?lang=en&election=2023-06")
    assert where(page) == "/?lang=en&election=2023-06"
    assert page.locator(".kicker").first.inner_text() == "June 2023 parliamentary election"
