"""An update as one flat row, and back: its ranges packed into one canonical text, figures exact."""

import gc
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Protocol

from forecasts.model import EventReference, Range, Update

_EMPTY = len("[\n\n]")
_LINES_KEPT = 65_536
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


ROW = (
    *(
        "id",
        "election",
        "forecaster",
        "published",
        "hour",
        "event_kind",
        "event_ordinal",
        "complete",
        "ranges",
    ),
    *("text", "source", "note", "recorded", "version", "withdrawn"),
)


class UpdateRow(Protocol):
    """What a row of the record holds."""

    id: int
    election: str
    forecaster: str
    published: date | None
    hour: time | None
    event_kind: str | None
    event_ordinal: int | None
    complete: bool
    ranges: str
    text: str
    source: str
    note: str
    recorded: datetime
    version: int
    withdrawn: datetime | None


def clean(update: Update) -> Update:
    """The update as any database can keep it."""
    return replace(
        update,
        ranges=unpack(pack(update.ranges)),
        text=storable(update.text),
        source=storable(update.source),
        note=storable(update.note),
    )


def row_of(update: Update) -> dict[str, object]:
    """The values of an update's row, by column."""
    event = update.event
    return {
        "id": update.id,
        "election": update.election,
        "forecaster": update.forecaster,
        "published": update.published,
        "hour": update.hour,
        "event_kind": event.kind if event else None,
        "event_ordinal": event.ordinal if event else None,
        "complete": update.complete,
        "ranges": pack(update.ranges),
        "text": update.text,
        "source": update.source,
        "note": update.note,
        "recorded": update.recorded,
        "version": update.version,
        "withdrawn": update.withdrawn,
    }


def update_of(row: UpdateRow) -> Update:
    """The update that a row holds."""
    return Update(
        id=row.id,
        election=row.election,
        forecaster=row.forecaster,
        published=row.published,
        hour=row.hour,
        event=_event(row.event_kind, row.event_ordinal),
        complete=row.complete,
        ranges=unpack(row.ranges),
        text=row.text,
        source=row.source,
        note=row.note,
        recorded=row.recorded,
        version=row.version,
        withdrawn=row.withdrawn,
    )


def updates_of(rows: Iterable[tuple[Any, ...]]) -> tuple[Update, ...]:
    """The updates of a history, whose rows hold the values of `ROW` in its order.

    Looking each value up by its name would take as long as everything else together, and so would the cycle
    collector, which finds nothing among values that cannot change.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return tuple(_updates(rows))
    finally:
        if collecting:
            gc.enable()


def _updates(rows: Iterable[tuple[Any, ...]]) -> Iterator[Update]:
    return (
        Update(
            id=id_,
            election=election,
            forecaster=forecaster,
            published=published,
            hour=hour,
            event=_event(event_kind, event_ordinal) if event_kind else None,
            complete=complete,
            ranges=unpack(ranges),
            text=text,
            source=source,
            note=note,
            recorded=recorded,
            version=version,
            withdrawn=withdrawn,
        )
        for (
            id_,
            election,
            forecaster,
            published,
            hour,
            event_kind,
            event_ordinal,
            complete,
            ranges,
            text,
            source,
            note,
            recorded,
            version,
            withdrawn,
        ) in rows
    )


def pack(ranges: tuple[Range, ...]) -> str:
    """A JSON array with one range a line: party, label, low, high as printed, components, open-ended."""
    lines = [
        json.dumps(
            [r.party, r.label, format(r.low, "f"), format(r.high, "f"), list(r.components), r.open_ended],
            ensure_ascii=False,
        )
        for r in ranges
    ]
    return storable("[\n" + ",\n".join(lines) + "\n]")


def unpack(packed: str) -> tuple[Range, ...]:
    """The ranges of a packed text.

    From update to update most ranges stay as they are, and values never change: a line seen before gives the
    very same range again, which makes a long history several times faster to read.
    """
    return tuple(map(_LINES.__getitem__, packed[2:-2].split(",\n"))) if len(packed) > _EMPTY else ()


def storable(text: str) -> str:
    """The text without what no database keeps: NUL and halves of surrogate pairs."""
    return text.replace("\0", REPLACEMENT).encode("utf-8", "replace").decode("utf-8")


class _Lines(dict[str, Range]):
    """The ranges of lines seen before; finding one takes half the time that `lru_cache` would."""

    def __missing__(self, line: str) -> Range:
        if len(self) >= _LINES_KEPT:
            self.clear()
        party, label, low, high, components, open_ended = json.loads(line)
        made = self[line] = Range(
            party=party,
            label=label,
            low=Decimal(low),
            high=Decimal(high),
            components=tuple(components),
            open_ended=open_ended,
        )
        return made


_LINES = _Lines()


def _event(kind: str | None, ordinal: int | None) -> EventReference | None:
    """The event an update names."""
    if kind is None:
        return None
    if kind != "debate":
        raise ValueError(f"expected the event kind debate, found {kind}")
    return EventReference(kind="debate", ordinal=ordinal)
