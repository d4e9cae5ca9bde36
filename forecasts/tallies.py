"""What is counted over blocks of draws: shares, seats, who enters, who is first, majorities."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from forecasts.draws import POINT, VALID, Counts
from forecasts.intervals import Interval, interval
from forecasts.model import Law
from forecasts.parliaments import Seats

LARGEST_COALITION = 3
CERTAIN = 0.995
RAREST = 0.001
HUNDREDTHS = 100  # Shares are counted by the hundredth of a point.


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Mean and the values below which 5, 50 and 95 in 100 draws lie."""

    mean: float
    p05: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyChances:
    """What the draws say of one party: share in per cent, seats, chances to enter and to be first."""

    share: Spread
    seats: Spread
    enters: float
    first: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Majority:
    """The chance that these parties together have more than half the seats."""

    parties: tuple[str, ...]
    chance: float


@dataclass(slots=True)
class Tally:
    """Counts over blocks of draws; no more of a draw is remembered unless it is to be kept."""

    count: int
    law: Law
    partners: tuple[int, ...]
    keep: bool
    kept: list[Seats] = field(default_factory=list)
    share_counts: NDArray[np.int64] = field(init=False)
    seat_counts: NDArray[np.int64] = field(init=False)
    sums: Counts = field(init=False)
    entered: NDArray[np.int64] = field(init=False)
    first: Counts = field(init=False)
    coalitions: dict[tuple[int, ...], int] = field(init=False)

    def __post_init__(self) -> None:
        self.share_counts = np.zeros((self.count + 1, HUNDREDTHS * 100 + 1), dtype=np.int64)
        self.seat_counts = np.zeros((self.count, self.law.seats + 1), dtype=np.int64)
        self.sums = np.zeros(self.count + 1)
        self.entered = np.zeros(self.count, dtype=np.int64)
        self.first = np.zeros(self.count)
        sizes = range(1, min(LARGEST_COALITION, len(self.partners)) + 1)
        self.coalitions = dict.fromkeys(
            (rows for size in sizes for rows in combinations(self.partners, size)), 0
        )

    def add(self, shares: Counts, pieces: Counts, seats: Seats) -> None:
        """Count a block: shares with what is left last, the parties not named it is broken into, seats."""
        named = shares[:-1]
        self.sums += shares.sum(axis=1)
        hundredths = np.rint(shares * (HUNDREDTHS / POINT)).astype(np.int64)
        for row, found in enumerate(hundredths):
            self.share_counts[row] += np.bincount(found, minlength=self.share_counts.shape[1])
        for row, won in enumerate(seats):
            self.seat_counts[row] += np.bincount(won, minlength=self.law.seats + 1)
        enters = (named * 100 >= float(self.law.threshold) * VALID) & (named > 0)
        self.entered += enters.sum(axis=1)
        everybody = np.concatenate([named, pieces])
        leading = everybody == everybody.max(axis=0)
        # Whoever are first together are first in equal parts: the chances add up to one.
        self.first += (leading / leading.sum(axis=0)).sum(axis=1)[: self.count]
        self._add_coalitions(seats)
        if self.keep:
            self.kept.append(seats)

    def _add_coalitions(self, seats: Seats) -> None:
        half, draws = self.law.seats // 2, seats.shape[1]
        sums: dict[tuple[int, ...], Seats] = {}

        def together(rows: tuple[int, ...]) -> Seats:
            if len(rows) == 1:
                alone: Seats = seats[rows[0]]
                return alone
            if rows not in sums:
                sums[rows] = together(rows[:-1]) + seats[rows[-1]]
            return sums[rows]

        fewest, most = seats.min(axis=1).tolist(), seats.max(axis=1).tolist()
        for rows in self.coalitions:
            # Most are too small in every draw, and some large enough in every one: no draw need be looked at.
            if sum(most[row] for row in rows) <= half:
                continue
            if sum(fewest[row] for row in rows) > half:
                self.coalitions[rows] += draws
            else:
                self.coalitions[rows] += int(np.count_nonzero(together(rows) > half))

    def parties(self, draws: int) -> Iterator[PartyChances]:
        """What was counted of each party."""
        for row, each in enumerate(self.intervals()):
            won = self.seat_counts[row]
            mean = float(won @ np.arange(len(won))) / draws
            low, middle, high = map(float, (each.low, each.middle, each.high))
            yield PartyChances(
                share=self.shares(row, draws),
                seats=Spread(mean=mean, p05=low, p50=middle, p95=high),
                enters=int(self.entered[row]) / draws,
                first=float(self.first[row]) / draws,
            )

    def intervals(self) -> Iterator[Interval]:
        """The seats of each party in nine of ten draws, in pieces where seats between do not occur."""
        return (interval(won) for won in self.seat_counts)

    def shares(self, row: int, draws: int) -> Spread:
        """The shares of a party, or in the last row of everybody not named."""
        below = np.cumsum(self.share_counts[row])
        low, middle, high = (float(np.searchsorted(below, draws * p)) / HUNDREDTHS for p in (0.05, 0.5, 0.95))
        return Spread(mean=float(self.sums[row]) / draws / POINT, p05=low, p50=middle, p95=high)

    def majorities(self, keys: Sequence[str], draws: int) -> Iterator[Majority]:
        """Coalitions of up to three that may have a majority, and could not do as well without a member."""
        found = {rows: count / draws for rows, count in self.coalitions.items() if count >= RAREST * draws}
        for rows, chance in sorted(found.items(), key=lambda each: (len(each[0]), -each[1], each[0])):
            fewer = [part for size in range(1, len(rows)) for part in combinations(rows, size)]
            as_likely = min(CERTAIN, chance - RAREST)
            if not any(found.get(part, 0) > as_likely for part in fewer):
                yield Majority(parties=tuple(keys[row] for row in rows), chance=chance)
