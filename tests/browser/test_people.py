"""An admin invites somebody, changes a role, closes and opens; also without scripts."""

import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.server import ROOT, Server
from tests.browser.test_signing import NUMBERS, PASSWORD, Opened, profiles, sound
from tests.browser.visits import at

__all__ = ["profiles"]
WORDS = {
    "el": {
        "invite": "Πρόσκληση",
        "nobody": "Διαλέξτε για ποιον γράφει ο συντάκτης.",
        "link": "Δημιουργία συνδέσμου",
        "copy": "Αντιγραφή συνδέσμου",
        "copied": "Ο σύνδεσμος αντιγράφηκε.",
        "role": "Αποθήκευση ρόλου",
        "close": "Κλείσιμο λογαριασμού",
        "closed": "Ο λογαριασμός έκλεισε.",
        "open": "Άνοιγμα λογαριασμού",
        "editor": "επιμελητής",
    },
    "en": {
        "invite": "Invite",
        "nobody": "An author needs a forecaster to write for.",
        "link": "Make a new link",
        "copy": "Copy the link",
        "copied": "The link is copied.",
        "role": "Save the role",
        "close": "Close the account",
        "closed": "The account is closed.",
        "open": "Open the account again",
        "editor": "editor",
    },
}


def new_name(server: Server, stem: str) -> str:
    return f"{stem}{next(NUMBERS)}-{server.address.rpartition(':')[2]}"


def admin_in(context: BrowserContext, server: Server, language: str) -> tuple[Page, str]:
    """A page of an admin who has just set a password; her name."""
    name = new_name(server, "zoe")
    command = [sys.executable, "-m", "dashboard", "user", "add", name, "--role", "admin", "--lang", language]
    command += ["--database", server.database, "--address", server.address]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    page = context.new_page()
    set_password(page, done.stdout.splitlines()[-1])
    return page, name


def set_password(page: Page, link: str) -> None:
    page.goto(link)
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def button(page: Page, words: str) -> Any:
    return page.get_by_role("button", name=words, exact=True)


def press(page: Page, words: str) -> None:
    with page.expect_navigation():
        button(page, words).click()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["el", "en"])
def test_an_admin_invites_looks_after_and_closes(
    profiles: Opened, server: Server, language: str, theme: str, width: int
) -> None:
    said, tag = WORDS[language], f"{language}-{theme}-{width}"
    zoe, admin = admin_in(profiles(width=width, theme=theme), server, language)
    sound(zoe, f"people-home-{tag}")
    # The bar under the header has room for all its links.
    assert zoe.evaluate(
        "(bar => bar.scrollWidth <= bar.clientWidth)(document.querySelector('.studio-bar .sections'))"
    )
    zoe.get_by_role("navigation").get_by_role("link", name="People" if language == "en" else "Μέλη").click()
    zoe.wait_for_selector("#invite")
    assert zoe.get_by_role("link", name=admin).is_visible()
    name = new_name(server, "maria")
    zoe.fill("#name", name)
    press(zoe, said["invite"])
    assert zoe.get_by_role("alert").inner_text().endswith(said["nobody"])
    sound(zoe, f"people-refused-{tag}")
    zoe.get_by_label("failed evolution").check()
    zoe.get_by_label("Kapa Research").check()
    press(zoe, said["invite"])
    zoe.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server.address)
    button(zoe, said["copy"]).click()
    zoe.get_by_text(said["copied"]).wait_for()
    link = zoe.locator("#one-time-link").inner_text()
    assert zoe.evaluate("navigator.clipboard.readText()") == link
    sound(zoe, f"people-link-{tag}")

    maria = profiles().new_page()
    set_password(maria, link)
    zoe.goto(zoe.url.split("?")[0] + ("?lang=en" if language == "en" else ""))
    sound(zoe, f"people-{tag}")
    zoe.get_by_role("link", name=name).click()
    zoe.wait_for_selector("dl.facts")
    assert "failed evolution, Kapa Research" in zoe.locator("dl.facts").inner_text()
    sound(zoe, f"person-{tag}")
    zoe.get_by_role("radio", name=said["editor"]).check()
    press(zoe, said["role"])
    assert said["editor"] in zoe.locator("dl.facts").inner_text()
    press(zoe, said["close"])
    assert said["closed"] in zoe.get_by_role("status").inner_text()
    sound(zoe, f"person-closed-{tag}")
    maria.goto("/studio")
    at(maria, "name")
    press(zoe, said["open"])
    press(zoe, said["link"])
    assert zoe.locator("#one-time-link").inner_text() != link
    zoe.goto(f"/studio/people/{admin}{'?lang=en' if language == 'en' else ''}")
    assert button(zoe, said["close"]).count() == 0
    sound(zoe, f"person-own-{tag}")


def test_it_all_works_without_scripts(profiles: Opened, server: Server) -> None:
    zoe, _ = admin_in(profiles(scripts=False, width=390), server, "el")
    name = new_name(server, "nikos")
    zoe.goto("/studio/people")
    zoe.fill("#name", name)
    zoe.get_by_label("failed evolution").check()
    press(zoe, "Πρόσκληση")
    link = zoe.locator("#one-time-link").inner_text()
    assert not button(zoe, "Αντιγραφή συνδέσμου").is_visible()
    nikos = profiles(scripts=False).new_page()
    set_password(nikos, link)
    zoe.goto(f"/studio/people/{name}")
    press(zoe, "Αποσύνδεση από παντού")
    assert "Αποσυνδέθηκε από κάθε περιηγητή." in zoe.get_by_role("status").inner_text()
    nikos.goto("/studio/account")
    assert nikos.url.endswith("/studio/signin?next=%2Fstudio%2Faccount")
    press(zoe, "Κλείσιμο λογαριασμού")
    press(zoe, "Άνοιγμα λογαριασμού")
    zoe.go_back()
    # The page in the history is of an account that was closed: what it sends counts no longer.
    zoe.reload()
    assert zoe.get_by_text("κλειστός", exact=True).count() == 0


def test_a_link_sent_for_a_second_time_by_loading_the_page_again_makes_no_other(
    profiles: Opened, server: Server
) -> None:
    zoe, _ = admin_in(profiles(), server, "el")
    name = new_name(server, "anna")
    zoe.goto("/studio/people")
    zoe.fill("#name", name)
    zoe.get_by_label("failed evolution").check()
    press(zoe, "Πρόσκληση")
    link = zoe.locator("#one-time-link").inner_text()
    zoe.reload()
    assert "Υπάρχει ήδη λογαριασμός" in zoe.get_by_role("alert").inner_text()
    set_password(profiles().new_page(), link)
