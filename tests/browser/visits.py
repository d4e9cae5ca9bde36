"""A reader's visit to a page, watched: what the console says, what is asked of whom, what is left behind."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

PATIENCE = 60.0
SHOTS = os.environ.get("PROVLEPSI_SHOTS")
WATCH = """
addEventListener('securitypolicyviolation', (event) => {
  console.error(`refused by the content security policy: ${event.violatedDirective} ${event.blockedURI}`);
});
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) { if (!entry.hadRecentInput) { window.shifted += entry.value; } }
}).observe({type: 'layout-shift', buffered: true});
"""
# A browser says so of every document that is not there.
NOT_THERE = "Failed to load resource: the server responded with a status of 404"
THERE = """() => {
  const live = document.querySelector('#live:not(.waiting) main');
  return Boolean(live && window.provlepsi.live && window.provlepsi.ready());
}"""
# Two frames later everything that was asked for in the meantime has been painted.
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"


class Visits:
    """Opens pages, each for a reader who has never been here.

    Args:
        browser: a running Chromium.
        address: where the server is.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.troubles: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def open(
        self,
        path: str,
        *,
        language: str = "el",
        theme: str = "light",
        width: int = 1440,
        height: int = 900,
        scripts: bool = True,
        wait: bool = True,
        clock: bool = False,
    ) -> Page:
        """Open a page in a new, empty profile.

        Args:
            path: path and query.
            language: "en" adds what asks for English.
            theme: what the reader's system prefers.
            width: of the window.
            height: of the window.
            scripts: whether the browser runs any.
            wait: whether to wait until Dash has taken over.
            clock: whether its time can be stopped and moved on, where a machine's speed must not matter.
        """
        page = self.profile(theme=theme, width=width, height=height, scripts=scripts).new_page()
        if clock:
            page.clock.install()
        page.goto(self.address + in_language(path, language))
        if scripts and wait:
            there(page)
        return page

    def profile(
        self, *, theme: str = "light", width: int = 1440, height: int = 900, scripts: bool = True
    ) -> BrowserContext:
        """A new, empty profile, watched."""
        context = self._browser.new_context(
            locale="el-GR",
            timezone_id="Europe/Athens",
            color_scheme="dark" if theme == "dark" else "light",
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        context.set_default_timeout(PATIENCE * 1000)
        if scripts:
            context.add_init_script(WATCH)
        context.on("console", self._heard)
        context.on("weberror", lambda fault: self.troubles.append(f"uncaught: {fault.error}"))
        context.on("request", self._asked)
        self._contexts.append(context)
        return context

    def end(self) -> list[str]:
        """Close everything; what went wrong, and what was left behind."""
        for context in self._contexts:
            self.troubles += [f"cookie {cookie.get('name')}" for cookie in context.cookies()]
            context.close()
        return self.troubles

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        page = message.page
        if page and message.text.startswith(NOT_THERE) and message.location["url"] == page.url:
            return
        self.troubles.append(f"console {message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address + "/", "data:", "blob:")):
            self.troubles.append(f"asked elsewhere: {request.url}")


def in_language(path: str, language: str) -> str:
    """A path with what asks for a language; nothing for Greek, which comes first."""
    if language == "el":
        return path
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def until(page: Page, question: str, argument: object = None) -> None:
    """Wait until a function in the page says yes; not by Playwright's own way, which needs eval."""
    deadline = time.monotonic() + PATIENCE
    while not page.evaluate(question, argument):
        if time.monotonic() > deadline:
            raise AssertionError(f"never came true at {page.url}: {question} {argument}")
        page.wait_for_timeout(30)


def rest(page: Page) -> None:
    """Stop the clock of a page opened with one: its time goes on only as the test says."""
    page.clock.pause_at(page.evaluate("Date.now()") / 1000 + 5)


def heard(page: Page, question: Callable[[], bool]) -> None:
    """Wait until something that the test hears of has come."""
    deadline = time.monotonic() + PATIENCE
    while not question():
        assert time.monotonic() < deadline, f"never heard at {page.url}"
        page.wait_for_timeout(30)


def at(page: Page, place: str) -> None:
    """Wait until the keyboard is there: a page puts it into its first field in its own time.

    Args:
        page: where.
        place: the id or the words of the element.
    """
    here = "place => (document.activeElement.id || document.activeElement.textContent.trim()) === place"
    until(page, here, place)


def there(page: Page) -> None:
    """Wait until Dash has taken over and its charts are painted."""
    page.wait_for_selector("#live:not(.waiting) main", state="attached")
    until(page, THERE)
    page.evaluate(PAINTED)


def arrived(page: Page, shown: str) -> None:
    """Wait until the view of an address stands there with its charts, after a click or a key."""
    until(page, "shown => document.querySelector('#live main')?.dataset.shown === shown", shown)
    there(page)


def where(page: Page) -> str:
    """Path and query of the reader's address."""
    parts = urlsplit(page.url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the whole page where PROVLEPSI_SHOTS names a folder."""
    if SHOTS:
        folder = Path(SHOTS)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)
