"""A table in the studio: typed at leisure, taken by its button or by pasting, and nothing of it is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_studio import NEW, Desk, cell, row, settled
from tests.browser.visits import until

PASTED = """([selector, words]) => {
  const data = new DataTransfer();
  data.setData('text/plain', words);
  const place = document.querySelector(selector);
  place.focus();
  place.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""
SAVED = "() => document.getElementById('draft-state').textContent.startsWith('Το πρόχειρο αποθηκεύτηκε')"


@pytest.fixture
def desk(tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    desk = Desk(tmp_path, browser)
    yield desk
    desk.end()


def opened(desk: Desk) -> Page:
    page = desk.author()
    page.goto(NEW)
    page.click('[data-way="table"]')
    return page


def shown(page: Page, party: str) -> tuple[str, str]:
    return cell(page, party, "low"), cell(page, party, "high")


def test_a_table_is_typed_at_leisure_and_taken_by_its_button(desk):
    page = opened(desk)
    page.keyboard.type("ΣΥΡΙΖΑ;28")
    until(page, SAVED)
    settled(page)
    assert page.evaluate("document.activeElement.id") == "table-text"
    page.keyboard.type("-30")
    settled(page)
    assert page.input_value("#table-text") == "ΣΥΡΙΖΑ;28-30"
    assert shown(page, "ΣΥΡΙΖΑ") == ("25", "28")

    page.click("#take-table")
    until(page, "() => document.getElementById('told').textContent.includes('1 κόμμα')")
    settled(page)
    assert shown(page, "ΣΥΡΙΖΑ") == ("28", "30")
    assert page.input_value("#table-text") == ""
    assert page.evaluate("document.activeElement.id") == "grid"


def test_lines_that_are_not_understood_stay_in_the_box_and_in_the_draft(desk):
    page = opened(desk)
    page.keyboard.insert_text("ΝΔ;12-14\nκάτι άλλο")
    page.click("#take-table")
    until(page, "() => document.getElementById('table-told').textContent.includes('Γραμμή 2, «κάτι άλλο»')")
    settled(page)
    assert page.input_value("#table-text") == "κάτι άλλο"
    page.reload()
    settled(page)
    assert shown(page, "ΝΔ") == ("12", "14")
    assert page.input_value("#table-text") == "κάτι άλλο"
    assert page.is_visible("#table-text")


def test_figures_alone_are_pasted_into_the_cells_from_the_one_they_are_pasted_at(desk):
    page = desk.author()
    page.goto(NEW)
    page.evaluate(PASTED, [f'{row(page, "ΝΔ")} [data-cell="low"]', "12\t14\n6,5\t8\n"])
    settled(page)
    below = page.evaluate(
        "party => document.querySelector(party).nextElementSibling.getAttribute('aria-label')",
        row(page, "ΝΔ"),
    )
    assert shown(page, "ΝΔ") == ("12", "14")
    assert shown(page, below) == ("6,5", "8")


def test_commas_and_quotes_part_the_cells_of_a_line_pasted_into_the_grid(desk):
    page = desk.author()
    page.goto(NEW)
    spot = f'{row(page, "ΝΔ")} [data-cell="label"]'
    page.evaluate(PASTED, [spot, '"ΣΥΡΙΖΑ","28,5","30"'])
    until(page, "() => document.getElementById('told').textContent.includes('1 κόμμα')")
    page.evaluate(PASTED, [spot, "ΚΚΕ,5,6"])
    settled(page)
    assert shown(page, "ΣΥΡΙΖΑ") == ("28,5", "30")
    assert shown(page, "ΚΚΕ") == ("5", "6")
    assert shown(page, "ΝΔ") == ("11", "13")


def test_a_table_pasted_while_the_server_is_away_waits_in_its_box(desk):
    page = desk.author()
    page.goto(NEW)
    desk.kill()
    page.evaluate(PASTED, [f'{row(page, "ΝΔ")} [data-cell="label"]', "ΣΥΡΙΖΑ\t28\t30"])
    until(page, "() => document.getElementById('table').open")
    assert page.input_value("#table-text") == "ΣΥΡΙΖΑ\t28\t30"
    desk.start()
    page.click("#take-table")
    settled(page)
    assert shown(page, "ΣΥΡΙΖΑ") == ("28", "30")
