"""An import tells of everything it left out, and of what cannot be published as it reads it makes a draft."""

import html
import io
import re

from tests.gate_people import cheap_hashes
from tests.records import store
from tests.studio_people import author, desk, drafts_of

__all__ = ["author", "cheap_hashes", "desk", "store"]

GOOD = "Update 24/8/2015: ΣΥΡΙΖΑ 25-27% ΝΔ 21-23%"
# By hand: 70 + 50 = 120.
IMPOSSIBLE = "Update 26/8/2015: ΣΥΡΙΖΑ 70-75% ΝΔ 50-55%"


def read(answer):
    return html.unescape(answer.get_data(as_text=True))


def led(author, answer):
    assert answer.status_code == 303
    return read(author.client.get(answer.headers["Location"]))


def test_an_update_that_cannot_hold_becomes_a_draft_that_says_why(author):
    first = led(author, author.form("/studio/import?lang=en", text=f"{GOOD}\n\n{IMPOSSIBLE}"))

    assert "1 update cannot be published as it reads: its draft says why." in first
    drafts = set(drafts_of(author))
    assert len(drafts) == 2
    pages = [read(author.client.get(f"/studio/new?draft={draft}&lang=en")) for draft in drafts]
    own = next(page for page in pages if f"{IMPOSSIBLE}</textarea>" in page)
    assert "120%" in own
    assert 'name="published" type="date" value="2015-08-26"' in own


def test_what_is_on_record_already_is_told_beside_what_is_new(author):
    author.api("publish", text=GOOD)
    page = led(author, author.form("/studio/import", text=f"{GOOD}\n\nUpdate 26/8/2015: ΣΥΡΙΖΑ 25-28%"))

    assert "1 ενημέρωση υπάρχει ήδη στο αρχείο και έμεινε έξω." in page
    again = author.form("/studio/import?lang=en", text=GOOD)
    assert again.status_code == 422
    assert "1 update is on record already and was left out." in read(again)


def test_every_file_that_was_not_read_is_told_by_its_name(author):
    files = [(io.BytesIO(GOOD.encode()), "good.txt"), (io.BytesIO(b"PK\x03\x04\x14\x00\x06"), "post.docx")]
    files += [(io.BytesIO(bytes(range(1, 9)) * 30), "odd.txt"), (io.BytesIO(b""), "void.txt")]
    files += [(io.BytesIO("Καλημέρα σας.".encode()), "hello.txt")]
    page = read(author.form("/studio/import?lang=en", files=files))

    assert "post.docx: This is no plain text and was not read" in page
    assert "odd.txt: This is no plain text and was not read" in page
    assert "void.txt: The file is empty." in page
    assert "hello.txt: No update was found in it." in page
    assert "good.txt:" not in page
    where = re.search(r'href="([^"]+)">Look at the drafts that were made', page)
    assert where
    assert f"{GOOD}</textarea>" in read(author.client.get(where[1]))


def test_files_beyond_the_most_that_are_read_at_once_are_told_by_their_names(author):
    files = [
        (io.BytesIO(f"Update {day % 20 + 1}/8/2015: ΣΥΡΙΖΑ 25-{day}%".encode()), f"{day}.txt")
        for day in range(30, 77)
    ]
    page = read(author.form("/studio/import?lang=en", files=files))

    assert "70.txt, 71.txt, 72.txt, 73.txt, 74.txt, 75.txt, 76.txt: 7 files were not read" in page
    assert len(set(drafts_of(author))) == 40


def test_an_update_whose_only_figure_is_faulty_becomes_a_draft_too(author):
    page = led(author, author.form("/studio/import", text="Update 25/8/2015: ΣΥΡΙΖΑ 30-28%"))

    assert "1 ενημέρωση δεν μπορεί να δημοσιευτεί όπως διαβάζεται: το πρόχειρό της λέει γιατί." in page
    assert "Update 25/8/2015: ΣΥΡΙΖΑ 30-28%</textarea>" in page
