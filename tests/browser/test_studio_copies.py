"""What the browser keeps of the studio where the server does not: told, offered again, never lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.test_studio import MEANT, NEW, Desk, cell, paste, row, settled
from tests.browser.test_studio_drafts import FIRST, LAST, MORE, SlowLine, type_on
from tests.browser.visits import until

CORRECTION = ".two-ways p:nth-child(2) a"
SAID = "words => document.getElementById('draft-state').textContent.includes(words)"
COPIES = "Object.keys(localStorage).filter(key => key.startsWith('provlepsi-draft')).length"
WITH_TOO_MUCH = re.compile(MEANT.pattern + r"|status of 413")


@pytest.fixture
def desk(tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr("tests.browser.test_studio.MEANT", WITH_TOO_MUCH)
    desk = Desk(tmp_path, browser)
    yield desk
    desk.end()


def unsaved(desk: Desk, page: Page, address: str, words: str) -> Page:
    """Type while the server is away, and come back when it is there again."""
    page.goto(address)
    settled(page)
    desk.kill()
    type_on(page, words)
    return back(desk, page)


def back(desk: Desk, page: Page) -> Page:
    """Leave the page once it has said that the server is away; another one, with the server there."""
    until(page, SAID, "κρατιέται σε αυτόν τον περιηγητή")
    context = page.context
    page.close()
    desk.start()
    return context.new_page()


def throw_away(page: Page) -> None:
    """Throw the only draft away, and say so twice."""
    for _ in range(2):
        with page.expect_navigation():
            page.click('form[action*="/drop"] button')


def typed_before_the_script(page: Page, address: str, words: str) -> None:
    """Come to the page on a line so slow that one types before its script is there."""
    held: list[Route] = []
    page.route("**/studio*.js*", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#text")
    page.fill("#text", words)
    page.fill(f'{row(page, "ΝΔ")} [name="low"]', "12")
    page.fill('.row.spare [name="label"] >> nth=0', "ΤΕΛΕΙΑ")
    for _ in range(200):
        if held:
            break
        page.wait_for_timeout(30)
    for route in held:
        route.continue_()
    page.unroute_all()
    settled(page)
    assert cell(page, "ΝΔ", "low") == "12"
    assert page.locator('[data-cell="label"]').last.input_value() == "ΤΕΛΕΙΑ"


def test_a_draft_that_was_thrown_away_elsewhere_is_not_saved_for_ever(desk):
    page = desk.author()
    page.goto(NEW)
    paste(page, FIRST)
    other = desk.contexts[0].new_page()
    other.goto("/studio")
    throw_away(other)

    line = SlowLine(page)
    line.fast = True
    type_on(page, MORE)
    until(page, SAID, "δημοσιεύτηκε ή διαγράφηκε")
    page.wait_for_timeout(5500)
    type_on(page, LAST)
    page.wait_for_timeout(1000)
    assert line.saves == 1

    page.reload()
    settled(page)
    assert page.input_value("#text") == FIRST + MORE + LAST
    assert "επαναφέραμε" in page.inner_text("#told")
    assert page.evaluate(COPIES) == 0
    other.reload()
    assert FIRST + MORE + LAST in other.inner_text(".waiting-drafts")


def test_what_was_typed_into_the_draft_of_an_import_that_is_gone_is_offered_on_its_own_election(desk):
    page = desk.author()
    page.goto("/studio/import?forecaster=failedevolution&election=2012-05")
    page.fill("#text", "Update 1/5/2012: ΝΔ 20-22%, ΠΑΣΟΚ 14-16%")
    with page.expect_navigation(url=re.compile("/studio/new")):
        page.click("main button.act")
    settled(page)
    other = desk.contexts[0].new_page()
    other.goto("/studio")
    throw_away(other)
    type_on(page, ", ΚΚΕ 8-9%")
    until(page, SAID, "δημοσιεύτηκε ή διαγράφηκε")

    page.reload()
    settled(page)
    assert page.input_value("#text") == "Update 1/5/2012: ΝΔ 20-22%, ΠΑΣΟΚ 14-16%, ΚΚΕ 8-9%"
    assert page.locator('#entry [name="election"]').input_value() == "2012-05"
    assert page.evaluate(COPIES) == 0


@pytest.mark.parametrize(
    ("early", "there"),
    [(LAST, FIRST + "\n\n" + LAST), (FIRST, FIRST)],
    ids=["other words", "the same words"],
)
def test_typing_before_the_script_is_there_does_not_keep_the_copy_from_coming_back(desk, early, there):
    page = unsaved(desk, desk.author(), NEW, FIRST)
    typed_before_the_script(page, NEW, early)
    assert page.input_value("#text") == there
    assert "επαναφέραμε" in page.inner_text("#told")
    assert ("στο τέλος του κειμένου" in page.inner_text("#told")) == (early != FIRST)
    page.reload()
    settled(page)
    assert page.input_value("#text") == there


def test_what_is_typed_before_the_script_at_the_end_of_a_draft_is_put_there(desk):
    page = desk.author()
    page.goto(NEW)
    paste(page, FIRST)
    page = unsaved(desk, page, NEW, MORE)
    typed_before_the_script(page, NEW, FIRST + LAST)
    assert page.input_value("#text") == FIRST + MORE + LAST


def test_a_correction_that_comes_back_still_knows_the_version_it_was_made_on(desk):
    mine, theirs = desk.author(0), desk.author(1)
    for page in (mine, theirs):
        with page.expect_navigation(url=re.compile(r"/studio/u/\d+/correct")):
            page.click(CORRECTION)
        page.wait_for_selector(row(page, "ΝΔ"))
        settled(page)
    address = mine.url
    desk.kill()
    mine.fill(f'{row(mine, "ΚΚΕ")} [data-cell="high"]', "6")
    mine.fill("#reason", "το ΚΚΕ ήταν 5-6")
    mine = back(desk, mine)
    theirs.fill(f'{row(theirs, "ΚΚΕ")} [data-cell="high"]', "7")
    theirs.fill("#reason", "το ΚΚΕ ήταν 5-7")
    settled(theirs)
    with theirs.expect_navigation(url=re.compile(r"//[^/]+/u/\d+")):
        theirs.click("#publish")

    mine.goto(address)
    settled(mine)
    assert "επαναφέραμε" in mine.inner_text("#told")
    mine.click("#publish")
    mine.wait_for_selector("#conflict:not([hidden])")
    assert "5–7" in mine.inner_text("#conflict-rows")


@pytest.mark.parametrize("letters", [200_001, 600_000], ids=["longer than a text", "longer than a request"])
def test_a_text_that_is_too_long_is_told_in_words_and_kept(desk, letters):
    page = desk.author()
    page.goto(NEW)
    line = SlowLine(page)
    line.fast = True
    tale = FIRST + "\n" + "λόγος " * 100_000
    tale = tale[: letters - 1] + "ω"
    page.fill("#text", tale)
    until(page, "() => document.getElementById('draft-state').textContent.length > 20")
    told = page.inner_text("#draft-state")
    assert re.search(r"200\.000|μεγάλο|μεγαλύτερο", told), told
    page.wait_for_timeout(5500)
    assert line.saves == 1
    page.click("#publish")
    until(page, "() => document.getElementById('faults-said').textContent.length > 20")
    assert page.input_value("#text") == tale

    page.reload()
    settled(page)
    assert page.input_value("#text") == tale
    page.fill("#text", FIRST)
    settled(page)
    assert page.inner_text("#draft-state").startswith("Το πρόχειρο αποθηκεύτηκε: ")
    assert page.evaluate(COPIES) == 0
