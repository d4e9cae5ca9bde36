"""Two people have corrected one update: what the other changed, beside what I have, place by place."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard import context
from dashboard.studio import desk
from dashboard.studio.forms import FACTS, Form, Row
from dashboard.studio.understanding import Understood
from dashboard.texts import text
from forecasts import wording
from forecasts.model import Language, Range, Update
from forecasts.notation.writer import write_update
from forecasts.refusals import Outdated

SHORT = 80


def conflict(found: Understood, error: Outdated, language: Language) -> dict[str, Any]:
    """What a page needs to let its author choose.

    Args:
        found: the correction that was refused; its `current` is the version its author began with.
        error: the refusal; it knows how the update stands.
        language: the author's.

    Returns:
        The version to base the next try on, why and when the other changed it, and a row for each party whose
        ranges differ and each fact that differs: `mine`, `theirs`, and which of the two has changed since the
        version both began with. `same` are the ranges in which the two agree, `text` is the post as it was
        and as it stands: who has not touched it goes on with theirs.
    """
    mine, base, theirs = found.update, found.current, error.current
    assert mine is not None  # noqa: S101 - only what can be saved is refused as outdated
    assert base is not None  # noqa: S101 - it is a correction
    rows, same = [], []
    for key in dict.fromkeys(r.key for update in (theirs, mine, base) for r in update.ranges):
        own, other = mine.range_of(key), theirs.range_of(key)
        if _bounds(own) != _bounds(other):
            rows.append(_row(key, own, other, base.range_of(key), language))
        elif own:
            same.append({"key": key, "cells": _cells(own, language)})
    return {
        "version": theirs.version,
        "text": {"base": base.text, "theirs": theirs.text},
        "rows": [*rows, *_facts(mine, base, theirs, language), *_text(found.form, base, theirs, language)],
        "same": same,
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


def merged(form: Form, told: Mapping[str, Any]) -> Form:
    """The form where nobody was asked: what I have not touched is theirs, the rest stays mine."""
    untouched = not form.text.strip() or form.text == told["text"]["base"]
    form = replace(form, based_on=told["version"], text=told["text"]["theirs"] if untouched else form.text)
    for row in told["rows"]:
        if "field" in row:
            form = replace(form, **{row["field"]: row[f"{row['take']}_value"]})
            if row["field"] in FACTS:
                form = replace(form, fixed=tuple(dict.fromkeys((*form.fixed, row["field"]))))
    # A text of one's own is read over everything, so that all that was agreed has to stand over it.
    own_text = form.text != told["text"]["theirs"]
    chosen = {each["key"]: each["cells"] for each in told["same"] if own_text}
    for row in told["rows"]:
        if "field" not in row and (own_text or row["take"] == "mine"):
            chosen[row["key"]] = row[f"{row['take']}_cells"]
    left_out = [key for key in form.left_out if own_text and key not in chosen]
    return replace(
        form,
        rows=tuple(Row(**cells, was=key, id=f"kept:{key}") for key, cells in chosen.items() if cells),
        left_out=(*left_out, *(key for key, cells in chosen.items() if not cells)),
    )


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
        "theirs_cells": _cells(other, language),
        "take": "theirs" if _bounds(own) == _bounds(began) else "mine",
    }


def _facts(mine: Update, base: Update, theirs: Update, language: Language) -> list[dict[str, Any]]:
    """A row for each of date, hour, event, note and address in which the two differ."""
    labels = {
        "published": text("Date of the post", language),
        "hour": text("Hour, if it matters", language),
        "event": text("It answers to", language),
        "note": text("Note for readers", language),
        "source": text("Address of the post", language),
    }
    values = [_values(update) for update in (mine, base, theirs)]
    said = [_values_said(update, language) for update in (mine, base, theirs)]
    rows = []
    for field, label in labels.items():
        own, began, other = (each[field] for each in values)
        if own != other:
            words = [each[field] for each in said]
            rows.append(_field_row(field, label, (own, began, other), words))
    return rows


def _text(form: Form, base: Update, theirs: Update, language: Language) -> list[dict[str, Any]]:
    """A row for the post, where both have put another in its place; one made from the ranges is nobody's."""
    made = write_update(theirs, context.tracker().catalogue.parties)
    if not form.text.strip() or form.text == base.text or theirs.text in (base.text, form.text, made):
        return []
    values = (form.text, base.text, theirs.text)
    return [_field_row("text", text("The post", language), values, values)]


def _field_row(field: str, label: str, values: Any, said: Any) -> dict[str, Any]:
    own, began, other = values
    mine, before, others = (_short(words) for words in said)
    return {
        "key": field,
        "field": field,
        "party": label,
        "mine": mine,
        "theirs": others,
        "before": before,
        "mine_value": own,
        "theirs_value": other,
        "take": "theirs" if own == began else "mine",
    }


def _values(update: Update) -> dict[str, str]:
    """The facts of an update as the fields of the page have them."""
    event = update.event
    return {
        "published": update.published.isoformat() if update.published else "",
        "hour": f"{update.hour:%H:%M}" if update.hour else "",
        "event": (f"debate-{event.ordinal}" if event.ordinal else "debate") if event else "",
        "note": " ".join(update.note.split()),
        "source": " ".join(update.source.split()),
    }


def _values_said(update: Update, language: Language) -> dict[str, str]:
    said = _values(update)
    if update.published:
        said["published"] = wording.day(update.published, language, year=True)
    if update.event:
        said["event"] = wording.event_phrase(update.event, language)
    return said


def _short(words: str) -> str:
    line = " ".join(words.split())
    return (line if len(line) <= SHORT else line[: SHORT - 1] + "…") or "–"


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
