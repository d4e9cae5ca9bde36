"""What becomes of a draft once its update is out: thrown away, unless it says more than was published."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard import guards, rendering
from dashboard.studio import desk
from dashboard.studio.forms import Form, form_of
from dashboard.texts import text
from forecasts.drafts import LAST_REVISION, Draft
from forecasts.faults import DatabaseError
from forecasts.model import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A draft as the page that publishes it knows it.

    `sent` is a save of which the page has not heard whether it arrived.
    """

    id: str = ""
    revision: int = 0
    sent: Form | None = None


def seen_in(given: object) -> Seen:
    """The draft in the JSON of a page with a script; whatever has the wrong shape counts as none."""
    draft: Mapping[str, Any] = given if isinstance(given, dict) else {}
    id, sent = draft.get("id"), draft.get("sent")  # noqa: A001
    return Seen(
        id=id if isinstance(id, str) else "",
        revision=revision_in(draft.get("revision")),
        sent=form_of(sent) if isinstance(sent, dict) else None,
    )


def revision_in(given: object) -> int:
    """A revision as a page has sent it; 0, which no saved draft has, for anything else."""
    if isinstance(given, str):
        given = int(given) if given.isascii() and given.isdecimal() and len(given) < 11 else 0
    return given if isinstance(given, int) and 0 <= given < LAST_REVISION else 0


def finished(seen: Seen, form: Form) -> Draft | None:
    """Throw a draft away whose update is out.

    Args:
        seen: the draft as its page knew it.
        form: what was published.

    Returns:
        The draft, where something else was saved in it meanwhile; it stays.
    """
    if not seen.id:
        return None
    said = [form.json()] + ([seen.sent.json()] if seen.sent else [])
    try:
        return desk.store().settle(seen.id, desk.account().name, seen.revision, said=said)
    except DatabaseError as error:
        # What is published is published; a draft that stays behind is no loss.
        guards.faults_log.error("a published draft could not be thrown away", exc_info=error)
        return None


def left_behind(language: Language) -> str:
    """What is said of a draft that stays."""
    return text(
        "What was written meanwhile on another page or device was not published and stays as a draft in "
        "the studio.",
        language,
    )


def next_of(batch: str) -> str:
    """Where the next draft of an import is looked at; nothing after the last."""
    if not batch:
        return ""
    waiting = [draft for draft in desk.own_drafts() if desk.form_in(draft).batch == batch]
    waiting.sort(key=lambda draft: (desk.form_in(draft).published or "", draft.id))
    return rendering.here().link("/studio/new", draft=waiting[0].id) if waiting else ""
