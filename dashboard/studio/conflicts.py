"""Two people have corrected one update: what the other changed, beside what I have, party by party."""

from collections.abc import Collection
from typing import Any

from dashboard import context
from dashboard.studio import desk
from dashboard.texts import text
from forecasts import wording
from forecasts.model import Language, Range, Update
from forecasts.refusals import Outdated


def conflict(
    mine: Update, typed: Collection[str], based_on: int, error: Outdated, language: Language
) -> dict[str, Any]:
    """What a page needs to let its author choose.

    Args:
        mine: the correction that was refused.
        typed: the parties whose lines its author has touched; the others are as they were when it began.
        based_on: the version its author had seen.
        error: the refusal; it knows how the update stands.
        language: the author's.

    Returns:
        The version to base the next try on, why and when the other changed it, and each party whose ranges
        differ: `mine`, `theirs`, and which of the two has changed since the version both began with.
    """
    theirs = error.current
    history = context.tracker().history(theirs.id or 0)
    base = next((each.update for each in history if each.act.version == based_on), None)
    versions = (theirs, mine, *([base] if base else []))
    keys = dict.fromkeys(r.key for update in versions for r in update.ranges)
    rows = []
    for key in keys:
        began, other = (base or theirs).range_of(key), theirs.range_of(key)
        own = mine.range_of(key) if key in typed or began is None else began
        if _bounds(own) != _bounds(other):
            rows.append(_row(key, own, other, began, language))
    return {
        "version": theirs.version,
        "rows": rows,
        "why": [
            text(
                "Changed at {time}: “{reason}”",
                language,
                time=desk.moment(act.recorded, language),
                reason=act.reason,
            )
            for act in error.changed
        ],
    }


def _row(
    key: str,
    own: Range | None,
    other: Range | None,
    began: Range | None,
    language: Language,
) -> dict[str, Any]:
    party = context.tracker().catalogue.party(key)
    printed = own or other
    label = printed.label if printed else key
    return {
        "key": key,
        "party": party.short(language) if party else label,
        "label": label,
        "mine": _said(own, language),
        "theirs": _said(other, language),
        "before": _said(began, language),
        "mine_cells": _cells(own, language),
        "take": "theirs" if _bounds(own) == _bounds(began) else "mine",
    }


def _bounds(printed: Range | None) -> object:
    return (printed.low, printed.high, printed.label) if printed else None


def _said(printed: Range | None, language: Language) -> str:
    return wording.range_text(printed.low, printed.high, language) if printed else "–"


def _cells(printed: Range | None, language: Language) -> dict[str, str] | None:
    if printed is None:
        return None
    return {
        "label": printed.label,
        "low": wording.number(printed.low, language),
        "high": wording.number(printed.high, language),
    }
