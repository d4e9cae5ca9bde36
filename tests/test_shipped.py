"""A text of the data is read as published, dated by the index where it has no date, refused where unsound."""

from datetime import date, time

import pytest

from forecasts.catalogue import CatalogueError
from forecasts.shipped import check_shipped, load_shipped_catalogue
from tests.data_folder import Edit, edit

__all__ = ["edit"]

FIRST = "updates/2015-09/first.txt"
SECOND = "updates/2015-09/second.txt"
TWO = "Update (15/9): ΣΥΡΙΖΑ 28-30% ΝΔ 11-13% Update (11/9): ΣΥΡΙΖΑ 25-28% ΝΔ 11-13%"


def faults(edit: Edit, file: str, new: str) -> list[str]:
    old = {FIRST: "ΣΥΡΙΖΑ 26-27%\n", SECOND: "ΣΥΡΙΖΑ 28-30%\n"}[file]
    return [str(fault) for fault in check_shipped(edit(file, old, new))]


def test_the_index_dates_a_text_that_gives_no_date(edit: Edit) -> None:
    first, second = load_shipped_catalogue(edit()).updates
    assert (first.published, first.hour, first.complete) == (None, None, False)
    assert (second.published, second.hour, second.complete) == (date(2015, 9, 15), time(19, 0), True)
    assert (second.text, second.note, second.source) == ("ΣΥΡΙΖΑ 28-30%", "second", "page")


def test_a_text_that_gives_the_date_of_the_index_keeps_its_hour(edit: Edit) -> None:
    folder = edit(SECOND, "ΣΥΡΙΖΑ", "Update (15/9): ΣΥΡΙΖΑ")
    assert [(u.published, u.hour) for u in load_shipped_catalogue(folder).updates][1:] == [
        (date(2015, 9, 15), time(19, 0))
    ]


def test_a_text_of_several_updates_gives_them_oldest_first(edit: Edit) -> None:
    folder = edit(FIRST, "ΣΥΡΙΖΑ 26-27%\n", TWO)
    updates = load_shipped_catalogue(folder).updates
    assert [update.published for update in updates] == [
        date(2015, 9, 11),
        date(2015, 9, 15),
        date(2015, 9, 15),
    ]


def test_a_figure_that_cannot_be_read_is_a_fault_at_its_line(edit: Edit) -> None:
    assert faults(edit, FIRST, "ΝΔ 20-21%\nΣΥΡΙΖΑ 30-26%\n") == [
        f'{FIRST}, line 2: found "30-26%" (reversed-bounds);'
        " expected a text of which every figure can be read."
    ]
    with pytest.raises(CatalogueError):
        load_shipped_catalogue(edit(FIRST, "26-27%", "30-26%"))


def test_a_text_in_which_nothing_can_be_read_is_a_fault(edit: Edit) -> None:
    assert faults(edit, FIRST, "Καλημέρα\n") == [
        f"{FIRST}, line 1: found nothing-found; expected a text of which every figure can be read."
    ]


def test_lows_that_add_up_to_more_than_100_are_a_fault(edit: Edit) -> None:
    assert faults(edit, FIRST, "ΣΥΡΙΖΑ 60-61%\nΝΔ 50-51%\n") == [
        f'{FIRST}, line 1: found "ΣΥΡΙΖΑ 60-61% ΝΔ 50-51%" (infeasible-sum);'
        " expected a text of which every figure can be read."
    ]


def test_a_text_and_an_index_that_disagree_about_the_day_are_a_fault(edit: Edit) -> None:
    assert faults(edit, SECOND, "Update (16/9): ΣΥΡΙΖΑ 28-30%\n") == [
        f"{SECOND}: found the date 2015-09-16 in the text; expected 2015-09-15, as in the index."
    ]


def test_an_index_that_dates_several_updates_at_once_is_a_fault(edit: Edit) -> None:
    assert faults(edit, SECOND, TWO)[0] == (
        f"{SECOND}: found 2 updates dated 2015-09-15 by the index;"
        " expected the dates in the text, and none in the index."
    )
