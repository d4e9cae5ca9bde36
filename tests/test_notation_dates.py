"""Which date belongs to an update, and which dates of a text are those of something else."""

from datetime import date, time

import pytest

from forecasts.catalogue import Catalogue
from forecasts.model import Election
from forecasts.notation.parser import read_text
from forecasts.notation.reading import Reading
from tests.readings import codes

LIST = "ΣΥΡΙΖΑ 28-30%\nΝΔ 26-28%\nΚΚΕ 5-6%\n"
VOTE = Election(
    id="2015-09",
    date=date(2015, 9, 20),
    kind="parliamentary",
    name_el="Σεπτέμβριος 2015",
    name_en="September 2015",
    law="law",
)


def days(reading: Reading) -> list[str | None]:
    return [update.published.isoformat() if update.published else None for update in reading.updates]


@pytest.mark.parametrize(
    "heading",
    [
        "Δημοσιεύτηκε: 15/9/2015",
        "Δημοσιεύθηκε στις 15.09.2015 από Admin",
        "Αναρτήθηκε από τον Πέτρο την Τρίτη, 15 Σεπτεμβρίου 2015",
        "Γράφω στις 15/9/2015, με κάθε επιφύλαξη",
        "Στις 15/9/2015 έγραψε ο Μιχάλης:",
        "Τρίτη 15 Σεπτεμβρίου 2015, ώρα 9:15",
        "Τρίτη, Σεπτεμβρίου 15, 2015",
        "Θεσσαλονίκη, 15 Σεπτεμβρίου 2015",
        "Πάτρα 15/9/2015",
        "Posted on September 15, 2015 by Maria",
        "Published: Sept. 15, 2015 at 10:05",
        "Athens, 15th of September 2015",
        "Date: Tue, 15 Sep 2015 09:12:44 +0300",
        "Ημερομηνία: 15/9/2015",
        "Stand: 15. September 2015",
        "15.9.2015",
        "Publié le 15 septembre 2015",
        "#27   15-09-2015, 23:10",
        "Τα λέμε την Κυριακή 20/9/2015. Σήμερα, 15/9/2015, βλέπω:",
        "Εκλογές 20/9/2015\nΔημοσιεύτηκε: 15/9/2015",
        "Για τις 20 Σεπτεμβρίου 2015 (γραμμένο 15/9/2015)",
        "Πρόβλεψη για τις εκλογές της 20ης Σεπτεμβρίου 2015\n15/9/2015",
        "Forecast for the vote on 20 September 2015, written on 15 September 2015:",
        "On 20 September 2015 Greece will vote. Posted 15 September 2015.",
        "Πρόβλεψη εκλογών (15/9/2015)",
        "15/9/2015\nΔημοσκοπήσεις 10-13/9/2015, δείγμα 1.000 άτομα",
        "Ο διάλογος των αρχηγών έγινε στις 9/9/2015\nΑνάρτηση: 15/9/2015",
    ],
)
def test_the_date_is_the_one_of_publication(heading: str, catalogue: Catalogue) -> None:
    reading = read_text(f"{heading}\n\n{LIST}", catalogue.parties)
    assert (days(reading), codes(reading)) == (["2015-09-15"], [])


@pytest.mark.parametrize(
    "below",
    [
        "9:15 π.μ. · 15 Σεπ 2015 · 1.204 προβολές",
        "15 Σεπτεμβρίου 2015 - 12:33 μ.μ.",
        "Γραμμένο στις 15/9/2015, πέντε μέρες πριν τις κάλπες.",
        "Αναρτήθηκε από Μαρία στις 15/9/2015",
        "Posted by Maria at 10:05, 15 September 2015",
        "(15/9/2015)",
        "15/9/2015",
        "#ekloges\n15 Sep 2015, 10:05",
    ],
)
def test_a_date_under_a_list_signs_it(below: str, catalogue: Catalogue) -> None:
    reading = read_text(f"Οι προβλέψεις μου\n{LIST}{below}\n", catalogue.parties)
    assert (days(reading), codes(reading)) == (["2015-09-15"], [])


@pytest.mark.parametrize(
    "heading",
    [
        "Πρόβλεψη για τις 20 Σεπτεμβρίου 2015",
        "Εκλογές 20/9/2015",
        "ΕΚΛΟΓΕΣ ΤΗΣ 20ης ΣΕΠΤΕΜΒΡΙΟΥ 2015",
        "Στην κάλπη της 20/9/2015 βλέπω",
        "Το βράδυ της 20ης Σεπτεμβρίου 2015 θα δούμε:",
        "Στις 20 Σεπτεμβρίου 2015 ψηφίζουμε",
        "My forecast for 20 September 2015",
        "What I expect from the 20 September 2015 election",
        "Prognose für den 20. September 2015",
        "Μέχρι τις 20/9/2015 θα τα ξαναπούμε",
        "Ενόψει της 20/9/2015",
        "Από 12/9/2015 ως σήμερα",
        "Μετά το debate της 9/9/2015",
        "Σεπτέμβριος 2015",
    ],
)
def test_the_day_of_the_vote_or_of_an_event_is_no_date_of_publication(
    heading: str, catalogue: Catalogue
) -> None:
    assert days(read_text(f"{heading}\n\n{LIST}", catalogue.parties)) == [None]


PAGE = """Αρχική
Κυριακή, 13 Σεπτεμβρίου 2015

Ο καιρός

Ζέστη και σήμερα.

Αναρτήθηκε από Λένα στις 10:12 π.μ. 3 σχόλια:

Παρασκευή, 11 Σεπτεμβρίου 2015

Τα νούμερά μου

ΣΥΡΙΖΑ 28-30%
ΝΔ 26-28%

Αναρτήθηκε από Λένα στις 9:40 μ.μ. 11 σχόλια:

Τετάρτη, 9 Σεπτεμβρίου 2015

Συνταγές
"""


def test_on_a_page_of_posts_each_has_the_date_above_its_title(catalogue: Catalogue) -> None:
    assert days(read_text(PAGE, catalogue.parties)) == ["2015-09-11"]


@pytest.mark.parametrize(
    "text",
    [
        f"Posted on 12 September 2015 by Ann\n\nFirst\n\n{LIST}\nPosted on 16 September 2015 by Ann\n\nLast\n\n{LIST}",
        f"#3   12-09-2015, 20:14\nnikos\nΜέλος\n\n{LIST}\nΑπάντηση με παράθεση\n\n#4   16-09-2015, 08:30\nanna\n\n"
        + LIST.replace("28-30", "29-31"),
        f"Ο Πέτρος είπε...\n{LIST}12 Σεπτεμβρίου 2015 - 10:42 π.μ.\n\nΗ Άννα είπε...\n"
        + LIST.replace("28-30", "29-31")
        + "16 Σεπτεμβρίου 2015 - 2:20 μ.μ.\n",
        "Στις 12/9/2015 έβλεπα ΣΥΡΙΖΑ 28-30% και ΝΔ 26-28%.\n\nΣήμερα, 16/9/2015, βλέπω ΣΥΡΙΖΑ 29-31% και ΝΔ 26-28%.",
    ],
)
def test_several_dated_updates_keep_each_its_own_date(text: str, catalogue: Catalogue) -> None:
    assert days(read_text(text, catalogue.parties)) == ["2015-09-12", "2015-09-16"]


def test_the_times_of_comments_date_nothing(catalogue: Catalogue) -> None:
    text = f"Τρίτη, 15 Σεπτεμβρίου 2015\n\n{LIST}\nΣχόλια\nΓιώτα είπε...\nΜπράβο\n16 Σεπτεμβρίου 2015 - 10:42 π.μ.\n"
    assert days(read_text(text, catalogue.parties)) == ["2015-09-15"]
    assert days(read_text(text[28:], catalogue.parties)) == [None]


def test_parts_of_a_thread_are_no_dates(catalogue: Catalogue) -> None:
    text = "1/3 Τα νούμερά μου\nΣΥΡΙΖΑ 28-30%\n2/3\nΝΔ 26-28%\n3/3 Καλή ψήφο\n9:15 π.μ. · 15 Σεπ 2015"
    reading = read_text(text, catalogue.parties)
    assert (days(reading), len(reading.updates[0].ranges)) == (["2015-09-15"], 2)


def test_of_several_dates_in_sentences_none_is_guessed(catalogue: Catalogue) -> None:
    text = f"Μίλησα με φίλους στις 3/9/2015 κι είδα τα πάντα αλλιώς στις 7/9/2015 με άλλους.\n\n{LIST}"
    reading = read_text(text, catalogue.parties)
    warning = next(w for w in reading.every_warning if w.code == "date-unclear")
    assert days(reading) == [None]
    assert (text[warning.start : warning.end], warning.values["dates"]) == ("3/9/2015", "3/9/2015, 7/9/2015")


def test_a_year_told_elsewhere_is_taken_and_said(catalogue: Catalogue) -> None:
    reading = read_text(f"Εκλογές 20/9/2015\nUpdate (15/9):\n{LIST}", catalogue.parties)
    assert (days(reading), codes(reading)) == (["2015-09-15"], ["year-assumed"])


def test_an_exit_poll_is_of_the_day_of_the_vote(catalogue: Catalogue) -> None:
    reading = read_text(f"EXIT POLL - Εκλογές 20/9/2015\n\n{LIST}", catalogue.parties)
    assert days(reading) == ["2015-09-20"]


@pytest.mark.parametrize("written", ["15/9/2015 στις 21:40", "15/9/2015 à 21h40", "15 Sept 2015 9:40 pm"])
def test_the_hour_stands_behind_the_date(written: str, catalogue: Catalogue) -> None:
    reading = read_text(f"{written}\n{LIST}", catalogue.parties)
    assert [(u.published, u.hour) for u in reading.updates] == [(date(2015, 9, 15), time(21, 40))]


@pytest.mark.parametrize(
    ("heading", "ordinal"),
    [
        ("μετά το 2ο ντιμπέιτ", 2),
        ("ύστερα από τη δεύτερη τηλεμαχία", 2),
        ("μετά το χθεσινό debate", None),
        ("after the second leaders' debate", 2),
        ("μετά και το Β΄ debate", 2),
        ("after last night's debate", None),
        ("μετά την πρώτη τηλεμαχία των πολιτικών αρχηγών", 1),
        ("following the 1st TV debate", 1),
    ],
)
def test_the_debate_an_update_answers(heading: str, ordinal: int | None, catalogue: Catalogue) -> None:
    reading = read_text(f"15/9/2015, {heading}:\n{LIST}", catalogue.parties, election=VOTE)
    assert [(u.event.ordinal if u.event else "none") for u in reading.updates] == [ordinal]


@pytest.mark.parametrize(
    "heading", ["πριν το debate", "λίγο πριν από τη δεύτερη τηλεμαχία", "before the debate"]
)
def test_before_a_debate_is_no_reason(heading: str, catalogue: Catalogue) -> None:
    reading = read_text(f"15/9/2015, {heading}:\n{LIST}", catalogue.parties)
    assert [update.event for update in reading.updates] == [None]


@pytest.mark.parametrize("marks", ["[]", "()"])
def test_a_date_alone_in_brackets_opens_an_update_within_a_paragraph(
    marks: str, catalogue: Catalogue
) -> None:
    given = [f"{marks[0]}{day}{marks[1]} {word}: ΝΔ 34-37%, ΣΥΡΙΖΑ 27-30%, ΚΚΕ 6-7%." for day, word in _DAYS]
    reading = read_text("Προβλέψεις για την Κυριακή. " + " ".join(given), catalogue.parties, year=2023)
    assert days(reading) == ["2023-05-18", "2023-05-11", "2023-05-02"]
    assert [len(update.ranges) for update in reading.updates] == [3, 3, 3]


_DAYS = [("18/5", "Τελική εκτίμηση"), ("11/5", "Μετά το debate"), ("2/5", "Αρχικά")]


def test_a_date_in_brackets_behind_one_figure_opens_nothing(catalogue: Catalogue) -> None:
    text = "Πρόβλεψη 18/5/2023: ΝΔ 34-37% (18/5) ΣΥΡΙΖΑ 27-30% (17/5) ΚΚΕ 6-7%"
    reading = read_text(text, catalogue.parties)
    assert (days(reading), len(reading.updates[0].ranges)) == (["2023-05-18"], 3)


@pytest.mark.parametrize(
    "tail", ["Second vote on 25 June or 2 July.", "25 June or 2 July", "See you on 2 July."]
)
def test_a_full_date_in_the_title_beats_bare_ones_in_the_tail(tail: str, catalogue: Catalogue) -> None:
    reading = read_text(f"my Greek election forecast (20 May 2023)\n\n{LIST}\n{tail}", catalogue.parties)
    assert days(reading) == ["2023-05-20"]


@pytest.mark.parametrize(
    "tail", ["Second vote on 25 June or 2 July.", "Νέες κάλπες στις 25 Ιουνίου ή στις 2 Ιουλίου."]
)
def test_the_days_of_a_later_vote_date_nothing(tail: str, catalogue: Catalogue) -> None:
    reading = read_text(f"My numbers\n\n{LIST}\n{tail}", catalogue.parties, year=2023)
    assert days(reading) == [None]


def test_an_exit_poll_is_of_the_day_in_the_second_line_of_its_heading(catalogue: Catalogue) -> None:
    reading = read_text(f"EXIT POLL\nΒΟΥΛΕΥΤΙΚΕΣ ΕΚΛΟΓΕΣ 16.09.2007\n\n{LIST}", catalogue.parties)
    assert days(reading) == ["2007-09-16"]
