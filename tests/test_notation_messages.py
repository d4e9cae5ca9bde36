"""Every warning says in one sentence what was found, and points at it."""

import re
from pathlib import Path

import pytest

from forecasts.notation.messages import CODES, message, pointer, severity
from forecasts.notation.reading import ReadingWarning

ROOT = Path(__file__).parent.parent
VALUES = {
    "suggestion": "ΑΝΕΛ",
    "total": "110",
    "year": "2015",
    "parties": "ΔΗΣΥ",
    "dates": "4/9, 7/9",
    "party": "ΕΚ",
}


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_warning_of_every_code_is_a_sentence_in_both_languages(code: str) -> None:
    warning = ReadingWarning(code=code, start=0, end=4, found="ΑΝΛΕ", values=VALUES)
    for language in ("el", "en"):
        sentence = message(warning, language)  # type: ignore[arg-type]
        assert not re.search(r"[{}]", sentence)
        assert sentence[-1] in ".;?"
    assert severity(warning) in ("error", "note")


def test_an_unknown_party_asks_whether_the_nearest_was_meant() -> None:
    warning = ReadingWarning(
        code="unknown-party", start=0, end=4, found="ΑΝΛΕ", values={"suggestion": "ΑΝΕΛ"}
    )
    assert message(warning, "en") == (
        "No party is known as “ΑΝΛΕ”: its figure was given to none. Did you mean “ΑΝΕΛ”?"
    )
    assert message(warning, "el").endswith("Μήπως εννοείτε «ΑΝΕΛ»;")


def test_every_code_that_the_reader_uses_has_its_sentence() -> None:
    used: set[str] = set()
    for path in (ROOT / "forecasts" / "notation").glob("*.py"):
        source = path.read_text(encoding="utf-8")
        used |= set(re.findall(r'(?:code=|warn\(|fault = |return |or )"([a-z]+(?:-[a-z0-9]+)+)"', source))
    assert used - {"exit-poll"} <= set(CODES)


@pytest.mark.parametrize("name", ["notation.md", "notation.el.md"])
def test_every_code_is_documented_for_bloggers(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert [code for code in CODES if f"`{code}`" not in text] == []


def test_the_pointer_stands_under_the_fault() -> None:
    text = "Update: ΝΔ 11-13% ΧΑ 6-  ΚΚΕ 5-5,5%"
    start = text.index("6-")
    shown, marks = pointer(ReadingWarning(code="missing-high", start=start, end=start + 2), text).split("\n")
    assert (shown, marks) == (text, " " * start + "^^")


def test_the_pointer_shows_a_piece_of_a_long_line() -> None:
    text = "α" * 100 + " 6- " + "ω" * 100
    shown, marks = pointer(ReadingWarning(code="missing-high", start=101, end=103), text).split("\n")
    assert shown[marks.index("^") : marks.index("^") + 2] == "6-"
    assert shown.startswith("… ")
    assert shown.endswith(" …")
