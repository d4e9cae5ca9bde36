"""An update as one flat row, and back: its ranges packed into one canonical text, figures exact."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Stop the cycle collector while a history is read.

    Among values that cannot change it finds nothing, and looking takes as long as everything else together.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def updates_of(rows: Iterable[tuple[Any, ...]]) -> tuple[Update, ...]:
    """The updates of a history, whose rows hold the values of `ROW` in its order."""
    with collector_at_rest():
        return tuple(_updates(rows))


def _updates(rows: Iterable[tuple[Any, ...]]) -> Iterator[Update]:
    """The updates of rows, each the same as `update_of` makes of it, checks and all.

    What a frozen class makes of its fields sets each by looking it up by its name, which takes three times as
    long as the fields' own slots; histories are long.
    """
    new, check = object.__new__, Update.__post_init__
    put_id, put_election, put_forecaster, put_published, put_hour, put_event, put_complete = _slots(
        "id", "election", "forecaster", "published", "hour", "event", "complete"
    )
    put_ranges, put_text, put_source, put_note, put_recorded, put_version, put_withdrawn = _slots(
        "ranges", "text", "source", "note", "recorded", "version", "withdrawn"
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
    ) in rows:
        made = new(Update)
        put_id(made, id_)
        put_election(made, election)
        put_forecaster(made, forecaster)
        put_published(made, published)
        put_hour(made, hour)
        put_event(made, _event(event_kind, event_ordinal) if event_kind else None)
        put_complete(made, complete)
        put_ranges(made, unpack(ranges))
        put_text(made, text)
        put_source(made, source)
        put_note(made, note)
        put_recorded(made, recorded)
        put_version(made, version)
        put_withdrawn(made, withdrawn)
        check(made)
        yield made


def _slots(*names: str) -> tuple[Callable[[Update, object], None], ...]:
    """What sets these fields of an update."""
    return tuple(getattr(Update, name).__set__ for name in names)


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
    opening, *lines, closing = packed.split("\n") if len(packed) > _EMPTY else ("[", "]")
    if opening != "[" or closing != "]":
        raise ValueError(f"expected ranges between brackets, a line each, found {packed[:80]}")
    return tuple(map(_LINES.__getitem__, lines))


def storable(text: str) -> str:
    """The text without what no database keeps: NUL and halves of surrogate pairs."""
    return text.replace("\0", REPLACEMENT).encode("utf-8", "replace").decode("utf-8")


class _Lines(dict[str, Range]):
    """The ranges of lines seen before, by the line with its comma; `lru_cache` would take twice as long."""

    def __missing__(self, line: str) -> Range:
        if len(self) >= _LINES_KEPT:
            self.clear()
        party, label, low, high, components, open_ended = json.loads(line.removesuffix(","))
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
