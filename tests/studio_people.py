"""Who works in the studio under test, and where: authors signed in, on a record on either database."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from dashboard import context, gate, guards, signing
from dashboard.accounts import Accounts
from dashboard.app import own_files
from dashboard.statics import Statics
from dashboard.studio import routes
from forecasts.catalogue import Catalogue
from forecasts.model import Update
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker

POST = Path(__file__).parent.parent / "data/updates/2015-09/2015-09-15-failedevolution.txt"
PASSWORD = "παλιό ποτάμι 2015"
BOTH = {"forecaster": "failedevolution", "election": "2015-09"}
SEPTEMBER_15 = {  # as printed in the post
    "syriza": (28, 30),
    "lae": (20, 23),
    "nd": (11, 13),
    "xa": (6, 8),
    "kke": (5, 5.5),
    "ek": (2.5, 3),
    "potami": (2.5, 3.5),
    "pasok-dimar": (3, 4),
    "anel": (2.5, 3.5),
}


class Compiled(BytecodeCache):
    """Templates compiled once for all the servers of a run."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.kept.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


class Author:
    """Somebody signed in, with a browser of their own."""

    def __init__(self, client: FlaskClient, tracker: Tracker) -> None:
        self.client = client
        self.tracker = tracker
        page = client.get("/studio/new?forecaster=failedevolution&election=2015-09").get_data(as_text=True)
        found = re.search(r'name="csrf" value="([^"]+)"', page)
        self.csrf = found[1] if found else ""

    def api(self, name: str, **body: Any) -> tuple[int, dict[str, Any]]:
        answer = self.client.post(
            f"/studio/api/{name}?lang=en", json=BOTH | body, headers={"X-CSRF-Token": self.csrf}
        )
        return answer.status_code, json.loads(answer.get_data())

    def form(self, path: str, **fields: Any) -> Any:
        return self.client.post(path, data={"csrf": self.csrf, **BOTH, **fields})

    def latest(self) -> Update:
        return self.tracker.updates("2015-09", "failedevolution")[-1]


def figures(update: Update) -> dict[str | None, tuple[float, float]]:
    return {r.party: (float(r.low), float(r.high)) for r in update.ranges}


@pytest.fixture
def store(either_store: UpdateStore) -> UpdateStore:
    """An empty record, once on each database."""
    return either_store


@pytest.fixture
def desk(catalogue: Catalogue, store: UpdateStore) -> Tracker:
    """A record of the election in which the post of 15 September has not come in yet."""
    shipped = [u for u in catalogue.updates if u.election == "2015-09"]
    store.add([u for u in shipped if u.published != date(2015, 9, 15)])
    return Tracker(catalogue, store)


def server_of(tracker: Tracker) -> Flask:
    """The studio without the readers' pages, of which there is one in a process."""
    server = Flask("dashboard", static_folder=None, template_folder="studio/templates")
    server.jinja_options = {**server.jinja_options, "bytecode_cache": COMPILED}
    server.config["MAX_CONTENT_LENGTH"] = guards.LARGEST_BODY
    context.install(server, context.House(tracker=tracker))
    files = own_files(Statics(None))
    gate.install(server, Accounts(tracker.database), files)
    signing.offer(server)
    routes.offer(server)
    guards.tell_faults(server, files.style)
    return server


def author_of(tracker: Tracker, name: str, role: Any, *forecasters: str) -> Author:
    accounts = Accounts(tracker.database)
    accounts.set_password(accounts.add(name, role, forecasters), PASSWORD)
    client = server_of(tracker).test_client()
    page = client.get("/studio/signin").get_data(as_text=True)
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token
    answer = client.post("/studio/signin", data={"csrf": token[1], "name": name, "password": PASSWORD})
    assert answer.status_code == 303
    return Author(client, tracker)


@pytest.fixture
def author(desk: Tracker) -> Author:
    return author_of(desk, "maria", "author", "failedevolution")


def drafts_of(author: Author) -> list[str]:
    page = author.client.get("/studio").get_data(as_text=True)
    return re.findall(r"/studio/draft/([0-9a-f]{32})", page)
