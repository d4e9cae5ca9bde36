"""What stands on the page of help: the two guides, and the box in which a text is read."""

import re
from html import unescape

import pytest

from dashboard.first_view import first_view
from dashboard.prose import document, prose
from forecasts import wording
from tests.pages import house, plain, shipped, words_of

__all__ = ["house", "shipped"]
HOSTILE = "ΣΥΡΙΖΑ 28-30% <img src=x onerror=alert(1)> <script>alert(2)</script> ΝΔ 11-13%"
FENCE = re.compile(r"```\n(.*?)\n```(?:\n\n(?:Reads as|Διαβάζεται): (.*?)\n)?", re.DOTALL)


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
