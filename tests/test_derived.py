"""What a list of ranges leaves for everyone else."""

from decimal import Decimal

from forecasts.derived import feasibility
from tests.seed import SEPTEMBER_15, ranges

D = Decimal


def test_the_last_update_leaves_between_6_and_a_half_and_19_and_a_half_for_the_rest():
    """15/9: the lows add up to 80.5, the highs to 93.5, so a remainder is forced."""
    left = feasibility(SEPTEMBER_15.ranges)
    assert (left.sum_low, left.sum_high) == (D("80.5"), D("93.5"))
    assert (left.remainder_low, left.remainder_high) == (D("6.5"), D("19.5"))
    assert (left.feasible, left.forced) == (True, True)


def test_highs_beyond_100_force_no_remainder_and_lows_beyond_100_are_infeasible():
    loose = feasibility(ranges("nd 40-60, syriza 40-55"))
    assert (loose.remainder_low, loose.remainder_high, loose.forced) == (D(0), D(20), False)
    assert feasibility(ranges("nd 60-60, syriza 41-42")).feasible is False
    assert feasibility(ranges("nd 60, syriza 40")).forced is False


def test_no_ranges_leave_everything():
    assert feasibility(()).remainder_low == 100
