"""Several processes that answer together: one session, one count of tries, whichever of them is asked."""

import http.cookiejar
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from dashboard.accounts import Accounts
from forecasts.database import Database

PASSWORD = "τέσσερα άλογα και μία ομπρέλα"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request, tmp_path):
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/record.sqlite3"
    return request.getfixturevalue("postgresql").empty_database()


@contextmanager
def machine(database, cache):
    """Where two processes with a cache of their own answer over the database."""
    command = [sys.executable, "-m", "dashboard", "serve", "--port", "0", "--workers", "2"]
    serving = subprocess.Popen(
        [*command, "--database", database],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PROVLEPSI_CACHE": str(cache), "PYTHONUNBUFFERED": "1"},
    )
    try:
        yield serving.stdout.readline().removeprefix("Provlepsi: ").split(" ")[0]
    finally:
        serving.terminate()
        serving.wait(20)
        serving.stdout.close()


@pytest.fixture
def address(database, tmp_path):
    """Where two processes answer over the database."""
    with machine(database, tmp_path / "cache") as address:
        yield address


class Somebody:
    """A browser, as far as it takes to sign in; every request is a new connection."""

    def __init__(self, address):
        self.address = address
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def open(self, path, **form):
        """The status, the address arrived at, and the page."""
        data = urllib.parse.urlencode(form).encode() if form else None
        try:
            with self._opener.open(self.address + path, data, timeout=60) as answer:
                return answer.status, answer.url.removeprefix(self.address), answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, path, refused.read().decode()

    def sign_in(self, name, password):
        token = re.search(r'name="csrf" value="([^"]+)"', self.open("/studio/signin")[2])[1]
        form = {"csrf": token, "name": name, "password": password}
        return self.open("/studio/signin?next=/studio/account", **form)


def test_a_session_and_the_count_of_tries_hold_in_all_processes(database, address):
    kept = Database(database)
    accounts = Accounts(kept)
    for name in ("maria", "petros"):
        accounts.set_password(accounts.add(name, "author", ["failedevolution"]), PASSWORD)
    maria = Somebody(address)
    assert maria.sign_in("maria", PASSWORD)[:2] == (200, "/studio/account")
    assert {maria.open("/studio/account")[:2] for _ in range(20)} == {(200, "/studio/account")}

    def guess(number):
        return Somebody(address).sign_in("petros", f"guess number {number}")[0]

    with ThreadPoolExecutor(6) as pool:
        assert Counter(pool.map(guess, range(24))) == {403: 10, 429: 14}
    page = maria.open("/studio/account")[2]
    csrf = re.search(r'data-csrf="([^"]+)"', page)[1]
    assert maria.open("/studio/signout-everywhere", csrf=csrf)[1] == "/studio/signin"
    assert {maria.open("/studio/account")[1] for _ in range(10)} == {
        "/studio/signin?next=%2Fstudio%2Faccount"
    }
    kept.close()
