"""An update as one row: a history read whole gives the same values as its updates read one by one."""

import gc
import sqlite3
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from forecasts.faults import DatabaseDamaged
from forecasts.model import EventReference, Range, Update
from forecasts.packing import collector_at_rest, pack, unpack
from forecasts.storage import UpdateStore

SYRIZA = Range(
    party="syriza", label="ΣΥΡΙΖΑ", low=Decimal("28"), high=Decimal("30.5"), components=("syriza",)
)
UNKNOWN = Range(party=None, label='Άγνωστοι, "οι"\n', low=Decimal(1), high=Decimal(2), open_ended=True)
OTHERS = replace(UNKNOWN, label="Άλλοι")

PLAIN = Update(forecaster="a", election="2015-09", published=None, ranges=(), text="τίποτα")
FULL = Update(
    forecaster="a",
    election="2015-09",
    published=date(2015, 9, 15),
    hour=time(19, 30),
    event=EventReference(kind="debate", ordinal=2),
    ranges=(SYRIZA, UNKNOWN, OTHERS),
    complete=False,
    text="Update (15/9)",
    source="https://example.org/",
    note="σημείωση",
)


def test_a_history_holds_what_its_updates_hold_one_by_one(either_store: UpdateStore) -> None:
    given = (PLAIN, FULL, replace(FULL, event=None, text="άλλο", hour=None))
    either_store.add(given)
    either_store.correct(3, replace(given[2], note="νέα"), reason="λάθος", based_on=1)
    found = either_store.updates("2015-09", "a")
    assert found == tuple(either_store.update(id_) for id_ in (1, 2, 3))
    assert [(u.event, u.hour, u.complete, u.version) for u in found] == [
        (None, None, True, 1),
        (EventReference(kind="debate", ordinal=2), time(19, 30), False, 1),
        (None, None, False, 2),
    ]
    assert [len(u.ranges) for u in found] == [0, 3, 3]


def test_a_range_seen_before_is_the_very_same_wherever_it_stands_in_the_list() -> None:
    first, second = unpack(pack((SYRIZA, UNKNOWN))), unpack(pack((UNKNOWN, SYRIZA)))
    assert first == (SYRIZA, UNKNOWN)
    assert second == (UNKNOWN, SYRIZA)


@pytest.mark.parametrize(
    "packed",
    [
        '[["nd", "ΝΔ", "5", "6", [], false]]',
        "[\n\n\n]",
        '[\n["nd"]\n]',
        '[\n["nd", "ΝΔ", "7", "6", [], false]\n]',
    ],
)
def test_ranges_in_another_form_are_refused(packed: str) -> None:
    with pytest.raises(ValueError, match=r"expected|Expecting"):
        unpack(packed)


@pytest.mark.parametrize(
    "altered",
    [
        "ranges = 'x\n[]\ny'",
        "ranges = replace(ranges, '\"28\"', '\"99\"')",
        "ranges = replace(ranges, 'Άλλοι', 'Άγνωστοι, \\\"οι\\\"\\n')",
        "event_kind = 'duel'",
        "recorded = 'once'",
    ],
)
def test_a_history_with_what_no_update_can_hold_is_told_as_damage(tmp_path: Path, altered: str) -> None:
    file = tmp_path / "record.sqlite3"
    store = UpdateStore(f"sqlite:///{file}")
    store.migrate()
    store.add([FULL])
    with sqlite3.connect(file) as connection:
        connection.execute(f"UPDATE updates SET {altered}")
    with pytest.raises(DatabaseDamaged, match="is not as it was written"):
        store.updates("2015-09")


def test_one_party_twice_is_found_also_beside_two_unknown_ones() -> None:
    with pytest.raises(ValueError, match="one party twice in an update: syriza"):
        replace(FULL, ranges=(SYRIZA, UNKNOWN, OTHERS, replace(SYRIZA, label="Σύριζα")))
    with pytest.raises(ValueError, match=r"one party twice in an update: \?άλλοι"):
        replace(FULL, ranges=(OTHERS, replace(OTHERS, label="ΑΛΛΟΙ".replace("Α", "Ά", 1))))


def test_the_collector_works_again_after_a_history_and_after_a_failure() -> None:
    def fails() -> None:
        with collector_at_rest():
            assert not gc.isenabled()
            raise LookupError

    with pytest.raises(LookupError):
        fails()
    assert gc.isenabled()
    with collector_at_rest(), collector_at_rest():
        assert not gc.isenabled()
    assert gc.isenabled()
