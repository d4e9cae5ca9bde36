"""The studio in a real browser: from the one-time link to published, corrected and revised."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.measures import faults
from tests.browser.server import ROOT
from tests.browser.visits import PATIENCE, at, shoot, until

POST = (ROOT / "data/updates/2015-09/2015-09-15-failedevolution.txt").read_text(encoding="utf-8")
PASSWORD = "παλιό ποτάμι 2015"
SETTLED = "() => Boolean(window.provlepsi && window.provlepsi.studio && window.provlepsi.studio.settled())"
NEW = "/studio/new?forecaster=failedevolution&election=2015-09"
# A browser says so of every answer that is no 200, also of one that is meant.
MEANT = re.compile(r"status of (409|422)|ERR_CONNECTION_REFUSED|Failed to fetch")


class Desk:
    """A studio with a record of its own, which can be killed and started again."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.folder = folder
        self.browser = browser
        self.port = 0
        self.links: list[str] = []
        self.troubles: list[str] = []
        self.contexts: list[BrowserContext] = []
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.browser.studio_server", str(self.folder / "record.sqlite3")]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, str(self.port)], cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert self.process.stdout
        words = self.process.stdout.readline().split()
        assert words[:3] == ["Serving", "on", "port"]
        self.port = int(words[3])
        self.links += words[4:]

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate(timeout=20)

    def end(self) -> None:
        for context in self.contexts:
            context.close()
        self.kill()
        log = (self.folder / "log").read_text(encoding="utf-8", errors="replace")
        assert "Traceback" not in log
        assert self.troubles == []

    def profile(self, *, width: int = 1440, theme: str = "light", scripts: bool = True) -> BrowserContext:
        context = self.browser.new_context(
            locale="el-GR",
            timezone_id="Europe/Athens",
            color_scheme="dark" if theme == "dark" else "light",
            viewport={"width": width, "height": 844 if width < 500 else 900},
            java_script_enabled=scripts,
            base_url=f"http://127.0.0.1:{self.port}",
        )
        context.set_default_timeout(PATIENCE * 1000)
        context.on("console", self.heard)
        context.on("weberror", lambda fault: self.troubles.append(str(fault.error)))
        self.contexts.append(context)
        return context

    def heard(self, message: object) -> None:
        kind, said = getattr(message, "type", ""), getattr(message, "text", "")
        if kind in ("error", "warning") and not MEANT.search(said):
            self.troubles.append(said)

    def author(self, link: int = 0, *, language: str = "el", **options: object) -> Page:
        """Somebody who has come by their one-time link and set a password."""
        page = self.profile(**options).new_page()  # type: ignore[arg-type]
        page.goto(self.links[link] + ("?lang=en" if language == "en" else ""))
        page.fill("#password", PASSWORD)
        page.fill("#again", PASSWORD)
        page.click("button.act")
        page.wait_for_url(re.compile(r"/studio(\?|$)"))
        return page


@pytest.fixture
def desk(tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    desk = Desk(tmp_path, browser)
    yield desk
    desk.end()


def paste(page: Page, words: str) -> None:
    page.focus("#text")
    page.keyboard.insert_text(words)
    settled(page)


def settled(page: Page) -> None:
    until(page, SETTLED)


def sound(page: Page, name: str) -> None:
    """Nothing is cut off, and axe finds nothing wrong."""
    shoot(page, name)
    assert faults(page) == []
    found = Axe().run(page).response["violations"]
    assert [f"{v['id']}: {[node['target'] for node in v['nodes'][:4]]}" for v in found] == []


def row(page: Page, party: str) -> str:
    return f'.row[aria-label="{party}"]'


def cell(page: Page, party: str, name: str) -> str:
    return page.input_value(f'{row(page, party)} [data-cell="{name}"]')


@pytest.mark.parametrize(
    ("language", "width", "theme"),
    [("el", 390, "light"), ("el", 1440, "dark"), ("en", 390, "dark"), ("en", 1440, "light")],
)
def test_from_the_link_to_published_corrected_and_revised(desk, language, width, theme):
    page = desk.author(language=language, width=width, theme=theme)
    name = f"studio-{language}-{width}-{theme}"
    tail = "&lang=en" if language == "en" else ""
    sound(page, f"{name}-1-home")
    page.goto(NEW + tail)
    paste(page, POST)
    sound(page, f"{name}-2-pasted")
    assert cell(page, "ΣΥΡΙΖΑ" if language == "el" else "SYRIZA", "low") == "28"
    page.click("#publish")
    page.wait_for_url(re.compile("/e/2015-09/f/failedevolution"))
    page.wait_for_selector(".notice")
    shoot(page, f"{name}-3-published")

    page.goto("/studio?" + tail)
    page.click(".two-ways p:nth-child(2) a")
    page.fill(f'{row(page, "ΧΑ" if language == "el" else "XA")} [data-cell="high"]', "8,5")
    settled(page)
    page.fill("#reason", "Τυπογραφικό: 6-8,5")
    sound(page, f"{name}-4-correcting")
    page.click("#publish")
    page.wait_for_url(re.compile(r"/u/\d+"))
    page.wait_for_selector("#live:not(.waiting) mark")
    assert "8,5" in page.inner_text("#live mark").replace(".", ",")
    sound(page, f"{name}-5-history")

    page.goto("/studio?" + tail)
    page.click(".two-ways p:nth-child(1) a")
    page.fill(f'{row(page, "ΚΚΕ" if language == "el" else "KKE")} [data-cell="high"]', "6")
    page.fill("#published", "2015-09-17")
    settled(page)
    shoot(page, f"{name}-6-revising")
    page.click("#publish")
    page.wait_for_url(re.compile("/e/2015-09/f/failedevolution"))
    page.wait_for_selector("#live:not(.waiting) .lede")
    lede = page.inner_text("#live .lede")
    assert "5–5,5" in lede.replace("5.5", "5,5")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("language", "below"), [("el", ("ΛΑΕ", "ΝΔ")), ("en", ("LAE", "ND"))])
def test_the_keyboard_alone_comes_from_the_link_to_published_corrected_and_revised(desk, language, below):
    tail = "?lang=en" if language == "en" else ""
    page = desk.profile().new_page()
    page.goto(desk.links[0] + tail)
    at(page, "password")
    for _ in range(2):
        page.keyboard.insert_text(PASSWORD)
        page.keyboard.press("Tab")
    entered(page, "button.act", r"/studio(\?|$)")

    entered(page, ".desk a.act", "/studio/new")
    at(page, "text")
    page.keyboard.insert_text("Update 15/9: ΣΥΡΙΖΑ 28-30%")
    settled(page)
    tabbed(page, '[data-cell="low"]')
    for figure, expected in zip(("29", "21"), below, strict=True):
        page.keyboard.type(figure)
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.closest('.row').getAttribute('aria-label')") == expected
    for key in ("ArrowUp", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement.dataset.cell") == "high"
    settled(page)
    assert cell(page, "ΣΥΡΙΖΑ" if language == "el" else "SYRIZA", "low") == "29"
    assert cell(page, below[0], "low") == "21"
    entered(page, "#publish", "/e/2015-09/f/failedevolution")

    page.goto("/studio" + tail)
    entered(page, ".two-ways p:nth-child(2) a", r"/studio/u/\d+/correct")
    tabbed(page, f'{row(page, below[0])} [data-cell="low"]')
    page.keyboard.type("2")
    tabbed(page, "#reason")
    page.keyboard.insert_text("2, not 21")
    settled(page)
    entered(page, "#publish", r"//[^/]+/u/\d+")
    assert "2, not 21" in page.inner_text("main")

    page.goto("/studio" + tail)
    entered(page, ".two-ways p:nth-child(1) a", "/studio/new")
    at(page, "text")
    page.keyboard.insert_text("Update 17/9: ΚΚΕ 5-6%")
    settled(page)
    entered(page, "#publish", "/e/2015-09/f/failedevolution")
    page.wait_for_selector("#live:not(.waiting) .lede")
    assert "5–6" in page.inner_text("#live .lede")


def tabbed(page: Page, selector: str) -> None:
    for _ in range(120):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never came to {selector}")


def entered(page: Page, selector: str, address: str) -> None:
    """Come by Tab to what leads to an address, and go there by Enter."""
    tabbed(page, selector)
    with page.expect_navigation(url=re.compile(address)):
        page.keyboard.press("Enter")


def test_a_mend_is_one_tap(desk):
    page = desk.author()
    page.goto(NEW)
    paste(page, "😀 Update 15/9: ΣΥΡΙΖΑ 30-28%, ΑΝΕΝ 2,5-3,5%, ΚΚΕ 5-6%")
    shoot(page, "studio-mends")
    for _ in range(2):
        page.locator("#readback button.mend").first.click()
        settled(page)
    assert page.input_value("#text") == "😀 Update 15/9: ΣΥΡΙΖΑ 28-30%, ΑΝΕΛ 2,5-3,5%, ΚΚΕ 5-6%"
    assert page.locator("#readback button.mend").count() == 0


def test_a_table_pasted_into_the_grid_fills_it(desk):
    page = desk.author()
    page.goto(NEW)
    page.click('[data-way="table"]')
    page.fill("#table-text", "ΣΥΡΙΖΑ\t28\t30\nΕΝΩΣΗ ΚΕΝΤΡΩΩΝ\t2,5\t3\n")
    page.click("#take-table")
    until(page, "() => document.getElementById('told').textContent.includes('2 κόμματα')")
    settled(page)
    assert (cell(page, "ΣΥΡΙΖΑ", "low"), cell(page, "ΕΚ", "high")) == ("28", "3")
    assert cell(page, "ΝΔ", "low") == "11"


def test_switching_between_the_ways_loses_nothing(desk):
    page = desk.author()
    page.goto(NEW)
    page.fill(f'{row(page, "ΝΔ")} [data-cell="low"]', "12")
    settled(page)
    paste(page, "Update 15/9: ΣΥΡΙΖΑ 28-30%")
    assert cell(page, "ΝΔ", "low") == "12"
    assert cell(page, "ΣΥΡΙΖΑ", "low") == "28"
    page.fill("#text", "Update 15/9: ΣΥΡΙΖΑ 27-30%")
    settled(page)
    assert (cell(page, "ΝΔ", "low"), cell(page, "ΣΥΡΙΖΑ", "low")) == ("12", "27")
    page.click(f"{row(page, 'ΑΝΕΛ')} .remove")
    settled(page)
    assert page.locator(row(page, "ΑΝΕΛ")).count() == 0
    page.click("#left-out button")
    settled(page)
    assert cell(page, "ΑΝΕΛ", "low") == "2,5"


def test_what_was_typed_is_back_after_the_server_was_killed(desk):
    page = desk.author()
    page.goto(NEW)
    paste(page, "Update 15/9: ΣΥΡΙΖΑ 28-30%")
    desk.kill()
    page.focus("#text")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" ΚΚΕ 5-6%")
    until(page, "() => document.getElementById('draft-state').textContent.includes('περιηγητή')")
    page.close()
    desk.start()
    again = desk.contexts[0].new_page()
    again.goto(NEW)
    settled(again)
    assert again.input_value("#text") == "Update 15/9: ΣΥΡΙΖΑ 28-30% ΚΚΕ 5-6%"
    assert "επαναφέραμε" in again.inner_text("#told")
    shoot(again, "studio-restored")


def test_the_second_of_two_authors_chooses_party_by_party(desk):
    one, other = desk.author(0), desk.author(1, width=390)
    for page in (one, other):
        page.click(".two-ways p:nth-child(2) a")
        page.wait_for_selector(row(page, "ΝΔ"))
    one.fill(f'{row(one, "ΝΔ")} [data-cell="high"]', "14")
    one.fill("#note", "μετά από έλεγχο")
    one.fill("#reason", "το ΝΔ ήταν 11-14")
    settled(one)
    one.click("#publish")
    one.wait_for_url(re.compile(r"/u/\d+"))
    other.fill(f'{row(other, "ΚΚΕ")} [data-cell="high"]', "6")
    other.fill("#reason", "το ΚΚΕ ήταν 5-6")
    settled(other)
    other.click("#publish")
    other.wait_for_selector("#conflict:not([hidden])")
    shoot(other, "studio-conflict-390")
    told = other.inner_text("#conflict-rows")
    # It can be put off: nothing is decided by that, and the next try shows it again.
    other.keyboard.press("Escape")
    assert other.locator("#conflict").is_hidden()
    at(other, "publish")
    other.keyboard.press("Enter")
    other.wait_for_selector("#conflict:not([hidden])")
    assert other.inner_text("#conflict-rows") == told
    assert "11–14" in told
    assert "5–6" in told
    other.click("#merge")
    settled(other)
    assert other.input_value("#note") == "μετά από έλεγχο"
    other.click("#publish")
    other.wait_for_url(re.compile(r"/u/\d+"))
    other.wait_for_selector("#live:not(.waiting) mark")
    marks = [mark.inner_text() for mark in other.locator("#live mark").all()]
    assert marks == ["11–14", "5–6", "μετά από έλεγχο"]


def test_without_scripts_a_post_is_published_all_the_same(desk):
    page = desk.author(scripts=False, width=390)
    page.goto(NEW)
    page.fill("#text", POST)
    page.click('.panel-acts button[value="preview"]')
    assert page.locator('input[name="low"]').first.input_value() == "28"
    shoot(page, "studio-no-scripts")
    page.click("#publish")
    page.wait_for_url(re.compile("/e/2015-09/f/failedevolution"))
