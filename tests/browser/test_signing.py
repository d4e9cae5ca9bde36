"""From the one-time link to signed in and out: by keyboard alone, without scripts, on phone and desk."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.measures import duplicate_ids, faults
from tests.browser.server import ROOT, Server
from tests.browser.visits import PATIENCE, WATCH, at, shoot

PASSWORD = "τέσσερα άλογα και μία ομπρέλα"
NUMBERS = count(1)
# What the pages answer on purpose, and a browser says so.
ANSWERED = re.compile(r"the server responded with a status of (401|403|409|410|422|429)")
WORDS = {
    "el": {
        "short": "Ο κωδικός χρειάζεται τουλάχιστον 10 χαρακτήρες.",
        "wrong": "Το όνομα ή ο κωδικός δεν είναι σωστά.",
    },
    "en": {
        "short": "The password needs at least 10 characters.",
        "wrong": "The name or the password is not right.",
    },
}
Opened = Callable[..., BrowserContext]


@pytest.fixture
def profiles(browser: Browser, server: Server) -> Iterator[Opened]:
    """New, empty profiles; at the end nothing may have gone wrong in them, nor on the server."""
    opened: list[BrowserContext] = []
    troubles: list[str] = []

    def heard(message: Any) -> None:
        if message.type in ("error", "warning") and not ANSWERED.search(message.text):
            troubles.append(message.text)

    def profile(*, width: int = 1440, theme: str = "light", scripts: bool = True) -> BrowserContext:
        context = browser.new_context(
            locale="el-GR",
            color_scheme="dark" if theme == "dark" else "light",
            viewport={"width": width, "height": 844 if width < 500 else 900},
            java_script_enabled=scripts,
            base_url=server.address,
        )
        context.set_default_timeout(PATIENCE * 1000)
        if scripts:
            context.add_init_script(WATCH)
        context.on("console", heard)
        context.on("weberror", lambda fault: troubles.append(f"uncaught: {fault.error}"))
        opened.append(context)
        return context

    yield profile
    for context in opened:
        context.close()
    assert troubles == []
    assert server.new_tracebacks() == ""


def invited(server: Server, language: str = "el") -> tuple[str, str]:
    """A new account's name and its one-time link, as the command line prints it."""
    name = f"maria{next(NUMBERS)}-{server.address.rpartition(':')[2]}"
    command = [sys.executable, "-m", "dashboard", "user", "add", name, "--forecaster", "failedevolution"]
    command += ["--database", server.database, "--address", server.address, "--lang", language]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    return name, done.stdout.splitlines()[-1]


def sent(page: Page) -> None:
    """Send the form by Enter, and wait for what comes."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def pressed(page: Page, words: str) -> None:
    """Press a button that sends its form, and wait for what comes."""
    with page.expect_navigation():
        page.get_by_role("button", name=words).click()


def sound(page: Page, name: str) -> None:
    """Nothing overflows, nothing stands twice, and axe finds nothing wrong."""
    shoot(page, name)
    assert faults(page) == []
    assert duplicate_ids(page) == []
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    assert [f"{v['id']}: {[node['target'] for node in v['nodes'][:4]]}" for v in found] == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["el", "en"])
def test_a_new_author_comes_in_goes_out_and_comes_back_with_the_keyboard_alone(
    profiles: Opened, server: Server, language: str, theme: str, width: int
) -> None:
    name, link = invited(server, language)
    page = profiles(width=width, theme=theme).new_page()
    tag = f"{language}-{theme}-{width}"
    page.goto(link)
    assert page.locator("html").get_attribute("lang") == language
    at(page, "password")
    sound(page, f"link-{tag}")

    page.keyboard.type("too short")
    page.keyboard.press("Tab")
    at(page, "again")
    page.keyboard.type("too short")
    sent(page)
    assert page.get_by_role("alert").inner_text().endswith(WORDS[language]["short"])
    at(page, "password")
    sound(page, f"link-refused-{tag}")

    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    sent(page)
    assert page.url.removeprefix(server.address) == ("/studio?lang=en" if language == "en" else "/studio")

    page.goto(f"/studio/account{'?lang=en' if language == 'en' else ''}")
    assert name in page.locator("main").inner_text()
    assert "failed evolution" in page.locator("main").inner_text()
    sound(page, f"account-{tag}")
    page.locator(".sign-out button").focus()
    sent(page)
    assert page.url.removeprefix(server.address).startswith("/")
    page.goto(f"/studio/account{'?lang=en' if language == 'en' else ''}")
    at(page, "name")
    sound(page, f"signin-{tag}")

    page.keyboard.type(name.upper())
    page.keyboard.press("Tab")
    page.keyboard.type("not the password")
    sent(page)
    assert page.get_by_role("alert").inner_text().endswith(WORDS[language]["wrong"])
    at(page, "password")
    assert page.locator("#name").input_value() == name.upper()
    sound(page, f"signin-refused-{tag}")
    page.keyboard.type(PASSWORD)
    sent(page)
    assert page.url.removeprefix(server.address).split("?")[0] == "/studio/account"
    page.goto(link)
    sound(page, f"link-used-{tag}")


def test_it_all_works_without_scripts(profiles: Opened, server: Server) -> None:
    name, link = invited(server)
    page = profiles(scripts=False).new_page()
    page.goto(link)
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    pressed(page, "Αποθήκευση κωδικού και αρχή")
    page.goto("/studio/account")
    assert name in page.locator("main").inner_text()
    pressed(page, "Αποσύνδεση από παντού")
    assert page.url == f"{server.address}/studio/signin"
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    pressed(page, "Σύνδεση")
    page.goto("/studio/account")
    assert name in page.locator("main").inner_text()


def test_the_password_can_be_looked_at_and_the_theme_changed(profiles: Opened, server: Server) -> None:
    page = profiles(theme="light").new_page()
    page.goto("/studio/signin?lang=en")
    page.fill("#password", "four horses")
    page.get_by_role("button", name="Show the password").click()
    assert page.locator("#password").get_attribute("type") == "text"
    page.get_by_role("button", name="Hide the password").click()
    assert page.locator("#password").get_attribute("type") == "password"
    page.get_by_role("button", name="Light or dark").click()
    page.reload()
    assert page.locator("html").get_attribute("data-mantine-color-scheme") == "dark"
    page.get_by_text("Elections", exact=True).click()
    assert page.get_by_role("link", name="September 2015 parliamentary election").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="September 2015 parliamentary election").is_visible()


def test_signing_out_everywhere_closes_the_other_browser_too(profiles: Opened, server: Server) -> None:
    name, link = invited(server)
    phone, desk = profiles(width=390).new_page(), profiles().new_page()
    phone.goto(link)
    phone.fill("#password", PASSWORD)
    phone.fill("#again", PASSWORD)
    sent(phone)
    desk.goto("/studio/signin?next=/studio/account")
    desk.fill("#name", name)
    desk.fill("#password", PASSWORD)
    sent(desk)
    assert "σε 2 περιηγητές" in desk.locator("main").inner_text()
    pressed(desk, "Αποσύνδεση από παντού")
    phone.goto("/studio/account")
    assert phone.url == f"{server.address}/studio/signin?next=%2Fstudio%2Faccount"


@pytest.mark.parametrize(("language", "width", "theme"), [("el", 390, "dark"), ("en", 1440, "light")])
def test_the_password_is_changed_with_the_keyboard_alone(profiles, server, language, width, theme):
    _, link = invited(server, language)
    page = profiles(width=width, theme=theme).new_page()
    page.goto(link)
    at(page, "password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    sent(page)
    page.goto(f"/studio/account{'?lang=en' if language == 'en' else ''}")
    page.focus("#current")
    for words in ("not the password", "a new one of mine", "a new one of mine"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    sent(page)
    at(page, "current")
    sound(page, f"password-refused-{language}")
    for words in (PASSWORD, "a new one of mine", "a new one of mine"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    sent(page)
    assert (
        page.get_by_role("status").inner_text().startswith(("Ο κωδικός άλλαξε.", "The password is changed."))
    )
    sound(page, f"password-changed-{language}")


def test_a_reader_who_comes_by_has_no_cookie(profiles: Opened) -> None:
    context = profiles()
    page = context.new_page()
    for address in ("/", "/e/2015-09/f/failedevolution", "/help"):
        page.goto(address)
    assert context.cookies() == []
