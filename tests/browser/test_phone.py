"""A phone of 390 px shows whole: the sheet of a correction, many versions, the names of joint lists."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.measures import faults
from tests.browser.test_studio import NEW, Desk, paste, row, settled, sound
from tests.browser.visits import there

LONG = "ΣΥΝΑΣΠΙΣΜΟΣ ΡΙΖΟΣΠΑΣΤΙΚΗΣ ΑΡΙΣΤΕΡΑΣ + ΑΝΕΞΑΡΤΗΤΟΙ ΕΛΛΗΝΕΣ + ΟΙΚΟΛΟΓΟΙ ΠΡΑΣΙΝΟΙ"
KKE = {"el": "ΚΚΕ", "en": "KKE"}
SIDEWAYS = """() => [...document.querySelectorAll('#live .table-frame')]
  .map(frame => frame.scrollWidth - frame.clientWidth)"""


@pytest.fixture
def desk(tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    desk = Desk(tmp_path, browser)
    yield desk
    desk.end()


def correct(page: Page, language: str, high: str, reason: str) -> None:
    """A correction up to where it can be saved."""
    page.goto("/studio?lang=en" if language == "en" else "/studio")
    with page.expect_navigation(url=re.compile(r"/studio/u/\d+/correct")):
        page.click(".two-ways p:nth-child(2) a")
    settled(page)
    page.fill(f'{row(page, KKE[language])} [data-cell="high"]', high)
    page.fill("#reason", reason)
    settled(page)


@pytest.mark.parametrize(("language", "theme"), [("el", "dark"), ("en", "light")])
def test_the_versions_of_an_update_stand_below_one_another_on_a_phone(desk, language, theme):
    page = desk.author(width=390, language=language, theme=theme)
    for high in ("6", "6.5", "7"):
        correct(page, language, high, f"it was 5-{high}")
        if high == "6":
            page.focus("#reason")
            sheet = page.evaluate("document.getElementById('panel').offsetHeight")
            assert sheet < 844 * 0.4
            # What every author sees before publishing is there without opening anything.
            for part in ("#sentence", "#feasibility", "#sums", "#publish"):
                assert page.locator(part).is_visible()
            sound(page, f"phone-correction-{language}-{theme}")
        with page.expect_navigation(url=re.compile(r"//[^/]+/u/\d+")):
            page.click("#publish")
    there(page)
    assert page.evaluate(SIDEWAYS) == [0]
    told = page.locator("#live .compared tbody tr", has_text=KKE[language]).inner_text().replace(",", ".")
    first, name = {"el": ("Όπως δημοσιεύτηκε", "Εκδοχή"), "en": ("As published", "Version")}[language]
    assert told.split("\n")[1:] == [
        *(first, "5–5.5"),
        *(f"{name} 2", "5–6"),
        *(f"{name} 3", "5–6.5"),
        *(f"{name} 4", "5–7"),
    ]
    same = page.locator("#live .compared tbody tr").first.inner_text()
    assert same.count("25–28") == 1
    assert first not in same
    sound(page, f"phone-versions-{language}-{theme}")
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.locator("#live .compared tbody tr").first.inner_text().count("25–28") == 4
    assert faults(page) == []


BEHIND = """() => {
  const here = document.activeElement, sheet = document.getElementById('panel');
  if (here === document.body || sheet.contains(here)) { return ''; }
  const hidden = here.getBoundingClientRect().bottom > sheet.getBoundingClientRect().top + 1;
  return hidden ? here.outerHTML.slice(0, 80) : '';
}"""


def test_what_has_the_keyboard_is_never_behind_the_sheet_of_a_phone(desk):
    page = desk.author(width=390)
    page.goto(NEW)
    paste(page, "Update (18/9): ΣΥΡΙΖΑ 29-31% ΝΔ 11-13%")
    hidden = []
    for _ in range(50):
        page.keyboard.press("Tab")
        hidden.append(page.evaluate(BEHIND))
    assert [each for each in hidden if each] == []


def test_the_ways_to_enter_an_update_stand_side_by_side_and_fit_a_finger(desk):
    page = desk.author(width=390)
    page.goto(NEW)
    boxes = [each.bounding_box() for each in page.locator(".ways .option").all()]
    assert len(boxes) == 3
    assert all(box["height"] >= 44 for box in boxes)
    assert boxes[0]["y"] == boxes[1]["y"]


@pytest.mark.parametrize("width", [390, 1440])
def test_the_long_name_of_a_joint_list_is_read_whole_and_typed_at_in_its_field(desk, width):
    page = desk.author(width=width)
    page.goto(NEW)
    paste(page, "Update 15/9: ΝΔ 28-30%")
    page.click("#add-row")
    page.keyboard.insert_text(LONG)
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Tab")
    page.keyboard.type("4")
    settled(page)
    name = page.locator(".row .name", has_text=LONG)
    whole, field = name.locator(".whole"), name.locator("input")
    assert whole.is_visible()
    assert field.evaluate("field => getComputedStyle(field).opacity") == "0"
    assert whole.evaluate("whole => whole.scrollWidth <= whole.clientWidth && whole.clientHeight > 50")
    sound(page, f"phone-long-name-{width}")

    field.focus()
    assert not whole.is_visible()
    assert field.evaluate("field => getComputedStyle(field).opacity") == "1"
    page.keyboard.press("End")
    page.keyboard.type(" 2")
    page.locator("#text").focus()
    assert whole.inner_text() == f"{LONG} 2"
