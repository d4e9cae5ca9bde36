"""Drafts: nothing typed is lost, nothing is overwritten in silence, nobody sees another's."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from forecasts.drafts import (
    Draft,
    DraftGone,
    DraftOutdated,
    DraftRefused,
    DraftStore,
    DraftTooLong,
    TooManyDrafts,
)
from forecasts.storage import UpdateStore
from tests.records import store

__all__ = ["store"]

NEW = Draft(account="maria", forecaster="failedevolution", election="2015-09", body='{"text": "ΣΥΡΙΖΑ 28"}')


@pytest.fixture
def drafts(store: UpdateStore) -> DraftStore:
    """No drafts yet."""
    return DraftStore(store.database)


def test_a_draft_comes_back_as_it_was_saved(drafts: DraftStore) -> None:
    saved = drafts.save(replace(NEW, update=3, based_on=2))
    assert saved == replace(NEW, update=3, based_on=2, id=saved.id, revision=1, saved=saved.saved)
    assert len(saved.id) == 32
    assert saved.saved is not None
    assert abs(saved.saved - datetime.now(UTC)) < timedelta(minutes=1)
    assert drafts.draft(saved.id, "maria") == saved


def test_two_new_drafts_have_different_ids(drafts: DraftStore) -> None:
    assert drafts.save(NEW).id != drafts.save(NEW).id
    assert len(drafts.drafts("maria")) == 2


def test_each_save_is_the_next_revision(drafts: DraftStore) -> None:
    first = drafts.save(NEW)
    second = drafts.save(replace(first, body="{}"))
    assert (second.id, second.revision, second.body) == (first.id, 2, "{}")
    assert drafts.draft(first.id, "maria") == second


def test_a_save_from_an_older_page_is_refused_with_what_stands(drafts: DraftStore) -> None:
    first = drafts.save(NEW)
    second = drafts.save(replace(first, body="{}"))
    with pytest.raises(DraftOutdated) as caught:
        drafts.save(replace(first, body="[]"))
    assert caught.value.current == second
    assert drafts.draft(first.id, "maria") == second


def test_the_same_save_sent_twice_is_one_save(drafts: DraftStore) -> None:
    named = replace(NEW, id="0123456789abcdef" * 2)
    first = drafts.save(named)
    assert drafts.save(named) == first
    changed = replace(first, body="{}")
    second = drafts.save(changed)
    assert drafts.save(changed) == second
    assert drafts.drafts("maria") == (second,)


def test_an_account_reaches_its_own_drafts_only(drafts: DraftStore) -> None:
    hers = drafts.save(NEW)
    assert drafts.draft(hers.id, "nikos") is None
    assert drafts.drafts("nikos") == ()
    assert not drafts.drop(hers.id, "nikos")
    for revision in (0, 1):
        with pytest.raises(DraftGone):
            drafts.save(replace(hers, account="nikos", revision=revision, body="{}"))
    assert drafts.draft(hers.id, "maria") == hers


def test_drafts_stand_with_the_last_saved_first(drafts: DraftStore) -> None:
    first, second = drafts.save(NEW), drafts.save(NEW)
    again = drafts.save(replace(first, body="{}"))
    assert drafts.drafts("maria") == (again, second)


def test_a_draft_thrown_away_is_gone(drafts: DraftStore) -> None:
    saved = drafts.save(NEW)
    assert drafts.drop(saved.id, "maria")
    assert not drafts.drop(saved.id, "maria")
    assert drafts.draft(saved.id, "maria") is None
    with pytest.raises(DraftGone) as caught:
        drafts.save(saved)
    assert str(caught.value) == ("There is no such draft any more: it has been published or thrown away.")


@pytest.mark.parametrize("id_", ["1", "../../x", "0" * 31 + "G", "\0" * 32, "\ud800"])
def test_an_id_that_no_draft_can_have_is_no_draft(drafts: DraftStore, id_: str) -> None:
    assert drafts.draft(id_, "maria") is None
    assert not drafts.drop(id_, "maria")
    with pytest.raises(DraftGone):
        drafts.save(replace(NEW, id=id_))


def test_a_draft_longer_than_any_post_is_refused(drafts: DraftStore) -> None:
    assert len(drafts.save(replace(NEW, body="λ" * 300_000)).body) == 300_000
    with pytest.raises(DraftTooLong):
        drafts.save(replace(NEW, body="λ" * 300_001))


def test_an_account_keeps_a_hundred_drafts(drafts: DraftStore) -> None:
    for _ in range(100):
        last = drafts.save(NEW)
    with pytest.raises(TooManyDrafts):
        drafts.save(NEW)
    assert drafts.save(last).revision == 2
    assert drafts.save(replace(NEW, account="nikos")).revision == 1


def test_of_two_pages_that_save_at_once_one_wins(drafts: DraftStore) -> None:
    first = drafts.save(NEW)

    def save(number: int) -> str:
        try:
            return str(drafts.save(replace(first, body=str(number))).revision)
        except DraftOutdated:
            return "outdated"

    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(save, range(8))) == ["2", *["outdated"] * 7]


def test_a_draft_does_not_change_the_record(drafts: DraftStore, store: UpdateStore) -> None:
    before = store.version()
    drafts.save(NEW)
    assert store.version() == before
    assert store.acts() == ()


def test_every_refusal_speaks_greek_and_english() -> None:
    for kind in (DraftRefused, *DraftRefused.__subclasses__()):
        assert set(kind.sentences) == {"el", "en"}


def test_a_published_draft_goes_only_as_it_was_published(drafts: DraftStore) -> None:
    first = drafts.save(NEW)
    second = drafts.save(replace(first, body='{"text": "ΝΔ 21"}'))

    assert drafts.settle(first.id, "nikos", 2) is None
    assert drafts.settle(first.id, "maria", 1) == second
    assert drafts.draft(first.id, "maria") == second
    assert drafts.settle(first.id, "maria", 2) is None
    assert drafts.draft(first.id, "maria") is None


def test_a_draft_whose_save_was_not_answered_goes_if_it_says_what_was_published(drafts: DraftStore) -> None:
    first = drafts.save(NEW)
    second = drafts.save(replace(first, body="{}"))

    assert drafts.settle(first.id, "maria", 1, said=('{"text": "x"}', "[]")) == second
    assert drafts.settle(first.id, "maria", 1, said=('{"text": "x"}', "{}")) is None
    assert drafts.drafts("maria") == ()
