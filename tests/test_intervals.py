"""The seats of nine draws in ten: in pieces where those between do not occur, with a median that tells."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from dashboard.figures.chances import SeatRange, seat_ranges_figure
from forecasts.intervals import interval
from forecasts.seat_wording import seats_text
from forecasts.tracker import Tracker
from tests.pages import html_of, pages_over, plain, rows_of


@pytest.fixture
def house(loaded_tracker: Tracker) -> Iterator[Tracker]:
    """The pages over the shipped record, in one of its own."""
    with pages_over(loaded_tracker):
        yield loaded_tracker


def counts(**drawn: int) -> np.ndarray:
    """The draws with each number of seats: `counts(n0=500, n8=500)`."""
    found = np.zeros(301, dtype=np.int64)
    for seats, draws in drawn.items():
        found[int(seats[1:])] = draws
    return found


@pytest.mark.parametrize(
    ("drawn", "ends", "pieces", "telling"),
    [
        # Of 1,000 draws the 50th, the 500th and the 950th count.
        ({"n5": 100, "n6": 800, "n7": 100}, (5, 6, 7), ((5, 7),), True),
        ({"n0": 480, "n8": 150, "n9": 200, "n10": 170}, (0, 8, 10), ((0, 0), (8, 10)), False),
        ({"n0": 520, "n8": 480}, (0, 0, 8), ((0, 0), (8, 8)), False),
        # Nine in ten, and just six in ten, lie in the piece of the median.
        ({"n0": 100, "n9": 900}, (0, 9, 9), ((0, 0), (9, 9)), True),
        ({"n0": 400, "n9": 600}, (0, 9, 9), ((0, 0), (9, 9)), True),
        ({"n0": 401, "n9": 599}, (0, 9, 9), ((0, 0), (9, 9)), False),
        # Fewer than 50 draws are no end of the interval.
        ({"n0": 49, "n9": 951}, (9, 9, 9), ((9, 9),), True),
        # Two numbers that nobody has between others part nothing, three do.
        ({"n20": 500, "n23": 500}, (20, 20, 23), ((20, 23),), True),
        ({"n20": 500, "n24": 500}, (20, 20, 24), ((20, 20), (24, 24)), False),
        # One draw in a thousand is enough to occur.
        ({"n20": 500, "n22": 1, "n24": 499}, (20, 20, 24), ((20, 24),), True),
        ({"n20": 5000, "n22": 9, "n24": 4991}, (20, 20, 24), ((20, 20), (24, 24)), False),
        # The bonus: three pieces.
        ({"n0": 200, "n50": 300, "n100": 500}, (0, 50, 100), ((0, 0), (50, 50), (100, 100)), False),
        ({"n0": 1}, (0, 0, 0), ((0, 0),), True),
    ],
)
def test_seats_that_do_not_occur_part_the_interval(
    drawn: dict[str, int], ends: tuple[int, int, int], pieces: tuple[tuple[int, int], ...], telling: bool
) -> None:
    found = interval(counts(**drawn))
    assert (found.low, found.middle, found.high) == ends
    assert (found.pieces, found.telling) == (pieces, telling)


def test_pieces_are_said_in_words() -> None:
    assert seats_text(((0, 0), (8, 11)), "en") == "0 or 8–11"
    assert seats_text(((0, 0), (8, 11)), "el") == "0 ή 8–11"
    assert seats_text(((0, 0), (46, 57), (100, 106)), "en") == "0, 46–57 or 100–106"
    assert seats_text(((133, 145),), "en") == "133–145"


def test_what_the_outlook_says_of_a_party_is_counted_over_its_draws(house: Tracker) -> None:
    for election in ("2015-09", "2012-06", "2023-05"):
        who = house.forecasters(election)[0].id
        found = house.outlook(house.updates(election, who)[-1 if election == "2015-09" else 0])
        for row, (key, each) in zip(found.every_draw, found.intervals.items(), strict=True):
            parts = sum(((low <= row) & (row <= high)).mean() for low, high in each.pieces)
            # What lies on the bar is nine tenths and both ends' ties, but for what hardly ever occurs.
            assert parts >= 0.9 - 0.01
            seats = found.parties[key].seats
            assert (each.low, each.middle, each.high) == (seats.p05, seats.p50, seats.p95)


def pieces_of(*parties: SeatRange) -> tuple[dict[str, Any], list[tuple[float, float, float]]]:
    figure = seat_ranges_figure(parties, 151, language="en")
    bars = figure["data"][0]
    return figure, list(zip(bars["y"], bars["base"], bars["x"], strict=True))


OPEN = SeatRange(short="ANEL", colour="#3399DD", pieces=((0, 0), (8, 11)), middle=None, said="0 or 8–11")
LARGE = SeatRange(
    short="ND", colour="#005AC0", pieces=((73, 80), (124, 132)), middle=127, said="73–80 or 124–132"
)


def test_a_bar_covers_only_seats_that_occur() -> None:
    figure, bars = pieces_of(LARGE, OPEN)
    assert bars[:2] == [(15, 73, 7), (15, 124, 8)]
    (row, begin, width), (_, second, _) = bars[2:]
    # Nought still has to be seen, and ends well before the eight.
    assert (row, begin, second) == (45, 0, 8)
    assert 1 < width < 4
    strokes = figure["data"][1]
    assert (strokes["x"], strokes["y"]) == ([127], [15])
    assert figure["layout"]["meta"]["narrow"]["data.0.y"] == [21, 21, 51, 51]
    assert figure["layout"]["meta"]["narrow"]["data.1.y"] == [21]
    beside = [note["text"] for note in figure["layout"]["annotations"][1:4:2]]
    assert beside == ["<b>127</b>  73–80 or 124–132", "0 or 8–11"]
    assert figure["data"][0]["hovertext"][2] == "ANEL: 0 or 8–11 seats in nine draws of ten"


@pytest.mark.parametrize("chart", [288, 358])
def test_what_stands_beside_a_bar_ends_on_the_chart_of_a_phone(chart: int) -> None:
    figure, _ = pieces_of(LARGE, OPEN)
    narrow = figure["layout"]["meta"]["narrow"]
    plot = chart - narrow["layout.margin.l"] - narrow["layout.margin.r"]
    # Thirteen digits, two dashes, two letters, four spaces, after a bar that ends at 132 of 151.
    words = 13 * 7.4 + 2 * 6.5 + 2 * 6.5 + 4 * 3.4
    assert narrow["layout.margin.l"] + plot * 132 / 151 + 8 + words <= chart


def test_at_the_threshold_the_page_says_none_or_at_least_eight(house: Tracker) -> None:
    page = html_of("/e/2015-09/seats?lang=en")
    rows = {row[0]: row for row in rows_of(page.partition("What the ranges imply, party by party")[2])[:9]}
    # 2.5–3.5 at 80%: half of the draws miss the threshold, and no law gives fewer than 8 seats above it.
    assert rows["ANEL"][4:6] == ["–", "0 or 8–11"]
    # 3–4: nine in ten enter.
    assert rows["PASOK-DIMAR"][4:6] == ["11", "0 or 9–13"]
    assert rows["SYRIZA"][5] == "133–145"
    words = plain(page)
    assert "Seats between the pieces of a bar practically never occur." in words
    assert "Where two pieces are about as likely there is no stroke." in words
    assert row_of(page, "Seats in nine of ten draws, and", "ANEL")[1] == "0 or 8–11 (50.1%)"
    assert row_of(page, "Median seats, update by update;", "ANEL")[1] == "0 or 8–11"
    assert "0 ή 8–11" in plain(html_of("/e/2015-09/seats"))


def test_with_and_without_the_bonus_are_two_pieces(house: Tracker) -> None:
    page = html_of("/e/2012-06/seats?lang=en&with=nd")
    row = next(row for row in rows_of(page.partition("What the ranges imply")[2]) if row[0] == "ND")
    low, high = row[5].split(" or ")
    assert int(low.split("–")[1]) + 40 < int(high.split("–")[0])
    assert f"In nine of ten draws they have {row[5]}. The median is {row[4]}." in plain(page)


def row_of(page: str, caption: str, name: str) -> list[str]:
    table = next(each for each in page.split("<caption>") if each.startswith(caption))
    return next(row for row in rows_of(table) if row[0] == name)
