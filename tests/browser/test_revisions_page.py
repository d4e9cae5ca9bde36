"""The ledger of revisions: the chart, and the table to sort, filter and save."""

import csv
import io
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.visits import Visits, arrived, where

LEDGER = "/e/2015-09/revisions"


def table(page: Page) -> list[list[str]]:
    """The cells of the ledger, row by row."""
    found: list[list[str]] = page.eval_on_selector_all(
        "table.ledger tbody tr", "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))"
    )
    return found


def shown(page: Page, path: str) -> None:
    arrived(page, path)
    assert where(page) == path


def test_the_newest_changes_come_first(visits: Visits) -> None:
    page = visits.open(LEDGER)
    # After the second debate: ΣΥΡΙΖΑ low +3, high +2, width −1, no overlap; ΕΚ −1 at both ends.
    assert table(page)[0][:8] == ["ΣΥΡΙΖΑ", "15/9", "+2,5", "25–28", "28–30", "+3", "+2", "−1"]
    assert table(page)[1][:8] == ["ΕΚ", "15/9", "−1", "3,5–4", "2,5–3", "−1", "−1", "0"]


def test_the_headings_sort_by_keyboard(visits: Visits) -> None:
    page = visits.open(LEDGER)
    heading = page.get_by_role("columnheader").filter(has_text="Μέσο").get_by_role("link")
    heading.focus()
    page.keyboard.press("Enter")
    shown(page, f"{LEDGER}?sort=-move")
    moves = [row[2] for row in table(page)]
    assert moves[:2] == ["+2,5", "+2,5"]
    assert moves[-2:] == ["−2,5", "−2,5"] or moves[-1] == "–"
    assert page.locator("th[aria-sort='descending']").inner_text().startswith("Μέσο")
    assert page.evaluate("document.activeElement.closest('th').ariaSort") == "descending"
    page.keyboard.press("Enter")
    shown(page, f"{LEDGER}?sort=move")
    assert table(page)[0][2] == "−2,5"
    assert page.locator("th[aria-sort='ascending']").count() == 1


def test_the_table_can_be_narrowed_to_a_kind_of_change_and_a_party(visits: Visits) -> None:
    page = visits.open(f"{LEDGER}?change=raised")
    # ΣΥΡΙΖΑ after either debate is all that was ever raised.
    assert [row[:2] for row in table(page)] == [["ΣΥΡΙΖΑ", "15/9"], ["ΣΥΡΙΖΑ", "11/9"]]
    page.get_by_role("link", name="Όλες οι γραμμές").click()
    shown(page, f"{LEDGER}?change=all")
    assert len(table(page)) == 37
    page.goto(f"{visits.address}{LEDGER}?change=all&party=ek")
    arrived(page, f"{LEDGER}?change=all&party=ek")
    # 4–4,5 (29/8, as before) · 3,5–4 (4/9) · 3,5–4 (11/9) · 2,5–3 (15/9)
    assert [row[1:5] for row in table(page)] == [
        ["15/9", "−1", "3,5–4", "2,5–3"],
        ["11/9", "0", "3,5–4", "3,5–4"],
        ["4/9", "−0,5", "4–4,5", "3,5–4"],
        ["29/8", "0", "4–4,5", "4–4,5"],
    ]


def test_a_choice_without_lines_says_so_and_leads_back(visits: Visits) -> None:
    page = visits.open(f"{LEDGER}?change=raised&party=kke")
    assert table(page) == []
    assert page.locator(".empty p").first.inner_text() == "Καμία γραμμή δεν ταιριάζει με αυτή την επιλογή."
    page.get_by_role("link", name="Εμφάνιση όλων").last.click()
    shown(page, LEDGER)


def test_the_chart_holds_range_and_move_of_every_update(visits: Visits) -> None:
    page = visits.open(LEDGER)
    words = " ".join(page.locator("#revisions-chart .main-svg text").all_text_contents())
    for said in ("25–28", "28–30", "+2,5", "−1,25", "ΠΑΣΟΚ-ΔΗΜΑΡ", "11/9"):
        assert said in words


def test_the_ledger_can_be_saved_and_equals_the_posts(visits: Visits, tmp_path: Path) -> None:
    page = visits.open(LEDGER)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Αριθμοί (CSV)").click()
    file = tmp_path / "revisions.csv"
    saved.value.save_as(file)
    assert saved.value.suggested_filename == "provlepsi-2015-09-failedevolution-revisions.csv"
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 37
    found = next(row for row in rows if row["party"] == "syriza" and row["published"] == "2015-09-15")
    numbers = ("low_change", "high_change", "midpoint_change", "width_change", "overlap")
    assert [float(found[name]) for name in numbers] == [3, 2, 2.5, -1, 0]
    assert (found["change"], found["disjoint"]) == ("raised", "True")
