"""The address of a post is one, completed where its beginning was left out; nothing is cut off in silence."""

from dataclasses import replace

import pytest

from forecasts.addresses import completed
from tests.gate_people import cheap_hashes
from tests.records import store
from tests.studio_people import author, desk

__all__ = ["author", "cheap_hashes", "desk", "store"]

TEXT = "Update 15/9: ΣΥΡΙΖΑ 28-30%"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("https://example.gr/post", "https://example.gr/post"),
        ("http://example.gr/?a=b", "http://example.gr/?a=b"),
        ("www.example.gr/post", "https://www.example.gr/post"),
        ("example.gr", "https://example.gr"),
        ("example.gr:8080/post?x=1#y", "https://example.gr:8080/post?x=1#y"),
        ("https://παράδειγμα.ελ/ανάρτηση", "https://παράδειγμα.ελ/ανάρτηση"),
    ],
)
def test_an_address_is_kept_and_completed(author, typed, kept):
    assert completed(typed) == kept
    assert author.api("publish", text=TEXT, source=typed)[0] == 200
    assert author.latest().source == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "στο μπλογκ μου",
        "https://",
        "ftp://example.gr/x",
        "https://a b.gr",
        "javascript://example.gr/%0aalert(1)",
        "maria@example.gr",
        "https://[",
        "/post",
        "https://post",
    ],
)
def test_what_is_no_address_is_told_and_not_published(author, typed):
    status, refused = author.api("publish", text=TEXT, source=typed)

    assert status == 422
    assert f"“{typed}” is no address of a post" in refused["error"]


@pytest.mark.parametrize(
    ("field", "words", "name"),
    [
        ("source", "https://example.gr/" + "a" * 2_981, "Address of the post: 3000 characters"),
        ("note", "ν" * 2_001, "Note for readers: 2001 characters"),
    ],
)
def test_what_is_too_long_is_told_and_kept_whole_in_the_draft(author, field, words, name):
    status, refused = author.api("publish", text=TEXT, **{field: words})
    _, draft = author.api("draft", text=TEXT, draft=None, **{field: words})
    page = author.client.get(f"/studio/new?draft={draft['id']}").get_data(as_text=True)

    assert status == 422
    assert f"{name} are more than the 2,000 that can be kept." in refused["error"]
    assert f'value="{words}"' in page


def test_a_correction_does_not_ask_about_an_address_that_stands_there(author):
    own = author.latest()
    author.tracker.correct(own.id, replace(own, source="from the paper"), reason="source", based_on=1)
    correction = {
        "update": own.id,
        "based_on": 2,
        "reason": "a slip",
        "source": "from the paper",
        "note": "x",
    }

    assert author.api("correct", text=own.text, **correction)[0] == 200
