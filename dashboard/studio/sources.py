"""The address of a post and the note, as typed: what is kept of them, or what is wrong with them."""

import re
from urllib.parse import urlsplit

from dashboard.studio.forms import LONGEST_FIELD, Form
from dashboard.studio.lines import Fault
from dashboard.texts import text
from forecasts.model import Language, Update

BARE = re.compile(r"[^\s/:@?#]+\.[^\s/:@?#.]{2,}(?::[0-9]+)?(?:[/?#]\S*)?")
SHOWN = 60


def source_of(typed: str) -> str:
    """The address of a post, completed where its beginning was left out; else as typed."""
    return f"https://{typed}" if BARE.fullmatch(typed) else typed


def told_faults(form: Form, current: Update | None, language: Language) -> list[Fault]:
    """What is wrong with the address of the post and with the note.

    Args:
        form: what was typed.
        current: the update that is corrected; what stands there already is not asked about.
        language: of what is said.
    """
    faults = []
    source = source_of(form.source)
    known = current.source if current else ""
    if source not in ("", known) and not _an_address(source):
        said = text(
            "“{found}” is no address of a post: expected one such as https://www.example.gr/post.",
            language,
            found=source[:SHOWN],
        )
        faults.append(Fault(sentence=said))
    for name, words in (
        (text("Address of the post", language), source),
        (text("Note for readers", language), form.note),
    ):
        if len(words) > LONGEST_FIELD:
            said = text(
                "{field}: {number} characters are more than the 2,000 that can be kept.",
                language,
                field=name,
                number=len(words),
            )
            faults.append(Fault(sentence=said))
    return faults


def _an_address(source: str) -> bool:
    """Whether a browser would open it as a page of another site."""
    try:
        parts = urlsplit(source)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = source.isprintable() and not any(c.isspace() for c in source)
    return plain and parts.scheme in ("http", "https") and "." in host.strip(".")
