"""What an admin does to the accounts of others, on both databases: and an admin always left."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from dashboard import management
from dashboard.accounts import Accounts
from dashboard.management import Management
from dashboard.members import Account
from dashboard.refusals import (
    AccountChanged,
    AccountDisabled,
    AccountUnknown,
    LinkUnfit,
    NameTaken,
    NameUnfit,
    NotAnAdmin,
    OwnAccount,
    SignInRefused,
    TooManyTries,
)
from forecasts.database import Database
from tests.account_people import accounts
from tests.gate_people import HOME, PASSWORD, cheap_hashes, clock, with_password

__all__ = ["accounts", "cheap_hashes", "clock"]


@pytest.fixture
def zoe(accounts):
    """The accounts in the hands of Zoe, the only admin."""
    with_password(accounts, "zoe", "admin", ())
    return Management(accounts, "zoe")


def seen(hands, name="maria"):
    return hands.member(name).seen


def test_the_accounts_are_listed_by_name_with_browsers_the_newest_session_and_the_link(accounts, clock, zoe):
    with_password(accounts)
    began = clock.now
    accounts.sign_in("maria", PASSWORD, HOME)
    clock.pass_by(hours=2)
    accounts.sign_in("maria", PASSWORD, HOME)
    accounts.add("nikos", "editor")

    found, more = zoe.members()

    assert [each.account.name for each in found] == ["maria", "nikos", "zoe"]
    assert more is False
    maria, nikos, own = found
    assert maria.account.forecasters == {"failedevolution"}
    assert (maria.browsers, maria.signed_in, maria.link_until) == (2, began + timedelta(hours=2), None)
    assert (nikos.account.has_password, nikos.browsers, nikos.signed_in) == (False, 0, None)
    assert nikos.link_until == clock.now + timedelta(hours=72)
    assert (own.account.role, own.account.has_password) == ("admin", True)
    clock.pass_by(hours=72)
    assert [each.browsers for each in zoe.members()[0]] == [0, 0, 0]
    assert zoe.member("nikos").link_until is None


def test_no_more_are_listed_than_the_most_and_it_is_said(accounts, zoe, monkeypatch):
    monkeypatch.setattr(management, "MOST", 2)
    accounts.add("anna", "editor")
    assert ([each.account.name for each in zoe.members()[0]], zoe.members()[1]) == (["anna", "zoe"], False)
    accounts.add("maria", "editor")
    assert ([each.account.name for each in zoe.members()[0]], zoe.members()[1]) == (["anna", "maria"], True)


def test_somebody_invited_sets_a_password_with_the_link(accounts, zoe):
    token = zoe.invite("Maria", "author", ["kapa", "failedevolution"])
    account = accounts.set_password(token, PASSWORD)
    assert account == Account(name="maria", role="author", forecasters=frozenset({"failedevolution", "kapa"}))
    with pytest.raises(NameTaken):
        zoe.invite("MARIA", "admin")
    with pytest.raises(NameUnfit):
        zoe.invite("<b>", "admin")
    assert zoe.member("maria").account.role == "author"


def test_a_new_link_ends_the_one_before_and_a_second_sending_makes_none(accounts, zoe):
    first = zoe.invite("maria", "editor")
    word = seen(zoe)
    second = zoe.new_link("maria", word)
    with pytest.raises(LinkUnfit):
        accounts.linked(first)
    with pytest.raises(AccountChanged):
        zoe.new_link("maria", word)
    assert accounts.linked(second).name == "maria"


def test_signed_out_everywhere_by_an_admin_and_nobody_else_is(accounts, zoe):
    with_password(accounts)
    own = accounts.sign_in("zoe", PASSWORD, HOME)
    theirs = [accounts.sign_in("maria", PASSWORD, HOME) for _ in range(2)]
    assert zoe.sign_out("maria", seen(zoe)) == 2
    assert [accounts.session(each.token) for each in theirs] == [None, None]
    assert accounts.session(own.token)


def test_closed_nobody_gets_in_and_opened_again_the_password_holds(accounts, zoe):
    with_password(accounts)
    session, link = accounts.sign_in("maria", PASSWORD, HOME), accounts.link("maria")
    word = seen(zoe)
    zoe.close("maria", word)
    assert accounts.session(session.token) is None
    with pytest.raises(LinkUnfit):
        accounts.linked(link)
    with pytest.raises(SignInRefused):
        accounts.sign_in("maria", PASSWORD, HOME)
    with pytest.raises(AccountDisabled):
        zoe.new_link("maria", seen(zoe))
    with pytest.raises(AccountChanged):
        zoe.close("maria", word)
    zoe.reopen("maria", seen(zoe))
    assert accounts.sign_in("maria", PASSWORD, HOME).account.may("failedevolution")


def test_another_role_counts_from_the_next_request_on(accounts, zoe):
    with_password(accounts)
    session = accounts.sign_in("maria", PASSWORD, HOME)
    zoe.assign("maria", seen(zoe), "editor")
    assert accounts.session(session.token).account == Account(name="maria", role="editor", has_password=True)
    zoe.assign("maria", seen(zoe), "author", ["kapa"])
    account = accounts.session(session.token).account
    assert (account.may("kapa"), account.may("failedevolution")) == (True, False)


def changes(hands, name, word):
    """Every change to an account, as something to call."""
    return [
        lambda: hands.new_link(name, word),
        lambda: hands.sign_out(name, word),
        lambda: hands.close(name, word),
        lambda: hands.reopen(name, word),
        lambda: hands.assign(name, word, "author", ["kapa"]),
    ]


def test_nobody_changes_their_own_account_so_that_the_last_admin_stays(zoe):
    for change in changes(zoe, "ZOE", seen(zoe, "zoe")):
        with pytest.raises(OwnAccount):
            change()
    assert zoe.member("zoe").account == Account(name="zoe", role="admin", has_password=True)


@pytest.mark.parametrize(("name", "refusal"), [("maria", AccountChanged), ("nobody", AccountUnknown)])
def test_with_a_word_that_is_not_of_the_account_nothing_is_changed(accounts, zoe, name, refusal):
    with_password(accounts)
    before = zoe.members()
    for word in ("", "x" * 16, seen(zoe, "zoe")):
        for change in changes(zoe, name, word):
            with pytest.raises(refusal):
                change()
    assert zoe.members() == before


@pytest.mark.parametrize("how", ["author", "editor", "closed", "never"])
def test_whoever_is_no_admin_changes_nothing(accounts, zoe, how):
    with_password(accounts)
    with_password(accounts, "petros", how if how in ("author", "editor") else "admin", ())
    if how == "closed":
        accounts.disable("petros")
    petros = Management(accounts, "petros" if how != "never" else "nobody")
    before = zoe.members()
    for change in [*changes(petros, "maria", seen(zoe)), lambda: petros.invite("new", "admin")]:
        with pytest.raises(NotAnAdmin):
            change()
    assert zoe.members() == before


def closing_one_another(databases, clock):
    """Two admins close each other's accounts at once, over connections of their own; who is left."""
    both = [Accounts(database, now=clock) for database in databases]
    hands = [Management(both[0], "anna"), Management(both[1], "zoe")]
    words = [hands[0].member("zoe").seen, hands[1].member("anna").seen]

    def close(n):
        try:
            hands[n].close(("zoe", "anna")[n], words[n])
        except NotAnAdmin:
            return "too late"
        return "closed"

    with ThreadPoolExecutor(2) as pool:
        done = sorted(pool.map(close, range(2)))
    return done, [each.name for each in both[0].accounts() if not each.disabled]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_of_two_admins_who_close_each_other_at_once_one_is_left(request, tmp_path, clock, kind):
    where = (
        str(tmp_path / "record.sqlite3")
        if kind == "sqlite"
        else request.getfixturevalue("postgresql").empty_record()
    )
    databases = [Database(where), Database(where)]
    databases[0].migrate()
    accounts = Accounts(databases[0], now=clock)
    for name in ("anna", "zoe"):
        with_password(accounts, name, "admin", ())
    for _ in range(10):
        done, left = closing_one_another(databases, clock)
        assert done == ["closed", "too late"]
        assert len(left) == 1
        accounts.disable({"anna": "zoe", "zoe": "anna"}[left[0]], disabled=False)
    for database in databases:
        database.close()


def test_sixty_changes_in_fifteen_minutes_are_the_most_and_others_have_their_own(accounts, zoe, clock):
    with_password(accounts, "anna", "admin", ())
    for n in range(60):
        zoe.invite(f"name{n}", "editor")
    with pytest.raises(TooManyTries) as refused:
        zoe.invite("one.more", "editor")
    assert refused.value.minutes == 15
    Management(accounts, "anna").invite("one.more", "editor")
    clock.pass_by(minutes=15)
    zoe.close("one.more", seen(zoe, "one.more"))


def test_the_log_says_who_changed_what_and_no_link(accounts, zoe, caplog):
    caplog.set_level("DEBUG")
    first = zoe.invite("maria", "editor")
    second = zoe.new_link("maria", seen(zoe))
    zoe.sign_out("maria", seen(zoe))
    zoe.assign("maria", seen(zoe), "author", ["kapa"])
    zoe.close("maria", seen(zoe))
    zoe.reopen("maria", seen(zoe))
    said = [each.getMessage() for each in caplog.records if each.name == "provlepsi.accounts"]
    assert said == [
        "zoe invited maria as editor",
        "zoe made a new link for maria",
        "zoe signed maria out everywhere",
        "zoe made maria author",
        "zoe closed the account maria",
        "zoe opened the account maria again",
    ]
    assert not any(token in caplog.text for token in (first, second))
