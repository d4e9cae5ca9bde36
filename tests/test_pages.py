"""What stands on the pages of an election, its debates, its revisions and help, on the shipped data."""

import re
from html import unescape

import pytest
from flask import Flask

from dashboard import context
from dashboard.first_view import first_view
from dashboard.prose import document, prose
from dashboard.shell import resolve
from forecasts import wording
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker
from tests.running import running_app

DEBATES, REVISIONS = "/e/2015-09/debates", "/e/2015-09/revisions"
HOSTILE = "ΣΥΡΙΖΑ 28-30% <img src=x onerror=alert(1)> <script>alert(2)</script> ΝΔ 11-13%"
FENCE = re.compile(r"```\n(.*?)\n```(?:\n\n(?:Reads as|Διαβάζεται): (.*?)\n)?", re.DOTALL)


@pytest.fixture(scope="module")
def shipped(catalogue):
    store = UpdateStore("sqlite://")
    store.migrate()
    tracker = Tracker(catalogue, store)
    tracker.load_shipped()
    yield tracker
    store.close()


@pytest.fixture
def house(shipped):
    """The pages over the shipped record; the app that registers them is another one's and stays out of it."""
    running_app()
    server = Flask("pages")
    context.install(server, context.House(tracker=shipped))
    with server.test_request_context("/"):
        yield server


def html_of(address):
    path, _, search = address.partition("?")
    _, view, found = resolve(path, search)
    assert found, address
    return first_view(list(view.content))


def plain(html):
    """The words of a page, tags gone, one space between them."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def words_of(address):
    return plain(html_of(address))


def rows_of(html):
    """The cells of every body row of the tables in a page."""
    bodies = re.findall(r"<tbody>(.*?)</tbody>", html, re.DOTALL)
    rows = [row for body in bodies for row in re.findall(r"<tr.*?>(.*?)</tr>", body, re.DOTALL)]
    return [
        [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows
    ]


# -- an election at a glance


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


# -- the debates


def test_the_debates_page_begins_with_the_latest_debate(house):
    said = words_of(DEBATES)
    assert "Δεύτερο debate: ΣΥΡΙΖΑ +2,5, ΕΚ −1 (failed evolution)." in said
    assert "Πρώτο debate: ΣΥΡΙΖΑ +2,5, ΝΔ −1,5 (failed evolution)." in said
    assert said.index("Τηλεμαχία Τσίπρα – Μεϊμαράκη") < said.index("Τηλεμαχία επτά πολιτικών αρχηγών")


def test_beside_each_chart_stands_the_sentence_of_its_debate(house):
    sentence = (
        "Μετά το δεύτερο debate: ΣΥΡΙΖΑ από 25–28 σε 28–30 (+2,5), ΕΚ από 3,5–4 σε 2,5–3 (−1)· τα άλλα 7 εύρη"
        " αμετάβλητα (failed evolution, 11/9 → 15/9· η ανάρτηση επικαλείται το debate)."
    )
    assert sentence in words_of(DEBATES)


def test_one_debate_can_be_asked_for(house):
    html = html_of(f"{DEBATES}?debate=debate-2&lang=en")
    assert "debates-debate-2" in html
    assert "debates-debate-1" not in html


def test_an_unknown_debate_shows_them_all(house):
    html = html_of(f"{DEBATES}?debate=debate-9")
    assert "debates-debate-2" in html
    assert "debates-debate-1" in html


def test_the_numbers_say_cause_persistence_and_yardstick_in_words(house):
    """The other moves of ΣΥΡΙΖΑ but the second debate's: 0, −2.5, 0, +2.5; none above 2.5, two below."""
    rows = rows_of(html_of(f"{DEBATES}?debate=debate-2"))
    assert rows[0] == [
        "ΣΥΡΙΖΑ",
        "25–28",
        "28–30",
        "+2,5",
        "η ανάρτηση επικαλείται το debate",
        "ανοιχτό",
        "μεγαλύτερη από 2 στις 4 άλλες μεταβολές",
    ]
    first = rows_of(html_of(f"{DEBATES}?debate=debate-1&lang=en"))
    assert first[0][:6] == ["SYRIZA", "23–25", "25–28", "+2.5", "the post names the debate", "grew"]
    assert first[1][:6] == ["ND", "12–15", "11–13", "−1.5", "the post names the debate", "held"]


def test_before_the_chart_stands_for_each_move_whether_it_lasted_and_how_it_compares(house):
    said = words_of(f"{DEBATES}?lang=en")
    assert "SYRIZA +2.5 · no later figure yet · larger than 2 of the 4 other moves" in said
    assert "ND −1.5 · held in the next update · larger than each of the 3 other moves" in said


def test_nothing_is_called_significant_on_so_few_moves(house):
    assert "With fewer than eight of them nothing is called significant here" in words_of(
        f"{DEBATES}?lang=en"
    )


def test_forecasters_with_one_side_only_are_named(house):
    said = words_of(f"{DEBATES}?lang=en")
    assert "On record here only after this debate: Joint exit poll, University of Macedonia / Skai." in said


def test_a_debate_without_updates_round_it_says_so(house):
    said = words_of("/e/2023-05/debates")
    assert "Κανείς δεν έχει καταγεγραμμένη πρόβλεψη και πριν και μετά από αυτό το debate." in said
    assert "μόνο μετά από αυτό το debate: Κοινό exit poll, Kapa Research." in said


def test_an_election_without_debates_names_the_one_called_off(house):
    said = words_of("/e/2023-06/debates")
    assert "Πριν από αυτές τις εκλογές δεν έγινε debate." in said
    assert "15 Ιουνίου 2023: Ματαίωση της τηλεμαχίας λόγω του ναυαγίου της Πύλου." in said


# -- the ledger


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


# -- help


def test_help_has_a_box_and_two_parts_in_either_language(house):
    assert "Πώς γράφεται μια ενημέρωση" in words_of("/help")
    assert "Πώς διαβάζονται τα διαγράμματα" in words_of("/help")
    assert "How to write an update" in words_of("/help?lang=en")
    assert "How the charts are read" in words_of("/help?lang=en")


@pytest.mark.parametrize(("name", "language"), [("notation.el.md", "el"), ("notation.md", "en")])
def test_every_example_for_bloggers_reads_as_it_says(shipped, name, language):
    examples = FENCE.findall(document(name))
    assert len(examples) >= 10
    for example, expected in examples:
        reading = shipped.read(example, election="2015-09")
        assert " · ".join(read_as(each, shipped, language) for each in reading.updates) == expected, example


def read_as(update, tracker, language):
    return " · ".join(
        f"{tracker.catalogue.party(each.range.party).short(language)} "
        f"{wording.range_text(each.range.low, each.range.high, language)}"
        for each in update.ranges
    )


def test_the_greek_and_the_english_text_have_the_same_examples():
    greek, english = (FENCE.findall(document(name)) for name in ("notation.el.md", "notation.md"))
    assert [example for example, _ in greek] == [example for example, _ in english]


@pytest.mark.parametrize("name", ["notation", "reading"])
def test_the_greek_and_the_english_text_have_the_same_shape(name):
    greek, english = (prose(document(f"{name}{end}.md")) for end in (".el", ""))
    assert [type(part).__name__ for part in greek] == [type(part).__name__ for part in english]


def help_module():
    """The page of help; it can be imported once there is an app to register it with."""
    from dashboard.pages import help as page

    return page


def answer(typed, language="el", election="2015-09"):
    return first_view(help_module().read_typed(typed, election, language))


def test_the_box_shows_every_range_under_the_words_it_came_from(house):
    html = answer("Update (15/9) μετά το δεύτερο debate: ΣΥΡΙΖΑ 28-30% ΝΔ 11-13%")
    assert "Διαβάστηκαν 2 εύρη σε 1 ενημέρωση. Δεν έμεινε τίποτα έξω." in plain(html)
    assert '<span class="words">ΝΔ 11-13%</span><span class="read-as">ΝΔ 11–13%</span>' in html
    assert "15 Σεπτεμβρίου 2015, μετά το δεύτερο debate" in plain(html)


def test_the_box_says_what_the_ranges_leave_for_everyone_else(house):
    """28 + 11 = 39 and 30 + 13 = 43."""
    assert "Leaves 57–61% for everyone not named" in plain(answer("ΣΥΡΙΖΑ 28-30% ΝΔ 11-13%", "en"))


def test_the_text_is_shown_whole_and_as_typed(house):
    typed = "Καλημέρα!\n  ΣΥΡΙΖΑ 28-30%\nκαι ΝΔ 11-13% · τέλος"
    shown = re.search(r'<div class="as-typed"[^>]*>(.*?)</div>', answer(typed), re.DOTALL)[1]
    without_readings = re.sub(r'<span class="read-as">.*?</span>', "", shown)
    assert unescape(re.sub(r"<[^>]+>", "", without_readings)) == typed


def test_a_fault_is_underlined_and_told_with_what_was_found(house):
    html = answer("ΣΥΡΙΖΑ 30-28% ΝΔ 11-13%", "en")
    assert '<span class="underlined error">30-28%</span>' in html
    assert "1 place needs a look." in plain(html)
    assert "“30-28%”" in plain(html)


def test_an_assumption_is_told_but_is_no_fault(house):
    html = answer("15/9: ΣΥΡΙΖΑ 28-30% ΝΔ 11-13%", "en")
    assert "Nothing was left out." in plain(html)
    assert "Assumed:" in plain(html)


def test_nonsense_is_answered_with_a_sentence(house):
    assert "No range was found in this text." in plain(answer("lorem ipsum 42", "en"))


@pytest.mark.parametrize("typed", [None, "", "  \n ", 7, ["ΝΔ 3-4%"], {"a": 1}])
def test_an_empty_box_and_what_is_no_text_are_answered_with_a_sentence(house, typed):
    assert plain(answer(typed, "en")) == "There is no text in the box yet."


def test_hostile_text_stays_text(house):
    html = answer(HOSTILE)
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_a_text_over_the_limit_is_refused_in_a_sentence(house):
    """Two bytes a Greek letter: 100,001 of them are over 200 kB."""
    assert "the limit is 200 kB" in plain(answer("α" * 100_001, "en"))
    assert "the limit is" not in plain(answer("α" * 100_000, "en"))


def test_a_long_page_is_shown_as_a_glimpse_with_its_ranges(house):
    menu = "Αρχική Σελίδα Επικοινωνία " * 1500
    html = answer(f"{menu}Update (15/9): ΣΥΡΙΖΑ 28-30% ΝΔ 11-13%\n{menu}")
    assert "[…]" in plain(html)
    assert len(html) < 10_000


def test_a_text_of_thousands_of_ranges_is_shown_in_part(house):
    html = answer("\n".join(f"Update ({1 + i % 28}/8): ΣΥΡΙΖΑ 28-30% ΝΔ 11-13%" for i in range(1500)), "en")
    assert "The text is shown up to range 300." in plain(html)
    assert html.count('class="understood"') == 300


def test_lone_surrogates_and_an_unknown_election_do_no_harm(house):
    assert "SYRIZA 28–30%" in plain(answer("\ud800 ΣΥΡΙΖΑ 28-30%", "en", election="1999-01"))
    assert "SYRIZA 28–30%" in plain(answer("ΣΥΡΙΖΑ 28-30%", "en", election=7))


def test_the_callback_answers_in_the_language_of_the_address(house):
    assert "There is no text" in plain(first_view(help_module().show_reading(1, "", "2015-09", "?lang=en")))
    assert "κενό" in plain(first_view(help_module().show_reading(1, "", "2015-09", None)))


def test_the_example_is_the_seed_post_with_all_it_repeats(house):
    typed, election = help_module().fill_in_example(1)
    assert election == "2015-09"
    said = plain(answer(typed))
    assert "Διαβάστηκαν 37 εύρη σε 5 ενημερώσεις." in said


def test_prose_shows_markup_it_does_not_know_as_it_stands():
    html = first_view(prose("A <b>word</b> with `x < y` and [a link](javascript:alert(1)) and **weight**"))
    assert html == (
        "<p>A &lt;b&gt;word&lt;/b&gt; with <code>x &lt; y</code> and a link) and <strong>weight</strong></p>"
    )


def test_prose_reads_headings_lists_tables_and_code():
    html = first_view(
        prose("# One\n\n- a\n  goes on\n- b\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n```\n<c>\n```")
    )
    assert html == (
        "<h2>One</h2><ul><li>a goes on</li><li>b</li></ul>"
        '<div class="table-frame" tabindex="0"><table><thead><tr><th scope="col">x</th><th scope="col">y</th>'
        "</tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>"
        "<pre><code>&lt;c&gt;</code></pre>"
    )
