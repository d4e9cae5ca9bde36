"""The address of a post and the note, as typed: what is wrong with them."""

from dashboard.studio.forms import LONGEST_FIELD, Form
from dashboard.studio.lines import Fault
from dashboard.texts import text
from forecasts.addresses import completed, is_address
from forecasts.model import Language, Update

SHOWN = 60


def told_faults(form: Form, current: Update | None, language: Language) -> list[Fault]:
    """What is wrong with the address of the post and with the note.

    Args:
        form: what was typed.
        current: the update that is corrected; what stands there already is not asked about.
        language: of what is said.
    """
    faults = []
    source = completed(form.source)
    known = current.source if current else ""
    if source not in ("", known) and not is_address(source):
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
