"""Drafts in the studio: what was published goes, what was written besides stays and is told."""

import re

from tests.gate_people import cheap_hashes
from tests.records import store
from tests.studio_people import BOTH, author, desk, drafts_of, figures

__all__ = ["author", "cheap_hashes", "desk", "store"]


def test_what_another_device_has_written_since_stays_a_draft_when_the_older_text_is_published(author):
    older = "Update 15/9: ΣΥΡΙΖΑ 28-30%"
    _, seen = author.api("draft", text=older, draft=None)
    _, newer = author.api("draft", text=f"{older} ΝΔ 21-22%", draft=seen)

    status, answer = author.api("publish", text=older, draft=seen)

    assert status == 200
    assert figures(author.latest())["nd"] == (11, 13)
    assert "was not published and stays as a draft" in answer["said"]
    assert drafts_of(author) == [newer["id"]]
    page = author.client.get(f"/studio/new?draft={newer['id']}").get_data(as_text=True)
    assert f"{older} ΝΔ 21-22%" in page


def test_a_save_that_the_page_has_not_heard_of_is_no_other_devices(author):
    older = "Update 15/9: ΣΥΡΙΖΑ 28-30%"
    text = f"{older} ΝΔ 11-13%"
    _, seen = author.api("draft", text=older, draft=None)
    author.api("draft", text=text, draft=seen)

    author.api("publish", text=f"{text} ΚΚΕ 5-6%", draft=seen | {"sent": BOTH | {"text": text}})

    assert figures(author.latest())["kke"] == (5, 6)
    assert drafts_of(author) == []


def test_without_scripts_what_was_written_since_stays_a_draft_too(author):
    older = "Update 15/9: ΣΥΡΙΖΑ 28-30%"
    _, seen = author.api("draft", text=older, draft=None)
    page = author.client.get(f"/studio/new?draft={seen['id']}").get_data(as_text=True)
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision
    author.api("draft", text=f"{older} ΝΔ 21-22%", draft=seen)
    fields = {"text": older, "draft": seen["id"], "revision": revision[1]}

    looked = author.form("/studio/new", act="preview", **fields).get_data(as_text=True)
    done = author.form("/studio/new", act="publish", **fields)

    assert f'name="revision" value="{revision[1]}"' in looked
    assert f'"revision": {revision[1]}' in looked
    assert done.headers["Location"] == f"/studio?left={seen['id']}"
    home = author.client.get(done.headers["Location"]).get_data(as_text=True)
    assert "Το κείμενο που γράφτηκε στο μεταξύ" in home
    assert drafts_of(author) == [seen["id"]]


def test_only_what_the_page_was_shown_is_published(author):
    _, shown = author.api("preview", text="Update 15/9: ΣΥΡΙΖΑ 28-30%")
    more = "Update 15/9: ΣΥΡΙΖΑ 28-30% ΑΝΕΛ 1-2%"

    status, answer = author.api("publish", text=more, sight=shown["sight"])

    assert status == 409
    assert "look it over" in answer["error"]
    anel = next(line for line in answer["preview"]["lines"] if line["key"] == "anel")
    assert (anel["low"], anel["high"]) == ("1", "2")
    assert figures(author.latest())["anel"] == (2.5, 3.5)
    assert author.api("publish", text=more, sight=answer["preview"]["sight"])[0] == 200
    assert figures(author.latest())["anel"] == (1, 2)


def test_only_the_correction_the_page_was_shown_is_saved(author):
    update = author.latest()
    said = {"update": update.id, "based_on": 1, "text": update.text, "reason": "a slip"}
    rows = [{"id": "kept:nd", "was": "nd", "label": "ΝΔ", "low": "12", "high": "13"}]
    _, shown = author.api("preview", **said)

    status, answer = author.api("correct", **said, rows=rows, sight=shown["sight"])

    assert status == 409
    assert author.latest().version == 1
    assert author.api("correct", **said, rows=rows, sight=answer["preview"]["sight"])[0] == 200
    assert figures(author.latest())["nd"] == (12, 13)


def test_an_open_page_gets_the_token_of_the_session_that_is_there_now(author):
    answer = author.client.get("/studio/api/session")
    fresh = answer.get_json()
    elsewhere = author.client.get("/studio/api/session", headers={"Sec-Fetch-Site": "cross-site"})

    assert fresh["account"] == "maria"
    assert answer.headers["Cache-Control"] == "no-store"
    author.csrf = fresh["csrf"]
    assert author.api("draft", text="one", draft=None)[0] == 200
    assert elsewhere.status_code == 403
    assert "csrf" not in elsewhere.get_json()
    author.client.delete_cookie("provlepsi_session")
    assert author.client.get("/studio/api/session").status_code == 401
