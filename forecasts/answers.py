"""Model values as the documents and tables that outsiders get: JSON with the model's words, and CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from forecasts.derived import EventShifts, Revision, Shift
from forecasts.model import Event, EventReference, Range, Update
from forecasts.notation.reading import Reading, ReadingWarning, ReadRange, ReadUpdate

if TYPE_CHECKING:
    from forecasts.verification import Fault, Verification

Json = dict[str, object]
Say = Callable[[ReadingWarning], str]
# What a spreadsheet takes for the beginning of a formula, and what hides one.
FORMULA_MARKS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
UPDATE_COLUMNS = [
    "id",
    "election",
    "forecaster",
    "published",
    "hour",
    "event",
    "complete",
    "party",
    "label",
    "low",
    "high",
    "source",
    "note",
    "recorded",
]
REVISION_COLUMNS = [
    "published",
    "previous_published",
    "party",
    "label",
    "low",
    "high",
    "previous_low",
    "previous_high",
    "low_change",
    "high_change",
    "midpoint_change",
    "width_change",
    "overlap",
    "change",
    "disjoint",
]


def reading_document(reading: Reading, say: Say) -> Json:
    """What was read in a text: `read --json`.

    Args:
        reading: The reading.
        say: Puts a warning into a sentence.
    """
    return {
        "updates": [_read_update(update, say) for update in reading.updates],
        "warnings": [warning_document(warning, say) for warning in reading.warnings],
    }


def warning_document(warning: ReadingWarning, say: Say) -> Json:
    """One warning: code, sentence, party and place; what was found and expected, and a mend where known."""
    return {
        "code": warning.code,
        "message": say(warning),
        "party": warning.party,
        "start": warning.start,
        "end": warning.end,
        "found": warning.found,
        "expected": warning.expected,
        "mend": warning.mend,
    }


def updates_document(updates: Iterable[Update]) -> Json:
    """Updates with their ranges and their text as published: `updates --json`."""
    return {"updates": [update_document(update) for update in updates]}


def update_document(update: Update) -> Json:
    """One update."""
    return {
        "id": update.id,
        "election": update.election,
        "forecaster": update.forecaster,
        "published": _iso(update.published),
        "hour": _iso(update.hour),
        "event": _reference(update.event),
        "complete": update.complete,
        "ranges": [_range(each) for each in update.ranges],
        "text": update.text,
        "source": update.source,
        "note": update.note,
        "recorded": _iso(update.recorded),
        "version": update.version,
    }


def revisions_document(revisions: Iterable[Revision]) -> Json:
    """What each update changed: `revisions --json`."""
    return {"revisions": [revision_document(revision) for revision in revisions]}


def revision_document(revision: Revision) -> Json:
    """One revision; bounds and changes in percentage points."""
    return {
        "published": _iso(revision.published),
        "previous_published": _iso(revision.previous_published),
        "party": None if revision.party.startswith("?") else revision.party,
        "label": revision.label,
        "low": _number(revision.low),
        "high": _number(revision.high),
        "previous_low": _number(revision.previous_low),
        "previous_high": _number(revision.previous_high),
        "low_change": _number(revision.low_change),
        "high_change": _number(revision.high_change),
        "midpoint_change": _number(revision.midpoint_change),
        "width_change": _number(revision.width_change),
        "overlap": None if revision.overlap is None else float(revision.overlap),
        "change": revision.change,
        "disjoint": revision.disjoint,
        "update": revision.update,
        "previous_update": revision.previous_update,
        "previous_label": revision.previous_label,
        "successor": revision.successor,
    }


def debates_document(debates: Iterable[EventShifts], sentence: Callable[[EventShifts], str]) -> Json:
    """Before and after each debate, forecaster by forecaster: `debates --json`.

    Args:
        debates: The shifts around each debate.
        sentence: Puts the shifts around one event into a sentence.
    """
    return {
        "debates": [
            {
                "event": _event(each.event),
                "forecaster": each.forecaster,
                "before": _occasion(each.before),
                "after": _occasion(each.after),
                "cause": each.cause,
                "also_after": [_event(event) for event in each.also_after],
                "undecidable": [_occasion(update) for update in each.undecidable],
                "shifts": [_shift(shift) for shift in each.shifts],
                "sentence": sentence(each),
            }
            for each in debates
        ]
    }


def updates_table(updates: Iterable[Update]) -> str:
    """Updates as CSV, a row for each range."""
    rows = []
    for update in updates:
        document = update_document(update)
        event = f"{update.event.kind}-{update.event.ordinal or ''}".rstrip("-") if update.event else None
        rows += [{**document, "event": event, **_range(each)} for each in update.ranges]
    return csv_text(UPDATE_COLUMNS, rows)


def revisions_table(revisions: Iterable[Revision]) -> str:
    """Revisions as CSV, a row for each."""
    return csv_text(REVISION_COLUMNS, [revision_document(revision) for revision in revisions])


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Rows as RFC 4180 text; a text that a spreadsheet would run as a formula gets an apostrophe in front."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    """A cell: numbers as they are, yes and no as in JSON, texts made harmless, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA_MARKS):
        return f"'{value}"
    return value


def verification_document(found: "Verification", say: "Callable[[Fault], str]") -> Json:
    """What a check of the record found."""
    faults = [
        {
            "place": fault.place,
            "number": fault.number,
            "version": fault.version,
            "what": fault.what,
            "found": fault.found,
            "expected": fault.expected,
            "message": say(fault),
        }
        for fault in found.faults
    ]
    told: Json = {"sound": found.sound, "acts": found.acts, "updates": found.updates, "head": found.head}
    return told | {"faults": faults, "more": found.more}


def _read_update(update: ReadUpdate, say: Say) -> Json:
    return {
        "published": _iso(update.published),
        "hour": _iso(update.hour),
        "event": _reference(update.event),
        "complete": update.complete,
        "ranges": [_read_range(each) for each in update.ranges],
        "warnings": [warning_document(warning, say) for warning in update.warnings],
        "start": update.start,
        "end": update.end,
    }


def _read_range(read: ReadRange) -> Json:
    return {**_range(read.range), "start": read.start, "end": read.end}


def _range(range_: Range) -> Json:
    return {
        "party": range_.party,
        "label": range_.label,
        "components": list(range_.components),
        "low": float(range_.low),
        "high": float(range_.high),
    }


def _shift(shift: Shift) -> Json:
    return {
        **revision_document(shift.revision),
        "persistence": shift.persistence,
        "larger_than": shift.larger_than,
        "other_moves": shift.other_moves,
    }


def _event(event: Event) -> Json:
    return {
        "id": event.id,
        "kind": event.kind,
        "ordinal": event.ordinal or None,
        "date": event.date.isoformat(),
    }


def _reference(event: EventReference | None) -> Json | None:
    return {"kind": event.kind, "ordinal": event.ordinal} if event else None


def _occasion(update: Update | None) -> Json | None:
    return {"update": update.id, "published": _iso(update.published)} if update else None


def _iso(value: object) -> str | None:
    """Dates, times and moments."""
    return value.isoformat() if hasattr(value, "isoformat") else None


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
