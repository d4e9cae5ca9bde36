"""The distribution of a share before it is drawn: how wide, round which middle, and how draws are weighed."""

from collections.abc import Sequence
from math import erf, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS = 100


class Weighing(NamedTuple):
    """How draws are weighed by the ranges they lie in.

    Attributes:
        patterns: of ranges, those met; `weights`: of each.
        factors: the λ of each range.
        kept: which part of all tries is left.
        missed: which part of what should be left lies in patterns that were not met, about: what those met
            just once weigh (I. J. Good, Biometrika 40, 1953, 237-264).
    """

    patterns: NDArray[np.int64]
    weights: Floats
    factors: Floats
    kept: float
    missed: float


def spread(low: float, high: float, mass: float) -> float:
    """The s with P(low ≤ |N(m, s²)| ≤ high) = mass for m half-way between: found by halving."""
    middle, half = (low + high) / 2, (high - low) / 2

    def held(s: float) -> float:
        def below(x: float) -> float:
            return erf(x / s / sqrt(2)) / 2

        return 2 * below(half) + below(high + middle) - below(low + middle)

    least, most = half / 10, half * 10
    for _ in range(STEPS):
        s = (least + most) / 2
        least, most = (s, most) if held(s) > mass else (least, s)
    return (least + most) / 2


def balanced(middle: Floats, variances: Floats, total: float, rest: tuple[float, float] | None) -> Floats:
    """The midpoints, moved in proportion to the squares of the spreads so that they can add up to the total.

    Args:
        middle: the midpoint of each range.
        variances: the square of each spread.
        total: what all shares add up to.
        rest: the midpoint and the variance of everybody not named, where their range was printed; else the
            midpoints are moved only where there is too much.
    """
    excess = middle.sum() - total
    whole = variances.sum()
    if rest:
        excess += rest[0]
        whole += rest[1]
    elif excess < 0:
        return middle
    moved: Floats = np.maximum(middle - excess * variances / whole, 0.0)
    return moved


def tilt(inside: Floats, frequencies: Floats, mass: float) -> Floats | None:
    """The λ of each range such that each holds the mass where a pattern weighs exp(Σ λ) of those it lies in.

    Newton's method on the convex dual, log Σ f exp(λ·inside) - mass Σ λ; None where it has no solution.
    """
    factors = np.zeros(inside.shape[1])
    for _ in range(STEPS):
        weights = np.exp(inside @ factors)
        chances = frequencies * weights / (frequencies @ weights)
        held = chances @ inside
        short = held - mass
        if np.abs(short).max() < 1e-9:
            return factors
        bend = (inside * chances[:, None]).T @ inside - np.outer(held, held)
        step = np.linalg.lstsq(bend, short, rcond=None)[0]
        factors -= step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-300))
        if not np.isfinite(factors).all() or np.abs(factors).max() > 50:
            return None
    return None


def patterns_of(rows: Floats, sides: Sequence[tuple[float, float]]) -> NDArray[np.int64]:
    """In which ranges each draw lies, a bit a range; rows without a range are left out."""
    codes = np.zeros(rows.shape[1], dtype=np.int64)
    for place, (row, (low, high)) in enumerate(zip(rows, sides, strict=False)):
        codes |= ((row >= low) & (row <= high)).astype(np.int64) << place
    return codes


def weighed(met: NDArray[np.int64], ranges: int, mass: float, tried: int) -> Weighing | None:
    """Weigh the patterns met so that each range holds the mass; None where that cannot be.

    Args:
        met: the pattern of each draw.
        ranges: how many there are.
        mass: with which each should hold.
        tried: of how many tries the draws are left.
    """
    patterns, seen = np.unique(met, return_counts=True)
    inside = ((patterns[:, None] >> np.arange(ranges)) & 1).astype(np.float64)
    factors = tilt(inside, seen / len(met), mass)
    if factors is None:
        return None
    weights = np.exp(inside @ factors)
    all_of_them = float(seen @ weights)
    return Weighing(
        patterns=patterns,
        weights=weights,
        factors=factors,
        kept=all_of_them / float(weights.max()) / tried,
        missed=float((seen == 1) @ weights) / all_of_them,
    )
