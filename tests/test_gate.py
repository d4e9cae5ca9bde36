"""The gate of the studio from outside: signing in, links, sessions, and everything an attacker would try."""

import logging
import re
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import brotli
import pytest
from argon2 import PasswordHasher
from flask import Flask, jsonify
from hypothesis import given
from hypothesis import strategies as st

from dashboard import context, credentials, gate, guards, signing, tokens
from dashboard.accounts import Accounts
from dashboard.app import own_files
from dashboard.context import House
from dashboard.statics import Statics
from forecasts.faults import DatabaseUnavailable
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker
from tests.running import running_app

PASSWORD = "τέσσερα άλογα και μία ομπρέλα"
OTHER_SITE = {"Origin": "https://evil.example"}
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    monkeypatch.setattr(credentials, "HASHER", CHEAP)
    monkeypatch.setattr(credentials, "NOBODY", CHEAP.hash("a forgotten word"))


class Clock:
    def __init__(self):
        self.now = datetime(2015, 9, 15, 9, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def record(request, store):
    """An empty record, on SQLite unless the test asks for both databases."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield store
        return
    other = UpdateStore(request.getfixturevalue("postgresql").empty_record())
    yield other
    other.close()


on_both = pytest.mark.parametrize(
    "record", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True
)


@pytest.fixture
def accounts(record, clock):
    return Accounts(record.database, now=clock)


@pytest.fixture
def server(catalogue, record, accounts):
    """A server with the gate and three addresses behind it, without Dash."""
    server = Flask("dashboard", static_folder=None, template_folder="studio/templates")
    server.config["MAX_CONTENT_LENGTH"] = guards.LARGEST_BODY
    context.install(server, House(tracker=Tracker(catalogue, record)))
    gate.install(server, accounts, own_files(Statics(None)))
    signing.offer(server)
    guards.tell_faults(server, "/style.css")

    @server.get("/studio")
    @gate.signed_in
    def studio():
        return f"the studio of {gate.current().account.name}"

    @server.get("/studio/api/mine")
    @gate.signed_in
    def mine():
        return jsonify(name=gate.current().account.name)

    @server.route("/studio/api/write/<forecaster>", methods=["GET", "POST", "PUT"])
    @gate.writes
    def write(forecaster):
        gate.may(forecaster)
        return jsonify(written=forecaster)

    @server.post("/studio/write")
    @gate.writes
    def write_form():
        return "written"

    return server


@pytest.fixture
def client(server):
    return server.test_client()


def form_token(answer):
    """The token in the page's own form, which stands below the one to sign out."""
    return re.findall(r'name="csrf" value="([^"]+)"', answer.text)[-1]


def with_password(accounts, name="maria", role="author", forecasters=("failedevolution",)):
    return accounts.set_password(accounts.add(name, role, forecasters), PASSWORD)


def sign_in(client, name="maria", password=PASSWORD, query="", **headers):
    token = form_token(client.get(f"/studio/signin{query}"))
    data = {"csrf": token, "name": name, "password": password}
    return client.post(f"/studio/signin{query}", data=data, headers=headers)


@pytest.fixture
def maria(client, accounts):
    """A browser in which Maria has signed in; `csrf` is what its pages know."""
    with_password(accounts)
    assert sign_in(client).status_code == 303
    client.csrf = re.search(r'data-csrf="([^"]+)"', client.get("/studio/account").text)[1]
    return client


def cookies(answer):
    return answer.headers.getlist("Set-Cookie")


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
    assert "σε 2 φυλλομετρητές" in maria.get("/studio/account").text
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


# -- in the app


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
    assert {"/studio", "/studio/account"} <= set(pages)
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
    assert {"/studio/signout-everywhere", "/studio/api/publish"} <= set(writing)
    for address in writing:
        for sent in ({}, {"data": {"csrf": "guessed"}}, {"json": {}, "headers": {"X-CSRF-Token": "guessed"}}):
            answer = app_client.post(address, **sent)
            assert (address, answer.status_code) == (address, 403 if known else 401)
    if known:
        assert app_client.get("/studio/account").status_code == 200


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
