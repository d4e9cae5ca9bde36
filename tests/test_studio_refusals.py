"""The studio: what is too long, misshapen, somebody else's or without a token is refused and does no harm."""

import json
import re

import pytest

from tests.gate_people import cheap_hashes
from tests.records import store
from tests.studio_people import BOTH, author, author_of, desk, server_of

__all__ = ["author", "cheap_hashes", "desk", "store"]


@pytest.mark.parametrize("name", ["preview", "draft", "publish", "correct"])
def test_a_text_that_is_too_long_is_refused_and_not_cut_off(author, name):
    asked = {"update": author.latest().id, "based_on": 1, "reason": "r"} if name == "correct" else {}

    status, answer = author.api(name, text="a" * 200_001, **asked)

    assert status == 413
    assert "200,000" in answer["error"]
    assert "/studio/draft/" not in author.client.get("/studio").get_data(as_text=True)


def test_a_text_of_the_greatest_length_is_kept_to_the_last_letter(author):
    assert author.api("draft", text="a" * 199_999 + "z", draft=None)[0] == 200

    page = author.client.get("/studio/new?forecaster=failedevolution&election=2015-09").get_data(as_text=True)
    assert "az</textarea>" in page


@pytest.mark.parametrize("act", ["preview", "publish"])
def test_without_scripts_a_text_that_is_too_long_is_refused_as_well(author, act):
    answer = author.form("/studio/new", text="a" * 200_001, act=act)

    assert answer.status_code == 413
    assert "200.000" in answer.get_data(as_text=True)


@pytest.mark.parametrize("field", ["text", "note", "source", "reason", "published", "table"])
def test_half_a_letter_does_no_harm(author, field):
    assert author.api("preview", **{field: "ΚΚΕ 5-6 \ud83d"})[0] == 200


def test_half_a_letter_is_kept_as_a_question_mark(author):
    author.api("draft", text="ΚΚΕ 5-6% \ud83d", draft=None)

    page = author.client.get("/studio/new?forecaster=failedevolution&election=2015-09").get_data(as_text=True)
    assert "ΚΚΕ 5-6% ?</textarea>" in page


@pytest.mark.parametrize("revision", [2**70, 2**31 - 1, -1, "5", None])
def test_a_revision_that_no_draft_has_counts_as_none(author, revision):
    _, saved = author.api("draft", text="one", draft=None)

    status, answer = author.api("draft", text="two", draft={"id": saved["id"], "revision": revision})

    assert (status, answer.get("outdated")) == (409, True)


def test_nobody_writes_for_another_forecaster(desk):
    other = author_of(desk, "kostas", "author", "kapa")
    update = desk.updates("2015-09", "failedevolution")[-1]
    other.csrf = re.findall(
        r'name="csrf" value="([^"]+)"', other.client.get("/studio").get_data(as_text=True)
    )[0]

    for name in ("preview", "draft", "publish"):
        assert other.api(name, text="Update 15/9: ΣΥΡΙΖΑ 28-30%")[0] == 403
    for name in ("correct", "withdraw"):
        assert other.api(name, update=update.id, based_on=1, reason="mine now")[0] == 403
    assert other.client.get(f"/studio/u/{update.id}/correct").status_code == 403
    assert desk.updates("2015-09", "failedevolution")[-1] == update


@pytest.mark.parametrize("name", ["preview", "draft", "publish", "correct", "withdraw"])
def test_a_request_without_the_pages_token_writes_nothing(author, name):
    author.csrf = "x" * 43

    assert author.api(name, text="Update 15/9: ΣΥΡΙΖΑ 28-30%", update=5, based_on=1, reason="r")[0] == 403


@pytest.mark.parametrize("name", ["preview", "draft", "publish", "correct", "withdraw"])
def test_somebody_who_is_not_signed_in_is_refused_in_words(desk, name):
    answer = server_of(desk).test_client().post(f"/studio/api/{name}", json=BOTH)

    assert answer.status_code == 401
    assert json.loads(answer.get_data())["error"]


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b'"text"', b"[" * 5000])
def test_a_body_that_is_no_object_is_refused_in_words(author, body):
    answer = author.client.post(
        "/studio/api/publish",
        data=body,
        headers={"X-CSRF-Token": author.csrf, "Content-Type": "application/json"},
    )

    assert answer.status_code == 400


@pytest.mark.parametrize(
    "wrong",
    [
        {"rows": "x"},
        {"rows": [1, None, "x", {"label": 5, "low": [], "high": {}}]},
        {"text": 5, "left_out": {"a": 1}, "fixed": 7, "published": []},
        {
            "published": "not a day",
            "hour": "25:99",
            "event": "debate-x",
            "fixed": ["published", "hour", "event"],
        },
        {"update": True, "based_on": "x", "note": None},
    ],
)
def test_whatever_has_the_wrong_shape_counts_as_empty(author, wrong):
    assert author.api("preview", **wrong)[0] == 200


def test_a_script_in_any_field_stays_text(author):
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    fields = {"text": f"Update 15/9: {evil} 5-6% ΣΥΡΙΖΑ 28-30%", "note": evil, "source": evil}
    rows = [{"id": evil, "was": evil, "label": evil, "low": evil, "high": evil}]

    _, shown = author.api("preview", **fields, rows=rows)
    author.api("draft", **fields, rows=rows, draft=None)
    page = author.client.get("/studio/new?forecaster=failedevolution&election=2015-09").get_data(as_text=True)
    home = author.client.get("/studio").get_data(as_text=True)

    for place in (shown["readback"], page, home):
        assert "<script>alert" not in place
        assert "<img" not in place


def test_an_address_of_the_studio_where_nothing_is_says_so_and_leads_back(author):
    answer = author.client.get("/studio/draft/gone?lang=en")
    html = answer.get_data(as_text=True)

    assert answer.status_code == 404
    assert "There is no such page" in html
    assert 'href="/studio?lang=en"' in html
    # Nothing that the policy of the studio's pages refuses.
    assert not re.search(r"<script(?![^>]*(src=|application/json))", html)
