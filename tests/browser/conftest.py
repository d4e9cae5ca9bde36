"""One server and one Chromium for all browser tests of a worker; every visit in a new, empty profile."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium
from tests.browser.server import Server
from tests.browser.visits import Visits

HERE = Path(__file__).parent
REQUIRED = os.environ.get("PROVLEPSI_REQUIRE_BROWSER") == "1"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what lies in this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what could not be tried."""
    if chromium.executable() is None:
        terminalreporter.write_line("NO CHROMIUM: nothing was tried in a browser.", red=True, bold=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium; a skip where there is none, a failure where one is required."""
    found = chromium.executable()
    if found is None:
        (pytest.fail if REQUIRED else pytest.skip)("NO CHROMIUM on this machine: see `make browser`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=chromium.FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product as people start it, on a database of its own."""
    # All workers of a run share the folder of compressed files: what one has pressed the others need not.
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    with Server.started(tmp_path_factory.mktemp("server"), cache=shared / "cache") as server:
        yield server


@pytest.fixture
def visits(browser: Browser, server: Server) -> Iterator[Visits]:
    """Readers' visits; at the end nothing may have gone wrong in any of them, nor on the server."""
    visits = Visits(browser, server.address)
    yield visits
    troubles = visits.end()
    assert troubles == []
    assert server.new_tracebacks() == ""
