"""What stands on the page of an election's revisions, the ledger, on the shipped data."""

import pytest

from dashboard import ledger
from tests.pages import REVISIONS, house, html_of, plain, rows_of, shipped, words_of

__all__ = ["house", "shipped"]


def test_the_ledger_says_how_much_changed_and_the_largest_moves(house):
    """29/8: four moved, two were added; 4/9, 11/9 and 15/9: two each. 1 + 4 × 9 = 37 lines."""
    said = words_of(REVISIONS)
    assert "Σε 5 αναθεωρήσεις άλλαξαν 12 εύρη και έμειναν ίδια 25." in said
    moves = "ΣΥΡΙΖΑ +2,5 (15/9), ΣΥΡΙΖΑ +2,5 (11/9), ΧΑ −2,5 (29/8), ΣΥΡΙΖΑ −2,5 (29/8)."
    assert f"Μεγαλύτερη μετακίνηση του μέσου: {moves}" in said


def test_the_ledger_lists_first_what_changed_the_newest_on_top(house):
    rows = rows_of(html_of(REVISIONS))
    assert len(rows) == 12
    assert rows[0] == ["ΣΥΡΙΖΑ", "15/9", "+2,5", "25–28", "28–30", "+3", "+2", "−1", "0%", "ανέβηκε", "ναι"]
    assert rows[1][:3] == ["ΕΚ", "15/9", "−1"]


def test_a_column_sorts_by_value_and_leaves_empty_cells_last(house):
    down = rows_of(html_of(f"{REVISIONS}?sort=-move"))
    up = rows_of(html_of(f"{REVISIONS}?sort=move"))
    assert [row[2] for row in down] == [
        "+2,5",
        "+2,5",
        "−0,5",
        "−1",
        "−1",
        "−1",
        "−1,25",
        "−1,5",
        "−2,5",
        "−2,5",
        "–",
        "–",
    ]
    assert [row[2] for row in up] == [
        "−2,5",
        "−2,5",
        "−1,5",
        "−1,25",
        "−1",
        "−1",
        "−1",
        "−0,5",
        "+2,5",
        "+2,5",
        "–",
        "–",
    ]


@pytest.mark.parametrize(
    "name",
    ["party", "update", "move", "before", "after", "low", "high", "width", "overlap", "change", "disjoint"],
)
def test_every_column_sorts_both_ways_and_says_so_to_screen_readers(house, name):
    for asked, said in ((name, "ascending"), (f"-{name}", "descending")):
        html = html_of(f"{REVISIONS}?sort={asked}&change=all")
        assert len(rows_of(html)) == 37
        assert html.count("aria-sort=") == 1
        assert f'aria-sort="{said}"' in html


def test_the_heading_that_sorts_turns_the_order_when_asked_again(house):
    assert f'href="{REVISIONS}?sort=move"' in html_of(f"{REVISIONS}?sort=-move")
    assert f'href="{REVISIONS}?sort=-move"' in html_of(f"{REVISIONS}?sort=move")


def test_the_ledger_is_filtered_by_party_and_by_kind_of_change(house):
    assert [row[0] for row in rows_of(html_of(f"{REVISIONS}?party=nd"))] == ["ΝΔ", "ΝΔ"]
    raised = rows_of(html_of(f"{REVISIONS}?change=raised"))
    assert [row[:2] for row in raised] == [["ΣΥΡΙΖΑ", "15/9"], ["ΣΥΡΙΖΑ", "11/9"]]
    assert len(rows_of(html_of(f"{REVISIONS}?change=unchanged"))) == 25


def test_a_choice_that_no_line_answers_says_so_and_leads_back(house):
    html = html_of(f"{REVISIONS}?party=kke")
    assert "Καμία γραμμή δεν ταιριάζει με αυτή την επιλογή." in plain(html)
    assert f'<p><a href="{REVISIONS}">Εμφάνιση όλων</a></p>' in html


def test_sort_and_filter_keep_one_another_in_the_address(house):
    html = html_of(f"{REVISIONS}?sort=-move&party=nd&lang=en")
    assert f'href="{REVISIONS}?sort=move&amp;party=nd&amp;lang=en"' in html
    assert f'href="{REVISIONS}?sort=-move&amp;party=nd&amp;lang=en&amp;change=all"' in html


def test_words_in_the_address_that_mean_nothing_change_nothing(house):
    assert rows_of(html_of(f"{REVISIONS}?sort=x&change=y&party=z")) == rows_of(html_of(REVISIONS))


def test_a_forecaster_with_one_update_has_no_revision_yet(house):
    said = words_of(f"{REVISIONS}?forecaster=uom-skai&lang=en")
    assert "One update, and nothing before it: there is no revision yet." in said


def test_a_forecaster_of_another_election_has_nothing_here(house):
    assert "no update on record for this election" in words_of(f"{REVISIONS}?forecaster=kapa&lang=en")


def test_the_ledger_of_an_exit_poll_tells_its_releases_apart_by_the_hour(house):
    rows = rows_of(html_of(f"{REVISIONS}?forecaster=joint-exit-poll&change=all"))
    assert {row[1] for row in rows} == {"20/9, 20:00"}
    assert len(rows) == 9


@pytest.mark.parametrize("published", [True, False])
def test_the_record_may_change_between_the_two_answers_that_the_ledger_is_made_of(
    loaded_tracker, monkeypatch, published
):
    """Five revisions of failedevolution; the latest is published, or withdrawn, while the page is made."""
    every = loaded_tracker.updates("2015-09", "failedevolution")
    latest = every[-1].id

    class Between:
        catalogue = loaded_tracker.catalogue
        asked = 0

        def there(self):
            self.asked += 1
            return (self.asked > 1) == published

        def updates(self, *_names):
            return every if self.there() else every[:-1]

        def revisions(self, *names):
            found, there = loaded_tracker.revisions(*names), self.there()
            return [each for each in found if there or each.update != latest]

    between = Between()
    monkeypatch.setattr(ledger.context, "tracker", lambda: between)
    election, who = (
        loaded_tracker.catalogue.election("2015-09"),
        loaded_tracker.catalogue.forecaster("failedevolution"),
    )
    lines = ledger.lines_of(election, who, "en")
    assert between.asked == 2
    assert {line.revision.update for line in lines} == {each.id for each in every[1:-1]}
