"""Drafts in the studio: what was published goes, what was written besides stays and is told."""

import re

from forecasts.drafts import DraftStore
from forecasts.faults import DatabaseError
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


def test_a_draft_is_thrown_away_by_whoever_has_seen_it_and_is_sure(author):
    _, saved = author.api("draft", text="Update 15/9: ΣΥΡΙΖΑ 28-30%", draft=None)
    address = f"/studio/draft/{saved['id']}/drop"

    asked = author.form(address)

    assert asked.status_code == 200
    assert "Update 15/9: ΣΥΡΙΖΑ 28-30%" in asked.get_data(as_text=True)
    assert drafts_of(author) == [saved["id"]]
    assert author.client.get(address).headers["Location"] == "/studio"
    assert author.form(address, sure="yes").status_code == 303
    assert drafts_of(author) == []
    assert author.form(address).status_code == 303


def test_the_address_of_a_draft_that_is_gone_opens_no_other_in_its_place(author):
    _, older = author.api("draft", text="an older one", draft=None)
    _, gone = author.api("draft", text="Update 15/9: ΣΥΡΙΖΑ 28-30%", draft=None)
    author.api("publish", text="Update 15/9: ΣΥΡΙΖΑ 28-30%", draft=gone)

    page = author.client.get(f"/studio/new?lang=en&draft={gone['id']}").get_data(as_text=True)

    assert "The draft of this page was published or thrown away." in page
    assert "an older one" not in page
    assert drafts_of(author) == [older["id"]]


def test_the_draft_of_a_correction_whose_update_was_withdrawn_goes_on_as_a_new_update(author):
    update = author.latest()
    said = {"update": update.id, "based_on": 1, "text": "Update 12/9: ΣΥΡΙΖΑ 26-28%", "reason": "a slip"}
    _, saved = author.api("draft", **said, draft=None)
    author.api("withdraw", update=update.id, based_on=1, reason="wrong election")

    there = author.client.get(f"/studio/u/{update.id}/correct?lang=en")
    page = author.client.get(there.headers["Location"]).get_data(as_text=True)

    assert there.headers["Location"] == f"/studio/new?lang=en&draft={saved['id']}"
    assert "was withdrawn meanwhile (“wrong election”)" in page
    assert "Update 12/9: ΣΥΡΙΖΑ 26-28%</textarea>" in page
    assert '"update": null' in page
    assert author.api("draft", text=f"{said['text']} ΝΔ 12-13%", draft=saved)[0] == 200
    assert author.api("publish", text=f"{said['text']} ΝΔ 12-13%", draft=saved | {"revision": 2})[0] == 200
    assert figures(author.latest())["syriza"] == (26, 28)
    assert drafts_of(author) == []


def test_in_the_place_of_a_withdrawn_update_a_new_one_is_offered(author):
    update = author.latest()
    author.api("withdraw", update=update.id, based_on=1, reason="wrong election")

    page = author.client.get(f"/studio/u/{update.id}/correct?lang=en").get_data(as_text=True)

    assert "This update was withdrawn (“wrong election”) and can no longer be changed." in page
    assert 'action="/studio/new?lang=en"' in page
    assert f'"former": {{"id": {update.id}, ' in page


def test_an_update_that_is_out_is_said_to_be_out_though_its_draft_cannot_be_thrown_away(author, monkeypatch):
    _, saved = author.api("draft", text="Update 15/9: ΣΥΡΙΖΑ 28-30%", draft=None)

    def away(*_: object, **__: object) -> None:
        raise DatabaseError("record", "locked")

    monkeypatch.setattr(DraftStore, "settle", away)
    status, answer = author.api("publish", text="Update 15/9: ΣΥΡΙΖΑ 28-30%", draft=saved)

    assert (status, answer["said"]) == (200, "1 update published. Readers see it now.")
    assert figures(author.latest())["syriza"] == (28, 30)


def test_a_withdrawal_that_is_refused_says_why_where_it_was_asked_and_keeps_the_reason(author):
    update = author.latest()
    author.api("correct", update=update.id, based_on=1, text="Update 11/9: ΣΥΡΙΖΑ 24-28%", reason="a slip")
    address = f"/studio/u/{update.id}/withdraw"

    refused = author.form(f"{address}?lang=en", based_on="1", reason="λάθος")
    spaces = author.form(f"{address}?lang=en", based_on="2", reason="   ")

    page = refused.get_data(as_text=True)
    section = page[page.index('<details class="numbers withdraw" open>') :]
    assert refused.status_code == 409
    assert 'id="faults"' in section
    assert 'name="reason" value="λάθος"' in section
    assert 'name="based_on" value="2"' in section
    assert spaces.status_code == 409
    assert 'id="faults"' in spaces.get_data(as_text=True)
    assert author.latest().withdrawn is None
    assert author.client.get(address).headers["Location"] == f"/studio/u/{update.id}/correct"
    assert author.form(address, based_on="2", reason="λάθος").status_code == 303
