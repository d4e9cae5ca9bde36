"""The studio: posts of the back catalogue become drafts that are looked at one by one."""

import html
import io
import json
import re
from datetime import date

import pytest

from forecasts.tracker import Tracker
from tests.gate_people import cheap_hashes
from tests.records import store
from tests.studio_people import POST, author, author_of, desk, drafts_of

__all__ = ["author", "cheap_hashes", "desk", "store"]


def test_without_scripts_the_next_of_an_import_follows_and_the_draft_is_gone(author):
    text = "Update 24/8/2015: ΣΥΡΙΖΑ 25-27% ΝΔ 21-23%\n\nUpdate 25/8/2015: ΣΥΡΙΖΑ 26-27% ΝΔ 21-23%"
    first = author.form("/studio/import", text=text).headers["Location"]
    page = author.client.get(first).get_data(as_text=True)
    names = ("text", "batch", "draft", "published", "published_shown", "fixed")
    fields = {
        n: html.unescape(m[1]) for n in names if (m := re.search(rf'name="{n}"[^>]*value="([^"]*)"', page))
    }
    post = re.search(r'<textarea id="text"[^>]*>\n?([^<]*)<', page)
    assert post

    done = author.form("/studio/new", act="publish", **fields | {"text": html.unescape(post[1])})

    assert done.status_code == 303
    assert "/studio/new?draft=" in done.headers["Location"]
    assert done.headers["Location"] != first
    assert set(drafts_of(author)) == {done.headers["Location"].partition("draft=")[2][:32]}


def test_a_back_catalogue_becomes_drafts_that_are_looked_at_one_by_one(catalogue, store):
    author = author_of(Tracker(catalogue, store), "maria", "author", "failedevolution")

    first = author.form("/studio/import", text=POST.read_text(encoding="utf-8"))

    assert first.status_code == 303
    assert "/studio/new?draft=" in first.headers["Location"]
    page = author.client.get("/studio").get_data(as_text=True)
    assert page.count("/studio/draft/") == 5


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1253", "iso8859-7"])
def test_a_file_is_read_in_the_encoding_it_was_saved_in(author, encoding):
    post = "Update 24/8/2015: Αναθεωρημένες προβλέψεις: ΣΥΡΙΖΑ 25-27% Νέα Δημοκρατία 21-23%"
    file = (io.BytesIO(post.encode(encoding)), "παλιά.txt")

    first = author.form("/studio/import", files=file)

    page = author.client.get(first.headers["Location"]).get_data(as_text=True)
    assert re.findall(r'name="label" value="([^"]+)"', page)[:2] == ["ΣΥΡΙΖΑ", "Νέα Δημοκρατία"]
    assert post in page


def test_an_import_takes_what_fits_oldest_first_and_tells_how_many_remain(author, monkeypatch):
    monkeypatch.setattr("forecasts.drafts.DRAFTS_KEPT", 2)
    text = "\n\n".join(f"Update {day}/8/2015: ΣΥΡΙΖΑ 25-{day}% ΝΔ 21-23%" for day in (28, 27, 26, 29, 30))

    first = author.form("/studio/import?lang=en", text=text)

    assert first.status_code == 303
    assert len(drafts_of(author)) == 2
    page = author.client.get(first.headers["Location"]).get_data(as_text=True)
    assert "There was no room for 3 more updates" in page
    assert 'name="published" type="date" value="2015-08-26"' in page
    other = author.form("/studio/import?lang=en", text="Update 1/8/2015: ΣΥΡΙΖΑ 25-27% ΝΔ 21-23%")
    assert other.status_code == 409
    assert len(drafts_of(author)) == 2
    again = author.form("/studio/import?lang=en", text=text)
    assert again.headers["Location"] == first.headers["Location"].replace("&left=3", "&again=2&left=3")


POSTS = [f"Update {day}/8/2015: ΣΥΡΙΖΑ 25-{day}% ΝΔ 21-23%" for day in (26, 27, 28)]


def published(author, where):
    """Publish the draft of an address, and where one is led then."""
    page = author.client.get(where).get_data(as_text=True)
    state = json.loads(html.unescape(page.partition('id="state">')[2].partition("</script>")[0]))
    status, answer = author.api("publish", **state["form"] | {"draft": state["draft"]})
    assert status == 200, answer
    return answer["location"]


def test_an_import_sent_again_leads_to_its_drafts_as_they_are_by_now(author):
    first = author.form("/studio/import?lang=en", text="\n\n".join(POSTS)).headers["Location"]
    made = set(drafts_of(author))
    first_one = first.partition("draft=")[2][:32]
    changed = {"id": first_one, "revision": 1}
    assert author.api("draft", text=POSTS[0] + " ΚΚΕ 5-6%", draft=changed)[0] == 200

    again = author.form("/studio/import?lang=en", text="\n\n".join(POSTS)).headers["Location"]
    assert set(drafts_of(author)) == made
    assert again.partition("draft=")[2][:32] == first_one
    page = author.client.get(again).get_data(as_text=True)
    assert "3 updates were among your drafts already and were not added again." in page
    assert POSTS[0] + " ΚΚΕ 5-6%" in page
    greek = author.client.get(again.replace("lang=en", "lang=el")).get_data(as_text=True)
    assert "3 ενημερώσεις ήταν ήδη στα πρόχειρά σας και δεν προστέθηκαν ξανά." in greek


def test_a_longer_import_adds_what_is_new_and_one_is_led_through_all_of_it(author):
    author.form("/studio/import", text="\n\n".join(POSTS[:2]))
    where = author.form("/studio/import", text="\n\n".join(POSTS)).headers["Location"]
    assert len(set(drafts_of(author))) == 3
    for left in (2, 1, 0):
        where = published(author, where)
        assert len(set(drafts_of(author))) == left
    assert "/e/2015-09/f/failedevolution" in where
    days = {update.published for update in author.tracker.updates("2015-09", "failedevolution")}
    assert days >= {date(2015, 8, 26), date(2015, 8, 27), date(2015, 8, 28)}


def test_a_double_click_on_import_makes_each_draft_once(author):
    """Both requests look at the drafts before either has made any."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dashboard.studio.desk.own_drafts", tuple)
        both = [author.form("/studio/import", text="\n\n".join(POSTS)) for _ in range(2)]
    assert both[0].headers["Location"] == both[1].headers["Location"]
    assert len(set(drafts_of(author))) == 3


def test_the_same_text_of_two_authors_is_a_draft_of_each(desk):
    for name in ("maria", "nikos"):
        author = author_of(desk, name, "author", "failedevolution")
        assert author.form("/studio/import", text=POSTS[0]).status_code == 303
        assert len(set(drafts_of(author))) == 1


def test_an_imported_post_carries_over_what_it_does_not_name_as_a_new_update_does(author):
    text = "Update 2/9/2015: ΣΥΡΙΖΑ 24-25% ΝΔ 13-15%"
    _, typed = author.api("preview", text=text)

    where = author.form("/studio/import?lang=en", text=text).headers["Location"]
    page = author.client.get(where).get_data(as_text=True)

    state = json.loads(html.unescape(page.partition('id="state">')[2].partition("</script>")[0]))
    shown = state["preview"]
    assert [(line["key"], line["low"], line["high"], line["origin"]) for line in shown["lines"]] == [
        (line["key"], line["low"], line["high"], line["origin"]) for line in typed["lines"]
    ]
    assert sum(line["origin"] == "kept" for line in shown["lines"]) == 7
    assert shown["sentence"] == typed["sentence"]
    assert "no longer in the forecast" not in shown["sentence"]


def test_nothing_is_carried_over_into_the_first_post_of_a_record(catalogue, store):
    author = author_of(Tracker(catalogue, store), "maria", "author", "failedevolution")
    first = author.form("/studio/import", text="Update 24/8/2015: ΣΥΡΙΖΑ 25-27% ΝΔ 21-23%")
    page = author.client.get(first.headers["Location"]).get_data(as_text=True)

    assert re.findall(r'name="label" value="([^"]+)"', page) == ["ΣΥΡΙΖΑ", "ΝΔ"]
