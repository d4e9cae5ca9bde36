"""Corrections and withdrawals: the old version stays readable, and nobody overwrites anybody in silence."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Barrier

import pytest

from forecasts.chain import chain_of, digest_of
from forecasts.model import Range, Update
from forecasts.packing import row_of
from forecasts.refusals import (
    AlreadyWithdrawn,
    NotACorrection,
    NothingChanged,
    Outdated,
    ReasonMissing,
    Refused,
    SameAsAnother,
    UnknownUpdate,
)
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker, UnknownName
from tests.records import store

__all__ = ["store"]


def update(day: int = 15, low: str = "28", high: str = "30", **rest: object) -> Update:
    values: dict[str, object] = {
        "forecaster": "failedevolution",
        "election": "2015-09",
        "published": date(2015, 9, day),
        "ranges": (Range(party="syriza", label="ΣΥΡΙΖΑ", low=Decimal(low), high=Decimal(high)),),
        "text": f"Update ({day}/9) ΣΥΡΙΖΑ {low}-{high}%",
    }
    return Update(**values | rest)  # type: ignore[arg-type]


@pytest.fixture
def first(store: UpdateStore) -> Update:
    """An update on the record."""
    return store.add([update()], account="maria")[0].update


def corrected(store: UpdateStore, first: Update) -> Update:
    assert first.id is not None
    return store.correct(first.id, update(15, "29", "30"), reason="29, όχι 28", based_on=1, account="nikos")


def test_a_correction_stands_in_the_place_of_the_update(store: UpdateStore, first: Update) -> None:
    new = corrected(store, first)
    assert (new.id, new.version, new.recorded, new.withdrawn) == (1, 2, first.recorded, None)
    assert new.ranges[0].low == 29
    assert store.update(1) == new
    assert store.updates() == (new,)


def test_the_history_of_an_update_tells_what_it_said_when_and_why(store: UpdateStore, first: Update) -> None:
    new = corrected(store, first)
    gone = store.withdraw(1, reason="Ήταν άλλου", based_on=2, account="maria")
    versions = store.history(1)
    assert [version.update for version in versions] == [first, new, gone]
    acts = [version.act for version in versions]
    assert [(a.number, a.update, a.version, a.act, a.reason, a.account) for a in acts] == [
        (1, 1, 1, "publish", "", "maria"),
        (2, 1, 2, "correct", "29, όχι 28", "nikos"),
        (3, 1, 2, "withdraw", "Ήταν άλλου", "maria"),
    ]
    assert acts[0].recorded == first.recorded
    assert acts[2].recorded == gone.withdrawn


def test_an_update_never_touched_has_one_version(store: UpdateStore, first: Update) -> None:
    (only,) = store.history(1)
    assert only.update == first
    assert only.act.act == "publish"


def test_what_is_not_there_has_no_history(store: UpdateStore, first: Update) -> None:
    for number in (0, 2, -1, 2**31, 10**30):
        assert store.update(number) is None
        assert store.history(number) == ()
        with pytest.raises(UnknownUpdate):
            store.withdraw(number, reason="…", based_on=1)


def test_a_withdrawn_update_is_left_out_and_listed_as_withdrawn(store: UpdateStore, first: Update) -> None:
    store.add([update(16), update(16, forecaster="kapa")])
    gone = store.withdraw(1, reason="Λάθος ανάρτηση", based_on=1)
    assert gone == replace(first, withdrawn=gone.withdrawn)
    assert store.update(1) == gone
    assert [u.id for u in store.updates()] == [2, 3]
    ((listed, act),) = store.withdrawn("2015-09")
    assert (listed, act.act, act.reason) == (gone, "withdraw", "Λάθος ανάρτηση")
    assert store.withdrawn("2015-09", "failedevolution") == ((listed, act),)
    assert store.withdrawn("2015-09", "kapa") == ()
    assert store.withdrawn("2015-01") == ()


def test_every_act_is_bound_to_the_one_before(store: UpdateStore, first: Update) -> None:
    corrected(store, first)
    store.add([update(16)])
    acts = store.acts()
    assert [act.number for act in acts] == [1, 2, 3]
    chain = ""
    names = ("number", "update", "version", "act", "recorded", "reason", "account", "digest")
    for act in acts:
        chain = chain_of(chain, {name: getattr(act, name) for name in names})
        assert act.chain == chain
    said = [version.update for version in store.history(1)] + [store.updates()[1]]
    assert [act.digest for act in acts] == [digest_of(row_of(each)) for each in said]
    assert store.acts(after=1, limit=1) == acts[1:2]


def test_every_act_changes_the_version_of_the_record(store: UpdateStore, first: Update) -> None:
    seen = [store.version()]
    corrected(store, first)
    seen.append(store.version())
    store.withdraw(1, reason="…", based_on=2)
    seen.append(store.version())
    assert len(set(seen)) == 3


@pytest.mark.parametrize("reason", ["", " \n\t", "λ" * 501])
def test_no_change_goes_without_a_reason_that_can_be_read(
    store: UpdateStore, first: Update, reason: str
) -> None:
    with pytest.raises(ReasonMissing) as caught:
        store.correct(1, update(15, "29"), reason=reason, based_on=1)
    with pytest.raises(ReasonMissing):
        store.withdraw(1, reason=reason, based_on=1)
    assert str(caught.value) == "Give the reason in at most 500 characters: everybody can read it."
    assert store.updates() == (first,)


def test_a_reason_is_kept_on_one_line_without_what_no_database_keeps(
    store: UpdateStore, first: Update
) -> None:
    store.withdraw(1, reason="  δύο\n γραμμές\0\ud800 ", based_on=1)
    assert store.history(1)[-1].act.reason == "δύο γραμμές\N{REPLACEMENT CHARACTER}?"


def test_who_saves_second_is_told_what_the_first_changed(store: UpdateStore, first: Update) -> None:
    new = corrected(store, first)
    with pytest.raises(Outdated) as caught:
        store.correct(1, update(15, "27"), reason="27", based_on=1)
    assert caught.value.current == new
    assert [(act.version, act.reason) for act in caught.value.changed] == [(2, "29, όχι 28")]
    assert caught.value.sentence("en") == (
        "Somebody else corrected the update meanwhile (“29, όχι 28”): see what changed and save again."
    )
    with pytest.raises(Outdated):
        store.withdraw(1, reason="…", based_on=1)
    assert store.updates() == (new,)


def test_a_version_that_is_not_there_yet_is_no_base(store: UpdateStore, first: Update) -> None:
    with pytest.raises(Outdated) as caught:
        store.correct(1, update(15, "27"), reason="27", based_on=7)
    assert caught.value.changed == ()


def test_a_withdrawn_update_no_longer_changes(store: UpdateStore, first: Update) -> None:
    store.withdraw(1, reason="Ήταν άλλου", based_on=1)
    for act in (
        lambda: store.correct(1, update(15, "27"), reason="27", based_on=1),
        lambda: store.withdraw(1, reason="ξανά", based_on=1),
    ):
        with pytest.raises(AlreadyWithdrawn) as caught:
            act()
        assert caught.value.act.reason == "Ήταν άλλου"
    assert caught.value.sentence("el") == "Η πρόβλεψη έχει αποσυρθεί («Ήταν άλλου») και δεν αλλάζει πια."


def test_a_correction_must_change_something(store: UpdateStore, first: Update) -> None:
    with pytest.raises(NothingChanged):
        store.correct(1, first, reason="τίποτα", based_on=1)
    assert store.correct(1, replace(first, note="μια σημείωση"), reason="σημείωση", based_on=1).version == 2


def test_a_correction_does_not_make_one_update_into_another(store: UpdateStore, first: Update) -> None:
    (second,) = store.add([update(16)])
    with pytest.raises(SameAsAnother) as caught:
        store.correct(1, update(16), reason="16/9", based_on=1)
    assert caught.value.update == second.update
    for other in ({"forecaster": "kapa"}, {"election": "2015-01"}):
        with pytest.raises(NotACorrection):
            store.correct(1, update(15, "29", **other), reason="…", based_on=1)
    assert store.updates() == (first, second.update)


def test_a_correction_may_be_taken_back(store: UpdateStore, first: Update) -> None:
    corrected(store, first)
    again = store.correct(1, update(), reason="τελικά 28", based_on=2)
    assert replace(again, version=1) == first
    assert [version.update.ranges[0].low for version in store.history(1)] == [28, 29, 28]


def test_the_post_as_it_first_stood_is_still_the_corrected_update(store: UpdateStore, first: Update) -> None:
    """A page pasted again with a new update on top must not bring the typing error back."""
    new = store.correct(1, update(14, "29", text="διορθωμένο"), reason="14/9", based_on=1)
    (again,) = store.add([update()])
    assert not again.new
    assert again.update == new
    (words,) = store.add([update(15, "5", "6", text=first.text)])
    assert words.update == new


def test_a_withdrawn_update_does_not_come_back_with_its_post(store: UpdateStore, first: Update) -> None:
    gone = store.withdraw(1, reason="…", based_on=1)
    (again,) = store.add([update()])
    assert (again.new, again.update) == (False, gone)


def test_what_was_withdrawn_by_mistake_can_be_published_anew(store: UpdateStore, first: Update) -> None:
    store.correct(1, update(15, "29"), reason="29", based_on=1)
    gone = store.withdraw(1, reason="κατά λάθος", based_on=2)
    (back,) = store.add([update(15, "29")], anew=True)
    (once,) = store.add([update()], anew=True)
    assert [(each.new, each.update.id, each.update.withdrawn) for each in (back, once)] == [
        (True, 2, None),
        (True, 3, None),
    ]
    assert store.update(1) == gone
    assert [store.add([update(15, low)], anew=True)[0].update.id for low in ("29", "28")] == [2, 3]
    assert [store.add([update(15, low)])[0].update.id for low in ("29", "28")] == [2, 3]
    assert store.verify().faults == ()


def test_a_correction_may_say_what_a_withdrawn_update_said(store: UpdateStore, first: Update) -> None:
    store.add([update(16)])
    store.withdraw(1, reason="διπλή", based_on=1)
    new = store.correct(2, update(15, text="άλλο"), reason="15/9", based_on=1)
    assert store.updates() == (new,)
    assert store.add([update(15, text="ξανά")])[0].update == new
    assert store.verify().faults == ()


def test_what_is_handed_in_cannot_choose_its_version_or_be_born_withdrawn(
    store: UpdateStore, first: Update
) -> None:
    forged = replace(update(16), id=99, version=7, withdrawn=first.recorded)
    (stored,) = store.add([forged])
    assert (stored.update.id, stored.update.version, stored.update.withdrawn) == (2, 1, None)
    new = store.correct(1, replace(forged, published=date(2015, 9, 14)), reason="14/9", based_on=1)
    assert (new.id, new.version, new.withdrawn) == (1, 2, None)


@pytest.mark.parametrize(
    "where", ["memory", "file", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def test_of_two_who_correct_at_once_one_wins_and_the_other_is_told(
    where: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Eight corrections of one version at once, ten times over."""
    address = {"memory": "sqlite://", "file": str(tmp_path / "record.sqlite3")}.get(where)
    store = UpdateStore(address or request.getfixturevalue("postgresql").empty_record())
    store.migrate()
    store.add([update()])
    for turn in range(10):
        barrier = Barrier(8)

        def correct(number: int, turn: int = turn, barrier: Barrier = barrier) -> str:
            barrier.wait()
            try:
                store.correct(
                    1, update(15, f"{turn}.{number + 1}"), reason=f"{turn}/{number}", based_on=turn + 1
                )
            except Outdated as outdated:
                return f"outdated by {outdated.current.version}"
            return "won"

        with ThreadPoolExecutor(8) as threads:
            outcomes = list(threads.map(correct, range(8)))
        assert sorted(outcomes) == [f"outdated by {turn + 2}"] * 7 + ["won"]
    assert [version.act.number for version in store.history(1)] == list(range(1, 12))
    store.close()


def kinds(kind: type[Refused] = Refused) -> Iterator[type[Refused]]:
    yield kind
    for each in kind.__subclasses__():
        yield from kinds(each)


def test_every_refusal_speaks_greek_and_english() -> None:
    for kind in kinds():
        assert set(kind.sentences) == {"el", "en"}
        assert kind.sentences["el"] != kind.sentences["en"]


def test_the_front_desk_answers_with_what_stands_now(tracker: Tracker) -> None:
    (stored,) = tracker.publish([update()], account="maria")
    assert stored.new
    assert tracker.updates("2015-09", "failedevolution") == (stored.update,)
    new = tracker.correct(1, update(15, "29"), reason="29", based_on=1, account="maria")
    assert tracker.update(1) == new
    assert tracker.updates("2015-09", "failedevolution") == (new,)
    assert len(tracker.history(1)) == 2
    assert tracker.withdrawn("2015-09", "failedevolution") == ()
    gone = tracker.withdraw(1, reason="…", based_on=2, account="maria")
    assert tracker.updates("2015-09", "failedevolution") == ()
    assert [update for update, _ in tracker.withdrawn("2015-09", "failedevolution")] == [gone]
    assert len(tracker.history(1)) == 3


def test_the_front_desk_takes_no_update_of_somebody_unknown(tracker: Tracker) -> None:
    with pytest.raises(UnknownName):
        tracker.publish([update(), update(forecaster="nobody")])
    with pytest.raises(UnknownName):
        tracker.publish([update(election="1915")])
    assert tracker.updates("2015-09") == ()
    tracker.publish([update()])
    with pytest.raises(UnknownName):
        tracker.correct(1, update(election="1915"), reason="…", based_on=1)


def test_drafts_and_accounts_find_the_database_of_the_record(tracker: Tracker, store: UpdateStore) -> None:
    assert tracker.database is store.database
