"""The pages over the shipped record, without the app they are part of: what stands on one, in words."""

import re
from contextlib import contextmanager
from html import unescape

import pytest
from flask import Flask

from dashboard import context
from dashboard.first_view import first_view
from dashboard.shell import resolve
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker
from tests.running import running_app

DEBATES, REVISIONS = "/e/2015-09/debates", "/e/2015-09/revisions"


@pytest.fixture(scope="module")
def shipped(catalogue):
    store = UpdateStore("sqlite://")
    store.migrate()
    tracker = Tracker(catalogue, store)
    tracker.load_shipped()
    yield tracker
    store.close()


@contextmanager
def pages_over(tracker):
    """The pages over a record; the app that registers them is another one's and stays out of it."""
    running_app()
    server = Flask("pages")
    context.install(server, context.House(tracker=tracker))
    with server.test_request_context("/"):
        yield server


@pytest.fixture
def house(shipped):
    """The pages over the shipped record."""
    with pages_over(shipped) as server:
        yield server


def html_of(address):
    path, _, search = address.partition("?")
    _, view, found = resolve(path, search)
    assert found, address
    return first_view(list(view.content))


def plain(html):
    """The words of a page, tags gone, one space between them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def words_of(address):
    return plain(html_of(address))


def rows_of(html):
    """The cells of every body row of the tables in a page."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    rows = [row for body in bodies for row in re.findall(r"<tr.*?>(.*?)</tr>", body, re.DOTALL)]
    return [
        [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows
    ]
