"""The sessions of accounts: whose they are, how long they hold, what ends them; on both databases."""

from datetime import timedelta

import pytest

from dashboard.refusals import AccountDisabled, LinkUnfit
from forecasts.faults import DatabaseReadOnly
from tests.account_people import accounts, tried
from tests.gate_people import HOME, PASSWORD, cheap_hashes, clock, with_password

__all__ = ["accounts", "cheap_hashes", "clock"]


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
