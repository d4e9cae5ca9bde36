"""The passwords of accounts, and the one-time links by which they are set; on both databases."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from dashboard import credentials
from dashboard.refusals import LinkUnfit, PasswordCommon, PasswordIsName, PasswordLong, PasswordShort
from forecasts.tables import accounts_table
from tests.account_people import accounts, dear_hashes, filed, tried
from tests.gate_people import HOME, PASSWORD, cheap_hashes, clock, with_password

__all__ = ["accounts", "cheap_hashes", "clock", "dear_hashes", "filed"]


# -- passwords


@pytest.mark.parametrize(
    ("password", "kind"),
    [
        ("", PasswordShort),
        ("nine char", PasswordShort),
        ("x" * 1001, PasswordLong),
        ("maria.k-2015", PasswordIsName),
        ("MARIA.K 123456", PasswordIsName),
        ("password123", PasswordCommon),
        ("PassWord123", PasswordCommon),
        ("1234567890", PasswordCommon),
        ("Ολυμπιακός", PasswordCommon),
        ("aaaaaaaaaaaaaa", PasswordCommon),
        ("121212121212", PasswordCommon),
    ],
)
def test_a_weak_password_is_refused_and_the_link_holds_on(accounts, password, kind):
    token = accounts.add("maria.k", "author", ["failedevolution"])
    with pytest.raises(kind):
        accounts.set_password(token, password)
    assert accounts.set_password(token, PASSWORD).name == "maria.k"


def test_ten_characters_are_enough_and_spaces_count(accounts):
    token = accounts.add("maria", "admin")
    accounts.set_password(token, " ένα δύο 3")
    assert accounts.sign_in("maria", " ένα δύο 3", HOME).account.name == "maria"
    assert tried(accounts, password="ένα δύο 3") == "SignInRefused"


def test_a_password_is_the_same_from_a_keyboard_that_sends_letters_and_accents_apart(accounts):
    with_password(accounts)
    apart = unicodedata.normalize("NFD", PASSWORD)
    assert apart != PASSWORD
    assert tried(accounts, password=apart) == "signed in"


def test_two_accounts_with_one_password_have_different_hashes_of_it(dear_hashes):
    first, second = credentials.hashed(PASSWORD), credentials.hashed(PASSWORD)
    assert first != second
    assert first.startswith("$argon2id$v=19$m=47104,t=1,p=1$")


def test_a_hash_made_with_older_parameters_is_renewed_when_its_owner_signs_in(accounts, monkeypatch):
    with_password(accounts)
    monkeypatch.setattr(credentials, "HASHER", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    assert "m=8,t=1,p=1" in hash_of(accounts)
    assert tried(accounts, password=PASSWORD) == "signed in"
    assert "m=8,t=2,p=1" in hash_of(accounts)
    assert tried(accounts, password=PASSWORD) == "signed in"


def hash_of(accounts, name="maria"):
    with accounts.database.begin() as connection:
        mine = sa.select(accounts_table.c.password).where(accounts_table.c.name == name)
        return connection.execute(mine).scalar_one()


# -- one-time links


def test_a_link_sets_a_password_once(accounts):
    token = accounts.add("maria", "author", ["failedevolution"])
    assert accounts.linked(token).name == "maria"
    accounts.set_password(token, PASSWORD)
    for use in (lambda: accounts.linked(token), lambda: accounts.set_password(token, "another password")):
        with pytest.raises(LinkUnfit):
            use()
    assert tried(accounts, password=PASSWORD) == "signed in"


def test_of_two_who_use_a_link_at_once_one_is_let_in(filed):
    token = filed.add("maria", "author", ["failedevolution"])

    def use(number):
        try:
            filed.set_password(token, f"{PASSWORD} {number}")
        except LinkUnfit:
            return None
        return f"{PASSWORD} {number}"

    with ThreadPoolExecutor(4) as pool:
        taken = [password for password in pool.map(use, range(4)) if password]
    assert len(taken) == 1
    assert tried(filed, password=taken[0]) == "signed in"


def test_a_link_ends_after_three_days(accounts, clock):
    token = accounts.add("maria", "admin")
    clock.pass_by(hours=71, minutes=59)
    assert accounts.linked(token).name == "maria"
    clock.pass_by(minutes=1)
    with pytest.raises(LinkUnfit):
        accounts.set_password(token, PASSWORD)


def test_a_new_link_replaces_the_one_before_and_leaves_the_password_alone(accounts):
    with_password(accounts)
    first = accounts.link("maria")
    second = accounts.link("Maria")
    with pytest.raises(LinkUnfit):
        accounts.linked(first)
    assert tried(accounts, password=PASSWORD) == "signed in"
    accounts.set_password(second, "μια άλλη ομπρέλα")
    assert tried(accounts, password=PASSWORD) == "SignInRefused"
    assert tried(accounts, password="μια άλλη ομπρέλα") == "signed in"


@pytest.mark.parametrize("token", ["", "guess", "x" * 43, "0" * 64, "\ud800", "' OR '1'='1"])
def test_a_guessed_link_leads_nowhere(accounts, token):
    accounts.add("maria", "admin")
    with pytest.raises(LinkUnfit):
        accounts.set_password(token, PASSWORD)


def test_a_new_password_ends_the_sessions_of_whoever_knew_the_old_one(accounts):
    with_password(accounts)
    session = accounts.sign_in("maria", PASSWORD, HOME)
    accounts.set_password(accounts.link("maria"), "μια άλλη ομπρέλα")
    assert accounts.session(session.token) is None
