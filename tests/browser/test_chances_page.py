"""Seats and chances in a browser: the answer first, a coalition by taps, whole on phone and desk."""

import pytest

from tests.browser.measures import faults
from tests.browser.visits import Visits, arrived, heard, shoot

PAGE = "/e/2015-09/seats"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("language", ["el", "en"])
def test_the_page_is_whole(visits: Visits, language: str, width: int, theme: str) -> None:
    page = visits.open(PAGE, language=language, theme=theme, width=width)
    shoot(page, f"chances-{language}-{width}-{theme}")
    assert faults(page) == []
    lede = page.locator("#live .lede").inner_text()
    first = {"el": "Πρώτο κόμμα ΣΥΡΙΖΑ: σε κάθε κλήρωση.", "en": "SYRIZA comes first: in every draw."}
    assert lede.startswith(first[language])
    assert page.locator("#live .js-plotly-plot").count() == 7


def test_a_coalition_is_chosen_by_taps(visits: Visits) -> None:
    page = visits.open(f"{PAGE}?lang=en", width=390)
    sentence = page.locator("#chances-coalition-sentence")
    # The largest by itself; the others are for the reader to add.
    assert sentence.first.inner_text().startswith("SYRIZA, 151 seats or more: less than 1 in 100")
    page.get_by_role("button", name="PASOK-DIMAR").click()
    arrived(page, f"{PAGE}?lang=en&with=syriza,pasok-dimar")
    assert sentence.first.inner_text().startswith("SYRIZA + PASOK-DIMAR, 151 seats or more: 4 in 10 (3")
    page.get_by_role("button", name="PASOK-DIMAR").click()
    arrived(page, f"{PAGE}?lang=en&with=syriza")
    page.get_by_role("button", name="LAE").click()
    arrived(page, f"{PAGE}?lang=en&with=syriza,lae")
    assert sentence.first.inner_text().startswith("SYRIZA + LAE, 151 seats or more: in every draw (100%).")


EDGES = """frame => {
  const caption = frame.querySelector('caption').getBoundingClientRect(), box = frame.getBoundingClientRect();
  return [box.left <= caption.left, caption.right <= box.right + 1, frame.dataset.more,
    getComputedStyle(frame).maskImage !== 'none'];
}"""


@pytest.mark.parametrize("width", [320, 390])
def test_a_table_wider_than_a_phone_fades_where_it_goes_on_under_a_caption_that_stays(
    visits: Visits, width: int
) -> None:
    page = visits.open(f"{PAGE}?lang=en", width=width)
    block = page.locator("#live section.chart-block").filter(has=page.locator("#chances-moved"))
    if block.locator("details[open]").count() == 0:
        block.locator("summary").click()
    frame = block.locator(".table-frame").last
    heard(page, lambda: frame.evaluate(EDGES) == [True, True, "after", True])
    frame.evaluate("frame => { frame.scrollLeft = 60; }")
    heard(page, lambda: frame.evaluate(EDGES) == [True, True, "before after", True])
    names = "frame => frame.querySelector('tbody th').getBoundingClientRect().left - frame.offsetLeft"
    assert abs(frame.evaluate(names)) < 2
    frame.evaluate("frame => { frame.scrollLeft = 9999; }")
    heard(page, lambda: frame.evaluate(EDGES) == [True, True, "before", False])


def test_a_table_whose_last_column_is_whole_does_not_fade(visits: Visits) -> None:
    page = visits.open("/e/2015-09?lang=en", width=390)
    frame = page.locator("#live .table-frame").filter(has_text="valid votes")
    room = frame.evaluate(
        """frame => {
          const ends = [...frame.querySelectorAll('tr > :last-child')].map(cell => {
            const words = document.createRange();
            words.selectNodeContents(cell);
            return words.getBoundingClientRect().right;
          });
          return frame.getBoundingClientRect().right - Math.max(...ends);
        }"""
    )
    assert frame.evaluate("frame => frame.dataset.more.includes('after')") == (room < -1)
