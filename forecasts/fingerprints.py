"""How a publication is recognised when it comes again: by what it says, or by its words."""

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from forecasts.model import Update


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What one publication is known by.

    `content` stands for who, which election, date, hour, event and figures: a post that is pasted again with
    a new update on top brings every older one back with the same content. `words` stands for who, which
    election and the text itself (None: no text): a post that a later version reads better, or whose date was
    known from elsewhere, is still the post that is already there, unless both have dates and these differ.
    """

    content: str
    words: str | None


def fingerprints(updates: Sequence[Update]) -> tuple[Fingerprint, ...]:
    """The fingerprint of each update of one submission.

    Updates that say different things under one text (a whole post given for each of its updates) are told
    apart by their place among those of the same text.
    """
    seen: dict[str, list[str]] = {}
    found = []
    for update in updates:
        content, words = content_of(update), words_of(update)
        if words is not None:
            siblings = seen.setdefault(words, [])
            if content not in siblings:
                siblings.append(content)
            words = numbered(words, siblings.index(content))
        found.append(Fingerprint(content=content, words=words))
    return tuple(found)


def content_of(update: Update) -> str:
    """Date, event and figures; neither the order of the parties nor how they are spelt matters."""
    figures = sorted((r.key, _figure(r.low), _figure(r.high)) for r in update.ranges)
    event = update.event
    occasion = [
        update.published.isoformat() if update.published else None,
        update.hour.isoformat() if update.hour else None,
        event.kind if event else None,
        event.ordinal if event else None,
    ]
    return _digest([update.election, update.forecaster, *occasion, figures])


def words_of(update: Update) -> str | None:
    """The text without its spacing and its capitals."""
    text = "".join(unicodedata.normalize("NFKC", update.text).casefold().split())
    return _digest([update.election, update.forecaster, text]) if text else None


def numbered(words: str, place: int) -> str:
    """The words of the update at a place, from 0, among those of one submission that have the same text."""
    return words if place == 0 else _digest([words, place])


def _figure(number: Decimal) -> str:
    """One spelling for equal numbers: 28, 28.0 and 2.8E+1 are all `28`."""
    return format(number.normalize(), "f")


def _digest(parts: object) -> str:
    """A short name for a list of parts that no other list will have."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
