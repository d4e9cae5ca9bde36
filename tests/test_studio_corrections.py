"""The studio: updates corrected and withdrawn, also by two people at once."""

import html
import json
import re
from typing import Any

from dashboard.studio.conflicts import merged
from dashboard.studio.forms import Form
from forecasts.model import Update
from tests.gate_people import cheap_hashes
from tests.records import store
from tests.studio_people import Author, author, desk, figures

__all__ = ["author", "cheap_hashes", "desk", "store"]


def test_a_correction_keeps_the_old_version_and_needs_a_reason(author):
    update = author.latest()
    row = {"id": "kept:ek", "was": "ek", "label": "ΕΝΩΣΗ ΚΕΝΤΡΩΩΝ", "low": "3", "high": "4"}
    body = {"update": update.id, "based_on": update.version, "rows": [row], "text": update.text}

    without, refused = author.api("correct", **body)
    status, _ = author.api("correct", **body, reason="a slip of the pen")

    assert without == 409
    assert "reason" in refused["error"]
    assert status == 200
    assert figures(author.latest())["ek"] == (3, 4)
    assert author.latest().id == update.id
    versions = author.tracker.history(update.id or 0)
    assert [figures(v.update)["ek"] for v in versions] == [(3.5, 4), (3, 4)]
    assert versions[-1].act.reason == "a slip of the pen"


def test_the_second_of_two_corrections_is_told_what_the_first_changed(author):
    update = author.latest()

    def correction(party: str, label: str, low: str, high: str, version: int) -> tuple[int, dict[str, Any]]:
        row = {"id": f"kept:{party}", "was": party, "label": label, "low": low, "high": high}
        return author.api(
            "correct", update=update.id, based_on=version, rows=[row], text=update.text, reason=party
        )

    correction("ek", "ΕΝΩΣΗ ΚΕΝΤΡΩΩΝ", "3", "4", 1)
    status, answer = correction("kke", "ΚΚΕ", "5", "6", 1)

    assert status == 409
    rows = {row["key"]: row for row in answer["conflict"]["rows"]}
    assert figures(author.latest())["kke"] == (5, 5.5)
    assert rows["kke"]["mine"] == "5–6"
    assert rows["kke"]["theirs"] == "5–5.5"
    assert (rows["ek"]["before"], rows["ek"]["theirs"], rows["ek"]["take"]) == ("3.5–4", "3–4", "theirs")
    assert answer["conflict"]["version"] == 2
    again, _ = correction("kke", "ΚΚΕ", "5", "6", 2)
    assert again == 200
    assert (figures(author.latest())["ek"], figures(author.latest())["kke"]) == ((3, 4), (5, 6))


def kept_row(party: str, label: str, low: str, high: str) -> dict[str, str]:
    return {"id": f"kept:{party}", "was": party, "label": label, "low": low, "high": high}


def corrected_by_another(author: Author) -> tuple[Update, Update]:
    """An update entered in the grid, so that its text is made from it, and how it stands once corrected."""
    rows = [kept_row("ek", "ΕΝΩΣΗ ΚΕΝΤΡΩΩΝ", "2,5", "3")]
    author.api("publish", rows=rows, published="2015-09-15", fixed=["published"])
    begun = author.latest()
    body = {"update": begun.id, "based_on": 1, "text": begun.text, "reason": "ND was 12-14"}
    status, _ = author.api("correct", **body, rows=[kept_row("nd", "ΝΔ", "12", "14")], note="with a note")
    assert status == 200
    return begun, author.latest()


def test_what_the_other_has_corrected_stays_although_the_form_began_before(author):
    begun, stands = corrected_by_another(author)
    assert stands.text != begun.text
    mine = {"update": begun.id, "based_on": 1, "reason": "KKE was 5-6"}
    rows = [kept_row("kke", "ΚΚΕ", "5", "6")]

    status, answer = author.api("correct", **mine, rows=rows, text=begun.text)

    assert status == 409
    told = answer["conflict"]
    assert told["text"] == {"base": begun.text, "theirs": stands.text}
    by_key = {row["key"]: row for row in told["rows"]}
    assert set(by_key) == {"nd", "kke", "note"}
    nd = by_key["nd"]
    assert (nd["mine"], nd["theirs"], nd["take"]) == ("11–13", "12–14", "theirs")
    assert (by_key["note"]["theirs_value"], by_key["note"]["take"]) == ("with a note", "theirs")
    assert by_key["kke"]["take"] == "mine"


def test_without_scripts_the_other_correction_is_kept_and_mine_is_added(author):
    begun, stands = corrected_by_another(author)
    path = f"/studio/u/{begun.id}/correct"
    line = {"label": "ΚΚΕ", "low": "5", "high": "6", "was": "kke", "shown": "ΚΚΕ|5|5.5"}

    told = author.form(path, act="publish", based_on="1", text=begun.text, reason="KKE was 5-6", **line)
    page = told.get_data(as_text=True)

    assert told.status_code == 409
    assert 'name="based_on" value="2"' in page
    assert 'name="note" value="with a note"' in page
    sent = html.unescape(re.search(r'<textarea id="text"[^>]*>\n?([^<]*)</textarea>', page)[1])  # type: ignore[index]
    again = author.form(
        path, act="publish", based_on="2", text=sent, note="with a note", reason="KKE was 5-6", **line
    )
    assert again.status_code == 303
    assert figures(author.latest()) == figures(stands) | {"kke": (5, 6)}
    assert figures(author.latest())["nd"] == (12, 14)
    assert author.latest().note == "with a note"


def test_where_both_changed_the_note_both_notes_are_shown_and_none_is_lost_in_silence(author):
    begun, _ = corrected_by_another(author)

    told = author.form(
        f"/studio/u/{begun.id}/correct",
        act="publish",
        based_on="1",
        text=begun.text,
        note="my own",
        reason="a note",
    ).get_data(as_text=True)

    assert "my own" in told
    assert "with a note" in told
    assert 'name="note" value="my own"' in told


def test_a_post_of_ones_own_is_not_read_over_what_was_chosen(author):
    begun, stands = corrected_by_another(author)
    form = Form(
        forecaster="failedevolution",
        election="2015-09",
        update=begun.id,
        based_on=1,
        text="Update 15/9: ΝΔ 11-13%, ΚΚΕ 5-6%",
        reason="r",
    )

    told = author.api("correct", **json.loads(form.json()))[1]["conflict"]
    status, _ = author.api("correct", **json.loads(merged(form, told).json()))

    assert status == 200
    assert figures(author.latest()) == figures(stands) | {"kke": (5, 6)}
    assert author.latest().text == "Update 15/9: ΝΔ 11-13%, ΚΚΕ 5-6%"


def test_a_withdrawn_update_leaves_the_charts_and_stays_readable(author):
    update = author.latest()

    status, _ = author.api("withdraw", update=update.id, based_on=1, reason="wrong election")

    assert status == 200
    assert author.latest().id != update.id
    assert author.tracker.history(update.id or 0)[-1].act.reason == "wrong election"
