"""The gate in the app as it is served: every address of the studio, the log, what readers get."""

import logging

import brotli
import pytest

from dashboard import context, credentials, gate, tokens
from dashboard.accounts import Accounts
from forecasts.faults import DatabaseUnavailable
from tests.gate_people import (
    PASSWORD,
    accounts,
    cheap_hashes,
    client,
    clock,
    cookies,
    form_token,
    maria,
    record,
    server,
    sign_in,
    with_password,
)
from tests.running import running_app

__all__ = ["accounts", "cheap_hashes", "client", "clock", "maria", "record", "server"]


@pytest.fixture
def app_client():
    app = running_app()
    client = app.server.test_client()
    client.environ_base["REMOTE_ADDR"] = "203.0.113.77"
    return client


def studio_addresses(method):
    """Every address of the studio that takes a method, with something in each of its places."""
    with running_app().server.test_request_context():
        for rule in running_app().server.url_map.iter_rules():
            if gate.is_private(rule.rule) and method in rule.methods:
                values = {
                    name: 1 if type(kind).__name__ == "IntegerConverter" else "x"
                    for name, kind in rule._converters.items()
                }
                yield rule.build(values)[1]


OPEN = ("/studio/signin", "/studio/link/x", "/studio/signout")


def test_every_address_of_the_studio_asks_who_it_is(app_client):
    pages = [address for address in studio_addresses("GET") if address not in OPEN]
    assert {"/studio", "/studio/account", "/studio/people", "/studio/people/x"} <= set(pages)
    for address in pages:
        answer = app_client.get(address)
        program = address.startswith("/studio/api/")
        assert (address, answer.status_code) == (address, 401 if program else 303)
        assert program or answer.location.startswith("/studio/signin?next=")


@pytest.mark.parametrize("known", [False, True])
def test_every_address_that_writes_asks_for_the_session_and_for_its_token(app_client, known):
    name = f"anna.{known}"
    if known:
        with running_app().server.app_context():
            with_password(gate.accounts(), name.lower(), "admin", ())
        assert sign_in(app_client, name).status_code == 303
    writing = [address for address in studio_addresses("POST") if address not in OPEN]
    assert {"/studio/signout-everywhere", "/studio/api/publish", "/studio/people"} <= set(writing)
    for address in writing:
        for sent in ({}, {"data": {"csrf": "guessed"}}, {"json": {}, "headers": {"X-CSRF-Token": "guessed"}}):
            answer = app_client.post(address, **sent)
            assert (address, answer.status_code) == (address, 403 if known else 401)
    if known:
        assert app_client.get("/studio/account").status_code == 200


FOR_ADMINS = {
    "GET": {"/studio/people", "/studio/people/x"},
    "POST": {"/studio/people"}
    | {f"/studio/people/x/{what}" for what in ("link", "role", "signout", "disable", "enable")},
}


@pytest.mark.parametrize("role", ["author", "editor"])
def test_every_address_for_admins_asks_for_the_role_as_well(app_client, role):
    with running_app().server.app_context():
        with_password(gate.accounts(), f"kostas.{role}", role, ())
    assert sign_in(app_client, f"kostas.{role}").status_code == 303
    csrf = form_token(app_client.get("/studio/account"))
    for method, addresses in FOR_ADMINS.items():
        assert {each for each in studio_addresses(method) if each.startswith("/studio/people")} == addresses
        for address in sorted(addresses):
            answer = app_client.open(f"{address}?lang=en", method=method, data={"csrf": csrf})
            assert (address, answer.status_code) == (address, 403)
            assert "it is for administrators" in answer.text


def test_readers_get_no_cookie_even_when_they_send_one(app_client):
    app_client.set_cookie("provlepsi_session", "x")
    for address in ("/", "/e/2015-09/f/failedevolution", "/help", "/nothing-here", "/robots.txt", "/api/x"):
        assert cookies(app_client.get(address)) == []


def test_the_policy_of_the_studio_has_no_inline_script_and_no_eval(app_client):
    answer = app_client.get("/studio/signin")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy.split("; ")
    assert "unsafe-eval" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "ETag" not in answer.headers
    assert "Content-Encoding" not in answer.headers


def test_private_pages_are_not_kept_on_the_shelf_of_the_app(app_client):
    with running_app().server.app_context():
        shelf = context.house().shelf
    before = list(shelf._values)
    answer = app_client.get("/studio/signin", headers={"Accept-Encoding": "br"})
    assert (answer.status_code, answer.headers["Content-Encoding"]) == (200, "br")
    assert b"csrf" in brotli.decompress(answer.data)
    assert "ETag" not in answer.headers
    assert list(shelf._values) == before


def test_nothing_secret_is_written_to_the_log(app_client, caplog):
    caplog.set_level(logging.DEBUG)
    with running_app().server.app_context():
        token = gate.accounts().add("vassilis", "author", ["failedevolution"])
    link = f"/studio/link/{token}"
    page = app_client.get(link)
    app_client.post(link, data={"csrf": form_token(page), "password": PASSWORD, "again": PASSWORD})
    session = app_client.get_cookie("provlepsi_session").value
    csrf = form_token(app_client.get("/studio/account"))
    app_client.post("/studio/signout", data={"csrf": csrf})
    sign_in(app_client, PASSWORD, "vassilis")
    app_client.get(link)
    app_client.post(link, data=b"x" * 10_000_000)
    assert "GET /studio/link/… 200" in caplog.text
    plain = [tokens.unmasked(word).decode() for word in (csrf, form_token(page))]
    for secret in (token, PASSWORD, session, csrf, form_token(page), *plain, credentials.NOBODY):
        assert secret not in caplog.text


def test_a_link_is_not_written_to_the_log_when_the_database_is_away(client, caplog, monkeypatch):
    def away(self, token):
        raise DatabaseUnavailable("postgresql://somewhere", "connection refused")

    monkeypatch.setattr(Accounts, "linked", away)
    caplog.set_level(logging.DEBUG)
    answer = client.get("/studio/link/" + "s" * 43)
    assert answer.status_code == 503
    assert "GET /studio/link/…: " in caplog.text
    assert "s" * 43 not in caplog.text


@pytest.mark.parametrize(("letters", "status"), [(400_000, 403), (500_000, 413)])
def test_a_field_may_be_as_long_as_the_request(app_client, letters, status):
    csrf = form_token(app_client.get("/studio/signin"))
    fields = {"csrf": csrf, "name": "ω" * letters, "password": PASSWORD}
    parts = [f'--b\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    body = ("".join(parts) + "--b--\r\n").encode()
    answer = app_client.post("/studio/signin", data=body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == status
