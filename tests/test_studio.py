"""The studio: what is typed becomes an update, nothing of it is lost, only its forecaster's people may."""

import html
import io
import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from dashboard import context, credentials, gate, guards, signing
from dashboard.accounts import Accounts
from dashboard.app import own_files
from dashboard.statics import Statics
from dashboard.studio import routes
from dashboard.studio.conflicts import merged
from dashboard.studio.forms import Form
from forecasts.catalogue import Catalogue
from forecasts.model import Range, Update
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker

POST = Path(__file__).parent.parent / "data/updates/2015-09/2015-09-15-failedevolution.txt"
PASSWORD = "παλιό ποτάμι 2015"
BOTH = {"forecaster": "failedevolution", "election": "2015-09"}
SEPTEMBER_15 = {  # as printed in the post
    "syriza": (28, 30),
    "lae": (20, 23),
    "nd": (11, 13),
    "xa": (6, 8),
    "kke": (5, 5.5),
    "ek": (2.5, 3),
    "potami": (2.5, 3.5),
    "pasok-dimar": (3, 4),
    "anel": (2.5, 3.5),
}


class Compiled(BytecodeCache):
    """Templates compiled once for all the servers of a run."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self.kept.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that take no time: there are tests about hashes elsewhere."""
    monkeypatch.setattr(credentials, "HASHER", CHEAP)
    monkeypatch.setattr(credentials, "NOBODY", CHEAP.hash("a forgotten word"))


class Author:
    """Somebody signed in, with a browser of their own."""

    def __init__(self, client: FlaskClient, tracker: Tracker) -> None:
        self.client = client
        self.tracker = tracker
        page = client.get("/studio/new?forecaster=failedevolution&election=2015-09").get_data(as_text=True)
        found = re.search(r'name="csrf" value="([^"]+)"', page)
        self.csrf = found[1] if found else ""

    def api(self, name: str, **body: Any) -> tuple[int, dict[str, Any]]:
        answer = self.client.post(
            f"/studio/api/{name}?lang=en", json=BOTH | body, headers={"X-CSRF-Token": self.csrf}
        )
        return answer.status_code, json.loads(answer.get_data())

    def form(self, path: str, **fields: Any) -> Any:
        return self.client.post(path, data={"csrf": self.csrf, **BOTH, **fields})

    def latest(self) -> Update:
        return self.tracker.updates("2015-09", "failedevolution")[-1]


def figures(update: Update) -> dict[str | None, tuple[float, float]]:
    return {r.party: (float(r.low), float(r.high)) for r in update.ranges}


@pytest.fixture
def store(either_store: UpdateStore) -> UpdateStore:
    """An empty record, once on each database."""
    return either_store


@pytest.fixture
def desk(catalogue: Catalogue, store: UpdateStore) -> Tracker:
    """A record of the election in which the post of 15 September has not come in yet."""
    shipped = [u for u in catalogue.updates if u.election == "2015-09"]
    store.add([u for u in shipped if u.published != date(2015, 9, 15)])
    return Tracker(catalogue, store)


def server_of(tracker: Tracker) -> Flask:
    """The studio without the readers' pages, of which there is one in a process."""
    server = Flask("dashboard", static_folder=None, template_folder="studio/templates")
    server.jinja_options = {**server.jinja_options, "bytecode_cache": COMPILED}
    server.config["MAX_CONTENT_LENGTH"] = guards.LARGEST_BODY
    context.install(server, context.House(tracker=tracker))
    files = own_files(Statics(None))
    gate.install(server, Accounts(tracker.database), files)
    signing.offer(server)
    routes.offer(server)
    guards.tell_faults(server, files.style)
    return server


def author_of(tracker: Tracker, name: str, role: Any, *forecasters: str) -> Author:
    accounts = Accounts(tracker.database)
    accounts.set_password(accounts.add(name, role, forecasters), PASSWORD)
    client = server_of(tracker).test_client()
    page = client.get("/studio/signin").get_data(as_text=True)
    token = re.search(r'name="csrf" value="([^"]+)"', page)
    assert token
    answer = client.post("/studio/signin", data={"csrf": token[1], "name": name, "password": PASSWORD})
    assert answer.status_code == 303
    return Author(client, tracker)


@pytest.fixture
def author(desk: Tracker) -> Author:
    return author_of(desk, "maria", "author", "failedevolution")


def test_one_paste_and_one_tap_publish_the_post_of_15_september(author):
    status, answer = author.api("publish", text=POST.read_text(encoding="utf-8"))

    assert status == 200
    assert answer["location"] == "/e/2015-09/f/failedevolution?lang=en"
    published = author.latest()
    assert figures(published) == SEPTEMBER_15
    assert published.published == date(2015, 9, 15)
    assert published.event is not None
    assert published.event.ordinal == 2
    lae = published.range_of("lae")
    assert lae is not None
    assert lae.label == "ΛΑΕ + ΣΧΕΔΙΟ Β' κ.λ.π."
    assert lae.components == ("lae", "sxedio-b")


def test_before_it_is_published_the_post_shows_what_it_changes_and_leaves(author):
    status, shown = author.api("preview", text=POST.read_text(encoding="utf-8"))

    assert status == 200
    assert shown["ready"]
    # By hand: lows 28+20+11+6+5+2.5+2.5+3+2.5 = 80.5, highs 30+23+13+8+5.5+3+3.5+4+3.5 = 93.5.
    assert shown["sums"] == "The lows add up to 80.5%, the highs to 93.5%."
    assert "6.5–19.5%" in shown["feasibility"]
    assert "SYRIZA from 25–28 to 28–30 (+2.5)" in shown["sentence"]
    assert "4 updates of the text are on record already" in shown["several"]
    assert [trace for trace in shown["figure"]["data"] if trace["type"] == "bar"]
    assert author.latest().published == date(2015, 9, 11)


def test_parties_that_a_post_does_not_name_stand_as_they_stood(author):
    author.api("publish", text="Update 15/9: ΣΥΡΙΖΑ 28-30% ΕΝΩΣΗ ΚΕΝΤΡΩΩΝ 2,5-3%")

    assert figures(author.latest()) == SEPTEMBER_15
    changes = author.tracker.revisions("2015-09", "failedevolution")[-9:]
    assert sorted(r.change for r in changes) == ["lowered", *["raised"], *["unchanged"] * 7]


def test_a_party_is_left_out_only_on_purpose(author):
    author.api("publish", text="Update 15/9: ΣΥΡΙΖΑ 28-30%", left_out=["anel"])

    assert "anel" not in figures(author.latest())
    assert len(author.latest().ranges) == 8


def test_a_list_takes_its_predecessors_place_in_the_grid(catalogue, store):
    store.add([u for u in catalogue.updates if u.published is None or u.published < date(2015, 9, 11)])
    author = author_of(Tracker(catalogue, store), "maria", "author", "failedevolution")
    rows = [{"id": "kept:pasok", "was": "pasok", "label": "ΠΑΣΟΚ + ΔΗΜΑΡ", "low": "3", "high": "4"}]

    _, shown = author.api("preview", rows=rows, published="2015-09-11", fixed=["published"])

    keys = [line["key"] for line in shown["lines"]]
    assert "pasok-dimar" in keys
    assert "pasok" not in keys
    line = next(line for line in shown["lines"] if line["key"] == "pasok-dimar")
    assert line["change"] == "unchanged"


def test_the_grid_begins_with_the_update_before_and_takes_decimal_commas(author):
    rows = [{"id": "kept:ek", "was": "ek", "label": "ΕΝΩΣΗ ΚΕΝΤΡΩΩΝ", "low": "2,5", "high": "3"}]
    rows.append({"id": "kept:syriza", "was": "syriza", "label": "ΣΥΡΙΖΑ", "low": "28-30", "high": ""})

    author.api("publish", rows=rows, published="2015-09-15", event="debate-2", fixed=["published", "event"])

    assert figures(author.latest()) == SEPTEMBER_15
    # Its text is the canonical one, which reads as the same update.
    reading = author.tracker.read(author.latest().text, election="2015-09")
    assert [each.range for each in reading.updates[0].ranges] == list(author.latest().ranges)


@pytest.mark.parametrize(
    ("low", "high", "said", "mend"),
    [
        ("30", "28", "the lower bound is above", {"low": "28", "high": "30"}),
        ("28", "", "one bound is missing", {"high": "28"}),
        ("abc", "30", "expected a figure from 0 to 100, found “abc”", {}),
        ("28", "300", "expected a figure from 0 to 100, found “300”", {}),
        ("2,555", "3", "expected a figure", {}),
        ("-1", "3", "expected a figure", {}),
        ("1e1", "30", "expected a figure", {}),
    ],
)
def test_a_wrong_figure_is_told_beside_its_party_and_nothing_is_published(author, low, high, said, mend):
    rows = [{"id": "kept:syriza", "was": "syriza", "label": "ΣΥΡΙΖΑ", "low": low, "high": high}]

    _, shown = author.api("preview", rows=rows)
    status, refused = author.api("publish", rows=rows)

    fault = next(line for line in shown["lines"] if line["was"] == "syriza")["faults"][0]
    assert said in fault["sentence"]
    assert fault["mend"] == mend
    assert status == 422
    assert said in refused["error"]
    assert author.latest().published == date(2015, 9, 11)


def test_an_unknown_name_is_asked_about_and_its_likeness_is_not_carried_over_beside_it(author):
    _, shown = author.api("preview", text="Update 15/9: ΣΥΡΙΖΑ 28-30%, ΑΝΕΝ 2,5-3,5%, ΚΚΕ 5-6%")

    assert ":ΑΝΕΛ" in shown["readback"]
    assert "anel" not in [line["key"] for line in shown["lines"]]


def test_a_figure_that_was_not_understood_leaves_a_gap_and_not_the_old_figure(author):
    text = "Update 15/9: ΣΥΡΙΖΑ 30-28%, ΚΚΕ 5-6%"
    _, shown = author.api("preview", text=text)
    status, _ = author.api("publish", text=text)

    gap = next(line for line in shown["lines"] if line["was"] == "syriza")
    assert (gap["low"], gap["high"]) == ("", "")
    assert status == 422


def test_a_pasted_table_fills_the_grid(author):
    table = "Party\tFrom\tTo\nΣΥΡΙΖΑ\t28\t30%\nΕΝΩΣΗ ΚΕΝΤΡΩΩΝ\t2,5-3\nTotal\t\n"

    _, shown = author.api("preview", table=table, published="2015-09-15", fixed=["published"])

    typed = {line["key"]: (line["low"], line["high"]) for line in shown["lines"] if line["origin"] == "typed"}
    assert typed == {"syriza": ("28", "30"), "ek": ("2,5", "3")}
    assert shown["pasted"] == 2


def test_ranges_that_cannot_all_hold_are_refused_in_words(author):
    rows = [{"id": "kept:syriza", "was": "syriza", "label": "ΣΥΡΙΖΑ", "low": "60", "high": "61"}]

    _, shown = author.api("preview", rows=rows)

    assert not shown["feasible"]
    assert not shown["ready"]
    # By hand: 80.5 − 2.5 (before: ek 3.5, syriza 25) … 78.5 − 25 + 60 = 113.5.
    assert "113.5%" in shown["feasibility"]


def test_a_page_just_opened_is_no_update_yet(author):
    status, answer = author.api("publish")

    assert status == 422
    assert answer["error"] == "There is nothing to publish yet: paste the post or fill in the grid."


def test_the_same_post_twice_is_told_and_not_entered_twice(author):
    text = POST.read_text(encoding="utf-8")
    author.api("publish", text=text)
    count = len(author.tracker.updates("2015-09", "failedevolution"))

    status, answer = author.api("publish", text=text)

    assert status == 422
    assert answer["error"] == "This update is on record already."
    assert len(author.tracker.updates("2015-09", "failedevolution")) == count


def drafts_of(author: Author) -> list[str]:
    page = author.client.get("/studio").get_data(as_text=True)
    return re.findall(r"/studio/draft/([0-9a-f]{32})", page)


def test_a_draft_stays_whose_own_update_was_withdrawn_before_though_others_of_its_text_go_out(author):
    author.api("publish", text="Update 15/9: ΣΥΡΙΖΑ 28-30%")
    author.api("withdraw", update=author.latest().id, based_on=1, reason="a slip")
    text = "Update 13/9: ΣΥΡΙΖΑ 27-29%\n\nUpdate 15/9: ΣΥΡΙΖΑ 28-30%"
    _, draft = author.api("draft", text=text, draft=None)

    status, answer = author.api("publish", text=text, draft=draft)

    assert status == 409
    assert answer["error"].startswith("This update was published before and withdrawn; it stays so.")
    assert answer["error"].endswith("1 other update of the text was published.")
    assert author.latest().published == date(2015, 9, 13)
    assert drafts_of(author) == [draft["id"]]


def test_what_is_typed_over_the_words_of_a_corrected_update_is_not_thrown_away(author):
    first = "Update 15/9: ΣΥΡΙΖΑ 28-30%"
    author.api("publish", text=first)
    update = author.latest()
    author.api("correct", update=update.id, based_on=1, text="Update 15/9: ΣΥΡΙΖΑ 28-31%", reason="a slip")
    over = {
        "text": first,
        "rows": [{"id": "text:syriza", "was": "syriza", "label": "ΣΥΡΙΖΑ", "low": "29", "high": "30"}],
    }
    _, draft = author.api("draft", **over, draft=None)

    status, answer = author.api("publish", **over, draft=draft)

    assert status == 409
    assert f"Correct update {update.id} instead" in answer["error"]
    assert drafts_of(author) == [draft["id"]]
    assert figures(author.latest())["syriza"] == (28, 31)


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


def test_what_is_typed_is_a_draft_until_it_is_published(author):
    status, saved = author.api("draft", text="Update 15/9: ΣΥΡΙΖΑ 28-30%", draft=None)
    page = author.client.get("/studio/new?forecaster=failedevolution&election=2015-09").get_data(as_text=True)

    assert status == 200
    assert "Update 15/9: ΣΥΡΙΖΑ 28-30%" in page
    assert "Update 15/9: ΣΥΡΙΖΑ 28-30%" in author.client.get("/studio").get_data(as_text=True)
    author.api("publish", text="Update 15/9: ΣΥΡΙΖΑ 28-30%", draft=saved)
    assert "Update 15/9: ΣΥΡΙΖΑ 28-30%" not in author.client.get("/studio").get_data(as_text=True)


def test_a_draft_saved_from_two_pages_is_overwritten_by_neither_in_silence(author):
    _, saved = author.api("draft", text="one", draft=None)
    author.api("draft", text="two", draft=saved)

    status, answer = author.api("draft", text="three", draft=saved)

    assert status == 409
    assert answer["outdated"]


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


def test_without_scripts_a_paste_is_looked_at_and_then_published(author):
    text = POST.read_text(encoding="utf-8")

    looked = author.form("/studio/new", text=text, act="preview")
    page = looked.get_data(as_text=True)
    done = author.form("/studio/new", text=text, act="publish")

    assert looked.status_code == 200
    assert 'name="low" value="28"' in page
    assert done.status_code == 303
    assert done.headers["Location"] == "/e/2015-09/f/failedevolution"
    assert figures(author.latest()) == SEPTEMBER_15


def test_without_scripts_a_mend_is_a_button_of_the_form(author):
    text = "Update 15/9: ΣΥΡΙΖΑ 30-28%, ΚΚΕ 5-6%"
    page = author.form("/studio/new", text=text, act="preview").get_data(as_text=True)
    mend = re.search(r'name="mend" type="submit" value="([^"]+)"', page)
    assert mend

    mended = author.form("/studio/new", text=text, mend=mend[1]).get_data(as_text=True)

    assert "ΣΥΡΙΖΑ 28-30%, ΚΚΕ 5-6%</textarea>" in mended


def test_without_scripts_what_was_typed_and_left_out_stays_from_page_to_page(author):
    def fields(page: str) -> dict[str, list[str]]:
        names = ("label", "low", "high", "was", "shown", "left_out")
        found = {n: re.findall(rf'<input[^>]*name="{n}" value="([^"]*)"', page) for n in names}
        return {name: [html.unescape(value) for value in values] for name, values in found.items()}

    first = fields(author.form("/studio/new", act="preview").get_data(as_text=True))
    first["label"][first["was"].index("anel")] = ""
    first["low"][first["was"].index("nd")] = "12"
    typed = {"published": "2015-09-15", "published_shown": ""}
    second = author.form("/studio/new", act="preview", **typed, **first).get_data(as_text=True)
    typed = {"published": "2015-09-15", "published_shown": "2015-09-15", "fixed": "published"}
    author.form("/studio/new", act="publish", **typed, **fields(second))

    assert author.latest().published == date(2015, 9, 15)
    assert "anel" not in figures(author.latest())
    assert figures(author.latest())["nd"] == (12, 13)
    assert figures(author.latest())["syriza"] == (25, 28)


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
    assert re.findall(r'name="label" value="([^"]+)"', page) == ["ΣΥΡΙΖΑ", "Νέα Δημοκρατία"]
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
    again = author.form("/studio/import?lang=en", text=text)
    assert again.status_code == 409
    assert len(drafts_of(author)) == 2


def test_nothing_is_carried_over_into_a_post_of_the_back_catalogue(author):
    text = "Update 24/8/2015: ΣΥΡΙΖΑ 25-27% ΝΔ 21-23%"
    first = author.form("/studio/import", text=text)
    page = author.client.get(first.headers["Location"]).get_data(as_text=True)

    assert re.findall(r'name="label" value="([^"]+)"', page) == ["ΣΥΡΙΖΑ", "ΝΔ"]


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


def test_a_range_is_as_published_to_the_last_digit(author):
    author.api("publish", text="Update 15/9: ΚΚΕ 5,25-5,75%")

    kke = author.latest().range_of("kke")
    assert isinstance(kke, Range)
    assert (kke.low, kke.high) == (Decimal("5.25"), Decimal("5.75"))
