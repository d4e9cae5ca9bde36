"""Ranges and a law → what they imply: who enters, who is first, seats, the chance of a majority.

All chances of one answer are counted over the same draws, so none contradicts another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from forecasts.draws import VALID, Sampler, bounds_of
from forecasts.intervals import Interval, interval
from forecasts.model import HUNDRED, Law, Range
from forecasts.parliaments import Seats, allocate_many
from forecasts.seats import allocate_seats
from forecasts.tallies import Majority, PartyChances, Spread, Tally

MOST_PARTNERS = 12
WORSE = 1e6  # More than any distance from a median.


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """What one set of ranges implies under one law, by range key in the order given.

    `intervals` are the seats of each party in nine of ten draws, in pieces where those between do not occur;
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
    intervals: dict[str, Interval]
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
        """A draw near the medians of all parties: a parliament that the law could give.

        Of the draws in which as many parties enter as in most, the one with the least sum of squares of what
        each party, and everybody not named, is away from its median, in widths of nine in ten draws.

        Args:
            among: which draws may be chosen, at least one; by default all.

        Raises:
            ValueError: where the draws were not kept.
        """
        rest = self.law.seats - self.every_draw.sum(axis=0)
        others = interval(np.bincount(rest))
        away = ((rest - others.middle) / max(others.high - others.low, 1)) ** 2
        for each, won in zip(self.parties.values(), self.every_draw, strict=True):
            away += ((won - each.seats.p50) / max(each.seats.p95 - each.seats.p05, 1)) ** 2
        # Where a tie leaves a seat open the house is not whole.
        away[(rest > 0) & (not self.unnamed)] += WORSE
        entering = np.count_nonzero(self.every_draw, axis=0)
        chosen = np.full(self.draws, True) if among is None else among
        away[entering != np.bincount(entering[chosen]).argmax()] += WORSE**2
        return int(np.where(chosen, away, WORSE**3).argmin())

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
    tally = Tally(len(bounds.keys), law, tuple(sorted(map(int, largest))), keep=keep)
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
        intervals=dict(zip(bounds.keys, tally.intervals(), strict=True)),
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
