"""Ranges and a law → what they imply: who enters, who is first, seats, the chance of a majority.

All chances of one answer are counted over the same draws, so none contradicts another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from forecasts.draws import POINT, VALID, Counts, Sampler, bounds_of
from forecasts.model import HUNDRED, Law, Range
from forecasts.parliaments import Seats, allocate_many
from forecasts.seats import allocate_seats

LARGEST_COALITION, MOST_PARTNERS = 3, 12
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """What one set of ranges implies under one law, by range key in the order given.

    `rest` is the share of everybody not named, broken into `unnamed` parties that may enter; `unnamed_enters`
    is the chance that one of them does; `seats` holds every draw, of shape (parties, draws), where they were
    kept: from it comes the chance of any coalition, by `majority_of`.
    """

    law: Law
    draws: int
    seed: int
    mass: Decimal
    unnamed: int = 0
    parties: dict[str, PartyChances]
    rest: Spread
    majorities: tuple[Majority, ...]
    unnamed_enters: float = 0.0
    seats: Seats | None = None

    @property
    def every_draw(self) -> Seats:
        """The seats in every draw, of shape (parties, draws).

        Raises:
            ValueError: where the draws were not kept.
        """
        if self.seats is None:
            raise ValueError("the draws were not kept")
        return self.seats

    def seats_of(self, parties: Sequence[str]) -> NDArray[np.int64]:
        """The seats that some parties have together in each draw.

        Raises:
            ValueError: where the draws were not kept.
        """
        rows = [list(self.parties).index(party) for party in parties]
        together: NDArray[np.int64] = self.every_draw[rows].sum(axis=0, dtype=np.int64)
        return together

    def majority_of(self, parties: Sequence[str]) -> float:
        """The chance that some parties have more than half the seats together."""
        return float((self.seats_of(parties) > self.law.seats // 2).mean())

    def typical(self, among: NDArray[np.bool_] | None = None) -> int:
        """The draw that is nearest to the median seats of all parties: a parliament that the law could give.

        Args:
            among: which draws may be chosen, at least one; by default all.

        Raises:
            ValueError: where the draws were not kept.
        """
        middles = np.array([[each.seats.p50] for each in self.parties.values()])
        away = np.abs(self.every_draw - middles).sum(axis=0)
        if not self.unnamed:
            # Where a tie leaves a seat open the house is not whole.
            away[self.every_draw.sum(axis=0) < self.law.seats] += self.law.seats
        return int((away if among is None else np.where(among, away, away.max() + 1)).argmin())

    def gains_without(self, party: str) -> dict[str, float]:
        """How many seats more each has on average in the draws that a party misses than where it enters."""
        inside = self.every_draw[list(self.parties).index(party)] > 0
        gains = self.every_draw[:, ~inside].mean(axis=1) - self.every_draw[:, inside].mean(axis=1)
        return dict(zip(self.parties, gains.tolist(), strict=True))

    def house(self, draw: int) -> dict[str, int]:
        """The seats of each party in one draw."""
        return {key: int(won) for key, won in zip(self.parties, self.every_draw[:, draw], strict=True)}


def chances(
    ranges: Sequence[Range],
    law: Law,
    *,
    mass: Decimal,
    draws: int,
    seed: int,
    unnamed: int = 0,
    keep: bool = False,
) -> Chances:
    """Work out what a set of ranges implies.

    Args:
        ranges: as printed; `other` stands for everybody not named.
        law: by which the seats are given out.
        mass: the probability in per cent with which each range holds, 50 to 99, or 100 for always.
        draws: how many results to draw; memory does not grow with them unless they are kept.
        seed: the same gives the same.
        unnamed: into how many parties what is left is broken at random, each of which may enter; with 0 it is
            spread so thinly that none does.
        keep: keep the seats of every draw.

    Raises:
        RangesInfeasible: where no result, or hardly any, has every share where it should be.
        ValueError: for a mass or a number of draws out of bounds, or no range.
    """
    if not (mass.is_finite() and (50 <= mass <= 99 or mass == HUNDRED)):
        raise ValueError(f"expected a mass from 50 to 99, or 100, found {mass}")
    if draws < 1:
        raise ValueError(f"expected at least one draw, found {draws}")
    bounds = bounds_of(ranges)
    sampler = Sampler(bounds, mass, seed)
    unnamed_entered = 0
    largest = np.argsort(-bounds.midpoint, kind="stable")[:MOST_PARTNERS]
    consist = {each.key: each.members for each in ranges}
    members = [consist[key] for key in bounds.keys] + [1] * unnamed
    tally = _Tally(len(bounds.keys), law, tuple(sorted(map(int, largest))), keep=keep)
    for block in sampler.blocks(draws):
        pieces = sampler.broken(block[-1], unnamed) if unnamed else block[:0]
        seats = allocate_many(np.concatenate([block[:-1], pieces]), VALID, law, members)
        tally.add(block, pieces, seats[: len(bounds.keys)])
        unnamed_entered += int(seats[len(bounds.keys) :].any(axis=0).sum())
    return Chances(
        law=law,
        draws=draws,
        seed=seed,
        mass=mass,
        unnamed=unnamed,
        parties=dict(zip(bounds.keys, tally.parties(draws), strict=True)),
        rest=tally.shares(len(bounds.keys), draws),
        majorities=tuple(tally.majorities(bounds.keys, draws)),
        unnamed_enters=unnamed_entered / draws,
        seats=np.hstack(tally.kept) if keep else None,
    )


def without(ranges: Sequence[Range], found: Chances, party: str) -> tuple[dict[str, int], dict[str, int]]:
    """Two parliaments of one result: one in which a party enters, and the same had it missed the threshold.

    The result is a typical one of the draws in which it enters. For the second parliament its votes stay
    among the valid ones and win nothing, as the law has it.

    Args:
        ranges: from which the chances were worked out.
        found: these, with every draw kept.
        party: by its key; it enters in some of the draws.
    """
    draw = found.typical(found.every_draw[list(found.parties).index(party)] > 0)
    votes = _votes_in(ranges, found, draw)
    members = {each.key: each.members for each in ranges}
    less = {key: count for key, count in votes.items() if key != party}
    seats = allocate_seats(less, found.law, valid=VALID, members=members).seats
    return found.house(draw), {key: seats.get(key, 0) for key in found.parties}


def _votes_in(ranges: Sequence[Range], found: Chances, draw: int) -> dict[str, int]:
    """The votes of one draw, drawn again; parties that nobody named under numbers."""
    sampler = Sampler(bounds_of(ranges), found.mass, found.seed)
    for block in sampler.blocks(found.draws):
        pieces = sampler.broken(block[-1], found.unnamed) if found.unnamed else block[:0]
        if draw < block.shape[1]:
            named = zip(found.parties, block[:, draw], strict=False)
            others = ((f"#{number}", count) for number, count in enumerate(pieces[:, draw]))
            return {key: int(count) for key, count in (*named, *others)}
        draw -= block.shape[1]
    raise IndexError(f"expected one of {found.draws} draws")


@dataclass(slots=True)
class _Tally:
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
        half = self.law.seats // 2
        pairs: dict[tuple[int, ...], Seats] = {(): np.zeros(seats.shape[1], dtype=np.int16)}
        for rows in self.coalitions:
            together = pairs[rows[:-1]] + seats[rows[-1]]
            self.coalitions[rows] += int(np.count_nonzero(together > half))
            if len(rows) < LARGEST_COALITION:
                pairs[rows] = together

    def parties(self, draws: int) -> Iterator[PartyChances]:
        """What was counted of each party."""
        for row in range(self.count):
            won = self.seat_counts[row]
            mean = float(won @ np.arange(len(won))) / draws
            low, middle, high = (float(np.searchsorted(np.cumsum(won), draws * p)) for p in (0.05, 0.5, 0.95))
            yield PartyChances(
                share=self.shares(row, draws),
                seats=Spread(mean=mean, p05=low, p50=middle, p95=high),
                enters=int(self.entered[row]) / draws,
                first=float(self.first[row]) / draws,
            )

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
