"""A sound data folder is loaded as it is written."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from forecasts.catalogue import Catalogue, CatalogueError, check_catalogue, default_folder, load_catalogue
from forecasts.model import Leader, Party
from tests.data_folder import FILES, SLIDING, Edit, edit, one_range

__all__ = ["edit"]


def test_a_sound_folder_has_no_fault_and_loads_as_written(edit: Edit) -> None:
    folder = edit()
    assert check_catalogue(folder, read=one_range) == ()
    catalogue = load_catalogue(folder, read=one_range)
    syriza = catalogue.party("syriza")
    assert syriza == Party(
        id="syriza",
        short_el="ΣΥΡΙΖΑ",
        name_el="Συνασπισμός",
        short_en="SYRIZA",
        name_en="Coalition",
        colour="#FA8072",
        aliases=("ΣΥΝ", "Siriza"),
        source="page",
    )
    nd = catalogue.party("nd")
    assert nd is not None
    assert nd.leaders == (
        Leader(names=("Μεϊμαράκης", "Meimarakis"), since=2015, until=2015),
        Leader(names=("Μητσοτάκης",), since=2016),
    )
    law = catalogue.law("2012")
    assert law is not None
    assert (law.seats, law.threshold, law.bonus, law.bonus_from) == (300, Decimal(3), 50, None)
    forecaster = catalogue.forecaster("blog")
    assert forecaster is not None
    assert forecaster.site == "https://example.org"
    result = catalogue.result("2015-09")
    assert result is not None
    assert result.valid_votes == 1000
    assert [(line.party, line.votes, line.share, line.seats) for line in result.lines] == [
        ("syriza", 600, Decimal("60.00"), 200),
        ("nd", 333, Decimal("33.30"), 100),
        ("other", 67, Decimal("6.70"), 0),
    ]


def test_events_stand_by_date_and_debates_keep_number_hour_and_participants(edit: Edit) -> None:
    election = load_catalogue(edit(), read=one_range).election("2015-09")
    assert election is not None
    assert [(event.id, event.hour) for event in election.events] == [
        ("event-2015-08-20", None),
        ("debate-1", None),
        ("debate-2", time(21, 8)),
    ]
    assert election.debates[0].participants == ("Τσίπρας", "Μεϊμαράκης")


def test_updates_stand_in_the_order_of_the_index_with_what_it_says_of_them(edit: Edit) -> None:
    first, second = load_catalogue(edit(), read=one_range).updates
    assert (first.published, first.hour, first.complete, first.text) == (None, None, False, "ΣΥΡΙΖΑ 26-27%\n")
    assert (second.published, second.hour, second.complete) == (date(2015, 9, 15), time(19, 0), True)
    assert (second.source, second.note, second.recorded, second.id) == ("page", "second", None, None)


def test_an_unknown_id_is_answered_with_none() -> None:
    empty = Catalogue()
    assert empty.party("x") is None
    assert empty.forecaster("x") is None
    assert empty.law("x") is None
    assert empty.election("x") is None
    assert empty.result("x") is None


def test_a_sliding_bonus_is_read_exactly(edit: Edit) -> None:
    law = load_catalogue(edit("laws.toml", "source", SLIDING + "source"), read=one_range).law("2012")
    assert law is not None
    assert (law.bonus_from, law.bonus_step, law.bonus_limit) == (Decimal(25), Decimal("0.5"), 50)


def test_byte_order_marks_windows_line_ends_and_blank_lines_are_tolerated(edit: Edit) -> None:
    folder = edit()
    before = load_catalogue(folder, read=one_range)
    for name, text in FILES.items():
        rows = text.replace("\n", "\n ,,\n\n", 1) if name.endswith(".csv") else text
        (folder / name).write_bytes(b"\xef\xbb\xbf" + rows.replace("\n", "\r\n").encode())
    assert load_catalogue(folder, read=one_range) == before


def test_an_election_still_to_come_needs_no_result(edit: Edit) -> None:
    folder = edit()
    (folder / "results/2015-09.csv").unlink()
    assert load_catalogue(folder, read=one_range).result("2015-09") is None


def test_loading_stops_at_the_first_fault_and_carries_its_parts(edit: Edit) -> None:
    folder = edit("parties.csv", "#FA8072", "red")
    with pytest.raises(CatalogueError) as raised:
        load_catalogue(folder, read=one_range)
    fault = raised.value
    assert (fault.file, fault.line) == ("parties.csv", 2)
    assert (fault.found, fault.expected) == ('"red" under colour', "a colour as #RRGGBB")
    assert str(fault) == 'parties.csv, line 2: found "red" under colour; expected a colour as #RRGGBB.'


def test_the_shipped_folder_is_found_beside_the_package() -> None:
    assert default_folder() == Path(__file__).parent.parent / "data"
