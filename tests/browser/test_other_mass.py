"""Another probability in a browser: typed and sent by keyboard, with scripts and without."""

import pytest

from tests.browser.measures import faults
from tests.browser.visits import Visits, there, until, where

PAGE = "/e/2015-09/seats"
LABEL = {"el": "Άλλη: 50 έως 99%", "en": "Another: 50 to 99%"}
SAID = {"el": "με πιθανότητα 73%", "en": "with a probability of 73%"}


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["el", "en"])
def test_another_probability_is_typed_and_sent_by_enter(visits: Visits, language: str, scripts: bool) -> None:
    page = visits.open(f"{PAGE}?unnamed=1", language=language, width=320, scripts=scripts)
    field = page.get_by_label(LABEL[language])
    assert field.input_value() == "80"
    field.fill("73")
    field.press("Enter")
    page.wait_for_url("**mass=73**")
    assert "unnamed=1" in where(page)
    if scripts:
        until(page, "() => /mass=73/.test(document.querySelector('#live main').dataset.shown)")
        assert [fault for fault in faults(page) if "px wide" in fault or "cut off" in fault] == []
    assert SAID[language] in page.locator(".assumption").first.inner_text()
    assert page.get_by_label(LABEL[language]).input_value() == "73"


def test_what_no_range_holds_with_is_stopped_by_the_browser(visits: Visits) -> None:
    page = visits.open(PAGE, width=390)
    field = page.get_by_label(LABEL["el"])
    assert not field.is_visible()
    page.get_by_text("Δοκιμάστε άλλη").click()
    field.fill("45")
    page.get_by_role("button", name="Δοκιμή").click()
    assert field.evaluate("field => field.validity.patternMismatch")
    assert where(page) == PAGE


def test_what_is_typed_before_dash_has_come_is_not_lost(visits: Visits) -> None:
    page = visits.open(f"{PAGE}?mass=80", wait=False)
    page.locator("#first-chances-mass, #live:not(.waiting) #chances-mass").first.fill("66")
    there(page)
    until(page, "() => document.querySelector('#live #chances-mass').value === '66'")
    page.locator("#chances-mass").press("Enter")
    page.wait_for_url("**mass=66**")
