"""Votes and a law → seats: the threshold, the bonus of the first party, the largest remainders.

Everything is exact: votes are whole numbers or fractions, and nothing is rounded on the way. What the law
leaves open (a tie) stays open: it is reported, never settled by the order in which the parties were given.

Sources: law 3231/2004, articles 5 and 6 as replaced by law 3636/2008, article 1; law 4406/2016, article 2;
law 4654/2020. Which of them was in force when, what of their wording was not seen, and where the rule for
a list of several parties comes from, stands in `data/laws.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from forecasts.model import Law

Votes = int | Fraction | Decimal
TieKind = Literal["first", "remainder"]
OTHER = "other"  # Everybody not named: counts among the valid votes and wins nothing.
HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Seats that the votes alone do not give to anybody: as many `seats` among these `parties`.

    `first`: the bonus is for one of these parties, and they have equally many votes.
    `remainder`: their decimal remainders are equal, and there are fewer seats left than parties.
    """

    kind: TieKind
    parties: tuple[str, ...]
    seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """The seats of every party under one law, in the order of votes.

    `quotients` are the exact shares of the proportional seats whose whole parts and largest remainders give
    them; `first` is who has the most votes; `lists` says of how many parties each consists that is not one
    party on its own; `bonus` is what one of those `entitled` gets besides (0 where none is due), `bonus_for`
    which one. Seats in `ties`, and all of them where nobody reached the threshold, are in nobody's count.
    """

    law: Law
    seats: dict[str, int]
    quotients: dict[str, Fraction]
    by_remainder: tuple[str, ...]
    bonus: int
    first: str | None
    lists: dict[str, int] = field(default_factory=dict)
    entitled: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()

    @property
    def bonus_for(self) -> str | None:
        """Who gets the bonus, if one is due and no tie keeps it open."""
        return self.entitled[0] if self.bonus and len(self.entitled) == 1 else None

    @property
    def leading(self) -> tuple[str, ...]:
        """Who has the most votes: one, or all that have equally many; nobody where nobody enters."""
        return _most(self.quotients) if self.quotients else ()

    @property
    def given(self) -> int:
        """How many seats are given out."""
        return sum(self.seats.values())


def allocate_seats(
    votes: Mapping[str, Votes],
    law: Law,
    *,
    valid: Votes | None = None,
    members: Mapping[str, int] | None = None,
) -> Allocation:
    """Give out all seats of a parliament.

    Args:
        votes: of every party and list that stood, or their shares; `other` stands for everybody not named.
        law: the electoral law.
        valid: all valid votes (voted minus blank minus invalid), or 100 for shares; by default the sum.
        members: of how many parties a list consists; those not named here stood on their own.

    Raises:
        ValueError: for votes that are negative, or more than there are valid ones.
    """
    exact = {party: Fraction(found) for party, found in votes.items()}
    total = sum(exact.values(), Fraction(0))
    whole = total if valid is None else Fraction(valid)
    for party, found in exact.items():
        if found < 0:
            raise ValueError(f"{party}: expected votes of 0 or more, found {votes[party]}")
    if total > whole:
        raise ValueError(f"the votes add up to {_said(total)}, more than the {_said(whole)} valid ones")
    ranked = sorted((p for p in exact if p != OTHER), key=lambda party: (-exact[party], party))
    entering = {party: exact[party] for party in ranked if enters(exact[party], whole, law)}
    seats = dict.fromkeys(ranked, 0)
    if not entering:
        return Allocation(law=law, seats=seats, quotients={}, by_remainder=(), bonus=0, first=None)
    first = _most(entering)
    parties = members or {}
    entitled = entitled_to_bonus(entering, parties)
    bonus = bonus_seats(entering[entitled[0]], whole, law)
    quotients = quotas(entering, law.seats - bonus)
    extra, remainder_tie = largest_remainders(quotients, law.seats - bonus)
    for party, quotient in quotients.items():
        seats[party] = int(quotient) + (party in extra)
    ties = (remainder_tie,) if remainder_tie else ()
    if bonus and len(entitled) > 1:
        ties = (Tie(kind="first", parties=entitled, seats=bonus), *ties)
    elif bonus:
        seats[entitled[0]] += bonus
    return Allocation(
        law=law,
        seats=seats,
        quotients=quotients,
        by_remainder=extra,
        bonus=bonus,
        first=first[0] if len(first) == 1 else None,
        lists={party: parties[party] for party in entering if parties.get(party, 1) > 1},
        entitled=entitled,
        ties=ties,
    )


def enters(votes: Fraction, valid: Fraction, law: Law) -> bool:
    """Whether a party takes part: it has at least the threshold's share of all valid votes, and any votes."""
    return votes > 0 and votes * HUNDRED >= Fraction(law.threshold) * valid


def entitled_to_bonus(votes: Mapping[str, Fraction], members: Mapping[str, int]) -> tuple[str, ...]:
    """Who is to have the bonus: the strongest party on its own, or a list that is stronger on average.

    A list of several parties comes before it only if its votes divided by the number of its parties are
    more than those of the strongest party that stood on its own; of two such lists the larger one does.

    Args:
        votes: of those that take part, at least one.
        members: of how many parties a list consists; those not named here stood on their own.

    Returns:
        One, or all that have equally many votes.
    """
    alone = {party: found for party, found in votes.items() if members.get(party, 1) < 2}
    strongest = max(alone.values(), default=Fraction(0))
    lists = {
        party: found
        for party, found in votes.items()
        if party not in alone and found / members[party] > strongest
    }
    return _most(lists or alone)


def bonus_seats(votes: Fraction, valid: Fraction, law: Law) -> int:
    """The seats that whoever is entitled to the bonus gets before the others are shared out.

    Under a sliding bonus those due at `bonus_from` per cent and one for each further whole `bonus_step`, at
    most `bonus_limit`.
    """
    if law.bonus_from is None:
        return law.bonus
    share = votes * HUNDRED / valid
    if share < Fraction(law.bonus_from):
        return 0
    further = 0
    if law.bonus_step is not None:
        further = int((share - Fraction(law.bonus_from)) / Fraction(law.bonus_step))
    due = law.bonus + further
    return due if law.bonus_limit is None else min(due, law.bonus_limit)


def quotas(votes: Mapping[str, Fraction], seats: int) -> dict[str, Fraction]:
    """Each party's exact share of the seats among those that take part: votes x seats / all their votes."""
    total = sum(votes.values(), Fraction(0))
    return {party: found * seats / total for party, found in votes.items()}


def largest_remainders(quotients: Mapping[str, Fraction], seats: int) -> tuple[tuple[str, ...], Tie | None]:
    """Who gets one of the seats that the whole parts leave, by the size of the decimal remainder.

    Args:
        quotients: each party's exact share of the seats.
        seats: how many there are.

    Returns:
        The parties that get one more, largest remainder first; and the tie for the last of these seats, if
        the parties that come next have equal remainders and cannot all have one. They then get none.
    """
    left = seats - sum(int(quotient) for quotient in quotients.values())
    remainders = {party: quotient - int(quotient) for party, quotient in quotients.items()}
    ranked = sorted(remainders, key=lambda party: (-remainders[party], party))
    if left == 0 or left == len(ranked) or remainders[ranked[left - 1]] > remainders[ranked[left]]:
        return tuple(ranked[:left]), None
    edge = remainders[ranked[left]]
    clear = tuple(party for party in ranked if remainders[party] > edge)
    tied = tuple(party for party in ranked if remainders[party] == edge)
    return clear, Tie(kind="remainder", parties=tied, seats=left - len(clear))


def _most(votes: Mapping[str, Fraction]) -> tuple[str, ...]:
    most = max(votes.values())
    return tuple(party for party, found in votes.items() if found == most)


def _said(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"
