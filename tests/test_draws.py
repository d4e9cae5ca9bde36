"""Draws of whole results: every range holds as often as stated, sums are exact, seeds give the same again."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from scipy import stats

from forecasts.catalogue import Catalogue
from forecasts.crowds import Crowd
from forecasts.draws import (
    BLOCK,
    POINT,
    VALID,
    Bounds,
    RangesInfeasible,
    Sampler,
    bounds_of,
)
from forecasts.model import Range
from forecasts.shapes import spread, tilt

DRAWS = 50_000


def printed(label: str, low: str, high: str) -> Range:
    return Range(party=label, label=label, low=Decimal(low), high=Decimal(high))


def drawn(bounds: Bounds, mass: str, seed: int = 1, draws: int = DRAWS) -> np.ndarray:
    return np.hstack(list(Sampler(bounds, Decimal(mass), seed).blocks(draws)))


def held(bounds: Bounds, shares: np.ndarray) -> list[float]:
    """How often each range holds, that of everybody not named last if there is one."""
    inside = (shares[:-1] >= bounds.low[:, None]) & (shares[:-1] <= bounds.high[:, None])
    found = list(inside.mean(axis=1))
    if bounds.other:
        found.append(((shares[-1] >= bounds.other[0]) & (shares[-1] <= bounds.other[1])).mean())
    return found


@pytest.mark.parametrize("mass", ["50", "80", "95", "99", "100"])
def test_every_range_of_every_shipped_update_holds_as_often_as_stated(
    catalogue: Catalogue, mass: str
) -> None:
    for update in catalogue.updates:
        bounds = bounds_of(update.ranges)
        shares = drawn(bounds, mass)
        assert shares.shape == (len(bounds.keys) + 1, DRAWS)
        assert held(bounds, shares) == pytest.approx(
            [float(mass) / 100] * len(held(bounds, shares)), abs=0.01
        )
        assert (shares.sum(axis=0) == VALID).all()
        assert (shares >= 0).all()
        assert (shares == np.rint(shares)).all()


CROWDED = {
    # The midpoints add up to 101, 102.25 and 100.5; the lows to 97, 97 and 99.5.
    "a little": [("a", "40", "44"), ("b", "37", "40"), ("c", "20", "21")],
    "much": [(f"p{n}", "8.8", "9.8") for n in range(10)] + [("q", "9", "9.5")],
    "nearly all": [("a", "33.2", "34"), ("b", "33.2", "33.8"), ("c", "33.1", "33.7")],
    # Of independent draws at 80% hardly one in three hundred would be kept: the lows add up to 99 and 99.5.
    "to the brim": [(f"p{n}", "9.9", "10.4") for n in range(10)],
    "over the brim": [(f"p{n}", "9.95", "10.35") for n in range(10)],
    "from nothing": [("a", "0", "1"), ("b", "0", "3"), ("c", "55", "60")],
}


@pytest.mark.parametrize("ranges", CROWDED.values(), ids=CROWDED)
@pytest.mark.parametrize("mass", ["50", "80", "100"])
def test_ranges_with_little_room_hold_as_often_as_stated(
    ranges: list[tuple[str, str, str]], mass: str
) -> None:
    bounds = bounds_of([printed(*each) for each in ranges])
    shares = drawn(bounds, mass)
    assert held(bounds, shares) == pytest.approx([float(mass) / 100] * len(ranges), abs=0.01)
    assert (shares.sum(axis=0) == VALID).all()
    assert (shares >= 0).all()


@pytest.mark.parametrize("mass", ["50", "75", "78", "79", "82", "85", "90", "95", "99"])
def test_ten_ranges_with_one_point_of_room_are_worked_out_at_every_probability(mass: str) -> None:
    bounds = bounds_of([printed(*each) for each in CROWDED["to the brim"]])
    shares = drawn(bounds, mass, seed=3)
    assert held(bounds, shares) == pytest.approx([float(mass) / 100] * 10, abs=0.01)
    assert (shares.sum(axis=0) == VALID).all()
    assert (shares >= 0).all()


@pytest.mark.parametrize("mass", ["50", "80"])
def test_of_many_ranges_those_patterns_count_too_that_were_not_met_in_trying(mass: str) -> None:
    # Sixteen ranges have 65,536 patterns, about as many as there are draws in the pilot.
    bounds = bounds_of([printed(f"p{n}", "6.2", "6.6") for n in range(16)])
    assert held(bounds, drawn(bounds, mass)) == pytest.approx([float(mass) / 100] * 16, abs=0.01)


def test_draws_from_nearer_by_are_the_same_distribution_as_plain_ones() -> None:
    """Plain draws are thrown away until sums and ranges have their weights; one share is folded at 0."""
    middle, deviation = np.array([1.0, 40.0, 58.0]) * POINT, np.array([0.8, 1.5, 2.0]) * POINT
    low, high = np.array([0.5, 39.0, 59.0]) * POINT, np.array([2.0, 42.0, 62.0]) * POINT
    factors, total = np.array([1.2, 0.9, -0.7]), 98 * POINT
    crowd = Crowd(
        generator=np.random.default_rng(1), low=low, high=high, middle=middle, spread=deviation, total=total,
        block=BLOCK,
    )  # fmt: skip
    assert crowd.weigh(factors)
    assert crowd.pull > 0
    near = np.hstack([crowd.draw()[:-1] for _ in range(8)])

    generator = np.random.default_rng(2)
    plain = np.abs(middle[:, None] + deviation[:, None] * generator.standard_normal((3, 400_000)))
    inside = (plain >= low[:, None]) & (plain <= high[:, None])
    weights = np.exp(factors @ inside - 2.1) * (plain.sum(axis=0) <= total)
    plain = plain[:, generator.random(400_000) < weights]
    assert min(near.shape[1], plain.shape[1]) > 5000
    for row in (*zip(near, plain, strict=True), (near.sum(axis=0), plain.sum(axis=0))):
        assert stats.ks_2samp(*row).pvalue > 0.001


def test_shares_that_hardly_ever_reach_their_range_are_no_crowd() -> None:
    # The range begins five spreads above the midpoint, and weighs e⁵ at the most.
    crowd = Crowd(
        generator=np.random.default_rng(1), low=np.array([15.0]), high=np.array([20.0]),
        middle=np.array([10.0]), spread=np.array([1.0]), total=100.0, block=BLOCK,
    )  # fmt: skip
    assert not crowd.weigh(np.array([9.0]))


def test_without_a_bind_a_share_is_the_normal_distribution_round_its_midpoint() -> None:
    # 28-30 at 80%: mean 29, standard deviation 1 / 1.2816 = 0.7803.
    shares = drawn(bounds_of([printed("syriza", "28", "30")]), "80")[0] / POINT
    assert shares.mean() == pytest.approx(29, abs=0.02)
    assert shares.std() == pytest.approx(0.7803, abs=0.01)
    assert stats.kstest(shares[:5000], stats.norm(29, 0.7803).cdf).pvalue > 0.001


def test_always_inside_is_even_over_the_range() -> None:
    shares = drawn(bounds_of([printed("syriza", "28", "30")]), "100")[0] / POINT
    assert stats.kstest(shares[:5000], stats.uniform(28, 2).cdf).pvalue > 0.001


def test_both_ways_to_draw_always_inside_are_the_same_distribution() -> None:
    bounds = bounds_of([printed("a", "30", "50"), printed("b", "30", "50"), printed("c", "0", "12")])
    ways = []
    for small in (False, True):
        sampler = Sampler(bounds, Decimal(100), 1)
        sampler._small = small
        ways.append(np.hstack(list(sampler.blocks(5000))))
    for row in range(3):
        assert stats.ks_2samp(ways[0][row], ways[1][row]).pvalue > 0.001


@pytest.mark.parametrize(("low", "high"), [(28.0, 30.0), (0.0, 1.0), (0.5, 3.0), (2.5, 3.5)])
@pytest.mark.parametrize("mass", [0.5, 0.8, 0.99])
def test_the_folded_normal_holds_the_mass(low: float, high: float, mass: float) -> None:
    s, m = spread(low, high, mass), (low + high) / 2
    folded = stats.foldnorm(c=m / s, scale=s)
    assert folded.cdf(high) - folded.cdf(low) == pytest.approx(mass, abs=1e-9)


def test_the_tilt_is_what_raking_gives_too() -> None:
    """Raking (iterative proportional fitting) reaches the same projection by another road."""
    generator = np.random.default_rng(5)
    patterns = np.array([[code >> bit & 1 for bit in range(4)] for code in range(16)], dtype=float)
    frequencies = generator.dirichlet(np.ones(16))
    factors = tilt(patterns, frequencies, 0.8)
    assert factors is not None
    weights = np.exp(patterns @ factors)
    ours = frequencies * weights / (frequencies @ weights)
    raked = frequencies.copy()
    for _ in range(20_000):
        for bit in range(4):
            inside = patterns[:, bit] == 1
            raked[inside] *= 0.8 / raked[inside].sum()
            raked[~inside] *= 0.2 / raked[~inside].sum()
    assert ours == pytest.approx(raked, abs=1e-8)


def test_a_tilt_that_cannot_be_is_none() -> None:
    assert tilt(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.5, 0.5]), 0.8) is None


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    bounds = bounds_of([printed(*each) for each in CROWDED["a little"]])
    assert (drawn(bounds, "80", seed=7) == drawn(bounds, "80", seed=7)).all()
    assert (drawn(bounds, "80", seed=7) != drawn(bounds, "80", seed=8)).any()
    full = bounds_of([printed(*each) for each in CROWDED["to the brim"]])
    assert (drawn(full, "80", seed=7) == drawn(full, "80", seed=7)).all()
    assert (drawn(full, "80", draws=70_000)[:, :DRAWS] == drawn(full, "80")).all()
    # More draws begin with the same ones.
    assert (drawn(bounds, "80", draws=70_000)[:, :DRAWS] == drawn(bounds, "80")).all()


def test_the_draws_are_those_of_numpys_generator_in_blocks() -> None:
    bounds = bounds_of([printed("a", "28", "30"), printed("b", "20", "22")])
    ours = drawn(bounds, "80", seed=3, draws=2 * BLOCK)
    generator = np.random.Generator(np.random.PCG64(3))
    spreads = np.array([spread(low, high, 0.8) for low, high in zip(bounds.low, bounds.high, strict=True)])
    # The first two blocks only show that nothing binds.
    blocks = [generator.standard_normal((2, BLOCK)) for _ in range(4)][-2:]
    expected = np.rint(np.abs(np.hstack(blocks) * spreads[:, None] + bounds.midpoint[:, None]))
    assert (ours[:2] == expected).all()


def test_a_single_figure_stands_for_what_rounds_to_it() -> None:
    bounds = bounds_of([printed("a", "28", "28"), printed("b", "4.5", "4.5"), printed("c", "0", "0")])
    assert (bounds.low / POINT).tolist() == [27.5, 4.45, 0]
    assert (bounds.high / POINT).tolist() == [28.5, 4.55, 0.5]


def test_everybody_else_printed_as_a_range_holds_as_well() -> None:
    ranges = [printed("a", "40", "44"), printed("b", "37", "41"), printed("c", "8", "10")]
    bounds = bounds_of([*ranges, printed("other", "7", "9")])
    assert bounds.keys == ("a", "b", "c")
    assert held(bounds, drawn(bounds, "80")) == pytest.approx([0.8] * 4, abs=0.01)
    inside = drawn(bounds, "100")
    assert held(bounds, inside) == [1.0] * 4


@pytest.mark.parametrize(
    ("ranges", "why", "said"),
    [
        ([("a", "60", "70"), ("b", "41", "50")], "low", "a, b. Their lows add up to more than 100."),
        ([("a", "40", "50"), ("other", "3", "5")], "high", "a, other. With everybody else their highs"),
    ],
)
def test_ranges_that_cannot_be_true_together_are_refused_by_name(
    ranges: list[tuple[str, str, str]], why: str, said: str
) -> None:
    with pytest.raises(RangesInfeasible) as caught:
        bounds_of([printed(*each) for each in ranges])
    assert caught.value.why == why
    assert said in caught.value.sentence("en")
    assert "a, " in caught.value.sentence("el")


def test_ranges_that_are_hardly_ever_true_together_are_refused() -> None:
    # Every one of ten parties inside a tenth of a point with 99%, where the lows leave a hundredth.
    ranges = [printed(f"p{n}", "9.999", "10.099") for n in range(10)]
    bounds = bounds_of(ranges)
    with pytest.raises(RangesInfeasible, match="Hardly any result that adds up to 100"):
        drawn(bounds, "99")


def test_without_a_party_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="expected the range of at least one party"):
        bounds_of([printed("other", "3", "5")])


def test_what_is_left_can_be_broken_into_parties() -> None:
    bounds = bounds_of([printed("a", "40", "44")])
    sampler = Sampler(bounds, Decimal(80), 1)
    (block,) = sampler.blocks(1000)
    pieces = sampler.broken(block[-1], 4)
    assert pieces.shape == (4, 1000)
    assert (pieces >= 0).all()
    assert (block[-1] - pieces.sum(axis=0) <= 4).all()
    assert (pieces.mean(axis=1) / POINT).tolist() == pytest.approx([58 / 4] * 4, abs=1.5)


def test_ranges_of_labels_nobody_knows_are_drawn_too() -> None:
    unknown = replace(printed("x", "3", "5"), party=None)
    assert bounds_of([printed("a", "40", "44"), unknown]).keys == ("a", "?x")
