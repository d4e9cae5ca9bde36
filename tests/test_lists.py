"""Lists of several parties that lists.csv knows of: the file itself, and whom the bonus goes to with them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from typer.testing import CliRunner

from dashboard.context import address_of
from dashboard.first_view import first_view
from dashboard.shares import asked
from dashboard.shell import resolve
from forecasts.__main__ import app
from forecasts.catalogue import Catalogue, load_catalogue
from forecasts.chances import chances
from forecasts.lists import as_stood
from forecasts.model import Range
from forecasts.tracker import Tracker
from forecasts.votes import VoteTable
from tests.data_folder import Edit, edit, faults, one_range
from tests.pages import pages_over, plain, rows_of

__all__ = ["edit"]

HEAD = "election,party,parties,source\n"
SINGLE = "share divided by 2 is larger than that of any party on its own."


@pytest.fixture
def house(loaded_tracker: Tracker) -> Iterator[Flask]:
    with pages_over(loaded_tracker) as server:
        yield server


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, [*arguments])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def page_of(path: str, query: str) -> str:
    return first_view(list(resolve(path, query)[1].content))


# -- the file


def test_a_folder_without_the_file_has_no_lists(edit: Edit) -> None:
    folder = edit()
    assert faults(folder) == []
    assert [each.lists for each in load_catalogue(folder, read=one_range).elections] == [()]


def test_a_row_makes_a_party_a_list_in_one_election(edit: Edit) -> None:
    folder = edit()
    (folder / "lists.csv").write_text(f"{HEAD}2015-09,nd,3,page\n", encoding="utf-8")
    assert faults(folder) == []
    (election,) = load_catalogue(folder, read=one_range).elections
    assert election.lists == (("nd", 3),)


ROWS = {
    "2012-05,nd,2,page": [
        'lists.csv, line 2: found "2012-05" under election; expected an election of elections.csv.'
    ],
    "2015-09,whigs,2,page": [
        'lists.csv, line 2: found "whigs" under party; expected the id of a party in parties.csv.'
    ],
    "2015-09,nd,1,page": ["lists.csv, line 2: found 1 under parties; expected 2 parties or more."],
    "2015-09,nd,two,page": ['lists.csv, line 2: found "two" under parties; expected a whole number.'],
    "2015-09,nd,2,": ["lists.csv, line 2: found nothing under source; expected a text."],
    "2015-09,nd,2,page\n2015-09,nd,3,page": [
        'lists.csv, line 3: found "nd" under party once more for 2015-09; expected each list once.'
    ],
}


@pytest.mark.parametrize("rows", ROWS)
def test_what_is_wrong_with_a_row_is_named(edit: Edit, rows: str) -> None:
    folder = edit()
    (folder / "lists.csv").write_text(f"{HEAD}{rows}\n", encoding="utf-8")
    assert faults(folder) == ROWS[rows]


def test_a_wrong_header_is_named_once(edit: Edit) -> None:
    folder = edit()
    (folder / "lists.csv").write_text("election,party,source\n2015-09,nd,page\n", encoding="utf-8")
    assert faults(folder) == [
        "lists.csv, line 1: found no column parties; expected the columns election, party, parties, source."
    ]


def test_syriza_was_a_list_in_may_2012_and_a_single_party_in_june(catalogue: Catalogue) -> None:
    """It registered as one on 22 May 2012."""
    lists = {each.id: dict(each.lists) for each in catalogue.elections}
    assert lists["2012-05"] == {"syriza": 2}
    assert not lists["2012-06"]


def test_a_list_that_an_update_names_at_greater_length_is_not_made_shorter(catalogue: Catalogue) -> None:
    may = catalogue.election("2012-05")
    assert may
    found = Range(party="syriza", label="ΣΥΡΙΖΑ", low=Decimal(15), high=Decimal(18))
    other = replace(found, party="nd", label="ΝΔ")
    longer = replace(found, components=("syriza", "dimar", "oikologoi"))
    assert [each.members for each in as_stood([found, other], may)] == [2, 1]
    assert [each.members for each in as_stood([longer], may)] == [3]
    assert as_stood([other], may) == (other,)


# -- May 2012


def test_the_official_seats_of_may_2012_stay_as_they_are(catalogue: Catalogue) -> None:
    """ΝΔ was first, and a single party."""
    result, may = catalogue.result("2012-05"), catalogue.election("2012-05")
    law = catalogue.law("3231-2004")
    assert result
    assert law
    found = VoteTable.of_result(result, catalogue.parties, may).seats(law)
    official = {line.party: line.seats for line in result.lines if line.seats}
    assert {party: seats for party, seats in found.seats.items() if seats} == official
    assert (found.bonus_for, found.lists) == ("nd", {"syriza": 2})


def test_where_syriza_is_first_in_the_exit_poll_of_may_2012_it_has_no_bonus(loaded_tracker: Tracker) -> None:
    """ΝΔ 17–20, ΣΥΡΙΖΑ 15.5–18.5: half of ΣΥΡΙΖΑ is never more than ΝΔ.

    With the bonus ΣΥΡΙΖΑ would have 50 and at least 15.5% of the other 250 seats, more than 88; without it
    20% of the votes would be 69 of 250 seats, were only 72% of the votes for parties that enter.
    """
    (update,) = loaded_tracker.updates("2012-05", "joint-exit-poll")
    found = loaded_tracker.outlook(update)
    assert found.parties["syriza"].first > 0.1
    assert found.seats_of(["syriza"]).max() < 80
    # With ΠΑΣΟΚ it has a majority only where that one has the bonus, being ahead of ΝΔ.
    together = found.seats_of(["syriza", "pasok"]) > 150
    assert found.seats_of(["pasok"])[together].min() > 80
    # The chance to come first is what it was, and each other count gives the same.
    twelve = replace(loaded_tracker.election("2012-05"), lists=(("syriza", 12),))
    others = chances(
        as_stood(update.ranges, twelve), found.law, mass=found.mass, draws=found.draws, seed=found.seed
    )
    assert others.parties == found.parties


def test_the_two_parliaments_of_may_2012_keep_to_it(loaded_tracker: Tracker) -> None:
    """The first is a draw, the second is given out anew: in both the bonus is not for ΣΥΡΙΖΑ."""
    (update,) = loaded_tracker.updates("2012-05", "joint-exit-poll")
    found = loaded_tracker.outlook(update)
    for house in loaded_tracker.without(update, found, "dimar"):
        assert house["syriza"] < 80


def test_votes_of_ones_own_for_may_2012_keep_to_it(tmp_path: Path) -> None:
    """30 ÷ 2 is less than 20. 250 seats by 30 + 20 + 10 + 10: 107.14, 71.43 and twice 35.71."""
    file = tmp_path / "votes.csv"
    file.write_text("party,share\nsyriza,30\nnd,20\npasok,10\nkke,10\n", encoding="utf-8")
    may, june = (
        json.loads(run("seats", "--election", election, "--votes", str(file), "--json"))["seats"]
        for election in ("2012-05", "2012-06")
    )
    assert may == {"syriza": 107, "nd": 71 + 50, "pasok": 36, "kke": 36}
    assert june == {"syriza": 107 + 50, "nd": 71, "pasok": 36, "kke": 36}


def test_the_command_chances_says_what_the_bonus_asks_of_it(tmp_path: Path) -> None:
    database = str(tmp_path / "record.sqlite3")
    given = ("--election", "2012-05", "--forecaster", "joint-exit-poll", "--database", database)
    assert SINGLE in run("chances", *given, "--lang", "en")
    document = json.loads(run("chances", *given, "--json"))
    assert document["parties"]["syriza"]["seats"]["p95"] < 80


def test_the_page_of_chances_says_what_the_bonus_asks_of_it(house: Flask) -> None:
    assert SINGLE in plain(page_of("/e/2012-05/seats", "?lang=en"))
    assert SINGLE not in plain(page_of("/e/2012-06/seats", "?lang=en"))


def test_shares_typed_over_the_votes_of_may_2012_keep_to_it(house: Flask) -> None:
    """30 ÷ 2 is less than 20: of 250 seats 150 and 100, and 50 of bonus for ΝΔ."""
    query = "?typed=1&from=2012-05&s.syriza=30&s.nd=20&law=3231-2004"
    address = address_of("/seats", query)
    question = asked(address)
    assert question
    short = address.link("/seats", **question.query)
    assert short == "/seats?shares=syriza:30,nd:20&from=2012-05&law=3231-2004"
    for each in (query, short.removeprefix("/seats")):
        rows = rows_of(page_of("/seats", each))
        assert [(row[0], row[2], row[5]) for row in rows[:2]] == [
            ("ΣΥΡΙΖΑ", "150", "–"),
            ("ΝΔ", "150", "+50"),
        ]
    rows = rows_of(page_of("/seats", "?shares=syriza:30,nd:20&law=3231-2004"))
    assert (rows[0][2], rows[1][2]) == ("200", "100")


def test_the_midpoints_of_the_exit_poll_of_may_2012_keep_to_it(house: Flask, loaded_tracker: Tracker) -> None:
    (update,) = loaded_tracker.updates("2012-05", "joint-exit-poll")
    question = asked(address_of("/seats", f"?update={update.id}"))
    assert question
    assert question.votes
    assert question.votes.members["syriza"] == 2
