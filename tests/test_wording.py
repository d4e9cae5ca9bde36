"""Numbers, dates and generated sentences in both languages, checked against sentences written by hand."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.debates import event_shifts
from forecasts.derived import Feasibility, feasibility
from forecasts.model import EventReference, Language, Update
from forecasts.revisions import revisions
from forecasts.wording import (
    PERSISTENCE,
    WORDS,
    day,
    day_short,
    event_phrase,
    feasibility_sentence,
    number,
    percent,
    range_text,
    revision_sentence,
    shift_words,
    shifts_sentence,
)
from tests.seed import (
    ELECTION,
    FIRST_DEBATE,
    FORECASTER,
    PARTIES,
    RESIGNATION,
    SECOND_DEBATE,
    SEED,
    SEPTEMBER_4,
    SEPTEMBER_11,
    SEPTEMBER_15,
    debate,
    ranges,
    update,
)

D = Decimal
LANGUAGES: tuple[Language, ...] = get_args(Language)


def said(number_of_update: int, language: Language) -> str:
    made = [r for r in revisions(SEED, PARTIES) if r.update == number_of_update]
    return revision_sentence(made, PARTIES, language, update=SEED[number_of_update - 1])


def change(old: str, new: str, language: Language = "el", *, complete: bool = True) -> str:
    first = update(date(2015, 9, 1), old)
    second = update(date(2015, 9, 2), new, complete=complete)
    return revision_sentence(revisions((first, second), PARTIES), PARTIES, language, update=second)


def around(event_ordinal: int, language: Language, *updates: Update) -> str:
    event = (FIRST_DEBATE, SECOND_DEBATE)[event_ordinal - 1]
    found = event_shifts(updates, event, ELECTION, PARTIES)
    return shifts_sentence(found, PARTIES, FORECASTER, language)


# Numbers and dates.


@pytest.mark.parametrize(
    ("value", "signed", "el", "en"),
    [
        (D("28.5"), False, "28,5", "28.5"),
        (D("28.50"), False, "28,5", "28.5"),
        (D("100"), False, "100", "100"),
        (D("1E+1"), False, "10", "10"),
        (D("2.5"), True, "+2,5", "+2.5"),
        (D("-1.0"), True, "−1", "−1"),
        (D("-1.25"), False, "−1,25", "−1.25"),
        (D("0.00"), True, "0", "0"),
        (D("-0.0"), True, "0", "0"),
        (0.1 + 0.2, False, "0,3", "0.3"),
        (5431850, False, "5.431.850", "5,431,850"),
        (float("nan"), False, "–", "–"),
    ],
)
def test_numbers_are_written_as_readers_of_each_language_write_them(
    value: Decimal | float, signed: bool, el: str, en: str
):
    assert (number(value, "el", signed=signed), number(value, "en", signed=signed)) == (el, en)


@given(st.decimals(-100, 100, places=3), st.sampled_from(LANGUAGES))
def test_a_written_number_reads_back_exactly(value: Decimal, language: Language):
    written = number(value, language, signed=True)
    assert D(written.replace(",", ".").replace("−", "-")) == value


def test_percent_ranges_and_points():
    assert percent(D("28.5"), "el") == "28,5%"
    assert percent(D("-1.5"), "en", signed=True) == "−1.5%"
    assert [percent(D(x), "el", places=2) for x in ("2.9", "1234", "0.123")] == [
        "2,90%",
        "1.234,00%",
        "0,123%",
    ]
    assert range_text(D("5"), D("5.5"), "el") == "5–5,5"
    assert range_text(D("25"), D("28"), "en") == "25–28"
    assert range_text(D("5"), D("5.0"), "el") == "5"


def test_dates_take_the_genitive_in_greek():
    assert day(date(2015, 9, 15), "el") == "15 Σεπτεμβρίου"
    assert day(date(2012, 5, 6), "el", year=True) == "6 Μαΐου 2012"
    assert day(date(2015, 9, 1), "el") == "1η Σεπτεμβρίου"
    assert day(date(2015, 9, 1), "en", year=True) == "1 September 2015"
    assert day_short(date(2015, 9, 15), "el") == "15/9"
    assert day_short(date(2015, 9, 15), "en") == "15 Sep"


# Events.


def test_debates_are_named_by_their_number():
    assert event_phrase(SECOND_DEBATE, "el") == "μετά το δεύτερο debate"
    assert event_phrase(SECOND_DEBATE, "en") == "after the second debate"
    assert event_phrase(EventReference(ordinal=1), "el", when="before") == "πριν από το πρώτο debate"
    assert event_phrase(EventReference(), "el") == "μετά το debate"
    assert event_phrase(FIRST_DEBATE, "en", only=True) == "after the debate"
    assert event_phrase(debate(6, date(2015, 9, 1)), "el") == "μετά το 6ο debate"
    assert event_phrase(debate(6, date(2015, 9, 1)), "en") == "after the 6th debate"


def test_other_events_are_named_by_their_day():
    assert event_phrase(RESIGNATION, "el") == "μετά τις 20 Αυγούστου (Παραίτηση Αλέξη Τσίπρα)"
    assert (
        event_phrase(RESIGNATION, "en", when="before") == "before 20 August (Prime Minister Tsipras resigns)"
    )
    first = replace(RESIGNATION, date=date(2015, 8, 1))
    assert event_phrase(first, "el") == "μετά την 1η Αυγούστου (Παραίτηση Αλέξη Τσίπρα)"
    assert event_phrase(replace(RESIGNATION, kind="election"), "el") == "μετά τις εκλογές"


# One update.


def test_the_update_after_the_second_debate_in_words():
    assert said(6, "el") == (
        "15 Σεπτεμβρίου, μετά το δεύτερο debate: ΣΥΡΙΖΑ από 25–28 σε 28–30 (+2,5), "
        "ΕΚ από 3,5–4 σε 2,5–3 (−1)· τα άλλα 7 εύρη αμετάβλητα."
    )
    assert said(6, "en") == (
        "15 September, after the second debate: SYRIZA from 25–28 to 28–30 (+2.5), "
        "EK from 3.5–4 to 2.5–3 (−1); the other 7 ranges unchanged."
    )


def test_a_successor_is_said_with_both_names():
    assert said(5, "el") == (
        "11 Σεπτεμβρίου, μετά το πρώτο debate: ΣΥΡΙΖΑ από 23–25 σε 25–28 (+2,5), "
        "ΝΔ από 12–15 σε 11–13 (−1,5), "
        "ΠΑΣΟΚ πλέον ως ΠΑΣΟΚ-ΔΗΜΑΡ με το ίδιο εύρος 3–4· τα άλλα 6 εύρη αμετάβλητα."
    )
    assert change("pasok 3-4", "pasok-dimar 4-5", "en") == (
        "2 September: PASOK now as PASOK-DIMAR from 3–4 to 4–5 (+1)."
    )


def test_of_more_than_four_changes_the_three_largest_are_said():
    """29/8: ΣΥΡΙΖΑ −2.5, ΧΑ −2.5, ΛΑΕ −1, ΝΔ −1, two added, three the same."""
    assert said(3, "el") == (
        "29 Αυγούστου: ΣΥΡΙΖΑ από 26–27 σε 23–25 (−2,5), ΧΑ από 9–10 σε 6–8 (−2,5), "
        "ΛΑΕ από 22–23 σε 20–23 (−1) και 3 ακόμη· τα άλλα 3 εύρη αμετάβλητα."
    )
    assert said(3, "en").startswith(
        "29 August: SYRIZA from 26–27 to 23–25 (−2.5), XA from 9–10 to 6–8 (−2.5), "
    )
    assert " and 3 more; the other 3 ranges unchanged." in said(3, "en")


def test_a_first_forecast_and_a_broken_off_one():
    assert said(1, "el") == "Χωρίς ημερομηνία: πρώτη πρόβλεψη, με 7 εύρη."
    assert said(2, "el") == "Χωρίς ημερομηνία: καμία αλλαγή στα εύρη (το κείμενο διακόπτεται)."
    assert said(1, "en") == "Undated: first forecast, with 7 ranges."
    assert said(2, "en") == "Undated: no range changed (the text breaks off)."
    assert revision_sentence((), PARTIES, "el") == "Πρώτη πρόβλεψη."
    alone = update(date(2015, 9, 1), "nd 10-11")
    assert revision_sentence((), PARTIES, "el", update=alone) == "1η Σεπτεμβρίου: πρώτη πρόβλεψη, με 1 εύρος."


def test_an_unmoved_midpoint_is_said_as_a_narrower_or_wider_range():
    assert change("ek 4-7", "ek 5-6") == "2 Σεπτεμβρίου: ΕΚ με στενότερο εύρος 5–6 από 4–7."
    assert change("ek 5-6", "ek 4-7") == "2 Σεπτεμβρίου: ΕΚ με ευρύτερο εύρος 4–7 από 5–6."
    assert change("ek 4-7", "ek 5-6", "en") == "2 September: EK narrowed to 5–6 from 4–7."
    assert change("ek 5-6", "ek 4-7", "en") == "2 September: EK widened to 4–7 from 5–6."


def test_added_and_dropped_parties_and_a_single_unchanged_one():
    assert change("nd 10-11, xa 5-6", "nd 10-11, anel 2.5-3.5") == (
        "2 Σεπτεμβρίου: ΑΝΕΛ πλέον στην πρόβλεψη με 2,5–3,5, ΧΑ εκτός πρόβλεψης πλέον (πριν 5–6)·"
        " ένα εύρος αμετάβλητο."
    )
    assert change("nd 10-11, xa 5-6", "nd 10-11, anel 2.5-3.5", "en") == (
        "2 September: ANEL now in the forecast at 2.5–3.5, XA no longer in the forecast (5–6 before);"
        " one range unchanged."
    )


def test_nothing_changed_is_said_and_an_unknown_party_keeps_its_label():
    assert change("nd 10-11", "nd 10-11") == "2 Σεπτεμβρίου: καμία αλλαγή στα εύρη."
    assert change("?Νέοι 1-2", "?Νέοι 2-3") == "2 Σεπτεμβρίου: Νέοι από 1–2 σε 2–3 (+1)."


def test_the_event_may_be_given_beside_the_revisions():
    made = [r for r in revisions(SEED, PARTIES) if r.update == 6]
    assert revision_sentence(made, PARTIES, "el", event=SECOND_DEBATE) == said(6, "el")


# One event.


def test_the_second_debate_in_words():
    assert around(2, "el", *SEED) == (
        "Μετά το δεύτερο debate: ΣΥΡΙΖΑ από 25–28 σε 28–30 (+2,5), ΕΚ από 3,5–4 σε 2,5–3 (−1)·"
        " τα άλλα 7 εύρη αμετάβλητα (failed evolution, 11/9 → 15/9· η ανάρτηση επικαλείται το debate)."
    )
    assert around(2, "en", *SEED) == (
        "After the second debate: SYRIZA from 25–28 to 28–30 (+2.5), EK from 3.5–4 to 2.5–3 (−1);"
        " the other 7 ranges unchanged (failed evolution, 11 Sep → 15 Sep; the post names the debate)."
    )


def test_an_update_that_also_came_after_a_later_debate_says_so():
    assert around(1, "el", SEPTEMBER_4, SEPTEMBER_15).endswith(
        "(failed evolution, 4/9 → 15/9· ήρθε απλώς μετά, αφού είχε γίνει και το δεύτερο debate)."
    )
    assert around(1, "en", SEPTEMBER_4, SEPTEMBER_15).endswith(
        "(failed evolution, 4 Sep → 15 Sep; it only came after, when the second debate had been held too)."
    )


def test_a_missing_side_and_updates_left_out_are_said():
    of_the_day = update(date(2015, 9, 9), "nd 10-11")
    assert around(1, "el", SEPTEMBER_4) == "Μετά το πρώτο debate: καμία νεότερη πρόβλεψη (failed evolution)."
    assert around(1, "el", of_the_day, SEPTEMBER_11) == (
        "Μετά το πρώτο debate: καμία προηγούμενη πρόβλεψη για σύγκριση (failed evolution)."
        " Μία ανάρτηση δεν δείχνει αν προηγήθηκε ή ακολούθησε και μένει έξω."
    )
    assert around(1, "en", of_the_day, replace(of_the_day, hour=time(9)), SEPTEMBER_11) == (
        "After the first debate: no earlier forecast to compare with (failed evolution)."
        " 2 posts do not tell whether they came before or after and are left out."
    )
    nobody = event_shifts((), FIRST_DEBATE, ELECTION, PARTIES)
    assert shifts_sentence(nobody, PARTIES, None, "el") == "Μετά το πρώτο debate: καμία νεότερη πρόβλεψη."


def test_an_undated_update_after_the_event_is_called_undated():
    undated = update(None, "nd 12-13", names=1)
    assert around(1, "en", update(date(2015, 9, 4), "nd 10-11"), undated) == (
        "After the first debate: ND from 10–11 to 12–13 (+2)"
        " (failed evolution, 4 Sep → undated; the post names the debate)."
    )


def test_nothing_in_common_is_said():
    before = update(date(2015, 9, 4), "nd 10-11", complete=False)
    after = update(date(2015, 9, 11), "xa 5-6", names=1, complete=False)
    assert "κανένα εύρος για σύγκριση" in around(1, "el", before, after)


# One shift.


def test_the_words_for_one_shift():
    found = event_shifts(SEED, SECOND_DEBATE, ELECTION, PARTIES)
    syriza, ek, unmoved = found.shifts[:3]
    stated = "η ανάρτηση επικαλείται το debate"
    assert shift_words(syriza, found, "el") == (stated, "ανοιχτό", "μεγαλύτερη από 2 στις 4 άλλες μεταβολές")
    assert shift_words(ek, found, "el") == (stated, "ανοιχτό", "μεγαλύτερη και από τις 3 άλλες μεταβολές")
    assert shift_words(unmoved, found, "el") == (stated, "", "")
    assert shift_words(syriza, found, "en") == (
        "the post names the debate",
        "open",
        "larger than 2 of the 4 other moves",
    )
    first = event_shifts(SEED, FIRST_DEBATE, ELECTION, PARTIES)
    assert [shift_words(shift, first, "el")[1] for shift in first.shifts[:2]] == ["μεγάλωσε", "κράτησε"]


@pytest.mark.parametrize(
    ("larger", "others", "el", "en"),
    [
        (0, 0, "καμία άλλη μεταβολή για σύγκριση", "no other move to compare with"),
        (0, 1, "όχι μεγαλύτερη από τη μοναδική άλλη μεταβολή", "not larger than the only other move"),
        (1, 1, "μεγαλύτερη από τη μοναδική άλλη μεταβολή", "larger than the only other move"),
        (
            0,
            4,
            "όχι μεγαλύτερη από καμία από τις 4 άλλες μεταβολές",
            "not larger than any of the 4 other moves",
        ),
        (4, 4, "μεγαλύτερη και από τις 4 άλλες μεταβολές", "larger than each of the 4 other moves"),
        (7, 9, "μεγαλύτερη από 7 στις 9 άλλες μεταβολές", "larger than 7 of the 9 other moves"),
    ],
)
def test_the_yardstick_always_says_how_many_other_moves_there_are(larger: int, others: int, el: str, en: str):
    found = event_shifts(SEED, SECOND_DEBATE, ELECTION, PARTIES)
    shift = replace(found.shifts[0], larger_than=larger, other_moves=others)
    assert (shift_words(shift, found, "el")[2], shift_words(shift, found, "en")[2]) == (el, en)


# What is left for the others.


def test_a_forced_remainder_is_said():
    left = feasibility(SEPTEMBER_15.ranges)
    assert feasibility_sentence(left, "el") == (
        "Αφήνει 6,5–19,5% για όσους δεν κατονομάζονται· τουλάχιστον 6,5% τους ανήκει αναγκαστικά."
    )
    assert feasibility_sentence(left, "en") == (
        "Leaves 6.5–19.5% for everyone not named; at least 6.5% must go to them."
    )


@pytest.mark.parametrize(
    ("printed", "el"),
    [
        ("nd 40-60, syriza 40-55", "Αφήνει έως 20% για όσους δεν κατονομάζονται."),
        ("nd 60, syriza 40", "Δεν αφήνει τίποτα για όσους δεν κατονομάζονται."),
        ("nd 50, syriza 40", "Αφήνει ακριβώς 10% για όσους δεν κατονομάζονται."),
        (
            "nd 60, syriza 43",
            "Τα κάτω όρια αθροίζουν σε 103%, πάνω από 100%: δεν μπορούν να ισχύουν όλα τα εύρη.",
        ),
    ],
)
def test_other_remainders_are_said(printed: str, el: str):
    assert feasibility_sentence(feasibility(ranges(printed)), "el") == el


def test_both_languages_say_the_same_things_with_the_same_blanks():
    blanks = {
        language: {
            key: sorted(part.split("}")[0] for part in said.split("{")[1:]) for key, said in words.items()
        }
        for language, words in WORDS.items()
    }
    assert blanks["el"] == blanks["en"]
    assert PERSISTENCE["el"].keys() == PERSISTENCE["en"].keys()


@given(st.decimals(0, 200, places=1), st.decimals(0, 200, places=1), st.sampled_from(LANGUAGES))
def test_every_remainder_has_a_sentence(low: Decimal, more: Decimal, language: Language):
    said_of = feasibility_sentence(Feasibility(sum_low=low, sum_high=low + more), language)
    assert said_of.endswith(".")
    assert "{" not in said_of
