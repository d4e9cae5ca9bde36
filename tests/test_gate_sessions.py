"""The gate of the studio once somebody is in: the cookie, and what a request that writes must bring."""

import re
from datetime import timedelta

import pytest

from tests.gate_people import (
    OTHER_SITE,
    PASSWORD,
    accounts,
    cheap_hashes,
    client,
    clock,
    cookies,
    form_token,
    maria,
    on_both,
    record,
    server,
    sign_in,
    with_password,
)

__all__ = ["accounts", "cheap_hashes", "client", "clock", "maria", "record", "server"]


# -- the cookie


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client, accounts):
    with_password(accounts)
    cookie = next(each for each in cookies(sign_in(client)) if each.startswith("provlepsi_session="))
    parts = {part.strip() for part in cookie.split(";")}
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=2592000"} <= parts
    assert "Secure" not in parts


@pytest.mark.parametrize("how", ["https", "PROVLEPSI_SECURE"])
def test_where_the_site_is_encrypted_the_cookie_travels_only_so(client, accounts, monkeypatch, how):
    with_password(accounts)
    base = "https://localhost" if how == "https" else "http://localhost"
    if how == "PROVLEPSI_SECURE":
        monkeypatch.setenv(how, "1")
    page = client.get("/studio/signin", base_url=base)
    form = cookies(page)[0]
    assert "Secure" in form
    data = {"csrf": form_token(page), "name": "maria", "password": PASSWORD}
    headers = {"Cookie": form.split(";")[0]}
    answer = client.post("/studio/signin", data=data, base_url=base, headers=headers)
    assert answer.status_code == 303
    assert all("Secure" in cookie for cookie in cookies(answer))


def test_the_session_a_browser_had_before_signing_in_is_not_the_one_it_has_after(server, accounts):
    with_password(accounts)
    with_password(accounts, "mallory", "author", ("kapa",))
    mallory, victim = server.test_client(), server.test_client()
    sign_in(mallory, "mallory")
    planted = mallory.get_cookie("provlepsi_session").value
    victim.set_cookie("provlepsi_session", planted)
    victim.get("/studio/signin")
    # A session that holds leads straight on; the victim signs in by the form all the same.
    victim.set_cookie("provlepsi_session", "planted-by-somebody-else")
    assert sign_in(victim).status_code == 303
    assert victim.get_cookie("provlepsi_session").value not in (planted, "planted-by-somebody-else")
    assert victim.get("/studio").text == "the studio of maria"
    assert mallory.get("/studio").text == "the studio of mallory"


def test_signing_in_as_somebody_else_by_a_link_ends_the_session_there_was(maria, accounts):
    before = maria.get_cookie("provlepsi_session").value
    link = f"/studio/link/{accounts.add('zoe', 'admin')}"
    maria.post(link, data={"csrf": form_token(maria.get(link)), "password": PASSWORD, "again": PASSWORD})
    assert maria.get("/studio").text == "the studio of zoe"
    assert accounts.session(before) is None


@pytest.mark.parametrize("token", ["", "x", "0" * 43, "é", "a" * 4000, "' OR '1'='1", '"quoted"'])
def test_a_forged_cookie_opens_nothing(client, accounts, token):
    with_password(accounts)
    client.set_cookie("provlepsi_session", token)
    assert client.get("/studio").status_code == 303


@on_both
def test_a_cookie_replayed_after_signing_out_opens_nothing(maria):
    stolen = maria.get_cookie("provlepsi_session").value
    maria.post("/studio/signout", data={"csrf": maria.csrf})
    maria.set_cookie("provlepsi_session", stolen)
    assert maria.get("/studio").status_code == 303
    answer = maria.post("/studio/api/write/failedevolution", headers={"X-CSRF-Token": maria.csrf})
    assert answer.status_code == 401


def test_a_cookie_that_has_grown_old_opens_nothing(maria, clock):
    clock.now += timedelta(hours=12)
    assert maria.get("/studio").status_code == 303
    answer = maria.post("/studio/api/write/failedevolution", headers={"X-CSRF-Token": maria.csrf})
    assert answer.status_code == 401


@on_both
def test_signing_out_everywhere_ends_the_sessions_of_all_browsers(server, maria):
    elsewhere = server.test_client()
    sign_in(elsewhere)
    assert "σε 2 περιηγητές" in maria.get("/studio/account").text
    done = maria.post("/studio/signout-everywhere", data={"csrf": maria.csrf})
    assert (done.status_code, done.location) == (303, "/studio/signin")
    assert [browser.get("/studio").status_code for browser in (maria, elsewhere)] == [303, 303]


def test_closing_an_account_takes_effect_at_the_next_request(maria, accounts):
    accounts.disable("maria")
    assert maria.get("/studio").status_code == 303
    answer = maria.post("/studio/api/write/failedevolution", headers={"X-CSRF-Token": maria.csrf})
    assert answer.status_code == 401


# -- writing


@on_both
def test_a_writing_request_with_its_token_is_let_through(maria):
    by_header = maria.post("/studio/api/write/failedevolution", headers={"X-CSRF-Token": maria.csrf})
    by_field = maria.post("/studio/write", data={"csrf": maria.csrf})
    assert (by_header.json, by_field.text) == ({"written": "failedevolution"}, "written")


@pytest.mark.parametrize(
    "forge", [lambda t: None, lambda t: "", lambda t: t[:-1], lambda t: "é" + t, str.swapcase]
)
def test_a_writing_request_without_its_token_is_refused_in_words(maria, forge):
    token = forge(maria.csrf)
    headers = {} if token is None else {"X-CSRF-Token": token.encode("utf-8").decode("latin-1")}
    answer = maria.post("/studio/api/write/failedevolution?lang=en", headers=headers)
    assert answer.status_code == 403
    assert answer.json == {
        "error": "The page was too old, or not ours. Nothing was changed: load it again and repeat."
    }
    page = maria.post("/studio/write", data={"csrf": token or ""})
    assert page.status_code == 403
    assert "Δεν άλλαξε τίποτα" in page.text


def test_the_token_of_somebody_elses_session_is_refused(server, maria, accounts):
    with_password(accounts, "mallory", "author", ("kapa",))
    mallory = server.test_client()
    sign_in(mallory, "mallory")
    theirs = re.search(r'data-csrf="([^"]+)"', mallory.get("/studio/account").text)[1]
    answer = maria.post("/studio/api/write/failedevolution", headers={"X-CSRF-Token": theirs})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        OTHER_SITE,
        {"Origin": "null"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://[localhost"},
        {"Origin": "http://localhost@evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_what_another_site_makes_the_browser_send_is_refused_even_with_the_token(maria, headers):
    answer = maria.post(
        "/studio/api/write/failedevolution?lang=en", headers={"X-CSRF-Token": maria.csrf, **headers}
    )
    assert answer.status_code == 403
    assert answer.json == {"error": "This was sent from another site. Nothing was changed."}


def test_what_our_own_page_sends_is_let_through_with_the_headers_of_a_browser(maria):
    headers = {"X-CSRF-Token": maria.csrf, "Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    assert maria.post("/studio/api/write/failedevolution", headers=headers).status_code == 200


def test_an_address_that_writes_does_nothing_when_merely_looked_at(maria):
    answer = maria.get("/studio/api/write/failedevolution?lang=en", headers={"X-CSRF-Token": maria.csrf})
    assert answer.status_code == 405
    assert answer.json == {"error": "This address only takes what is sent to it."}


def test_another_authors_forecaster_is_refused_in_words(maria):
    answer = maria.post("/studio/api/write/kapa?lang=en", headers={"X-CSRF-Token": maria.csrf})
    assert answer.status_code == 403
    assert answer.json == {"error": "Your account does not write for this forecaster."}


@pytest.mark.parametrize("role", ["editor", "admin"])
def test_an_editor_writes_for_every_forecaster(client, accounts, role):
    with_password(accounts, role=role, forecasters=())
    sign_in(client)
    page = client.get("/studio/account?lang=en").text
    assert "every forecaster of this site" in page
    csrf = re.search(r'data-csrf="([^"]+)"', page)[1]
    assert client.post("/studio/api/write/kapa", headers={"X-CSRF-Token": csrf}).status_code == 200


def test_ten_megabytes_are_refused_in_words_wherever_they_are_sent(maria, server):
    body = b"x" * 10_000_000
    headers = {"X-CSRF-Token": maria.csrf}
    program = maria.post("/studio/api/write/failedevolution?lang=en", data=body, headers=headers)
    assert (program.status_code, program.json) == (413, {"error": "The request was too large."})
    stranger = server.test_client()
    for address in ("/studio/signin", "/studio/link/x"):
        stranger.get(address)
        answer = stranger.post(f"{address}?lang=en", data={"name": "x" * 10_000_000})
        assert answer.status_code in (410, 413)
        assert "The request was too large." in answer.text or "not valid" in answer.text
