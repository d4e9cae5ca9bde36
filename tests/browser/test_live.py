"""A reader with the page open sees a new update without reloading it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.server import ROOT, Server
from tests.browser.story import BLOGGER

CHANGES = "#live:not(.waiting) ol.changes li"
WITHIN = 5.0


@pytest.mark.parametrize("election", ["2015-09"])
def test_a_new_update_is_on_an_open_page_within_five_seconds(
    browser: Browser, tmp_path: Path, election: str
) -> None:
    with Server.started(tmp_path, cache=tmp_path) as server:
        page = browser.new_context().new_page()
        page.goto(server.address + BLOGGER)
        page.wait_for_selector(CHANGES)
        before = page.locator(CHANGES).count()
        post = tmp_path / "post.txt"
        post.write_text("Update (18/9): ΣΥΡΙΖΑ 31-33% ΝΔ 10-12% ΛΑΕ 19-21%", encoding="utf-8")
        command = [sys.executable, "-m", "dashboard", "add", str(post), "--election", election]
        command += [
            "--forecaster",
            "failedevolution",
            "--database",
            f"sqlite:///{tmp_path}/provlepsi.sqlite3",
        ]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        published = time.monotonic()
        expect(page.locator(CHANGES)).to_have_count(before + 1, timeout=15_000)
        assert time.monotonic() - published <= WITHIN
        assert page.locator(".notice").inner_text() == "Μόλις ήρθε νέα πρόβλεψη: τη βλέπετε ήδη."
        assert page.url == server.address + BLOGGER
        page.context.close()
