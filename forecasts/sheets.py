"""An update in full as a sheet of JSON beside its text: for what reading the text would not give again."""

import json
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any

from forecasts.model import EventReference, Range, Update
from forecasts.packing import storable

KEYS = ("published", "hour", "event", "complete", "ranges", "source", "note")
LARGEST_ORDINAL = 1000
RANGE_KEYS = ("party", "label", "low", "high", "components", "open_ended")


class SheetError(ValueError):
    """What stood in a sheet, and what should have."""

    def __init__(self, found: str, expected: str) -> None:
        self.found = found
        self.expected = expected
        super().__init__(f"found {found}; expected {expected}")


def write_sheet(update: Update, *, text: bool) -> str:
    """An update as a sheet, one range a line.

    Args:
        update: what it says.
        text: whether the sheet holds the text as well, which the file beside it then cannot hold exactly.
    """
    event = update.event
    values: dict[str, object] = {
        "published": update.published.isoformat() if update.published else None,
        "hour": update.hour.isoformat("auto") if update.hour else None,
        "event": {"kind": event.kind, "ordinal": event.ordinal} if event else None,
        "complete": update.complete,
        "source": update.source,
        "note": update.note,
    }
    if text:
        values["text"] = update.text
    lines = [f"  {_json(name)}: {_json(value)}," for name, value in values.items()]
    ranges = ",\n".join(f"    {_json(_values(each))}" for each in update.ranges)
    return "\n".join(["{", *lines, f'  "ranges": [\n{ranges}\n  ]', "}"]) + "\n"


def read_sheet(sheet: str, *, forecaster: str, election: str, text: str, parties: Iterable[str]) -> Update:
    """The update that a sheet holds.

    Args:
        sheet: the sheet's own text.
        forecaster: whose update it is.
        election: for which election.
        text: the text beside it, which counts unless the sheet holds one.
        parties: the ids there are.

    Raises:
        SheetError: for what cannot be read.
    """
    values = _object(sheet)
    missing = [key for key in KEYS if key not in values]
    if missing:
        raise SheetError("no " + ", ".join(missing), f"the keys {', '.join(KEYS)}")
    try:
        return Update(
            forecaster=forecaster,
            election=election,
            published=date.fromisoformat(values["published"]) if values["published"] else None,
            hour=_hour(values["hour"]) if values["hour"] else None,
            event=_event(values["event"]),
            ranges=tuple(_range(each, set(parties)) for each in values["ranges"]),
            complete=_kind(values["complete"], bool),
            text=_words(values.get("text", text)),
            source=_words(values["source"]),
            note=_words(values["note"]),
        )
    except SheetError:
        raise
    except (ValueError, TypeError, KeyError, ArithmeticError) as error:
        raise SheetError(f"{error}" or type(error).__name__, "an update as the record keeps it") from error


def _object(sheet: str) -> dict[str, Any]:
    try:
        values = json.loads(sheet)
    except (ValueError, RecursionError) as error:
        raise SheetError(f"no JSON ({error})", "a JSON object") from error
    if not isinstance(values, dict):
        raise SheetError("another kind of JSON", "a JSON object")
    return values


def _range(values: Any, parties: set[str]) -> Range:
    if not isinstance(values, dict) or set(values) != set(RANGE_KEYS):
        raise SheetError(_json(values)[:60], f"a range with {', '.join(RANGE_KEYS)}")
    named = {values["party"], *values["components"]} - {None}
    if named - parties:
        raise SheetError(f"the party {', '.join(sorted(named - parties))}", "parties of parties.csv")
    return Range(
        party=values["party"],
        label=_words(values["label"]),
        low=Decimal(_kind(values["low"], str)),
        high=Decimal(_kind(values["high"], str)),
        components=tuple(values["components"]),
        open_ended=_kind(values["open_ended"], bool),
    )


def _event(values: Any) -> EventReference | None:
    if values is None:
        return None
    ordinal = values.get("ordinal")
    known = ordinal is None or (type(ordinal) is int and 0 < ordinal < LARGEST_ORDINAL)
    if values.get("kind") != "debate" or not known:
        raise SheetError(f"the event {_json(values)}", "a debate with its number, or null")
    return EventReference(kind="debate", ordinal=ordinal)


def _hour(value: Any) -> time:
    hour = time.fromisoformat(value)
    if hour.tzinfo is not None:
        raise SheetError(f"the hour {_json(value)}", "the hour in Athens without a zone")
    return hour


def _words(value: Any) -> str:
    return storable(str(_kind(value, str)))


def _kind(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise SheetError(_json(value)[:60], "a text" if kind is str else "true or false")
    return value


def _values(found: Range) -> dict[str, object]:
    return {
        "party": found.party,
        "label": found.label,
        "low": format(found.low, "f"),
        "high": format(found.high, "f"),
        "components": list(found.components),
        "open_ended": found.open_ended,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
