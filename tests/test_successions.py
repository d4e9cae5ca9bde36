"""A party that was renamed, or joined another, is followed through all updates, forwards and backwards."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from forecasts.model import Party
from forecasts.revisions import known_as
from forecasts.tracker import Tracker
from tests.pages import html_of, pages_over, plain, rows_of, words_of


@pytest.fixture
def house(loaded_tracker: Tracker) -> Iterator[Tracker]:
    """The pages over the shipped record, in one of its own."""
    with pages_over(loaded_tracker):
        yield loaded_tracker


def party(key: str, *before: str) -> Party:
    return replace(
        Party(id=key, short_el=key, name_el=key, short_en=key, name_en=key, colour="#000000"),
        successor_of=before,
    )


# c took the place of b, b that of a; d and e joined to f; p split into q and r.
PARTIES = (
    party("a"),
    party("b", "a"),
    party("c", "b"),
    party("d"),
    party("e"),
    party("f", "d", "e"),
    party("p"),
    party("q", "p"),
    party("r", "p"),
)


@pytest.mark.parametrize(
    ("key", "beside", "printed", "expected"),
    [
        ("a", "a", "a b", "a"),
        ("b", "b", "a", "a"),
        ("a", "a", "b", "b"),
        ("a", "a", "c", "c"),
        ("c", "c", "a", "a"),
        # Both stand side by side in one of the updates: two parties.
        ("a", "a b", "b", None),
        ("b", "a b", "a", None),
        # Of two predecessors the first named is followed back; both are followed into the list they joined.
        ("f", "f", "d e", "d"),
        ("d", "d e", "f", "f"),
        ("e", "d e", "f", "f"),
        # It has split: nobody took its place.
        ("p", "p", "q r", None),
        ("q", "q r", "p", None),
        ("q", "q", "p", "p"),
        ("a", "a", "d", None),
        ("x", "x", "a", None),
    ],
)
def test_a_party_is_known_in_an_earlier_and_in_a_later_update(
    key: str, beside: str, printed: str, expected: str | None
) -> None:
    assert known_as(key, printed.split(), beside.split(), PARTIES) == expected


def row_of(page: str, caption: str, begins: str) -> list[str]:
    table = next(each for each in page.split("<caption>") if each.startswith(caption))
    return next(row for row in rows_of(table) if row[0].startswith(begins))


def test_from_an_earlier_update_a_party_is_followed_to_what_took_its_place(house: Tracker) -> None:
    earlier = {u.published: u for u in house.updates("2015-09", "failedevolution")}[date(2015, 8, 29)]
    page = html_of(f"/e/2015-09/seats?lang=en&update={earlier.id}&with=syriza,pasok")
    later = html_of("/e/2015-09/seats?lang=en&with=syriza,pasok-dimar")
    # The latest update stands first: four of them, then the first one, which names neither.
    pasok = row_of(page, "Seats in nine", "PASOK")
    assert pasok[0] == "PASOK also as PASOK-DIMAR"
    assert pasok[1:] == row_of(later, "Seats in nine", "PASOK")[1:]
    assert "–" not in pasok[1:5]
    assert row_of(later, "Seats in nine", "PASOK")[0] == "PASOK-DIMAR also as PASOK"
    assert row_of(later, "Seats in nine", "SYRIZA")[0] == "SYRIZA"
    assert row_of(page, "Seats in nine", "Majority") == row_of(later, "Seats in nine", "Majority")
    assert row_of(page, "Median seats", "PASOK")[1:] == row_of(later, "Median seats", "PASOK")[1:]
    assert "ΠΑΣΟΚ και ως ΠΑΣΟΚ-ΔΗΜΑΡ" in words_of(f"/e/2015-09/seats?update={earlier.id}")


def test_a_coalition_chosen_in_one_update_holds_in_another_that_has_the_party_by_its_other_name(
    house: Tracker,
) -> None:
    updates = {u.published: u for u in house.updates("2015-09", "failedevolution")}
    earlier, later = (updates[date(2015, *day)].id for day in ((8, 29), (9, 15)))
    for update, asked, shown in (
        (earlier, "pasok-dimar", "PASOK"),
        (later, "pasok", "PASOK-DIMAR"),
    ):
        page = html_of(f"/e/2015-09/seats?lang=en&update={update}&with=syriza,{asked}&miss={asked}")
        assert f"SYRIZA + {shown}, 151 seats or more" in plain(page)
        assert "Not all parties of the address" not in page
        assert f"Seats in the two parliaments above: {shown} enters" in page
        pressed = [tag for tag in re.findall(r"<a [^>]*>", page) if 'aria-pressed="true"' in tag]
        assert len(pressed) == 2
        assert f'data-value="{shown.lower()}"' in pressed[1]
    assert "Not all parties of the address" in html_of(
        f"/e/2015-09/seats?lang=en&update={earlier}&with=syriza,kinal,niki"
    )
