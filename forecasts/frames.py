"""Model values become tidy pandas tables; every column is documented here, once.

A table has the same columns and types when it is empty. Shares are floats in percentage points, moments are
Athens time without a zone, words missing are nan, and `update` is an update's place in the order of record
(0 where it is not stored). `colour` and `short` are those of the party table.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pandas as pd

from forecasts.derived import EventShifts, Revision, Shift
from forecasts.model import Election, Forecaster, Language, Party, Result, Update
from forecasts.revisions import lines, walk

Columns = Mapping[str, tuple[str, str]]
Row = dict[str, object]

NUMBER, COUNT, WORD, MOMENT, FLAG = "float64", "int64", "str", "datetime64[us]", "bool"
UNKNOWN_COLOUR = "#8C8C8C"

PARTY: Columns = {"short": (WORD, "the party's short name"), "colour": (WORD, "the party's colour")}

RANGES: Columns = {
    "update": (COUNT, "the update that printed the range"),
    "forecaster": (WORD, "id of who published it"),
    "published": (MOMENT, "the day the post states; missing where it states none"),
    "hour": (WORD, "the hour of publication, 19:00; missing where unknown"),
    "start": (MOMENT, "when the range begins to hold; missing for an undated update"),
    "end": (
        MOMENT,
        "when an update replaces it or leaves it out (an undated one counts from the next dated)",
    ),
    "party": (WORD, "the party, or the label behind a ? where nobody knows the name"),
    "line": (WORD, "the party under which the line goes last: pasok-dimar for the pasok it succeeded"),
    "label": (WORD, "the name as written"),
    **PARTY,
    "low": (NUMBER, "lower bound"),
    "high": (NUMBER, "upper bound"),
    "midpoint": (NUMBER, "half-way between the bounds"),
    "width": (NUMBER, "high minus low"),
    "complete": (FLAG, "whether the update's text is whole"),
    "note": (WORD, "what is to be said of the update"),
}

REVISIONS: Columns = {
    "update": (COUNT, "the update that made the revision"),
    "previous_update": (COUNT, "the update it is compared with"),
    "published": (MOMENT, "the day of the update"),
    "previous_published": (MOMENT, "the day of the update it is compared with"),
    "party": (WORD, "the party"),
    "line": (WORD, "the party under which the line goes last"),
    **PARTY,
    "label": (WORD, "the name as written"),
    "previous_label": (WORD, "the name as written before; missing for a party added"),
    "previous_short": (WORD, "the short name of the party compared with; missing for a party added"),
    "low": (NUMBER, "lower bound; missing for a party dropped"),
    "high": (NUMBER, "upper bound"),
    "previous_low": (NUMBER, "lower bound before; missing for a party added"),
    "previous_high": (NUMBER, "upper bound before"),
    "low_change": (
        NUMBER,
        "low minus previous low; this and the next four are missing for added and dropped",
    ),
    "high_change": (NUMBER, "high minus previous high"),
    "midpoint_change": (NUMBER, "the move of the midpoint"),
    "width_change": (NUMBER, "the change of the width"),
    "overlap": (NUMBER, "length of the intersection over length of the union, 0 to 1"),
    "change": (WORD, "unchanged, raised, lowered, widened, narrowed, added or dropped"),
    "disjoint": (FLAG, "whether the ranges share no more than an end point; false for added and dropped"),
    "successor": (FLAG, "whether a list took its predecessor's place"),
}

SHIFTS: Columns = {
    "event": (WORD, "id of the event, debate-2"),
    "event_name": (WORD, "what happened"),
    "event_date": (MOMENT, "the day of the event"),
    "forecaster": (WORD, "id of the forecaster"),
    "forecaster_name": (WORD, "the forecaster's name"),
    "before_published": (MOMENT, "the day of the update before the event"),
    "after_published": (MOMENT, "the day of the update after the event"),
    "party": (WORD, "the party"),
    **PARTY,
    "before_low": (NUMBER, "lower bound before; missing for a party added"),
    "before_high": (NUMBER, "upper bound before"),
    "after_low": (NUMBER, "lower bound after; missing for a party dropped"),
    "after_high": (NUMBER, "upper bound after"),
    "midpoint_change": (NUMBER, "the move of the midpoint; missing for added and dropped, like the next two"),
    "low_change": (NUMBER, "the move of the lower bound"),
    "high_change": (NUMBER, "the move of the upper bound"),
    "change": (WORD, "unchanged, raised, lowered, widened, narrowed, added or dropped"),
    "successor": (FLAG, "whether a list took its predecessor's place"),
    "cause": (WORD, "stated where the forecaster names the event, timing where the update only came after"),
    "persistence": (WORD, "held, faded, grew or open; missing where the midpoint did not move"),
    "larger_than": (COUNT, "how many of the forecaster's other moves of the party were smaller"),
    "other_moves": (COUNT, "how many other moves there are"),
    "order": (COUNT, "place by size within event and forecaster, from 1"),
}

EVENTS: Columns = {
    "id": (WORD, "id of the event, debate-2"),
    "date": (MOMENT, "its day"),
    "kind": (WORD, "debate, debate_cancelled, event or election"),
    "ordinal": (COUNT, "the number of a debate, 0 for all else"),
    "name": (WORD, "what happened"),
}

RESULT: Columns = {
    "party": (WORD, "the party"),
    **PARTY,
    "share": (NUMBER, "share of the valid votes"),
    "votes": (NUMBER, "votes; missing where no count was found"),
    "seats": (COUNT, "seats in parliament"),
}


def ranges_frame(
    updates: Sequence[Update],
    parties: Sequence[Party],
    language: Language,
    *,
    election: Election | None = None,
) -> pd.DataFrame:
    """Lay out the ranges of updates of one election, and from when to when each held.

    Args:
        updates: in any order, of any number of forecasters.
        parties: the party table.
        language: of the short names.
        election: gives the day on which the last ranges end; without it they have no end.
    """
    of_forecaster: dict[str, list[Update]] = {}
    for update in updates:
        of_forecaster.setdefault(update.forecaster, []).append(update)
    dress = _Dress(parties, language)
    rows = [row for own in of_forecaster.values() for row in _range_rows(own, parties, election, dress)]
    return _frame(RANGES, rows)


def revisions_frame(
    revisions: Sequence[Revision], parties: Sequence[Party], language: Language
) -> pd.DataFrame:
    """Lay out revisions, a row each, as given."""
    dress = _Dress(parties, language)
    line = lines(revisions)
    rows: list[Row] = []
    for r in revisions:
        places: Row = {
            "update": r.update or 0,
            "previous_update": r.previous_update or 0,
            "line": line[r.party],
            "previous_short": dress(r.previous_party or "", r.previous_label or "")["short"] or None,
        }
        figures = {name: getattr(r, name, None) for name in REVISIONS}
        rows.append(figures | dress(r.party, r.label) | places | {"disjoint": bool(r.disjoint)})
    return _frame(REVISIONS, rows)


def shifts_frame(
    event_shifts: Sequence[EventShifts],
    parties: Sequence[Party],
    forecasters: Sequence[Forecaster],
    language: Language,
) -> pd.DataFrame:
    """Lay out the shifts around events, a row per event, forecaster and party, largest first within each."""
    dress = _Dress(parties, language)
    names = {forecaster.id: forecaster.name(language) for forecaster in forecasters}
    rows: list[Row] = []
    for found in event_shifts:
        shared: Row = {
            "event": found.event.id,
            "event_name": found.event.name(language),
            "event_date": found.event.date,
            "forecaster": found.forecaster,
            "forecaster_name": names.get(found.forecaster, found.forecaster),
            "before_published": found.before.published if found.before else None,
            "after_published": found.after.published if found.after else None,
            "cause": found.cause,
        }
        for order, shift in enumerate(found.shifts, start=1):
            rows.append(shared | _shift_row(shift, order) | dress(shift.revision.party, shift.revision.label))
    return _frame(SHIFTS, rows)


def events_frame(election: Election, language: Language) -> pd.DataFrame:
    """Lay out the events of an election, a row each, by date."""
    rows: list[Row] = [
        Row(id=e.id, date=e.date, kind=e.kind, ordinal=e.ordinal, name=e.name(language))
        for e in sorted(election.events, key=lambda event: event.date)
    ]
    return _frame(EVENTS, rows)


def result_frame(result: Result | None, parties: Sequence[Party], language: Language) -> pd.DataFrame:
    """Lay out an official result, a row per party; no rows where there is none yet."""
    dress = _Dress(parties, language)
    rows = [
        {"party": x.party, "share": x.share, "votes": x.votes, "seats": x.seats} | dress(x.party, x.party)
        for x in (result.lines if result else ())
    ]
    return _frame(RESULT, rows)


class _Dress:
    """Gives a party its short name and colour; an unknown one keeps its label."""

    def __init__(self, parties: Sequence[Party], language: Language) -> None:
        self._known = {p.id: Row(short=p.short(language), colour=p.colour) for p in parties}

    def __call__(self, party: str, label: str) -> Row:
        return self._known.get(party) or {"short": label, "colour": UNKNOWN_COLOUR}


def _frame(columns: Columns, rows: Sequence[Row]) -> pd.DataFrame:
    """Build a table with exactly these columns and types, whatever the rows, even none."""
    series = {
        name: pd.Series([_plain(row[name]) for row in rows], dtype=dtype)
        for name, (dtype, _) in columns.items()
    }
    return pd.DataFrame(series)


def _plain(value: object) -> object:
    return float(value) if isinstance(value, Decimal | Fraction) else value


def _range_rows(
    updates: Sequence[Update], parties: Sequence[Party], election: Election | None, dress: _Dress
) -> list[Row]:
    """Walk one forecaster's updates: each prints ranges and ends those it replaces."""
    steps = list(walk(updates, parties))
    starts = _starts([update for update, _, _ in steps])
    line = lines([r for _, _, made in steps for r in made])
    rows: dict[tuple[int, str], Row] = {}
    holding: dict[str, tuple[int, str]] = {}
    for number, (update, outlook, _) in enumerate(steps):
        moment = next((start for start in starts[number:] if start), None)
        for key in [k for k in holding if k not in outlook.words or outlook.words[k].update is update]:
            rows[holding.pop(key)]["end"] = moment
        for r in update.ranges:
            holding[r.key] = place = (number, r.key)
            names: Row = {"party": r.key, "line": line.get(r.key, r.key), "label": r.label}
            bounds: Row = {"low": r.low, "high": r.high, "midpoint": r.midpoint, "width": r.width}
            rows[place] = _update_row(update, starts[number]) | names | dress(r.key, r.label) | bounds
    for place in holding.values():
        rows[place]["end"] = _election_end(rows[place]["start"], election.date) if election else None
    return list(rows.values())


def _update_row(update: Update, start: datetime | None) -> Row:
    same = ("forecaster", "published", "complete", "note")
    hour = f"{update.hour:%H:%M}" if update.hour else None
    times: Row = {"update": update.id or 0, "hour": hour, "start": start, "end": None}
    return {name: getattr(update, name) for name in same} | times


def _starts(updates: Sequence[Update]) -> list[datetime | None]:
    """Say when each update begins to hold; one without an hour never before those it follows."""
    starts: list[datetime | None] = []
    latest = datetime.combine(date.min, time.min)
    for update in updates:
        if update.published:
            latest = max(latest, datetime.combine(update.published, update.hour or time.min))
        starts.append(latest if update.published else None)
    return starts


def _election_end(start: object, election_day: date) -> datetime:
    """End at the start of election day; a range published on the day itself at its end."""
    day = datetime.combine(election_day, time.min)
    return day + timedelta(days=1) if isinstance(start, datetime) and start >= day else day


def _shift_row(shift: Shift, order: int) -> Row:
    r = shift.revision
    same = ("party", "midpoint_change", "low_change", "high_change", "change", "successor")
    return {name: getattr(r, name) for name in same} | {
        "before_low": r.previous_low,
        "before_high": r.previous_high,
        "after_low": r.low,
        "after_high": r.high,
        "persistence": shift.persistence,
        "larger_than": shift.larger_than,
        "other_moves": shift.other_moves,
        "order": order,
    }
