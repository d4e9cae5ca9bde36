"""How chances and seats moved from update to update: what is said after each debate, the rows of seats."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.figures.seat_courses import SeatCourse, seat_courses_figure
from dashboard.movements import chance_moved, seats_moved
from forecasts import seat_wording, wording
from forecasts.model import Language
from forecasts.tracker import Tracker
from tests.pages import html_of, pages_over, rows_of, words_of

PAGE = "/e/2015-09/seats?lang=en&with=syriza,pasok-dimar"
DAYS = ["undated", "29 Aug", "4 Sep", "11 Sep"]
DEBATES = [(3, "after the first debate")]


@pytest.fixture
def house(loaded_tracker: Tracker) -> Iterator[Tracker]:
    """The pages over the shipped record, in one of its own."""
    with pages_over(loaded_tracker):
        yield loaded_tracker


def said(chances: list[float | None], debates: Any = DEBATES, language: Language = "en") -> str:
    return chance_moved("SYRIZA", 151, chances, DAYS, debates, language)


def test_the_chance_of_every_update_is_said_and_the_change_after_each_debate() -> None:
    assert said([0.996, 0.009, 0.108, 0.582]) == (
        "SYRIZA, 151 seats or more: 99.6% (undated), 0.9% (29 Aug), 10.8% (4 Sep), 58.2% (11 Sep). "
        "After the first debate: 10.8% → 58.2%."
    )
    two = [(1, "μετά το πρώτο debate"), (3, "μετά το δεύτερο debate")]
    assert said([0.5, 0.6, 0.3, 0.3], two, "el") == (
        "SYRIZA, 151 έδρες ή περισσότερες: 50% (undated), 60% (29 Aug), 30% (4 Sep), 30% (11 Sep). "
        "Μετά το πρώτο debate: 50% → 60%. Μετά το δεύτερο debate: παραμένει 30%."
    )


def test_where_nothing_happened_it_is_said_shortly() -> None:
    assert said([0, 0, 0, 0]) == "SYRIZA, 151 seats or more: 0% each time; no debate changed that."
    assert said([0, 0, 0, 0], []) == "SYRIZA, 151 seats or more: 0% each time."
    assert said([0, 0, 0, 0], language="el") == (
        "SYRIZA, 151 έδρες ή περισσότερες: 0% κάθε φορά· κανένα debate δεν το άλλαξε."
    )


def test_an_update_that_does_not_name_them_all_is_passed_over() -> None:
    assert said([None, 0.2, None, 0.4]) == (
        "SYRIZA, 151 seats or more: 20% (29 Aug), 40% (11 Sep). After the first debate: 20% → 40%."
    )
    assert said([0.2, 0.4, 0.6, None]).endswith("60% (4 Sep).")
    assert said([None, None, None, 0.4]) == ""


def test_whose_seats_moved_most_is_said_after_each_debate_or_from_the_first_to_the_last() -> None:
    seats = {
        "SYRIZA": (126, 121, 124, 130),
        "ND": (42, 40, 41, 36),
        "KKE": (15, 16, 16, 16),
        "XA": (27, 21, 21, 20),
        "EK": (12, 13, 11, 9),
        "PASOK": (None, 10, 11, 11),
    }
    assert seats_moved(seats, DAYS, DEBATES, "en") == (
        "After the first debate: SYRIZA 124 → 130, ND 41 → 36, EK 11 → 9 and 1 more."
    )
    assert seats_moved(seats, DAYS, [], "en") == (
        "From undated to 11 Sep: XA 27 → 20, ND 42 → 36, SYRIZA 126 → 130 and 2 more."
    )
    same = {"KKE": (15, 16, 16, 16)}
    assert seats_moved(same, DAYS, DEBATES, "en") == "After the first debate: no median moved."
    assert seats_moved(same, DAYS, DEBATES, "el") == "After the first debate: καμία διάμεσος δεν άλλαξε."


def test_the_page_tells_the_change_after_both_debates(house: Tracker) -> None:
    updates = {u.published: u for u in house.updates("2015-09", "failedevolution")}
    chances = [
        house.outlook(updates[date(2015, 9, day)]).majority_of(["syriza", party])
        for day, party in ((4, "pasok"), (11, "pasok-dimar"), (15, "pasok-dimar"))
    ]
    told = [seat_wording.chance_text(each, "en") for each in chances]
    assert len(set(told)) == 3
    page = words_of(PAGE)
    assert f"After the first debate: {told[0]} → {told[1]}. " in page
    assert f"After the second debate: {told[1]} → {told[2]}. " in page
    assert f"{told[0]} (4 Sep), {told[1]} (11 Sep), {told[2]} (15 Sep)." in page
    greek = [seat_wording.chance_text(each, "el") for each in chances]
    assert f"Μετά το δεύτερο debate: {greek[1]} → {greek[2]}. " in words_of(PAGE.replace("lang=en", ""))


def test_the_seats_of_each_party_over_the_updates_are_drawn_and_in_a_table(house: Tracker) -> None:
    updates = house.updates("2015-09", "failedevolution")[-2:]
    before, after = (int(house.outlook(each).parties["syriza"].seats.p50) for each in updates)
    page = html_of(PAGE)
    assert "How the seats moved from update to update" in page
    assert f"After the second debate: SYRIZA {before} → {after}" in words_of(PAGE) or (
        f", SYRIZA {before} → {after}" in words_of(PAGE)
    )
    table = page.partition("<caption>Median seats, update by update;")[2].partition("</table>")[0]
    row = next(row for row in rows_of(table) if row[0] == "SYRIZA")
    # The latest update stands first.
    assert row[1:3] == [str(after), str(before)]


def test_a_debate_that_no_update_names_is_told_where_the_first_one_after_it_stands(house: Tracker) -> None:
    last = house.updates("2015-09", "failedevolution")[-1]
    for day in (8, 18):
        house.publish(
            [
                replace(
                    last, id=None, forecaster="kapa", published=date(2015, 9, day), event=None, text=f"{day}"
                )
            ]
        )
    page = words_of(f"{PAGE}&forecaster=kapa")
    both = ", ".join(wording.event_phrase(each, "en") for each in house.election("2015-09").debates)
    assert both == "after the first debate, after the second debate"
    # The same ranges: nothing moved.
    assert "each time; no debate changed that." in page
    assert f"A{both[1:]}: no median moved." in page


def figure_of(*seats: tuple[int | None, ...]) -> dict[str, Any]:
    courses = [
        SeatCourse(short=f"P{i}", colour=f"#0{i}5AC0", seats=each, open=("",) * len(each))
        for i, each in enumerate(seats)
    ]
    return seat_courses_figure(courses, DAYS, DEBATES, language="en")


def test_a_seat_is_as_tall_in_every_row_and_no_row_lies_on_another() -> None:
    figure = figure_of((126, 121, 124, 130), (65, 64, 66, 65), (None, 10, 11, 0))
    rows = [trace["y"] for trace in figure["data"]]
    # 11 seats are the largest move, 44 pixels may be taken: no seat takes more than 2.5.
    assert [rows[0][0] - rows[0][3], rows[1][0] - rows[1][2], rows[2][2] - rows[2][1]] == [10, 2.5, 27.5]
    assert [trace["text"] for trace in figure["data"]][2] == ["10", "11", "0"]
    assert figure["data"][2]["x"] == [1, 2, 3]
    for upper, lower in ((0, 1), (1, 2)):
        # There is room for a number of 13 pixels above the lower line, on a phone for a name too.
        assert min(rows[lower]) - max(rows[upper]) >= 13 + 8
        narrow = figure["layout"]["meta"]["narrow"]
        room = min(narrow[f"data.{lower}.y"]) - max(narrow[f"data.{upper}.y"])
        assert room >= 13 + 8 + 14 + 4
    steep = figure_of((200, 100, 100, 100))["data"][0]["y"]
    assert steep[1] - steep[0] == 44


def test_the_debates_stand_over_the_rows_of_seats_on_a_phone_too() -> None:
    figure = figure_of((126, 121, 124, 130))
    narrow = figure["layout"]["meta"]["narrow"]
    assert figure["layout"]["shapes"][0]["x0"] == 2.5
    assert narrow["layout.annotations.1.text"] == "after the<br>first<br>debate"
    assert narrow["layout.shapes.0.y1"] == narrow["layout.yaxis.range"][0]
    assert narrow["layout.height"] == narrow["layout.yaxis.range"][0] + narrow["layout.margin.t"] + 36
