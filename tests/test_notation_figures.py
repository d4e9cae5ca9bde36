"""What joins two numbers to a range, what only seems to, and which columns of a table are the forecast."""

import pytest

from forecasts.model import Party
from forecasts.notation.parser import read_text
from tests.readings import codes, told


@pytest.mark.parametrize(
    "text",
    [
        "ΝΔ 33÷35%\nΚΚΕ 1÷2%",
        "ΝΔ 33 ÷ 35 %\nΚΚΕ 1 ÷ 2 %",
        "ΝΔ 33~35%\nΚΚΕ 1~2%",
        "ΝΔ 33 ~ 35\nΚΚΕ 1 ~ 2",
        "ΝΔ 33‒35%\nΚΚΕ 1―2%",
        "ΝΔ 33…35%\nΚΚΕ 1...2%",
        "ΝΔ 33/35%\nΚΚΕ 1/2%",
        "33 με 35% η ΝΔ\n1 με 2% το ΚΚΕ",
        "33 ως 35% η ΝΔ\n1 ως 2% το ΚΚΕ",
        "ΝΔ 33 bis 35%\nΚΚΕ 1 bis 2%",
        "ΝΔ % 33-35\nΚΚΕ % 1-2",
        "ΝΔ 33-35% (+2)\nΚΚΕ 1-2% (-0,5)",
        "ΝΔ 33-35% +2, ΚΚΕ 1-2% -1",
        "1) ΝΔ 33-35 2) ΚΚΕ 1-2",
        "ΝΔ ΚΚΕ\n33-35 1-2",
        "ΝΔ   33 - 35 %   ΕΔΡΕΣ 95 - 99\nΚΚΕ   1 - 2 %   ΕΔΡΕΣ 0",
        "ΝΔ 33-35% έδρες: 95\nΚΚΕ 1-2% έδρες: 0",
    ],
)
def test_a_range_in_any_hand_has_both_its_ends(text: str, parties: tuple[Party, ...]) -> None:
    reading = read_text(text, parties, year=2015)
    assert (told(reading), codes(reading)) == (["nd 33 35", "kke 1 2"], [])


@pytest.mark.parametrize(
    ("figure", "code"),
    [
        ("28·30%", "two-figures"),
        ("28 … 30%", "two-figures"),
        ("28_30%", "two-figures"),
        ("28*30%", "two-figures"),
        ("28=30%", "two-figures"),
        ("28 / 30%", "two-figures"),
        ("28 ή 30%", "two-figures"),
        ("28 άντε 30%", "two-figures"),
        ("28 το πολύ 30%", "two-figures"),
        ("28-3O%", "unreadable-figure"),
        ("2-3O%", "unreadable-figure"),
        ("2 8 - 3 0 %", "unreadable-figure"),
        ("28 1/2 - 30%", "unreadable-figure"),
        ("28 or 30%", "two-figures"),
    ],
)
def test_half_of_a_range_is_never_a_figure(figure: str, code: str, parties: tuple[Party, ...]) -> None:
    reading = read_text(f"ΝΔ 33-35%\nΣΥΡΙΖΑ {figure}", parties, year=2015)
    assert (told(reading), codes(reading)) == (["nd 33 35"], [code])
    assert [warning.found for warning in reading.every_warning] == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "Κόμμα\tΑπό\tΈως\nΝΔ\t33\t35\nΚΚΕ\t1\t2",
        "\tmin\tmax\nΝΔ\t33\t35\nΚΚΕ\t1\t2",
        "| Party | Low | High | Seats |\n|---|---|---|---|\n| ND | 33 | 35 | 120 |\n| KKE | 1 | 2 | 10 |",
        "Κόμμα | Κάτω όριο % | Άνω όριο % | Μέσο\nΝΔ | 33 | 35 | 34\nΚΚΕ | 1 | 2 | 1,5",
        "Κόμμα\tΠρόβλεψη %\tΙαν. 2015 %\tΈδρες\nΝΔ\t33-35\t27,81\t95-99\nΚΚΕ\t1-2\t5,47\t0",
        "Κόμμα | 2012 | Τώρα\nΝΔ | 29,66 | 33-35\nΚΚΕ | 4,5 | 1-2",
        "| Κόμμα | Πρόβλεψη | Έδρες |\n|:--|:-:|--:|\n| **ΝΔ** | 33 – 35 | 95 |\n| **ΚΚΕ** | 1 – 2 | 0 |",
        "<table><tr><th>Κόμμα</th><th>Από</th><th>Έως</th></tr><tr><td>ΝΔ</td><td>33</td><td>35</td></tr>"
        "<tr><td>ΚΚΕ</td><td>1%</td><td>2%</td></tr></table>",
    ],
)
def test_the_head_of_a_table_says_which_column_is_what(text: str, parties: tuple[Party, ...]) -> None:
    reading = read_text(text, parties, year=2015)
    assert (told(reading), codes(reading)) == (["nd 33 35", "kke 1 2"], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Κόμμα\tΑπό\tΈως\nΝΔ\t33\t35\nΚΚΕ\t1", ["missing-high"]),
        ("Κόμμα\tΑπό\tΈως\nΝΔ\t33\t35\nΚΚΕ\t2\t1", ["reversed-bounds"]),
        ("ΝΔ;33-35\nΚΚΕ;1;2", ["two-figures"]),
        ("ΝΔ | 33-35%\nΚΚΕ | 1 | 2%", ["two-figures"]),
        ("ΝΔ 33-35%\nΚΚΕ 1, 2%", ["two-figures"]),
    ],
)
def test_two_cells_are_no_range_unless_the_head_says_so(
    text: str, expected: list[str], parties: tuple[Party, ...]
) -> None:
    reading = read_text(text, parties, year=2015)
    assert (told(reading), codes(reading)) == (["nd 33 35"], expected)


@pytest.mark.parametrize(
    "text",
    [
        "Η GPO δίνει ΝΔ 42,5% και ΚΚΕ 6%.\nΗ πρόβλεψή μου:\nΝΔ 33-35%\nΚΚΕ 1-2%",
        "η Metron Analysis δίνει 42,5 στη ΝΔ και 6 στο ΚΚΕ. Εγώ λέω: ΝΔ 33-35%, ΚΚΕ 1-2%",
        "The latest poll puts ND at 42.5% and KKE at 6%.\nMy forecast:\nND 33-35%\nKKE 1-2%",
        "ND 33-35%\nKKE 1-2%\n\nIn 2014 KKE won 6.1% and New Democracy 22.7%.",
        "Μηνύματα: 845\n\nΝΔ 33-35%\nΚΚΕ 1-2%\n\nΔιαβάστε ακόμα\nΕκπτώσεις 30-50%",
        "ΝΔ 33-35%\nΚΚΕ 1-2%\n\nΠληροφορίες 210-1234567, τιμή 2,50 €, ώρα 17:40",
        "Publié le 18/09/2015 à 17h40\n\nND 33-35%\nKKE 1-2%",
    ],
)
def test_what_others_say_and_what_stands_round_it_is_not_the_forecast(
    text: str, parties: tuple[Party, ...]
) -> None:
    reading = read_text(text, parties, year=2015)
    assert (told(reading), codes(reading)) == (["nd 33 35", "kke 1 2"], [])


def test_a_poll_by_itself_is_read(parties: tuple[Party, ...]) -> None:
    assert told(read_text("Η GPO δίνει ΝΔ 42,5% και ΚΚΕ 6%.", parties)) == ["nd 42.5 42.5", "kke 6 6"]


@pytest.mark.parametrize(
    ("text", "expected", "warned"),
    [
        ("Κόμμα;Από;Έως;Εκλογές 2012\nΝΔ;33;35;29,7\nΚΚΕ;1;2;4,5", ["nd 33 35", "kke 1 2"], []),
        ("ΝΔ;33-35\nΚΚΕ;1-2", ["nd 33 35", "kke 1 2"], []),
        ("ΝΔ;38,0;41,0;28,1\nΣΥΡΙΖΑ;28,0;31,0;35,5", [], ["two-figures", "two-figures"]),
        ("ΝΔ; 38,0; 41,0; 28,1\nΣΥΡΙΖΑ; 28,0; 31,0; 35,5", [], ["two-figures", "two-figures"]),
    ],
)
def test_a_figure_of_one_row_never_goes_to_the_party_of_another(
    text: str, expected: list[str], warned: list[str], parties: tuple[Party, ...]
) -> None:
    reading = read_text(text, parties, year=2015)
    assert (told(reading), codes(reading)) == (expected, warned)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ND 33-35%, Pasok with Dimar 5 to 6 per cent, KKE 1-2%", ["nd 33 35", "pasok-dimar 5 6", "kke 1 2"]),
        ("ΝΔ 33-35%\nΤο ΠΑΣΟΚ μαζί με τη ΔΗΜΑΡ 5-6%\nΚΚΕ 1-2%", ["nd 33 35", "pasok-dimar 5 6", "kke 1 2"]),
        ("ΝΔ 33-35%. Το ΚΚΕ θα είναι τρίτο, δυστυχώς, με 6,5 έως 7,5%.", ["nd 33 35", "kke 6.5 7.5"]),
        ("ND 33-35%. KKE will be third, sadly, with 6.5 to 7.5 per cent.", ["nd 33 35", "kke 6.5 7.5"]),
        (
            "The exit poll is out. ND was on 33-35 percent, the KKE communists were on 1-2 percent.",
            ["nd 33 35", "kke 1 2"],
        ),
        ("ΝΔ 33-35%\nΚΚΕ 1-2%\nΤα λέμε την Κυριακή στις 7 στου Γιάννη.", ["nd 33 35", "kke 1 2"]),
        ("ND 33-35%\nKKE 1-2%\nA party needs 3 percent to get in.", ["nd 33 35", "kke 1 2"]),
        ("ND 33-35%\nKKE 1-2%\nWith the bonus, so 36-37% could make a majority.", ["nd 33 35", "kke 1 2"]),
    ],
)
def test_words_between_a_party_and_its_range_part_them_no_more_than_a_reader_would(
    text: str, expected: list[str], parties: tuple[Party, ...]
) -> None:
    reading = read_text(text, parties, year=2015)
    assert (told(reading), codes(reading)) == (expected, [])


def test_a_range_tied_to_no_party_is_told_of(parties: tuple[Party, ...]) -> None:
    text = (
        "Το exit poll δίνει στο κόμμα των σοσιαλιστών του Γιώργου 41 έως 44 τοις εκατό και στη ΝΔ 34,3 έως 37,3 "
        "τοις εκατό. Τρίτο το ΚΚΕ με 7,2 έως 8,2 τοις εκατό."
    )
    reading = read_text(text, parties, year=2009)
    assert (told(reading), codes(reading)) == (["nd 34.3 37.3", "kke 7.2 8.2"], ["figure-in-prose"])


def test_a_range_beside_a_word_in_small_letters_within_a_sentence_is_told_of(
    parties: tuple[Party, ...],
) -> None:
    reading = read_text("ΝΔ 33-35%, ΚΚΕ 1-2%, κουκουέδες 3-4%", parties, year=2015)
    assert (told(reading), codes(reading)) == (["nd 33 35", "kke 1 2"], ["figure-in-prose"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Η ΝΔ παίρνει τριάντα με τριάντα δύο τοις εκατό, το ΚΚΕ πέντε τοις εκατό.", ["nd 30 32", "kke 5 5"]),
        ("ΝΔ: είκοσι οκτώ έως τριάντα %\nΚΚΕ: δύο-τρία τοις εκατό", ["nd 28 30", "kke 2 3"]),
        ("ΝΔ μεταξύ τριάντα και τριάντα δύο τοις εκατό\nΚΚΕ δυόμισι τοις εκατό", ["nd 30 32", "kke 2.5 2.5"]),
        ("ΝΔ 30 με τριάντα δύο τοις εκατό\nΚΚΕ πέντε κόμμα δύο τοις εκατό", ["nd 30 32", "kke 5.2 5.2"]),
        (
            "New Democracy thirty-two to thirty-four per cent\nKKE five and a half percent",
            ["nd 32 34", "kke 5.5 5.5"],
        ),
        ("ΝΔ δεκαπέντε με δεκαεπτά τοις εκατό\nΚΚΕ έξι με επτάμισι τοις εκατό", ["nd 15 17", "kke 6 7.5"]),
    ],
)
def test_numbers_in_words_before_a_per_cent_are_figures(
    text: str, expected: list[str], parties: tuple[Party, ...]
) -> None:
    reading = read_text(text, parties, year=2015)
    assert (told(reading), codes(reading)) == (expected, [])


def test_the_span_of_a_number_in_words_is_that_of_its_words(parties: tuple[Party, ...]) -> None:
    text = "Η ΝΔ τριάντα με τριάντα δύο τοις εκατό και το ΚΚΕ 5-6%"
    first = read_text(text, parties, year=2015).updates[0].ranges[0]
    assert text[first.start : first.end] == "ΝΔ τριάντα με τριάντα δύο τοις εκατό"


@pytest.mark.parametrize(
    ("text", "found", "code"),
    [
        ("ΝΔ 30-32%\nΠΑΣΟΚ 25-26‰\nΚΚΕ 5-6%", "25-26‰", "per-mille"),
        ("ΝΔ 30-32%\n25-26%\nΚΚΕ 5-6%", "25-26%", "figure-without-party"),
        ("Κόμμα;από;έως\nΝΔ;30;32\n;25;26\nΚΚΕ;5;6", "25;26", "figure-without-party"),
    ],
)
def test_a_range_in_a_list_that_no_party_can_take_is_told(
    text: str, found: str, code: str, parties: tuple[Party, ...]
) -> None:
    reading = read_text(text, parties, year=2015)
    assert told(reading) == ["nd 30 32", "kke 5 6"]
    assert [(w.code, w.found) for w in reading.every_warning] == [(code, found)]
