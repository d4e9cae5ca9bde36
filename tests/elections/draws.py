"""Random results of elections, drawn where the law's borders are: each kind is a way to draw one."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.random import Generator

from tests.elections.second import OTHERS

Drawn = tuple[dict[str, int], int]  # the votes of each party and of the others; all valid votes
NAMES = tuple("abcdefghijklmnopqrstuvwxyz") + tuple(f"list {number}" for number in range(40))


def realistic(random: Generator) -> Drawn:
    """Some six million votes for four to ten parties of very different size."""
    parties = int(random.integers(4, 11))
    sizes = np.append(random.lognormal(0, 1.1, parties), random.uniform(0.2, 1.2))
    return _named(random.multinomial(int(random.integers(5_200_000, 6_400_000)), sizes / sizes.sum()))


def near_the_threshold(random: Generator) -> Drawn:
    """Many parties within two votes of 3 % of all valid votes, where this is a whole number or not."""
    valid = int(random.integers(50_000, 60_000)) * int(random.choice([100, 97]))
    many = int(random.integers(2, 6))
    border = valid * 3 // 100 + random.integers(-2, 3, many)
    rest = valid - int(border.sum())
    large = random.multinomial(rest, random.dirichlet([4, 3, 2, 1]))
    return _named(np.concatenate([large[:3], border, large[3:]]), valid)


def near_a_half_point(random: Generator) -> Drawn:
    """The first party on, just below or just above a half point between 22 and 42 per cent."""
    valid = int(random.integers(26_000, 32_000)) * 200
    first = valid // 200 * int(random.integers(44, 85)) + int(random.integers(-1, 2))
    others = random.multinomial(valid - first, random.dirichlet([4, 3, 2, 1, 2]))
    return _named(np.concatenate([[first], others]), valid)


def tiny(random: Generator) -> Drawn:
    """Twenty to three hundred votes, so that equal votes, exact shares and equal remainders come up."""
    parties = int(random.integers(2, 8))
    sizes = random.dirichlet(np.full(parties + 1, 3.0))
    if random.random() < 0.75:
        return _named(random.multinomial(int(random.integers(20, 301)), sizes))
    hundreds = int(random.integers(1, 4))
    return _named(np.append(3 * hundreds, random.multinomial(97 * hundreds, sizes)))


def level(random: Generator) -> Drawn:
    """Two or three parties level in first place, and level pairs further down, in a large country."""
    first = np.full(int(random.integers(2, 4)), random.integers(1_000_000, 1_900_000))
    pairs = np.repeat(random.integers(150_000, 700_000, int(random.integers(1, 4))), 2)
    return _named(np.concatenate([first, pairs, random.integers(0, 900_000, 1)]))


def alone(random: Generator) -> Drawn:
    """One party takes part; all others together or each for itself stay below 3 %."""
    valid = int(random.integers(100, 6_000_000))
    below = random.integers(0, (valid * 3 - 1) // 100 + 1, int(random.integers(0, 6)))
    first = int(random.integers(-(-valid * 3 // 100), valid - int(below.sum()) + 1))
    return _named(np.concatenate([[first], below, [valid - first - int(below.sum())]]), valid)


def nobody(random: Generator) -> Drawn:
    """Every party stays below 3 %, be it by one vote; or no vote at all is valid."""
    valid = max(0, int(random.integers(-100_000, 6_000_000)))
    most = max(0, (valid * 3 - 1) // 100)
    votes = most - random.integers(0, most // int(random.integers(1, 1000)) + 1, int(random.integers(1, 20)))
    return _named(np.append(votes, valid - int(votes.sum())), valid)


KINDS: Mapping[str, Callable[[Generator], Drawn]] = {
    draw.__name__: draw
    for draw in (realistic, near_the_threshold, near_a_half_point, tiny, level, alone, nobody)
}


def drawn(kind: str, many: int) -> Iterator[Drawn]:
    """As many results of one kind, the same each time."""
    random = np.random.default_rng([20120506, list(KINDS).index(kind)])
    for _ in range(many):
        yield KINDS[kind](random)


def _named(counts: np.ndarray[tuple[int, ...], np.dtype[np.int64]], valid: int | None = None) -> Drawn:
    """Name the parties; the last count is everybody not named."""
    *parties, others = (int(count) for count in counts)
    votes = dict(zip(NAMES, parties, strict=False))
    return {**votes, OTHERS: others}, sum(parties) + others if valid is None else valid
