"""The gate of the studio from outside: signing in, links, and all an attacker would try at the form."""

import re
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import guards, tokens
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


# -- the way in


@on_both
def test_from_the_link_to_the_studio_and_out_again(client, accounts):
    link = f"/studio/link/{accounts.add('maria', 'author', ['failedevolution'])}"
    page = client.get(link)
    assert "Διαλέξτε κωδικό" in page.text
    assert "maria" in page.text
    chosen = {"csrf": form_token(page), "password": PASSWORD, "again": PASSWORD}
    entered = client.post(link, data=chosen)
    assert (entered.status_code, entered.location) == (303, "/studio")
    assert client.get("/studio").text == "the studio of maria"
    account = client.get("/studio/account?lang=en")
    assert "failed evolution" in account.text
    assert "in 1 browser" in account.text
    left = client.post("/studio/signout", data={"csrf": form_token(account)})
    assert (left.status_code, left.location) == (303, "/")
    assert client.get("/studio").status_code == 303
    assert sign_in(client).location == "/studio"
    assert client.get("/studio").text == "the studio of maria"


def test_a_link_used_up_says_so_and_how_to_go_on(client, accounts):
    link = f"/studio/link/{accounts.add('maria', 'author', ['failedevolution'])}"
    chosen = {"csrf": form_token(client.get(link)), "password": PASSWORD, "again": PASSWORD}
    client.post(link, data=chosen)
    for answer in (client.get(link), client.post(link, data=chosen), client.get("/studio/link/guessed")):
        assert answer.status_code == 410
        assert "Ζητήστε νέον από όποιον σας τον έστειλε." in answer.text


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("short", "short", "The password needs at least 10 characters."),
        ("password123", "password123", "That password is among the first that anybody would try"),
        (PASSWORD, PASSWORD + ".", "The two are not the same."),
        ("", "", "The password needs at least 10 characters."),
    ],
)
def test_a_password_that_is_not_taken_is_told_beside_its_field_and_never_sent_back(
    client, accounts, password, again, told
):
    link = f"/studio/link/{accounts.add('maria', 'author', ['failedevolution'])}?lang=en"
    answer = client.post(
        link, data={"csrf": form_token(client.get(link)), "password": password, "again": again}
    )
    assert answer.status_code == 422
    assert told in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert 'role="alert"' in answer.text
    assert not password or password not in answer.text
    assert client.get("/studio").status_code == 303


def test_a_page_sends_to_sign_in_and_a_program_is_told_in_json(client):
    page, program = client.get("/studio?lang=en"), client.get("/studio/api/mine?lang=en")
    assert (page.status_code, page.location) == (303, "/studio/signin?lang=en&next=%2Fstudio%3Flang%3Den")
    assert program.status_code == 401
    assert program.json["error"].startswith("You are not signed in, or no longer. Nothing was saved")


def test_what_is_sent_without_a_session_is_refused_in_words_and_not_redirected(client):
    answer = client.post("/studio/write?lang=en", data={"text": "ΣΥΡΙΖΑ 28-30%"})
    assert answer.status_code == 401
    assert "Nothing was saved: sign in on another page, then send this again." in answer.text


@pytest.mark.parametrize("query", ["", "?lang=en"])
def test_the_form_comes_back_with_the_name_and_without_the_password(client, accounts, query):
    with_password(accounts)
    answer = sign_in(client, password="wrong password", query=query)
    assert answer.status_code == 403
    assert 'value="maria"' in answer.text
    assert "wrong password" not in answer.text
    said = "The name or the password is not right." if query else "Το όνομα ή ο κωδικός δεν είναι σωστά."
    assert said in answer.text
    assert "provlepsi_session" not in str(cookies(answer))


# -- one answer


def test_a_wrong_name_and_a_wrong_password_get_the_same_page(client, accounts):
    with_password(accounts)
    with_password(accounts, "petros", "admin", ())
    accounts.disable("petros")
    pages = set()
    for name, password in (("maria", "wrong password"), ("nobody", PASSWORD), ("petros", PASSWORD)):
        answer = sign_in(client, name, password)
        page = answer.text.replace(name, "NAME").replace(form_token(answer), "TOKEN")
        pages.add((answer.status_code, page))
    assert len(pages) == 1


def test_a_thousand_tries_end_with_a_wait_told_in_words(client, accounts):
    with_password(accounts)
    token = form_token(client.get("/studio/signin?lang=en"))
    answers = [
        client.post(
            "/studio/signin?lang=en",
            data={"csrf": token, "name": "maria", "password": f"guess number {n}"},
            environ_base={"REMOTE_ADDR": f"198.51.{n // 250}.{n % 250}"},
        )
        for n in range(1000)
    ]
    assert [answer.status_code for answer in answers] == [403] * 10 + [429] * 990
    assert "Too many tries. Try again in 15 min." in answers[-1].text
    assert answers[-1].headers["Retry-After"] == "900"
    assert sign_in(client).status_code == 429


def test_an_address_in_a_header_that_anybody_can_send_is_not_believed(client, accounts):
    with_password(accounts)
    answers = [
        sign_in(client, f"name{n}", "wrong password", **{"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(32)
    ]
    assert answers == [403] * 30 + [429] * 2


def test_behind_a_proxy_that_was_announced_tries_count_by_the_readers_address(monkeypatch, accounts, server):
    monkeypatch.setenv("PROVLEPSI_PROXIES", "1")
    guards.trust_proxies(server)
    client = server.test_client()
    answers = [
        sign_in(
            client, f"name{n}", "wrong password", **{"X-Forwarded-For": f"9.9.9.9, 192.0.2.{n}"}
        ).status_code
        for n in range(32)
    ]
    assert answers == [403] * 32


# -- the form to sign in


@pytest.mark.parametrize("headers", [OTHER_SITE, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}])
def test_nobody_can_be_signed_in_from_another_site(client, accounts, headers):
    with_password(accounts)
    answer = sign_in(client, **headers)
    assert answer.status_code == 403
    assert "provlepsi_session" not in str(cookies(answer))
    link = f"/studio/link/{accounts.link('maria')}"
    chosen = {"csrf": form_token(client.get(link)), "password": PASSWORD, "again": PASSWORD}
    assert client.post(link, data=chosen, headers=headers).status_code == 403


def test_the_form_counts_only_in_the_browser_that_asked_for_it(server, accounts):
    with_password(accounts)
    link = f"/studio/link/{accounts.add('zoe', 'admin')}"
    attacker, victim = server.test_client(), server.test_client()
    token = form_token(attacker.get("/studio/signin"))
    answer = victim.post(
        "/studio/signin?lang=en", data={"csrf": token, "name": "maria", "password": PASSWORD}
    )
    assert answer.status_code == 403
    assert "The page had grown too old" in answer.text
    assert victim.post(link, data={"csrf": token, "password": PASSWORD, "again": PASSWORD}).status_code == 403
    assert victim.get("/studio").status_code == 303
    assert accounts.linked(link.rpartition("/")[2]).name == "zoe"


def test_two_open_forms_of_one_browser_both_count(client, accounts):
    with_password(accounts)
    first, second = (form_token(client.get("/studio/signin")) for _ in range(2))
    wrong = client.post(
        "/studio/signin", data={"csrf": second, "name": "maria", "password": "wrong password"}
    )
    assert "Το όνομα ή ο κωδικός δεν είναι σωστά." in wrong.text
    right = client.post("/studio/signin", data={"csrf": first, "name": "maria", "password": PASSWORD})
    assert right.status_code == 303


def test_the_token_in_a_page_is_another_word_each_time(maria):
    words = {form_token(maria.get("/studio/account")) for _ in range(5)} | {maria.csrf}
    assert len(words) == 6
    assert len({tokens.unmasked(word) for word in words}) == 1
    for word in words:
        answer = maria.post("/studio/api/write/failedevolution", headers={"X-CSRF-Token": word})
        assert answer.status_code == 200


@given(word=st.text() | st.binary().map(lambda raw: urlsafe_b64encode(raw).decode()))
def test_a_word_that_is_no_token_is_none(word):
    assert tokens.unmasked(tokens.masked("a token")) == b"a token"
    assert isinstance(tokens.unmasked(word), bytes)


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/studio/u/12/correct", "/studio/u/12/correct"),
        ("/studio?draft=1", "/studio?draft=1"),
        ("https://evil.example/studio", "/studio"),
        ("//evil.example/studio", "/studio"),
        ("/\\evil.example/studio", "/studio"),
        ("\\\\evil.example/studio", "/studio"),
        ("/studio\\..\\..\\evil", "/studio"),
        ("/studio/../../evil", "/studio"),
        ("/studio/%2e%2e/evil", "/studio"),
        ("javascript:alert(1)", "/studio"),
        ("/studio\r\nSet-Cookie: a=b", "/studio"),
        ("/\t/evil.example/studio", "/studio"),
        ("/studiofake", "/studio"),
        ("/e/2015-09", "/studio"),
        ("/studio/signin", "/studio"),
        ("/studio/signout", "/studio"),
        ("/studio/api/mine", "/studio"),
        ("http://[broken", "/studio"),
        ("", "/studio"),
    ],
)
def test_after_signing_in_nobody_is_led_off_the_studio(client, accounts, asked, led):
    with_password(accounts)
    token = form_token(client.get("/studio/signin"))
    data = {"csrf": token, "name": "maria", "password": PASSWORD, "next": asked}
    assert client.post("/studio/signin", data=data).location == led
    assert client.get("/studio/signin", query_string={"next": asked}).location == led


def test_the_language_chosen_on_the_way_in_is_kept(client, accounts):
    with_password(accounts)
    answer = sign_in(client, query="?lang=en&next=/studio/new%3Fforecaster%3Dkapa")
    assert answer.location == "/studio/new?forecaster=kapa&lang=en"


SCRIPT = '"><script>alert(1)</script>'


def test_a_script_in_a_field_is_shown_as_words(client, accounts):
    answer = sign_in(client, SCRIPT, "wrong password", query=f"?next={SCRIPT}")
    assert "<script>alert" not in answer.text
    assert "&#34;&gt;&lt;script&gt;alert(1)" in answer.text
    page = client.get(
        "/studio/signin", query_string={"next": f"/studio/{SCRIPT}", "lang": SCRIPT, "x": SCRIPT}
    )
    assert "<script>alert" not in page.text
    assert "<script>alert" not in client.get(f"/studio/link/{SCRIPT}").text


# -- what is private


def test_pages_of_the_studio_are_kept_by_nobody_and_listed_nowhere(maria):
    for address in ("/studio", "/studio/account", "/studio/signin", "/studio/link/x", "/studio/api/mine"):
        headers = maria.get(address).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_pages_at_the_gate_have_no_script_and_no_style_of_their_own(client, accounts):
    link = f"/studio/link/{accounts.add('maria', 'author', ['failedevolution'])}"
    entered = {"csrf": form_token(client.get(link)), "password": PASSWORD, "again": PASSWORD}
    pages = [client.get("/studio/signin"), client.get(link), client.post(link, data=entered)]
    pages += [client.get("/studio/account"), client.get(link)]
    for page in pages:
        assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", page.text) == []
