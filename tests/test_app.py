"""The app from outside: addresses, languages, headers, faults, callbacks; no browser needed."""

import json
import logging
import re

import brotli
import pytest

from dashboard import guards
from forecasts.faults import DatabaseUnavailable
from forecasts.tracker import Tracker
from tests.running import running_app

PAGE = "/e/2015-09/f/failedevolution"
ROUTER = "..{0}_content.children...{0}_store.data..".format("_pages")
SEPTEMBER_15 = "15 Σεπτεμβρίου, μετά το δεύτερο debate: ΣΥΡΙΖΑ από 25–28 σε 28–30 (+2,5)"


@pytest.fixture(scope="module")
def app():
    return running_app()


@pytest.fixture
def client(app):
    return app.server.test_client()


def html(client, address):
    return client.get(address).get_data(as_text=True)


def first_view(client, address):
    """The plain page, without head, scripts and data."""
    return re.search(r'<div id="first-view"[^>]*>(.*?)</div>\n', html(client, address), re.DOTALL)[1]


def router_body(path="/", search=""):
    """What Dash's router sends when the reader's browser is at an address."""
    return {
        "output": ROUTER,
        "outputs": [
            {"id": "_pages_content", "property": "children"},
            {"id": "_pages_store", "property": "data"},
        ],
        "inputs": [
            {"id": "_pages_location", "property": "pathname", "value": path},
            {"id": "_pages_location", "property": "search", "value": search},
        ],
        "changedPropIds": ["_pages_location.pathname"],
        "state": [],
    }


def ask(client, body):
    return client.post("/_dash-update-component", json=body)


@pytest.mark.parametrize(
    "address", ["/", "/?lang=en", "/?election=2012-05", PAGE, f"{PAGE}?view=together", f"{PAGE}/"]
)
def test_a_page_answers_200(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/nope", "/e/2015-09/f/nobody", "/e/1999-01/f/failedevolution", "/e/2015-09/f", "/e/%00/f/%3Cscript%3E"],
)
def test_an_unknown_address_is_a_real_404_with_a_page_in_words(client, address):
    for language, words in (("el", "Δεν υπάρχει τέτοια σελίδα"), ("en", "There is no such page")):
        response = client.get(address, query_string={"lang": language})
        assert response.status_code == 404
        assert words in response.get_data(as_text=True)


def test_a_mistyped_name_is_shown_as_text_and_not_as_markup(client):
    page = html(client, "/e/2015-09/f/%3Cscript%3Ealert(1)%3C%2Fscript%3E")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_programs_get_404_as_json(client):
    for address in ("/api/v1/nope", "/api/x"):
        for method in ("GET", "POST", "DELETE"):
            response = client.open(address, method=method)
            assert (response.status_code, response.mimetype) == (404, "application/json")


def test_robots_and_icon_are_there(client):
    assert client.get("/robots.txt").get_data(as_text=True) == "User-agent: *\nAllow: /\n"
    assert client.get("/favicon.ico").mimetype == "image/svg+xml"


@pytest.mark.parametrize(
    ("address", "language", "title"),
    [
        ("/", "el", "Πρόβλεψη"),
        ("/?lang=en", "en", "Provlepsi"),
        (PAGE, "el", "failed evolution, Βουλευτικές εκλογές Σεπτεμβρίου 2015 · Πρόβλεψη"),
        ("/nope?lang=en", "en", "There is no such page · Provlepsi"),
    ],
)
def test_language_and_title_stand_in_the_source(client, address, language, title):
    page = html(client, address)
    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{language}">')
    assert f"<title>{title}</title>" in page


def test_the_page_says_what_moved_before_any_script_has_run(client):
    page = first_view(client, PAGE)
    assert "<h1" in page
    assert SEPTEMBER_15 in page
    assert "28–30" in page[page.index("<table") :]


def test_switching_the_language_keeps_the_view(client):
    page = html(client, f"{PAGE}?view=together&parties=syriza,nd")
    assert f'href="{PAGE}?view=together&amp;parties=syriza,nd&amp;lang=en"' in page
    back = html(client, f"{PAGE}?view=together&parties=syriza,nd&lang=en")
    assert f'href="{PAGE}?view=together&amp;parties=syriza,nd"' in back


def test_the_first_figure_waits_in_the_page_and_is_the_one_at_its_address(client):
    page = html(client, PAGE)
    waiting = re.search(r'<script type="application/json" id="first-figure">(.*?)</script>', page)[1]
    assert json.loads(waiting) == client.get(f"/figures{PAGE}.json").get_json()
    assert json.loads(waiting)["figure"]["data"]


def test_nothing_in_the_page_tells_versions(client):
    config = re.search(r'<script id="_dash-config"[^>]*>(.*?)</script>', html(client, "/"))[1]
    assert not [name for name in json.loads(config) if "version" in name and name != "disable_version_check"]


def test_the_same_page_is_the_same_bytes_and_not_sent_twice(client):
    first = client.get(PAGE, headers={"Accept-Encoding": "br"})
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(PAGE, headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert brotli.decompress(first.data).decode() == html(client, PAGE)


def test_the_files_of_the_page_are_cached_for_good(client):
    for address in re.findall(
        r'(?:src|href)="(/assets/[^"]+|/_dash-component-suites/[^"]+)"', html(client, "/")
    ):
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable", address


def test_headers_protect_the_reader_and_no_cookie_is_set(client):
    for address in ("/", "/nope", "/robots.txt", "/_dash-layout", "/data/2015-09/events.csv"):
        headers = client.get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert "Set-Cookie" not in headers


def test_scripts_run_inline_only_by_their_hash(client):
    client.get("/")
    policy = client.get("/").headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert scripts.startswith("script-src 'self' 'sha256-")
    assert "unsafe" not in scripts
    assert "frame-ancestors 'none'" in policy


def test_no_address_of_another_site_is_asked_for(client):
    page = html(client, PAGE)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


@pytest.mark.parametrize("path", ["/", PAGE, "/e/2015-09/f/nobody", "/nope", "/not-found-404"])
def test_the_router_answers_with_the_page_at_the_address(client, path):
    answer = ask(client, router_body(path, "?lang=en"))
    assert answer.status_code == 200
    response = answer.get_json()["response"]
    assert response["_pages_store"]["data"]["title"] in html(client, f"{path}?lang=en")


def test_the_query_cannot_put_another_name_in_place_of_the_one_in_the_path(client):
    answer = ask(client, router_body(PAGE, "?forecaster=nobody&election=1999-01"))
    assert "ΣΥΡΙΖΑ από 25–28 σε 28–30" in answer.get_data(as_text=True)


BROKEN = {
    "no JSON": b"{",
    "a list": [],
    "nothing": {},
    "an unknown output": router_body() | {"output": "x.children"},
    "an output that is no text": router_body() | {"output": 5},
    "no inputs": router_body() | {"inputs": []},
    "inputs that are no list": router_body() | {"inputs": "x"},
    "inputs of another callback": router_body() | {"inputs": [{"id": "a", "property": "b"}] * 2},
    "inputs without a property": router_body() | {"inputs": [{"id": "_pages_location"}] * 2},
    "a state nobody asked for": router_body() | {"state": [{"id": "a", "property": "b"}]},
    "one output of two": router_body() | {"outputs": [{"id": "_pages_content", "property": "children"}]},
    "outputs that are numbers": router_body() | {"outputs": [1, 2]},
    "one output for several": router_body() | {"outputs": {"id": "a", "property": "b"}},
    "changes that are no list": router_body() | {"changedPropIds": 7},
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_malformed_callback_is_refused_in_a_sentence_and_not_with_a_traceback(client, caplog, fault):
    client.get("/")
    body = BROKEN[fault]
    sent = {"data": body} if isinstance(body, bytes) else {"json": body}
    answer = client.post("/_dash-update-component", **sent)
    assert answer.status_code == 400
    assert set(answer.get_json()) == {"error"}
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("value", [5, {"a": 1}, [None], None, True, "no slash", "/" * 5000, "\x00"])
def test_any_value_may_come_as_an_address_and_nothing_breaks(client, value):
    body = router_body()
    body["inputs"][0]["value"] = value
    assert ask(client, body).status_code == 200


def test_a_body_of_two_megabytes_is_refused(client):
    answer = client.post("/_dash-update-component", data=b"x" * 2_000_000)
    assert answer.status_code in (400, 413)


def test_a_request_is_one_plain_line_in_the_log(client, caplog):
    caplog.set_level(logging.INFO, logger="provlepsi.requests")
    client.get("/e/2015-09/f/x%0Ay?lang=en")
    lines = [record.getMessage() for record in caplog.records if record.name == "provlepsi.requests"]
    assert len(lines) == 1
    assert re.fullmatch(r"GET /e/2015-09/f/x%0Ay 404 \d+ ms", lines[0])


def test_a_fault_of_ours_is_told_in_words_and_its_traceback_is_in_the_log_only(app, caplog, monkeypatch):
    def fail(*_):
        raise RuntimeError("the secret of the fault")

    monkeypatch.setattr("dashboard.app.shell.resolve", fail)
    answer = app.server.test_client().get("/fails?lang=en")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.get_data(as_text=True)
    assert "secret" not in answer.get_data(as_text=True)
    assert [record for record in caplog.records if record.exc_info]


def test_a_callback_that_fails_leaves_the_page_and_shows_a_sentence(app, caplog, monkeypatch):
    def fail(*_):
        raise RuntimeError("the secret of the fault")

    monkeypatch.setattr("dashboard.shell.resolve", fail)
    answer = ask(app.server.test_client(), router_body("/", "?never=asked"))
    assert answer.status_code == 200
    assert "secret" not in answer.get_data(as_text=True)
    assert (
        "Κάτι πήγε στραβά"
        in answer.get_json()["sideUpdate"]["notice"]["children"]["props"]["children"][0]["props"]["children"]
    )
    assert [record for record in caplog.records if record.exc_info]


def test_csv_has_the_ranges_as_published(client):
    answer = client.get("/data/2015-09/ranges.csv?forecaster=failedevolution&lang=en")
    assert answer.mimetype == "text/csv"
    lines = answer.data.decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("update,forecaster,published")
    assert any("2015-09-15" in line and "syriza" in line and "28.0,30.0" in line for line in lines)


@pytest.mark.parametrize(
    "address",
    [
        "/data/2015-09/nothing.csv",
        "/data/2015-09/ranges.csv",
        "/data/1999-01/events.csv",
        "/data/2015-09/ranges.csv?forecaster=nobody",
        "/figures/nope.json",
    ],
)
def test_a_table_or_figure_that_is_not_there_is_404(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(cell):
    from dashboard.downloads import guarded

    assert guarded(cell) == f"'{cell}"


def test_numbers_and_plain_texts_stay_as_they_are_in_csv():
    from dashboard.downloads import guarded

    assert [guarded(value) for value in (-1.5, "ΣΥΡΙΖΑ", "", None)] == [-1.5, "ΣΥΡΙΖΑ", "", None]


def test_every_status_has_words_in_both_languages():
    for status in (400, 404, 405, 413, 500, 503):
        greek, english = guards.sentence_for(status, "el"), guards.sentence_for(status, "en")
        assert all(greek)
        assert all(english)
        assert greek != english


@pytest.mark.parametrize(
    ("query", "said"), [("", "Οι προβλέψεις δεν είναι διαθέσιμες"), ("?lang=en", "cannot be reached")]
)
def test_a_database_that_is_away_is_told_in_words_and_works_again_when_it_is_back(
    query: str, said: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client = running_app().server.test_client()

    def gone(*_: object) -> str:
        raise DatabaseUnavailable("/secret/place/record.sqlite3", "unable to open database file")

    with monkeypatch.context() as patched:
        patched.setattr(Tracker, "version", gone)
        answer = client.get(f"/e/2015-09{query}")
    page = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert said in page
    assert "secret" not in page
    assert "/secret/place/record.sqlite3" in caplog.text
    assert client.get(f"/e/2015-09{query}").status_code == 200
