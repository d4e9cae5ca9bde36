"""Another password for whoever is signed in: on both databases, and from outside."""

import re

import pytest

from dashboard import accounts as module
from dashboard import gate
from dashboard.refusals import LinkUnfit, PasswordCommon, SignInRefused, TooManyTries
from tests.gate_people import (
    CHEAP,
    HOME,
    PASSWORD,
    accounts,
    cheap_hashes,
    client,
    clock,
    cookies,
    maria,
    on_both,
    record,
    server,
    sign_in,
    with_password,
)

__all__ = ["accounts", "cheap_hashes", "client", "clock", "maria", "record", "server"]
NEW = "πέντε ομπρέλες, κανένα άλογο"


@pytest.fixture
def signed_in(accounts):
    with_password(accounts)
    return accounts.sign_in("maria", PASSWORD, HOME)


@on_both
def test_a_changed_password_ends_all_other_sessions_and_links_and_this_one_goes_on(accounts, signed_in):
    phone = accounts.sign_in("maria", PASSWORD, HOME)
    with_password(accounts, "nikos")
    nikos = accounts.sign_in("nikos", PASSWORD, HOME)
    link = accounts.link("maria")

    going_on = accounts.change_password(signed_in, PASSWORD, NEW, HOME)
    assert accounts.session(phone.token) is None
    assert accounts.session(nikos.token)
    assert accounts.session(going_on.token).csrf == signed_in.csrf
    assert accounts.session(signed_in.token) is None, "whoever had copied the cookie is still in"
    with pytest.raises(LinkUnfit):
        accounts.linked(link)
    with pytest.raises(SignInRefused):
        accounts.sign_in("maria", PASSWORD, HOME)
    assert accounts.sign_in("maria", NEW, HOME).account.name == "maria"


@on_both
def test_a_wrong_current_password_is_a_try_at_the_account_and_changes_nothing(accounts, signed_in):
    for _ in range(10):
        with pytest.raises(SignInRefused):
            accounts.change_password(signed_in, "not the password", NEW, HOME)
    with pytest.raises(TooManyTries):
        accounts.change_password(signed_in, PASSWORD, NEW, HOME)
    with pytest.raises(TooManyTries):
        accounts.sign_in("maria", PASSWORD, "198.51.100.7")
    assert accounts.session(signed_in.token)


@on_both
def test_a_new_password_that_is_not_taken_costs_no_try(accounts, signed_in):
    for _ in range(11):
        with pytest.raises(PasswordCommon):
            accounts.change_password(signed_in, "not the password", "1234567890", HOME)
    assert accounts.change_password(signed_in, PASSWORD, NEW, HOME).account.name == "maria"


def test_of_two_who_change_it_at_once_the_second_has_judged_the_old_one(accounts, signed_in, monkeypatch):
    hashed, other = module.hashed, accounts.sign_in("maria", PASSWORD, HOME)
    monkeypatch.setattr(module, "hashed", lambda words: hashed(words) if words == NEW else quicker(words))

    def quicker(words):
        accounts.change_password(other, PASSWORD, NEW, HOME)
        return hashed(words)

    with pytest.raises(SignInRefused):
        accounts.change_password(signed_in, PASSWORD, "έξι καρέκλες στη βροχή", HOME)
    assert accounts.sign_in("maria", NEW, HOME)


# -- the form


def change(browser, current=PASSWORD, new=NEW, again=None, query="", **headers):
    data = {
        "csrf": browser.csrf,
        "current": current,
        "password": new,
        "again": new if again is None else again,
    }
    return browser.post(f"/studio/account{query}", data=data, headers=headers)


@on_both
def test_the_form_changes_it_and_leaves_only_this_browser_signed_in(server, maria):
    phone = server.test_client()
    assert sign_in(phone).status_code == 303
    answer = change(maria, query="?lang=en")
    assert (answer.status_code, answer.location) == (303, "/studio/account?changed=password&lang=en")
    cookie = next(each for each in cookies(answer) if each.startswith(gate.COOKIE))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "The password is changed." in maria.get(answer.location).text
    assert "σε 1 περιηγητή" in maria.get("/studio/account").text
    # A page that was open before goes on.
    sent = maria.post("/studio/api/write/failedevolution", headers={"X-CSRF-Token": maria.csrf})
    assert sent.status_code == 200
    assert phone.get("/studio/account").status_code == 303
    assert sign_in(phone).status_code == 403
    assert sign_in(phone, password=NEW).status_code == 303


@pytest.mark.parametrize(
    ("typed", "status", "field", "greek", "english"),
    [
        (
            {"current": "not the password"},
            403,
            "current",
            "Ο τωρινός κωδικός δεν είναι σωστός.",
            "The current password is not right.",
        ),
        ({"again": "another"}, 422, "again", "Οι δύο κωδικοί δεν είναι ίδιοι.", "The two are not the same."),
        (
            {"new": "maria 2015"},
            422,
            "password",
            "Ο κωδικός είναι το όνομά σας· διαλέξτε κάτι που δεν το ξέρει ο καθένας.",
            "The password is your name; choose something that not everybody knows.",
        ),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_no_password_comes_back(
    maria, typed, status, field, greek, english
):
    for query, words in (("", greek), ("?lang=en", english)):
        answer = change(maria, query=query, **typed)
        assert answer.status_code == status
        assert re.search(rf'id="{field}-wrong">([^<]+)<', answer.text)[1] == words
        assert not any(secret in answer.text for secret in (PASSWORD, NEW, *typed.values()))
    assert maria.get("/studio/account").status_code == 200
    assert change(maria).status_code == 303


def test_too_many_wrong_ones_end_with_a_wait_told_in_words(maria):
    for _ in range(10):
        assert change(maria, current="not the password").status_code == 403
    answer = change(maria)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "Πάρα πολλές προσπάθειες. Δοκιμάστε ξανά σε 15′." in answer.text


def test_the_form_asks_for_the_session_its_token_and_its_own_site(server, maria):
    assert change(maria, Origin="https://evil.example").status_code == 403
    assert change(maria, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    token, maria.csrf = maria.csrf, "guessed"
    assert change(maria).status_code == 403
    stranger = server.test_client()
    stranger.csrf = token
    assert change(stranger).status_code == 401
    assert sign_in(server.test_client()).status_code == 303, "the password was changed"


def test_neither_password_is_written_to_the_log(maria, caplog):
    caplog.set_level("DEBUG")
    change(maria, current="not the password")
    change(maria)
    assert "the password of maria was changed" in caplog.text
    assert not any(words in caplog.text for words in (PASSWORD, NEW, "not the password", CHEAP.hash("x")[:9]))
