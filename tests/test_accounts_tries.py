"""Tries at signing in: one answer to all that are wrong, and how many there may be; on both databases."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa

from dashboard import credentials
from dashboard.accounts import Accounts
from dashboard.refusals import SignInRefused, TooManyTries
from forecasts.database import Database
from forecasts.tables import tries_table
from tests.account_people import DEAR, accounts, dear_hashes, filed, tried
from tests.gate_people import HOME, PASSWORD, cheap_hashes, clock, with_password

__all__ = ["accounts", "cheap_hashes", "clock", "dear_hashes", "filed"]


def test_a_wrong_name_a_wrong_password_and_a_closed_account_get_one_answer(accounts):
    with_password(accounts)
    with_password(accounts, "closed", "admin", ())
    accounts.disable("closed")
    accounts.add("without.password", "admin")
    answers = set()
    for name, password in (
        ("maria", "not the password"),
        ("nobody", PASSWORD),
        ("closed", PASSWORD),
        ("without.password", PASSWORD),
        ("no name at all!", PASSWORD),
        ("maria", PASSWORD + "x" * 2000),
        ("", ""),
    ):
        with pytest.raises(SignInRefused) as refusal:
            accounts.sign_in(name, password, HOME)
        answers.add((refusal.value.sentence("el"), refusal.value.sentence("en")))
    assert answers == {("Το όνομα ή ο κωδικός δεν είναι σωστά.", "The name or the password is not right.")}


def test_a_wrong_name_costs_one_hash_of_the_same_price_as_a_wrong_password(
    dear_hashes, accounts, monkeypatch
):
    with_password(accounts)
    asked = []

    class Counting:
        def verify(self, kept, password):
            asked.append(kept.rsplit("$", 2)[0])
            return DEAR[0].verify(kept, password)

    monkeypatch.setattr(credentials, "HASHER", Counting())
    assert tried(accounts, name="\x00maria") == "SignInRefused"  # which PostgreSQL would not even look up
    assert tried(accounts) == tried(accounts, name="nobody") == tried(accounts, name="!") == "SignInRefused"
    assert asked == ["$argon2id$v=19$m=47104,t=1,p=1"] * 4


def test_of_a_thousand_tries_on_one_account_ten_are_judged(accounts, clock):
    with_password(accounts)
    answers = Counter(tried(accounts, address=f"198.51.{n // 250}.{n % 250}") for n in range(1000))
    assert answers == {"SignInRefused": 10, "TooManyTries": 990}
    assert tried(accounts, password=PASSWORD) == "TooManyTries"
    clock.pass_by(minutes=15)
    assert tried(accounts, password=PASSWORD) == "signed in"


def test_of_a_thousand_tries_from_one_address_thirty_are_judged_whatever_the_names(accounts):
    with_password(accounts)
    answers = Counter(tried(accounts, name=f"name{n}", address=HOME) for n in range(1000))
    assert answers == {"SignInRefused": 30, "TooManyTries": 970}
    assert tried(accounts, password=PASSWORD, address=HOME) == "TooManyTries"
    assert tried(accounts, password=PASSWORD, address="192.0.2.2") == "signed in"


def test_names_nobody_has_run_out_of_tries_like_the_others(accounts):
    answers = [tried(accounts, name="nobody", address=f"192.0.2.{n}") for n in range(12)]
    assert answers == ["SignInRefused"] * 10 + ["TooManyTries"] * 2


def test_the_addresses_of_one_household_count_as_one(accounts):
    answers = Counter(tried(accounts, name=f"name{n}", address=f"2001:db8:1:2::{n:x}") for n in range(40))
    assert answers == {"SignInRefused": 30, "TooManyTries": 10}
    assert tried(accounts, name="name", address="2001:db8:1:3::1") == "SignInRefused"


def test_how_long_to_wait_is_told_in_minutes(accounts, clock):
    with_password(accounts)
    for _ in range(10):
        tried(accounts)
    clock.pass_by(minutes=4, seconds=30)
    with pytest.raises(TooManyTries) as refusal:
        accounts.sign_in("maria", PASSWORD, HOME)
    assert refusal.value.sentence("en") == "Too many tries. Try again in 11 min."
    assert refusal.value.sentence("el") == "Πάρα πολλές προσπάθειες. Δοκιμάστε ξανά σε 11′."


def test_signing_in_starts_the_count_afresh_and_costs_the_address_nothing(accounts):
    with_password(accounts)
    for _ in range(12):
        assert [tried(accounts), tried(accounts)] == ["SignInRefused"] * 2
        assert tried(accounts, password=PASSWORD) == "signed in"
    assert Counter(tried(accounts) for _ in range(8)) == {"SignInRefused": 6, "TooManyTries": 2}


def test_tries_that_count_no_longer_are_cleared_away(accounts, clock):
    with_password(accounts)
    for n in range(20):
        tried(accounts, name=f"name{n}")
    clock.pass_by(minutes=15)
    assert tried(accounts, password=PASSWORD) == "signed in"
    with accounts.database.begin() as connection:
        kept = connection.execute(sa.select(tries_table.c.count)).scalars().all()
    assert kept == [0]


def test_tries_at_once_over_several_connections_are_all_counted(filed, tmp_path, clock):
    with_password(filed)
    others = [Accounts(Database(str(tmp_path / "record.sqlite3")), now=clock) for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        answers = Counter(pool.map(lambda n: tried(others[n % 4], address=f"192.0.2.{n}"), range(32)))
    for each in others:
        each.database.close()
    assert answers == {"SignInRefused": 10, "TooManyTries": 22}
