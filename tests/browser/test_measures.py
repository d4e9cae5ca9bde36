"""What the other tests measure with: would it see a fault if there were one?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.measures import duplicate_ids, faults

CHART = '<div class="js-plotly-plot"><svg class="main-svg" width="300" height="100">{}</svg></div>'


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 600})
    yield page
    page.close()


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<div style="width: 500px">wide</div>', "the page is"),
        ('<p style="width: 40px; overflow: hidden; white-space: nowrap">a long sentence</p>', "at the side"),
        ('<p style="height: 10px; overflow: hidden">two<br>lines</p>', "cut off below"),
        (CHART.format('<text x="280" y="50">too far right</text>'), "outside the chart"),
        (CHART.format('<text x="9" y="50">one</text><text x="12" y="52">other</text>'), "over one another"),
    ],
)
def test_a_fault_is_seen(page: Page, body: str, found: str) -> None:
    page.set_content(body)
    assert len(faults(page)) == 1
    assert found in faults(page)[0]


def test_words_that_keep_clear_are_no_fault(page: Page) -> None:
    page.set_content(CHART.format('<text x="9" y="20">one</text><text x="9" y="60">other</text>'))
    assert faults(page) == []


def test_an_id_borne_twice_is_seen(page: Page) -> None:
    page.set_content('<p id="a"></p><p id="a"></p><p id="b"></p>')
    assert duplicate_ids(page) == ["a"]
