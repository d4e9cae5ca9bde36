"""Exports: the record as files to edit by hand, which load as the same record."""

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forecasts.catalogue import Catalogue, CatalogueError
from forecasts.exports import Export, export
from forecasts.faults import FileMissing, FileThere
from forecasts.model import EventReference, Range, Update
from forecasts.opening import open_tracker
from forecasts.sheets import SheetError, read_sheet, write_sheet
from forecasts.shipped import check_shipped, load_shipped_catalogue
from forecasts.storage import UpdateStore
from forecasts.submissions import UnknownName
from forecasts.tracker import Tracker
from tests import strategies
from tests.test_verification import update

POST = "Update (15/9): (μετά το δεύτερο debate): ΣΥΡΙΖΑ 28-30% ΝΔ 26-28,5%"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the export goes."""
    return tmp_path / "export"


def stated(updates: Iterable[Update]) -> list[Update]:
    """What updates say, without their place and their moment."""
    return [replace(each, id=None, recorded=None, version=1) for each in updates]


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "updates" / "index.csv").open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def loaded(folder: Path) -> UpdateStore:
    """A new record with what an export holds."""
    store = UpdateStore("sqlite://")
    store.migrate()
    store.add(load_shipped_catalogue(folder).updates)
    return store


def test_the_shipped_record_comes_out_as_texts_and_goes_in_again(
    loaded_tracker: Tracker, store: UpdateStore, catalogue: Catalogue, folder: Path
) -> None:
    done = export(store, catalogue, folder)
    assert (done.updates, done.withdrawn) == (22, 0)
    assert check_shipped(folder) == ()
    assert stated(loaded(folder).updates()) == stated(store.updates())
    assert load_shipped_catalogue(folder).parties == catalogue.parties
    texts = {row["file"]: row for row in rows(folder)}
    assert texts["2015-01/2015-01-25-joint-exit-poll-1900.txt"]["verbatim"] == "yes"
    assert texts["2012-05/2012-05-06-joint-exit-poll-1900.txt"]["verbatim"] == "no"


def test_a_post_comes_out_as_its_text_without_a_sheet(
    tracker: Tracker, store: UpdateStore, folder: Path
) -> None:
    tracker.submit(POST, forecaster="failedevolution", election="2015-09", source="https://example.org/1")
    assert export(store, tracker.catalogue, folder).sheets == 0
    (row,) = rows(folder)
    assert row == {
        "file": "2015-09/2015-09-15-failedevolution.txt",
        "election": "2015-09",
        "forecaster": "failedevolution",
        "published": "2015-09-15",
        "hour": "",
        "verbatim": "yes",
        "order": "1",
        "note": "",
        "complete": "yes",
        "source": "https://example.org/1",
        "sheet": "",
    }
    assert (folder / "updates" / row["file"]).read_text(encoding="utf-8") == POST


AWKWARD = {
    "no text": update(text=""),
    "a text that reads otherwise": update(text="ΣΥΡΙΖΑ 11-12%"),
    "no source": update(text=POST),
    "line ends": update(text="ΣΥΡΙΖΑ 28-30%\r\nΝΔ\r"),
    "a byte order mark": update(text="\ufeffΣΥΡΙΖΑ 28-30%"),
    "a note with spaces": update(note="  δύο\r\n\tγραμμές ", source=" α "),
    "a very long note": update(note='"λ,' * 100_000),
    "an unknown party": update(
        ranges=(Range(party=None, label="Άλλοι", low=Decimal("2.50"), high=Decimal(3)),)
    ),
    "after the election": update(published=date(2015, 9, 21)),
    "an hour without a day": update(published=None, hour=time(19, 30, 15)),
    "an event": update(event=EventReference(ordinal=None), complete=False),
    "a joint list": update(
        ranges=(
            Range(
                party="lae",
                label="ΛΑΕ + ΣΧΕΔΙΟ Β' κ.λ.π.",
                low=Decimal("1.0"),
                high=Decimal(2),
                components=("lae", "sxedio-b"),
                open_ended=True,
            ),
        )
    ),
    "a script": update(text="<script>alert(1)</script>", note="=1+1", source="javascript:alert(1)"),
}


@pytest.mark.parametrize("awkward", AWKWARD.values(), ids=AWKWARD)
def test_what_no_reading_would_give_again_has_a_sheet(
    store: UpdateStore, catalogue: Catalogue, folder: Path, awkward: Update
) -> None:
    store.add([awkward])
    assert export(store, catalogue, folder) == Export(updates=1, sheets=1, withdrawn=0)
    assert check_shipped(folder) == ()
    assert stated(loaded(folder).updates()) == stated(store.updates())


def test_updates_of_one_day_have_names_of_their_own(
    store: UpdateStore, catalogue: Catalogue, folder: Path
) -> None:
    store.add(
        [
            update(15, "27"),
            update(15, "26"),
            update(15, "25", hour=time(19)),
            update(15, "24", published=None),
        ]
    )
    export(store, catalogue, folder)
    assert [row["file"] for row in rows(folder)] == [
        "2015-09/2015-09-15-failedevolution.txt",
        "2015-09/2015-09-15-failedevolution-no2.txt",
        "2015-09/2015-09-15-failedevolution-1900.txt",
        "2015-09/undated-failedevolution.txt",
    ]


def lived_in(store: UpdateStore) -> None:
    """Five updates: the first corrected twice, the second withdrawn and there anew, the fourth withdrawn."""
    store.add([update(4), update(11), update(15)], account="maria")
    store.correct(1, update(4, "27", note=" δύο\nγραμμές "), reason="27 ήταν", based_on=1, account="maria")
    store.correct(1, update(4, "26"), reason='«26», "όχι" 27', based_on=2)
    store.withdraw(2, reason="Ήταν άλλου, όχι δική μου", based_on=1)
    store.add([update(20, text="ΣΥΡΙΖΑ 28-30%\r\n")])
    store.withdraw(4, reason="=1+1", based_on=1)
    store.add([update(11)], anew=True)


def done(store: UpdateStore) -> list[tuple[object, ...]]:
    """What was done when and why, and what each update said by then; not by whom, nor its hash."""
    found = []
    for number in range(1, 6):
        for version in store.history(number):
            act = replace(version.act, account="", digest="", chain="")
            found.append((act, version.update))
    return sorted(found, key=lambda each: each[0].number)


def load(address: str, folder: Path) -> None:
    """Start the program with the folder as its data."""
    open_tracker(address, folder).close()


def address_of(store: UpdateStore) -> str:
    return store.name if "://" in store.name else f"sqlite:///{store.name}"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def another(request: pytest.FixtureRequest, tmp_path: Path) -> UpdateStore:
    """Where the other record is to be."""
    if request.param == "sqlite":
        return UpdateStore(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    address: str = request.getfixturevalue("postgresql").empty_database()
    return UpdateStore(address)


def test_the_whole_record_goes_into_another_database_with_its_versions_reasons_and_moments(
    either_store: UpdateStore, catalogue: Catalogue, folder: Path, another: UpdateStore
) -> None:
    lived_in(either_store)
    assert export(either_store, catalogue, folder) == Export(updates=3, sheets=3, withdrawn=2)
    assert check_shipped(folder) == ()
    assert [row["order"] for row in rows(folder)] == ["1", "3", "5"]
    assert "maria" not in "".join(p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.is_file())

    load(address_of(another), folder)

    assert done(another) == done(either_store)
    assert another.updates() == either_store.updates()
    assert [act.reason for _, act in another.withdrawn("2015-09")] == ["Ήταν άλλου, όχι δική μου", "=1+1"]
    assert another.verify().sound
    # The same post is still known for what it is, also by what it said once.
    assert [each.new for each in another.add([update(4, "27"), update(15), update(20)])] == [False] * 3
    another.close()


def test_an_exported_folder_is_named_in_the_environment(
    store: UpdateStore, catalogue: Catalogue, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived_in(store)
    export(store, catalogue, folder)
    monkeypatch.setenv("PROVLEPSI_DATA", str(folder))
    assert stated(load_shipped_catalogue().updates) == stated(store.updates())
    monkeypatch.setenv("PROVLEPSI_DATA", str(folder / "none"))
    with pytest.raises(
        CatalogueError, match="found no such folder; expected a folder with the election data"
    ):
        load_shipped_catalogue()


def test_a_record_that_is_not_empty_gets_what_stands_and_keeps_its_own_past(
    store: UpdateStore, catalogue: Catalogue, folder: Path, tmp_path: Path
) -> None:
    lived_in(store)
    export(store, catalogue, folder)
    address = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    before = UpdateStore(address)
    before.migrate()
    before.add([update(1)])
    load(address, folder)
    assert stated(before.updates()) == stated([*before.updates()[:1], *store.updates()])
    assert len(before.acts()) == 4
    assert before.verify().sound
    before.close()


def test_a_reason_with_half_a_letter_is_kept_as_any_database_can(
    store: UpdateStore, catalogue: Catalogue, folder: Path, tmp_path: Path
) -> None:
    lived_in(store)
    export(store, catalogue, folder)
    acts = folder / "acts.csv"
    acts.write_text(acts.read_text(encoding="utf-8").replace("27 ήταν", "27 \\ud800", 1), encoding="utf-8")
    address = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    load(address, folder)
    other = UpdateStore(address)
    assert [version.act.reason for version in other.history(1)][1] == "27 ?"
    other.close()


def test_without_its_acts_an_export_is_what_stands(
    store: UpdateStore, catalogue: Catalogue, folder: Path
) -> None:
    lived_in(store)
    export(store, catalogue, folder)
    (folder / "acts.csv").unlink()
    assert stated(loaded(folder).updates()) == stated(store.updates())


def test_a_record_of_which_all_is_withdrawn_comes_back_withdrawn(
    store: UpdateStore, catalogue: Catalogue, folder: Path, tmp_path: Path
) -> None:
    store.add([update(4)])
    store.withdraw(1, reason="r", based_on=1)
    export(store, catalogue, folder)
    address = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    load(address, folder)
    other = UpdateStore(address)
    assert other.updates() == ()
    assert [act.reason for _, act in other.withdrawn("2015-09")] == ["r"]
    other.close()


@pytest.mark.parametrize(
    ("found", "put", "expected"),
    [
        (
            "1,1,1,publish",
            "2,1,1,publish",
            "line 2: found act 2: publish update 1, version 1; expected an act",
        ),
        (
            "1,1,1,publish",
            "1,2,1,publish",
            "line 2: found act 1: publish update 2, version 1; expected an act",
        ),
        (
            "4,1,2,correct",
            "4,1,3,correct",
            "line 5: found act 4: correct update 1, version 3; expected an act",
        ),
        (
            "6,2,1,withdraw",
            "6,2,1,publish",
            "line 7: found act 6: publish update 2, version 1; expected an act",
        ),
        ("9,5,1,publish", "9,3,2,publish", "line 10: found act 9: publish update 3, version 2; expected"),
        ('"""=1+1"""', '""', 'line 9: found "" under reason; expected a text in double quotes'),
        (
            "past/1-v1.json",
            "",
            "line 2: found no sheet; expected a sheet in past/: it says something else now",
        ),
        ("past/1-v1.json", "past/\0.json", "found a file that cannot be read (embedded null byte)"),
        (",withdraw,", ",delete,", 'line 7: found "delete" under act; expected publish, correct or withdraw'),
        ("+00:00", "", "under recorded; expected a moment with its zone"),
        (
            '"""27 ήταν"""',
            "27 ήταν",
            'line 5: found "27 ήταν" under reason; expected a text in double quotes',
        ),
        ("past/1-v1.json", "../1-v1.json", 'line 2: found "../1-v1.json" under sheet; expected a sheet in'),
        ("past/1-v1.json", "past/9-v1.json", "past/9-v1.json: found no such file"),
        (
            "past/4-v1.json",
            "",
            "line 8: found no sheet, and no update 4 in the index; expected a sheet in past/",
        ),
        ("2015-09,failedevolution", "1915,failedevolution", 'line 2: found "1915" under election'),
        ("2015-09,failedevolution", "2015-09,kapa", None),
    ],
)
def test_acts_that_cannot_be_are_named_with_file_and_line(
    store: UpdateStore, catalogue: Catalogue, folder: Path, found: str, put: str, expected: str | None
) -> None:
    lived_in(store)
    export(store, catalogue, folder)
    acts = folder / "acts.csv"
    before = acts.read_text(encoding="utf-8")
    assert found in before
    acts.write_text(before.replace(found, put, 1), encoding="utf-8")
    faults = [str(fault) for fault in check_shipped(folder)]
    if expected is None:
        expected = "acts.csv, line 5: found 2015-09 and failedevolution; expected 2015-09 and kapa"
    assert any(expected in fault for fault in faults), faults


def test_an_export_never_takes_the_place_of_what_is_there(
    store: UpdateStore, catalogue: Catalogue, folder: Path
) -> None:
    folder.mkdir()
    export(store, catalogue, folder)
    before = sorted(folder.rglob("*"))
    with pytest.raises(FileThere):
        export(store, catalogue, folder)
    assert sorted(folder.rglob("*")) == before
    with pytest.raises(FileMissing):
        export(store, catalogue, folder / "none" / "deeper")
    assert [path.name for path in folder.parent.iterdir()] == ["export"]


@pytest.mark.parametrize("stranger", [{"forecaster": "../../../tmp/x"}, {"election": "1915"}])
def test_an_update_that_could_not_be_loaded_is_told_and_nothing_is_left(
    store: UpdateStore, catalogue: Catalogue, folder: Path, stranger: dict[str, str]
) -> None:
    store.add([update(**stranger)])
    with pytest.raises(UnknownName):
        export(store, catalogue, folder)
    assert list(folder.parent.iterdir()) == []


def test_a_sheet_can_be_edited_by_hand(store: UpdateStore, catalogue: Catalogue, folder: Path) -> None:
    store.add([update(text="χωρίς ποσοστά")])
    export(store, catalogue, folder)
    sheet = folder / "updates" / rows(folder)[0]["sheet"]
    sheet.write_text(sheet.read_text(encoding="utf-8").replace('"28"', '"29.5"'), encoding="utf-8")
    assert load_shipped_catalogue(folder).updates[0].ranges[0].low == Decimal("29.5")


@pytest.mark.parametrize(
    ("found", "put", "expected"),
    [
        ('"28"', '"31"', "found ΣΥΡΙΖΑ: expected 0 ≤ low ≤ high ≤ 100, found 31–30"),
        ('"28"', "28", "found 28; expected a text"),
        ('"28"', '"x"', "expected an update as the record keeps it"),
        ('"party": "syriza"', '"party": "sirrrriza"', "found the party sirrrriza; expected parties of"),
        ('"note": "",', "", "found no note; expected the keys"),
        ("{", "[", "found no JSON"),
        ('"complete": true', '"complete": "yes"', 'found "yes"; expected true or false'),
        ('"event": null', '"event": {"kind": "party"}', "expected a debate with its number, or null"),
        (
            '"event": null',
            '"event": {"kind": "debate", "ordinal": 1e22}',
            "expected a debate with its number",
        ),
        (
            '"event": null',
            '"event": {"kind": "debate", "ordinal": 99999999999}',
            "expected a debate with its number, or null",
        ),
        ('"hour": null', '"hour": "12:00+02:00"', "expected the hour in Athens without a zone"),
        ('"open_ended"', '"open"', "expected a range with party, label, low, high, components, open_ended"),
    ],
)
def test_a_faulty_sheet_is_named_with_what_was_found_and_expected(
    store: UpdateStore, catalogue: Catalogue, folder: Path, found: str, put: str, expected: str
) -> None:
    store.add([update(text="χωρίς ποσοστά")])
    export(store, catalogue, folder)
    name = rows(folder)[0]["sheet"]
    sheet = folder / "updates" / name
    before = sheet.read_text(encoding="utf-8")
    assert found in before
    sheet.write_text(before.replace(found, put, 1), encoding="utf-8")
    (fault,) = check_shipped(folder)
    assert str(fault).startswith(f"updates/{name}: found ")
    assert expected in str(fault)


def test_a_sheet_lies_in_the_folder_of_its_election_and_is_there(
    store: UpdateStore, catalogue: Catalogue, folder: Path
) -> None:
    store.add([update(text="χωρίς ποσοστά")])
    export(store, catalogue, folder)
    index = folder / "updates" / "index.csv"
    before = index.read_text(encoding="utf-8")
    for put, expected in (("../x.json", "2015-09/….json"), ("2015-09/none.json", "a file of this name")):
        index.write_text(before.replace("2015-09/2015-09-15-failedevolution.json", put), encoding="utf-8")
        assert expected in " ".join(map(str, check_shipped(folder)))


@given(given_update=strategies.updates(), text=st.text(max_size=200), note=st.text(max_size=50))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_every_update_comes_back_from_its_sheet(given_update: Update, text: str, note: str) -> None:
    whole = replace(
        given_update,
        text=text.encode("utf-8", "replace").decode(),
        note="".join(c for c in note if c.isprintable()),
    )
    parties = [party.id for party in strategies.PARTIES]
    for kept in (True, False):
        back = read_sheet(
            write_sheet(whole, text=kept),
            forecaster=whole.forecaster,
            election=whole.election,
            text=whole.text,
            parties=parties,
        )
        assert replace(back, text="") == replace(whole, text="")


@given(st.text() | st.recursive(st.none() | st.booleans() | st.text() | st.integers(), st.lists).map(repr))
def test_whatever_stands_in_a_sheet_is_an_update_or_a_fault(sheet: str) -> None:
    with pytest.raises(SheetError):
        read_sheet(sheet, forecaster="f", election="e", text="", parties=())
