"""The seat calculator: the official parliaments, other votes, other laws, and faults told in a sentence."""

import re

import pytest
from flask import Flask

from dashboard import context
from dashboard.context import address_of
from dashboard.first_view import first_view
from dashboard.shares import asked
from dashboard.shell import resolve
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker
from tests.pages import house, plain, rows_of, shipped
from tests.running import running_app

__all__ = ["house", "shipped"]

# data/results: what the Ministry of the Interior announced.
OFFICIAL = {
    "2015-09": [145, 75, 18, 17, 15, 11, 10, 9],
    "2019-07": [158, 86, 22, 15, 10, 9],
    "2023-05": [146, 71, 41, 26, 16],
    "2023-06": [158, 47, 32, 21, 12, 12, 10, 8],
}
TYPED = "shares=syriza:35.46,nd:28.09,xa:6.99,pasok-dimar:6.29,kke:5.55,potami:4.09,anel:3.69,ek:3.44"


def html_of(query):
    _, view, found = resolve("/seats", query)
    assert found
    return first_view(list(view.content))


def lede_of(query):
    return resolve("/seats", query)[1].description


def seats_of(query):
    """Seats of those who have any, as the first table lists them."""
    return [int(row[2]) for row in rows_of(html_of(query)) if row[2].isdigit()]


def link_of(query):
    """The short address of what is shown."""
    address = address_of("/seats", query)
    return address.link("/seats", **asked(address).query)


# -- the answer


@pytest.mark.parametrize("election", OFFICIAL)
def test_a_result_gives_the_official_parliament_under_the_law_of_the_day(house, election):
    assert seats_of(f"?from={election}") == OFFICIAL[election]


def test_the_first_thing_said_is_who_is_first_and_what_is_missing(house):
    said = (
        "Πρώτο κόμμα ΣΥΡΙΖΑ με 145 από τις 300 έδρες, 50 από αυτές μπόνους, "
        "6 λιγότερες από την πλειοψηφία των 151"
    )
    assert said in lede_of("?from=2015-09")
    assert "SYRIZA comes first with 145 of 300 seats" in lede_of("?from=2015-09&lang=en")


def test_nothing_asked_is_the_latest_official_result(house):
    assert seats_of("") == OFFICIAL["2023-06"]
    assert "Επίσημο αποτέλεσμα, Βουλευτικές εκλογές Ιουνίου 2023" in plain(html_of(""))


def test_typed_shares_come_out_as_the_official_parliament(house):
    """The official shares to two decimals: no remainder of September 2015 is so near another."""
    assert seats_of(f"?{TYPED}&law=3231-2004") == OFFICIAL["2015-09"]


def test_shares_alone_are_given_out_under_the_law_in_force(house):
    """35.46% is 20.92 half points above 25%: 20 + 20 = 40 bonus seats, 260 in proportion of 93.60%.

    35.46 / 93.60 × 260 = 98.5, so 98 + 1 + 40.
    """
    assert seats_of(f"?{TYPED}")[0] == 139


def test_an_update_counts_at_its_midpoints(house, shipped):
    """15 September: ΣΥΡΙΖΑ 28–30, ΛΑΕ 20–23, ΝΔ 11–13 and so on."""
    update = shipped.updates("2015-09", "failedevolution")[-1]
    rows = rows_of(html_of(f"?update={update.id}"))
    assert [row[:2] for row in rows[:3]] == [["ΣΥΡΙΖΑ", "29,00"], ["ΛΑΕ", "21,50"], ["ΝΔ", "12,00"]]
    assert sum(int(row[2]) for row in rows if row[2].isdigit()) == 300
    assert "Μέσα των ευρών: failed evolution, 15/9" in plain(html_of(f"?update={update.id}"))


def test_midpoints_that_leave_room_for_a_further_party_say_so(house, shipped):
    """15 September: 29 + 21.5 + 12 + 7 + 5.25 + 2.75 + 3 + 3.5 + 3 = 87."""
    update = shipped.updates("2015-09", "failedevolution")[-1]
    said = "The midpoints leave 13% to nobody named: a further party could enter."
    assert said in plain(html_of(f"?update={update.id}&lang=en"))


def test_the_table_shows_how_the_first_party_comes_to_its_seats(house):
    """1926526 × 250 / 5085589 = 94.7051…: 94 whole seats, .705 left, one by remainder, 50 of bonus."""
    rows = rows_of(html_of("?from=2015-09"))
    assert rows[0] == ["ΣΥΡΙΖΑ", "35,46", "145", "94,705", "+1", "+50"]


def test_who_is_too_small_is_told_how_many_votes_are_missing(house):
    """3% of 5,433,376 are 163,001.28; ΛΑΕ had 155,242. Of ΑΝΤΑΡΣΥΑ only the share is known: 3 − 0.85."""
    *_, lae, antarsya, _ = rows_of(html_of("?from=2015-09"))
    assert lae == ["ΛΑΕ λείπουν 7.760 ψήφοι για το 3%", "2,86", "–", "–", "–", "–"]
    assert antarsya[:2] == ["ΑΝΤΑΡΣΥΑ λείπουν 2,15 μονάδες για το 3%", "0,85"]
    assert '<tr class="below">' in html_of("?from=2015-09")
    # Δράση had 1.80% in May 2012, of which no count was found.
    assert "ΔΡΑΣΗ λείπουν 1,2 μονάδες για το 3%" in plain(html_of("?from=2012-05"))
    assert "PASOK 0.5 points short of 3%" in plain(html_of("?shares=nd:40,syriza:30,pasok:2.5&lang=en"))


def test_what_is_left_to_a_hundred_goes_to_nobody_named(house):
    rows = rows_of(html_of("?shares=nd:40,syriza:30"))
    assert rows[-1][:3] == ["Όλοι οι άλλοι", "30,00", "–"]


def test_two_laws_stand_side_by_side_with_the_difference(house):
    """June 2023 in simple proportion: 2,115,322 × 300 / 4,898,106 = 129.56, and five remainders are larger.

    ΣΥΡΙΖΑ: 56.96, the largest of them.
    """
    html = html_of("?from=2023-06&second=4406-2016")
    rows = rows_of(html)
    assert rows[0] == ["ΝΔ", "40,56", "158", "129", "−29"]
    assert rows[1] == ["ΣΥΡΙΖΑ", "17,83", "47", "57", "+10"]
    assert "4654/2020: Πρώτο κόμμα ΝΔ με 158" in plain(html)
    assert "4406/2016: Πρώτο κόμμα ΝΔ με 129" in plain(html)
    assert html.count('class="first-chart dash-graph"') == 2


def test_a_law_compared_with_itself_is_one_law(house):
    assert html_of("?from=2023-06&second=4654-2020").count("first-chart") == 1


def test_equal_votes_in_first_place_leave_the_bonus_open_and_say_so(house):
    html = html_of("?shares=nd:35,syriza:35,kke:10&law=3231-2004&lang=en")
    assert "Equal votes (ND and SYRIZA): the 50 bonus seats stay open between them." in plain(html)


def test_nobody_above_the_threshold_gets_a_sentence_and_no_empty_chart(house):
    html = html_of("?shares=nd:2,syriza:1&lang=en")
    assert "No party reaches 3%: no seat is given out." in plain(html)
    assert "first-chart" not in html


# -- the form


def fields_of(html):
    boxes = [dict(re.findall(r'([a-z]+)="([^"]*)"', box)) for box in re.findall("<input[^>]*>", html)]
    return {box["name"][2:]: box.get("value", "") for box in boxes if box["name"].startswith("s.")}


def test_the_form_holds_the_shares_in_the_language_of_the_reader(house):
    assert fields_of(html_of("?from=2015-09"))["syriza"] == "35,46"
    assert fields_of(html_of("?from=2015-09&lang=en"))["syriza"] == "35.46"
    assert fields_of(html_of(f"?{TYPED}"))["syriza"] == "35.46"


def test_a_form_sent_as_it_came_keeps_the_votes_themselves(house):
    """Under another law, too: the rounded shares might give a seat to another party."""
    fields = "&".join(f"s.{name}={share}" for name, share in fields_of(html_of("?from=2015-09")).items())
    query = f"?from=2015-09&typed=1&{fields}&law=4406-2016"
    assert link_of(query) == "/seats?from=2015-09&law=4406-2016"
    assert "λείπουν 7.760 ψήφοι" in plain(html_of(query))
    changed = query.replace("35,46", "36")
    assert link_of(changed).startswith("/seats?shares=syriza:36,nd:28.09,")
    assert "λείπουν 0,14 μονάδες" in plain(html_of(changed))


def test_comma_point_and_percent_sign_are_read_alike(house):
    shares = [seats_of(f"?s.nd={nd}&s.syriza=31&typed=1") for nd in ("40,5", "40.5", "40,5%25", "+40.50+")]
    assert shares == [shares[0]] * 4


def test_a_further_party_joins_the_others(house):
    query = "?s.nd=40&s.syriza=30&more=mera25&share=4,1&typed=1"
    assert link_of(query) == "/seats?shares=nd:40,syriza:30,mera25:4.1&law=4654-2020"
    assert len(seats_of(query)) == 3


def test_a_form_emptied_asks_for_a_share(house):
    html = html_of("?typed=1&lang=en")
    assert "Type a share to see its seats." in plain(html)
    assert set(fields_of(html).values()) == {""}
    assert rows_of(html) == []


def test_a_start_chosen_in_the_form_may_be_an_update(house, shipped):
    update = shipped.updates("2015-09", "failedevolution")[-1]
    assert link_of(f"?from=update-{update.id}") == f"/seats?update={update.id}"


def test_a_short_address_leads_to_what_it_was_made_from(house):
    for query in ("?from=2015-09&law=4406-2016", f"?{TYPED}&law=3231-2004", "?from=2023-06&second=4406-2016"):
        assert link_of(query) == f"/seats{query}"


# -- lists of several parties


def test_typed_shares_keep_the_lists_of_the_update_they_began_with(house, shipped):
    """15 September: ΛΑΕ with ΣΧΕΔΙΟ Β'. 40 ÷ 2 = 20 is less than the 30 of ΣΥΡΙΖΑ, which gets 20 + 10.

    270 seats are shared by 40 + 30 + 12 + 7 = 89: ΛΑΕ 121.35, ΣΥΡΙΖΑ 91.01, ΝΔ 36.40, ΧΑ 21.24. The one left
    over is for ΝΔ. On its own ΛΑΕ, with 40%, would have 50 seats of bonus.
    """
    update = shipped.updates("2015-09", "failedevolution")[-1]
    typed = f"?typed=1&from=update-{update.id}&s.lae=40&s.syriza=30&s.nd=12&s.xa=7"
    short = f"/seats?shares=lae:40,syriza:30,nd:12,xa:7&from=update-{update.id}&law=4654-2020"
    assert link_of(typed) == link_of(short.removeprefix("/seats")) == short
    for query in (typed, short.removeprefix("/seats")):
        assert seats_of(query) == [121, 91 + 30, 37, 21]
        assert "First is a coalition that counts as 2 parties (LAE)." in plain(html_of(f"{query}&lang=en"))
        # What is typed next keeps them too.
        hidden = re.findall(r'<input[^>]*name="from"[^>]*>', html_of(query))
        assert [f'value="update-{update.id}"' in box for box in hidden] == [True]
    assert seats_of(short.removeprefix("/seats").replace(f"&from=update-{update.id}", ""))[0] > 150


def test_an_address_of_typed_shares_is_short_where_no_list_asks_for_more(house, shipped):
    """Exit polls of January 2015 name no list; ΠΑΣΟΚ-ΔΗΜΑΡ is one wherever it stands."""
    update = shipped.updates("2015-01", "kapa")[-1]
    typed = f"?typed=1&from=update-{update.id}&s.nd=40&s.syriza=30"
    assert link_of(typed) == "/seats?shares=nd:40,syriza:30&law=4654-2020"
    assert link_of("?typed=1&from=2015-09&s.nd=40") == "/seats?shares=nd:40&law=4654-2020"


# -- what is wrong


NO_SHARE = (
    "ΝΔ: αναμενόταν ποσοστό από 0 έως 100, βρέθηκε «{}».",
    "ND: expected a share from 0 to 100, found “{}”.",
)
NO_UPDATE = ("Δεν υπάρχει ενημέρωση «{}».", "There is no update “{}”.")
NO_LAW = (
    "Δεν υπάρχει εκλογικός νόμος «{}»: αναμενόταν 3231-2004",
    "There is no electoral law “{}”: expected 3231-2004",
)
TOO_MUCH = ("Τα ποσοστά αθροίζουν σε {}%, πάνω από 100%.", "The shares add up to {}%, more than 100%.")
WRONG = [
    ("shares=nd:-3", NO_SHARE, "-3"),
    ("shares=nd:abc", NO_SHARE, "abc"),
    ("s.nd=1e5", NO_SHARE, "1e5"),
    ("shares=nd:100.01", NO_SHARE, "100.01"),
    ("s.nd=3,1,2", NO_SHARE, "3,1,2"),
    ("shares=nd:60,syriza:41", TOO_MUCH, "101"),
    ("shares=whigs:10", ("Δεν υπάρχει κόμμα «{}».", "There is no party “{}”."), "whigs"),
    ("shares=nd:10,nd:11", ("ΝΔ: δόθηκε δύο φορές.", "ND is given twice."), ""),
    ("from=1999-01", ("Δεν υπάρχει εκλογική αναμέτρηση «{}»", "There is no election “{}”"), "1999-01"),
    ("from=2015-09&law=1-1821", NO_LAW, "1-1821"),
    ("from=2015-09&second=x", NO_LAW, "x"),
    ("update=99999", NO_UPDATE, "99999"),
    ("update=-1", NO_UPDATE, "-1"),
    ("update=%D9%A3", NO_UPDATE, "٣"),
    ("update=99999999999999999999", NO_UPDATE, "99999999999999999999"),
]


@pytest.mark.parametrize(("query", "sentences", "found"), WRONG)
def test_what_is_wrong_is_said_in_one_sentence_and_nothing_is_drawn(house, query, sentences, found):
    for language, words in zip(("el", "en"), sentences, strict=True):
        sentence = words.format(found)
        assert lede_of(f"?{query}&lang={language}").startswith(sentence)
        html = html_of(f"?{query}&lang={language}")
        assert sentence in plain(html)
        assert "first-chart" not in html
        assert rows_of(html) == []


def test_what_was_typed_stays_in_its_field_and_in_the_address(house):
    query = "?s.nd=abc&s.syriza=30,5&typed=1&law=4406-2016"
    assert fields_of(html_of(query)) == {"nd": "abc", "syriza": "30,5"}
    assert link_of(query) == "/seats?shares=nd:abc,syriza:30.5&law=4406-2016"
    assert 'selected value="4406-2016"' in html_of(query)
    assert 'data-wrong="nd"' in html_of(query)


def test_ten_thousand_shares_are_too_many_and_soon_refused(house):
    assert lede_of("?shares=" + ",".join(["nd:1"] * 10_000)) == "Δόθηκαν πάνω από 60 ποσοστά."
    fields = "&".join(f"s.p{i}=1" for i in range(10_000))
    assert lede_of(f"?lang=en&{fields}") == "More than 60 shares were given."


HOSTILE = "%3Cscript%3Ealert(1)%3C/script%3E%22%3E%3Cimg%20src=x%20onerror=alert(2)%3E"


@pytest.mark.parametrize(
    "query",
    [f"shares=nd:{HOSTILE}", f"shares={HOSTILE}:3", f"s.nd={HOSTILE}", f"s.{HOSTILE}=4", f"from={HOSTILE}",
     f"update={HOSTILE}", f"from=2015-09&law={HOSTILE}", f"from=2015-09&second={HOSTILE}", f"theme={HOSTILE}",
     f"s.nd=30&more={HOSTILE}&share={HOSTILE}"],
)  # fmt: skip
def test_hostile_words_stay_words(house, query):
    html = html_of(f"?{query}")
    assert "<script" not in html
    assert "<img" not in html


def test_an_update_that_was_withdrawn_gives_no_seats(house, catalogue):
    store = UpdateStore("sqlite://")
    store.migrate()
    tracker = Tracker(catalogue, store)
    tracker.load_shipped()
    update = tracker.updates("2015-09", "failedevolution")[-1]
    tracker.withdraw(update.id, reason="Λάθος", based_on=update.version)
    server = Flask("withdrawn")
    context.install(server, context.House(tracker=tracker))
    with server.test_request_context("/"):
        assert lede_of(f"?update={update.id}&lang=en") == f"Update {update.id} was withdrawn."
    store.close()


def test_a_record_without_laws_says_so():
    app = running_app()
    with app.server.test_request_context("/"):
        assert lede_of("?lang=en") == "No electoral law is on record here."


# -- while one types


def test_what_is_typed_is_answered_with_the_same_seats_and_a_short_address(house):
    from dashboard.pages.seats import show_seats

    sent = "s.nd=40%2C5&s.syriza=31&typed=1&law=4654-2020&second="
    head, drawn, table = (first_view(part) for part in show_seats(sent))
    assert plain(head).startswith("Ποσοστά όπως γράφτηκαν Υπολογισμός εδρών Πρώτο κόμμα ΝΔ με")
    assert 'data-address="/seats?shares=nd:40.5,syriza:31&amp;law=4654-2020"' in drawn
    assert [row[0] for row in rows_of(table)] == ["ΝΔ", "ΣΥΡΙΖΑ", "Όλοι οι άλλοι"]


@pytest.mark.parametrize("sent", [None, 7, ["x"], {"a": 1}, "\x00", "s.nd=" + "9" * 10_000])
def test_what_no_form_sends_is_answered_all_the_same(house, sent):
    from dashboard.pages.seats import show_seats

    assert len(show_seats(sent)) == 3


# -- the ways there


def test_an_election_and_a_forecaster_lead_to_their_seats(house, shipped):
    update = shipped.updates("2015-09", "failedevolution")[-1]
    election, forecaster = (
        first_view(list(resolve(path, "")[1].content))
        for path in ("/e/2015-09", "/e/2015-09/f/failedevolution")
    )
    assert 'href="/seats?from=2015-09"' in election
    assert f'href="/seats?update={update.id}"' in forecaster


def test_a_share_for_no_party_is_told(house):
    assert "Choose the party of the share “7”." in plain(html_of("?from=2015-09&lang=en&share=7"))
    assert "Choose the party" not in plain(html_of("?from=2015-09&lang=en&share="))
    assert "Choose the party" not in plain(html_of("?from=2015-09&lang=en&more=antarsya&share=7"))


def test_a_share_does_not_seem_to_reach_what_it_misses(house):
    page = plain(html_of("?shares=nd:50,syriza:2.99999&lang=en"))
    assert "SYRIZA" in page
    assert "2.99999" in page.partition("Votes, %")[2].partition("Everyone else")[0]
    # With and without a bonus.
    assert "largest remainders, and the bonus" in plain(html_of("?from=2015-09&lang=en"))
    assert "and the bonus" not in plain(html_of("?from=2023-05&lang=en"))
