"""An update that was to be published and is on record already: is all of it there, and what to say if not."""

from collections.abc import Sequence

from dashboard.texts import plural, text
from forecasts.model import Language, Update
from forecasts.storage import Stored


def stands(update: Update, there: Update) -> bool:
    """Whether the record says all that was to be published, so that nothing typed is lost with its draft."""
    facts = [(getattr(update, name), getattr(there, name)) for name in ("hour", "event", "note", "source")]
    bounds = [{(r.key, r.low, r.high) for r in each.ranges} for each in (update, there)]
    return (
        there.withdrawn is None
        and update.published == there.published
        and bounds[0] == bounds[1]
        and all(not own or own == other for own, other in facts)
    )


def not_new(stored: Sequence[Stored], language: Language) -> str:
    """Why the last of these, the update itself, was not published, and how many others of its text were."""
    there = stored[-1].update
    if there.withdrawn:
        said = text(
            "This update was published before and withdrawn; it stays so. Change what it says, then publish.",
            language,
        )
    else:
        said = text(
            "These words are on record already, in an update that says something else by now, so it was not "
            "published; what you typed is kept. Correct update {number} instead, or change the words.",
            language,
            number=there.id,
        )
    new = sum(each.new for each in stored)
    if not new:
        return said
    others = plural(
        "{number} other update of the text was published.",
        "{number} other updates of the text were published.",
        new,
        language,
    )
    return f"{said} {others}"
