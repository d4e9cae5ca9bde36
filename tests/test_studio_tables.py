"""A pasted table: what its heads say counts, no bound is made up, and no line is passed over in silence."""

import pytest

from dashboard.studio.forms import Row
from dashboard.studio.tables import laid_over, read_table
from tests.gate_people import cheap_hashes
from tests.records import store
from tests.studio_people import author, desk, drafts_of, figures

__all__ = ["author", "cheap_hashes", "desk", "store"]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("ΧΑ\t\t8", [("ΧΑ", "", "8")]),
        ("ΚΚΕ\t5\t", [("ΚΚΕ", "5", "")]),
        ("ΚΚΕ\t5", [("ΚΚΕ", "5", "")]),
        ("ΠΟΤΑΜΙ\tabc\t3", [("ΠΟΤΑΜΙ", "abc", "3")]),
        ("ΣΥΡΙΖΑ\tΤσίπρας\t28\t30\nΧΑ\tΜιχαλολιάκος\t\t8", [("ΣΥΡΙΖΑ", "28", "30"), ("ΧΑ", "", "8")]),
        ("Κόμμα;Από;Μέσο;Έως\nΣΥΡΙΖΑ;28,5;29;30", [("ΣΥΡΙΖΑ", "28,5", "30")]),
        ("Κόμμα;Έως;Από\nΣΥΡΙΖΑ;30;28,5", [("ΣΥΡΙΖΑ", "28,5", "30")]),
        ("Party|Low|Average|High\nKKE|5||6", [("KKE", "5", "6")]),
        ("Κόμμα;Κάτω όριο (%);Πάνω όριο (%)\nΚΚΕ;;6 %", [("ΚΚΕ", "", "6")]),
        ("ΣΥΡΙΖΑ,28,30", [("ΣΥΡΙΖΑ", "28", "30")]),
        ("ΣΥΡΙΖΑ, 28-30", [("ΣΥΡΙΖΑ", "28", "30")]),
        ('"ΣΥΡΙΖΑ","28,5","30"', [("ΣΥΡΙΖΑ", "28,5", "30")]),
        ('"ΣΥΡΙΖΑ"\t"28"\t"30"', [("ΣΥΡΙΖΑ", "28", "30")]),
        ("ΛΑΕ, ΣΧΕΔΙΟ Β',20,23", [("ΛΑΕ, ΣΧΕΔΙΟ Β'", "20", "23")]),
        ("1\tΣΥΡΙΖΑ\t28\t30%", [("ΣΥΡΙΖΑ", "28", "30")]),
    ],
)
def test_the_cells_of_a_table_stand_in_the_grid_as_they_stood_in_the_table(table, rows):
    read = read_table(table, "en")

    assert [(row.label, row.low, row.high) for row in read.rows] == rows
    assert (read.left, read.told) == ("", ())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("ΣΥΡΙΖΑ;28,5;29;30", "which figures are the bounds?"),
        ("ΣΥΡΙΖΑ;25-28;28-30", "which figures are the bounds?"),
        ("12\t14", "no party's name was found"),
        ("Προβλέψεις μου", "no figure was found"),
        ("ΣΥΡΙΖΑ 28,5-30", "no figure was found"),
    ],
)
def test_a_line_that_is_not_understood_is_told_and_left(line, why):
    read = read_table(f"ΝΔ;11-13\n{line}\n", "en")

    assert [row.label for row in read.rows] == ["ΝΔ"]
    assert read.left == line
    assert len(read.told) == 1
    assert read.told[0].startswith("Line 2, “")
    assert why in read.told[0]


def test_the_row_of_sums_is_no_party_and_is_told():
    read = read_table("ΝΔ;11;13\nΣύνολο;80,5;93,5\nGrand total;80;93", "el")

    assert [row.label for row in read.rows] == ["ΝΔ"]
    assert read.left == ""
    assert read.told[0] == "Το «Σύνολο;80,5;93,5» είναι γραμμή με αθροίσματα και έμεινε έξω."
    assert len(read.told) == 2


def test_a_pasted_party_takes_the_place_of_its_line_and_a_second_one_is_not_dropped():
    before = (Row(label="Νέα Δημοκρατία", low="1", high="2", was="nd", id="kept:nd"),)
    pasted = (Row(label="ΝΔ", low="11", high="13", id="t0"), Row(label="ΝΔ", low="12", high="14", id="t1"))

    laid = laid_over(before, pasted, lambda name: "nd" if name[0] == "Ν" else name)

    assert [(row.id, row.was, row.low) for row in laid] == [("kept:nd", "nd", "11"), ("t1", "", "12")]


def test_a_missing_bound_is_asked_about_and_nothing_is_published(author):
    table = "ΧΑ\t\t8\nΚΚΕ\t5\t\nΠΟΤΑΜΙ\tabc\t3"

    _, shown = author.api("preview", table=table, published="2015-09-15", fixed=["published"])

    faults = [f["sentence"] for line in shown["lines"] for f in line["faults"] if f["stops"]]
    assert len(faults) == 3
    assert any("found “abc”" in fault for fault in faults)
    assert sum("one bound is missing" in fault for fault in faults) == 2
    assert not shown["ready"]
    assert author.api("publish", rows=shown["rows"])[0] == 422


def test_a_pasted_line_with_a_fault_stands_in_the_place_of_its_party(author):
    _, shown = author.api("preview", table="ΣΥΡΙΖΑ\t30\t28")

    own = [line for line in shown["lines"] if line["label"] == "ΣΥΡΙΖΑ"]
    assert [(line["low"], line["high"], line["was"]) for line in own] == [("30", "28", "syriza")]
    assert own[0]["faults"][0]["mend"] == {"low": "28", "high": "30"}
    # Before: nine parties; none more, none less.
    assert len(shown["lines"]) == 9


def test_a_faulty_line_takes_the_place_of_what_the_text_says(author):
    _, shown = author.api("preview", text="Update 15/9: ΣΥΡΙΖΑ 28-30%, ΚΚΕ 5-6%", table="ΣΥΡΙΖΑ\t31\t")

    assert [line["low"] for line in shown["lines"] if line["label"] == "ΣΥΡΙΖΑ"] == ["31"]


def test_what_was_not_understood_is_in_the_draft_and_in_the_way_of_publishing(author):
    _, shown = author.api("preview", table="ΝΔ;12;14\nΣΥΡΙΖΑ;28;29;30")
    assert shown["pasted"] == 0
    assert shown["unread"] == "ΝΔ;12;14\nΣΥΡΙΖΑ;28;29;30"

    _, draft = author.api("draft", unread=shown["unread"], draft=None)
    assert drafts_of(author) == [draft["id"]]
    page = author.client.get(f"/studio/new?draft={draft['id']}").get_data(as_text=True)
    assert "ΝΔ;12;14\nΣΥΡΙΖΑ;28;29;30</textarea>" in page
    status, refused = author.api("publish", text="Update 15/9: ΣΥΡΙΖΑ 28-30%", unread=shown["unread"])
    assert status == 422
    assert "The box for a table holds lines that are not in the grid" in refused["error"]


def test_without_scripts_a_table_is_taken_by_its_button(author):
    table = "ΣΥΡΙΖΑ;28;30\nΠοτάμι;2,5;3;4"
    page = author.form("/studio/new?lang=en", unread="ΣΥΡΙΖΑ;28;30\nwhat", act="table").get_data(as_text=True)

    assert 'name="low" value="28"' in page
    assert "what</textarea>" in page
    assert "Line 2, “what”: no figure was found." in page
    kept = author.form("/studio/new", unread=table, act="preview").get_data(as_text=True)
    assert f"{table}</textarea>" in kept
    author.form("/studio/new", unread=table, text="Update 15/9: ΣΥΡΙΖΑ 28-30%", act="publish")
    assert figures(author.latest())["syriza"] == (25, 28)
