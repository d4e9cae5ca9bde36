"""A forecaster with many updates: which of them the page and its CSV hold is said, and the others are had."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest
from flask import Flask

from dashboard import context, downloads
from dashboard.downloads import window
from dashboard.first_view import first_view
from dashboard.shell import resolve
from forecasts.model import Range, Update
from forecasts.tracker import Tracker
from tests.running import running_app

NUMBER = 15
FIRST_DAY = date(2015, 9, 1)


@pytest.fixture
def house(tracker: Tracker) -> Iterator[Tracker]:
    """Fifteen updates of Kapa's on fifteen days: ΣΥΡΙΖΑ half a point more each day."""
    running_app()
    for at in range(NUMBER):
        more = Decimal(at) / 2
        ranges = (
            Range(party="syriza", label="ΣΥΡΙΖΑ", low=28 + more, high=30 + more),
            Range(party="nd", label="ΝΔ", low=Decimal(27), high=Decimal(29)),
        )
        tracker.publish(
            [
                Update(
                    forecaster="kapa",
                    election="2015-09",
                    published=FIRST_DAY + timedelta(at),
                    ranges=ranges,
                    text=str(at),
                )
            ]
        )
    server = Flask("windows")
    context.install(server, context.House(tracker=tracker))
    downloads.offer(server)
    with server.test_request_context("/"):
        yield tracker


def html_of(search: str) -> str:
    return first_view(list(resolve("/e/2015-09/seats", search)[1].content))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def days_of(search: str) -> tuple[list[int], str]:
    """The days in September whose updates the CSV holds, in its order, and the name of its file."""
    from flask import current_app

    answer = current_app.test_client().get(f"/data/2015-09/chances.csv?{search}")
    assert answer.status_code == 200
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert {row["updates"] for row in rows} == {str(NUMBER)}
    assert all(int(row["place"]) == date.fromisoformat(row["published"]).day for row in rows)
    days = [date.fromisoformat(row["published"]).day for row in rows if row["party"] == "nd"]
    return days, answer.headers["Content-Disposition"].partition('filename="')[2].removesuffix('"')


def links_of(html: str) -> dict[str, str]:
    """Where the choices of an update lead, by what they say."""
    row = re.split(r"<nav", html)[1:]
    row = next(part for part in row if "older" in part or "newer" in part).split("</nav>")[0]
    return {
        words(said): unescape(link) for link, said in re.findall(r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', row)
    }


def test_a_window_is_the_newest_up_to_an_update() -> None:
    updates = [
        Update(forecaster="kapa", election="2015-09", ranges=(), text="x", id=number, published=FIRST_DAY)
        for number in (11, 12, 13, 14)
    ]
    assert window(updates, "", 3) == (1, updates[1:])
    assert window(updates, "13", 3) == (0, updates[:3])
    assert window(updates, "12", 3) == (0, updates[:2])
    assert window(updates, "99", 3) == (1, updates[1:])
    assert window([], "", 3) == (0, [])


def test_the_page_says_which_updates_chart_and_csv_hold(house: Tracker) -> None:
    said = words(html_of("lang=en"))
    assert "Here are updates 10 to 15 of 15; the others are chosen above." in said
    assert "The numbers (CSV) hold updates 4 to 15 of 15." in said
    assert "Εδώ είναι οι ενημερώσεις 10 έως 15 από 15" in words(html_of(""))


def test_the_csv_says_which_of_all_updates_it_holds(house: Tracker) -> None:
    days, name = days_of("forecaster=kapa")
    assert days == list(range(4, 16))
    assert name == "provlepsi-2015-09-kapa-chances-4-to-15-of-15.csv"


def test_older_updates_are_had_from_the_page(house: Tracker) -> None:
    """Fifteen updates, six at a time: 10 to 15, 4 to 9, 1 to 6."""
    page = html_of("lang=en")
    links = links_of(page)
    assert list(links) == ["15 Sep", "14 Sep", "13 Sep", "12 Sep", "11 Sep", "10 Sep", "older →"]
    page = html_of(links["older →"].partition("?")[2])
    assert "Here are updates 4 to 9 of 15" in words(page)
    links = links_of(page)
    # The newest one is still what the charts above show.
    assert list(links) == [
        "← newer", "15 Sep", "9 Sep", "8 Sep", "7 Sep", "6 Sep", "5 Sep", "4 Sep", "older →",
    ]  # fmt: skip
    csv_link = unescape(page).split("/data/2015-09/chances.csv?")[-1].partition('"')[0]
    assert days_of(csv_link)[0] == list(range(1, 10))
    page = html_of(links["older →"].partition("?")[2])
    assert "Here are updates 1 to 6 of 15" in words(page)
    assert "The numbers (CSV) hold updates 1 to 6 of 15." in words(page)
    links = links_of(page)
    assert "older →" not in links
    page = html_of(links["← newer"].partition("?")[2])
    assert "Here are updates 7 to 12 of 15" in words(page)
    page = html_of(links_of(page)["← newer"].partition("?")[2])
    assert "Here are updates 10 to 15 of 15" in words(page)


def test_the_csv_beside_an_older_update_ends_with_it(house: Tracker) -> None:
    fifth = house.updates("2015-09", "kapa")[4]
    page = unescape(html_of(f"lang=en&update={fifth.id}"))
    beside = page.partition("/data/2015-09/chances.csv?")[2].partition('"')[0]
    assert days_of(beside) == ([1, 2, 3, 4, 5], "provlepsi-2015-09-kapa-chances-1-to-5-of-15.csv")


@pytest.mark.parametrize("until", ["0", "99999", "-1", "x", "%3Cscript%3E", "None", ""])
def test_what_is_no_update_is_the_newest_one(house: Tracker, until: str) -> None:
    assert days_of(f"forecaster=kapa&until={until}")[0] == list(range(4, 16))
    page = html_of(f"lang=en&until={until}")
    assert "Here are updates 10 to 15 of 15" in words(page)
    assert "<script" not in page


def test_a_few_updates_are_all_there_and_nothing_is_said_of_others(loaded_tracker: Tracker) -> None:
    server = Flask("few")
    context.install(server, context.House(tracker=loaded_tracker))
    downloads.offer(server)
    with server.test_request_context("/"):
        said = words(html_of("lang=en"))
        assert "Here are updates" not in said
        assert "older" not in said.partition("Parties not named")[0]
        answer = server.test_client().get("/data/2015-09/chances.csv?forecaster=failedevolution")
    assert 'filename="provlepsi-2015-09-failedevolution-chances.csv"' in answer.headers["Content-Disposition"]
