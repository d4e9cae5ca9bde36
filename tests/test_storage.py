"""The record: what is put in comes out, in order, with every figure and letter."""

import json
from datetime import UTC, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa

from forecasts import journal, tables
from forecasts.model import EventReference, Range
from forecasts.packing import pack, unpack
from forecasts.storage import UpdateStore
from tests.records import filed, path, spoken, store, update

__all__ = ["filed", "path", "store"]
DIALECT = sa.create_engine("sqlite://").dialect
# Seven in the evening in Athens.
SEVEN = datetime(2015, 9, 20, 19, tzinfo=timezone(timedelta(hours=3)))


def test_what_is_stored_comes_back_with_every_figure_and_letter(store: UpdateStore) -> None:
    given = update(
        15,
        Range(
            party="lae",
            label="ΛΑΕ + ΣΧΕΔΙΟ Β' κ.λ.π.",
            low=Decimal("20.0"),
            high=Decimal(23),
            components=("lae", "sxedio-b"),
            open_ended=True,
        ),
        Range(party=None, label='Άγνωστοι "οι"\n, και άλλοι', low=Decimal("2.5"), high=Decimal("3.25")),
        text="ΛΑΕ + ΣΧΕΔΙΟ Β' κ.λ.π. 20,0-23%\r\n\t· Άγνωστοι 2,5-3,25%  ",
        event=EventReference(ordinal=2),
        hour=time(19, 0),
        complete=False,
        source="https://example.org/post?a=1&b=2",
        note="μια σημείωση",
    )
    (stored,) = store.add([given])
    (back,) = store.updates()
    assert stored.new
    assert back == stored.update
    assert [format(r.low, "f") for r in back.ranges] == ["20.0", "2.5"]
    assert back.id == 1
    assert back.recorded is not None
    assert abs(back.recorded - datetime.now(UTC)) < timedelta(minutes=1)
    assert back.recorded.tzinfo is UTC


def test_ranges_are_packed_as_json_with_decimals_as_text() -> None:
    packed = pack((spoken("kke", "5", "5.5", "ΚΚΕ"),))
    assert json.loads(packed) == [["kke", "ΚΚΕ", "5", "5.5", [], False]]
    assert "ΚΚΕ" in packed


def test_no_ranges_pack_to_an_empty_list() -> None:
    assert json.loads(pack(())) == []
    assert unpack(pack(())) == ()


def test_text_that_no_database_keeps_is_replaced_and_not_lost(store: UpdateStore) -> None:
    (stored,) = store.add([update(15, text="ΣΥΡΙΖΑ\0 28-30%\ud800")])
    assert stored.update.text == "ΣΥΡΙΖΑ\N{REPLACEMENT CHARACTER} 28-30%?"
    assert store.updates() == (stored.update,)
    assert not store.add([stored.update])[0].new


def test_the_order_of_record_is_the_order_of_adding(store: UpdateStore) -> None:
    store.add([update(15), update(4)])
    store.add([update(11)])
    assert [(u.id, u.published and u.published.day) for u in store.updates()] == [(1, 15), (2, 4), (3, 11)]


def test_updates_are_found_by_election_and_forecaster(store: UpdateStore) -> None:
    store.add([update(15), update(15, forecaster="kapa"), update(15, election="2019-07")])
    assert [u.id for u in store.updates("2015-09")] == [1, 2]
    assert [u.id for u in store.updates("2015-09", "failedevolution")] == [1]
    assert [u.id for u in store.updates(forecaster="failedevolution")] == [1, 3]
    assert store.updates("1915") == ()


def test_all_updates_come_in_pieces_as_of_one_moment(
    store: UpdateStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "ROWS_AT_ONCE", 2)
    store.add([update(day) for day in range(1, 8)])
    store.withdraw(4, reason="…", based_on=1)
    with journal.opened(store.database) as record:
        every = tuple(record.updates())
    assert every == store.updates()
    assert [u.id for u in every] == [1, 2, 3, 5, 6, 7]


def test_the_version_changes_when_and_only_when_the_record_changes(store: UpdateStore) -> None:
    empty = store.version()
    assert store.version() == empty
    store.add([update(15)])
    one = store.version()
    assert one != empty
    store.add([update(15)])
    store.mark_loaded("shipped")
    assert store.version() == one


def test_two_databases_never_have_the_same_version(store: UpdateStore, filed: UpdateStore) -> None:
    assert store.version() != filed.version()


def test_a_mark_is_remembered_and_may_be_set_twice(filed: UpdateStore, path: Path) -> None:
    assert not filed.loaded("shipped")
    filed.mark_loaded("shipped")
    filed.mark_loaded("shipped")
    other = UpdateStore(str(path))
    assert other.loaded("shipped")
    assert not other.loaded("else")
    other.close()


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"^expected a moment with its time zone, found 2015-09-20T19:00:00$"
    ):
        tables.UTCDateTime().process_bind_param(SEVEN.replace(tzinfo=None), DIALECT)


def test_a_moment_of_another_zone_comes_back_in_utc() -> None:
    kind, four = tables.UTCDateTime(), datetime(2015, 9, 20, 16, tzinfo=UTC)
    assert kind.process_bind_param(SEVEN, DIALECT) == four
    assert kind.process_result_value(four.replace(tzinfo=None), DIALECT) == four
    assert kind.process_result_value(SEVEN, DIALECT) == four
