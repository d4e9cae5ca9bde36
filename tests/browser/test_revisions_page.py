"""The ledger of revisions: the chart, and the table to sort, filter and save."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.visits import PAINTED, Visits, arrived, until, where

LEDGER = "/e/2015-09/revisions"
REGION = "#live .chart-scroll"


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


# What a reader sees of the chart: how far it is scrolled, on which sides it says that it goes on, and the
# names that stand in view, with how far each is from the label that the chart has for its row.
SEEN = """() => {
  const chart = document.querySelector('#live .sideways'), place = chart.querySelector('.chart-scroll');
  const inside = box => box.left >= 0 && box.right <= innerWidth;
  const labels = [...chart.querySelectorAll('.main-svg .ytick text')];
  const names = [...chart.querySelectorAll('.row-names span')];
  const middle = part => { const box = part.getBoundingClientRect(); return (box.top + box.bottom) / 2; };
  return {
    left: place.scrollLeft,
    room: place.scrollWidth - place.clientWidth,
    fades: [getComputedStyle(chart.querySelector('.row-names')).visibility === 'visible',
            getComputedStyle(chart, '::after').opacity === '1'],
    names: names.filter(name => name.checkVisibility({visibilityProperty: true})
      && inside(name.getBoundingClientRect())).map(name => name.textContent),
    labels: labels.filter(label => inside(label.getBoundingClientRect())).map(label => label.textContent),
    apart: Math.max(...names.map((name, i) => Math.abs(middle(name) - middle(labels[i])))),
  };
}"""
PARTIES = ["ΣΥΡΙΖΑ", "ΛΑΕ", "ΝΔ", "ΧΑ", "ΚΚΕ", "ΠΑΣΟΚ-ΔΗΜΑΡ", "ΠΟΤΑΜΙ", "ΑΝΕΛ", "ΕΚ"]


def scroll(page: Page, part: float) -> Any:
    """Scroll the chart to a part of its way and say what is seen."""
    page.locator(REGION).evaluate(
        "(place, part) => { place.scrollLeft = part * (place.scrollWidth - place.clientWidth); }", part
    )
    page.evaluate(PAINTED)
    return page.evaluate(SEEN)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_on_a_phone_the_parties_names_stay_and_an_edge_tells_of_more(visits: Visits, theme: str) -> None:
    page = visits.open(LEDGER, width=390, height=900, theme=theme)
    start, middle, end = (scroll(page, part) for part in (0, 0.5, 1))
    assert start["room"] > 100
    assert (start["labels"], start["fades"]) == (PARTIES, [False, True])
    assert (middle["names"], middle["fades"]) == (PARTIES, [True, True])
    assert (end["names"], end["fades"]) == (PARTIES, [True, False])
    assert end["apart"] <= 1
    ground = "part => getComputedStyle(part).backgroundColor"
    assert page.locator("#live .row-names").evaluate(ground) == page.locator("body").evaluate(ground)


def test_the_names_that_stay_cover_nothing_that_hover_tells(visits: Visits) -> None:
    page = visits.open(LEDGER, width=390, height=1400)
    scroll(page, 0.4)
    # The cell of 11/9 where ΠΑΣΟΚ-ΔΗΜΑΡ takes the place of ΠΑΣΟΚ; its label is too wide for the room beside.
    x, y = page.evaluate(
        """() => { const plot = document.querySelector('#live .js-plotly-plot');
        const box = plot.getBoundingClientRect(), {xaxis, yaxis} = plot._fullLayout;
        return [box.x + xaxis._offset + xaxis.d2p(3), box.y + yaxis._offset + yaxis.d2p(5)]; }"""
    )
    page.mouse.move(x - 1, y)
    page.mouse.move(x, y)
    label = page.locator(".hoverlayer .hovertext")
    assert label.text_content() == "ΠΑΣΟΚ: 3–4 → ΠΑΣΟΚ-ΔΗΜΑΡ: 3–4 (αμετάβλητο)"
    names = page.locator("#live .row-names").bounding_box()
    box = label.bounding_box()
    assert names is not None
    assert box is not None
    assert 0 <= box["x"] < names["x"] + names["width"]
    # Hit testing passes over both; with it switched on for a moment it tells which of the two lies above.
    above = page.evaluate(
        """([x, y]) => { const names = document.querySelector('#live .row-names');
        const label = document.querySelector('.hoverlayer .hovertext path');
        names.style.pointerEvents = label.style.pointerEvents = 'all';
        return document.elementFromPoint(x, y) === label; }""",
        [box["x"] + 6, box["y"] + box["height"] - 4],
    )
    assert above


def test_on_a_desk_the_whole_ledger_is_seen_and_nothing_tells_of_more(visits: Visits) -> None:
    page = visits.open(LEDGER)
    seen = page.evaluate(SEEN)
    assert (seen["room"], seen["labels"], seen["fades"]) == (0, PARTIES, [False, False])


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("el", "Το διάγραμμα· κυλά στο πλάι όπου δεν χωρά στην οθόνη."),
        ("en", "The chart; it scrolls sideways where it is wider than the screen."),
    ],
)
def test_the_chart_is_scrolled_by_keyboard(visits: Visits, language: str, label: str) -> None:
    page = visits.open(LEDGER, width=390, height=900, language=language)
    page.get_by_role("region", name=label, exact=True).focus()
    page.keyboard.press("ArrowRight")
    until(page, f"() => ({SEEN})().left > 0")


def test_the_arrow_keys_bring_each_update_into_view(visits: Visits) -> None:
    page = visits.open(LEDGER, width=390, height=900)
    page.locator(f"{REGION} .js-plotly-plot").focus()
    page.keyboard.press("Home")
    seen = page.evaluate(SEEN)
    assert abs(seen["left"] - seen["room"]) <= 10
    page.keyboard.press("End")
    assert page.evaluate(SEEN)["left"] == 0


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
