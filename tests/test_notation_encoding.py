"""Greek in whatever encoding it came, and Greek that was already opened in the wrong one."""

import pytest

from forecasts.catalogue import Catalogue
from forecasts.notation.encoding import decode
from forecasts.notation.parser import read_text

TEXT = "Update 15/9/2015: ΣΥΡΙΖΑ 28–30%, Νέα Δημοκρατία 11–13%, Χρυσή Αυγή 6–8%"
WANTED = [("syriza", 28, 30), ("nd", 11, 13), ("xa", 6, 8)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1253"])
def test_bytes_are_decoded_whatever_greek_encoding_they_are_in(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_iso_8859_7_is_told_from_windows_1253_by_its_capital_alpha() -> None:
    assert decode("Άλλο κόμμα 3-4%".encode("iso8859-7")) == "Άλλο κόμμα 3-4%"
    assert decode("Άλλο κόμμα 3-4%".encode("cp1253")) == "Άλλο κόμμα 3-4%"


def test_a_few_damaged_bytes_do_not_lose_the_rest() -> None:
    assert decode(TEXT.encode()[:-2] + b"\xff%") == TEXT[:-2] + "\ufffd%"


@pytest.mark.parametrize(
    ("written", "opened"),
    [
        ("utf-8", "latin-1"),
        ("utf-8", "cp1252"),
        ("cp1253", "latin-1"),
        ("cp1253", "cp1252"),
        ("iso8859-7", "latin-1"),
    ],
)
def test_text_opened_in_the_wrong_encoding_is_repaired_and_says_so(
    written: str, opened: str, catalogue: Catalogue
) -> None:
    text = TEXT.replace("–", "-") if written == "iso8859-7" else TEXT
    broken = text.encode(written).decode(opened, errors="replace")
    reading = read_text(broken, catalogue.parties)
    ranges = [found for update in reading.updates for found in update.ranges]
    assert [(r.range.party, r.range.low, r.range.high) for r in ranges] == WANTED
    assert [w.code for w in reading.every_warning] == ["encoding-repaired"]
    assert [broken[r.start : r.end][-1] for r in ranges] == ["%", "%", "%"]


def test_greek_and_french_that_are_whole_are_left_alone(catalogue: Catalogue) -> None:
    for text in (TEXT, "Élections: à cet égard, SYRIZA 28-30% très fort, ND 11-13%"):
        codes = [w.code for w in read_text(text, catalogue.parties, year=2015).every_warning]
        assert "encoding-repaired" not in codes


def test_spans_count_the_characters_as_given_through_html_and_decomposed_letters(
    catalogue: Catalogue,
) -> None:
    text = "<p>Χρυση\u0301 Αυγη\u0301 6&ndash;8%</p>\n<p>&Nu;&Delta; 11-13%</p>"
    ranges = read_text(text, catalogue.parties).updates[0].ranges
    shown = [text[r.start : r.end] for r in ranges]
    assert shown == ["Χρυση\u0301 Αυγη\u0301 6&ndash;8%", "&Nu;&Delta; 11-13%"]
