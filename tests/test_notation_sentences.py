"""Sentences, tables and leaders: which figure is whose, wherever the two stand."""

import pytest

from forecasts.catalogue import Catalogue
from forecasts.model import Party
from forecasts.notation.parser import read_text
from forecasts.notation.reading import ReadUpdate
from tests.readings import told


def lines(update: ReadUpdate) -> list[str]:
    return [f"{r.range.party} {r.range.low} {r.range.high}" for r in update.ranges]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "ΝΔ 30-32%, ΠΑΣΟΚ και Ποτάμι από 4-5% το καθένα, ΚΚΕ 5-6%.",
            "nd 30 32, pasok 4 5, potami 4 5, kke 5 6",
        ),
        ("ND and KKE both hover at 2.3% – 4.3%. PASOK 5-6%", "nd 2.3 4.3, kke 2.3 4.3, pasok 5 6"),
        ("Το ΚΚΕ και το ΠΑΣΟΚ λαμβάνουν από 5,5% έως 7%. ΝΔ 20-22%", "kke 5.5 7, pasok 5.5 7, nd 20 22"),
        ("Κατρακυλούν ΝΔ και ΚΚΕ, με 3% - 5% και 1,5% έως 2,5% αντίστοιχα.", "nd 3 5, kke 1.5 2.5"),
        ("Η ΝΔ έπεσε. Το ΚΚΕ και το Ποτάμι είναι στο 5-6% το καθένα.", "kke 5 6, potami 5 6"),
    ],
)
def test_one_figure_may_be_that_of_several_parties(
    text: str, expected: str, parties: tuple[Party, ...]
) -> None:
    assert told(read_text(text, parties, year=2015)) == expected.split(", ")


@pytest.mark.parametrize(
    "text",
    [
        "Η ΝΔ, που επιτέλους θα δει Βουλή, είναι στο 11-13%. ΚΚΕ 5-6%",
        "ND, who have been in power since 2012, were projected to garner between 11 and 13 percent. KKE 5-6%",
        "ND, sadly, looks set for third place with 11-13%. KKE gets 5-6%",
        "Η ΝΔ δεν θα ξεφύγει από τα γνωστά της, δηλαδή 11 με 13. Το ΚΚΕ 5 με 6.",
        "ND – right – 11-13%\nKKE – communist – 5-6%",
        "ΝΔ ➜ 11-13% ➜ 40 έδρες\nΚΚΕ ➜ 5-6% ➜ 0",
        "Μεϊμαράκης (ΝΔ) 11-13%\nΚουτσούμπας (ΚΚΕ) 5-6%",
        "η ΝΔ (11-13%) και το ΚΚΕ (5-6%) δίνουν μάχη για το όριο του 3%.",
        "ND is poised for an outright majority with 11-13% of the ballots. KKE takes 5-6%.",
        "Exit poll: ND had 11-13 percent, KKE was on 5-6 percent.",
        "ΝΔ 11-13%, ΚΚΕ 5-6%. Το 2012 η ΝΔ είχε 29%, το ΚΚΕ 4%.",
        "ΝΔ 11-13%\nΚΚΕ 5-6%\nΚεντρικές τιμές: ΝΔ 12%, ΚΚΕ 5,5%",
        "Συμμετοχή του διαχειριστή:\nΝΔ 11-13%\nΚΚΕ 5-6%\nΠοτάμι 4-5%",
        "ΝΔ………………11-13%\nΚΚΕ……………5-6",
        "Δύο μέρες έμειναν: ΝΔ 11-13%, ΚΚΕ 5-6%",
        "Νέα Δημοκρτία και λοιποί: ΝΔ 11-13%\nΚΚΕ 5-6%",
    ],
)
def test_what_stands_round_a_party_and_its_range_does_not_hide_them(
    text: str, parties: tuple[Party, ...]
) -> None:
    assert told(read_text(text, parties, year=2015))[:2] == ["nd 11 13", "kke 5 6"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Κόμμα\t5/9/2015\t12/9/2015\nΝΔ\t26-29\t27-30\nΚΚΕ\t5-6\t5,5-6",
            [("2015-09-05", ["nd 26 29", "kke 5 6"]), ("2015-09-12", ["nd 27 30", "kke 5.5 6"])],
        ),
        (
            "Ημερομηνία\tΝΔ\tΚΚΕ\n05/01/2015\t26-29\t5-6\n14/01/2015\t27-30\t5,5-6",
            [("2015-01-05", ["nd 26 29", "kke 5 6"]), ("2015-01-14", ["nd 27 30", "kke 5.5 6"])],
        ),
        (
            "Κόμμα\nΑπό\nΈως\n\nΝΔ\n26%\n29%\n\nΚΚΕ\n5%\n6%\n\nΜέΡΑ25\n3%\n4%",
            [(None, ["nd 26 29", "kke 5 6", "mera25 3 4"])],
        ),
        (
            "| # | Party | Share (low–high) | MEPs |\n|---|---|---|---|\n| 1 | ND | 26–29% | 8 |\n| 2 | KKE | 5–6% | 2 |",
            [(None, ["nd 26 29", "kke 5 6"])],
        ),
        (
            "Κόμμα\tΑπό %\tΈως %\tΈδρες από\tΈδρες έως\nΝΔ\t26,0\t29,0\t80\t90\nΚΚΕ\t5,0\t6,0\t15\t18",
            [(None, ["nd 26.0 29.0", "kke 5.0 6.0"])],
        ),
        ("κόμμα; κάτω όριο; πάνω όριο\nΝΔ; 26; 29\nΚΚΕ; 5; 6", [(None, ["nd 26 29", "kke 5 6"])]),
    ],
    ids=["dates over columns", "dates before rows", "a figure a line", "ranks", "seats too", "semicolons"],
)
def test_tables_are_read_however_they_stand(
    text: str, expected: list[tuple[str | None, list[str]]], catalogue: Catalogue
) -> None:
    updates = read_text(text, catalogue.parties).updates
    found = [(u.published and u.published.isoformat(), lines(u)) for u in updates]
    assert found == expected


def test_a_leader_stands_for_the_party_beside_a_range_only_and_is_told(catalogue: Catalogue) -> None:
    reading = read_text(
        "ΝΔ 27-29%, Λεβέντης 3-4%, Καμμένος 2-3%. Ο Τσίπρας μίλησε.", catalogue.parties, year=2015
    )
    assert told(reading) == ["nd 27 29", "ek 3 4", "anel 2 3"]
    assert [(w.code, w.found) for w in reading.every_warning] == [
        ("leader-for-party", "Λεβέντης"),
        ("leader-for-party", "Καμμένος"),
    ]


@pytest.mark.parametrize("text", ["ΝΔ 27-29%\nΚΚΕ 3,6% έως", "ΝΔ 27-29%\nΚΚΕ: 9 με\nΠοτάμι 5-6%"])
def test_a_range_whose_upper_end_a_line_end_has_cut_off_is_told(
    text: str, parties: tuple[Party, ...]
) -> None:
    reading = read_text(text, parties, year=2015)
    assert ("missing-high", "kke") in [(w.code, w.party) for w in reading.every_warning]
    assert not any(line.startswith("kke") for line in told(reading))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Exit poll: ΝΔ 36-39% of the vote compared to 34% in 2004, KKE 5-6%", ["nd 36 39", "kke 5 6"]),
        ("ΝΔ από 38,6% και φτάνει μέχρι το 44,2%, ΚΚΕ 5-6%", ["nd 38.6 44.2", "kke 5 6"]),
        ("Πίσω 11,3% το ΚΚΕ. Η ΝΔ παίρνει 36-38%, το ΚΚΕ 5-6%", ["nd 36 38", "kke 5 6"]),
        (
            "A victory for the conservative party (ND, 36-40 percent) of KKE (KKE, 6-8 percent)",
            ["nd 36 40", "kke 6 8"],
        ),
        ("Δημ. Αρ. 6-7%, Δημ.Αριστ. 6-7%, ΝΔ 30-32%", ["dimar 6 7", "nd 30 32"]),
        ("Η τετρακομματική βουλή βγαίνει στο 100%. ΝΔ 36-38%, ΚΚΕ 5-6%", ["nd 36 38", "kke 5 6"]),
    ],
)
def test_words_that_compare_or_count_do_not_hide_a_range(
    text: str, expected: list[str], parties: tuple[Party, ...]
) -> None:
    assert told(read_text(text, parties, year=2015)) == expected


def test_a_date_whose_second_number_can_be_no_month_is_american(parties: tuple[Party, ...]) -> None:
    reading = read_text("Posted on 6/17/2012\nND: 27-30%\nKKE: 5-6%", parties)
    assert [str(update.published) for update in reading.updates] == ["2012-06-17"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Στην πρόθεση ψήφου η ΝΔ παίρνει 26,3% και το ΚΚΕ 6,7%. Στην εκτίμηση ψήφου η ΝΔ παίρνει από 29% έως "
            "34% και το ΚΚΕ από 7% έως 9%.",
            ["nd 29 34", "kke 7 9"],
        ),
        (
            "Exit poll: στο 20% η ΝΔ\n\nΝΔ 17-20%\nΚΚΕ 7-9%\nΠΑΣΟΚ 12-14%",
            ["nd 17 20", "kke 7 9", "pasok 12 14"],
        ),
        ("Exit poll: η ΝΔ 36-38% έναντι 27-28,4% του ΚΚΕ", ["nd 36 38", "kke 27 28.4"]),
        ("ΝΔ: 27 με 31% - 7 έδρες\nΚΚΕ: 2,2% με 3,6% - 0 με 1 έδρα", ["nd 27 31", "kke 2.2 3.6"]),
        (
            "η ΝΔ κινείται μεταξύ 25% και 29% με 90 έδρες και το ΚΚΕ από 2,2% έως 4,2% με 10 έδρες",
            ["nd 25 29", "kke 2.2 4.2"],
        ),
    ],
)
def test_of_several_figures_for_a_party_the_estimate_is_read(
    text: str, expected: list[str], parties: tuple[Party, ...]
) -> None:
    assert told(read_text(text, parties, year=2023)) == expected


def test_a_leader_beside_the_party_is_part_of_its_name(catalogue: Catalogue) -> None:
    text = "Elliniki Lysi - Kyriakos Velopoulos 7.6-10.0%, ΝΔ του Κυριάκου Μητσοτάκη 28-32%"
    reading = read_text(text, catalogue.parties, year=2024)
    assert (told(reading), reading.every_warning) == (["el 7.6 10.0", "nd 28 32"], ())
