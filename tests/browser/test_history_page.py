"""The history of an update in a real browser, reached from its forecaster's page."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.measures import duplicate_ids, faults
from tests.browser.visits import Visits, shoot, there, until


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("language", "width"), [("el", 390), ("en", 1440)])
def test_the_history_is_a_click_from_the_forecasters_page(
    visits: Visits, language: str, width: int, theme: str
) -> None:
    page = visits.open("/e/2015-09/f/failedevolution", language=language, width=width, theme=theme)
    page.locator("#live .record a").first.click()
    until(page, "() => Boolean(document.querySelector('#live .verified'))")
    there(page)

    assert "✓" in page.inner_text("#live .verified")
    assert page.locator("#live .versions tbody tr").count() == 9
    shoot(page, f"history-{language}-{width}-{theme}")
    assert faults(page) == []
    assert duplicate_ids(page) == []
    assert [each["id"] for each in Axe().run(page).response["violations"]] == []
