"""A reader with the page open sees a new update without reloading it."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import ROOT, Server
from tests.browser.story import BLOGGER
from tests.browser.visits import heard, rest

CHANGES = "#live:not(.waiting) ol.changes li"
# What the page may let pass before it asks, of the five seconds a reader waits at most.
HALF = timedelta(seconds=2.5)
HOW_LONG = timedelta(seconds=30)


@pytest.mark.parametrize("election", ["2015-09"])
def test_an_open_page_asks_often_enough_and_shows_a_new_update_when_it_learns_of_it(
    browser: Browser, tmp_path: Path, election: str
) -> None:
    with Server.started(tmp_path, cache=tmp_path) as server:
        page = browser.new_context().new_page()
        # The page's own clock: how fast this machine is says nothing about how often the page asks.
        page.clock.install()
        page.goto(server.address + BLOGGER)
        page.wait_for_selector(CHANGES)
        before = page.locator(CHANGES).count()
        rest(page)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.clock.run_for(int(HOW_LONG.total_seconds() * 1000))
        # What was asked is heard of a moment later; with the clock at rest, nothing more is asked.
        looks = f"{server.address}/live/{election}"
        heard(page, lambda: asked.count(looks) >= HOW_LONG / HALF)
        page.clock.resume()

        post = tmp_path / "post.txt"
        post.write_text("Update (18/9): ΣΥΡΙΖΑ 31-33% ΝΔ 10-12% ΛΑΕ 19-21%", encoding="utf-8")
        command = [sys.executable, "-m", "dashboard", "add", str(post), "--election", election]
        command += ["--forecaster", "failedevolution"]
        command += ["--database", f"sqlite:///{tmp_path}/provlepsi.sqlite3"]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        expect(page.locator(CHANGES)).to_have_count(before + 1, timeout=60_000)
        assert page.locator(".notice").inner_text() == "Μόλις ήρθε νέα πρόβλεψη: τη βλέπετε ήδη."
        assert page.url == server.address + BLOGGER
        page.context.close()
