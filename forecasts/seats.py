"""Votes and a law → seats: the threshold, the bonus of the first party, the largest remainders.

Everything is exact: votes are whole numbers or fractions, and nothing is rounded on the way. What the law
leaves open (a tie) stays open: it is reported, never settled by the order in which the parties were given.

Sources: law 3231/2004, articles 5 and 6 as replaced by law 3636/2008, article 1; law 4406/2016, article 2;
law 4654/2020. Which of them was in force when, and what of their wording was not seen, stands in
`data/laws.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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

    `first`: the parties have equally many votes, more than any other, and the bonus is for one of them.
    `remainder`: their decimal remainders are equal, and there are fewer seats left than parties.
    """

    kind: TieKind
    parties: tuple[str, ...]
    seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """The seats of every party under one law, in the order of votes.

    `quotients` are the exact shares of the proportional seats whose whole parts and largest remainders give
    them; `bonus` what the first party gets besides (0 where none is due); seats in `ties`, and all of them
    where nobody reached the threshold, are in nobody's count.
    """

    law: Law
    seats: dict[str, int]
    quotients: dict[str, Fraction]
    by_remainder: tuple[str, ...]
    bonus: int
    first: str | None
    ties: tuple[Tie, ...] = ()

    @property
    def given(self) -> int:
        """How many seats are given out."""
        return sum(self.seats.values())


def allocate_seats(votes: Mapping[str, Votes], law: Law, *, valid: Votes | None = None) -> Allocation:
    """Give out all seats of a parliament.

    Args:
        votes: of every party and list that stood, or their shares; `other` stands for everybody not named.
        law: the electoral law.
        valid: all valid votes (voted minus blank minus invalid), or 100 for shares; by default the sum.

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
    most = max(entering.values())
    bonus = bonus_seats(most, whole, law)
    first = tuple(party for party in entering if entering[party] == most)
    quotients = quotas(entering, law.seats - bonus)
    extra, remainder_tie = largest_remainders(quotients, law.seats - bonus)
    for party, quotient in quotients.items():
        seats[party] = int(quotient) + (party in extra)
    ties = (remainder_tie,) if remainder_tie else ()
    if bonus and len(first) > 1:
        ties = (Tie(kind="first", parties=first, seats=bonus), *ties)
    elif bonus:
        seats[first[0]] += bonus
    return Allocation(
        law=law,
        seats=seats,
        quotients=quotients,
        by_remainder=extra,
        bonus=bonus,
        first=first[0] if len(first) == 1 else None,
        ties=ties,
    )


def enters(votes: Fraction, valid: Fraction, law: Law) -> bool:
    """Whether a party takes part: it has at least the threshold's share of all valid votes, and any votes."""
    return votes > 0 and votes * HUNDRED >= Fraction(law.threshold) * valid


def bonus_seats(votes: Fraction, valid: Fraction, law: Law) -> int:
    """The seats that the first party gets before the others are shared out.

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


def _said(number: Fraction) -> str:
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"
