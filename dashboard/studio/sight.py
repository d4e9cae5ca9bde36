"""Whether what is about to be published is what its author was last shown."""

from hashlib import sha256

from dashboard.studio.understanding import Understood
from forecasts.model import Update


def sight(found: Understood) -> str:
    """A mark of all that readers would get: the same for the same days, events and ranges; empty for nothing.

    Args:
        found: a form, understood.
    """
    if found.update is None:
        return ""
    every = (*found.others, found.update)
    return sha256(repr([_shown(update) for update in every]).encode()).hexdigest()[:32]


def unseen(found: Understood, seen: object) -> bool:
    """Whether a page was last shown something else.

    Args:
        found: what would be published.
        seen: the mark of what the page was shown, None from a page that shows nothing as one types.
    """
    return seen is not None and seen != sight(found)


def _shown(update: Update) -> tuple[object, ...]:
    ranges = [(r.party, r.label, str(r.low), str(r.high), r.components, r.open_ended) for r in update.ranges]
    return (str(update.published), str(update.hour), str(update.event), ranges)
