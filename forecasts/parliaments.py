"""The seats of many results at once, in whole arrays: the rule of `seats.py`, equal to it in every row."""

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from forecasts.model import Law

Counts = NDArray[np.float64]
Seats = NDArray[np.int16]
BLOCK = 8192  # Draws at once: with ten parties everything stays in the processor's second cache.
HUNDRED = 100


def allocate_many(votes: Counts, valid: int, law: Law, members: Sequence[int] = ()) -> Seats:
    """The seats of every party in every result.

    Votes are whole numbers kept as floats; as long as `valid` times the seats stays below 2**53 no step
    rounds, so ties are ties, and what is tied is given to nobody, as in `seats.allocate_seats`.

    Args:
        votes: of shape (parties, results), whole numbers; those of nobody named are left out.
        valid: all valid votes of each result.
        law: the electoral law.
        members: of how many parties each consists; by default each stood on its own.

    Returns:
        Of the same shape.
    """
    seats = np.empty(votes.shape, dtype=np.int16)
    lists = [row for row, count in enumerate(members) if count > 1] if law.bonus else []
    for part in _blocks(votes.shape[1]):
        seats[:, part] = _allocated(votes[:, part], valid, law, {row: members[row] for row in lists})
    return seats


def _blocks(count: int) -> Iterator[slice]:
    return (slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK))


def _allocated(votes: Counts, valid: int, law: Law, lists: Mapping[int, int]) -> Seats:
    least = max(math.ceil(Fraction(law.threshold) * valid / HUNDRED), 1)
    enters = votes >= least
    counted = votes * enters
    may = _may_have_bonus(counted, lists) if lists else counted
    most = may.max(axis=0, initial=0.0)
    leading = (may == most) & enters
    bonus = _bonus(most, valid, law)
    proportional = law.seats - bonus
    total = counted.sum(axis=0)
    np.maximum(total, 1.0, out=total)  # Where nobody enters nothing is shared.
    product = np.multiply(counted, proportional, out=counted)
    whole = np.floor(product / total)
    left = proportional - whole.sum(axis=0)
    product -= whole * total
    seats: Seats = whole.astype(np.int16)
    seats += _extra(product, enters, left)
    alone = leading.view(np.int8).sum(axis=0, dtype=np.int16) == 1
    seats += leading * (alone * bonus).astype(np.int16)
    return seats


def _may_have_bonus(counted: Counts, lists: Mapping[int, int]) -> Counts:
    """The votes, but none where a list is no stronger on average than the strongest party on its own."""
    alone = np.delete(counted, list(lists), axis=0).max(axis=0, initial=0.0)
    may = counted.copy()
    for row, count in lists.items():
        may[row] *= counted[row] > count * alone
    return may


def _bonus(most: Counts, valid: int, law: Law) -> Counts:
    """The bonus due to whoever is entitled to it, with so many votes."""
    if law.bonus_from is None:
        return np.full(most.shape, float(law.bonus))
    beginning = float(law.bonus_from) * valid
    bonus = np.full(most.shape, float(law.bonus))
    if law.bonus_step is not None:
        bonus += np.floor((most * HUNDRED - beginning) / (float(law.bonus_step) * valid))
    if law.bonus_limit is not None:
        bonus = np.minimum(bonus, float(law.bonus_limit))
    return np.where(most * HUNDRED >= beginning, bonus, 0.0)


def _extra(rest: Counts, enters: NDArray[np.bool_], left: Counts) -> NDArray[np.int8]:
    """One for every party whose remainder is so large that all of its size and above can have a seat."""
    # Remainders are whole numbers below the valid votes: shorter floats hold them, if these are few enough.
    exact = np.float32 if rest.max(initial=0.0) < 1 << 24 else np.float64
    compared = np.where(enters, rest, -1.0).astype(exact)
    above = np.ones(rest.shape, dtype=np.int8)  # Itself.
    larger = np.empty(rest.shape[1], dtype=np.bool_)
    counted = larger.view(np.int8)
    for one, own in enumerate(compared):
        for other in range(one + 1, len(compared)):
            np.greater_equal(own, compared[other], out=larger)
            np.add(above[other], counted, out=above[other])
            np.greater_equal(compared[other], own, out=larger)
            np.add(above[one], counted, out=above[one])
    extra: NDArray[np.int8] = ((above <= left.astype(np.int8)) & enters).view(np.int8)
    return extra
