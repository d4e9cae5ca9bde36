"""The record: what is put in comes out, once, in order, whoever else is writing."""

import json
import multiprocessing
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from forecasts import database, journal, tables
from forecasts.faults import (
    DatabaseForeign,
    DatabaseFull,
    DatabaseLocked,
    DatabaseNewer,
    DatabaseReadOnly,
    DatabaseUnavailable,
    fault,
)
from forecasts.fingerprints import fingerprints
from forecasts.model import EventReference, Range, Update
from forecasts.packing import pack, unpack
from forecasts.storage import UpdateStore
from tests.postgresql import Server

DIALECT = sa.create_engine("sqlite://").dialect
# Seven in the evening in Athens.
SEVEN = datetime(2015, 9, 20, 19, tzinfo=timezone(timedelta(hours=3)))


def spoken(party: str, low: str, high: str, label: str = "") -> Range:
    return Range(party=party, label=label or party.upper(), low=Decimal(low), high=Decimal(high))


def update(day: int | None = 15, *ranges: Range, text: str | None = None, **rest: object) -> Update:
    return Update(
        forecaster=str(rest.pop("forecaster", "failedevolution")),
        election=str(rest.pop("election", "2015-09")),
        published=None if day is None else date(2015, 9, day),
        ranges=ranges or (spoken("syriza", "28", "30"),),
        text=f"Update ({day}/9) {ranges}" if text is None else text,
        **rest,  # type: ignore[arg-type]
    )


@pytest.fixture
def store(either_store: UpdateStore) -> UpdateStore:
    """An empty record, on SQLite and on PostgreSQL."""
    return either_store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite3"


@pytest.fixture
def filed(path: Path) -> Iterator[UpdateStore]:
    """An empty record in a file."""
    store = UpdateStore(f"sqlite:///{path}")
    store.migrate()
    yield store
    store.close()


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


def test_the_migrations_give_the_tables_the_program_expects(store: UpdateStore) -> None:
    with store.database.begin() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": database.VERSION_TABLE, "compare_type": True}
        )
        assert compare_metadata(context, tables.metadata) == []
        unique = {c["name"] for c in sa.inspect(connection).get_unique_constraints("updates")}
        indexes = {i["name"] for i in sa.inspect(connection).get_indexes("updates")}
    assert unique == {"uq_updates_content"}
    assert indexes - unique == {"ix_updates_history", "ix_updates_words", "ix_updates_withdrawn"}


def test_the_program_knows_the_newest_migration() -> None:
    folder = Path(database.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [database.HEAD]


def test_reading_a_history_is_one_indexed_search(filed: UpdateStore, path: Path) -> None:
    with sqlite3.connect(path) as raw:
        plan = raw.execute(
            "EXPLAIN QUERY PLAN SELECT * FROM updates WHERE election = ? AND forecaster = ? ORDER BY id",
            ("e", "f"),
        ).fetchall()
    raw.close()
    assert [row[3] for row in plan] == [
        "SEARCH updates USING INDEX ix_updates_history (election=? AND forecaster=?)"
    ]


def test_a_file_keeps_a_write_ahead_log(filed: UpdateStore, path: Path) -> None:
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    raw.close()


def test_threads_share_a_file_without_losing_anything(filed: UpdateStore) -> None:
    share(filed)


def test_threads_share_a_store_without_losing_anything(store: UpdateStore) -> None:
    share(store)


def share(store: UpdateStore) -> None:

    def add(number: int) -> bool:
        stored = store.add([update(15, spoken("syriza", str(number % 20), "40"))])
        return stored[0].new and len(store.updates()) > 0

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(add, range(40))) == 20
    assert [u.id for u in store.updates()] == list(range(1, 21))
    assert store.verify().sound


def publish(url: str, name: str, barrier: object) -> None:
    """What each process does: start a database, add twenty updates of its own and twenty that all add."""
    store = UpdateStore(url)
    barrier.wait()  # type: ignore[attr-defined]
    store.migrate()
    for number in range(20):
        figures = spoken("syriza", str(number), str(number + 1))
        store.add([update(15, figures, forecaster=name), update(15, figures, forecaster="all")])
    store.close()


def test_four_processes_lose_nothing_and_double_nothing_from_the_first_start(path: Path) -> None:
    four_processes(f"sqlite:///{path}")


@pytest.mark.postgresql
def test_four_processes_lose_and_double_nothing_on_a_server(postgresql: Server) -> None:
    four_processes(postgresql.empty_database())


def four_processes(url: str) -> None:
    spawn = multiprocessing.get_context("spawn")
    barrier = spawn.Barrier(4)
    workers = [spawn.Process(target=publish, args=(url, f"f{n}", barrier)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0, 0]
    store = UpdateStore(url)
    found = store.updates()
    assert store.verify().sound
    assert [u.id for u in found] == list(range(1, 101))
    assert store.version().endswith("-100")
    for name in ("f0", "f1", "f2", "f3", "all"):
        own = [u.ranges[0].low for u in found if u.forecaster == name]
        assert own == [Decimal(n) for n in range(20)]
    store.close()


def test_a_database_in_a_folder_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    store = UpdateStore(f"sqlite:///{tmp_path}/none/x.sqlite3")
    with pytest.raises(DatabaseUnavailable) as caught:
        store.migrate()
    assert str(caught.value) == (
        f"The database {tmp_path}/none/x.sqlite3 cannot be opened: unable to open database file."
    )


def test_a_folder_is_not_a_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable):
        UpdateStore(str(tmp_path)).migrate()


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("ΣΥΡΙΖΑ 28-30%" * 100, encoding="utf-8")
    before = path.read_bytes()
    store = UpdateStore(str(path))
    with pytest.raises(DatabaseForeign) as caught:
        store.migrate()
    assert str(caught.value) == f"{path} is not a Provlepsi database: file is not a database."
    assert path.read_bytes() == before
    store.close()


def test_the_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE bookmarks (id INTEGER)")
    raw.close()
    store = UpdateStore(str(path))
    with pytest.raises(DatabaseForeign) as caught:
        store.migrate()
    assert str(caught.value) == f"{path} is not a Provlepsi database: it holds other tables (bookmarks)."
    store.close()


def test_a_database_of_a_newer_program_is_refused(filed: UpdateStore, path: Path) -> None:
    filed.close()
    raw = sqlite3.connect(path)
    with raw:
        raw.execute("UPDATE schema_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(DatabaseNewer, match="has a newer schema than this program"):
        filed.migrate()


def test_a_read_only_database_is_read_and_not_written(filed: UpdateStore, path: Path) -> None:
    filed.add([update(15)])
    store = UpdateStore(f"sqlite:///file:{path}?mode=ro&uri=true")
    store.migrate()
    assert len(store.updates()) == 1
    with pytest.raises(DatabaseReadOnly, match="is read-only"):
        store.add([update(16)])
    store.close()


def test_a_locked_database_is_told_and_works_again_when_free(
    filed: UpdateStore, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MILLISECONDS", 50)
    filed.close()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseLocked) as caught:
        filed.add([update(15)])
    assert str(caught.value) == f"The database {path} is locked by another program: try again in a moment."
    assert filed.updates() == ()
    raw.execute("ROLLBACK")
    raw.close()
    assert filed.add([update(15)])[0].new


@pytest.mark.parametrize("url", ["nonsense://x", "://", "sqlite+nothing:///x", "mysql://user@host/base"])
def test_an_address_that_means_nothing_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUnavailable, match=r"^The database .* cannot be opened: "):
        UpdateStore(url)


def test_a_password_is_never_shown() -> None:
    store = UpdateStore("postgresql://reader:geheim@127.0.0.1:1/forecasts")
    with pytest.raises(DatabaseUnavailable) as caught:
        store.version()
    assert "geheim" not in str(caught.value)
    assert "reader:***@127.0.0.1" in str(caught.value)


def test_every_fault_has_its_sentence_in_greek() -> None:
    assert fault("database or disk is full", "x.db").sentence("el") == (
        "Ο δίσκος της βάσης x.db είναι γεμάτος: τίποτα δεν αποθηκεύτηκε."
    )
    assert isinstance(fault("database or disk is full", "x.db"), DatabaseFull)
    assert (
        str(fault("something else\nand more", "x.db")) == "The database x.db cannot be used: something else."
    )
