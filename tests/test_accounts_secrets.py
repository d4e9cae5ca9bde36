"""What the database, the log and a traceback know of accounts opens nothing."""

import sqlite3

import pytest
import sqlalchemy as sa

from dashboard.refusals import LinkUnfit
from forecasts.tables import tries_table
from tests.account_people import filed, tried
from tests.gate_people import HOME, PASSWORD, cheap_hashes, clock, with_password

__all__ = ["cheap_hashes", "clock", "filed"]


def test_what_the_database_keeps_of_a_link_opens_nothing(filed, tmp_path):
    filed.add("maria", "admin")
    with sqlite3.connect(tmp_path / "record.sqlite3") as connection:
        kept = connection.execute("SELECT token FROM links").fetchone()[0]
    connection.close()
    with pytest.raises(LinkUnfit):
        filed.linked(kept)


def test_what_the_database_keeps_of_a_session_is_no_session(filed, tmp_path):
    with_password(filed)
    filed.sign_in("maria", PASSWORD, HOME)
    with sqlite3.connect(tmp_path / "record.sqlite3") as connection:
        kept = connection.execute("SELECT token FROM sessions").fetchone()[0]
    connection.close()
    assert filed.session(kept) is None


def test_what_was_to_be_stored_is_not_in_the_traceback_of_a_fault(filed):
    wanting = tries_table.insert().values(key="a secret", count=1, since=None)
    with filed.database._engine.connect() as connection, pytest.raises(sa.exc.IntegrityError) as fault:
        connection.execute(wanting)
    assert "NOT NULL" in str(fault.value)
    assert "a secret" not in str(fault.value)


def test_nothing_secret_stands_in_the_database_or_in_the_log(filed, tmp_path, caplog):
    caplog.set_level("DEBUG")
    token = filed.add("maria", "author", ["failedevolution"])
    filed.set_password(token, PASSWORD)
    session = filed.sign_in("maria", PASSWORD, HOME)
    tried(filed, name=PASSWORD, password="maria")
    with sqlite3.connect(tmp_path / "record.sqlite3") as connection:
        kept = "\n".join(connection.iterdump())
    connection.close()
    for secret in (token, PASSWORD, session.token):
        assert secret not in kept
        assert secret not in caplog.text
    assert session.csrf not in caplog.text
    assert repr(session).count(session.token) == repr(session).count(session.csrf) == 0
    assert "sign-in refused for an unknown name from 192.0.2.1" in caplog.text
