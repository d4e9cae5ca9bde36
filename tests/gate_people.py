"""Who stands at the gate under test: a server with addresses behind it, and browsers signed in or not."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from flask import Flask, jsonify
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from dashboard import context, credentials, gate, guards, people, signing
from dashboard.accounts import Accounts
from dashboard.app import own_files
from dashboard.context import House
from dashboard.statics import Statics
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker

PASSWORD = "τέσσερα άλογα και μία ομπρέλα"
HOME = "192.0.2.1"
OTHER_SITE = {"Origin": "https://evil.example"}
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    """Hashes that take no time, for all tests but those about hashes themselves."""
    monkeypatch.setattr(credentials, "HASHER", CHEAP)
    monkeypatch.setattr(credentials, "NOBODY", CHEAP.hash("a forgotten word"))


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self):
        self.now = datetime(2015, 9, 15, 9, tzinfo=UTC)

    def __call__(self):
        return self.now

    def pass_by(self, **time):
        self.now += timedelta(**time)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def record(request, store):
    """An empty record, on SQLite unless the test asks for both databases."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield store
        return
    other = UpdateStore(request.getfixturevalue("postgresql").empty_record())
    yield other
    other.close()


on_both = pytest.mark.parametrize(
    "record", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


@pytest.fixture
def accounts(record, clock):
    return Accounts(record.database, now=clock)


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


def gated(tracker, accounts):
    """A server with the gate and the way in, without the app, of which there is one in a process."""
    server = Flask("dashboard", static_folder=None, template_folder="studio/templates")
    server.jinja_options = {**server.jinja_options, "bytecode_cache": COMPILED}
    server.config["MAX_CONTENT_LENGTH"] = guards.LARGEST_BODY
    context.install(server, House(tracker=tracker))
    files = own_files(Statics(None))
    gate.install(server, accounts, files)
    signing.offer(server)
    guards.tell_faults(server, files.style)
    return server


@pytest.fixture
def server(catalogue, record, accounts):
    """A server with the gate, and behind it the pages about people and a few addresses more."""
    server = gated(Tracker(catalogue, record), accounts)
    people.offer(server)

    @server.get("/studio")
    @gate.signed_in
    def studio():
        return f"the studio of {gate.current().account.name}"

    @server.get("/studio/api/mine")
    @gate.signed_in
    def mine():
        return jsonify(name=gate.current().account.name)

    @server.route("/studio/api/write/<forecaster>", methods=["GET", "POST", "PUT"])
    @gate.writes
    def write(forecaster):
        gate.may(forecaster)
        return jsonify(written=forecaster)

    @server.post("/studio/write")
    @gate.writes
    def write_form():
        return "written"

    return server


@pytest.fixture
def client(server):
    return server.test_client()


def form_token(answer):
    """The token in the page's own form, which stands below the one to sign out."""
    return re.findall(r'name="csrf" value="([^"]+)"', answer.text)[-1]


def with_password(accounts, name="maria", role="author", forecasters=("failedevolution",)):
    return accounts.set_password(accounts.add(name, role, forecasters), PASSWORD)


def sign_in(client, name="maria", password=PASSWORD, query="", **headers):
    token = form_token(client.get(f"/studio/signin{query}"))
    data = {"csrf": token, "name": name, "password": password}
    return client.post(f"/studio/signin{query}", data=data, headers=headers)


def signed_in(client, name="maria"):
    """A browser in which somebody with a password has signed in; `csrf` is what its pages know."""
    assert sign_in(client, name).status_code == 303
    client.csrf = re.search(r'data-csrf="([^"]+)"', client.get("/studio/account").text)[1]
    return client


@pytest.fixture
def maria(client, accounts):
    """A browser in which Maria has signed in."""
    with_password(accounts)
    return signed_in(client)


def cookies(answer):
    return answer.headers.getlist("Set-Cookie")
