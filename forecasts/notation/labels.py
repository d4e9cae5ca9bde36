"""A party's name written by itself, in the cell of a table, → the party a range is kept under."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from forecasts.model import Election, Party
from forecasts.notation.names import NameBook
from forecasts.notation.parser import read_text

LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLabel:
    """A name as read: the lead party (None: nobody knows it), all parties named, and the nearest spelling."""

    party: str | None
    components: tuple[str, ...] = ()
    open_ended: bool = False
    suggestion: str | None = None


def read_label(label: str, parties: Sequence[Party], election: Election | None = None) -> ReadLabel:
    """Read the name of a party or of a joint list.

    Args:
        label: as written, such as "ΛΑΕ + ΣΧΕΔΙΟ Β' κ.λ.π.".
        parties: the parties whose names to know.
        election: the election forecast; a name that has changed hands is that of its year's party.
    """
    name = " ".join(label.split())[:LONGEST]
    reading = read_text(f"{name} 1-2%", parties, election=election)
    ranges = [each.range for update in reading.updates for each in update.ranges]
    if len(ranges) == 1 and ranges[0].party and len(ranges[0].label) >= len(name) - 1:
        found = ranges[0]
        return ReadLabel(party=found.party, components=found.components, open_ended=found.open_ended)
    nearest = _book(tuple(parties)).closest(name) if name else None
    return ReadLabel(party=None, suggestion=nearest[0] if nearest else None)


@lru_cache(maxsize=2)
def _book(parties: tuple[Party, ...]) -> NameBook:
    return NameBook(parties)
