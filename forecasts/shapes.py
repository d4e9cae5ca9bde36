"""The distribution of a share before it is drawn: how wide, round which middle, and how draws are weighed."""

from math import erf, sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS = 100


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
