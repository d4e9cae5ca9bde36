"""The words of the interface: every one in Greek, none left over, and the language of an address."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from dashboard import texts
from dashboard.texts import language_of, plural, text

DASHBOARD = Path(texts.__file__).parent
SPEAKERS = {"text": 1, "plural": 2}
TEMPLATE_SPEAKERS = {"t", "tn"}


def spoken() -> Iterator[tuple[str, str]]:
    """Every msgid in the code, with the file it stands in."""
    for path in sorted(DASHBOARD.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for words in words_of(node):
                    if isinstance(words, ast.Constant) and isinstance(words.value, str) and words.value:
                        yield words.value, path.name
    for path in sorted(DASHBOARD.rglob("*.html")):
        for call in Environment().parse(path.read_text(encoding="utf-8")).find_all(nodes.Call):
            if getattr(call.node, "name", None) in TEMPLATE_SPEAKERS and isinstance(
                call.args[0], nodes.Const
            ):
                yield call.args[0].value, path.name


def words_of(call: ast.Call) -> list[ast.expr]:
    """The msgids a call speaks: those of `text` and `plural`, and the label of a page."""
    name = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
    if name == "register_page":
        return [keyword.value for keyword in call.keywords if keyword.arg == "label"]
    return list(call.args[:1]) if name in SPEAKERS else []


def test_every_word_of_the_interface_is_in_the_greek_catalogue():
    missing = {f"{file}: {msgid}" for msgid, file in spoken() if msgid not in texts.catalogue("el")}
    assert missing == set()


def test_no_word_of_the_greek_catalogue_is_unused():
    assert set(texts.catalogue("el")) - {msgid for msgid, _ in spoken()} == set()


def test_a_translation_has_the_same_names_in_braces_as_its_original():
    for msgid, forms in texts.catalogue("el").items():
        for form in forms:
            assert names_in(form) == names_in(msgid), msgid


def names_in(words: str) -> set[str]:
    return {part.split("}")[0] for part in words.split("{")[1:]}


def test_text_fills_names_and_falls_back_to_the_english_words():
    assert (
        text("no such words in the catalogue, {name}", "el", name="Ψ") == "no such words in the catalogue, Ψ"
    )


def test_braces_in_a_value_are_not_filled_again():
    assert text("Nothing is known here under “{name}”. It may have been mistyped.", "en", name="{x}") == (
        "Nothing is known here under “{x}”. It may have been mistyped."
    )


@pytest.mark.parametrize(
    ("number", "el", "en"),
    [(0, "0 ενημερώσεις", "0 updates"), (1, "1 ενημέρωση", "1 update"), (5, "5 ενημερώσεις", "5 updates")],
)
def test_a_count_takes_the_singular_only_for_one(number, el, en):
    assert plural("{number} update", "{number} updates", number, "el") == el
    assert plural("{number} update", "{number} updates", number, "en") == en


@pytest.mark.parametrize(
    ("asked", "language"), [("en", "en"), ("el", "el"), (None, "el"), ("fr", "el"), ("", "el")]
)
def test_the_language_is_greek_unless_the_address_says_english(asked, language):
    assert language_of(asked) == language
