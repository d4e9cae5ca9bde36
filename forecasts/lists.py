"""Who stood in an election as a list of several parties, where neither names nor parties.csv say so."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from forecasts.model import Election, Party, Range
from forecasts.rows import Faults, Row, quoted, read_table

LISTS = "lists.csv"
COLUMNS = ("election", "party", "parties", "source")
LEAST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRange(Range):
    """A range of a list whose label does not name all its parties: it counts as so many."""

    parties: int

    @property
    def members(self) -> int:
        """Of how many parties this is the list."""
        return self.parties


def as_stood(ranges: Sequence[Range], election: Election) -> tuple[Range, ...]:
    """The ranges of an election, each of a list of as many parties as stood there, or as it names."""
    count = dict(election.lists)
    return tuple(
        _list(each, count[each.key]) if count.get(each.key, 0) > each.members else each for each in ranges
    )


def read_lists(
    folder: Path, elections: Sequence[Election], parties: Sequence[Party], faults: Faults
) -> tuple[Election, ...]:
    """The elections with their lists; a folder without the file has none.

    Args:
        folder: of the data.
        elections: those there are.
        parties: likewise.
        faults: where what is wrong is noted.
    """
    if not (folder / LISTS).exists():
        return tuple(elections)
    found: dict[str, dict[str, int]] = {election.id: {} for election in elections}
    for row in read_table(folder, LISTS, COLUMNS, faults):
        _note(row, found, [party.id for party in parties])
    return tuple(replace(election, lists=tuple(found[election.id].items())) for election in elections)


def _note(row: Row, found: dict[str, dict[str, int]], parties: Sequence[str]) -> None:
    """Note what a row says."""
    election = row.known("election", found, "an election of elections.csv")
    party = row.known("party", parties, "the id of a party in parties.csv")
    count = row.whole("parties")
    if row.optional("parties").isdecimal() and count < LEAST:
        row.fault(f"{count} under parties", f"{LEAST} parties or more")
    row.text("source")
    lists = found.get(election, {})
    if party in lists:
        row.fault(f"{quoted(party)} under party once more for {election}", "each list once")
    lists[party] = count


def _list(of: Range, count: int) -> ListRange:
    return ListRange(**{each.name: getattr(of, each.name) for each in fields(of)}, parties=count)
