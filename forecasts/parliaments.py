"""The seats of many results at once, in whole arrays: the rule of `seats.py`, equal to it in every row."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from forecasts.model import Law

Counts = NDArray[np.float64]
Seats = NDArray[np.int16]
BLOCK = 4096  # Draws at once: with ten parties everything stays in the processor's second cache.
HUNDRED = 100


def allocate_many(votes: Counts, valid: int, law: Law) -> Seats:
    """The seats of every party in every result.

    Votes are whole numbers kept as floats; as long as `valid` times the seats stays below 2**53 no step
    rounds, so ties are ties, and what is tied is given to nobody, as in `seats.allocate_seats`.

    Args:
        votes: of shape (parties, results), whole numbers; those of nobody named are left out.
        valid: all valid votes of each result.
        law: the electoral law.

    Returns:
        Of the same shape.
    """
    seats = np.empty(votes.shape, dtype=np.int16)
    for part in _blocks(votes.shape[1]):
        seats[:, part] = _allocated(votes[:, part], valid, law)
    return seats


def _blocks(count: int) -> Iterator[slice]:
    return (slice(start, min(start + BLOCK, count)) for start in range(0, count, BLOCK))


def _allocated(votes: Counts, valid: int, law: Law) -> Seats:
    enters = (votes * HUNDRED >= float(law.threshold) * valid) & (votes > 0)
    counted = np.where(enters, votes, 0.0)
    most = counted.max(axis=0, initial=0.0)
    leading = (counted == most) & enters
    bonus = _bonus(most, valid, law)
    proportional = law.seats - bonus
    total = counted.sum(axis=0)
    total[total == 0] = 1.0  # Nobody enters: nothing is shared.
    product = counted * proportional
    whole = np.floor(product / total)
    left = proportional - whole.sum(axis=0)
    rest = product - whole * total
    rest[~enters] = -1.0
    seats: Seats = whole.astype(np.int16)
    seats += _extra(rest, left)
    alone = leading.sum(axis=0) == 1
    seats += leading * np.where(alone, bonus, 0).astype(np.int16)
    return seats


def _bonus(most: Counts, valid: int, law: Law) -> Counts:
    """The bonus due to a first party with so many votes."""
    if law.bonus_from is None:
        return np.full(most.shape, float(law.bonus))
    beginning = float(law.bonus_from) * valid
    bonus = np.full(most.shape, float(law.bonus))
    if law.bonus_step is not None:
        bonus += np.floor((most * HUNDRED - beginning) / (float(law.bonus_step) * valid))
    if law.bonus_limit is not None:
        bonus = np.minimum(bonus, float(law.bonus_limit))
    return np.where(most * HUNDRED >= beginning, bonus, 0.0)


def _extra(rest: Counts, left: Counts) -> NDArray[np.int8]:
    """One for every party whose remainder is so large that all of its size and above can have a seat."""
    parties = len(rest)
    above = np.ones(rest.shape, dtype=np.int8)  # Itself.
    for one in range(parties):
        for other in range(one + 1, parties):
            larger = rest[one] > rest[other]
            equal = rest[one] == rest[other]
            above[other] += larger | equal
            above[one] += ~larger
    extra: NDArray[np.int8] = ((above <= left) & (rest >= 0)).astype(np.int8)
    return extra
