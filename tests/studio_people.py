"""Who works in the studio under test, and where: authors signed in, on a record on either database."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.accounts import Accounts
from dashboard.studio import routes
from forecasts.catalogue import Catalogue
from forecasts.model import Update
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker
from tests.gate_people import gated, sign_in, with_password

POST = Path(__file__).parent.parent / "data/updates/2015-09/2015-09-15-failedevolution.txt"
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
def desk(catalogue: Catalogue, store: UpdateStore) -> Tracker:
    """A record of the election in which the post of 15 September has not come in yet."""
    shipped = [u for u in catalogue.updates if u.election == "2015-09"]
    store.add([u for u in shipped if u.published != date(2015, 9, 15)])
    return Tracker(catalogue, store)


def server_of(tracker: Tracker) -> Flask:
    """The studio without the readers' pages."""
    server = gated(tracker, Accounts(tracker.database))
    routes.offer(server)
    return server


def author_of(tracker: Tracker, name: str, role: Any, *forecasters: str) -> Author:
    with_password(Accounts(tracker.database), name, role, forecasters)
    client = server_of(tracker).test_client()
    assert sign_in(client, name).status_code == 303
    return Author(client, tracker)


@pytest.fixture
def author(desk: Tracker) -> Author:
    return author_of(desk, "maria", "author", "failedevolution")


def drafts_of(author: Author) -> list[str]:
    page = author.client.get("/studio").get_data(as_text=True)
    return re.findall(r"/studio/draft/([0-9a-f]{32})", page)
