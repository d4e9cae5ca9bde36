"""The commands that answer from the record and the data: `updates`, `revisions`, `debates` and `check`."""

import csv
import io
from pathlib import Path

from forecasts.answers import csv_text
from tests.commands import SEED, Run, database, filled, run

__all__ = ["database", "filled", "run"]


def test_updates_come_in_the_order_of_publication_with_text_and_both_clocks(run: Run) -> None:
    done = run("updates", *SEED, "--json")
    found = done.json["updates"]
    assert [u["published"] for u in found] == [
        None,
        None,
        "2015-08-29",
        "2015-09-04",
        "2015-09-11",
        "2015-09-15",
    ]
    last = found[-1]
    assert last["event"] == {"kind": "debate", "ordinal": 2}
    assert "ΣΥΡΙΖΑ 28-30%" in last["text"]
    assert last["recorded"].endswith("+00:00")
    assert last["version"] == 1
    assert last["ranges"][1] == {
        "party": "lae",
        "label": "ΛΑΕ + ΣΧΕΔΙΟ Β' κ.λ.π.",
        "components": last["ranges"][1]["components"],
        "low": 20.0,
        "high": 23.0,
    }


def test_updates_as_of_a_day_leave_out_what_came_later(run: Run) -> None:
    found = run("updates", *SEED, "--as-of", "2015-09-12", "--json").json["updates"]
    assert found[-1]["published"] == "2015-09-11"


def test_updates_as_csv_have_a_row_for_each_range(run: Run) -> None:
    done = run("updates", *SEED, "--as-of", "2015-09-20", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    syriza = [(r["published"], r["low"], r["high"]) for r in rows if r["party"] == "syriza"]
    assert syriza[-2:] == [("2015-09-11", "25.0", "28.0"), ("2015-09-15", "28.0", "30.0")]
    assert rows[-1]["event"] == "debate-2"
    assert done.out.count("\r\n") == len(rows) + 1


def test_revisions_as_json_have_the_figures_worked_by_hand(run: Run) -> None:
    found = run("revisions", *SEED, "--json").json["revisions"]
    by = {(r["published"], r["party"]): r for r in found}
    syriza = by["2015-09-15", "syriza"]
    assert {key: syriza[key] for key in list(syriza)[:15]} == {
        "published": "2015-09-15",
        "previous_published": "2015-09-11",
        "party": "syriza",
        "label": "ΣΥΡΙΖΑ",
        "low": 28.0,
        "high": 30.0,
        "previous_low": 25.0,
        "previous_high": 28.0,
        "low_change": 3.0,
        "high_change": 2.0,
        "midpoint_change": 2.5,
        "width_change": -1.0,
        "overlap": 0.0,
        "change": "raised",
        "disjoint": True,
    }
    nd = by["2015-09-11", "nd"]
    assert (nd["midpoint_change"], nd["overlap"], nd["change"], nd["disjoint"]) == (
        -1.5,
        0.25,
        "lowered",
        False,
    )
    dimar = by["2015-09-11", "pasok-dimar"]
    assert (dimar["change"], dimar["successor"], dimar["previous_label"]) == ("unchanged", True, "ΠΑΣΟΚ")


def test_revisions_as_csv_have_the_words_of_the_json(run: Run) -> None:
    done = run("revisions", *SEED, "--csv")
    rows = list(csv.DictReader(io.StringIO(done.out, newline="")))
    assert ",".join(rows[0]) == (
        "published,previous_published,party,label,low,high,previous_low,previous_high,"
        "low_change,high_change,midpoint_change,width_change,overlap,change,disjoint"
    )
    (ek,) = [r for r in rows if r["published"] == "2015-09-15" and r["party"] == "ek"]
    assert (ek["low_change"], ek["change"], ek["disjoint"]) == ("-1.0", "lowered", "true")


def test_revisions_for_people_say_a_sentence_for_each_update(run: Run) -> None:
    done = run("revisions", *SEED)
    assert "από 25–28 σε 28–30 (+2,5)" in done.out
    assert "  ΣΥΡΙΖΑ                    25–28    28–30      +2,5\n" in done.out


def test_debates_say_before_after_cause_and_yardstick(run: Run) -> None:
    found = run("debates", *SEED, "--json").json["debates"]
    assert [(d["event"]["id"], d["cause"]) for d in found] == [("debate-1", "stated"), ("debate-2", "stated")]
    second = found[1]
    assert (second["before"]["published"], second["after"]["published"]) == ("2015-09-11", "2015-09-15")
    first = second["shifts"][0]
    assert (first["party"], first["midpoint_change"], first["persistence"]) == ("syriza", 2.5, "open")
    assert first["larger_than"] <= first["other_moves"]
    assert "από 25–28 σε 28–30 (+2,5)" in second["sentence"]


def test_debates_for_people_name_the_debate(run: Run) -> None:
    assert "after the second debate" in run("debates", *SEED, "--lang", "en").out.lower()


def test_check_finds_no_fault_in_the_shipped_data(run: Run) -> None:
    done = run("check", "--lang", "en")
    assert (done.status, done.out) == (0, "No fault in the data.\n")


def test_check_names_the_faults_of_a_folder(run: Run, tmp_path: Path) -> None:
    done = run("check", str(tmp_path / "none"), "--lang", "en")
    assert done.status == 1
    assert "none" in done.out
    assert done.err == "Faults in the data: 1.\n"


def test_cells_that_a_spreadsheet_would_run_are_made_harmless_and_numbers_are_not() -> None:
    labels = ["=1+1", "+ΝΔ", "-x", "@SUM(A1)", "\t=1", 'ΝΔ, "η"', "two\nlines"]
    text = csv_text(["label", "low"], [{"label": label, "low": -1.5} for label in labels])
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert [row[0] for row in rows[1:]] == [
        "'=1+1",
        "'+ΝΔ",
        "'-x",
        "'@SUM(A1)",
        "'\t=1",
        'ΝΔ, "η"',
        "two\nlines",
    ]
    assert {row[1] for row in rows[1:]} == {"-1.5"}
