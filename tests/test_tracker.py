"""The front desk: what becomes of a text, and the answers about the record."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from forecasts import tracker as desk
from forecasts.catalogue import Catalogue
from forecasts.derived import Revision
from forecasts.faults import DatabaseError
from forecasts.model import Party, Range, Update
from forecasts.notation.reading import Reading, ReadingWarning, ReadRange, ReadUpdate
from forecasts.revisions import revisions
from forecasts.storage import UpdateStore
from forecasts.submissions import keepable
from forecasts.tracker import Tracker, UnknownName, UpdateRejected

OWN = "failedevolution"
ELECTION = "2015-09"
# The post as its author left it on 11 September, and what she put on top of it on the 15th.
POST = (
    "Update (11/9): Αναθεωρημένες προβλέψεις (μετά το πρώτο debate): "
    "ΣΥΡΙΖΑ 25-28% ΝΔ 11-13% ΠΑΣΟΚ + ΔΗΜΑΡ 3-4%\n"
    "Update (04/9): Αναθεωρημένες προβλέψεις: ΣΥΡΙΖΑ 23-25% ΝΔ 12-15% ΠΑΣΟΚ 3-4%\n"
)
ON_TOP = (
    "Update (15/9): Αναθεωρημένες προβλέψεις (μετά το δεύτερο debate): "
    "ΣΥΡΙΖΑ 28-30% ΝΔ 11-13% ΠΑΣΟΚ + ΔΗΜΑΡ 3-4%\n"
)


def submit(tracker: Tracker, text: str) -> desk.Submission:
    return tracker.submit(text, forecaster=OWN, election=ELECTION)


def days(updates: tuple[Update, ...]) -> list[str | None]:
    return [f"{u.published.day}/{u.published.month}" if u.published else None for u in updates]


def update(published: date | None, low: int, forecaster: str = OWN) -> Update:
    only = Range(
        party="syriza", label="ΣΥΡΙΖΑ", low=Decimal(low), high=Decimal(low + 1), components=("syriza",)
    )
    return Update(
        forecaster=forecaster, election=ELECTION, published=published, ranges=(only,), text=f"{low}"
    )


def test_a_post_with_the_newest_update_on_top_is_recorded_oldest_first(tracker: Tracker) -> None:
    done = submit(tracker, POST)
    assert days(tuple(stored.update for stored in done.stored)) == ["4/9", "11/9"]
    assert [stored.update.id for stored in done.stored] == [1, 2]


def test_each_update_keeps_its_own_part_of_the_text(tracker: Tracker) -> None:
    older, newer = (stored.update.text for stored in submit(tracker, POST).stored)
    assert older in POST
    assert newer in POST
    assert "ΣΥΡΙΖΑ 23-25% ΝΔ 12-15% ΠΑΣΟΚ 3-4%" in older
    assert "ΣΥΡΙΖΑ 25-28%" not in older


def test_the_same_post_pasted_again_with_one_more_update_stores_only_that_one(tracker: Tracker) -> None:
    submit(tracker, POST)
    done = submit(tracker, ON_TOP + POST)
    assert [(s.update.published and s.update.published.day, s.new) for s in done.stored] == [
        (4, False),
        (11, False),
        (15, True),
    ]
    assert days(tracker.updates(ELECTION, OWN)) == ["4/9", "11/9", "15/9"]


def test_a_new_update_changes_the_answers_at_once(tracker: Tracker) -> None:
    submit(tracker, POST)
    assert {r.published for r in tracker.revisions(ELECTION, OWN)} == {date(2015, 9, 11)}
    submit(tracker, ON_TOP)
    moved = [
        r
        for r in tracker.revisions(ELECTION, OWN)
        if r.published == date(2015, 9, 15) and r.change != "unchanged"
    ]
    assert [(r.party, r.low_change, r.high_change, r.midpoint_change) for r in moved] == [
        ("syriza", Decimal(3), Decimal(2), Decimal("2.5"))
    ]


def test_a_text_without_any_forecast_is_rejected_and_nothing_is_stored(
    tracker: Tracker, store: UpdateStore
) -> None:
    with pytest.raises(UpdateRejected) as caught:
        submit(tracker, "Καλημέρα σας.")
    assert str(caught.value) == "Nothing in the text can be kept as an update."
    assert caught.value.sentence("el") == "Τίποτα στο κείμενο δεν μπορεί να κρατηθεί ως πρόβλεψη."
    assert store.updates() == ()


def test_a_rejection_carries_its_reasons(tracker: Tracker) -> None:
    with pytest.raises(UpdateRejected) as caught:
        submit(tracker, "Update (15/9): ΣΥΡΙΖΑ 30-28%")
    assert caught.value.warnings


def test_an_unknown_forecaster_is_refused_with_the_nearest_names(tracker: Tracker) -> None:
    with pytest.raises(UnknownName) as caught:
        tracker.submit(POST, forecaster="failedrevolution", election=ELECTION)
    assert str(caught.value) == "There is no forecaster “failedrevolution”: expected failedevolution."


def test_an_unknown_election_is_refused(tracker: Tracker) -> None:
    with pytest.raises(UnknownName, match=r"^There is no election “2015-9”: expected 2015-09") as caught:
        tracker.read(POST, election="2015-9")
    assert caught.value.sentence("el").startswith(
        "Δεν υπάρχει εκλογική αναμέτρηση «2015-9»: αναμενόταν 2015-09"
    )


@pytest.mark.parametrize(
    ("code", "party", "complete"),
    [
        ("missing-high", "xa", False),
        ("order-unknown", None, False),
        ("reversed-bounds", "syriza", True),
        ("date-invalid", None, True),
        ("year-assumed", None, True),
        ("earlier-figure", "pasok", True),
    ],
)
def test_an_update_whose_figure_was_lost_does_not_seem_to_drop_the_party(
    code: str, party: str | None, complete: bool
) -> None:
    syriza = Range(party="syriza", label="ΣΥΡΙΖΑ", low=Decimal(28), high=Decimal(30), components=("syriza",))
    warning = ReadingWarning(code=code, start=17, end=19, found="6-", expected="…", party=party)
    read = ReadUpdate(published=None, ranges=(ReadRange(range=syriza, start=0, end=13),), warnings=(warning,))
    ((kept,), refused) = keepable(
        Reading(updates=(read,)), "ΣΥΡΙΖΑ 28-30% ΧΑ 6-", forecaster=OWN, election=ELECTION
    )
    assert kept.complete is complete
    assert refused == ()


def test_ranges_that_cannot_all_be_true_are_refused() -> None:
    high = [
        ReadRange(range=Range(party=p, label=p, low=Decimal(60), high=Decimal(70)), start=0, end=1)
        for p in "ab"
    ]
    read = ReadUpdate(published=None, ranges=tuple(high))
    assert keepable(Reading(updates=(read,)), "", forecaster=OWN, election=ELECTION) == ((), (read,))


def test_updates_stand_in_the_order_of_publication(tracker: Tracker, store: UpdateStore) -> None:
    store.add([update(date(2015, 9, 15), 28), update(date(2015, 9, 4), 23), update(date(2015, 9, 11), 25)])
    assert days(tracker.updates(ELECTION)) == ["4/9", "11/9", "15/9"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2015, 9, 3), ["20"]),
        (date(2015, 9, 4), ["20", "23", "24"]),
        (date(2015, 9, 10), ["20", "23", "24"]),
        (date(2015, 9, 11), ["20", "23", "24", "25"]),
    ],
)
def test_as_of_a_day_an_undated_update_counts_by_the_date_before_it(
    tracker: Tracker, store: UpdateStore, day: date, expected: list[str]
) -> None:
    store.add(
        [update(None, 20), update(date(2015, 9, 4), 23), update(None, 24), update(date(2015, 9, 11), 25)]
    )
    assert [u.text for u in tracker.updates(ELECTION, OWN, as_of=day)] == expected


def test_an_undated_update_counts_by_the_dates_of_its_own_forecaster(
    tracker: Tracker, store: UpdateStore
) -> None:
    store.add([update(date(2015, 9, 4), 23), update(date(2015, 9, 18), 30, "kapa"), update(None, 24)])
    assert [u.text for u in tracker.updates(ELECTION, as_of=date(2015, 9, 10))] == ["23", "24"]


def test_bloggers_come_first_then_those_with_most_updates(tracker: Tracker, store: UpdateStore) -> None:
    store.add([update(date(2015, 9, 20), n, "joint-exit-poll") for n in (30, 31, 32)])
    store.add([update(date(2015, 9, 20), 33, "kapa"), update(date(2015, 9, 15), 28)])
    assert [f.id for f in tracker.forecasters(ELECTION)] == [OWN, "joint-exit-poll", "kapa"]


def test_a_forecaster_the_catalogue_has_lost_is_still_named(tracker: Tracker, store: UpdateStore) -> None:
    store.add([update(None, 20, "gone")])
    assert [f.name("el") for f in tracker.forecasters(ELECTION)] == ["gone"]


def test_the_shipped_updates_are_loaded_once(tracker: Tracker, catalogue: Catalogue) -> None:
    assert tracker.load_shipped() == len(catalogue.updates)
    version = tracker.version()
    assert tracker.load_shipped() == 0
    assert tracker.version() == version


def test_data_that_gained_a_text_load_only_that_one(catalogue: Catalogue, store: UpdateStore) -> None:
    fewer = Catalogue(
        parties=catalogue.parties,
        forecasters=catalogue.forecasters,
        elections=catalogue.elections,
        updates=catalogue.updates[:-1],
    )
    Tracker(fewer, store).load_shipped()
    assert Tracker(catalogue, store).load_shipped() == 1


def test_the_posts_that_are_shipped_are_recognised_when_pasted(loaded_tracker: Tracker) -> None:
    assert [
        s.new for s in submit(loaded_tracker, ON_TOP.replace("ΣΥΡΙΖΑ 28-30%", "ΣΥΡΙΖΑ 29-30%")).stored
    ] == [True]
    shipped = next(u for u in loaded_tracker.updates(ELECTION, OWN) if u.published == date(2015, 9, 4))
    assert [s.new for s in submit(loaded_tracker, shipped.text).stored] == [False]


def test_the_shipped_story_of_september_2015(loaded_tracker: Tracker) -> None:
    found = loaded_tracker.updates(ELECTION, OWN)
    assert days(found) == [None, None, "29/8", "4/9", "11/9", "15/9"]
    assert [len(u.ranges) for u in found][2:] == [9, 9, 9, 9]
    changed = {
        (r.published and r.published.day, r.party): (r.midpoint_change, r.change, r.disjoint)
        for r in loaded_tracker.revisions(ELECTION, OWN)
        if r.published and r.published >= date(2015, 9, 4) and r.change != "unchanged"
    }
    assert changed == {
        (4, "ek"): (Decimal("-0.5"), "lowered", True),
        (4, "potami"): (Decimal("-1.25"), "lowered", True),
        (11, "syriza"): (Decimal("2.5"), "raised", True),
        (11, "nd"): (Decimal("-1.5"), "lowered", False),
        (15, "syriza"): (Decimal("2.5"), "raised", True),
        (15, "ek"): (Decimal(-1), "lowered", True),
    }


def test_the_shifts_around_both_debates_are_stated_by_the_forecaster(loaded_tracker: Tracker) -> None:
    found = loaded_tracker.debates(ELECTION, OWN)
    assert [(s.event.ordinal, s.cause) for s in found] == [(1, "stated"), (2, "stated")]
    first = [(s.revision.party, s.revision.midpoint_change) for s in found[0].shifts[:2]]
    assert first == [("syriza", Decimal("2.5")), ("nd", Decimal("-1.5"))]


def test_who_spoke_only_on_election_night_is_not_shown_around_debates(loaded_tracker: Tracker) -> None:
    assert {s.forecaster for s in loaded_tracker.debates(ELECTION)} == {OWN}
    assert [(s.before, len(s.shifts)) for s in loaded_tracker.debates(ELECTION, "joint-exit-poll")] == [
        (None, 0)
    ] * 2


def test_answers_are_derived_once_for_each_version_of_the_record(
    loaded_tracker: Tracker, store: UpdateStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def counted(updates: Sequence[Update], parties: Sequence[Party]) -> tuple[Revision, ...]:
        calls.append(len(updates))
        return revisions(updates, parties)

    monkeypatch.setattr("forecasts.revisions.revisions", counted)
    first = loaded_tracker.revisions(ELECTION, OWN)
    assert loaded_tracker.revisions(ELECTION, OWN) is first
    assert calls == [6]
    store.add([update(date(2015, 9, 18), 35)])
    assert len(loaded_tracker.revisions(ELECTION, OWN)) > len(first)
    assert calls == [6, 7]


def test_no_more_answers_are_kept_than_fit(loaded_tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "ANSWERS_KEPT", 3)
    for name in "abcdef":
        loaded_tracker.updates(ELECTION, name)
    assert len(loaded_tracker._answers) == 3


def test_what_is_done_to_a_frame_does_not_reach_the_next_asker(loaded_tracker: Tracker) -> None:
    frame = loaded_tracker.ranges_frame(ELECTION, OWN, "el")
    assert not frame.empty
    frame["low"] = -1.0
    assert (loaded_tracker.ranges_frame(ELECTION, OWN, "el")["low"] >= 0).all()


def test_every_frame_of_the_shipped_data_has_rows(loaded_tracker: Tracker) -> None:
    frames = [
        loaded_tracker.ranges_frame(ELECTION, OWN, "en", as_of=date(2015, 9, 12)),
        loaded_tracker.revisions_frame(ELECTION, OWN, "en"),
        loaded_tracker.shifts_frame(ELECTION, "en"),
        loaded_tracker.events_frame(ELECTION, "en"),
        loaded_tracker.result_frame(ELECTION, "en"),
    ]
    assert all(len(frame) for frame in frames)
    assert loaded_tracker.result_frame("1915", "en").empty


def test_the_version_tells_two_catalogues_apart(catalogue: Catalogue, store: UpdateStore) -> None:
    assert Tracker(catalogue, store).version() == Tracker(catalogue, store).version()
    assert (
        Tracker(catalogue, store).version()
        != Tracker(Catalogue(parties=catalogue.parties[:3]), store).version()
    )


def test_a_database_that_fails_is_a_fault_in_words(catalogue: Catalogue) -> None:
    store = UpdateStore("sqlite://")
    with pytest.raises(DatabaseError, match=r"^The database in memory cannot be used: no such table"):
        Tracker(catalogue, store).updates(ELECTION)
    store.close()


def test_answers_about_an_election_stay_while_only_another_election_has_news(tracker: Tracker) -> None:
    tracker.submit("ΝΔ 30-32% ΚΚΕ 5-6%", forecaster="kapa", election="2015-09")
    state, version, kept = tracker.state("2015-09"), tracker.version("2015-09"), tracker.updates("2015-09")
    tracker.submit("ΝΔ 33-35% ΚΚΕ 5-6%", forecaster="kapa", election="2019-07")
    assert (tracker.state("2015-09"), tracker.version("2015-09")) == (state, version)
    assert tracker.updates("2015-09") is kept
    tracker.submit("ΝΔ 34-36% ΚΚΕ 5-6%", forecaster="kapa", election="2015-09")
    assert tracker.version("2015-09") != version
    assert len(tracker.updates("2015-09")) == 2
