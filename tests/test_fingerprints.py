"""A publication that comes again is known again and kept once; what differs is kept beside it."""

from datetime import date, time

import pytest

from forecasts.fingerprints import fingerprints
from forecasts.model import EventReference, Update
from forecasts.storage import UpdateStore
from tests.records import spoken, store, update

__all__ = ["store"]


def test_the_same_update_twice_is_stored_once(store: UpdateStore) -> None:
    (first,) = store.add([update(15)])
    (again,) = store.add([update(15)])
    assert not again.new
    assert again.update == first.update
    assert len(store.updates()) == 1


def test_the_same_post_with_one_more_update_on_top_stores_only_the_new_one(store: UpdateStore) -> None:
    old = [update(day, spoken("syriza", str(day), str(day + 2))) for day in (4, 11, 15)]
    store.add(old)
    added = store.add([*old, update(20, spoken("syriza", "35", "36"))])
    assert [stored.new for stored in added] == [False, False, False, True]
    assert len(store.updates()) == 4


def test_the_same_figures_in_other_words_and_spellings_are_the_same_publication(store: UpdateStore) -> None:
    store.add(
        [update(15, spoken("nd", "11", "13", "ΝΔ"), spoken("kke", "5", "5.5"), text="ΝΔ 11-13% ΚΚΕ 5-5,5%")]
    )
    (again,) = store.add(
        [
            update(
                15,
                spoken("kke", "5.0", "5.50"),
                spoken("nd", "11", "13", "Ν.Δ."),
                text="ΚΚΕ 5–5.5, Ν.Δ. 11–13",
            )
        ]
    )
    assert not again.new


def test_the_same_words_read_differently_are_the_same_publication(store: UpdateStore) -> None:
    store.add([update(15, spoken("nd", "11", "13"), text="ΝΔ 11-13% ΧΑ 6-8%")])
    (again,) = store.add(
        [update(15, spoken("nd", "11", "13"), spoken("xa", "6", "8"), text="ΝΔ 11-13%  χα 6-8% ")]
    )
    assert not again.new
    assert len(again.update.ranges) == 1


def test_the_same_words_whose_date_was_known_from_elsewhere_are_the_same_publication(
    store: UpdateStore,
) -> None:
    store.add([update(20, text="ΝΔ 26-30%", hour=time(19))])
    (again,) = store.add([update(None, spoken("nd", "26", "30"), text="ΝΔ 26-30%")])
    assert not again.new
    assert again.update.published == date(2015, 9, 20)


def test_the_same_words_of_another_day_or_hour_are_another_publication(store: UpdateStore) -> None:
    same = "ΣΥΡΙΖΑ 28-30%"
    stored = store.add([update(20, text=same, hour=time(19)), update(20, text=same, hour=time(20))])
    stored += store.add([update(21, text=same)])
    assert [s.new for s in stored] == [True, True, True]


@pytest.mark.parametrize(
    "other",
    [
        update(15, spoken("syriza", "28", "31"), text="άλλο"),
        update(16, text="άλλο"),
        update(None, text="άλλο"),
        update(15, text="άλλο", hour=time(19)),
        update(15, text="άλλο", event=EventReference(ordinal=2)),
        update(15, text="άλλο", forecaster="kapa"),
        update(15, text="άλλο", election="2015-01"),
    ],
    ids=["figures", "date", "undated", "hour", "event", "forecaster", "election"],
)
def test_two_updates_that_differ_are_both_kept(store: UpdateStore, other: Update) -> None:
    stored = store.add([update(15, text="ένα"), other])
    assert [s.new for s in stored] == [True, True]


def test_two_updates_under_one_text_are_both_kept_and_recognised_again(store: UpdateStore) -> None:
    two = [
        update(None, spoken("nd", "11", "13"), text="όλο"),
        update(None, spoken("nd", "12", "13"), text="όλο"),
    ]
    assert [s.new for s in store.add(two)] == [True, True]
    assert [s.new for s in store.add(two)] == [False, False]


def test_a_page_that_shows_one_update_twice_gives_it_once(store: UpdateStore) -> None:
    assert [s.new for s in store.add([update(15), update(15)])] == [True, False]


def test_updates_without_a_text_are_told_apart_by_what_they_say() -> None:
    first, second = fingerprints([update(15, text=""), update(15, spoken("nd", "1", "2"), text=" ")])
    assert first.words is None
    assert second.words is None
    assert first.content != second.content
