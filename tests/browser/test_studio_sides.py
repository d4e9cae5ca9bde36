"""The text beside the grid in a real browser: one tap takes either, where they say different things."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_studio import NEW, Desk, cell, paste, row, settled, sound


@pytest.fixture
def desk(tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    desk = Desk(tmp_path, browser)
    yield desk
    desk.end()


def typed_then_written_anew(page: Page) -> str:
    page.goto(NEW)
    paste(page, "Update 15/9: ΣΥΡΙΖΑ 22-27%")
    page.fill(f'{row(page, "ΣΥΡΙΖΑ")} [data-cell="high"]', "28")
    settled(page)
    assert page.inner_text("#faults-said") == ""
    page.fill("#text", "Update 15/9: ΣΥΡΙΖΑ 30-33% ΝΔ 16-17%")
    settled(page)
    return row(page, "ΣΥΡΙΖΑ")


def test_a_newer_text_and_an_older_figure_in_the_grid_are_both_offered(desk):
    page = desk.author(width=390)
    line = typed_then_written_anew(page)
    told = "ΣΥΡΙΖΑ: το κείμενο λέει 30–33, τα εύρη 22–28."
    assert page.inner_text("#faults-said") == told
    sound(page, "studio-sides-390")
    page.click("#publish")
    settled(page)
    assert "/studio/new" in page.url

    page.click(f"{line} .row-fault button:has-text('Γράψε 30–33')")
    settled(page)
    assert (cell(page, "ΣΥΡΙΖΑ", "low"), cell(page, "ΣΥΡΙΖΑ", "high")) == ("30", "33")
    assert page.inner_text("#faults-said") == ""
    assert page.locator(f"{line} .row-fault").count() == 0


def test_what_was_typed_stays_with_one_tap_and_after_the_page_was_loaded_again(desk):
    page = desk.author()
    line = typed_then_written_anew(page)
    page.click(f"{line} .row-fault button:has-text('Κράτα 22–28')")
    settled(page)
    assert page.inner_text("#faults-said") == ""
    page.reload()
    settled(page)
    assert (cell(page, "ΣΥΡΙΖΑ", "low"), cell(page, "ΣΥΡΙΖΑ", "high")) == ("22", "28")
    assert page.inner_text("#faults-said") == ""
    assert page.locator(f"{line} .row-fault button").count() == 1
