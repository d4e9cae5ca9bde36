"""Before and after an event: which updates, stated or not, what lasted, and how it compares."""

from datetime import date, time
from decimal import Decimal

import pytest

from forecasts.debates import event_shifts, names, persistence
from forecasts.derived import EventShifts, Shift
from forecasts.model import Event, EventReference, Update
from tests.seed import (
    ELECTION,
    FIRST_DEBATE,
    PARTIES,
    RESIGNATION,
    SECOND_DEBATE,
    SEED,
    SEPTEMBER_4,
    SEPTEMBER_11,
    SEPTEMBER_15,
    debate,
    update,
)

D = Decimal


def around(event: Event, *updates: Update) -> EventShifts:
    return event_shifts(updates, event, ELECTION, PARTIES)


def by_party(found: EventShifts) -> dict[str, Shift]:
    return {shift.revision.party: shift for shift in found.shifts}


def sept(day: int, printed: str, **rest: object) -> Update:
    return update(date(2015, 9, day), printed, **rest)  # type: ignore[arg-type]


# The seed figures, worked by hand.


def test_the_second_debate_lies_between_the_updates_of_11_and_15_september():
    found = around(SECOND_DEBATE, *SEED)
    assert (found.before, found.after, found.cause) == (SEPTEMBER_11, SEPTEMBER_15, "stated")
    assert (found.forecaster, found.undecidable, found.also_after) == ("failedevolution", (), ())
    assert [s.revision.party for s in found.shifts][:2] == ["syriza", "ek"]
    assert {s.revision.change for s in found.shifts[2:]} == {"unchanged"}
    assert len(found.shifts) == 9


def test_syriza_after_the_second_debate_moved_more_than_two_of_its_four_other_revisions():
    """The others moved the midpoint by 0 (broken off), 2.5 (29/8), 0 (4/9) and 2.5 (11/9)."""
    syriza = by_party(around(SECOND_DEBATE, *SEED))["syriza"]
    assert syriza.revision.midpoint_change == D("2.5")
    assert (syriza.larger_than, syriza.other_moves, syriza.persistence) == (2, 4, "open")


def test_the_centrists_after_the_second_debate_moved_more_than_ever():
    """The others moved the midpoint by 0 (29/8), 0.5 (4/9) and 0 (11/9)."""
    ek = by_party(around(SECOND_DEBATE, *SEED))["ek"]
    assert (ek.revision.midpoint_change, ek.larger_than, ek.other_moves) == (D(-1), 3, 3)


def test_what_the_first_debate_gave_syriza_grew_and_what_it_took_from_nd_held():
    found = around(FIRST_DEBATE, *SEED)
    assert (found.before, found.after, found.cause) == (SEPTEMBER_4, SEPTEMBER_11, "stated")
    shifts = by_party(found)
    assert (shifts["syriza"].persistence, shifts["nd"].persistence) == ("grew", "held")
    assert shifts["kke"].persistence is None
    assert (shifts["nd"].larger_than, shifts["nd"].other_moves) == (3, 3)


def test_the_yardstick_follows_a_line_under_its_earlier_name():
    """ΠΑΣΟΚ 4/9 and ΠΑΣΟΚ + ΔΗΜΑΡ 15/9 both moved by 0."""
    joint = by_party(around(FIRST_DEBATE, *SEED))["pasok-dimar"]
    assert (joint.larger_than, joint.other_moves, joint.revision.successor) == (0, 2, True)


def test_persistence_follows_a_line_under_its_later_name():
    found = around(FIRST_DEBATE, sept(4, "pasok 3-4"), sept(11, "pasok 5-6"), sept(15, "pasok-dimar 4-5"))
    assert by_party(found)["pasok"].persistence == "held"


def test_any_dated_event_has_a_before_and_an_after():
    found = around(RESIGNATION, sept(4, "nd 1-2"), update(date(2015, 8, 19), "nd 2-3"))
    assert (found.cause, found.shifts[0].revision.midpoint_change) == ("timing", D(-1))


# Which updates.


def test_an_update_that_names_no_event_came_only_after():
    found = around(FIRST_DEBATE, sept(4, "nd 10-11"), sept(10, "nd 11-12"), sept(12, "nd 12-13"))
    assert found.cause == "timing"
    assert found.after == sept(10, "nd 11-12")


def test_the_update_that_names_the_event_wins_over_an_earlier_one_and_the_span_is_not_its_own_yardstick():
    """4/9 → 12/9 spans two revisions; of the others 1/9 → 4/9 moved 0.5 and 12/9 → 15/9 moved 4."""
    found = around(
        FIRST_DEBATE,
        sept(1, "nd 9.5-10.5"),
        sept(4, "nd 10-11"),
        sept(10, "nd 11-12"),
        sept(12, "nd 12-13", names=1),
        sept(15, "nd 16-17"),
    )
    assert (found.cause, found.after) == ("stated", sept(12, "nd 12-13", names=1))
    (nd,) = found.shifts
    assert nd.revision.midpoint_change == D(2)
    assert (nd.larger_than, nd.other_moves, nd.persistence) == (1, 2, "grew")


def test_naming_the_debate_wins_on_the_day_itself():
    found = around(FIRST_DEBATE, sept(4, "nd 10-11"), sept(9, "nd 11-12", names=1), sept(10, "nd 12-13"))
    assert (found.cause, found.after) == ("stated", sept(9, "nd 11-12", names=1))
    assert found.undecidable == ()


def test_an_update_of_the_day_itself_that_says_nothing_is_undecidable():
    silent = sept(9, "nd 11-12")
    found = around(FIRST_DEBATE, sept(4, "nd 10-11"), silent, sept(10, "nd 12-13"))
    assert found.undecidable == (silent,)
    assert (found.before, found.after) == (sept(4, "nd 10-11"), sept(10, "nd 12-13"))
    assert found.shifts[0].revision.midpoint_change == D(2)


@pytest.mark.parametrize(
    ("hour", "side"), [(time(20, 59), "before"), (time(21), "after"), (time(23), "after")]
)
def test_the_hour_decides_where_the_hour_of_the_debate_is_known(hour: time, side: str):
    of_the_day = sept(9, "nd 11-12", hour=hour)
    found = around(
        debate(1, date(2015, 9, 9), time(21)), sept(4, "nd 10-11"), of_the_day, sept(10, "nd 12-13")
    )
    assert found.undecidable == ()
    assert getattr(found, side) == of_the_day


def test_an_hour_decides_nothing_where_the_hour_of_the_debate_is_unknown():
    of_the_day = sept(9, "nd 11-12", hour=time(23))
    assert around(FIRST_DEBATE, sept(4, "nd 10-11"), of_the_day).undecidable == (of_the_day,)


def test_an_undated_update_is_placed_by_its_neighbours_or_not_at_all():
    first = sept(4, "nd 10-11", number=1)
    undated = update(None, "nd 11-12", number=2)
    assert around(FIRST_DEBATE, first, undated, sept(8, "nd 9-10", number=3)).undecidable == ()
    assert around(FIRST_DEBATE, first, undated, sept(10, "nd 9-10", number=3)).undecidable == (undated,)
    placed = around(FIRST_DEBATE, first, sept(10, "nd 9-10", number=2), update(None, "nd 8-9", number=3))
    assert placed.after == sept(10, "nd 9-10", number=2)
    assert placed.shifts[0].persistence == "grew"


def test_no_update_before_leaves_no_shifts():
    found = around(FIRST_DEBATE, sept(10, "nd 11-12"))
    assert (found.before, found.after, found.cause, found.shifts) == (
        None,
        sept(10, "nd 11-12"),
        "timing",
        (),
    )


def test_no_update_after_leaves_no_shifts_and_no_cause():
    found = around(FIRST_DEBATE, sept(4, "nd 11-12"))
    assert (found.before, found.after, found.cause, found.shifts) == (sept(4, "nd 11-12"), None, None, ())


def test_no_updates_at_all_give_an_empty_answer():
    assert around(FIRST_DEBATE) == EventShifts(
        event=FIRST_DEBATE, forecaster="", before=None, after=None, cause=None
    )


def test_an_update_after_both_debates_says_so_when_it_counts_for_the_first():
    found = around(FIRST_DEBATE, SEPTEMBER_4, SEPTEMBER_15)
    assert (found.after, found.cause, found.also_after) == (SEPTEMBER_15, "timing", (SECOND_DEBATE,))
    assert around(SECOND_DEBATE, SEPTEMBER_4, SEPTEMBER_15).cause == "stated"


def test_updates_of_two_forecasters_are_refused():
    with pytest.raises(ValueError, match="one forecaster"):
        around(FIRST_DEBATE, SEPTEMBER_4, sept(12, "nd 1-2", forecaster="pollster"))


# What "the debate" means.


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [(9, True, False), (13, True, False), (14, False, True), (19, False, True), (8, False, False)],
)
def test_the_debate_without_a_number_is_the_latest_one_held(day: int, first: bool, second: bool):
    said = sept(day, "nd 1-2", event=EventReference())
    assert (names(said, FIRST_DEBATE, ELECTION), names(said, SECOND_DEBATE, ELECTION)) == (first, second)


def test_an_undated_update_names_the_debate_only_by_its_number():
    assert not names(update(None, "nd 1-2", event=EventReference()), SECOND_DEBATE, ELECTION)
    assert names(update(None, "nd 1-2", names=2), SECOND_DEBATE, ELECTION)


def test_nobody_names_a_debate_that_has_not_been_held():
    assert not names(sept(12, "nd 1-2", names=2), SECOND_DEBATE, ELECTION)


def test_an_event_that_is_no_debate_is_named_by_nobody():
    assert not names(sept(12, "nd 1-2", names=1), RESIGNATION, ELECTION)


# Persistence.


@pytest.mark.parametrize(
    ("after", "following", "judged"),
    [
        ("12-13", "13-14", "grew"),
        ("12-13", "12-13", "held"),
        ("12-13", "11-12", "held"),
        ("12-13", "10.9-11.9", "faded"),
        ("12-13", "10-11", "faded"),
        ("12-13", "8-9", "faded"),
        ("8-9", "7-8", "grew"),
        ("8-9", "9-10", "held"),
        ("8-9", "10-11", "faded"),
        ("9-12", "15-16", None),
    ],
)
def test_a_move_lasts_when_half_of_it_is_left(after: str, following: str, judged: str | None):
    """Before: 10–11, midpoint 10.5."""
    found = around(FIRST_DEBATE, sept(4, "nd 10-11"), sept(10, f"nd {after}"), sept(12, f"nd {following}"))
    assert found.shifts[0].persistence == judged


def test_a_next_update_that_breaks_off_before_the_party_leaves_it_to_the_one_after():
    before, after = sept(4, "nd 10-11, xa 5"), sept(10, "nd 12-13, xa 5")
    broken = sept(12, "xa 5", complete=False)
    assert by_party(around(FIRST_DEBATE, before, after, broken))["nd"].persistence == "open"
    final = sept(15, "nd 10-11, xa 5")
    assert by_party(around(FIRST_DEBATE, before, after, broken, final))["nd"].persistence == "faded"


def test_a_party_dropped_next_stays_open_for_want_of_a_figure():
    found = around(
        FIRST_DEBATE, sept(4, "nd 10-11"), sept(10, "nd 12-13"), sept(12, "xa 5"), sept(15, "nd 10-11")
    )
    assert found.shifts[0].persistence == "open"


def test_nothing_moved_has_no_persistence():
    assert persistence(None, ()) is None
    assert persistence(D(0), ()) is None
    assert persistence(D(1), ()) == "open"


# Order and silence.


def test_shifts_stand_by_size_then_added_and_dropped_then_unmoved():
    found = around(
        FIRST_DEBATE,
        sept(4, "nd 10-11, xa 5-6, kke 5-6, ek 4-5, lae 3"),
        sept(10, "ek 4-5, potami 1-2, kke 4-7, nd 11-12, xa 2-3"),
    )
    assert [s.revision.party for s in found.shifts] == ["xa", "nd", "potami", "lae", "kke", "ek"]


def test_an_incomplete_update_before_the_event_lets_the_earlier_one_speak():
    found = around(
        FIRST_DEBATE,
        sept(1, "nd 10-11, xa 5-6"),
        sept(4, "nd 11-12", complete=False),
        sept(10, "nd 11-12, xa 6-7"),
    )
    assert by_party(found)["xa"].revision.midpoint_change == D(1)
    assert by_party(found)["xa"].revision.previous_published == date(2015, 9, 1)


def test_an_incomplete_update_after_the_event_shifts_only_what_it_prints():
    found = around(FIRST_DEBATE, SEPTEMBER_4, sept(10, "nd 11-12", complete=False))
    assert [s.revision.party for s in found.shifts] == ["nd"]
