"""The seats of the Greek parliament, written a second time from the law's wording.

Nothing here comes from `forecasts`, and the ways differ on purpose: what a share would say is asked by
multiplying across, the sliding bonus is counted up by half points, and seats left over are handed out one
by one. What the law leaves to the lot stays open: nobody gets these seats, and they are told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

SEATS = 300
OTHERS = "other"


@dataclass(frozen=True)
class Open:
    """Seats that only a lot could give: to whom they may fall, and how many they are."""

    kind: str  # "first" place or "remainder"
    among: frozenset[str]
    seats: int


@dataclass(frozen=True)
class Parliament:
    """The seats of each party that takes part, and what stays open."""

    seats: Mapping[str, int]
    open: tuple[Open, ...] = ()


def fifty(_votes: int, _valid: int) -> int:
    """Law 3231/2004 as amended by law 3636/2008: fifty seats whatever the share."""
    return 50


def none(_votes: int, _valid: int) -> int:
    """Law 4406/2016: all seats in proportion."""
    return 0


def sliding(votes: int, valid: int) -> int:
    """Law 4654/2020: twenty seats at 25 %, one more for each further full half point, fifty at most."""
    half_points = 50
    if not _reaches(votes, half_points, valid):
        return 0
    bonus = 20
    while bonus < 50 and _reaches(votes, half_points + 1, valid):
        half_points += 1
        bonus += 1
    return bonus


def _reaches(votes: int, half_points: int, valid: int) -> bool:
    return votes * 200 >= half_points * valid


BONUS: Mapping[str, Callable[[int, int], int]] = {
    "3231-2004": fifty,
    "4406-2016": none,
    "4654-2020": sliding,
}


def parliament(
    votes: Mapping[str, int], *, valid: int, law: str, members: Mapping[str, int] | None = None
) -> Parliament:
    """Give out the 300 seats; `valid` are all valid votes, those of the others included.

    `members` says of how many parties a list consists; whoever is not in it stood alone.
    """
    taking_part = {
        party: count
        for party, count in votes.items()
        if party != OTHERS and count > 0 and count * 100 >= valid * 3
    }
    if not taking_part:
        return Parliament({})
    first = _for_the_bonus(taking_part, members or {})
    bonus = BONUS[law](taking_part[first[0]], valid)
    seats, lots = _in_proportion(taking_part, SEATS - bonus)
    if bonus and len(first) == 1:
        seats[first[0]] += bonus
    elif bonus:
        lots.insert(0, Open("first", frozenset(first), bonus))
    return Parliament(seats, tuple(lots))


def _for_the_bonus(votes: Mapping[str, int], members: Mapping[str, int]) -> list[str]:
    """Down from the most votes, the first who may have it.

    A list may not if the average of its parties is no larger than the strongest party that stood alone.
    """
    best_alone = max((count for party, count in votes.items() if members.get(party, 1) == 1), default=0)
    for most in sorted(set(votes.values()), reverse=True):
        level = [party for party, count in votes.items() if count == most]
        may = [p for p in level if members.get(p, 1) == 1 or most > best_alone * members[p]]
        if may:
            return may
    raise AssertionError("the strongest that stood alone may have it")


def _in_proportion(votes: Mapping[str, int], to_give: int) -> tuple[dict[str, int], list[Open]]:
    """Whole quotas first; then one seat each in the order of what a party is still owed."""
    quota = Fraction(sum(votes.values()), to_give)  # the votes that one seat costs
    owed: dict[str, Fraction] = {}
    seats: dict[str, int] = {}
    for party, count in votes.items():
        due = count / quota
        seats[party] = int(due)
        owed[party] = due - seats[party]
    left = to_give - sum(seats.values())
    while left:
        largest = max(owed.values())
        equal = [party for party, remainder in owed.items() if remainder == largest]
        if len(equal) > left:
            return seats, [Open("remainder", frozenset(equal), left)]
        for party in equal:
            seats[party] += 1
            del owed[party]
            left -= 1
    return seats, []
