"""The picture in the README, made by a test: PROVLEPSI_SCREENSHOT=docs/screenshot.png renews it."""

import os
from pathlib import Path

from tests.browser.measures import faults, marks
from tests.browser.story import BLOGGER
from tests.browser.visits import Visits

WIDTH = 1200
LARGEST = 250_000


def test_the_picture_in_the_readme_shows_headline_and_chart(visits: Visits, tmp_path: Path) -> None:
    picture = Path(os.environ.get("PROVLEPSI_SCREENSHOT") or tmp_path / "screenshot.png")
    page = visits.open(BLOGGER, language="en", width=WIDTH, height=1600)
    assert faults(page) == []
    assert marks(page)[0] >= 9
    bottom = page.locator("#live .chart").evaluate("chart => chart.getBoundingClientRect().bottom")
    page.screenshot(path=picture, clip={"x": 0, "y": 0, "width": WIDTH, "height": bottom})
    assert picture.stat().st_size < LARGEST
