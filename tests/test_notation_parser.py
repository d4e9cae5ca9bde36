"""How people write forecasts, form by form, and what is never read as one."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasts.catalogue import Catalogue
from forecasts.model import Election, Event, EventReference, Party
from forecasts.notation.parser import read_text
from tests.readings import codes, told


def event(day: int, ordinal: int) -> Event:
    when = date(2015, 9, day)
    return Event(
        election="2015-09", date=when, kind="debate", ordinal=ordinal, name_el="Debate", name_en="Debate"
    )


SEPTEMBER = Election(
    id="2015-09",
    date=date(2015, 9, 20),
    kind="parliamentary",
    name_el="Σεπτέμβριος 2015",
    name_en="September 2015",
    law="law",
    events=(event(9, 1), event(14, 2)),
)
JANUARY = Election(
    id="2015-01",
    date=date(2015, 1, 25),
    kind="parliamentary",
    name_el="Ιανουάριος",
    name_en="January",
    law="law",
)


@pytest.mark.parametrize(
    "text",
    [
        "ΣΥΡΙΖΑ 28-30% ΝΔ 11-13%",
        "ΣΥΡΙΖΑ 28 – 30, ΝΔ 11 – 13",
        "ΣΥΡΙΖΑ: 28%-30%\nΝΔ: 11%-13%",
        "ο ΣΥΡΙΖΑ 28% έως 30%\nη ΝΔ από 11 με 13%",
        "του ΣΥΡΙΖΑ μεταξύ 28% και 30%\nτης Νέας Δημοκρατίας 11 ως 13 τοις εκατό",
        "SYRIZA between 28 and 30 percent\nNew Democracy 11 to 13 per cent",
        "syriza 28-30%\nnea dimokratia 11-13%",
        "28-30% ο ΣΥΡΙΖΑ, 11-13% η ΝΔ",
        "28-30% ΣΥΡΙΖΑ 11-13% ΝΔ",
        "• ΣΥΡΙΖΑ 28-30\n• Ν.Δ. 11-13",
        "1. ΣΥΡΙΖΑ 28-30\n2. ΝΔ 11-13",
        "1 ΣΥΡΙΖΑ 28-30\n2 ΝΔ 11-13",
        "ΣΥΡΙΖΑ\t28-30%\nΝΔ\t11-13%",
        "ΣΥΡΙΖΑ | 28-30% |\nΝΔ | 11-13% |",
        "ΣΥΡΙΖΑ\n28-30%\nΝΔ\n11-13%",
        "28-30%\nΣΥΡΙΖΑ\n11-13%\nΝΔ",
        "ΣΥPIZA 28-30% NΔ 11-13%",
        "ΣΥΡΙΖΑ ...... 28-30%\nΝΔ ........ 11-13%",
        "ΣΥΡΙΖΑ (28-30%)\nΝΔ (11-13%)",
        "ΣΥΡΙΖΑ = 28-30%; ΝΔ = 11-13%",
        "<ul><li><b>ΣΥΡΙΖΑ</b> 28&ndash;30%</li><li>&Nu;&Delta;&nbsp;11-13%</li></ul>",
        "Για μένα ο ΣΥΡΙΖΑ θα πάρει γύρω στο 28 με 30% και η ΝΔ 11 με 13%.",
        "ΣΥΡΙΖΑ 28-30% (από 25-28%), ΝΔ 11-13% (29,7% | 76 έδρες)",
        "ΣΥΡΙΖΑ 28-30% 130-140 έδρες\nΝΔ 11-13% 40 έδρες",
        "ΣΥΡΙΖΑ | ΝΔ\n28-30% | 11-13%",
        "Παράταξη | Πρόβλεψη | Έδρες\nΣΥΡΙΖΑ | 28-30% | 80-85\nΝΔ | 11-13% | 30-35",
        "Κόμμα | Ποσοστό | Έδρες\nΣΥΡΙΖΑ | 28-30 | 80-85\nΝΔ | 11-13 | 30-35",
    ],
)
def test_one_forecast_in_many_hands(text: str, parties: tuple[Party, ...]) -> None:
    reading = read_text(text, parties, year=2015)
    assert told(reading) == ["syriza 28 30", "nd 11 13"]
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("text", "code", "found"),
    [
        ("ΣΥΡΙΖΑ 30-28% ΝΔ 11-13%", "reversed-bounds", "30-28%"),
        ("ΣΥΡΙΖΑ 128-130% ΝΔ 11-13%", "bound-over-100", "128-130%"),
        ("ΣΥΡΙΖΑ 28- ΝΔ 11-13%", "missing-high", "28-"),
        ("ΣΥΡΙΖΑ <28% ΝΔ 11-13%", "missing-low", "28%"),
        ("ΣΥΡΙΖΑ πάνω από 28% ΝΔ 11-13%", "missing-high", "28%"),
        ("ΝΔ 11-13% ΣΥΡΙΖΑ ΚΚΕ 100-103%", "missing-figure", "ΣΥΡΙΖΑ"),
        ("ΝΔ 11-13% ΣΥΡΖΙΑ 28-30%", "unknown-party", "ΣΥΡΖΙΑ"),
        ("ΝΔ 11-13% ΣΥΡΙΖΑ 1.234%", "ambiguous-decimal", "1.234%"),
        ("ΝΔ 11-13%, ΕΛΛΗΝΙΚΗ ΝΙΚΗ 2-3%", "unknown-party", "ΕΛΛΗΝΙΚΗ ΝΙΚΗ"),
        ("ΝΔ 11-13% ΣΥΡΙΖΑ 27% → 28%", "two-figures", "27% → 28%"),
        ("ΝΔ 11-13% ΣΥΡΙΖΑ 28% (+2) – 30% (+1)", "two-figures", "28%"),
        ("ΣΥΡΙΖΑ 28 (26) – 30 (28) - ΝΔ 11-13%", "two-figures", "28"),
        ("ΝΔ 11-13% ΣΥΡΙΖΑ 28% ±1,5", "plus-minus", "28%"),
        ("ΝΔ 11-13% ΣΥΡΙΖΑ +2,5%", "ambiguous-sign", "2,5%"),
    ],
)
def test_what_is_wrong_is_left_out_and_told_with_its_place(
    text: str, code: str, found: str, parties: tuple[Party, ...]
) -> None:
    reading = read_text(text, parties, year=2015)
    assert [row for row in told(reading) if not row.startswith("None")] == ["nd 11 13"]
    warning = next(w for w in reading.every_warning if w.code == code)
    assert (warning.found, text[warning.start : warning.end]) == (found, found)


def test_the_nearest_known_name_is_suggested_and_never_taken(parties: tuple[Party, ...]) -> None:
    reading = read_text("ΝΔ 11-13% ΑΝΛΕ 2-3%", parties, year=2015)
    assert told(reading) == ["nd 11 13", "None 2 3"]
    assert [w.mend for w in reading.every_warning] == ["ΑΝΕΛ"]


def test_a_misspelt_name_of_two_words_is_not_the_party_of_the_second_word(parties: tuple[Party, ...]) -> None:
    reading = read_text("ΝΕΑ ΔΗΜΟΚΡΑΤΑ 20-22%, ΚΚΕ 5-6%", parties, year=2023)
    assert told(reading) == ["None 20 22", "kke 5 6"]
    assert [(w.code, w.mend) for w in reading.every_warning] == [("unknown-party", "Νέα Δημοκρατία")]


def test_a_word_before_a_name_that_makes_no_other_name_of_it_is_left_aside(
    parties: tuple[Party, ...],
) -> None:
    reading = read_text("Δημοκράτες 3-4%, Νέο ΠΑΣΟΚ 11-13%, Νέα Αριστερά 2-3%", parties, year=2024)
    assert told(reading) == ["dimokrates 3 4", "pasok 11 13", "na 2 3"]
    assert codes(reading) == []


def test_a_dash_between_two_parties_with_their_changes_parts_them(parties: tuple[Party, ...]) -> None:
    for text in ("ΣΥΡΙΖΑ 28% (+2) – ΝΔ 30% (+1)", "ΣΥΡΙΖΑ 28% (+2) – 30% (+1) η ΝΔ"):
        reading = read_text(text, parties, year=2015)
        assert (told(reading), codes(reading)) == (["syriza 28 28", "nd 30 30"], [])


def test_a_party_twice_with_one_figure_is_kept_once(parties: tuple[Party, ...]) -> None:
    reading = read_text("ΝΔ 11-13% ΚΚΕ 5% ΝΔ 11-13%", parties)
    assert (told(reading), codes(reading)) == (["nd 11 13", "kke 5 5"], ["party-repeated"])


def test_a_party_twice_with_two_figures_is_kept_with_neither(parties: tuple[Party, ...]) -> None:
    reading = read_text("ΝΔ 11-13% ΚΚΕ 5% ΝΔ 12-13%", parties)
    assert (told(reading), codes(reading)) == (["kke 5 5"], ["party-twice", "party-twice"])


def test_lows_of_more_than_100_survive_with_a_warning(parties: tuple[Party, ...]) -> None:
    reading = read_text("ΣΥΡΙΖΑ 60-62% ΝΔ 50-52%", parties)
    assert (told(reading), codes(reading)) == (["syriza 60 62", "nd 50 52"], ["infeasible-sum"])


def test_a_text_that_breaks_off_is_incomplete(parties: tuple[Party, ...]) -> None:
    for text in ("ΣΥΡΙΖΑ 28-30% ΝΔ 11-13% ...", "ΣΥΡΙΖΑ 28-30% ΝΔ 11-13% ΚΚΕ"):
        reading = read_text(text, parties)
        assert [update.complete for update in reading.updates] == [False]
        assert "truncated" in codes(reading)


@pytest.mark.parametrize(
    "text",
    [
        "Η ανεργία έφτασε το 25-26% και ο ΦΠΑ το 13-23%.",
        "Ο ΣΥΡΙΖΑ είχε 36,3% τον Ιανουάριο.",
        "Πιθανότητα νίκης ΣΥΡΙΖΑ 65%, ΝΔ 35%",
        "Διαφορά ΣΥΡΙΖΑ-ΝΔ 5-7%",
        "Έδρες:\nΣΥΡΙΖΑ 80-85\nΝΔ 30-35",
        "ΣΥΡΙΖΑ 145 έδρες, ΝΔ 75 έδρες, ΚΚΕ 15 έδρες",
        "Αποτελέσματα εκλογών: ΣΥΡΙΖΑ 36,3% ΝΔ 27,8%",
        "Συσπείρωση ΣΥΡΙΖΑ 85%, ΝΔ 90%",
        "ΣΥΡΙΖΑ τηλ. 210-3456789, ΝΔ 10:30",
        "",
    ],
)
def test_what_is_no_forecast_is_not_read(text: str, parties: tuple[Party, ...]) -> None:
    reading = read_text(text, parties, year=2015)
    assert (told(reading), codes(reading)) == ([], ["nothing-found"])


@pytest.mark.parametrize(
    "heading",
    [
        "Update (15/9/2015):",
        "UPDATE 15/9/2015",
        "Αναθεωρημένη πρόβλεψη 15.9.2015",
        "15 Σεπτεμβρίου 2015",
        "Τρίτη, 15 Σεπτεμβρίου 2015",
        "Πρόβλεψη της 15ης Σεπτέμβρη 2015:",
        "2015-09-15",
        "15-9-2015:",
        "September 15, 2015",
        "Tuesday 15th of September, 2015",
        "15/09/15:",
        "Νέα εκτίμηση για τις εκλογές της 20ης Σεπτεμβρίου 2015 (15/9/2015)",
    ],
)
def test_a_date_with_its_year_is_read_without_a_warning(heading: str, parties: tuple[Party, ...]) -> None:
    reading = read_text(f"{heading}\nΣΥΡΙΖΑ 28-30%\nΝΔ 11-13%", parties)
    assert [update.published for update in reading.updates] == [date(2015, 9, 15)]
    assert codes(reading) == []


def test_a_date_without_a_year_is_the_nearest_before_the_election(parties: tuple[Party, ...]) -> None:
    text = "29/12: ΣΥΡΙΖΑ 30-32% ΝΔ 27-29%\n5/1: ΣΥΡΙΖΑ 31-33% ΝΔ 26-28%"
    reading = read_text(text, parties, election=JANUARY)
    assert [update.published for update in reading.updates] == [date(2014, 12, 29), date(2015, 1, 5)]
    assert codes(reading) == ["year-assumed", "year-assumed"]
    assert reading.newest_first is False


def test_a_date_whose_year_nobody_tells_is_no_date(parties: tuple[Party, ...]) -> None:
    reading = read_text("Update 15/9: ΣΥΡΙΖΑ 30-32% ΝΔ 27-29%", parties)
    assert [(update.published, codes(reading)) for update in reading.updates] == [
        (None, ["date-year-unknown"])
    ]


def test_the_hour_of_a_heading_is_kept(parties: tuple[Party, ...]) -> None:
    reading = read_text("Exit poll 20/9/2015, 7:00 μ.μ.\nΣΥΡΙΖΑ 30-34\nΝΔ 28-32", parties)
    assert [(u.published, u.hour) for u in reading.updates] == [(date(2015, 9, 20), time(19))]


@pytest.mark.parametrize(
    ("words", "ordinal"),
    [
        ("μετά το δεύτερο debate", 2),
        ("μετά το 2ο ντιμπέιτ", 2),
        ("ΜΕΤΑ ΤΟ Β' ΝΤΕΜΠΕΪΤ", 2),
        ("ύστερα από την πρώτη τηλεμαχία", 1),
        ("μετά την τηλεμαχία της 14ης Σεπτεμβρίου", 2),
        ("after the 2nd debate", 2),
        ("after the first TV debate", 1),
        ("μετά το πρώτο και πριν από το δεύτερο debate", 1),
        ("μετά το debate των αρχηγών", None),
    ],
)
def test_the_debate_is_named_in_many_ways(
    words: str, ordinal: int | None, parties: tuple[Party, ...]
) -> None:
    reading = read_text(f"Update 16/9/2015 ({words}): ΣΥΡΙΖΑ 28-30% ΝΔ 11-13%", parties, election=SEPTEMBER)
    assert [update.event for update in reading.updates] == [EventReference(ordinal=ordinal)]


def test_before_a_debate_is_not_after_it(parties: tuple[Party, ...]) -> None:
    reading = read_text("Update 8/9/2015 (πριν το debate): ΣΥΡΙΖΑ 28-30% ΝΔ 11-13%", parties)
    assert [update.event for update in reading.updates] == [None]


def test_a_name_means_the_party_that_bore_it_in_the_year(parties: tuple[Party, ...]) -> None:
    text = "ΔΗΣΥ 2-3% ΝΔ 28%"
    assert told(read_text(text, parties, year=2012)) == ["disy-2012 2 3", "nd 28 28"]
    assert told(read_text(text, parties, year=2015)) == ["pasok-dimar 2 3", "nd 28 28"]


def test_a_joint_list_has_its_lead_party_its_members_and_others(parties: tuple[Party, ...]) -> None:
    found = read_text("ΛΑΕ + ΣΧΕΔΙΟ Β' κ.λ.π. 20-23% ΝΔ 11-13%", parties).updates[0].ranges[0].range
    assert (found.party, found.label) == ("lae", "ΛΑΕ + ΣΧΕΔΙΟ Β' κ.λ.π.")
    assert (found.components, found.open_ended) == (("lae", "sxedio-b"), True)


def test_a_list_that_stood_as_one_has_its_own_id(parties: tuple[Party, ...]) -> None:
    for label in ("ΠΑΣΟΚ + ΔΗΜΑΡ", "ΠΑΣΟΚ-ΔΗΜΑΡ", "ΔΗΜΟΚΡΑΤΙΚΗ ΣΥΜΠΑΡΑΤΑΞΗ (ΠΑΣΟΚ – ΔΗΜΑΡ)"):
        found = read_text(f"{label}: 6-7%\nΝΔ 11-13%", parties, year=2015).updates[0].ranges[0].range
        assert (found.party, set(found.components), found.label) == ("pasok-dimar", {"pasok", "dimar"}, label)


def test_a_sum_of_parties_that_have_their_own_figures_is_left_out(parties: tuple[Party, ...]) -> None:
    reading = read_text("ΣΥΡΙΖΑ 28-30%\nΑΝΕΛ 3-4%\nΣΥΡΙΖΑ + ΑΝΕΛ 31-34%", parties, year=2015)
    assert (told(reading), codes(reading)) == (["syriza 28 30", "anel 3 4"], ["joint-overlap"])


def test_a_page_gives_its_updates_and_nothing_else(parties: tuple[Party, ...]) -> None:
    page = (
        "Αρχική\nΣχόλια (5)\nΕπικοινωνία\n\nΔευτέρα, 14 Σεπτεμβρίου 2015\n\n"
        "Οι προβλέψεις μου για τις εκλογές της 20ης Σεπτεμβρίου\n\n"
        "Στις προηγούμενες εκλογές (ΣΥΡΙΖΑ 36,3%, ΝΔ 27,8%) "
        "όλα ήταν αλλιώς και η ανεργία στο 25-26%.\n\n"
        "ΣΥΡΙΖΑ 28-30%\nΝΔ 11-13%\n\nΑναρτήθηκε στις 10:30\n\n3 σχόλια:\n\n"
        "Ανώνυμος είπε...\nΣΥΡΙΖΑ 40%, ΝΔ 20%\n"
    )
    reading = read_text(page, parties, election=SEPTEMBER)
    assert [(u.published, len(u.ranges)) for u in reading.updates] == [(date(2015, 9, 14), 2)]
    assert (told(reading), codes(reading)) == (["syriza 28 30", "nd 11 13"], [])


PIECES = st.sampled_from(
    [
        "ΣΥΡΙΖΑ",
        "ΝΔ",
        "ΚΚΕ",
        "Χρυσή|Αυγή",
        "28-30%",
        "28",
        "5,5",
        "%",
        "-",
        "–",
        "+",
        "/",
        "(",
        ")",
        ":",
        ",",
        ";",
        ".",
        "…",
        "|",
        "<",
        ">",
        "&",
        "&amp;",
        "<b>",
        "</td>",
        "Update",
        "15/9",
        "15.9.2015",
        "μετά",
        "δεύτερο",
        "debate",
        "από",
        "έως",
        "με",
        "μεταξύ",
        "και",
        "έδρες",
        "είχε",
        "τον",
        "κ.λ.π.",
        "Λοιπά",
        "\n",
        "\n\n",
        "\t",
        "½",
        "Î",
        "Ï",
        "£",
        "Ξ",
        "£",
        "ÓÕÑ",
        "ή",
        "́",
        "\u200b",
    ]
)


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(
        st.text(max_size=400), st.lists(PIECES, max_size=80).map(" ".join), st.lists(PIECES).map("".join)
    )
)
def test_any_text_is_read_without_an_exception_and_with_spans_in_bounds(
    catalogue: Catalogue, text: str
) -> None:
    reading = read_text(text, catalogue.parties, year=2015)
    places = [(w.start, w.end) for w in reading.every_warning]
    places += [(r.start, r.end) for update in reading.updates for r in update.ranges]
    places += [(update.start, update.end) for update in reading.updates]
    assert [place for place in places if not 0 <= place[0] <= place[1] <= len(text)] == []


@pytest.mark.parametrize(
    "heading",
    ["ΒΟΥΛΕΥΤΙΚΕΣ ΕΚΛΟΓΕΣ", "Βουλευτικές εκλογές 2007", "Βουλευτικές εκλογές:", "Parliamentary elections"],
)
def test_a_heading_that_names_a_parliamentary_election_heads_shares(
    heading: str, catalogue: Catalogue
) -> None:
    reading = read_text(f"{heading}\nΝΔ 41 - 43\nΣΥΡΙΖΑ 4,2 - 5,2\nΚΚΕ 7 - 8\n", catalogue.parties)
    assert [r.range.party for update in reading.updates for r in update.ranges] == ["nd", "syriza", "kke"]


@pytest.mark.parametrize("heading", ["Έδρες:", "Βουλευτικές έδρες:", "Βουλευτές:", "Seats:"])
def test_a_heading_of_seats_still_heads_no_shares(heading: str, catalogue: Catalogue) -> None:
    text = f"ΝΔ 41-43%\nΣΥΡΙΖΑ 14-15%\n\n{heading}\nΝΔ 50-55\nΣΥΡΙΖΑ 20-25\n"
    reading = read_text(text, catalogue.parties)
    assert [len(update.ranges) for update in reading.updates] == [2]


def test_rows_may_be_numbered_with_a_slash(catalogue: Catalogue) -> None:
    text = "1/ ND 36–39%. Easily.\n2/ SYRIZA 24–28%\n3/ KKE 6–7%\n"
    reading = read_text(text, catalogue.parties)
    assert [len(update.ranges) for update in reading.updates] == [3]
    assert reading.every_warning == ()
