"""Addresses longer than any of ours: refused in words with a way home, however long they are."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dashboard.context import LONGEST_QUERY
from dashboard.guards import LONGEST_ADDRESS, fault_page
from dashboard.workers import LONGEST_LINE
from tests.running import running_app

GREEK = "Η διεύθυνση είναι πολύ μεγάλη"
ENGLISH = "This address is too long"
HOME = {"el": '<a href="/">Στην αρχική σελίδα</a>', "en": '<a href="/?lang=en">To the front page</a>'}


def address_of(length: int, begin: str = "/seats?") -> str:
    """An address of so many bytes."""
    return begin + "x=" + "1" * (length - len(begin) - 2)


def test_no_query_of_an_address_that_is_answered_is_cut_off() -> None:
    assert LONGEST_ADDRESS <= LONGEST_QUERY
    assert LONGEST_ADDRESS < LONGEST_LINE


@pytest.mark.parametrize(("length", "status"), [(LONGEST_ADDRESS, 200), (LONGEST_ADDRESS + 1, 414)])
@pytest.mark.parametrize("path", ["/seats?", "/?lang=en&", "/e/2015-09?"])
def test_the_longest_address_is_answered_and_a_longer_one_refused(
    path: str, length: int, status: int
) -> None:
    assert running_app().server.test_client().get(address_of(length, path)).status_code == status


def test_bytes_count_as_they_are_sent() -> None:
    """A Greek letter is six bytes in an address: 700 of them are 4,200."""
    client = running_app().server.test_client()
    assert client.get("/seats?x=" + "%CE%B1" * 600).status_code == 200
    assert client.get("/seats?x=" + "%CE%B1" * 700).status_code == 414


def test_the_refusal_is_in_the_readers_language_and_shows_the_way_home() -> None:
    client = running_app().server.test_client()
    greek, english = (client.get(address_of(5_000, begin)) for begin in ("/e/x?", "/e/x?lang=en&"))
    assert (GREEK in greek.text, ENGLISH in greek.text, HOME["el"] in greek.text) == (True, False, True)
    assert (GREEK in english.text, ENGLISH in english.text, HOME["en"] in english.text) == (False, True, True)
    assert greek.headers["X-Frame-Options"] == "DENY"
    assert client.post(address_of(5_000)).status_code == 414
    program = client.get(address_of(5_000, "/api/x?"))
    assert program.status_code == 414
    assert program.json == {
        "error": "Καμία σελίδα εδώ δεν έχει τόσο μεγάλη διεύθυνση. Ίσως αντιγράφηκε λάθος."
    }


def test_where_the_language_is_not_known_both_are_spoken() -> None:
    page = fault_page(414, "/s.css", "el", "en")
    assert page.index(GREEK) < page.index(ENGLISH)
    assert HOME["el"] in page
    assert HOME["en"] in page


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Host and port of the app as `provlepsi serve` starts it."""
    folder: Path = tmp_path_factory.mktemp("served")
    serving = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "serve", "--port", "0", "--database", f"sqlite:///{folder}/r.db"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PROVLEPSI_CACHE": str(folder / "cache"), "PYTHONUNBUFFERED": "1"},
    )
    assert serving.stdout is not None
    yield urlsplit(serving.stdout.readline().removeprefix("Provlepsi: ").split(" ")[0]).netloc
    serving.terminate()
    serving.wait(20)
    serving.stdout.close()


def answer_of(served: str, address: str) -> tuple[int, str, dict[str, str]]:
    asking = http.client.HTTPConnection(served, timeout=60)
    asking.request("GET", address)
    answer = asking.getresponse()
    said = answer.status, answer.read().decode(), dict(answer.getheaders())
    asking.close()
    return said


@pytest.mark.parametrize("length", [4_090, 4_200, 8_100])
def test_what_gunicorn_reads_is_refused_in_one_language(served: str, length: int) -> None:
    status, said, headers = answer_of(served, address_of(length, "/?lang=en&"))
    assert (status, headers["Content-Type"]) == (414, "text/html; charset=utf-8")
    assert ENGLISH in said
    assert GREEK not in said


@pytest.mark.parametrize("length", [8_200, 60_000, 1_000_000])
def test_what_gunicorn_does_not_read_is_refused_in_words_too(served: str, length: int) -> None:
    status, said, headers = answer_of(served, address_of(length, "/?lang=en&"))
    assert (status, headers["Content-Type"]) == (414, "text/html; charset=utf-8")
    assert GREEK in said
    assert ENGLISH in said
    style = said.partition('rel="stylesheet" href="')[2].partition('"')[0]
    assert answer_of(served, style)[0] == 200
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert answer_of(served, "/robots.txt")[0] == 200
