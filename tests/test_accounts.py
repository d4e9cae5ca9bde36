"""Accounts: who may write for whom, one-time links, passwords, sessions, tries; on both databases."""

import sqlite3
import unicodedata
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from dashboard import credentials
from dashboard.accounts import Accounts
from dashboard.members import Account
from dashboard.refusals import (
    AccountDisabled,
    AccountRefusal,
    AccountUnknown,
    LinkUnfit,
    NameTaken,
    NameUnfit,
    PasswordCommon,
    PasswordIsName,
    PasswordLong,
    PasswordShort,
    SignInRefused,
    TooManyTries,
)
from forecasts.database import Database
from forecasts.faults import DatabaseReadOnly
from forecasts.tables import accounts_table, tries_table
from tests.gate_people import PASSWORD, cheap_hashes, clock, with_password

__all__ = ["cheap_hashes", "clock"]
HOME = "192.0.2.1"
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


# -- who may write for whom


@pytest.mark.parametrize(
    ("role", "own", "others"), [("author", True, False), ("editor", True, True), ("admin", True, True)]
)
def test_an_author_writes_for_their_own_forecasters_the_others_for_all(accounts, role, own, others):
    account = with_password(accounts, role=role)
    assert account.may("failedevolution") is own
    assert account.may("kapa") is others


@pytest.mark.parametrize("role", ["author", "editor", "admin"])
def test_a_closed_account_may_write_for_nobody(role):
    account = Account(name="maria", role=role, forecasters=frozenset({"failedevolution"}), disabled=True)
    assert not account.may("failedevolution")


def test_accounts_are_listed_by_name_with_what_they_are(accounts):
    accounts.add("zoe", "admin")
    with_password(accounts, forecasters=("uom-skai", "failedevolution"))
    assert accounts.accounts() == (
        Account(
            name="maria",
            role="author",
            forecasters=frozenset({"failedevolution", "uom-skai"}),
            has_password=True,
        ),
        Account(name="zoe", role="admin"),
    )


# -- names


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Maria", "maria"),
        (" maria.k ", "maria.k"),
        ("ΜΑΡΙΑ", "μαρια"),
        ("Γιώργος_7", "γιώργος_7"),
        (unicodedata.normalize("NFD", "Γιώργος"), "γιώργος"),
        ("a-1", "a-1"),
        ("x" * 32, "x" * 32),
    ],
)
def test_a_name_is_kept_in_lower_case_and_in_one_form(typed, kept):
    assert credentials.name_of(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", "a", "x" * 33, "maria k", "-maria", ".maria", "maria\n1", "a/b", "<b>maria</b>", "ma:ria", "a\0b"],
)
def test_a_name_that_will_not_do_is_refused_in_words(accounts, typed):
    with pytest.raises(NameUnfit) as refusal:
        accounts.add(typed, "admin")
    assert "2 to 32" in refusal.value.sentence("en")
    assert "2 έως 32" in refusal.value.sentence("el")
    assert accounts.accounts() == ()


def test_a_name_in_other_letters_is_the_same_name(accounts):
    accounts.add("Maria", "author", ["failedevolution"])
    with pytest.raises(NameTaken) as refusal:
        accounts.add("MARIA", "admin")
    assert refusal.value.sentence("en") == (
        "There is an account named “maria” already. For a new link: provlepsi user link maria."
    )
    assert [each.role for each in accounts.accounts()] == ["author"]


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


def test_what_the_database_keeps_of_a_link_opens_nothing(filed, tmp_path):
    filed.add("maria", "admin")
    with sqlite3.connect(tmp_path / "record.sqlite3") as connection:
        kept = connection.execute("SELECT token FROM links").fetchone()[0]
    connection.close()
    with pytest.raises(LinkUnfit):
        filed.linked(kept)


def test_a_new_password_ends_the_sessions_of_whoever_knew_the_old_one(accounts):
    with_password(accounts)
    session = accounts.sign_in("maria", PASSWORD, HOME)
    accounts.set_password(accounts.link("maria"), "μια άλλη ομπρέλα")
    assert accounts.session(session.token) is None


# -- sessions


def test_a_session_is_known_by_its_token_and_knows_whose_it_is(accounts, clock):
    account = with_password(accounts)
    session = accounts.sign_in("Maria", PASSWORD, HOME, "Firefox")
    found = accounts.session(session.token)
    assert found == session
    assert found.account == account.__class__(
        name="maria", role="author", forecasters=frozenset({"failedevolution"}), has_password=True
    )
    assert (found.created, found.expires) == (clock.now, clock.now + timedelta(hours=12))


def test_every_session_has_tokens_of_its_own(accounts):
    with_password(accounts)
    first, second = (accounts.sign_in("maria", PASSWORD, HOME) for _ in range(2))
    assert len({first.token, second.token, first.csrf, second.csrf}) == 4
    assert accounts.sessions("maria") == 2


@pytest.mark.parametrize(
    "forge", [lambda t: "", lambda t: t[:-1], lambda t: t.swapcase(), lambda t: "0" * 43]
)
def test_a_forged_token_is_no_session(accounts, forge):
    with_password(accounts)
    session = accounts.sign_in("maria", PASSWORD, HOME)
    assert accounts.session(forge(session.token)) is None


def test_what_the_database_keeps_of_a_session_is_no_session(filed, tmp_path):
    with_password(filed)
    filed.sign_in("maria", PASSWORD, HOME)
    with sqlite3.connect(tmp_path / "record.sqlite3") as connection:
        kept = connection.execute("SELECT token FROM sessions").fetchone()[0]
    connection.close()
    assert filed.session(kept) is None


def test_a_session_ends_after_twelve_hours_without_use_and_slides_while_used(accounts, clock):
    with_password(accounts)
    session = accounts.sign_in("maria", PASSWORD, HOME)
    for _ in range(3):
        clock.pass_by(hours=11)
        assert accounts.session(session.token).expires == clock.now + timedelta(hours=12)
    clock.pass_by(hours=12)
    assert accounts.session(session.token) is None
    assert accounts.sessions("maria") == 0


def test_a_session_ends_after_thirty_days_however_much_it_is_used(accounts, clock):
    with_password(accounts)
    session = accounts.sign_in("maria", PASSWORD, HOME)
    for _ in range(30 * 24 - 1):
        clock.pass_by(hours=1)
        assert accounts.session(session.token) is not None
    clock.pass_by(hours=1)
    assert accounts.session(session.token) is None


def test_signing_out_ends_one_session_and_signing_out_everywhere_all_of_one_account(accounts):
    with_password(accounts)
    with_password(accounts, "zoe", "admin", ())
    first, second, third = (accounts.sign_in("maria", PASSWORD, HOME) for _ in range(3))
    others = accounts.sign_in("zoe", PASSWORD, HOME)
    accounts.sign_out(first.token)
    assert accounts.session(first.token) is None
    assert accounts.session(second.token) is not None
    assert accounts.sign_out_everywhere("maria") == 2
    assert [accounts.session(each.token) for each in (first, second, third)] == [None] * 3
    assert accounts.session(others.token) == others


def test_closing_an_account_ends_its_sessions_and_links_and_refuses_its_password(accounts):
    with_password(accounts)
    session, token = accounts.sign_in("maria", PASSWORD, HOME), accounts.link("maria")
    assert accounts.disable("maria").disabled
    assert accounts.session(session.token) is None
    assert tried(accounts, password=PASSWORD) == "SignInRefused"
    with pytest.raises(LinkUnfit):
        accounts.linked(token)
    with pytest.raises(AccountDisabled):
        accounts.link("maria")


def test_an_account_opened_again_has_its_password_and_no_old_session(accounts):
    with_password(accounts)
    session = accounts.sign_in("maria", PASSWORD, HOME)
    accounts.disable("maria")
    accounts.disable("maria", disabled=False)
    assert accounts.session(session.token) is None
    assert tried(accounts, password=PASSWORD) == "signed in"


@pytest.mark.parametrize("act", [Accounts.link, Accounts.disable, Accounts.sign_out_everywhere])
def test_an_account_that_is_not_there_is_told_to_whoever_keeps_the_accounts(accounts, act):
    with pytest.raises(AccountUnknown) as refusal:
        act(accounts, "nobody")
    assert refusal.value.sentence("el") == "Δεν υπάρχει λογαριασμός με το όνομα «nobody»."


def test_a_database_that_cannot_be_written_signs_nobody_out(accounts, clock, monkeypatch):
    with_password(accounts)
    session = accounts.sign_in("maria", PASSWORD, HOME)
    clock.pass_by(hours=1)
    begin = accounts.database.begin

    def read_only(*, write=False):
        if write:
            raise DatabaseReadOnly("record")
        return begin()

    monkeypatch.setattr(accounts.database, "begin", read_only)
    assert accounts.session(session.token).account.name == "maria"


# -- tries


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


def test_what_was_to_be_stored_is_not_in_the_traceback_of_a_fault(filed):
    wanting = tries_table.insert().values(key="a secret", count=1, since=None)
    with filed.database._engine.connect() as connection, pytest.raises(sa.exc.IntegrityError) as fault:
        connection.execute(wanting)
    assert "NOT NULL" in str(fault.value)
    assert "a secret" not in str(fault.value)


def test_tries_at_once_over_several_connections_are_all_counted(filed, tmp_path, clock):
    with_password(filed)
    others = [Accounts(Database(str(tmp_path / "record.sqlite3")), now=clock) for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        answers = Counter(pool.map(lambda n: tried(others[n % 4], address=f"192.0.2.{n}"), range(32)))
    for each in others:
        each.database.close()
    assert answers == {"SignInRefused": 10, "TooManyTries": 22}


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
