"""What ranges imply: chances by hand, from one set of draws; many parliaments equal to the exact ones."""

from decimal import Decimal
from statistics import NormalDist

import numpy as np
import pytest

from forecasts.catalogue import Catalogue
from forecasts.chances import Chances, chances, without
from forecasts.draws import VALID, Sampler, bounds_of
from forecasts.model import Law, Range, Update
from forecasts.parliaments import allocate_many
from forecasts.seats import allocate_seats

DRAWS = 50_000


@pytest.fixture(scope="module")
def september(catalogue: Catalogue) -> Update:
    """The forecast of 15 September 2015."""
    return next(u for u in catalogue.updates if str(u.published) == "2015-09-15")


@pytest.fixture(scope="module")
def found(catalogue: Catalogue, september: Update) -> Chances:
    """What it implies."""
    return chances(
        september.ranges, law(catalogue, "3231-2004"), mass=Decimal(80), draws=DRAWS, seed=1, keep=True
    )


def law(catalogue: Catalogue, name: str) -> Law:
    known = catalogue.law(name)
    assert known
    return known


def test_who_enters_is_the_chance_that_the_share_reaches_three_per_cent(found: Chances) -> None:
    # Normal round the midpoint with 80% between the bounds: above 3 lies
    # of 2.5-3.5 one half, of 2.5-3 one tenth, of 3-4 nine tenths, of 28-30 everything.
    for party, chance in (("potami", 0.5), ("anel", 0.5), ("ek", 0.1), ("pasok-dimar", 0.9), ("syriza", 1)):
        assert found.parties[party].enters == pytest.approx(chance, abs=0.01)


def test_shares_are_those_of_the_normal_distribution(found: Chances) -> None:
    expected = NormalDist(29, 1 / NormalDist().inv_cdf(0.9))
    share = found.parties["syriza"].share
    for value, p in ((share.p05, 0.05), (share.p50, 0.5), (share.p95, 0.95)):
        assert value == pytest.approx(expected.inv_cdf(p), abs=0.03)
    assert share.mean == pytest.approx(29, abs=0.02)


def test_who_is_first(catalogue: Catalogue) -> None:
    ranges = [
        Range(party=p, label=p, low=Decimal(low), high=Decimal(high))
        for p, low, high in (("a", "30", "34"), ("b", "29", "33"), ("c", "10", "12"))
    ]
    done = chances(ranges, law(catalogue, "3231-2004"), mass=Decimal(80), draws=DRAWS, seed=1)
    # The difference of the midpoints is 1, its standard deviation √2 x 2 / 1.2816.
    ahead = NormalDist().cdf(1 / (2**0.5 * 2 / NormalDist().inv_cdf(0.9)))
    assert done.parties["a"].first == pytest.approx(ahead, abs=0.01)
    assert sum(each.first for each in done.parties.values()) == pytest.approx(1)


def test_every_chance_comes_from_the_same_draws(found: Chances) -> None:
    assert found.seats is not None
    assert found.seats.shape == (9, DRAWS)
    for row, (party, each) in enumerate(found.parties.items()):
        won = found.seats[row]
        assert each.seats.mean == pytest.approx(won.mean())
        assert each.enters == pytest.approx((won > 0).mean(), abs=1e-4)
        for value, p in ((each.seats.p05, 5), (each.seats.p50, 50), (each.seats.p95, 95)):
            assert value == np.percentile(won, p, method="inverted_cdf"), party
    for majority in found.majorities:
        assert majority.chance == found.majority_of(majority.parties)
        rows = [list(found.parties).index(party) for party in majority.parties]
        assert majority.chance == (found.seats[rows].sum(axis=0) >= 151).mean()
    assert (found.seats.sum(axis=0) <= 300).all()


def test_more_partners_never_lower_the_chance(found: Chances) -> None:
    alone = found.majority_of(["syriza"])
    assert alone <= found.majority_of(["syriza", "kke"]) <= found.majority_of(["syriza", "kke", "xa"]) <= 1


def test_the_same_seed_gives_the_same_and_keeping_the_draws_changes_nothing(
    catalogue: Catalogue, september: Update, found: Chances
) -> None:
    again = chances(september.ranges, law(catalogue, "3231-2004"), mass=Decimal(80), draws=DRAWS, seed=1)
    assert (again.parties, again.majorities, again.rest) == (found.parties, found.majorities, found.rest)
    assert again.seats is None
    with pytest.raises(ValueError, match="the draws were not kept"):
        again.majority_of(["syriza"])
    other = chances(september.ranges, law(catalogue, "3231-2004"), mass=Decimal(80), draws=DRAWS, seed=2)
    assert other.parties != found.parties
    assert other.parties["ek"].enters == pytest.approx(found.parties["ek"].enters, abs=0.01)


def test_those_not_named_enter_only_where_the_reader_allows_it(
    catalogue: Catalogue, september: Update
) -> None:
    given = {"mass": Decimal(80), "draws": 5000, "seed": 1}
    without = chances(september.ranges, law(catalogue, "3231-2004"), **given)
    assert without.unnamed_enters == 0
    # 6.5-19.5% broken into three: nearly always one of them has more than 3%.
    allowed = chances(september.ranges, law(catalogue, "3231-2004"), unnamed=3, **given)
    assert allowed.unnamed_enters > 0.99
    assert allowed.parties["lae"].seats.mean < without.parties["lae"].seats.mean


@pytest.mark.parametrize("name", ["3231-2004", "4406-2016", "4654-2020"])
def test_many_parliaments_are_the_exact_ones_draw_by_draw(catalogue: Catalogue, name: str) -> None:
    rule = law(catalogue, name)
    for update in catalogue.updates[::3]:
        bounds = bounds_of(update.ranges)
        (block, *_) = Sampler(bounds, Decimal(80), 1).blocks(300)
        seats = allocate_many(block[:-1], VALID, rule)
        for draw in range(300):
            votes = {key: int(block[row, draw]) for row, key in enumerate(bounds.keys)}
            exact = allocate_seats(votes, rule, valid=VALID)
            assert [exact.seats[key] for key in bounds.keys] == seats[:, draw].tolist()


@pytest.mark.parametrize("name", ["3231-2004", "4406-2016", "4654-2020"])
def test_ties_thresholds_and_half_points_among_many_are_the_exact_ones(
    catalogue: Catalogue, name: str
) -> None:
    rule, generator, valid = law(catalogue, name), np.random.default_rng(11), 200
    votes = generator.multinomial(190, generator.dirichlet(np.ones(8) * 0.7, size=4000)).T.astype(float)
    votes[:, :10] = 0  # Nobody; then one alone; then equal in first place.
    votes[0, 1:6] = (1, 5, 6, 7, 190)
    votes[:2, 6:10] = 95
    seats = allocate_many(votes, valid, rule)
    ties = set()
    for draw in range(votes.shape[1]):
        exact = allocate_seats({str(row): int(votes[row, draw]) for row in range(8)}, rule, valid=valid)
        ties |= {tie.kind for tie in exact.ties}
        assert [exact.seats[str(row)] for row in range(8)] == seats[:, draw].tolist(), votes[:, draw]
    assert ties == ({"remainder"} if rule.bonus == 0 else {"first", "remainder"})


@pytest.mark.parametrize("name", ["3231-2004", "4406-2016", "4654-2020"])
def test_the_bonus_among_lists_of_several_parties_is_the_exact_one(catalogue: Catalogue, name: str) -> None:
    rule, generator, valid = law(catalogue, name), np.random.default_rng(12), 200
    votes = generator.multinomial(190, generator.dirichlet(np.ones(5) * 0.7, size=4000)).T.astype(float)
    votes[:, 0] = 0
    votes[:, 1] = (60, 30, 29, 28, 27)  # equal on average
    votes[:, 2] = (61, 30, 29, 28, 27)
    members = (2, 1, 3, 1, 5)
    seats = allocate_many(votes, valid, rule, members)
    elsewhere = 0
    for draw in range(votes.shape[1]):
        exact = allocate_seats(
            {str(row): int(votes[row, draw]) for row in range(5)},
            rule,
            valid=valid,
            members={str(row): count for row, count in enumerate(members)},
        )
        elsewhere += exact.bonus_for not in (None, exact.first)
        assert [exact.seats[str(row)] for row in range(5)] == seats[:, draw].tolist(), votes[:, draw]
    assert (elsewhere > 500) == bool(rule.bonus)


def test_a_list_of_several_parties_that_comes_first_leaves_the_bonus_to_the_strongest_alone(
    catalogue: Catalogue,
) -> None:
    ranges = [
        Range(party=p, label=p, low=Decimal(low), high=Decimal(high), components=components)
        for p, low, high, components in (
            ("a", "40", "42", ("a", "x")),
            ("b", "30", "32", ("b",)),
            ("c", "20", "22", ()),
        )
    ]
    done = chances(ranges, law(catalogue, "3231-2004"), mass=Decimal(100), draws=2000, seed=1)
    assert done.parties["a"].first == 1
    # 250 in some 41 : 31 : 21, and the fifty for b.
    assert done.parties["b"].seats.p50 > done.parties["a"].seats.p50 > done.parties["c"].seats.p50


@pytest.mark.parametrize("unnamed", [0, 3])
def test_a_parliament_without_a_party_is_what_the_law_makes_of_the_same_votes(
    catalogue: Catalogue, september: Update, unnamed: int
) -> None:
    rule = law(catalogue, "3231-2004")
    given = {"mass": Decimal(80), "draws": 12_000, "seed": 4, "unnamed": unnamed}
    done = chances(september.ranges, rule, keep=True, **given)
    inside, outside = without(september.ranges, done, "anel")
    assert (inside["anel"] > 0, outside["anel"]) == (True, 0)
    assert set(inside) == set(outside) == set(done.parties)
    # It is one of the draws, and every other party has at least what it had, but for a seat by remainder.
    assert tuple(inside.values()) in {tuple(column) for column in done.every_draw.T.tolist()}
    assert all(outside[key] >= inside[key] - 1 for key in inside if key != "anel")
    gained = sum(outside.values()) - sum(inside.values())
    assert gained == 0 if not unnamed else gained <= 0
    # By hand: the 250 in proportion are shared by so many votes fewer.
    if not unnamed:
        grown = (outside["syriza"] - 50) / (inside["syriza"] - 50)
        assert grown == pytest.approx(250 / (250 - inside["anel"]), abs=0.02)


def test_a_coalition_is_not_listed_with_a_member_that_adds_nothing(catalogue: Catalogue) -> None:
    ranges = [
        Range(party=p, label=p, low=Decimal(low), high=Decimal(high))
        for p, low, high in (
            ("a", "30", "36"),
            ("b", "10", "12"),
            ("c", "0.5", "1"),
            ("d", "24", "28"),
            ("e", "15", "17"),
        )
    ]
    done = chances(ranges, law(catalogue, "3231-2004"), mass=Decimal(80), draws=20_000, seed=1)
    listed = {frozenset(each.parties) for each in done.majorities}
    assert {frozenset("a"), frozenset("ab")} <= listed
    assert not any("c" in each for each in listed)


def test_a_party_not_named_may_be_first(catalogue: Catalogue) -> None:
    ranges = [
        Range(party=p, label=p, low=Decimal(low), high=Decimal(high))
        for p, low, high in (("a", "10", "11"), ("b", "8", "9"))
    ]
    done = chances(ranges, law(catalogue, "3231-2004"), mass=Decimal(80), draws=5000, seed=1, unnamed=1)
    assert (done.parties["a"].first, done.parties["b"].first, done.unnamed_enters) == (0, 0, 1)


@pytest.mark.parametrize(
    "bad", [{"mass": Decimal("nan")}, {"mass": Decimal(49)}, {"mass": Decimal("99.5")}, {"draws": 0}]
)
def test_what_is_out_of_bounds_is_refused(
    catalogue: Catalogue, september: Update, bad: dict[str, object]
) -> None:
    given: dict[str, object] = {"mass": Decimal(80), "draws": 10, "seed": 1} | bad
    with pytest.raises(ValueError, match="expected"):
        chances(september.ranges, law(catalogue, "3231-2004"), **given)  # type: ignore[arg-type]
