"""A saved image tells what it shows: title, whose it is, assumption, sentence and source round the chart."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.visits import Visits

# What is written on canvases, line by line; charts themselves are drawn from SVG and write nothing there.
WRITTEN = """() => {
  window.written = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (words, ...place) {
    window.written.push(words);
    return write.call(this, words, ...place);
  };
}"""
COALITION = "/e/2015-09/seats?lang=en&mass=90&with=syriza,lae"


def saved(page: Page, button: str, folder: Path) -> tuple[str, tuple[int, int]]:
    """The words of an image that a button saves, its lines joined, and its width and height."""
    page.evaluate(WRITTEN)
    with page.expect_download() as download:
        page.locator(button).first.click()
    file = folder / "image.png"
    download.value.save_as(file)
    head = file.read_bytes()[16:24]
    size = int.from_bytes(head[:4]), int.from_bytes(head[4:])
    return " ".join(page.evaluate("window.written")), size


def drawn(page: Page, name: str) -> tuple[int, int]:
    """How wide and high a chart is drawn."""
    chart = f"document.querySelector('#live #{name} .js-plotly-plot')._fullLayout"
    width, height = page.evaluate(f"[{chart}.width, {chart}.height]")
    return round(width), round(height)


@pytest.mark.parametrize("width", [390, 1440])
def test_the_image_of_a_coalition_names_parties_forecaster_update_assumption_and_source(
    visits: Visits, tmp_path: Path, width: int
) -> None:
    page = visits.open(COALITION, width=width)
    seen = page.locator("#live #chances-coalition").inner_text()
    words, size = saved(page, "#live [data-image='chances-coalition']", tmp_path)
    assert words.startswith("Who could govern together?")
    assert "September 2015 parliamentary election · failed evolution, 15 Sep" in words
    assert "90%" in words
    assert "SYRIZA + LAE" in words
    assert words.endswith(f"Provlepsi · {COALITION}")
    chart = drawn(page, "chances-coalition")
    assert size[0] == 2 * chart[0]
    assert size[1] > 2 * chart[1] + 200
    assert page.locator("#live #chances-coalition").inner_text() == seen
    assert drawn(page, "chances-coalition") == chart


def test_the_image_of_one_of_two_charts_has_the_sentence_about_both(visits: Visits, tmp_path: Path) -> None:
    page = visits.open(COALITION)
    page.locator("#live #chances-out").hover()
    words, _ = saved(page, "#live #chances-out .modebar-btn", tmp_path)
    assert " misses " in words
    assert "The same result twice: first" in words


@pytest.mark.parametrize(
    ("path", "chart", "expected"),
    [
        (
            "/e/2015-09/f/failedevolution",
            "forecaster-ranges",
            [
                "Βουλευτικές εκλογές Σεπτεμβρίου 2015 · failed evolution",
                "Πρόβλεψη · /e/2015-09/f/failedevolution",
            ],
        ),
        (
            "/e/2015-09/debates",
            "debates-debate-2",
            ["Δεύτερο debate, 14 Σεπτεμβρίου 2015", "Πρόβλεψη · /e/2015-09/debates"],
        ),
        (
            "/seats?from=2015-09",
            "seats-chart-1",
            ["Επίσημο αποτέλεσμα", "145", "Πρόβλεψη · /seats?from=2015-09"],
        ),
    ],
)
def test_the_camera_in_the_corner_saves_the_same_image(
    visits: Visits, tmp_path: Path, path: str, chart: str, expected: list[str]
) -> None:
    page = visits.open(path)
    page.locator(f"#live #{chart}").hover()
    words, size = saved(page, f"#live #{chart} .modebar-btn", tmp_path)
    assert [said for said in expected if said not in words] == []
    assert size[0] == 2 * drawn(page, chart)[0]


def test_a_chart_wider_than_the_phone_is_saved_whole(visits: Visits, tmp_path: Path) -> None:
    page = visits.open("/e/2015-09/revisions?lang=en", width=320)
    name = page.locator("#live [data-image]").first.get_attribute("data-image") or ""
    _, size = saved(page, "#live [data-image]", tmp_path)
    assert drawn(page, name)[0] > 320
    assert size[0] == 2 * drawn(page, name)[0]


def test_hostile_words_stay_words_in_an_image(visits: Visits, tmp_path: Path) -> None:
    page = visits.open(COALITION)
    hostile = "<img src=x onerror=document.title='bad'> <b>&amp;"
    page.evaluate("words => { document.querySelector('#live .kicker').textContent = words; }", hostile)
    words, _ = saved(page, "#live [data-image='chances-coalition']", tmp_path)
    assert hostile in words
    assert page.title() != "bad"


def test_on_a_phone_the_menu_leads_to_the_calculator(visits: Visits) -> None:
    page = visits.open("/e/2015-09/seats?lang=en", width=320)
    assert page.locator("#live .seats-link").is_hidden()
    page.locator("#live details.menu summary").click()
    page.locator("#live .menu").get_by_role("link", name="Seat calculator").click()
    page.wait_for_url("**/seats?lang=en")
    page = visits.open("/e/2015-09/seats?lang=en")
    page.locator("#live details.menu summary").click()
    assert page.locator("#live .menu .calculator-link").is_hidden()
