"""The calculator's table as CSV: the numbers of the page, at the page's own parameters."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask

from dashboard import context, downloads, seat_sheet
from dashboard.first_view import first_view
from dashboard.shell import resolve
from forecasts.catalogue import Catalogue
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker
from tests.running import running_app
from tests.test_calculator import WRONG

HEADS = ["party", "short", "votes", "share", "law", "seats", "quota", "by_remainder", "bonus", "tied"]


def house_over(catalogue: Catalogue, store: UpdateStore) -> Flask:
    tracker = Tracker(catalogue, store)
    tracker.load_shipped()
    running_app()
    server = Flask("sheets")
    context.install(server, context.House(tracker=tracker))
    downloads.offer(server)
    seat_sheet.offer(server, "/app.css")
    return server


@pytest.fixture
def house(catalogue: Catalogue, store: UpdateStore) -> Iterator[Flask]:
    server = house_over(catalogue, store)
    with server.test_request_context("/"):
        yield server


def rows_of(house: Flask, query: str) -> list[dict[str, str]]:
    answer = house.test_client().get(f"/data/seats.csv?{query}")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_a_result_says_how_everybody_comes_to_their_seats(house: Flask) -> None:
    """September 2015: 1926526 × 250 / 5085589 = 94.7051…: 94 whole seats, one by remainder, 50 of bonus."""
    first, *_ = rows = rows_of(house, "from=2015-09")
    assert list(first) == HEADS
    assert first | {"quota": first["quota"][:7]} == {
        "party": "syriza", "short": "ΣΥΡΙΖΑ", "votes": "1926526", "share": "35.457255", "law": "3231-2004",
        "seats": "145", "quota": "94.7051", "by_remainder": "1", "bonus": "50", "tied": "",
    }  # fmt: skip
    assert sum(int(row["seats"]) for row in rows if row["seats"]) == 300
    # 1926526 / 5433376 = 0.35457255…
    lae = next(row for row in rows if row["party"] == "lae")
    assert (lae["votes"], lae["seats"], lae["quota"], lae["bonus"]) == ("155242", "0", "", "0")
    # Of ΑΝΤΑΡΣΥΑ only the share is known.
    antarsya = next(row for row in rows if row["party"].startswith("antarsya"))
    assert (antarsya["votes"], antarsya["share"]) == ("", "0.85")


def test_typed_shares_have_no_votes_and_stand_as_typed(house: Flask) -> None:
    rows = rows_of(house, "s.nd=40,125&s.syriza=30&typed=1&lang=en")
    assert [(row["short"], row["votes"], row["share"]) for row in rows] == [
        ("ND", "", "40.125"), ("SYRIZA", "", "30"), ("Everyone else", "", "29.875"),
    ]  # fmt: skip


def test_two_laws_stand_in_one_row_with_the_difference(house: Flask) -> None:
    """June 2023, ΝΔ: 158 seats, in simple proportion 129."""
    first, *_ = rows_of(house, "from=2023-06&second=4406-2016")
    assert list(first) == [*HEADS, *(f"second_{head}" for head in HEADS[4:]), "difference"]
    assert (first["seats"], first["second_seats"], first["difference"]) == ("158", "129", "-29")
    assert (first["second_law"], first["second_bonus"]) == ("4406-2016", "0")


def test_what_a_tie_leaves_open_is_told(house: Flask) -> None:
    """ΝΔ and ΣΥΡΙΖΑ: 250 × 35 / 80 = 109.375 each, ΚΚΕ 31.25 and so 31; the 50 of the bonus stay open.

    The one seat left over is for the larger remainders, which are equal.
    """
    rows = rows_of(house, "shares=nd:35,syriza:35,kke:10&law=3231-2004&lang=en")
    assert [(row["party"], row["seats"], row["bonus"], row["tied"]) for row in rows[:3]] == [
        ("nd", "109", "0", "first remainder"),
        ("syriza", "109", "0", "first remainder"),
        ("kke", "31", "0", ""),
    ]
    assert (rows[-1]["short"], rows[-1]["seats"]) == ("open", "51")


def test_where_nobody_enters_all_seats_are_open(house: Flask) -> None:
    rows = rows_of(house, "shares=nd:2,syriza:1")
    assert [row["seats"] for row in rows] == ["0", "0", "0", "300"]


@pytest.mark.parametrize(
    "query", ["from=2015-09&lang=en", "shares=nd:40,syriza:30&law=4406-2016", "update=1"]
)
def test_the_page_links_to_the_table_of_what_it_shows(house: Flask, query: str) -> None:
    html = first_view(list(resolve("/seats", f"?{query}")[1].content))
    link = unescape(html.partition('href="/data/seats.csv?')[2].partition('"')[0])
    same = rows_of(house, link)
    assert same == rows_of(house, query)


@pytest.mark.parametrize(("query", "sentences", "found"), WRONG)
def test_what_is_wrong_is_said_as_on_the_page(
    house: Flask, query: str, sentences: tuple[str, str], found: str
) -> None:
    for language, words, home in zip(("el", "en"), sentences, ("/", "/?lang=en"), strict=True):
        answer = house.test_client().get(f"/data/seats.csv?{query}&lang={language}")
        assert (answer.status_code, answer.mimetype) == (400, "text/html")
        assert words.format(found) in unescape(answer.text)
        assert f'href="{home}"' in answer.text


def test_typed_shares_keep_the_lists_of_the_update_they_began_with(house: Flask) -> None:
    """15 September: ΛΑΕ with ΣΧΕΔΙΟ Β'. 40 ÷ 2 is less than 30: the bonus, 20 + 10, is for ΣΥΡΙΖΑ."""
    number = context.tracker().updates("2015-09", "failedevolution")[-1].id
    query = f"typed=1&from=update-{number}&s.lae=40&s.syriza=30&s.nd=12&s.xa=7"
    html = first_view(list(resolve("/seats", f"?{query}")[1].content))
    link = unescape(html.partition('href="/data/seats.csv?')[2].partition('"')[0])
    for asked in (query, link):
        rows = rows_of(house, asked)
        assert [(row["party"], row["bonus"]) for row in rows[:2]] == [("lae", "0"), ("syriza", "30")]


def test_a_part_of_an_update_has_no_table(house: Flask) -> None:
    """Of September 2015 three parties of one exit poll are known, ΣΥΡΙΖΑ, ΝΔ and ΧΑ."""
    tracker = context.tracker()
    number = tracker.updates("2015-09", "uom-skai")[0].id
    answer = house.test_client().get(f"/data/seats.csv?update={number}&lang=en")
    assert (answer.status_code, answer.mimetype) == (400, "text/html")
    assert f"Update {number} is incomplete: it names only SYRIZA, ND, XA." in unescape(answer.text)


def test_nothing_typed_asks_for_a_share(house: Flask) -> None:
    answer = house.test_client().get("/data/seats.csv?typed=1&lang=en")
    assert answer.status_code == 400
    assert "Type a share to see its seats." in answer.text


def test_hostile_words_stay_words(house: Flask) -> None:
    answer = house.test_client().get("/data/seats.csv?shares=nd:%3Cscript%3E")
    assert answer.status_code == 400
    assert "<script" not in answer.text


def test_ten_thousand_shares_are_refused(house: Flask) -> None:
    answer = house.test_client().get("/data/seats.csv?shares=" + ",".join(["nd:1"] * 500))
    assert "Δόθηκαν πάνω από 60 ποσοστά." in answer.text


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(
    catalogue: Catalogue, store: UpdateStore
) -> None:
    odd = tuple(replace(party, short_en="=1+1") if party.id == "nd" else party for party in catalogue.parties)
    house = house_over(replace(catalogue, parties=odd), store)
    assert rows_of(house, "shares=nd:40,syriza:30&lang=en")[0]["short"] == "'=1+1"


def test_a_record_without_laws_has_no_such_table() -> None:
    assert running_app().server.test_client().get("/data/seats.csv").status_code == 404
