"""The studio: what is typed becomes an update, nothing of it is lost, drafts stay until they are out."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest

from forecasts.model import Range
from forecasts.tracker import Tracker
from tests.gate_people import cheap_hashes
from tests.records import store
from tests.studio_people import POST, SEPTEMBER_15, author, author_of, desk, drafts_of, figures

__all__ = ["author", "cheap_hashes", "desk", "store"]


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


def test_a_range_is_as_published_to_the_last_digit(author):
    author.api("publish", text="Update 15/9: ΚΚΕ 5,25-5,75%")

    kke = author.latest().range_of("kke")
    assert isinstance(kke, Range)
    assert (kke.low, kke.high) == (Decimal("5.25"), Decimal("5.75"))
