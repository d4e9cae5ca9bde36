"""A disk that is full: told in words, nothing lost, nothing by half, and all well once there is room."""

import html

import pytest

from tests.gate_people import cheap_hashes
from tests.studio_people import author, desk

__all__ = ["author", "cheap_hashes", "desk"]

POST = "Update (18/9): ΣΥΡΙΖΑ 31-33% ΝΔ 25-27% ΧΑ 6-7%"
LONG = POST + "\n\n" + "Χωρίς άλλα νεότερα σήμερα. " * 4000  # more than fits into the pages there are


def allow(tracker, pages):
    """Let the database grow to so many pages, as a disk would."""
    with tracker.database.begin(write=True) as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


@pytest.fixture
def full(author):
    allow(author.tracker, 1)
    return author


def test_what_is_published_on_a_full_disk_is_refused_in_words_and_not_stored(full):
    before = full.latest()

    status, answer = full.api("publish", text=LONG)

    assert status == 503
    assert "Nothing is lost" in answer["error"]
    assert full.latest() == before
    assert full.tracker.verify().faults == ()


def test_without_a_script_the_page_comes_back_with_the_post_in_it(full):
    answer = full.form("/studio/new?lang=en", text=LONG, act="publish")

    assert answer.status_code == 503
    page = html.unescape(answer.get_data(as_text=True))
    assert POST in page
    assert "Nothing is lost" in page


def test_once_there_is_room_the_same_tap_publishes(full):
    assert full.api("publish", text=LONG)[0] == 503
    allow(full.tracker, 1_000_000)

    assert full.api("publish", text=LONG)[0] == 200
    assert full.latest().text.startswith(POST)
    assert full.tracker.verify().faults == ()


def test_a_form_refused_for_another_reason_says_it_too(author):
    answer = author.form("/studio/new?lang=en", text="Καλημέρα σας", act="publish")

    assert answer.status_code == 422
    assert "Καλημέρα σας" in answer.get_data(as_text=True)
