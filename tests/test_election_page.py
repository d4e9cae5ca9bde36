"""What stands on the page of an election, on the shipped data; and which addresses are found at all."""

import pytest

from dashboard.shell import resolve
from tests.pages import DEBATES, REVISIONS, house, html_of, plain, rows_of, shipped, words_of

__all__ = ["house", "shipped"]


def test_the_election_page_says_the_result_and_what_is_on_record(house):
    said = words_of("/e/2015-09")
    assert "Στην κάλπη: ΣΥΡΙΖΑ 35,5%, ΝΔ 28,1%, ΧΑ 7,0%." in said
    assert "Έχουν καταγραφεί: 9 ενημερώσεις, 3 πηγές προβλέψεων, 2 debate." in said


def test_the_election_page_says_the_same_in_english(house):
    said = words_of("/e/2015-09?lang=en")
    assert "The vote: SYRIZA 35.5%, ND 28.1%, XA 7.0%." in said
    assert "On record: 9 updates, 3 forecasters, 2 debates." in said


def test_each_forecaster_has_the_latest_ranges_beside_the_result_and_a_link(house):
    html = html_of("/e/2015-09")
    assert ["ΣΥΡΙΖΑ", "28–30", "35,5"] in rows_of(html)
    assert ["ΣΥΡΙΖΑ", "33–35", "35,5"] in rows_of(html)
    assert 'href="/e/2015-09/f/failedevolution"' in html
    assert "6 ενημερώσεις · η τελευταία 15/9" in plain(html)
    assert "η τελευταία 20/9, 20:00" in plain(html)


def test_a_bar_of_the_strip_stands_where_its_range_does_on_the_common_scale(house):
    """The scale ends at 40: 28–30 begins at 70% and is 5% wide; 35.46 stands at 88.65%."""
    html = html_of("/e/2015-09")
    assert "left:70.00%;width:5.00%" in html
    assert "left:88.65%" in html


def test_a_debate_in_the_list_of_events_leads_to_what_moved_after_it(house):
    html = html_of("/e/2015-09?lang=en")
    assert f'href="{DEBATES}?lang=en&amp;debate=debate-2"' in html
    assert "14 September Tsipras – Meimarakis televised debate (ERT)" in plain(html)


def test_a_debate_called_off_is_among_the_events_and_leads_nowhere(house):
    html = html_of("/e/2019-07")
    assert "24 Ιουνίου Ματαίωση της τηλεμαχίας της 1ης Ιουλίου 2019" in plain(html)
    assert "?debate=" not in html


@pytest.mark.parametrize("language", ["el", "en"])
def test_every_election_has_its_three_pages_in_both_languages(house, shipped, language):
    for election in shipped.catalogue.elections:
        for page in ("", "/debates", "/revisions"):
            assert election.name(language) in words_of(f"/e/{election.id}{page}?lang={language}")


@pytest.mark.parametrize(
    "address",
    [
        "/e/1999-01",
        "/e/1999-01/debates",
        "/e/1999-01/revisions",
        f"{REVISIONS}?forecaster=nobody",
        "/e/2015-09/nothing",
        "/help/me",
    ],
)
def test_an_unknown_name_is_not_found(house, address):
    path, _, search = address.partition("?")
    assert resolve(path, search)[2] is False
