"""The seat calculator and updates that name only a part of the parties: no parliament is made of them."""

import re

from dashboard.first_view import first_view
from dashboard.shell import resolve
from forecasts.storage import UpdateStore
from forecasts.tracker import Tracker
from tests.pages import house, pages_over, plain, rows_of, shipped
from tests.test_calculator import fields_of, html_of, lede_of, link_of

__all__ = ["house", "shipped"]


def part_of(shipped, election, forecaster):
    return next(u for u in reversed(shipped.updates(election, forecaster)) if not u.complete)


def is_no_parliament(query):
    html = html_of(query)
    return "first-chart" not in html and rows_of(html) == []


def test_of_an_update_that_names_only_some_parties_no_parliament_is_made(house, shipped):
    """Kapa's exit poll of May 2023, of which ΠΑΣΟΚ 10–12, ΕΛ 3.5–5 and ΜέΡΑ25 3–4 are known."""
    number = part_of(shipped, "2023-05", "kapa").id
    said = (
        f"Η ενημέρωση {number} είναι ελλιπής: κατονομάζει μόνο ΠΑΣΟΚ, ΕΛ, ΜέΡΑ25. "
        "Από μερικά μόνο κόμματα δεν βγαίνει βουλή."
    )
    english = (
        f"Update {number} is incomplete: it names only PASOK, EL, MeRA25. "
        "No parliament can be made of a part of the parties."
    )
    for asks in (f"?update={number}", f"?from=update-{number}", f"?update={number}&law=3231-2004"):
        assert (lede_of(asks), lede_of(f"{asks}&lang=en")) == (said, english)
        assert is_no_parliament(asks)
        page = plain(html_of(asks))
        assert said in page
        assert "διακόπτεται" not in page
        assert "Πρώτο κόμμα" not in page


def test_a_part_of_an_update_stays_none_as_long_as_nothing_is_added(house, shipped):
    """Its form sent as it came, under another law too, and the address that the page then has."""
    number = part_of(shipped, "2023-05", "kapa").id
    fields = "&".join(f"s.{name}={share}" for name, share in fields_of(html_of(f"?update={number}")).items())
    sent = f"?from=update-{number}&typed=1&law=3231-2004&{fields}"
    assert is_no_parliament(sent)
    assert link_of(sent) == f"/seats?update={number}&law=3231-2004"
    assert is_no_parliament(f"?shares=pasok:11,el:4.25,mera25:3.5&from=update-{number}")


def test_the_form_of_a_part_holds_what_it_names_and_room_for_the_others(house, shipped):
    """10–12, 3.5–5 and 3–4 have their middles at 11, 4.25 and 3.5."""
    number = part_of(shipped, "2023-05", "kapa").id
    html = html_of(f"?update={number}")
    fields = fields_of(html)
    assert {party: share for party, share in fields.items() if share} == {
        "pasok": "11", "el": "4,25", "mera25": "3,5",
    }  # fmt: skip
    assert {"nd", "syriza", "kke"} < set(fields)
    whole = shipped.updates("2023-05", "joint-exit-poll")[-1]
    assert f'href="/seats?update={whole.id}"' in html
    # 38 and 27 for the first two: ΝΔ is then first.
    sent = "&".join(f"s.{name}={share}" for name, share in (fields | {"nd": "38", "syriza": "27"}).items())
    completed = f"?from=update-{number}&typed=1&law=4406-2016&{sent}"
    assert lede_of(completed).startswith("Πρώτο κόμμα ΝΔ με")
    assert "Ποσοστά όπως γράφτηκαν" in plain(html_of(completed))
    again = html_of(link_of(completed).removeprefix("/seats"))
    assert again.count("first-chart") == 1
    # Blank fields are not in an address; the parties still missing have theirs. 38 + 27 + 18.75 = 83.75.
    assert set(fields_of(again)) == set(fields)
    assert "Τα ποσοστά αφήνουν 16,25% σε όσους δεν κατονομάζονται" in plain(again)


def test_the_calculator_offers_the_latest_whole_update_of_each_forecaster(house, shipped):
    """Of June 2012 and September 2015 the last release of one is whole, of another none is."""
    offered = {int(found) for found in re.findall(r'value="update-(\d+)"', html_of(""))}
    assert part_of(shipped, "2012-06", "joint-exit-poll").id not in offered
    assert shipped.updates("2012-06", "joint-exit-poll")[0].id in offered
    assert part_of(shipped, "2015-09", "uom-skai").id not in offered
    assert all(shipped.update(number).complete for number in offered)
    asked_for = part_of(shipped, "2023-05", "kapa").id
    assert f'value="update-{asked_for}"' not in html_of(f"?update={asked_for}").partition("</form>")[0]


def test_an_update_that_names_no_party_is_told_so(house, catalogue):
    store = UpdateStore("sqlite://")
    store.migrate()
    tracker = Tracker(catalogue, store)
    tracker.submit("Λοιπά 5-7%", forecaster="kapa", election="2023-05")
    (update,) = tracker.updates("2023-05", "kapa")
    with pages_over(tracker):
        number = update.id
        said = f"Update {number} names no party: no parliament can be made of it."
        assert lede_of(f"?update={number}&lang=en") == said
        assert f'value="update-{number}"' not in html_of("")
    store.close()


def test_a_forecaster_leads_to_the_seats_of_the_latest_whole_update(house, shipped):
    first, last = shipped.updates("2012-06", "joint-exit-poll")
    page = first_view(list(resolve("/e/2012-06/f/joint-exit-poll", "")[1].content))
    assert f'href="/seats?update={first.id}"' in page
    assert f'href="/seats?update={last.id}"' not in page
    page = first_view(list(resolve("/e/2023-05/f/kapa", "")[1].content))
    assert 'href="/seats?update=' not in page
