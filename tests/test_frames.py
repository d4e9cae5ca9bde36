"""The tidy tables: columns, types, what holds from when to when, and nothing at all."""

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pandas as pd
import pytest

from forecasts.debates import event_shifts
from forecasts.frames import (
    EVENTS,
    RANGES,
    RESULT,
    REVISIONS,
    SHIFTS,
    UNKNOWN_COLOUR,
    Columns,
    events_frame,
    ranges_frame,
    result_frame,
    revisions_frame,
    shifts_frame,
)
from forecasts.model import Result, ResultLine
from forecasts.revisions import revisions
from tests.seed import ELECTION, FORECASTER, PARTIES, SEED, update

RESULT_2015 = Result(
    election="2015-09",
    valid_votes=5431850,
    lines=(
        ResultLine(party="syriza", votes=1926526, share=Decimal("35.46"), seats=145, source="official"),
        ResultLine(party="nd", votes=None, share=Decimal("28.09"), seats=75, source="official"),
    ),
)


def tables(*, empty: bool) -> list[tuple[Columns, pd.DataFrame]]:
    updates = () if empty else SEED
    shifts = [] if empty else [event_shifts(SEED, e, ELECTION, PARTIES) for e in ELECTION.debates]
    return [
        (RANGES, ranges_frame(updates, PARTIES, "el", election=ELECTION)),
        (REVISIONS, revisions_frame(revisions(updates, PARTIES), PARTIES, "el")),
        (SHIFTS, shifts_frame(shifts, PARTIES, [FORECASTER], "el")),
        (EVENTS, events_frame(replace(ELECTION, events=()) if empty else ELECTION, "el")),
        (RESULT, result_frame(None if empty else RESULT_2015, PARTIES, "el")),
    ]


@pytest.mark.parametrize("empty", [False, True])
def test_every_table_has_its_documented_columns_and_types_even_without_rows(empty: bool):
    for columns, frame in tables(empty=empty):
        assert frame.empty is empty
        assert list(frame.columns) == list(columns)
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
            name: dtype for name, (dtype, _) in columns.items()
        }
        assert all(meaning for _, meaning in columns.values())


def at(frame: pd.DataFrame, **where: object) -> dict[str, object]:
    """The one row with these values."""
    for name, value in where.items():
        frame = frame[frame[name] == value]
    (row,) = frame.to_dict("records")
    return row


def test_a_range_holds_until_it_is_replaced_and_the_last_until_election_day():
    frame = ranges_frame(SEED, PARTIES, "el", election=ELECTION)
    assert len(frame) == 7 + 1 + 4 * 9
    row = at(frame, update=5, party="syriza")
    assert (row["start"], row["end"]) == (pd.Timestamp("2015-09-11"), pd.Timestamp("2015-09-15"))
    assert (row["low"], row["high"], row["midpoint"], row["width"]) == (25.0, 28.0, 26.5, 3.0)
    assert (row["label"], row["short"], row["complete"], row["forecaster"]) == (
        "ΣΥΡΙΖΑ",
        "ΣΥΡΙΖΑ",
        True,
        "failedevolution",
    )
    assert at(frame, update=6, party="ek")["end"] == pd.Timestamp("2015-09-20")
    assert pd.isna(row["hour"])


def test_an_undated_range_has_no_start_and_ends_with_the_next_dated_update():
    frame = ranges_frame(SEED, PARTIES, "en", election=ELECTION)
    for number, party in ((1, "syriza"), (2, "syriza"), (1, "nd")):
        row = at(frame, update=number, party=party)
        assert pd.isna(row["start"])
        assert pd.isna(row["published"])
        assert row["end"] == pd.Timestamp("2015-08-29")


def test_a_line_goes_by_its_last_name_and_the_predecessor_ends_where_the_list_begins():
    frame = ranges_frame(SEED, PARTIES, "en", election=ELECTION)
    pasok = at(frame, update=4, party="pasok")
    assert (pasok["line"], pasok["end"]) == ("pasok-dimar", pd.Timestamp("2015-09-11"))
    assert at(frame, update=5, party="pasok-dimar")["line"] == "pasok-dimar"
    assert at(frame, update=5, party="syriza")["line"] == "syriza"


def test_an_incomplete_update_ends_nothing_but_what_it_prints():
    first = update(date(2015, 9, 1), "nd 10-11, xa 5-6", number=1)
    broken = update(date(2015, 9, 3), "nd 11-12", number=2, complete=False)
    whole = update(date(2015, 9, 5), "nd 11-12", number=3)
    frame = ranges_frame((first, broken, whole), PARTIES, "en", election=ELECTION)
    assert at(frame, update=1, party="nd")["end"] == pd.Timestamp("2015-09-03")
    assert at(frame, update=1, party="xa")["end"] == pd.Timestamp("2015-09-05")


def test_hours_count_and_a_range_of_election_day_ends_with_the_day():
    seven = update(date(2015, 9, 20), "nd 10-11", number=1, hour=time(19))
    eight = update(date(2015, 9, 20), "nd 11-12", number=2, hour=time(20))
    frame = ranges_frame((eight, seven), PARTIES, "en", election=ELECTION)
    first, last = at(frame, update=1), at(frame, update=2)
    assert (first["hour"], first["start"], first["end"]) == (
        "19:00",
        pd.Timestamp("2015-09-20 19:00"),
        pd.Timestamp("2015-09-20 20:00"),
    )
    assert last["end"] == pd.Timestamp("2015-09-21")


def test_without_the_election_the_last_ranges_have_no_end():
    frame = ranges_frame((update(date(2015, 9, 1), "nd 10-11"),), PARTIES, "en")
    assert pd.isna(at(frame, update=0)["end"])


def test_forecasters_do_not_replace_one_another():
    ours = update(date(2015, 9, 1), "nd 10-11", number=1)
    theirs = update(date(2015, 9, 3), "nd 12-13", number=2, forecaster="pollster")
    frame = ranges_frame((ours, theirs), PARTIES, "en", election=ELECTION)
    assert list(frame["end"]) == [pd.Timestamp("2015-09-20")] * 2


def test_an_unknown_party_keeps_its_label():
    row = at(ranges_frame((update(date(2015, 9, 1), "?Νέοι 1-2"),), PARTIES, "en"), update=0)
    assert (row["party"], row["short"], row["colour"]) == ("?νέοι", "Νέοι", UNKNOWN_COLOUR)


def test_revisions_stand_in_rows_with_missing_figures_as_nan():
    frame = revisions_frame(revisions(SEED, PARTIES), PARTIES, "en")
    assert len(frame) == 37
    nd = at(frame, update=5, party="nd")
    assert (nd["previous_update"], nd["low_change"], nd["midpoint_change"], nd["overlap"]) == (
        4,
        -1,
        -1.5,
        0.25,
    )
    assert (nd["change"], nd["disjoint"], nd["successor"]) == ("lowered", False, False)
    anel = at(frame, update=3, party="anel")
    assert anel["change"] == "added"
    assert anel["disjoint"] is False
    assert all(pd.isna(anel[name]) for name in ("previous_low", "low_change", "overlap", "previous_label"))
    assert at(frame, update=4, party="pasok")["line"] == "pasok-dimar"
    joint = at(frame, update=5, party="pasok-dimar")
    assert joint["successor"] is True
    assert (joint["short"], joint["previous_short"]) == ("PASOK-DIMAR", "PASOK")
    assert (nd["previous_short"], pd.isna(anel["previous_short"])) == ("ND", True)


def test_shifts_stand_by_event_and_size():
    shifts = [event_shifts(SEED, e, ELECTION, PARTIES) for e in ELECTION.debates]
    frame = shifts_frame(shifts, PARTIES, [FORECASTER], "el")
    assert len(frame) == 18
    row = at(frame, event="debate-2", order=1)
    assert (row["party"], row["before_low"], row["before_high"], row["after_low"], row["after_high"]) == (
        "syriza",
        25.0,
        28.0,
        28.0,
        30.0,
    )
    assert (row["cause"], row["persistence"], row["larger_than"], row["other_moves"]) == (
        "stated",
        "open",
        2,
        4,
    )
    assert (row["event_name"], row["forecaster_name"]) == ("Τηλεμαχία 2", "failed evolution")
    assert row["after_published"] == pd.Timestamp("2015-09-15")
    assert pd.isna(at(frame, event="debate-2", order=9)["persistence"])
    assert [at(frame, event="debate-1", order=n)["party"] for n in (1, 2)] == ["syriza", "nd"]


def test_an_unlisted_forecaster_goes_by_its_id():
    frame = shifts_frame([event_shifts(SEED, ELECTION.debates[0], ELECTION, PARTIES)], PARTIES, (), "en")
    assert set(frame["forecaster_name"]) == {"failedevolution"}


def test_events_and_results_in_rows():
    events = events_frame(ELECTION, "en")
    assert list(events["id"]) == ["event-2015-08-20", "debate-1", "debate-2"]
    assert events["date"][2] == pd.Timestamp("2015-09-14")
    result = result_frame(RESULT_2015, PARTIES, "en")
    assert at(result, party="syriza")["share"] == 35.46
    assert pd.isna(at(result, party="nd")["votes"])
