"""Both implementations come to the official 300 seats of all seven elections since 2012."""

import pytest

from forecasts.catalogue import Catalogue
from forecasts.model import Result
from forecasts.opening import load_names
from forecasts.seats import allocate_seats
from tests.elections.second import parliament

# The law in force on each day, from its publication and the votes it was passed with.
UNDER = {
    "2012-05": "3231-2004",
    "2012-06": "3231-2004",
    "2015-01": "3231-2004",
    "2015-09": "3231-2004",
    "2019-07": "3231-2004",
    "2023-05": "4406-2016",
    "2023-06": "4654-2020",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_names()


def counted(catalogue: Catalogue, election: str) -> tuple[Result, dict[str, int], dict[str, int]]:
    """The official result: votes where a count was found, and the seats of those who won any."""
    result = catalogue.result(election)
    assert result is not None
    votes = {line.party: line.votes for line in result.lines if line.votes is not None}
    seats = {line.party: line.seats for line in result.lines if line.seats}
    assert sum(seats.values()) == 300
    return result, votes, seats


def test_no_election_of_the_shipped_results_is_left_out(catalogue: Catalogue) -> None:
    assert {election.id: election.law for election in catalogue.elections if election.id in UNDER} == UNDER
    assert {result.election for result in catalogue.results} == UNDER.keys()


@pytest.mark.parametrize("election", UNDER)
def test_the_shipped_implementation_gives_the_official_seats(election: str, catalogue: Catalogue) -> None:
    result, votes, official = counted(catalogue, election)
    law = catalogue.law(UNDER[election])
    assert law is not None
    found = allocate_seats(votes, law, valid=result.valid_votes)
    assert {party: seats for party, seats in found.seats.items() if seats} == official
    assert found.ties == ()


@pytest.mark.parametrize("election", UNDER)
def test_the_second_implementation_gives_the_official_seats(election: str, catalogue: Catalogue) -> None:
    result, votes, official = counted(catalogue, election)
    found = parliament(votes, valid=result.valid_votes, law=UNDER[election])
    assert found.seats == official
    assert found.open == ()
