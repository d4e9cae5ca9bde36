"""Seats and chances in a browser: the answer first, a coalition by taps, whole on phone and desk."""

import pytest

from tests.browser.measures import faults
from tests.browser.visits import Visits, arrived, shoot

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
    assert page.locator("#live .js-plotly-plot").count() == 6


def test_a_coalition_is_chosen_by_taps(visits: Visits) -> None:
    page = visits.open(f"{PAGE}?lang=en", width=390)
    sentence = page.locator("#chances-coalition-sentence")
    # Where a majority is most open.
    assert sentence.first.inner_text().startswith("SYRIZA + PASOK-DIMAR, 151 seats or more: 4 in 10 (3")
    page.get_by_role("button", name="PASOK-DIMAR").click()
    arrived(page, f"{PAGE}?lang=en&with=syriza")
    page.get_by_role("button", name="LAE").click()
    arrived(page, f"{PAGE}?lang=en&with=syriza,lae")
    assert sentence.first.inner_text().startswith("SYRIZA + LAE, 151 seats or more: in every draw (100%).")
