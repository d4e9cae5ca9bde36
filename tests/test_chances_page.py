"""The page of seats and chances: what it says first, what it shows, and what where there is nothing."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from flask import Flask, current_app

from dashboard import context, downloads
from dashboard.first_view import first_view
from dashboard.shell import resolve
from forecasts.model import Range, Update
from forecasts.tracker import OUTLOOK_DRAWS, Tracker
from tests.running import running_app

PAGE = "/e/2015-09/seats"


@pytest.fixture
def house(loaded_tracker: Tracker) -> Iterator[Tracker]:
    """The pages over a record of its own."""
    running_app()
    server = Flask("pages")
    context.install(server, context.House(tracker=loaded_tracker))
    downloads.offer(server)
    with server.test_request_context("/"):
        yield loaded_tracker


def html_of(search: str = "", page: str = PAGE) -> str:
    _, view, found = resolve(page, search)
    assert found
    return first_view(list(view.content))


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_who_is_first_and_who_may_enter_is_said_first_with_the_assumption(house: Tracker) -> None:
    said = words(html_of("lang=en"))
    assert "SYRIZA comes first: in every draw. A majority of its own: less than 1 in 100." in said
    low, high = house.outlook(house.updates("2015-09", "failedevolution")[-1]).intervals["syriza"].pieces[0]
    assert 120 < low < high < 150
    assert f"SYRIZA in nine of ten draws: {low}–{high} seats." in said
    # 3–4, 2.5–3.5 and 2.5–3 at 80%: above 3% lie nine tenths, a half and a tenth.
    assert re.search(
        r"PASOK-DIMAR \(9 in 10\), \w+ \(5 in 10\), \w+ \(5 in 10\), EK \(1 in 10\) may enter", said
    )
    assert "Assumption: the truth lies inside each range with a probability of 80%." in said
    assert "Αυτοδυναμία: λιγότερο από 1 στις 100." in words(html_of())


def test_the_reader_can_try_another_probability_and_always_inside(house: Tracker) -> None:
    always = words(html_of("lang=en&mass=100"))
    assert "Assumption: the truth always lies inside each range." in always
    # 3–4 always inside always enters, 2.5–3 never does.
    near = always.partition("At the threshold:")[2].partition("may enter")[0]
    assert "PASOK-DIMAR" not in near
    assert "EK" not in near
    assert "with a probability of 50%" in words(html_of("lang=en&mass=50"))
    assert "with a probability of 73%" in words(html_of("lang=en&mass=73"))
    for odd in ("51x", "49", "101", "-5", "nan", "1e2", "٨٠", "80.5"):
        assert "with a probability of 80%" in words(html_of(f"lang=en&mass={odd}"))


def test_parties_not_named_enter_only_where_the_reader_lets_them(house: Tracker) -> None:
    without = words(html_of("lang=en"))
    assert "that is not named enters" not in without
    left = re.search(
        r"Everybody not named has ([0-9.]+)–([0-9.]+)% in 9 of 10 draws, spread so thinly that none",
        without,
    )
    # 6.5 to 19.5 are left by the bounds.
    assert left
    assert 6.5 < float(left[1]) < float(left[2]) < 19.5
    assert re.search(rf"others {left[1]}–{left[2]} 0% 0 0 0", without)
    allowed = words(html_of("lang=en&unnamed=1"))
    # What 6.5 to 19.5 leave, broken into three, nearly always has one above 3%.
    assert "At least one party that is not named enters: more than 99 in 100." in allowed
    assert re.search("has [0-9.]+–[0-9.]+% in 9 of 10 draws, broken into 3 parties. Chance that one", allowed)
    # They have a line in the table: what the ranges leave, and with it the house is whole.
    table = allowed.partition("In the parliament drawn above ")[2].partition(" From how many seats")[0]
    drawn = [int(found) for found in re.findall(r"(?:–| or )[0-9]+ ([0-9]+)(?= |$)", table)]
    assert (len(drawn), sum(drawn)) == (10, 300)
    assert re.search(r"others 9\.[0-9]–16\.[0-9] &gt;99\.9% [0-9]+ [0-9]+–[0-9]+ " + str(drawn[-1]), table)


def test_an_earlier_update_and_another_forecaster_can_be_chosen(house: Tracker) -> None:
    first = next(u for u in house.updates("2015-09", "failedevolution") if u.published == date(2015, 8, 29))
    assert "116–126" in words(html_of(f"lang=en&update={first.id}"))
    poll = words(html_of("lang=en&forecaster=joint-exit-poll"))
    assert "SYRIZA comes first" in poll
    assert "ND" in poll


def test_a_typical_parliament_is_whole_and_near_the_medians_of_all(house: Tracker) -> None:
    for election, who in (("2015-09", "failedevolution"), ("2023-05", "joint-exit-poll")):
        update = downloads.whole_updates(house, election, who)[-1]
        for unnamed in (0, 1):
            found = house.outlook(update, unnamed=unnamed)
            seats = found.house(found.typical())
            assert (found.every_draw == np.array([[won] for won in seats.values()])).all(axis=0).any()
            outside = {
                key: seats[key]
                for key, each in found.parties.items()
                if not each.seats.p05 <= seats[key] <= each.seats.p95
            }
            assert outside == {}
            # As many parties enter as in most draws; others do not where they hardly ever do.
            entering = Counter((found.every_draw > 0).sum(axis=0).tolist())
            assert sum(won > 0 for won in seats.values()) == entering.most_common(1)[0][0]
            assert (sum(seats.values()) < 300) == (found.unnamed_enters > 0.5)


def test_who_of_those_at_the_threshold_is_in_the_parliament_drawn_is_said(house: Tracker) -> None:
    update = house.updates("2015-09", "failedevolution")[-1]
    found = house.outlook(update)
    seats = found.house(found.typical())
    said = words(html_of("lang=en"))
    inside = said.partition("At the threshold, in: ")[2].partition(";")[0].split(", ")
    outside = (
        said.partition("At the threshold, in: ")[2].partition("; out: ")[2].partition(".")[0].split(", ")
    )
    # PASOK-DIMAR (3–4) enters nine times in ten, EK (2.5–3) once, ANEL and Potami (2.5–3.5) five times.
    assert sorted(inside + outside) == ["ANEL", "EK", "PASOK-DIMAR", "Potami"]
    ids = {"ANEL": "anel", "EK": "ek", "PASOK-DIMAR": "pasok-dimar", "Potami": "potami"}
    assert [name for name in inside if not seats[ids[name]]] == []
    assert [name for name in outside if seats[ids[name]]] == []


def test_the_largest_party_stands_alone_until_the_reader_adds_to_it(house: Tracker) -> None:
    for search in ("lang=en", "lang=en&mass=95", "lang=en&unnamed=1", "lang=en&with=zzz"):
        assert "SYRIZA, 151 seats or more" in words(html_of(search)), search
    page = html_of("lang=en").replace("&amp;", "&")
    assert f"{PAGE}?lang=en&with=syriza,lae" in page
    # To take the only one away leads back to the largest.
    alone = html_of("lang=en&with=lae").replace("&amp;", "&")
    assert "LAE, 151 seats or more" in words(alone)
    pressed = [link for link in re.findall("<a [^>]*>", alone) if 'aria-pressed="true"' in link]
    assert len(pressed) == 1
    assert f'href="{PAGE}?lang=en"' in pressed[0]


def test_what_a_party_that_misses_would_change(house: Tracker) -> None:
    page = html_of("lang=en&miss=pasok-dimar")
    assert "Seats in the two parliaments above: PASOK-DIMAR enters, and misses" in page
    assert "Over all draws SYRIZA has " in words(page)
    assert "seats more on average where PASOK-DIMAR misses." in words(page)
    assert "two parliaments above: ANEL enters" in html_of("lang=en&miss=anel")
    # Of whom it is most open stands first: of ANEL and Potami half of the draws have them in.
    assert re.search("two parliaments above: (ANEL|Potami) enters", html_of("lang=en"))
    # Without it the others have its seats: its own row ends in minus what it had, all rows in nothing.
    table = words(page.partition("Difference")[2].partition("</table>")[0])
    rows = re.findall(r"([0-9]+) ([0-9]+) ([+−]?[0-9]+)(?= |$)", table)
    # SYRIZA, LAE, ND, XA, KKE, PASOK-DIMAR, and of ANEL and Potami one as in most draws.
    assert len(rows) == 7
    assert [sum(int(row[at].replace("−", "-")) for row in rows) for at in range(3)] == [300, 300, 0]
    own = table.partition("PASOK-DIMAR ")[2].split()[:3]
    assert own[1] == "0"
    assert own[2] == f"−{own[0]}"


def test_where_parties_not_named_enter_both_parliaments_are_whole_in_the_table(house: Tracker) -> None:
    page = html_of("lang=en&miss=pasok-dimar&unnamed=1")
    table = words(page.partition("Difference")[2].partition("</table>")[0])
    rows = re.findall(r"([0-9]+) ([0-9]+) ([+−]?[0-9]+)(?= |$)", table)
    assert [sum(int(row[at].replace("−", "-")) for row in rows) for at in range(3)] == [300, 300, 0]
    assert "others" in table


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "forecaster=nobody",
            "Of “nobody” there is no whole forecast for this election: failed evolution is shown.",
        ),
        ("update=99999", "Of update “99999” no parliament can be made here"),
        ("update=x", "Of update “x” no parliament can be made here"),
        ("unnamed=x", "Expected 0 or 1 for parties not named; found “x”."),
        (
            "until=zzz",
            "There is no update “zzz” to end the chart with: it ends with the latest one.",
        ),
        ("miss=syriza", "SYRIZA is not at the threshold: it enters in every draw."),
        ("with=nd,zzz", "Not all parties of the address are in this update: “nd,zzz”."),
        ("miss=zzz", "Not all parties of the address are in this update: “zzz”."),
    ],
)
def test_what_an_address_asks_for_in_vain_is_told(house: Tracker, asked: str, said: str) -> None:
    assert said in words(html_of(f"lang=en&{asked}"))


def test_what_an_address_asks_for_and_gets_is_not_remarked_upon(house: Tracker) -> None:
    last = house.updates("2015-09", "failedevolution")[-1].id
    page = words(
        html_of(f"lang=en&forecaster=failedevolution&update={last}&unnamed=0&with=nd,syriza&miss=anel")
    )
    assert not re.search("found “|Of “|Not all|Of update", page)
    # One of the six breaks off.
    assert "Updates that break off or name no party are left out: 1 of 6." in page
    assert f"/seats?lang=en&amp;update={last}" in html_of("lang=en")


def test_each_update_and_its_chances_stand_in_a_table_and_as_csv(house: Tracker) -> None:
    said = words(html_of("lang=en&with=syriza,kke"))
    assert "11 Sep, after the first debate" in said
    assert "the chance of 151 or more for SYRIZA + KKE" in said
    # On 29 August and 4 September it was still PASOK; the first predictions did not name it.
    pasok = words(
        html_of("lang=en&with=syriza,pasok-dimar").partition("at the foot the chance")[2]
    ).partition("PASOK-DIMAR")[2]
    together = pasok.partition("Majority together")[2].split()[:5]
    assert [each.endswith("%") for each in together] == [True, True, True, True, False]
    body = current_app.test_client().get("/data/2015-09/chances.csv?forecaster=failedevolution").text
    assert body.startswith(
        "\ufeffupdate,published,mass,party,share_mean,share_p05,share_p50,share_p95,seats_mean"
    )
    assert ",2015-09-15,80,syriza," in body
    shown = html_of("lang=en&mass=90&unnamed=1").replace("&amp;", "&")
    assert "/data/2015-09/chances.csv?forecaster=failedevolution&lang=en&mass=90&unnamed=1" in shown
    tried = current_app.test_client().get("/data/2015-09/chances.csv?forecaster=failedevolution&mass=90").text
    assert ",2015-09-15,90,syriza," in tried


def test_a_parameter_given_twice_does_not_change_what_others_see() -> None:
    client = running_app().server.test_client()
    page = "/e/2015-09/f/failedevolution"
    assert '<html lang="el">' in client.get(f"{page}?lang=en&lang=el").text
    assert '<html lang="en">' in client.get(f"{page}?lang=en").text


def test_an_election_under_a_law_nobody_knows_says_so() -> None:
    answer = running_app().server.test_client().get("/e/2015-09/seats?lang=en")
    assert answer.status_code == 200
    assert "There is no electoral law" in answer.text


def printed(party: str | None, low: str, high: str) -> Range:
    return Range(party=party, label=party or f"x{low}", low=Decimal(low), high=Decimal(high))


def test_odd_sets_of_ranges_are_shown_or_refused_in_words(house: Tracker) -> None:
    odd = {
        "eighteen parties": [printed(None, f"{n}.0", f"{n}.5") for n in range(1, 13)]
        + [printed(None, f"0.{n}", "1") for n in range(1, 7)],
        "nobody enters": [printed("syriza", "1", "2"), printed("nd", "0", "0")],
        "far too wide": [printed(None, f"0.{n:02}", "40") for n in range(12)],
    }
    for day, (name, ranges) in enumerate(odd.items(), start=16):
        house.publish(
            [
                Update(
                    forecaster="kapa",
                    election="2015-09",
                    published=date(2015, 9, day),
                    ranges=tuple(ranges),
                    text=name,
                )
            ]
        )
        page = words(html_of("lang=en&forecaster=kapa"))
        refused = name == "far too wide"
        assert ("Hardly any result that adds up to 100" in page) is refused, name
        assert ("A typical parliament" in page) is not refused, name


def test_a_party_and_the_one_it_took_the_place_of_are_counted_once(house: Tracker) -> None:
    for day, ranges in (
        (16, [printed("pasok", "27", "28"), printed("nd", "30", "31"), printed("syriza", "20", "22")]),
        (17, [printed("pasok", "12", "13"), printed("pasok-dimar", "14", "15"), printed("nd", "30", "31")]),
    ):
        update = Update(
            forecaster="kapa",
            election="2015-09",
            published=date(2015, 9, day),
            ranges=tuple(ranges),
            text=f"{day}",
        )
        house.publish([update])
    page = words(html_of("lang=en&forecaster=kapa&with=pasok,pasok-dimar"))
    # Of the earlier update only PASOK is known: nothing is said of both together.
    assert page.partition("Majority together ")[2].split()[1] == "–"


def test_of_a_list_of_several_parties_that_may_come_first_it_is_said_what_the_bonus_asks(
    house: Tracker,
) -> None:
    said = "LAE is a coalition that counts as 3 parties: where it comes first it gets the bonus only if its"
    assert said not in words(html_of("lang=en"))
    ranges = (
        replace(printed("lae", "27", "30"), components=("lae", "sxedio-b", "antarsya")),
        printed("syriza", "27", "30"),
    )
    update = Update(
        forecaster="kapa", election="2015-09", published=date(2015, 9, 16), ranges=ranges, text="x"
    )
    house.publish([update])
    assert said in words(html_of("lang=en&forecaster=kapa"))
    assert "Το ΛΑΕ είναι συνασπισμός που μετρά για 3 κόμματα" in words(html_of("forecaster=kapa"))


def test_an_election_without_a_forecast_says_so_and_where_to_go() -> None:
    page = running_app().server.test_client().get("/e/2012-05/seats?lang=en").text
    assert "Nobody on record has a whole forecast for this election: seats need" in page
    assert "/seats?lang=en&amp;from=2012-05" in page


def test_of_a_text_that_names_some_parties_only_no_parliament_is_made(house: Tracker) -> None:
    # Kapa's of May 2023 names three small parties; the poll of 17 June 2012, 20:30, names two.
    assert "forecaster=kapa" not in html_of("lang=en", "/e/2023-05/seats")
    june = words(html_of("lang=en", "/e/2012-06/seats"))
    assert "A majority of its own: always" not in june
    assert "20:30" not in june
    csv = current_app.test_client().get("/data/2023-05/chances.csv?forecaster=kapa")
    assert csv.status_code == 404


def test_hostile_labels_stay_text_and_ranges_that_cannot_be_are_said(house: Tracker) -> None:
    label = "<script>alert(1)</script>"
    odd = Update(
        forecaster="kapa",
        election="2015-09",
        published=date(2015, 9, 18),
        ranges=(
            Range(party=None, label=label, low=Decimal(40), high=Decimal(44)),
            Range(party="nd", label="ΝΔ", low=Decimal(30), high=Decimal(34)),
        ),
        text="x",
    )
    house.publish([odd])
    page = html_of("lang=en&forecaster=kapa")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    never = replace(
        odd,
        published=date(2015, 9, 19),
        ranges=tuple(
            Range(party=None, label=f"{label}{n}", low=Decimal("9.999"), high=Decimal("10.099"))
            for n in range(10)
        ),
    )
    house.publish([never])
    page = html_of("lang=en&forecaster=kapa&mass=99")
    assert "The ranges cannot be worked out together" in words(page)
    assert "<script>" not in page
    assert "The ranges cannot be worked out together" not in html_of("lang=en&forecaster=failedevolution")


def test_the_guide_names_as_many_draws_as_are_made() -> None:
    docs = Path(__file__).parent.parent / "docs"
    assert f"{OUTLOOK_DRAWS:,} results are drawn" in (docs / "reading.md").read_text(encoding="utf-8")
    greek = f"{OUTLOOK_DRAWS:,}".replace(",", ".")
    assert f"κληρώνονται {greek} αποτελέσματα" in (docs / "reading.el.md").read_text(encoding="utf-8")
