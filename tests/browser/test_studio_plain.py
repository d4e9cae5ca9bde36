"""The studio without scripts: what is long or large goes through the plain form as well."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_studio import NEW, Desk


@pytest.fixture
def desk(tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    desk = Desk(tmp_path, browser)
    yield desk
    desk.end()


def sent(page: Page, act: str = 'button.act-quiet[value="preview"]') -> int:
    """Send the form, and the status of what comes."""
    with page.expect_navigation() as there:
        page.click(act)
    return there.value.status if there.value else 0


def draft_of(page: Page, **body: Any) -> str:
    """The address of a draft that holds more than anybody types in a test."""
    csrf = page.locator('#entry [name="csrf"]').input_value()
    answer = page.request.post(
        "/studio/api/draft",
        data={"forecaster": "failedevolution", "election": "2015-09", "draft": None, **body},
        headers={"X-CSRF-Token": csrf},
    )
    assert answer.status == 200, answer.text()
    return f"/studio/new?draft={answer.json()['id']}"


def test_a_greek_text_of_the_greatest_length_is_sent_whole(desk):
    page = desk.author(scripts=False)
    page.goto(NEW)
    tale = "Update 15/9: ΣΥΡΙΖΑ 28-30%\n" + "λόγος " * 33_000
    tale += "ω" * (200_000 - len(tale))
    page.fill("#text", tale)
    assert sent(page) == 200
    assert page.input_value("#text") == tale
    assert page.locator('input[name="low"]').first.input_value() == "28"
    assert sent(page, "#publish") == 200
    assert re.search(r"/e/2015-09/f/failedevolution", page.url)


def test_a_grid_as_large_as_any_goes_through_and_keeps_every_line(desk):
    page = desk.author(scripts=False)
    page.goto(NEW)
    before = page.locator(".row:not(.spare)").count()
    lines = [{"id": f"r{n}", "label": f"Λίστα {n}", "low": "1", "high": "2", "was": ""} for n in range(200)]
    page.goto(draft_of(page, rows=lines))
    assert page.locator(".row:not(.spare)").count() == before + 200
    page.fill('.row[aria-label="Λίστα 199"] [name="high"]', "3")
    assert sent(page) == 200
    assert page.locator(".row:not(.spare)").count() == before + 200
    assert page.input_value('.row[aria-label="Λίστα 199"] [name="high"]') == "3"
