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
