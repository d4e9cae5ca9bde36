"""Parliaments on the narrowest phones: no label over another, nothing cut off."""

import pytest

from tests.browser.measures import faults
from tests.browser.visits import Visits, shoot

CROWDED = "shares=nd:30,syriza:25,xa:3.1,kke:3.1,pasok:3,potami:3,anel:3,ek:3,lae:3,antarsya:3&law=4406-2016"
PAGES = {
    "chances": "/e/2015-09/seats",
    "result": "/seats?from=2015-09",
    "two-laws": "/seats?from=2023-06&second=4406-2016",
    "crowded": f"/seats?{CROWDED}",
}


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize(("language", "theme"), [("el", "light"), ("en", "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_no_label_stands_over_another(
    visits: Visits, name: str, language: str, theme: str, width: int
) -> None:
    page = visits.open(PAGES[name], language=language, theme=theme, width=width)
    shoot(page, f"narrowest-{name}-{language}-{width}")
    assert faults(page) == []


def test_no_label_of_a_crowded_house_is_outside_its_chart_on_a_desk(visits: Visits) -> None:
    assert faults(visits.open(f"/seats?{CROWDED.replace('lae:3,', 'lae:3,mera25:3,')}")) == []
