"""A form sent after its session has ended comes back with all that was typed, to be sent after signing in."""

import html
import io
import re

import pytest

from tests.gate_people import cheap_hashes, sign_in
from tests.records import store
from tests.studio_people import author, desk, drafts_of, figures

__all__ = ["author", "cheap_hashes", "desk", "store"]

POST = "Update 15/9: ΣΥΡΙΖΑ 28-30%\n\n<script>alert(1)</script> & τέλος"
OURS = {"Origin": "http://localhost"}


def fields(page: str) -> dict[str, str]:
    """What the form of a page would send."""
    found = dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.partition('"sheet')[2])
    )
    found |= dict(re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', page))
    return {name: html.unescape(value) for name, value in found.items()}


def signed_out(author):
    author.client.delete_cookie("provlepsi_session")


def sent(author, path, typed, headers=OURS):
    return author.client.post(path, data=typed, headers=headers)


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/studio/import", {"text": POST}),
        ("/studio/new", {"text": POST, "note": "σημείωση", "act": "publish"}),
        ("/studio/new", {"text": POST, "unread": "ΝΔ;11;13", "act": "preview"}),
    ],
)
def test_what_was_typed_comes_back_and_is_sent_after_signing_in(author, path, typed):
    signed_out(author)
    whole = {"csrf": author.csrf, "forecaster": "failedevolution", "election": "2015-09", **typed}
    refused = sent(author, path, whole)
    assert refused.status_code == 401
    assert "<script>alert" not in refused.text
    first = fields(refused.text)
    assert first | {"csrf": ""} == whole | {"csrf": ""}
    assert first["csrf"] == ""

    sign_in(author.client, "maria")
    second = sent(author, path, first)
    assert second.status_code == 403
    again = fields(second.text)
    assert again | {"csrf": ""} == whole | {"csrf": ""}
    assert "maria" in second.text
    assert sent(author, path, again).status_code in (200, 303)
    if path == "/studio/import":
        assert len(drafts_of(author)) == 1
    elif typed["act"] == "publish":
        assert figures(author.latest())["syriza"] == (28, 30)


def test_the_names_of_files_come_back_with_a_place_to_choose_them_again(author):
    signed_out(author)
    typed = {"csrf": "", "text": POST, "files": (io.BytesIO(b"x"), "old.txt")}
    page = sent(author, "/studio/import?lang=en", typed).text

    assert "Choose these files again, because a page cannot keep them: old.txt" in page
    assert 'name="files" type="file"' in page


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        OURS | {"Sec-Fetch-Site": "cross-site"},
        OURS | {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("signed", [True, False])
def test_what_another_site_sends_is_not_handed_back(author, headers, signed):
    if not signed:
        signed_out(author)
    answer = sent(author, "/studio/import", {"csrf": "x", "text": "Update of another"}, headers)

    assert answer.status_code in (401, 403)
    assert "Update of another" not in answer.text


def test_no_password_is_handed_back(author):
    answer = sent(author, "/studio/account", {"csrf": "x", "current": "a password", "new": "another"})

    assert answer.status_code == 403
    assert "a password" not in answer.text
    assert "another" not in fields(answer.text).values()


def test_a_body_that_is_too_large_is_not_read_to_be_handed_back(author):
    signed_out(author)
    answer = sent(author, "/studio/import", {"text": "a" * 1_100_000})

    assert answer.status_code == 401
    assert "aaaa" not in answer.text
