"""Several words in one parameter of an address: any label can be chosen, and old addresses hold."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import unescape
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from dashboard import context
from dashboard.context import address_of, listed
from dashboard.first_view import first_view
from dashboard.shell import resolve
from forecasts.model import Range, Update
from forecasts.tracker import Tracker
from tests.running import running_app

ODD = ("Α, Β και Γ", "50%2C & 5%", "κόμμα;ένα+δύο/τρία?", "«x»: y=z#w")


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, unique=True))
def test_what_is_listed_comes_back(words: list[str]) -> None:
    again = address_of("/x", "").link("/x", with_=listed(words)).partition("?")[2]
    if len(again) < context.LONGEST_QUERY:
        assert address_of("/x", again).several("with_", words) == words


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("with=syriza,kke", ["syriza", "kke"]),
        ("with=syriza%2Ckke", ["syriza", "kke"]),
        ("with=syriza,,nobody,syriza", ["syriza"]),
        ("with=5%25", ["5%"]),
        ("with=a%252Cb", ["a,b"]),
        ("", []),
    ],
)
def test_addresses_of_old_hold(search: str, found: list[str]) -> None:
    assert address_of("/x", search).several("with", ["syriza", "kke", "5%", "a,b"]) == found


@pytest.fixture
def house(tracker: Tracker) -> Iterator[Tracker]:
    """One update whose parties nobody knows, under odd labels."""
    running_app()
    ranges = tuple(
        Range(party=None, label=label, low=Decimal(low), high=Decimal(low) + 2)
        for label, low in zip(ODD, (30, 25, 15, 8), strict=True)
    )
    tracker.publish(
        [Update(forecaster="kapa", election="2015-09", published=date(2015, 9, 9), ranges=ranges, text="x")]
    )
    server = Flask("odd")
    context.install(server, context.House(tracker=tracker))
    with server.test_request_context("/"):
        yield tracker


def switches_of(path: str, search: str) -> dict[str, tuple[str, bool]]:
    """Where each switch of a page leads, and whether it is pressed."""
    html = first_view(list(resolve(path, search)[1].content))
    group = html.partition('class="switches"')[2].partition("</div>")[0]
    found = {}
    for tag, said in re.findall(r"<a ([^>]*)>(.*?)</a>", group):
        link = unescape(re.findall(r'href="([^"]*)"', tag)[0]).partition("?")[2]
        name = unescape(re.sub(r"<[^>]+>", "", said)).strip()
        found[name] = (link, 'aria-pressed="true"' in tag)
    return found


@pytest.mark.parametrize("label", ODD)
def test_a_party_under_any_label_joins_and_leaves_a_coalition(house: Tracker, label: str) -> None:
    path, others = "/e/2015-09/seats", [each for each in ODD if each != label][:2]
    search = f"with={quote(listed(f'?{each.casefold()}' for each in others))}"
    for pressed in ({*others}, {*others, label}, {*others}):
        found = switches_of(path, search)
        assert {name for name, (_, on) in found.items() if on} == pressed
        search = found[label][0]


@pytest.mark.parametrize("label", ODD)
def test_a_party_under_any_label_can_be_left_out_of_the_chart(house: Tracker, label: str) -> None:
    path = "/e/2015-09/f/kapa"
    before = switches_of(path, "lang=en")
    assert all(on for _, on in before.values())
    after = switches_of(path, before[label][0])
    assert {name for name, (_, on) in after.items() if not on and name in ODD} == {label}
