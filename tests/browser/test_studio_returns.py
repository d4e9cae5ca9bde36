"""Coming back to a page of the studio in a real browser: the same draft, and none in another's place."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_studio import NEW, Desk, paste, settled, sound
from tests.browser.test_studio_away import READERS, SAID, drafts
from tests.browser.test_studio_drafts import FIRST
from tests.browser.visits import until

OLDER = "Update 14/9: ΚΚΕ 5-6%"


@pytest.fixture
def desk(tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    desk = Desk(tmp_path, browser)
    yield desk
    desk.end()


def test_an_empty_page_that_was_written_on_stays_itself_in_the_other_language(desk):
    page = desk.author()
    page.goto(NEW)
    paste(page, OLDER)
    page.goto(f"{NEW}&fresh=1")
    paste(page, FIRST)
    with page.expect_navigation():
        page.click("a.language")
    settled(page)

    assert page.input_value("#text") == FIRST
    assert "lang=en" in page.url
    assert sorted(drafts(page)) == sorted([OLDER, FIRST])


def test_what_the_browser_kept_of_a_correction_is_offered_though_its_update_was_withdrawn(desk):
    page = desk.author()
    page.click(".two-ways p:nth-child(2) a")
    settled(page)
    address = page.url
    desk.kill()
    page.fill("#text", FIRST)
    until(page, SAID, ["draft-state", "κρατιέται σε αυτόν τον περιηγητή"])
    page.close()
    desk.start()
    other = desk.author(1)
    other.goto(address)
    other.click(".withdraw summary")
    other.fill("#withdraw-reason", "λάθος εκλογές")
    with other.expect_navigation(url=re.compile(r"//[^/]+/u/\d+")):
        other.click(".withdraw button")

    page = desk.contexts[0].new_page()
    page.goto(address)
    settled(page)
    assert "λάθος εκλογές" in page.inner_text("#entry .told:not(#told)")
    assert "επαναφέραμε" in page.inner_text("#told")
    assert page.input_value("#text") == FIRST
    page.reload()
    settled(page)
    assert page.input_value("#text") == FIRST
    page.click("#publish")
    page.wait_for_url(READERS)


def test_back_after_publishing_opens_no_older_draft(desk):
    page = desk.author()
    page.goto(NEW)
    paste(page, OLDER)
    page.goto(f"{NEW}&fresh=1")
    paste(page, FIRST)
    page.click("#publish")
    page.wait_for_url(READERS)
    page.go_back()
    settled(page)

    assert page.input_value("#text") == ""
    assert "δημοσιεύτηκε ή διαγράφηκε" in page.inner_text("#entry .told:not(#told)")
    assert drafts(page) == [OLDER]


def test_a_withdrawal_that_is_refused_is_told_and_a_draft_is_thrown_away_in_two_steps(desk):
    page = desk.author(width=390)
    page.click(".two-ways p:nth-child(2) a")
    settled(page)
    page.click(".withdraw summary")
    page.fill("#withdraw-reason", "   ")
    with page.expect_navigation(url=re.compile("/withdraw")):
        page.click(".withdraw button")
    settled(page)
    assert page.is_visible(".withdraw [role=alert]")
    assert page.inner_text(".withdraw [role=alert]") != ""
    assert page.evaluate("document.activeElement.closest('.withdraw') !== null")

    page.goto(NEW)
    paste(page, FIRST)
    page.goto("/studio")
    page.click(".draft-list form button")
    page.wait_for_selector("main button.danger")
    sound(page, "studio-drop-390")
    assert FIRST in page.inner_text("main")
    page.click("main button.danger")
    page.wait_for_url(re.compile(r"/studio$"))
    assert page.locator(".draft-list").count() == 0
