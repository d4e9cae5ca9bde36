"""An import sent after its session has ended, in a real browser: signed in elsewhere, then sent from here."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_studio import PASSWORD, Desk, sound

WORDS = "Update 24/8/2015: ΣΥΡΙΖΑ 25-27% ΝΔ 21-23%"


@pytest.fixture
def desk(tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    desk = Desk(tmp_path, browser)
    yield desk
    # A browser says so of every answer that is no 200.
    desk.troubles = [
        each for each in desk.troubles if "status of 401" not in each and "status of 403" not in each
    ]
    desk.end()


def test_an_import_outlasts_its_session(desk):
    page = desk.author(width=390, scripts=False)
    page.goto("/studio/import")
    page.fill("#text", WORDS)
    page.context.clear_cookies()
    page.click("form.sheet .act")
    assert page.input_value("#typed-text") == WORDS

    with page.context.expect_page() as opened:
        page.click(".fault-summary a")
    other = opened.value
    other.fill("#name", "maria")
    other.fill("#password", PASSWORD)
    other.click("form.sheet .act")
    other.wait_for_url("**/studio")
    page.click("form.sheet .act")
    assert "maria" in page.inner_text(".fault-summary")
    page.click("form.sheet .act")
    page.wait_for_url("**/studio/new?draft=*")
    assert page.input_value("#text") == WORDS


def test_what_comes_back_is_sound_on_a_phone(desk):
    page = desk.author(width=390)
    page.goto("/studio/import")
    page.fill("#text", WORDS)
    page.context.clear_cookies()
    page.click("form.sheet .act")
    page.wait_for_selector("#typed-text")
    sound(page, "studio-handed-back-390")
