"""The public history of an update: every version, what differs, why, and whether anything was altered."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa
from flask import Flask

from dashboard import context, shell
from dashboard.app import App
from dashboard.first_view import first_view
from dashboard.late import added_later
from dashboard.shell import resolve
from forecasts.tracker import Tracker
from tests.running import running_app
from tests.seed import SEPTEMBER_15


@pytest.fixture
def house(loaded_tracker: Tracker):
    """The pages over a record of its own."""
    running_app()
    server = Flask("pages")
    context.install(server, context.House(tracker=loaded_tracker))
    with server.test_request_context("/"):
        yield loaded_tracker


def context_tracker(app: App) -> Tracker:
    with app.server.app_context():
        return context.tracker()


def html_of(address: str) -> str:
    path, _, search = address.partition("?")
    _, view, found = resolve(path, search)
    assert found, address
    return first_view(list(view.content))


def of(tracker: Tracker, day: date) -> int:
    return next(u.id or 0 for u in tracker.updates("2015-09", "failedevolution") if u.published == day)


def corrected(tracker: Tracker, number: int, reason: str) -> None:
    """ΧΑ 6–8 becomes 6–8.5."""
    update = tracker.update(number)
    assert update
    ranges = tuple(replace(r, high=Decimal("8.5")) if r.party == "xa" else r for r in update.ranges)
    tracker.correct(number, replace(update, ranges=ranges), reason=reason, based_on=update.version)


def test_an_update_that_was_never_touched_says_so(house):
    page = html_of(f"/u/{of(house, date(2015, 9, 15))}?lang=en")

    assert "nothing of it was ever corrected" in page
    assert re.search(r"Verified \d+ \w+ 20\d\d, \d\d:\d\d: every version above has the hash", page)
    assert "28–30" in page
    assert "<mark>" not in page


def test_the_versions_stand_side_by_side_and_only_what_differs_is_marked(house):
    number = of(house, date(2015, 9, 15))
    corrected(house, number, "a slip of the pen")

    page = html_of(f"/u/{number}?lang=en")

    assert re.findall(r"<mark[^>]*>([^<]+)</mark>", page) == ["6–8.5"]
    assert "6–8" in page
    assert "“a slip of the pen”" in page
    assert "Corrected 1 time" in page
    for version in house.history(number):
        assert version.act.chain in page


def test_a_withdrawn_update_is_still_there_with_when_and_why(house):
    number = of(house, date(2015, 9, 15))
    house.withdraw(number, reason="it was another blog's", based_on=1)

    page = html_of(f"/u/{number}?lang=en")
    forecaster = html_of("/e/2015-09/f/failedevolution?lang=en")

    assert "it was another blog&#x27;s" in page
    assert "28–30" in page
    assert "withdrawn: “it was another blog&#x27;s”" in forecaster


def test_who_did_it_is_never_told(house):
    number = of(house, date(2015, 9, 15))
    update = house.update(number)
    house.correct(number, replace(update, note="x"), reason="r", based_on=1, account="maria-the-author")

    assert "maria-the-author" not in html_of(f"/u/{number}?lang=en")


def test_a_row_altered_behind_the_running_app_is_caught_on_the_page_within_a_minute(monkeypatch):
    app = running_app()
    database = context_tracker(app).database
    ours = {"provlepsi.silent": True}
    start = 1_800_000_000.0

    def page_at(second: float) -> str:
        monkeypatch.setattr(shell.time, "time", lambda: second)
        return app.server.test_client().get("/u/1?lang=en", environ_overrides=ours).text

    assert "has the hash it was given" in page_at(start)
    try:
        with database.begin(write=True) as connection:
            connection.execute(sa.text("UPDATE updates SET note = 'altered' WHERE id = 1"))
        assert "This update does not agree with its hashes." in page_at(start + 60)
    finally:
        with database.begin(write=True) as connection:
            connection.execute(sa.text("UPDATE updates SET note = '' WHERE id = 1"))
    assert "has the hash it was given" in page_at(start + 120)


def test_a_row_that_was_altered_is_caught_on_the_page(house):
    number = of(house, date(2015, 9, 15))
    with house.database.begin(write=True) as connection:
        connection.execute(sa.text("UPDATE updates SET ranges = replace(ranges, '\"30\"', '\"35\"')"))

    page = html_of(f"/u/{number}?lang=en")

    assert "This update does not agree with its hashes." in page
    assert "Verified" not in page


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE updates SET text = CAST(text AS BLOB)",
        "UPDATE updates SET election = CAST(election AS BLOB)",
        "UPDATE updates SET version = 'x'",
        "UPDATE updates SET version = 1.5",
        "UPDATE updates SET published = 'χθες'",
        "UPDATE updates SET event_kind = 'debate', event_ordinal = 'x'",
        "UPDATE acts SET reason = CAST(reason AS BLOB)",
        "UPDATE acts SET digest = CAST(digest AS BLOB)",
        "UPDATE acts SET chain = CAST(chain AS BLOB)",
    ],
)
def test_of_an_update_altered_beyond_reading_the_page_says_so(house, statement):
    number = of(house, date(2015, 9, 15))
    with house.database.begin(write=True) as connection:
        connection.execute(sa.text(statement))

    page = html_of(f"/u/{number}?lang=en")

    assert f"Update {number}" in page
    assert "This update does not agree with its hashes." in page


@pytest.mark.parametrize("number", ["0", "999", "-1", "1e3", "٣", "1" * 30, "x"])
def test_a_number_that_no_update_has_is_told(house, number):
    assert not resolve(f"/u/{number}", "")[2]


def test_a_reason_stays_text(house):
    number = of(house, date(2015, 9, 15))
    corrected(house, number, "<script>alert(1)</script>")

    assert "<script>" not in html_of(f"/u/{number}")


@pytest.mark.parametrize(
    ("recorded", "late"),
    [
        ("2015-09-15T12:00", False),
        ("2015-09-18T20:00", False),
        ("2015-09-18T22:00", True),
        ("2026-01-01T00:00", True),
    ],
)
def test_an_update_is_added_later_when_it_was_recorded_more_than_three_days_after_its_day(recorded, late):
    # In Athens 22:00 UTC of 18 September is 19 September, the fourth day after the 15th.
    at = datetime.fromisoformat(recorded).replace(tzinfo=UTC)
    assert added_later(replace(SEPTEMBER_15, recorded=at)) is late


def test_an_undated_update_is_never_added_later(house):
    undated = [u for u in house.updates("2015-09", "failedevolution") if u.published is None]
    assert undated
    assert not any(map(added_later, undated))
