"""Ranges → draws of whole results: each range holds with the stated mass, all shares sum to 100.

A forecaster prints a range, not a probability; that the truth lies inside with a given `mass` is an
assumption, and so is the shape. The construction (docs/method.md says it at length):

1. Each share is |N(m, s²)| with m the midpoint and s such that the range holds exactly the mass.
2. What the midpoints and everybody not named have too much or too little for 100 is taken off or added in
   proportion to s².
3. Draws are independent; those with a negative remainder are not kept.
4. Of those left each is kept with a chance that depends only on which ranges it lies in, chosen so that every
   range holds the mass again: the distribution nearest to that of step 3, by relative entropy, among those
   that do (I. Csiszár, Annals of Probability 3, 1975, 146-158). Where hardly any would be kept the same
   distribution is drawn another way (crowds.py).

"Always inside" (mass 100) is the even distribution over all results inside every range.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from forecasts.crowds import Crowd
from forecasts.model import HUNDRED, Language, Range, Update
from forecasts.seats import OTHER
from forecasts.shapes import Weighing, balanced, patterns_of, spread, weighed

Counts = NDArray[np.float64]
VALID = 10_000_000  # Every draw is a result of so many valid votes: shares to five decimals, sums exact.
POINT = VALID // 100
BLOCK = 8192
PILOT = 8 * BLOCK
GLANCE = 2
LARGEST = 60
MOST_TRIES = 100 * BLOCK
LEAST_KEPT = 5e-3
NEARLY = 0.9  # The part kept is only estimated: what may well reach the least is drawn the plain way.
MOST_MISSED = 0.02  # of the draws kept, in patterns that the pilot has not met
ROUNDS = 4
SLIGHT, NEAR_KEPT = 0.25, 0.04  # From nearer by: what λ may still lack, the least part of tries kept.
ALWAYS = Decimal(100)
MASSES = (Decimal(50), Decimal(99))


class RangesInfeasible(Exception):  # noqa: N818 - named for what is wrong
    """No results, or hardly any, have every share where it should be; `labels` are the ranges concerned."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Τα εύρη δεν μπορούν να υπολογιστούν μαζί: {labels}. {why}",
        "en": "The ranges cannot be worked out together: {labels}. {why}",
    }
    reasons: ClassVar[dict[str, tuple[str, str]]] = {
        "low": ("Τα κάτω όρια έχουν άθροισμα πάνω από 100.", "Their lows add up to more than 100."),
        "high": (
            "Με τους υπόλοιπους τα άνω όρια έχουν άθροισμα κάτω από 100.",
            "With everybody else their highs add up to less than 100.",
        ),
        "many": (
            f"Περισσότερα από {LARGEST} εύρη δεν μπορούν να υπολογιστούν.",
            f"More than {LARGEST} ranges cannot be worked out.",
        ),
        "rare": (
            "Σχεδόν κανένα αποτέλεσμα με άθροισμα 100 δεν ταιριάζει σε όλα με αυτή την πιθανότητα·"
            " ίσως γίνεται με άλλη πιθανότητα ή άλλα όρια.",
            "Hardly any result that adds up to 100 suits all of them at this probability;"
            " another probability, or other bounds, may work.",
        ),
    }

    def __init__(self, labels: Sequence[str], why: str) -> None:
        self.labels = tuple(labels)
        self.why = why
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language) -> str:
        """What is wrong, with the labels as written."""
        why = self.reasons[self.why][0 if language == "el" else 1]
        return self.sentences[language].format(labels=", ".join(self.labels), why=why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The ranges as whole numbers of votes of `VALID`, a column a party; `other` is everybody not named."""

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    low: Counts
    high: Counts
    other: tuple[float, float] | None

    @property
    def midpoint(self) -> Counts:
        """Half-way between the bounds."""
        middle: Counts = (self.low + self.high) / 2
        return middle


def whole(update: Update) -> bool:
    """Whether a parliament can be worked out: nobody knows whom a text that breaks off leaves out."""
    return update.complete and any(each.key != OTHER for each in update.ranges)


def bounds_of(ranges: Sequence[Range]) -> Bounds:
    """The bounds of ranges; a single figure stands for what rounds to it.

    Raises:
        RangesInfeasible: where no result lies inside all of them.
        ValueError: where there is no range of a party.
    """
    named = [each for each in ranges if each.key != OTHER]
    rest = next((each for each in ranges if each.key == OTHER), None)
    if not named:
        raise ValueError("expected the range of at least one party, found none")
    both = [_votes(each) for each in named]
    low, high = (np.array(side, dtype=np.float64) for side in zip(*both, strict=True))
    other = _votes(rest) if rest else None
    labels = tuple(each.label for each in ranges)
    if low.sum() + (other[0] if other else 0) > VALID:
        raise RangesInfeasible(labels, "low")
    if other and high.sum() + other[1] < VALID:
        raise RangesInfeasible(labels, "high")
    return Bounds(keys=tuple(each.key for each in named), labels=labels, low=low, high=high, other=other)


def _votes(printed: Range) -> tuple[float, float]:
    low, high = printed.low, printed.high
    if low == high:
        exponent = low.as_tuple().exponent
        half = Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0) / 2
        low, high = max(Decimal(0), low - half), min(HUNDRED, high + half)
    return float(round(low * POINT)), float(round(high * POINT))


class Sampler:
    """Draws of whole results, the same for the same seed.

    Args:
        bounds: of the ranges.
        mass: per cent with which each range holds, from 50 to 99, or 100 for always.
        seed: of the generator (PCG64).

    Raises:
        RangesInfeasible: where hardly any result is as wanted.
    """

    def __init__(self, bounds: Bounds, mass: Decimal, seed: int) -> None:
        self.bounds = bounds
        self.mass = float(mass) / 100
        self._generator = np.random.Generator(np.random.PCG64(seed))
        self._always = mass == ALWAYS
        self._kept: tuple[NDArray[np.int64], Counts] | None = None
        self._crowd: Crowd | None = None
        if len(bounds.labels) > LARGEST:
            raise RangesInfeasible(bounds.labels, "many")
        if self._always:
            self._small = False
            wide = self._block().shape[1]
            self._small = True
            self._small = self._block().shape[1] > wide
        else:
            self._spread = np.array(
                [spread(*pair, self.mass) for pair in zip(bounds.low, bounds.high, strict=True)]
            )
            rest = (sum(bounds.other) / 2, spread(*bounds.other, self.mass) ** 2) if bounds.other else None
            self._centre = balanced(bounds.midpoint, self._spread**2, VALID, rest)
            self._kept = self._kept_chances()

    def blocks(self, draws: int) -> Iterator[Counts]:
        """Blocks of shape (parties + 1, at most `BLOCK`): whole votes that sum to `VALID`, the rest last."""
        left = draws
        tried = kept = 0
        while left:
            block = self._block()
            tried, kept = tried + BLOCK, kept + block.shape[1]
            least = LEAST_KEPT if self._always else LEAST_KEPT / 2
            if tried >= MOST_TRIES and kept < least * tried:
                raise RangesInfeasible(self.bounds.labels, "rare")
            block = block[:, :left]
            left -= block.shape[1]
            if block.shape[1]:
                yield block

    def broken(self, rest: Counts, parties: int) -> Counts:
        """What is left of each draw, broken at random places into so many parties; whole votes."""
        gaps = self._generator.standard_exponential((parties, len(rest)))
        pieces: Counts = np.floor(rest * (gaps / gaps.sum(axis=0)))
        return pieces

    def _block(self) -> Counts:
        shares = self._inside() if self._always else self._around()
        kept = shares[-1] >= 0
        if self._always:
            if self._small:
                kept &= (shares[:-1] <= self.bounds.high[:, None]).all(axis=0)
            if self.bounds.other:
                low, high = self.bounds.other
                kept &= (shares[-1] >= low) & (shares[-1] <= high)
        elif self._kept is not None:
            patterns, chances = self._kept
            found = self._patterns(shares)
            places = np.minimum(np.searchsorted(patterns, found), len(patterns) - 1)
            # A pattern that the pilot has not met is left out: too rare to matter, or nothing does better.
            kept &= (patterns[places] == found) & (self._generator.random(len(found)) < chances[places])
        # Rows stay in one piece each, which indexing with a mask would not leave them in.
        return shares if kept.all() else shares.compress(kept, axis=1)

    def _around(self) -> Counts:
        """Independent shares round the midpoints, and what they leave."""
        if self._crowd:
            return self._crowd.draw()
        parties = len(self._centre)
        shares = np.empty((parties + 1, BLOCK))
        named = shares[:parties]
        self._generator.standard_normal(out=named)
        named *= self._spread[:, None]
        named += self._centre[:, None]
        np.abs(named, out=named)
        np.rint(named, out=named)
        np.subtract(VALID, named.sum(axis=0), out=shares[-1])
        return shares

    def _inside(self) -> Counts:
        """Even over the box of the ranges, or the corner of it that can be, and what is left."""
        low, high = self.bounds.low[:, None], self.bounds.high[:, None]
        parties = len(low)
        shares = np.empty((parties + 1, BLOCK))
        if self._small:
            gaps = self._generator.standard_exponential((parties + 1, BLOCK))
            gaps /= gaps.sum(axis=0)
            shares[:parties] = low + gaps[:parties] * (VALID - self.bounds.low.sum())
        else:
            shares[:parties] = low + self._generator.random((parties, BLOCK)) * (high - low)
        np.rint(shares[:parties], out=shares[:parties])
        np.subtract(VALID, shares[:parties].sum(axis=0), out=shares[-1])
        return shares

    def _patterns(self, shares: Counts) -> NDArray[np.int64]:
        """In which ranges each draw lies, a bit a range."""
        sides = [*zip(self.bounds.low, self.bounds.high, strict=True)]
        return patterns_of(shares, [*sides, self.bounds.other] if self.bounds.other else sides)

    def _kept_chances(self) -> tuple[NDArray[np.int64], Counts] | None:
        """The patterns there are, and with what chance each is kept; None where nothing binds."""
        if not self.bounds.other and not any((self._around()[-1] < 0).any() for _ in range(GLANCE)):
            return None
        plain = self._pilot(PILOT / 16)
        if plain is None:
            raise RangesInfeasible(self.bounds.labels, "rare")
        kept = plain.patterns, plain.weights / plain.weights.max()
        enough = plain.kept >= NEARLY * LEAST_KEPT
        if enough and plain.missed <= MOST_MISSED:
            return kept
        state = self._generator.bit_generator.state
        if self._crowded(plain.factors):
            return None
        if not enough:
            raise RangesInfeasible(self.bounds.labels, "rare")
        self._crowd, self._generator.bit_generator.state = None, state
        return kept

    def _crowded(self, factors: Counts) -> bool:
        """Draw from nearer by, with the λ that each range has there; whether that can be."""
        parties, kept = len(self._centre), 0.0
        self._crowd = Crowd(
            generator=self._generator,
            low=self.bounds.low,
            high=self.bounds.high,
            middle=self._centre,
            spread=self._spread,
            rest=self.bounds.other,
            total=VALID,
            block=BLOCK,
        )
        for _ in range(ROUNDS):
            if not self._crowd.weigh(factors[:parties]):
                return False
            if kept >= NEAR_KEPT and np.abs(factors[:parties]).max() < SLIGHT:
                self._crowd.rest_factor = float(factors[-1])
                return True
            if (found := self._pilot(PILOT)) is None:
                return False
            factors, kept = found.factors, found.kept
        return False

    def _pilot(self, least: float) -> Weighing | None:
        """How the patterns met in trying are weighed; None where hardly any are met, or no weights do."""
        met: list[NDArray[np.int64]] = []
        count = tried = 0
        while tried < PILOT or (count < PILOT and tried < MOST_TRIES):
            shares = self._around()
            met.append(self._patterns(shares[:, shares[-1] >= 0]))
            count, tried = count + len(met[-1]), tried + BLOCK
        return (
            weighed(np.concatenate(met), len(self.bounds.labels), self.mass, tried)
            if count >= least
            else None
        )
