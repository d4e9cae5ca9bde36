"""The studio on a slow line: nothing typed is lost while a save is under way, and nobody is blamed for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Browser, Page, Route

from tests.browser.test_studio import NEW, Desk, paste, settled
from tests.browser.visits import until

FIRST = "Update 15/9: ΣΥΡΙΖΑ 28-30%"
MORE = " ΚΚΕ 5-6%"
LAST = " ΝΔ 11-13%"
HIDDEN = """() => {
  document.dispatchEvent(new Event('visibilitychange'));
  window.dispatchEvent(new Event('pagehide'));
}"""
SAVED_ELSEWHERE = """async text => {
  const csrf = document.getElementById('main').dataset.csrf;
  const state = JSON.parse(document.getElementById('state').textContent);
  const answer = await fetch(state.addresses.draft, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', 'X-CSRF-Token': csrf},
    body: JSON.stringify({...state.form, text, draft: state.draft})
  });
  return answer.status;
}"""


class SlowLine:
    """Saves reach the server at once, but their answers wait until they are let in."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.answers: list[tuple[Route, APIResponse]] = []
        self.saves = 0
        self.fast = False
        page.route("**/studio/api/draft**", self.take)

    def take(self, route: Route) -> None:
        self.saves += 1
        if self.fast:
            route.continue_()
        else:
            self.answers.append((route, route.fetch()))

    def wait(self) -> None:
        for _ in range(300):
            if self.answers:
                return
            self.page.wait_for_timeout(30)
        raise AssertionError("nothing was saved")

    def let_in(self) -> None:
        self.fast = True
        for route, answer in self.answers:
            route.fulfill(response=answer)

    def lose(self) -> None:
        """What was answered never comes."""
        self.fast = True
        for route, _ in self.answers:
            route.abort("connectionrefused")


@pytest.fixture
def desk(tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    desk = Desk(tmp_path, browser)
    yield desk
    desk.end()


def type_on(page: Page, words: str) -> None:
    page.focus("#text")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)


def saving(page: Page) -> SlowLine:
    """A page with a draft of one save, and the next save under way."""
    page.goto(NEW)
    paste(page, FIRST)
    line = SlowLine(page)
    type_on(page, MORE)
    line.wait()
    return line


def again(page: Page) -> str:
    page.reload()
    settled(page)
    return page.input_value("#text")


def test_words_typed_while_a_save_is_under_way_outlast_a_hidden_page(desk):
    page = desk.author()
    line = saving(page)
    type_on(page, LAST)
    page.evaluate(HIDDEN)
    page.wait_for_timeout(300)
    assert line.saves == 1
    line.let_in()
    settled(page)

    assert "Αποθήκευση" not in page.inner_text("#draft-state")
    assert "άλλη σελίδα" not in page.inner_text("#draft-state")
    assert again(page) == FIRST + MORE + LAST
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('provlepsi-draft'))") == []


def test_words_typed_after_a_save_that_was_never_answered_are_back(desk):
    page = desk.author()
    saving(page)
    type_on(page, LAST)
    page.close()

    page = desk.contexts[0].new_page()
    page.goto(NEW)
    settled(page)
    assert page.input_value("#text") == FIRST + MORE + LAST
    assert "επαναφέραμε" in page.inner_text("#told")
    page.goto("/studio")
    assert page.locator(".throw-away, form[action*='/drop']").count() == 1


def test_a_save_whose_answer_was_lost_is_not_taken_for_somebody_elses(desk):
    page = desk.author()
    line = saving(page)
    type_on(page, LAST)
    line.lose()
    settled(page)

    assert "άλλη σελίδα" not in page.inner_text("#draft-state")
    assert again(page) == FIRST + MORE + LAST


def test_what_was_changed_elsewhere_and_what_was_typed_here_are_both_kept(desk):
    page = desk.author()
    page.goto(NEW)
    paste(page, FIRST)
    page.reload()
    settled(page)
    assert page.evaluate(SAVED_ELSEWHERE, "Update 15/9: ΑΝΕΛ 2-3%") == 200
    type_on(page, MORE)
    until(page, "() => document.getElementById('draft-state').textContent.includes('άλλη σελίδα')")

    assert again(page) == FIRST + MORE
    assert "δικό τους πρόχειρο" in page.inner_text("#told")
    page.goto("/studio")
    home = page.inner_text("main")
    assert "ΑΝΕΛ 2-3%" in home
    assert FIRST + MORE in home


def test_a_text_that_begins_with_a_blank_line_is_not_saved_anew_by_every_look(desk):
    page = desk.author()
    page.goto(NEW)
    paste(page, "\n" + FIRST)
    line = SlowLine(page)
    assert again(page) == "\n" + FIRST
    page.wait_for_timeout(1000)
    assert line.saves == 0
