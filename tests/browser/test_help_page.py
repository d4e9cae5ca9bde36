"""The box to try a text in: what is read, what is not, and texts that mean harm."""

import pytest
from playwright.sync_api import Page

from tests.browser.measures import faults
from tests.browser.visits import Visits, shoot, until

POST = """Update (15/9): Αναθεωρημένες προβλέψεις (μετά το δεύτερο debate): ΣΥΡΙΖΑ 28-30% ΝΔ 11-13% ΚΚΕ 5-5,5%
Update (11/9): Αναθεωρημένες προβλέψεις (μετά το πρώτο debate): ΣΥΡΙΖΑ 25-28% ΝΔ 11-13% ΚΚΕ 5-5,5%
Update (04/9): Αναθεωρημένες προβλέψεις: ΣΥΡΙΖΑ 23-25% ΝΔ 12-15% ΚΚΕ 5-5,5%
Update (29/8): Αναθεωρημένες προβλέψεις: ΣΥΡΙΖΑ 23-25% ΝΔ 12-15% ΚΚΕ 5-5,5%
Update : Αναθεωρημένες προβλέψεις: ΣΥΡΙΖΑ 26-27% ..."""
# The button has stopped saying that it is at work.
AT_REST = """() => !document.querySelector('#help-read[data-loading]')
  && document.getAnimations().every(move => move.playState !== 'running')"""
BUTTON = {"el": "Διάβασέ το", "en": "Read it"}


def read(page: Page, typed: str, language: str = "el") -> None:
    """Put a text into the box and have it read."""
    page.locator("#help-text").fill(typed)
    with page.expect_response("**/_dash-update-component"):
        page.get_by_role("button", name=BUTTON[language]).click()
    page.wait_for_selector(".verdict")


def test_five_updates_are_read_from_one_post_and_every_range_is_marked(visits: Visits) -> None:
    page = visits.open("/help")
    read(page, POST)
    assert page.locator(".verdict").inner_text().startswith("Διαβάστηκαν 13 εύρη σε 5 ενημερώσεις.")
    assert page.locator(".read-update caption").all_inner_texts() == [
        "15 Σεπτεμβρίου 2015, μετά το δεύτερο debate",
        "11 Σεπτεμβρίου 2015, μετά το πρώτο debate",
        "4 Σεπτεμβρίου 2015",
        "29 Αυγούστου 2015",
        "Χωρίς ημερομηνία, το κείμενο διακόπτεται",
    ]
    marked = page.locator(".understood")
    assert marked.count() == 13
    assert marked.first.locator(".words").inner_text() == "ΣΥΡΙΖΑ 28-30%"
    assert marked.first.locator(".read-as").inner_text() == "ΣΥΡΙΖΑ 28–30%"
    shoot(page, "help-read-el")


def test_the_example_fills_the_box_with_the_real_post(visits: Visits) -> None:
    page = visits.open("/help", width=390)
    page.get_by_role("button", name="Βάλε ένα παράδειγμα").click()
    until(page, "() => document.getElementById('help-text').value.includes('28-30%')")
    with page.expect_response("**/_dash-update-component"):
        page.locator("#help-text").press("Control+Enter")
    # Nine ranges in each of four updates, and one in the update that breaks off.
    page.get_by_text("37 εύρη σε 5 ενημερώσεις").wait_for()
    until(page, AT_REST)
    shoot(page, "help-example-el-390")
    assert faults(page) == []


@pytest.mark.parametrize(
    ("language", "told"), [("el", "πρώτα γράφεται το μικρότερο"), ("en", "expected the lower one first")]
)
def test_what_cannot_be_read_is_told_in_words(visits: Visits, language: str, told: str) -> None:
    page = visits.open("/help", language=language)
    read(page, "ΣΥΡΙΖΑ 28-30%, ΝΔ 13-11%", language)
    warnings = page.locator(".warnings .error")
    assert warnings.count() == 1
    assert "13-11%" in warnings.inner_text()
    assert told in warnings.inner_text()
    assert page.locator(".understood").count() == 1


HOSTILE = (
    '<script>window.caught = 1</script><img src=x onerror="window.caught = 2">'
    '<svg onload="window.caught = 3"> ΣΥΡΙΖΑ <b onclick="window.caught = 4">28-30%</b>'
)


def test_a_hostile_text_stays_text(visits: Visits) -> None:
    page = visits.open("/help")
    read(page, HOSTILE)
    assert HOSTILE[:40] in page.locator("#help-result").inner_text()
    assert page.locator("#help-result").locator("script, img, svg, b").count() == 0
    page.wait_for_timeout(200)
    assert page.evaluate("window.caught") is None


def test_an_empty_box_gets_a_sentence(visits: Visits) -> None:
    page = visits.open("/help")
    with page.expect_response("**/_dash-update-component"):
        page.get_by_role("button", name=BUTTON["el"]).click()
    page.get_by_text("Το πλαίσιο είναι ακόμη κενό").wait_for()


def test_a_text_without_figures_is_told_so(visits: Visits) -> None:
    page = visits.open("/help", language="en")
    read(page, "Good morning, Athens.", "en")
    assert page.locator(".verdict").inner_text() == "No range was found in this text."


def test_a_text_too_long_is_not_sent_and_the_reader_is_told(visits: Visits) -> None:
    page = visits.open("/help")
    page.locator("#help-text").fill("ΣΥΡΙΖΑ 28-30% " * 15_000)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_role("button", name=BUTTON["el"]).click()
    page.locator("#notice").get_by_text("200 kB").wait_for()
    assert sent == []


def test_the_help_leads_to_writing_and_reading(visits: Visits) -> None:
    page = visits.open("/help", language="en")
    for name in ("For bloggers: how to write", "For readers: the charts"):
        page.get_by_role("link", name=name).click()
        target = page.url.partition("#")[2]
        top = page.locator(f"#{target}").evaluate("part => part.getBoundingClientRect().top")
        assert abs(top) < 40
