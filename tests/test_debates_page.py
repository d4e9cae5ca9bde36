"""What stands on the page of an election's debates, on the shipped data."""

from tests.pages import DEBATES, house, html_of, rows_of, shipped, words_of

__all__ = ["house", "shipped"]


def test_the_debates_page_begins_with_the_latest_debate(house):
    said = words_of(DEBATES)
    assert "Δεύτερο debate: ΣΥΡΙΖΑ +2,5, ΕΚ −1 (failed evolution)." in said
    assert "Πρώτο debate: ΣΥΡΙΖΑ +2,5, ΝΔ −1,5 (failed evolution)." in said
    assert said.index("Τηλεμαχία Τσίπρα – Μεϊμαράκη") < said.index("Τηλεμαχία επτά πολιτικών αρχηγών")


def test_beside_each_chart_stands_the_sentence_of_its_debate(house):
    sentence = (
        "Μετά το δεύτερο debate: ΣΥΡΙΖΑ από 25–28 σε 28–30 (+2,5), ΕΚ από 3,5–4 σε 2,5–3 (−1)· τα άλλα 7 εύρη"
        " αμετάβλητα (failed evolution, 11/9 → 15/9· η ανάρτηση επικαλείται το debate)."
    )
    assert sentence in words_of(DEBATES)


def test_one_debate_can_be_asked_for(house):
    html = html_of(f"{DEBATES}?debate=debate-2&lang=en")
    assert "debates-debate-2" in html
    assert "debates-debate-1" not in html


def test_an_unknown_debate_shows_them_all(house):
    html = html_of(f"{DEBATES}?debate=debate-9")
    assert "debates-debate-2" in html
    assert "debates-debate-1" in html


def test_the_numbers_say_cause_persistence_and_yardstick_in_words(house):
    """The other moves of ΣΥΡΙΖΑ but the second debate's: 0, −2.5, 0, +2.5; none above 2.5, two below."""
    rows = rows_of(html_of(f"{DEBATES}?debate=debate-2"))
    assert rows[0] == [
        "ΣΥΡΙΖΑ",
        "25–28",
        "28–30",
        "+2,5",
        "η ανάρτηση επικαλείται το debate",
        "ανοιχτό",
        "μεγαλύτερη από 2 στις 4 άλλες μεταβολές",
    ]
    first = rows_of(html_of(f"{DEBATES}?debate=debate-1&lang=en"))
    assert first[0][:6] == ["SYRIZA", "23–25", "25–28", "+2.5", "the post names the debate", "grew"]
    assert first[1][:6] == ["ND", "12–15", "11–13", "−1.5", "the post names the debate", "held"]


def test_before_the_chart_stands_for_each_move_whether_it_lasted_and_how_it_compares(house):
    said = words_of(f"{DEBATES}?lang=en")
    assert "SYRIZA +2.5 · no later figure yet · larger than 2 of the 4 other moves" in said
    assert "ND −1.5 · held in the next update · larger than each of the 3 other moves" in said


def test_nothing_is_called_significant_on_so_few_moves(house):
    assert "With fewer than eight of them nothing is called significant here" in words_of(
        f"{DEBATES}?lang=en"
    )


def test_forecasters_with_one_side_only_are_named(house):
    said = words_of(f"{DEBATES}?lang=en")
    assert "On record here only after this debate: Joint exit poll, University of Macedonia / Skai." in said


def test_a_debate_without_updates_round_it_says_so(house):
    said = words_of("/e/2023-05/debates")
    assert "Κανείς δεν έχει καταγεγραμμένη πρόβλεψη και πριν και μετά από αυτό το debate." in said
    assert "μόνο μετά από αυτό το debate: Κοινό exit poll, Kapa Research." in said


def test_an_election_without_debates_names_the_one_called_off(house):
    said = words_of("/e/2023-06/debates")
    assert "Πριν από αυτές τις εκλογές δεν έγινε debate." in said
    assert "15 Ιουνίου 2023: Ματαίωση της τηλεμαχίας λόγω του ναυαγίου της Πύλου." in said
