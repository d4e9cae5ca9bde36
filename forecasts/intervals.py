"""How many seats in nine of ten draws: an interval, in pieces where seats between its ends do not occur."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RAREST = 0.001
APART = 3
CLEAR = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """From how many seats to how many, and the median.

    `pieces` are the parts of the interval in which seats occur, each by its first and last number; `telling`
    says whether the median tells what to expect.
    """

    low: int
    middle: int
    high: int
    pieces: tuple[tuple[int, int], ...]
    telling: bool


def interval(counts: NDArray[np.int64]) -> Interval:
    """The seats between which nine of ten draws lie, and in which pieces.

    A number of seats occurs where at least one draw in a thousand has it. Numbers that occur belong to one
    piece unless three or more between them do not. Of several pieces the median lies in one; it tells
    something where at least six in ten of the draws in all pieces lie in that one, else a hair decides in
    which it falls.

    Args:
        counts: the draws that have 0, 1, 2 and so on seats; at least one draw.
    """
    below = np.cumsum(counts)
    draws = int(below[-1])
    low, middle, high = (int(np.searchsorted(below, draws * part)) for part in (0.05, 0.5, 0.95))
    occur = low + np.flatnonzero(counts[low : high + 1] >= RAREST * draws)
    if not len(occur):
        occur = np.arange(low, high + 1)
    gaps = np.flatnonzero(np.diff(occur) > APART)
    first, last = occur[np.append(0, gaps + 1)], occur[np.append(gaps, len(occur) - 1)]
    held = below[last] - below[first] + counts[first]
    inside = (first <= middle) & (middle <= last)
    telling = len(first) == 1 or held[inside].sum() >= CLEAR * held.sum()
    pieces = tuple(zip(first.tolist(), last.tolist(), strict=True))
    return Interval(low=low, middle=middle, high=high, pieces=pieces, telling=bool(telling))
