"""The words a reader sees in the interface: English msgids, other languages from the gettext catalogues.

Sentences made of numbers are not here: `forecasts.wording` says them.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from forecasts.model import Language

LANGUAGES: tuple[Language, ...] = ("el", "en")
DEFAULT_LANGUAGE: Language = "el"
TRANSLATIONS = Path(__file__).parent / "translations"


def language_of(value: object) -> Language:
    """The language that `?lang=` asks for; Greek unless it says English."""
    return "en" if value == "en" else DEFAULT_LANGUAGE


@cache
def catalogue(language: Language) -> Mapping[str, tuple[str, ...]]:
    """The translations of one language by msgid, one string or one a plural form; empty for English."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted((TRANSLATIONS / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            found.update(_entries(read_po(file, locale=language)))
    return found


def _entries(messages: Catalog) -> list[tuple[str, tuple[str, ...]]]:
    """Msgid and translations, without the header and what translators marked as uncertain."""
    entries = []
    for entry in messages:
        key = entry.id if isinstance(entry.id, str) else entry.id[0]
        string = entry.string or ""
        said = (string,) if isinstance(string, str) else tuple(string)
        if key and all(said) and not entry.fuzzy:
            entries.append((key, said))
    return entries


def text(msgid: str, language: Language, **values: object) -> str:
    """A word or sentence of the interface, with `{name}` filled from `values`.

    Args:
        msgid: the English words; they are what a reader sees where no translation exists.
        language: the reader's.
        values: what stands in for the names in braces.

    Returns:
        The words.
    """
    said = catalogue(language).get(msgid, (msgid,))[0]
    return said.format(**values) if values else said


def plural(one: str, many: str, number: int, language: Language, **values: object) -> str:
    """A phrase that depends on a count, `{number}` among its values; Greek counts like English."""
    forms = catalogue(language).get(one, (one, many))
    return forms[0 if number == 1 else -1].format(number=number, **values)
