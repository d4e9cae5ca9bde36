"""What an update changed: labels, changes, overlap, order, silence, succession."""

from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasts.derived import Revision
from forecasts.model import Range, Update
from forecasts.revisions import in_order, lines, overlap, revisions
from tests.seed import (
    AUGUST_29,
    BROKEN_OFF,
    FIRST_PREDICTIONS,
    PARTIES,
    SEED,
    SEPTEMBER_4,
    SEPTEMBER_11,
    SEPTEMBER_15,
    party,
    ranges,
    update,
)

D = Decimal


def made_by(number: int) -> dict[str, Revision]:
    return {r.party: r for r in revisions(SEED, PARTIES) if r.update == number}


def changes(*updates: Update) -> dict[str, str]:
    return {r.party: r.change for r in revisions(updates, PARTIES)}


def one(old: str, new: str) -> Revision:
    day = date(2015, 9, 1)
    (found,) = revisions((update(day, f"nd {old}"), update(day.replace(day=2), f"nd {new}")), PARTIES)
    return found


# The seed figures, worked by hand.


def test_syriza_is_raised_after_the_second_debate_to_a_range_that_shares_nothing_with_the_old_one():
    """ΣΥΡΙΖΑ 25-28% (11/9) → ΣΥΡΙΖΑ 28-30% (15/9)."""
    assert made_by(6)["syriza"] == Revision(
        update=6,
        previous_update=5,
        published=date(2015, 9, 15),
        previous_published=date(2015, 9, 11),
        party="syriza",
        label="ΣΥΡΙΖΑ",
        previous_label="ΣΥΡΙΖΑ",
        low=D(28),
        high=D(30),
        previous_low=D(25),
        previous_high=D(28),
        change="raised",
        previous_party="syriza",
        low_change=D(3),
        high_change=D(2),
        midpoint_change=D("2.5"),
        width_change=D(-1),
        overlap=Fraction(0),
        disjoint=True,
    )


def test_the_second_debate_moves_two_of_nine_ranges():
    moved = {p: r for p, r in made_by(6).items() if r.change != "unchanged"}
    assert sorted(moved) == ["ek", "syriza"]
    ek = moved["ek"]
    assert (ek.low_change, ek.high_change, ek.midpoint_change) == (D(-1), D(-1), D(-1))
    assert (ek.change, ek.disjoint, ek.overlap) == ("lowered", True, 0)
    assert len(made_by(6)) == 9


def test_nd_after_the_first_debate_keeps_a_quarter_of_the_joint_range():
    """ΝΔ 12-15% (4/9) → ΝΔ 11-13% (11/9): 12–13 shared of 11–15."""
    nd = made_by(5)["nd"]
    assert (nd.low_change, nd.high_change) == (D(-1), D(-2))
    assert (nd.midpoint_change, nd.width_change) == (D("-1.5"), D(-1))
    assert (nd.change, nd.overlap, nd.disjoint) == ("lowered", Fraction(1, 4), False)


def test_pasok_and_dimar_together_continue_the_line_of_pasok():
    """ΠΑΣΟΚ 3-4% (4/9) → ΠΑΣΟΚ + ΔΗΜΑΡ 3-4% (11/9)."""
    assert "pasok" not in made_by(5)
    line = made_by(5)["pasok-dimar"]
    assert (line.change, line.successor, line.overlap, line.disjoint) == ("unchanged", True, 1, False)
    assert (line.previous_label, line.label) == ("ΠΑΣΟΚ", "ΠΑΣΟΚ + ΔΗΜΑΡ")
    assert line.previous_party == "pasok"
    assert (line.previous_low, line.previous_high) == (D(3), D(4))
    assert made_by(6)["pasok-dimar"].successor is False


def test_september_4_lowers_the_centrists_and_potami():
    moved = {p: r for p, r in made_by(4).items() if r.change != "unchanged"}
    assert {p: r.midpoint_change for p, r in moved.items()} == {"ek": D("-0.5"), "potami": D("-1.25")}
    assert moved["ek"].disjoint
    assert moved["potami"].disjoint
    assert moved["potami"].width_change == D("0.5")


def test_the_broken_off_update_speaks_of_syriza_only_and_leaves_the_rest_to_the_first():
    assert {p: r.change for p, r in made_by(2).items()} == {"syriza": "unchanged"}
    august = made_by(3)
    assert {p: r.change for p, r in august.items()} == {
        "syriza": "lowered",
        "lae": "lowered",
        "nd": "lowered",
        "xa": "lowered",
        "kke": "unchanged",
        "ek": "unchanged",
        "potami": "unchanged",
        "pasok": "added",
        "anel": "added",
    }
    assert {p: r.previous_update for p, r in august.items() if r.previous_update != 1} == {"syriza": 2}
    assert {p: r.midpoint_change for p, r in august.items() if r.midpoint_change} == {
        "syriza": D("-2.5"),
        "lae": D(-1),
        "nd": D(-1),
        "xa": D("-2.5"),
    }
    assert august["lae"].overlap == Fraction(1, 3)


def test_the_first_update_revises_nothing_and_the_seed_has_37_revisions():
    assert made_by(1) == {}
    assert len(revisions(SEED, PARTIES)) == 1 + 4 * 9


def test_an_added_party_has_no_figures_to_compare():
    anel = made_by(3)["anel"]
    assert (anel.low, anel.high, anel.previous_low, anel.previous_label) == (D("2.5"), D("3.5"), None, None)
    assert (anel.low_change, anel.midpoint_change, anel.overlap, anel.disjoint) == (None, None, None, None)


def test_parties_stand_as_printed():
    assert [r.party for r in revisions(SEED, PARTIES) if r.update == 6] == [
        r.party for r in SEPTEMBER_15.ranges
    ]


def test_no_updates_have_no_revisions():
    assert revisions((), PARTIES) == ()


# Labels.


@pytest.mark.parametrize(
    ("old", "new", "label"),
    [
        ("5-6", "5-6", "unchanged"),
        ("5-6", "5.0-6.00", "unchanged"),
        ("5-6", "5-7", "raised"),
        ("5-6", "5.5-6", "raised"),
        ("5-6", "8-9", "raised"),
        ("5-6", "4-6", "lowered"),
        ("5-6", "5-5.5", "lowered"),
        ("5-6", "2-3", "lowered"),
        ("5-6", "4-7", "widened"),
        ("4-7", "5-6", "narrowed"),
        ("5", "5", "unchanged"),
        ("5", "5.5", "raised"),
        ("5", "4-6", "widened"),
    ],
)
def test_the_label_follows_from_the_two_bounds(old: str, new: str, label: str):
    assert one(old, new).change == label


@pytest.mark.parametrize(
    ("old", "new", "disjoint", "shared"),
    [
        ("5-6", "6-7", True, Fraction(0)),
        ("6-7", "5-6", True, Fraction(0)),
        ("5-6", "5.5-7", False, Fraction(1, 4)),
        ("5-6", "8-9", True, Fraction(0)),
        ("5", "5", False, Fraction(1)),
        ("5", "6", True, Fraction(0)),
        ("5", "4-6", False, Fraction(0)),
        ("5", "5-6", True, Fraction(0)),
        ("4-7", "5-6", False, Fraction(1, 3)),
    ],
)
def test_ranges_that_share_no_more_than_an_end_point_are_disjoint(
    old: str, new: str, disjoint: bool, shared: Fraction
):
    found = one(old, new)
    assert (found.disjoint, found.overlap) == (disjoint, shared)


# Silence.


def test_a_complete_update_drops_what_it_leaves_out_and_a_later_one_adds_it_again():
    first = update(date(2015, 9, 1), "nd 10-11, xa 5-6")
    second = update(date(2015, 9, 2), "nd 10-11")
    third = update(date(2015, 9, 3), "nd 10-11, xa 5-6")
    found = [(r.party, r.change) for r in revisions((first, second, third), PARTIES)]
    assert found == [("nd", "unchanged"), ("xa", "dropped"), ("nd", "unchanged"), ("xa", "added")]


def test_a_dropped_party_keeps_its_last_range_and_label():
    first = update(date(2015, 9, 1), "nd 10-11, xa 5-6")
    second = update(date(2015, 9, 2), "nd 10-11")
    dropped = revisions((first, second), PARTIES)[1]
    assert (dropped.low, dropped.previous_low, dropped.previous_high) == (None, D(5), D(6))
    assert (dropped.label, dropped.previous_label) == ("ΧΑ", "ΧΑ")


def test_an_incomplete_update_drops_nothing():
    first = update(date(2015, 9, 1), "nd 10-11, xa 5-6")
    second = update(date(2015, 9, 2), "nd 11-12", complete=False)
    third = update(date(2015, 9, 3), "nd 11-12, xa 6-7")
    found = [(r.party, r.change) for r in revisions((first, second, third), PARTIES)]
    assert found == [("nd", "raised"), ("nd", "unchanged"), ("xa", "raised")]
    assert revisions((first, second, third), PARTIES)[2].previous_published == date(2015, 9, 1)


def test_after_broken_off_updates_only_a_first_range_is_nobodys_change_of_mind():
    first = update(date(2015, 9, 1), "nd 10-11", complete=False)
    second = update(date(2015, 9, 2), "nd 10-11, xa 5-6")
    assert changes(first, second) == {"nd": "unchanged"}


def test_a_party_nobody_knows_is_followed_by_its_label():
    first = update(date(2015, 9, 1), "?Νέοι 1-2")
    second = update(date(2015, 9, 2), "?ΝΈΟΙ 2-3")
    assert changes(first, second) == {"?νέοι": "raised"}


def test_others_are_followed_like_a_party():
    assert changes(update(date(2015, 9, 1), "other 5-6"), update(date(2015, 9, 2), "other 4-6")) == {
        "other": "lowered"
    }


# Succession.


def test_a_successor_is_classified_by_its_bounds_and_joins_over_two_generations():
    first = update(date(2015, 9, 1), "pasok 3-4")
    second = update(date(2015, 9, 2), "kinal 4-5")
    (found,) = revisions((first, second), PARTIES)
    assert (found.party, found.change, found.successor, found.midpoint_change) == ("kinal", "raised", True, 1)


def test_predecessor_and_successor_side_by_side_are_two_lines():
    first = update(date(2015, 9, 1), "pasok 3-4")
    second = update(date(2015, 9, 2), "pasok 2-3, pasok-dimar 3-4")
    assert changes(first, second) == {"pasok": "lowered", "pasok-dimar": "added"}
    assert lines(revisions((first, second), PARTIES)) == {"pasok": "pasok", "pasok-dimar": "pasok-dimar"}


def test_a_predecessor_that_comes_back_beside_its_successor_is_a_line_of_its_own():
    first = update(date(2015, 9, 1), "pasok 3-4")
    second = update(date(2015, 9, 2), "pasok-dimar 3-4")
    third = update(date(2015, 9, 3), "pasok 1-2, pasok-dimar 2-3")
    found = lines(revisions((first, second, third), PARTIES))
    assert found == {"pasok": "pasok", "pasok-dimar": "pasok-dimar"}


def test_a_line_is_not_joined_backwards():
    first = update(date(2015, 9, 1), "pasok-dimar 3-4")
    second = update(date(2015, 9, 2), "pasok 3-4")
    assert changes(first, second) == {"pasok": "added", "pasok-dimar": "dropped"}


def test_two_lists_that_claim_one_predecessor_are_no_succession():
    first = update(date(2015, 9, 1), "pasok 6-7")
    second = update(date(2015, 9, 2), "pasok-dimar 3-4, elia 3-4")
    assert changes(first, second) == {"pasok": "dropped", "pasok-dimar": "added", "elia": "added"}


def test_a_broken_off_update_may_bring_the_successor():
    first = update(date(2015, 9, 1), "pasok 3-4, nd 10-11")
    second = update(date(2015, 9, 2), "pasok-dimar 4-5", complete=False)
    third = update(date(2015, 9, 3), "pasok-dimar 4-5, nd 10-11")
    found = [(r.party, r.change, r.successor) for r in revisions((first, second, third), PARTIES)]
    assert found == [
        ("pasok-dimar", "raised", True),
        ("pasok-dimar", "unchanged", False),
        ("nd", "unchanged", False),
    ]


def test_a_line_goes_by_its_last_name():
    assert lines(revisions(SEED, PARTIES))["pasok"] == "pasok-dimar"
    assert lines(revisions(SEED, PARTIES))["syriza"] == "syriza"
    assert lines(revisions(SEED[:4], PARTIES))["pasok"] == "pasok"


# Order.


def test_dated_updates_stand_by_date_and_undated_ones_keep_their_place():
    shuffled = (SEPTEMBER_15, BROKEN_OFF, SEPTEMBER_4, FIRST_PREDICTIONS, SEPTEMBER_11, AUGUST_29)
    assert in_order(shuffled) == SEED


def test_an_undated_update_stands_with_the_latest_date_recorded_before_it():
    late = update(date(2015, 9, 12), "nd 1-2", number=1)
    undated = update(None, "nd 2-3", number=2)
    early = update(date(2015, 9, 5), "nd 3-4", number=3)
    last = update(date(2015, 9, 13), "nd 4-5", number=4)
    assert in_order((early, undated, last, late)) == (early, late, undated, last)


def test_hours_order_a_day_and_an_update_without_one_keeps_its_place_among_them():
    day = date(2015, 9, 20)
    first = update(day, "nd 1-2", number=1)
    ten = update(day, "nd 2-3", number=2, hour=time(20))
    follows_ten = update(day, "nd 3-4", number=3)
    nine = update(day, "nd 4-5", number=4, hour=time(19))
    assert in_order((nine, follows_ten, ten, first)) == (first, nine, ten, follows_ten)


def test_another_forecasters_dates_do_not_place_an_undated_update():
    other = update(date(2015, 9, 12), "nd 1-2", number=1, forecaster="pollster")
    undated = update(None, "nd 2-3", number=2)
    dated = update(date(2015, 9, 1), "nd 2-3", number=3)
    assert in_order((other, undated, dated)) == (undated, dated, other)


def test_updates_not_yet_stored_stand_as_given():
    first, second = update(None, "nd 1-2"), update(None, "nd 2-3")
    assert in_order((second, first)) == (second, first)


def test_updates_of_two_forecasters_are_refused():
    with pytest.raises(ValueError, match="expected the updates of one") as refusal:
        revisions((AUGUST_29, update(date(2015, 9, 1), "nd 1-2", forecaster="pollster")), PARTIES)
    assert str(refusal.value) == (
        "expected the updates of one forecaster for one election, "
        "found failedevolution for 2015-09; pollster for 2015-09"
    )


# What holds for any two ranges.

bounds = st.tuples(st.integers(0, 200), st.integers(0, 200)).map(sorted)
KEYS = ("syriza", "nd", "xa", "kke", "ek")


def halves(low: int, high: int, party: str = "nd") -> Range:
    return Range(party=party, label=party, low=D(low) / 2, high=D(high) / 2)


@st.composite
def prints(draw: st.DrawFn) -> tuple[Range, ...]:
    chosen = draw(st.lists(st.sampled_from(KEYS), unique=True))
    found = []
    for key in chosen:
        low, high = sorted((draw(st.integers(0, 40)), draw(st.integers(0, 40))))
        found.append(halves(low, high, key))
    return tuple(found)


def on(day: int, printed: tuple[Range, ...]) -> Update:
    return Update(
        forecaster="f", election="2015-09", published=date(2015, 9, day), ranges=printed, text="", id=day
    )


@given(bounds, bounds)
def test_overlap_agrees_with_counting_half_points(first: list[int], second: list[int]):
    cells, others = set(range(*first)), set(range(*second))
    counted = (
        Fraction(len(cells & others), len(cells | others)) if cells | others else Fraction(first == second)
    )
    found = overlap(halves(*first), halves(*second))
    assert found == counted
    assert 0 <= found <= 1
    assert found == overlap(halves(*second), halves(*first))


@given(prints(), prints())
def test_every_party_of_two_complete_updates_gets_exactly_one_label(
    old: tuple[Range, ...], new: tuple[Range, ...]
):
    found = revisions((on(1, old), on(2, new)), PARTIES)
    assert sorted(r.party for r in found) == sorted({r.key for r in (*old, *new)})
    for revision in found:
        compared = revision.change not in ("added", "dropped")
        figures = (
            revision.low_change,
            revision.high_change,
            revision.midpoint_change,
            revision.width_change,
            revision.overlap,
            revision.disjoint,
        )
        assert all((value is not None) is compared for value in figures)


@given(prints(), prints())
def test_reversing_two_updates_reverses_every_change(old: tuple[Range, ...], new: tuple[Range, ...]):
    mirror = {
        "unchanged": "unchanged",
        "raised": "lowered",
        "lowered": "raised",
        "widened": "narrowed",
        "narrowed": "widened",
        "added": "dropped",
        "dropped": "added",
    }
    forward = {r.party: r for r in revisions((on(1, old), on(2, new)), PARTIES)}
    back = {r.party: r for r in revisions((on(1, new), on(2, old)), PARTIES)}
    assert {p: mirror[r.change] for p, r in forward.items()} == {p: r.change for p, r in back.items()}
    for key, revision in forward.items():
        assert (revision.overlap, revision.disjoint) == (back[key].overlap, back[key].disjoint)
        if revision.midpoint_change is not None:
            assert revision.midpoint_change == -(back[key].midpoint_change or 0)


@given(bounds, bounds)
def test_changes_of_midpoint_and_width_follow_from_the_bounds_exactly(first: list[int], second: list[int]):
    old, new = halves(*first), halves(*second)
    (found,) = revisions((on(1, (old,)), on(2, (new,))), PARTIES)
    assert found.low_change is not None
    assert found.high_change is not None
    assert found.midpoint_change == (found.low_change + found.high_change) / 2 == new.midpoint - old.midpoint
    assert found.width_change == found.high_change - found.low_change == new.width - old.width
    shared = set(range(first[0], first[1] + 1)) & set(range(second[0], second[1] + 1))
    assert found.disjoint == (first != second and shared <= {*first} & {*second} and len(shared) <= 1)


@given(st.permutations(SEED))
def test_the_order_in_which_stored_updates_are_handed_in_does_not_matter(shuffled: list[Update]):
    assert revisions(shuffled, PARTIES) == revisions(SEED, PARTIES)


def test_the_ranges_helper_reads_points_and_halves():
    assert [(r.low, r.high) for r in ranges("nd 5-5.5, xa 7")] == [(D(5), D("5.5")), (D(7), D(7))]


def test_a_circle_among_successors_ends():
    circle = (party("nd", "ΝΔ", "ND", after=("xa",)), party("xa", "ΧΑ", "XA", after=("nd",)))
    first, second = update(date(2015, 9, 1), "nd 3-4"), update(date(2015, 9, 2), "xa 3-4")
    back = update(date(2015, 9, 3), "nd 3-4")
    assert [r.successor for r in revisions((first, second, back), circle)] == [True, True]
    assert sorted(lines(revisions((first, second, back), circle))) == ["nd", "xa"]
