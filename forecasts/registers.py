"""The registers of data/ as model values: forecasters, laws, elections with their events."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args

from forecasts.model import (
    HUNDRED,
    MASS,
    Election,
    Event,
    EventKind,
    Forecaster,
    ForecasterKind,
    Law,
)
from forecasts.rows import Faults, Row, quoted, read_table, read_toml

FORECASTERS = "forecasters.csv"
LAWS = "laws.toml"
ELECTIONS = "elections.csv"
EVENTS = "events.csv"

FORECASTER_COLUMNS = ("id", "name_el", "name_en", "kind", "site", "source")
LAW_COLUMNS = (
    "name_el",
    "name_en",
    "citation",
    "seats",
    "threshold",
    "bonus",
    "bonus_from",
    "bonus_step",
    "bonus_limit",
    "source",
)
ELECTION_COLUMNS = ("id", "date", "kind", "name_el", "name_en", "law", "source")
EVENT_COLUMNS = (
    "election",
    "date",
    "hour",
    "kind",
    "ordinal",
    "name_el",
    "name_en",
    "participants",
    "source",
)

ELECTION_KINDS = ("parliamentary", "european")
FORECASTER_KINDS: tuple[ForecasterKind, ...] = get_args(ForecasterKind)
EVENT_KINDS: tuple[EventKind, ...] = tuple(kind for kind in get_args(EventKind) if kind != "election")


def read_forecasters(folder: Path, faults: Faults) -> tuple[Forecaster, ...]:
    """The forecasters."""
    rows = read_table(folder, FORECASTERS, FORECASTER_COLUMNS, faults, optional=("mass",))
    no_id_twice(rows, "id")
    return tuple(_forecaster(row) for row in rows)


def read_laws(folder: Path, faults: Faults) -> tuple[Law, ...]:
    """The electoral laws."""
    return tuple(_law(row) for row in read_toml(folder, LAWS, LAW_COLUMNS, faults))


def read_elections(folder: Path, laws: Sequence[Law], faults: Faults) -> tuple[Election, ...]:
    """The elections by date, each with its events by date."""
    rows = read_table(folder, ELECTIONS, ELECTION_COLUMNS, faults)
    no_id_twice(rows, "id")
    elections = [_election(row, laws) for row in rows]
    days = {election.id: election.date for election in elections}
    before = len(faults.found)
    event_rows = read_table(folder, EVENTS, EVENT_COLUMNS, faults)
    events = [(row, _event(row, days)) for row in event_rows]
    events.sort(key=lambda pair: pair[1].date)
    # Debates cannot be counted among rows that cannot be read.
    if len(faults.found) == before:
        _no_event_twice(events)
        for election in days:
            _numbered([pair for pair in events if pair[1].election == election])
    return tuple(
        replace(election, events=tuple(event for _, event in events if event.election == election.id))
        for election in sorted(elections, key=lambda election: election.date)
    )


def no_id_twice(rows: Iterable[Row], column: str) -> None:
    """Note every row that repeats what an earlier row has under a column."""
    seen: dict[str, int] = {}
    for row in rows:
        found = row.optional(column)
        if found in seen:
            row.fault(f"{quoted(found)} under {column}, as in line {seen[found]}", f"each {column} once")
        elif found:
            seen[found] = row.line


def _forecaster(row: Row) -> Forecaster:
    site = row.optional("site")
    if site and not site.startswith(("https://", "http://")):
        row.fault(f"{quoted(site)} under site", "an address that begins with https:// or http://")
    return Forecaster(
        id=row.slug(),
        name_el=row.text("name_el"),
        name_en=row.text("name_en"),
        kind=row.one_of("kind", FORECASTER_KINDS),
        site=site,
        mass=_mass(row),
        source=row.text("source"),
    )


def _mass(row: Row) -> Decimal:
    mass = row.points("mass") if row.optional("mass") else MASS
    if not (50 <= mass <= 99 or mass == HUNDRED):
        row.fault(f"{mass} under mass", "a probability from 50 to 99, or 100")
    return mass


def _law(row: Row) -> Law:
    sliding = [column for column in ("bonus_from", "bonus_step", "bonus_limit") if row.optional(column)]
    if sliding and len(sliding) < 3:
        row.fault(f"only {' and '.join(sliding)}", "bonus_from, bonus_step and bonus_limit together, or none")
    law = Law(
        id=row.slug(),
        name_el=row.text("name_el"),
        name_en=row.text("name_en"),
        citation=row.text("citation"),
        seats=row.whole("seats"),
        threshold=row.points("threshold"),
        bonus=row.whole("bonus"),
        bonus_from=row.points("bonus_from") if row.optional("bonus_from") else None,
        bonus_step=row.points("bonus_step") if row.optional("bonus_step") else None,
        bonus_limit=row.optional_whole("bonus_limit"),
        source=row.text("source"),
    )
    if law.bonus_step == 0:
        row.fault("0 under bonus_step", "a step above 0")
    if law.bonus_limit is not None and law.bonus_limit < law.bonus:
        row.fault(f"{law.bonus_limit} under bonus_limit", f"no fewer than the {law.bonus} bonus seats")
    if max(law.bonus, law.bonus_limit or 0) > law.seats:
        row.fault(f"more bonus seats than the {law.seats} seats", "bonus seats that are part of the seats")
    return law


def _election(row: Row, laws: Iterable[Law]) -> Election:
    return Election(
        id=row.slug(),
        # A date that is no date must not make its events look late.
        date=row.day("date", date.max),
        kind=row.one_of("kind", ELECTION_KINDS),
        name_el=row.text("name_el"),
        name_en=row.text("name_en"),
        law=row.known("law", [law.id for law in laws], "a law of laws.toml"),
        source=row.text("source"),
    )


def _event(row: Row, days: dict[str, date]) -> Event:
    event = Event(
        election=row.known("election", days, "an election of elections.csv"),
        date=row.day("date", date.min),
        hour=row.optional_hour("hour"),
        kind=row.one_of("kind", EVENT_KINDS),
        ordinal=row.optional_whole("ordinal") or 0,
        name_el=row.text("name_el"),
        name_en=row.text("name_en"),
        participants=row.several("participants"),
        source=row.text("source"),
    )
    last = days.get(event.election, date.max)
    if event.date > last:
        row.fault(f"{event.date} under date", f"a date no later than the election's, {last}")
    return event


def _no_event_twice(events: Iterable[tuple[Row, Event]]) -> None:
    seen: dict[tuple[str, str], int] = {}
    for row, event in events:
        line = seen.setdefault((event.election, event.id), row.line)
        if line != row.line and event.kind != "debate":
            row.fault(f"a second {event.kind} of {event.date}, as in line {line}", "one of a kind a day")


def _numbered(events: Iterable[tuple[Row, Event]]) -> None:
    debates = 0
    for row, event in events:
        found = f"{quoted(row.optional('ordinal'))} under ordinal"
        if event.kind == "debate":
            debates += 1
            if event.ordinal != debates:
                row.fault(found, f"{debates}, the debates being numbered by date")
        elif row.optional("ordinal"):
            row.fault(found, "a number for debates only")
