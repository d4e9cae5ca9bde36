"""Every page in both languages, both themes and both widths: it loads, it is whole, everybody can use it."""

from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.measures import duplicate_ids, faults, marks
from tests.browser.visits import Visits, shoot

SEPTEMBER = {"el": "Βουλευτικές εκλογές Σεπτεμβρίου 2015", "en": "September 2015 parliamentary election"}
MAY = {"el": "Βουλευτικές εκλογές Μαΐου 2012", "en": "May 2012 parliamentary election"}
HOUSE = {"el": "Πρόβλεψη", "en": "Provlepsi"}
DEBATES = {"el": "Πριν και μετά τα debate", "en": "Before and after the debates"}
LEDGER = {"el": "Το κατάστιχο των αναθεωρήσεων", "en": "The ledger of revisions"}
NOWHERE = {"el": "Δεν υπάρχει τέτοια σελίδα", "en": "There is no such page"}
BLOGGER = {"el": "failed evolution", "en": "failed evolution"}
WIDTHS = (390, 1440)


@dataclass(frozen=True)
class Expected:
    """A page: where it is, its headline, what follows in the title, how many charts it has."""

    path: str
    headline: dict[str, str]
    about: dict[str, str] | None
    charts: int

    def title(self, language: str) -> str:
        """The title of the document."""
        parts = [self.headline[language], *([self.about[language]] if self.about else [])]
        return f"{', '.join(parts)} · {HOUSE[language]}"


LEDGER_ABOUT = {language: f"{name} · failed evolution" for language, name in SEPTEMBER.items()}
SEATS = {"el": "Υπολογισμός εδρών", "en": "Seat calculator"}
HELP = {"el": "Βοήθεια", "en": "Help"}
FRONT = {"el": "Τι μετακινήθηκε πριν από την κάλπη", "en": "What moved before the vote"}
PAGES = {
    "front": Expected("/", FRONT, None, 1),
    "election": Expected("/e/2015-09", SEPTEMBER, None, 0),
    "panels": Expected("/e/2015-09/f/failedevolution", BLOGGER, SEPTEMBER, 1),
    "together": Expected("/e/2015-09/f/failedevolution?view=together", BLOGGER, SEPTEMBER, 1),
    "debates": Expected("/e/2015-09/debates", DEBATES, SEPTEMBER, 2),
    "revisions": Expected("/e/2015-09/revisions", LEDGER, LEDGER_ABOUT, 1),
    "seats": Expected("/seats?from=2015-09", SEATS, None, 1),
    "two-laws": Expected("/seats?from=2023-06&second=4406-2016", SEATS, None, 2),
    "wrong-share": Expected("/seats?shares=syriza:abc,nd:28", SEATS, None, 0),
    "help": Expected("/help", HELP, None, 0),
    "no-debates": Expected("/e/2012-05/debates", DEBATES, MAY, 0),
    "exit-polls": Expected("/e/2012-05", MAY, None, 0),
    "nowhere": Expected("/nowhere", NOWHERE, None, 0),
}


def title(name: str, language: str) -> str:
    """The front page bears the name of the house alone."""
    return HOUSE[language] if name == "front" else PAGES[name].title(language)


def violations(page: Page) -> list[str]:
    """What axe finds wrong, with the elements."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{v['id']}: {', '.join(str(node['target']) for node in v['nodes'][:4])}" for v in found]


def unfold(page: Page) -> None:
    """Open the tables of numbers."""
    page.eval_on_selector_all("details.numbers", "all => all.forEach(each => { each.open = true; })")


def headline_first(page: Page) -> bool:
    """Whether the headline is seen at once, and above every chart."""
    return bool(
        page.evaluate(
            """() => {
              const box = document.querySelector('main h1').getBoundingClientRect();
              const charts = [...document.querySelectorAll('.js-plotly-plot')];
              return box.top > 0 && box.bottom < innerHeight / 2 && box.right <= innerWidth &&
                charts.every(chart => chart.getBoundingClientRect().top > box.bottom);
            }"""
        )
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["el", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_and_open_to_everybody(
    visits: Visits, name: str, language: str, theme: str, width: int
) -> None:
    expected = PAGES[name]
    page = visits.open(expected.path, language=language, theme=theme, width=width)
    shoot(page, f"{name}-{language}-{theme}-{width}")
    assert page.title() == title(name, language)
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").all_inner_texts() == [expected.headline[language]]
    assert headline_first(page)
    drawn = marks(page)
    assert len(drawn) == expected.charts
    assert all(count >= 5 for count in drawn)
    assert faults(page) == []
    assert duplicate_ids(page) == []
    assert page.locator("html").get_attribute("data-mantine-color-scheme") == theme
    if width == 390 or (language, theme) == ("el", "light"):
        unfold(page)
        assert faults(page) == []
        assert violations(page) == []


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("path", ["/", "/e/2015-09/seats", "/e/2015-09/f/failedevolution", "/seats"])
def test_on_the_narrowest_phones_nothing_scrolls_sideways(visits: Visits, path: str, width: int) -> None:
    page = visits.open(path, width=width)
    wide, room = page.evaluate("(e => [e.scrollWidth, e.clientWidth])(document.documentElement)")
    assert wide <= room
    assert page.get_by_role("link", name="Πρόβλεψη").first.is_visible()
