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
    """What one publication is known by; two updates that share either mark are the same publication.

    `content` stands for who, which election, date, hour, event and figures: a post that is pasted again with
    a new update on top brings every older one back with the same content. `words` stands for the text itself,
    so that a post read better by a later version is still the post that is already there (None: no text).
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
        content, words = _content(update), _words(update)
        if words is not None:
            siblings = seen.setdefault(words, [])
            if content not in siblings:
                siblings.append(content)
            place = siblings.index(content)
            words = words if place == 0 else _digest([words, place])
        found.append(Fingerprint(content=content, words=words))
    return tuple(found)


def _content(update: Update) -> str:
    """Date, event and figures; neither the order of the parties nor how they are spelt matters."""
    figures = sorted((r.key, _figure(r.low), _figure(r.high)) for r in update.ranges)
    return _digest([*_occasion(update), figures])


def _words(update: Update) -> str | None:
    """The text without its spacing and its capitals."""
    text = "".join(unicodedata.normalize("NFKC", update.text).casefold().split())
    return _digest([*_occasion(update), text]) if text else None


def _occasion(update: Update) -> list[str | int | None]:
    """Who spoke about what, and when."""
    event = update.event
    return [
        update.election,
        update.forecaster,
        update.published.isoformat() if update.published else None,
        update.hour.isoformat() if update.hour else None,
        event.kind if event else None,
        event.ordinal if event else None,
    ]


def _figure(number: Decimal) -> str:
    """One spelling for equal numbers: 28, 28.0 and 2.8E+1 are all `28`."""
    return format(number.normalize(), "f")


def _digest(parts: object) -> str:
    """A short name for a list of parts that no other list will have."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
