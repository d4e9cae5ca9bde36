"""The studio while the server is away, the session has ended, or another device writes at the same draft."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route

from tests.browser.test_studio import MEANT, NEW, PASSWORD, Desk, cell, paste, settled
from tests.browser.test_studio_drafts import FIRST, MORE, saving, type_on
from tests.browser.visits import heard, until

SAID = "([id, words]) => document.getElementById(id).textContent.includes(words)"
READERS = re.compile("/e/2015-09/f/failedevolution")
SIGNED_OUT = re.compile(MEANT.pattern + r"|status of (401|403)")
AWAY = "Ο διακομιστής δεν απαντά"


@pytest.fixture
def desk(tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr("tests.browser.test_studio.MEANT", SIGNED_OUT)
    desk = Desk(tmp_path, browser)
    yield desk
    desk.end()


def pasted(desk: Desk) -> Page:
    page = desk.author()
    page.goto(NEW)
    paste(page, FIRST)
    return page


def drafts(page: Page) -> list[str]:
    page.goto("/studio")
    return [each.inner_text() for each in page.locator(".draft-list li strong").all()]


def published(page: Page) -> str:
    """Publish, and what is said then."""
    page.click("#publish")
    page.wait_for_url(READERS)
    page.wait_for_selector(".notice")
    return page.inner_text(".notice")


def test_the_phones_words_are_not_thrown_away_by_the_laptop_that_publishes_without_them(desk):
    laptop = pasted(desk)
    phone = laptop.context.new_page()
    phone.goto(laptop.url)
    settled(phone)
    type_on(phone, " ΝΔ 21-22%")
    settled(phone)
    phone.close()

    assert "υπάρχει ως πρόχειρο" in published(laptop)
    assert drafts(laptop) == [FIRST + " ΝΔ 21-22%"]


def test_publishing_waits_for_the_save_that_is_under_way_and_leaves_no_draft_of_it(desk):
    page = desk.author()
    line = saving(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.click("#publish")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert [url for url in asked if "/api/publish" in url] == []
    line.let_in()
    page.wait_for_url(READERS)

    assert drafts(page) == []


def test_what_is_typed_while_an_update_goes_out_is_back_on_the_next_page(desk):
    page = pasted(desk)
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/studio/api/publish**", lambda route: held.append((route, route.fetch())))
    page.click("#publish")
    heard(page, lambda: bool(held))
    type_on(page, MORE)
    for route, answer in held:
        route.fulfill(response=answer)
    page.wait_for_url(READERS)
    page.goto(NEW)
    settled(page)

    assert page.input_value("#text") == FIRST + MORE
    assert "επαναφέραμε" in page.inner_text("#told")


def test_after_a_failed_publish_what_was_typed_is_saved_without_another_key(desk):
    page = pasted(desk)
    desk.kill()
    type_on(page, MORE)
    page.click("#publish")
    until(page, SAID, ["faults-said", AWAY])
    desk.start()
    settled(page)

    assert "αποθηκεύτηκε" in page.inner_text("#draft-state")
    assert drafts(page) == [FIRST + MORE]


def test_the_panel_follows_by_itself_once_the_server_is_back(desk):
    page = pasted(desk)
    desk.kill()
    type_on(page, " ΑΝΕΛ 1-2%")
    until(page, SAID, ["told", AWAY])
    desk.start()
    settled(page)

    assert cell(page, "ΑΝΕΛ", "low") == "1"
    assert "ΑΝΕΛ" in page.inner_text("#sentence")
    assert page.inner_text("#told") == ""


def test_what_the_panel_has_not_shown_is_shown_before_it_is_published(desk):
    page = pasted(desk)
    page.route("**/studio/api/preview**", lambda route: route.abort("connectionrefused"))
    type_on(page, " ΑΝΕΛ 1-2%")
    until(page, SAID, ["told", AWAY])
    page.click("#publish")
    until(page, SAID, ["faults-said", "δεν είναι αυτό που είδατε"])
    assert cell(page, "ΑΝΕΛ", "low") == "1"
    assert "ΑΝΕΛ" in page.inner_text("#sentence")
    assert "/studio/new" in page.url

    published(page)
    assert "1–2" in page.inner_text("#live")


def test_an_open_page_goes_on_after_its_author_has_signed_in_again_on_another(desk):
    page = pasted(desk)
    other = page.context.new_page()
    other.goto("/studio/account")
    with other.expect_navigation():
        other.click('form[action*="/signout"] >> nth=0 >> button')
    type_on(page, MORE)
    until(page, SAID, ["told", "Δεν είστε πια συνδεδεμένοι"])
    with page.context.expect_page() as opened:
        page.click("#told a")
    sign_in = opened.value
    sign_in.fill("#name", "maria")
    sign_in.fill("#password", PASSWORD)
    with sign_in.expect_navigation():
        sign_in.click("main button.act")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    settled(page)

    assert "αποθηκεύτηκε" in page.inner_text("#draft-state")
    assert page.inner_text("#told") == ""
    assert page.inner_text("#faults-said") == ""
    published(page)
    assert "5–6" in page.inner_text("#live")


def test_what_one_author_typed_is_not_saved_for_another_who_signed_in_on_the_same_browser(desk):
    page = pasted(desk)
    other = page.context.new_page()
    other.goto("/studio/account")
    with other.expect_navigation():
        other.click('form[action*="/signout"] >> nth=0 >> button')
    other.goto(desk.links[1])
    other.fill("#password", PASSWORD)
    other.fill("#again", PASSWORD)
    with other.expect_navigation():
        other.click("button.act")
    type_on(page, MORE)
    until(page, SAID, ["told", "άλλος λογαριασμός"])

    assert page.input_value("#text") == FIRST + MORE
    assert drafts(other) == []
