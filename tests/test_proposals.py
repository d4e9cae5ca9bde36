"""What an update would do to the record before it is published, by hand and against the record itself."""

from dataclasses import replace
from datetime import date

import pytest

from forecasts.proposals import outlook_before, propose, standing, untouched
from forecasts.revisions import walk
from tests.seed import (
    AUGUST_29,
    BROKEN_OFF,
    FIRST_PREDICTIONS,
    PARTIES,
    SEED,
    SEPTEMBER_4,
    SEPTEMBER_11,
    SEPTEMBER_15,
    update,
)


@pytest.mark.parametrize("place", range(len(SEED)))
def test_a_proposal_says_what_the_record_says_once_it_is_published(place):
    told = propose(SEED[place], SEED, PARTIES)
    steps = {made.id: (outlook, changes) for made, outlook, changes in walk(SEED, PARTIES)}

    assert told.revisions == steps[SEED[place].id][1]
    assert told.previous is (SEED[place - 1] if place else None)
    assert told.latest is (place == len(SEED) - 1)


def test_a_backdated_update_takes_its_place_before_later_ones():
    late = update(date(2015, 9, 1), "syriza 24-26")

    told = propose(late, SEED, PARTIES)

    assert told.previous is AUGUST_29
    assert not told.latest
    assert [r.change for r in told.revisions].count("dropped") == 8


def test_an_update_that_breaks_off_leaves_the_words_before_it_in_force():
    before = outlook_before(AUGUST_29, (FIRST_PREDICTIONS, BROKEN_OFF), PARTIES)

    assert before.words["syriza"].update is BROKEN_OFF
    assert before.words["nd"].update is FIRST_PREDICTIONS


def test_parties_an_update_does_not_name_are_untouched_but_for_those_left_out():
    short = update(date(2015, 9, 15), "syriza 28-30, ek 2.5-3")
    before = outlook_before(short, (SEPTEMBER_4, SEPTEMBER_11), PARTIES)

    kept = [r.party for r in untouched(short, before, PARTIES, ["anel"])]

    assert kept == ["lae", "nd", "xa", "kke", "potami", "pasok-dimar"]


def test_a_list_that_takes_its_predecessors_place_leaves_nothing_behind():
    listed = update(date(2015, 9, 11), "pasok-dimar 3-4")
    before = outlook_before(listed, (SEPTEMBER_4,), PARTIES)

    assert "pasok" not in [r.party for r in untouched(listed, before, PARTIES)]


def test_the_same_publication_is_found_by_content_and_by_words():
    elsewhere = replace(SEPTEMBER_15, id=None, text="typed anew")
    other_words = replace(SEPTEMBER_11, id=None, ranges=SEPTEMBER_15.ranges, published=None)
    other_day = replace(other_words, published=date(2015, 9, 12))
    new = update(date(2015, 9, 18), "syriza 30-31")

    found = standing((elsewhere, new), SEED)

    assert found == (SEPTEMBER_15, None)
    assert standing((other_words,), SEED) == (SEPTEMBER_11,)
    assert standing((other_day,), SEED) == (None,)
