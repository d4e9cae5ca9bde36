"""A forecaster's updates as an Atom feed: what it holds, how it is found, that nothing breaks out of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, fromstring

import pytest
from flask import Flask

from dashboard import context, feeds
from dashboard.shell import resolve
from forecasts.model import Range, Update
from forecasts.tracker import Tracker
from tests.running import running_app

ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "/feed/2015-09/failedevolution.xml"
HOSTILE = Update(
    forecaster="failedevolution",
    election="2015-09",
    published=date(2015, 9, 18),
    ranges=(
        Range(party=None, label="<script>alert(1)</script>]]>&\x0b", low=Decimal("28.5"), high=Decimal(30)),
    ),
    text="ΣΥΡΙΖΑ <b>28,5-30%",
    note="]]><script>alert('note')</script>\x1b\ufffe",
    source='https://example.org/?a=1&b="><script>',
)


@pytest.fixture
def server(loaded_tracker: Tracker) -> Iterator[Flask]:
    """The feeds over a record of their own."""
    running_app()
    server = Flask("feeds")
    context.install(server, context.House(tracker=loaded_tracker))
    feeds.offer(server)
    with server.test_request_context("/"):
        yield server


def read(server: Flask, address: str = ADDRESS) -> Element:
    answer = server.test_client().get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    return fromstring(answer.data)


def said(parent: Element, name: str) -> list[str]:
    return [each.text or "" for each in parent.iter(ATOM + name)]


def links(parent: Element, rel: str) -> list[str]:
    return [each.get("href", "") for each in parent.findall(f"{ATOM}link") if each.get("rel") == rel]


def test_it_says_what_each_update_changed_the_latest_first_in_both_languages(server):
    greek, english = read(server), read(server, f"{ADDRESS}?lang=en")
    entry = next(e for e in greek.findall(f"{ATOM}entry") if "15 Σεπτεμβρίου" in said(e, "title")[0])

    assert said(entry, "title") == ["failed evolution, 15 Σεπτεμβρίου 2015"]
    assert said(entry, "summary")[0].startswith("15 Σεπτεμβρίου, μετά το δεύτερο debate: ΣΥΡΙΖΑ από 25–28 σε")
    assert said(entry, "content")[0].startswith("ΣΥΡΙΖΑ 28–30%, ΛΑΕ 20–23%, ΝΔ 11–13%")
    assert "ΑΝΕΛ 2,5–3,5%" in said(entry, "content")[0]
    assert any("SYRIZA from 25–28 to 28–30 (+2.5)" in each for each in said(english, "summary"))
    assert links(english, "alternate") == ["http://localhost/e/2015-09/f/failedevolution?lang=en"]
    assert links(english, "self") == [f"http://localhost{ADDRESS}?lang=en"]
    numbers = [int(each.split(":")[3]) for each in said(greek, "id")[1:]]
    assert numbers == sorted(numbers, reverse=True)
    assert len(set(said(greek, "id")) & set(said(english, "id"))) == 0


def test_a_correction_comes_as_news_under_the_same_name_and_what_is_withdrawn_goes(server, loaded_tracker):
    before = dict(zip(said(read(server), "id")[1:], said(read(server), "updated")[1:], strict=True))
    entry = next(e for e in read(server).findall(f"{ATOM}entry") if "4 Σεπτεμβρίου" in said(e, "title")[0])
    name = said(entry, "id")[0]
    number = int(name.split(":")[3])
    update = loaded_tracker.update(number)
    loaded_tracker.correct(number, replace(update, note="x"), reason="r", based_on=1)

    after = dict(zip(said(read(server), "id")[1:], said(read(server), "updated")[1:], strict=True))
    assert after.keys() == before.keys()
    assert after[name] > before[name]
    assert {key: at for key, at in after.items() if key != name} == {
        key: at for key, at in before.items() if key != name
    }
    assert said(read(server), "updated")[0] == after[name]

    loaded_tracker.withdraw(number, reason="r", based_on=2)
    assert name not in said(read(server), "id")


def test_nothing_breaks_out_of_it(server, loaded_tracker):
    loaded_tracker.publish([HOSTILE])
    feed = read(server)
    entry = next(e for e in feed.findall(f"{ATOM}entry") if "18 Σεπτεμβρίου" in said(e, "title")[0])

    names = {"id", "title", "link", "published", "updated", "summary", "content"}
    assert {each.tag for each in entry} == {ATOM + name for name in names}
    assert said(entry, "content") == [
        "<script>alert(1)</script>]]>&\ufffd 28,5–30%. ]]><script>alert('note')</script>\ufffd\ufffd"
    ]
    assert links(entry, "via") == [HOSTILE.source]


def test_an_address_of_a_post_that_is_no_web_address_is_left_out(server, loaded_tracker):
    loaded_tracker.publish([replace(HOSTILE, source="javascript:alert(1)")])
    assert not any(
        "javascript" in link for e in read(server).iter(ATOM + "entry") for link in links(e, "via")
    )


def test_a_forecaster_without_updates_has_an_empty_feed(server):
    feed = read(server, "/feed/2023-06/failedevolution.xml")
    assert feed.findall(f"{ATOM}entry") == []
    assert said(feed, "updated") == ["2023-06-25T00:00:00Z"]


@pytest.mark.parametrize("unknown", ["/feed/1999-01/failedevolution.xml", "/feed/2015-09/nobody.xml"])
def test_what_nobody_knows_has_no_feed(server, unknown):
    assert server.test_client().get(unknown).status_code == 404


def test_a_page_says_where_its_feed_is(server):
    page = "/e/2015-09/f/failedevolution"
    _, view, _ = resolve(page, "lang=en")
    assert view.feed == f"{ADDRESS}?lang=en"
    document = running_app().server.test_client().get(page).text
    assert '<link rel="alternate" type="application/atom+xml" title="failed evolution' in document
    assert document.count(f'href="{ADDRESS}"') == 2  # in the head, and below the list of updates
