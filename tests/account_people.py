"""Accounts under test, without any page: on both databases, or in a file that several connections share."""

import pytest

from dashboard import credentials
from dashboard.accounts import Accounts
from dashboard.refusals import AccountRefusal
from forecasts.database import Database
from tests.gate_people import HOME

DEAR = (credentials.HASHER, credentials.NOBODY)


@pytest.fixture
def dear_hashes(monkeypatch, cheap_hashes):
    """The hashes of the product."""
    monkeypatch.setattr(credentials, "HASHER", DEAR[0])
    monkeypatch.setattr(credentials, "NOBODY", DEAR[1])


@pytest.fixture
def accounts(either_store, clock):
    return Accounts(either_store.database, now=clock)


@pytest.fixture
def filed(tmp_path, clock):
    """Accounts in a file, which several connections share."""
    database = Database(str(tmp_path / "record.sqlite3"))
    database.migrate()
    yield Accounts(database, now=clock)
    database.close()


def tried(accounts, name="maria", password="not the password", address=HOME):
    """How a try ends, in a word."""
    try:
        accounts.sign_in(name, password, address)
    except AccountRefusal as refusal:
        return type(refusal).__name__
    return "signed in"
