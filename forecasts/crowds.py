"""Shares of parties whose ranges hardly fit under 100 together, drawn from near what is wanted."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
AIMS = 6
MOST_WEIGHT = 5.0
MOST_EFFORT = 4


@dataclass(slots=True, kw_only=True)
class Crowd:
    """Independent shares |N(m, s²)| of a sum of at most `total`, weighed by exp(λ) where one is in its range.

    Drawn as they come hardly any would be kept. So each share is drawn with the weight of its range already,
    round a midpoint that a `pull` θ moves down to m - θs²; a draw is kept with the chance that makes up for
    that. What is left has exactly the distribution asked for, whatever θ is. Where everybody not named has a
    range too, the `rest`, it gets its weight from the chance with which a draw is kept.
    """

    generator: np.random.Generator
    low: Floats
    high: Floats
    middle: Floats
    spread: Floats
    rest: tuple[float, float] | None = None
    total: float
    block: int
    factors: Floats = field(init=False)
    rest_factor: float = 0.0
    pull: float = 0.0
    _effort: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self.factors = np.zeros(len(self.middle))

    def weigh(self, more: Floats) -> bool:
        """Add to the λ of the ranges, and pull the shares until they add up to the total on average.

        Returns:
            Whether that leaves enough shares: where most lie outside a range that weighs much it does not.
        """
        self.factors = np.clip(self.factors + more, -MOST_WEIGHT, MOST_WEIGHT)
        for _ in range(AIMS):
            sums = self._weighed().sum(axis=0)
            if self._effort > MOST_EFFORT:
                return False
            # The mean of the sums falls by their variance for each unit of pull.
            self.pull = max(0.0, self.pull + float((sums.mean() - self.total) / sums.var()))
        return True

    def draw(self) -> Floats:
        """Draws of shares, a row a party, with what they leave last: as many as are left of a block."""
        shares = self._weighed()
        shares = shares.compress(shares.sum(axis=0) <= self.total, axis=1)
        squares = (self.spread**2)[:, None]
        # |N(m, s²)| has the density exp(-(x² + m²)/2s²) cosh(mx/s²), but for a constant.
        kept = _log_cosh(shares * self.middle[:, None] / squares)
        kept -= _log_cosh(shares * self._pulled[:, None] / squares)
        chance = np.exp(np.minimum(kept.sum(axis=0) - self.pull * self.total, 0.0))
        rest = self.total - shares.sum(axis=0)
        if self.rest:
            inside = (rest >= self.rest[0]) & (rest <= self.rest[1])
            chance *= np.exp(self.rest_factor * inside - max(self.rest_factor, 0.0))
        whole = np.vstack([shares, rest])
        left: Floats = whole.compress(self.generator.random(len(chance)) < chance, axis=1)
        return left

    @property
    def _pulled(self) -> Floats:
        moved: Floats = np.maximum(self.middle - self.pull * self.spread**2, 0.0)
        return moved

    def _weighed(self) -> Floats:
        """Shares round the pulled midpoints with the weights of their ranges, a row a party; whole votes."""
        shares = np.empty((len(self.middle), self.block))
        rounds = 0
        for row, middle in enumerate(self._pulled):
            filled = 0
            while filled < self.block:
                drawn = self._thinned(row, middle)[: self.block - filled]
                shares[row, filled : filled + len(drawn)] = drawn
                filled, rounds = filled + len(drawn), rounds + 1
        self._effort = rounds / len(shares)
        return shares

    def _thinned(self, row: int, middle: float) -> Floats:
        """Shares of one party, inside its range exp(λ) times as often as they come."""
        drawn = np.rint(np.abs(self.generator.normal(middle, self.spread[row], self.block)))
        inside = (drawn >= self.low[row]) & (drawn <= self.high[row])
        spared = inside if self.factors[row] > 0 else ~inside
        spared |= self.generator.random(self.block) < np.exp(-abs(self.factors[row]))
        thinned: Floats = drawn[spared]
        return thinned


def _log_cosh(x: Floats) -> Floats:
    """The logarithm of 2 cosh x for x ≥ 0, also where cosh x is beyond all numbers."""
    found: Floats = x + np.log1p(np.exp(-2 * x))
    return found
