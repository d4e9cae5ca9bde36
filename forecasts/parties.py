"""The parties of data/ as model values, with all their names and leaders; no name may mean two of them."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from forecasts.model import Leader, Party
from forecasts.registers import no_id_twice
from forecasts.rows import Faults, Row, quoted, read_table

PARTIES = "parties.csv"
LEADERS = "leaders.csv"

PARTY_COLUMNS = (
    "id",
    "short_el",
    "name_el",
    "short_en",
    "name_en",
    "colour",
    "aliases",
    "successor_of",
    "components",
    "since",
    "until",
    "source",
)
LEADER_COLUMNS = ("party", "names", "since", "until", "source")
# Greek capitals that look like Latin ones: a name may be written with either.
LOOK_ALIKES = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")


def read_parties(folder: Path, faults: Faults) -> tuple[Party, ...]:
    """The parties; no name may mean two of them in the same years."""
    rows = read_table(folder, PARTIES, PARTY_COLUMNS, faults)
    parties = tuple(_party(row) for row in rows)
    no_id_twice(rows, "id")
    for row, party in zip(rows, parties, strict=True):
        known = [other.id for other in parties if other.id != party.id]
        row.all_known("successor_of", party.successor_of, known, "the id of another party of this file")
        row.all_known("components", party.components, known, "the id of another party of this file")
        if party.since and party.until and party.since > party.until:
            row.fault(f"{party.since} under since and {party.until} under until", "the earlier year first")
    _no_circle(rows, parties)
    _no_shared_name(rows, parties)
    leaders = _leaders(folder, [party.id for party in parties], faults)
    return tuple(replace(party, leaders=leaders.get(party.id, ())) for party in parties)


def _leaders(folder: Path, parties: Sequence[str], faults: Faults) -> dict[str, tuple[Leader, ...]]:
    """The leaders of each party in the order of the file."""
    found: dict[str, tuple[Leader, ...]] = {}
    for row in read_table(folder, LEADERS, LEADER_COLUMNS, faults):
        party = row.known("party", parties, "the id of a party in parties.csv")
        row.text("source")
        leader = Leader(
            names=row.several("names"), since=row.whole("since"), until=row.optional_whole("until")
        )
        if not leader.names:
            row.fault("nothing under names", "a surname")
        if leader.until is not None and leader.since > leader.until:
            row.fault(f"{leader.since} under since and {leader.until} under until", "the earlier year first")
        found[party] = (*found.get(party, ()), leader)
    return found


def folded(name: str) -> str:
    """A name without accents, case, dots, spaces and the alphabet of look-alike letters."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if unicodedata.category(c) != "Mn")
    return "".join(c for c in bare.upper() if c.isalnum()).translate(LOOK_ALIKES)


def _party(row: Row) -> Party:
    return Party(
        id=row.slug(),
        short_el=row.text("short_el"),
        name_el=row.text("name_el"),
        short_en=row.text("short_en"),
        name_en=row.text("name_en"),
        colour=row.colour("colour"),
        aliases=row.several("aliases"),
        successor_of=row.several("successor_of"),
        components=row.several("components"),
        since=row.optional_whole("since"),
        until=row.optional_whole("until"),
        source=row.text("source"),
    )


def _no_circle(rows: Sequence[Row], parties: Sequence[Party]) -> None:
    """A party cannot come, over others, out of itself."""
    before = {party.id: party.successor_of for party in parties}
    for row, party in zip(rows, parties, strict=True):
        seen: set[str] = set()
        todo = list(before[party.id])
        while todo:
            each = todo.pop()
            if each not in seen:
                seen.add(each)
                todo.extend(before.get(each, ()))
        if party.id in seen:
            row.fault(f"{quoted(party.id)} among its own predecessors", "successors that form no circle")


def _no_shared_name(rows: Sequence[Row], parties: Sequence[Party]) -> None:
    owners: dict[str, list[Party]] = {}
    for row, party in zip(rows, parties, strict=True):
        names = {
            folded(n): n
            for n in (party.short_el, party.name_el, party.short_en, party.name_en, *party.aliases)
        }
        for key, name in names.items():
            if not key and name:
                row.fault(f"the name {quoted(name)}", "a name with a letter or digit in it")
            for other in owners.setdefault(key, []):
                if key and other.id != party.id and _same_years(party, other):
                    found = f"the name {quoted(name)}, which is a name of {other.id} in the same years"
                    row.fault(found, "a name of one party only")
            owners[key].append(party)


def _same_years(one: Party, other: Party) -> bool:
    return (one.since or 0) <= (other.until or 9999) and (other.since or 0) <= (one.until or 9999)
