"""The record can be checked: whoever alters one value of one row is found out, and told where."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from forecasts import verification
from forecasts.answers import verification_document
from forecasts.faults import DatabaseDamaged
from forecasts.model import Range, Update
from forecasts.storage import UpdateStore
from forecasts.verification import FAULTS_TOLD, Fault
from tests.records import store

__all__ = ["store"]


def update(day: int = 15, low: str = "28", **rest: object) -> Update:
    values: dict[str, object] = {
        "forecaster": "failedevolution",
        "election": "2015-09",
        "published": date(2015, 9, day),
        "ranges": (Range(party="syriza", label="ΣΥΡΙΖΑ", low=Decimal(low), high=Decimal(30)),),
        "text": f"Update ({day}/9) ΣΥΡΙΖΑ {low}-30%",
    }
    return Update(**values | rest)  # type: ignore[arg-type]


@pytest.fixture
def lived(store: UpdateStore) -> UpdateStore:
    """Four updates and seven acts: the second corrected twice, the third withdrawn."""
    store.add([update(4), update(11), update(15), update(20, hour=None)], account="maria")
    store.correct(2, update(11, "27"), reason="27", based_on=1, account="maria")
    store.correct(2, update(11, "26"), reason="26", based_on=2, account="maria")
    store.withdraw(3, reason="Ήταν άλλου", based_on=1)
    return store


def alter(store: UpdateStore, statement: str) -> None:
    with store.database.begin(write=True) as connection:
        connection.execute(sa.text(statement))


def places(store: UpdateStore) -> list[tuple[str, int, int, str]]:
    return [(f.place, f.number, f.version, f.what) for f in store.verify().faults]


def test_an_empty_record_is_sound(store: UpdateStore) -> None:
    checked = store.verify()
    assert (checked.acts, checked.updates, checked.head, checked.faults) == (0, 0, "", ())
    assert checked.sound


def test_a_record_that_nobody_altered_is_sound(lived: UpdateStore) -> None:
    checked = lived.verify()
    assert checked.faults == ()
    assert (checked.acts, checked.updates, checked.more) == (7, 4, False)
    assert checked.head == lived.acts()[-1].chain


ALTERED = {
    "a published figure": (
        "UPDATE updates SET ranges = replace(ranges, '28', '29') WHERE id = 1",
        [("version", 1, 1, "digest")],
    ),
    "a text": (
        "UPDATE updates SET text = text || ' ' WHERE id = 4",
        [("version", 4, 1, "digest")],
    ),
    "a figure that was corrected since": (
        "UPDATE versions SET ranges = replace(ranges, '27', '28') WHERE \"update\" = 2 AND version = 2",
        [("version", 2, 2, "digest")],
    ),
    "a reason": (
        "UPDATE acts SET reason = 'άλλος' WHERE number = 5",
        [("act", 5, 0, "chain")],
    ),
    "an account": ("UPDATE acts SET account = 'nikos' WHERE number = 1", [("act", 1, 0, "chain")]),
    "a hash with its act": (
        "UPDATE acts SET reason = 'άλλος', chain = 'ab' WHERE number = 5",
        [("act", 5, 0, "chain"), ("act", 6, 0, "chain")],
    ),
    "the last hash": (
        "UPDATE acts SET chain = 'ab' WHERE number = 7",
        [("record", 0, 0, "head"), ("act", 7, 0, "chain")],
    ),
    "the head of the chain": (
        "UPDATE record SET chain = 'ab'",
        [("record", 0, 0, "head")],
    ),
    "the number of acts": ("UPDATE record SET acts = 8", [("record", 0, 0, "count")]),
    "the last update": ("UPDATE record SET last = 9", [("record", 0, 0, "last")]),
    "the moment an update was recorded": (
        "UPDATE updates SET recorded = '2015-09-04 10:00:00' WHERE id = 1",
        [("update", 1, 0, "recorded")],
    ),
    "a withdrawal": (
        "UPDATE updates SET withdrawn = NULL WHERE id = 3",
        [("update", 3, 0, "acts")],
    ),
    "an update withdrawn by nobody": (
        "UPDATE updates SET withdrawn = recorded WHERE id = 1",
        [("update", 1, 0, "acts")],
    ),
    "a key of recognition": (
        "UPDATE updates SET content = 'ab' WHERE id = 1",
        [("version", 1, 1, "content")],
    ),
    "a key of the words": (
        "UPDATE updates SET words = 'ab' WHERE id = 1",
        [("version", 1, 1, "words")],
    ),
    "a key of the words taken out": (
        "UPDATE updates SET words = NULL WHERE id = 4",
        [("version", 4, 1, "words")],
    ),
    "a key of the words before a correction": (
        "UPDATE versions SET words = 'ab' WHERE version = 2",
        [("version", 2, 2, "words")],
    ),
    "the words of another update": (
        "UPDATE updates SET words = (SELECT words FROM updates WHERE id = 4) WHERE id = 1",
        [("version", 1, 1, "words")],
    ),
    "a key given up to nobody": (
        "UPDATE updates SET content = 'withdrawn-3' WHERE id = 3",
        [("version", 3, 1, "content")] * 2,
    ),
    "the election of an act": (
        "UPDATE acts SET election = '2015-01' WHERE number = 1",
        [("version", 1, 1, "election")],
    ),
    "a version taken out": (
        "DELETE FROM versions WHERE version = 1",
        [("version", 2, 1, "digest")],
    ),
    "an act taken out": (
        "DELETE FROM acts WHERE number = 2",
        [
            ("record", 0, 0, "count"),
            ("act", 3, 0, "before"),
            ("update", 2, 0, "acts"),
            ("version", 2, 1, "kept"),
        ],
    ),
    "an update taken out": (
        "DELETE FROM updates WHERE id = 1",
        [("version", 1, 1, "digest"), ("update", 0, 0, "next")],
    ),
    "a version slipped in": (
        "INSERT INTO versions SELECT 4, 1, election, forecaster, published, hour, event_kind, event_ordinal,"
        " complete, ranges, text, source, note, content, words FROM updates WHERE id = 1",
        [("version", 4, 1, "kept")],
    ),
    "an update slipped in": (
        "INSERT INTO updates SELECT 5, election, forecaster, published, hour, event_kind, event_ordinal,"
        " complete, ranges, text, source, note, recorded, 'ab', NULL, 1, NULL FROM updates WHERE id = 1",
        [("record", 0, 0, "last"), ("update", 5, 0, "acts")],
    ),
}


@pytest.mark.parametrize(("statement", "expected"), ALTERED.values(), ids=ALTERED)
def test_one_value_altered_is_found_and_its_place_told(
    lived: UpdateStore, statement: str, expected: list[tuple[str, int, int, str]]
) -> None:
    alter(lived, statement)
    assert places(lived) == expected
    assert not lived.verify().sound


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM versions", "DELETE FROM acts WHERE number > 4", "UPDATE updates SET withdrawn = recorded"],
)
def test_readers_of_an_altered_record_see_what_is_left(lived: UpdateStore, statement: str) -> None:
    alter(lived, statement)
    for id_ in (1, 2, 3, 4):
        assert all(version.update.id == id_ for version in lived.history(id_))
    assert {update.id for update, _ in lived.withdrawn("2015-09")} <= {3}
    assert not lived.verify().sound


def test_a_forger_who_redoes_every_hash_is_betrayed_by_the_head_somebody_wrote_down(
    lived: UpdateStore,
) -> None:
    before = lived.verify().head
    other = UpdateStore("sqlite://")
    other.migrate()
    other.add([update(4)])
    assert other.verify().sound
    assert other.verify().head != before
    other.close()


def test_one_update_is_checked_by_itself(lived: UpdateStore) -> None:
    checked = lived.verify_update(2)
    assert (checked.acts, checked.updates, checked.faults) == (3, 1, ())
    assert checked.head == lived.history(2)[-1].act.chain
    alter(lived, "UPDATE versions SET text = 'άλλο' WHERE version = 1")
    assert [f.what for f in lived.verify_update(2).faults] == ["digest"]
    assert lived.verify_update(1).sound
    assert lived.verify_update(3).sound


def test_of_very_many_faults_the_first_hundred_are_told(store: UpdateStore) -> None:
    store.add(
        [replace(update(), note="", text="", published=date(2015, 1, 1) + timedelta(n)) for n in range(120)]
    )
    alter(store, "UPDATE updates SET note = 'x'")
    checked = store.verify()
    assert len(checked.faults) == FAULTS_TOLD == 100
    assert checked.more


def test_a_value_of_another_kind_is_a_fault_and_no_crash(lived: UpdateStore) -> None:
    if not lived.database.sqlite:
        pytest.skip("PostgreSQL takes no value of another kind")
    alter(lived, "UPDATE updates SET published = 'χθες' WHERE id = 2")
    (found,) = [f for f in lived.verify().faults if f.what == "value"]
    assert "χθες" in found.sentence("en")
    alter(lived, "UPDATE updates SET published = '2015-09-11', ranges = '{' WHERE id = 2")
    assert places(lived) == [("version", 2, 3, "digest")]


UNKIND = {
    "a text": ("UPDATE updates SET text = CAST(text AS BLOB) WHERE id = 1", [("version", 1, 1, "value")]),
    "an election": (
        "UPDATE updates SET election = CAST(election AS BLOB) WHERE id = 4",
        [("version", 4, 1, "value")],
    ),
    "a reason": ("UPDATE acts SET reason = CAST(reason AS BLOB) WHERE number = 5", [("act", 5, 0, "value")]),
    "the hash of an act": (
        "UPDATE acts SET digest = CAST(digest AS BLOB) WHERE number = 1",
        [("act", 1, 0, "value"), ("version", 1, 1, "digest")],
    ),
    "the election of an act": (
        "UPDATE acts SET election = CAST(election AS BLOB) WHERE number = 1",
        [("version", 1, 1, "election")],
    ),
    "the update of an act": (
        "UPDATE acts SET \"update\" = x'31' WHERE number = 1",
        [("act", 1, 0, "value"), ("update", 1, 0, "acts")],
    ),
    "a version": (
        "UPDATE updates SET version = 'x' WHERE id = 1",
        [("version", 1, 1, "digest"), ("update", 1, 0, "value")],
    ),
    "half a version": (
        "UPDATE updates SET version = 1.5 WHERE id = 1",
        [("version", 1, 1, "digest"), ("update", 1, 0, "value")],
    ),
    "a version beyond all counting": (
        "UPDATE updates SET version = 9000000000000000000 WHERE id = 1",
        [("version", 1, 1, "digest"), ("update", 1, 0, "acts")],
    ),
    "the version of an earlier version": (
        "UPDATE versions SET version = x'31' WHERE version = 1",
        [("version", 2, 1, "digest"), ("version", 2, 0, "kept")],
    ),
    "the last hash of the record": (
        "UPDATE record SET chain = CAST(chain AS BLOB)",
        [("record", 0, 0, "head")],
    ),
    "the record's row taken out": ("DELETE FROM record", [("record", 0, 0, "row")]),
}


@pytest.mark.parametrize(("statement", "expected"), UNKIND.values(), ids=UNKIND)
def test_what_only_sqlite_lets_in_is_found_and_the_rest_is_still_checked(
    lived: UpdateStore, statement: str, expected: list[tuple[str, int, int, str]]
) -> None:
    if not lived.database.sqlite:
        pytest.skip("PostgreSQL takes no value of another kind")
    alter(lived, statement)
    assert places(lived) == expected
    # Programs are told the same as people.
    json.dumps(verification_document(lived.verify(), lambda fault: fault.sentence("el")))
    for id_ in (1, 2, 3, 4):
        lived.verify_update(id_)


def test_a_record_without_its_row_is_told_as_damage_to_whoever_reads(lived: UpdateStore) -> None:
    alter(lived, "DELETE FROM record")
    with pytest.raises(DatabaseDamaged, match="is not as it was written"):
        lived.version()


@pytest.mark.parametrize("act", ["publish", "correct", "withdraw"])
def test_a_record_without_its_row_is_told_as_damage_to_whoever_writes(lived: UpdateStore, act: str) -> None:
    alter(lived, "DELETE FROM record")
    write: dict[str, Callable[[], object]] = {
        "publish": lambda: lived.add([update(25)]),
        "correct": lambda: lived.correct(1, update(4, "25"), reason="25", based_on=1),
        "withdraw": lambda: lived.withdraw(1, reason="Ήταν άλλου", based_on=1),
    }
    with pytest.raises(DatabaseDamaged, match="the row of the table record is missing"):
        write[act]()


def test_text_in_another_encoding_is_a_fault_of_the_record(lived: UpdateStore) -> None:
    if not lived.database.sqlite:
        pytest.skip("PostgreSQL takes UTF-8 only")
    alter(lived, "UPDATE updates SET note = CAST(x'cdc4' AS TEXT) WHERE id = 1")
    assert ("record", 0, 0, "value") in places(lived)


def test_several_updates_under_one_text_are_each_known_by_their_place(store: UpdateStore) -> None:
    store.add([update(4, text="Όλα μαζί"), update(11, text="Όλα μαζί"), update(15, text="Όλα μαζί")])
    assert store.verify().sound
    alter(store, "UPDATE updates SET words = 'ab' WHERE id = 3")
    assert places(store) == [("version", 3, 1, "words")]


def test_a_withdrawn_update_gives_its_key_up_to_one_that_says_the_same(store: UpdateStore) -> None:
    store.add([update(4)])
    store.withdraw(1, reason="Ήταν άλλου", based_on=1)
    store.add([update(4)], anew=True)
    assert store.verify().sound
    store.correct(2, update(4, "27"), reason="27", based_on=1)
    assert store.verify().sound
    alter(store, "UPDATE versions SET content = 'ab'")
    assert places(store) == [("version", 1, 1, "content")] * 2 + [("version", 2, 1, "content")]


def test_a_fault_says_what_was_found_and_what_was_expected() -> None:
    fault = Fault(place="version", number=3, version=2, what="digest", found="ab", expected=None)
    assert (
        fault.sentence("en") == "Update 3, version 2: the hash of what it says: found ab, expected nothing."
    )
    assert fault.sentence("el") == (
        "Πρόβλεψη 3, έκδοση 2: το αποτύπωμα όσων λέει: βρέθηκε ab, αναμενόταν τίποτα."
    )


def test_checking_a_long_record_takes_little_memory(
    store: UpdateStore,
    memory_peak: Callable[[Callable[[], object]], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two records, one four times as long: the longer takes hardly more."""
    monkeypatch.setattr(verification, "ROWS_AT_ONCE", 50)
    many = [replace(update(), text="", published=date(1974, 1, 1) + timedelta(n)) for n in range(600)]
    store.add(many[:150])
    store.verify()
    short = memory_peak(store.verify)
    store.add(many)
    assert memory_peak(store.verify) < short * 1.25 + 20_000


@pytest.fixture
def memory_peak() -> Callable[[Callable[[], object]], int]:
    """The most memory that Python holds while something is done."""
    import tracemalloc

    def peak(do: Callable[[], object]) -> int:
        tracemalloc.start()
        try:
            do()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    return peak
