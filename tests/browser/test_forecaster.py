"""The page of a forecaster: the bands as published, what hover and keys tell, views in the address, files."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.measures import bands, faults, marks
from tests.browser.story import BLOGGER, DATED, RANGES, UNDATED, bands_published
from tests.browser.visits import Visits, arrived, there, until, where

CHART = "forecaster-ranges"
PNG = b"\x89PNG\r\n\x1a\n"
SPOT = """([chart, day]) => {
  const plot = document.querySelector(`#${chart} .js-plotly-plot`), box = plot.getBoundingClientRect();
  const x = plot._fullLayout.xaxis, y = plot._fullLayout.yaxis;
  return [box.x + x._offset + x.d2p(day), box.y + y._offset + y._length / 2];
}"""


def hover(page: Page, day: str) -> list[str]:
    """What the chart says of a day, in the first panel."""
    page.locator(f"#{CHART}").scroll_into_view_if_needed()
    x, y = page.evaluate(SPOT, [CHART, day])
    page.mouse.move(x - 2, y)
    page.mouse.move(x + 1, y)
    page.wait_for_selector(".hoverlayer .legend text", state="attached")
    return page.locator(".hoverlayer text").all_text_contents()


def live_text(page: Page) -> str:
    """What a screen reader is told."""
    return page.locator("#figures-live").text_content() or ""


def opened(visits: Visits, query: str = "", **how: str) -> Page:
    return visits.open(BLOGGER + query, height=1400, **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("view", ["panels", "together"])
def test_every_band_is_drawn_exactly_as_published(visits: Visits, view: str) -> None:
    page = opened(visits, f"?view={view}")
    drawn = bands(page, CHART)
    dated = {party: [band for band in found if band[0] in DATED] for party, found in drawn.items()}
    assert dated == bands_published()


@pytest.mark.parametrize("view", ["panels", "together"])
def test_the_undated_predictions_come_first_and_hold_until_the_first_date(visits: Visits, view: str) -> None:
    page = opened(visits, f"?view={view}")
    drawn = bands(page, CHART)
    undated = {party: [band[1:] for band in found if band[0] < DATED[0]] for party, found in drawn.items()}
    # The second undated update breaks off after SYRIZA 26–27: it ends nothing, so all others hold on.
    assert undated == {party: [UNDATED[party]] * 2 if party in UNDATED else [] for party in RANGES}


@pytest.mark.parametrize(
    ("day", "language", "told"),
    [
        ("2015-09-12", "el", "11/9: 25–28%"),
        ("2015-09-14", "el", "11/9: 25–28%"),
        ("2015-09-16", "el", "15/9: 28–30%"),
        ("2015-09-02", "en", "29 Aug: 23–25%"),
    ],
)
def test_hover_tells_the_update_in_force_that_day(visits: Visits, day: str, language: str, told: str) -> None:
    page = opened(visits, language=language)
    assert any(line.startswith(told) for line in hover(page, day))


def test_hover_over_all_parties_says_each_once_and_nothing_else(visits: Visits) -> None:
    page = opened(visits, "?view=together")
    assert hover(page, "2015-09-12") == [
        "Σε ισχύ",
        "Ενημέρωση 11/9",
        "ΣΥΡΙΖΑ 25–28%",
        "ΛΑΕ 20–23% (από 29/8)",
        "ΝΔ 11–13%",
        "ΧΑ 6–8% (από 29/8)",
        "ΚΚΕ 5–5,5%",
        "ΠΑΣΟΚ-ΔΗΜΑΡ 3–4% (από 29/8, ως ΠΑΣΟΚ)",
        "ΠΟΤΑΜΙ 2,5–3,5% (από 4/9)",
        "ΑΝΕΛ 2,5–3,5% (από 29/8)",
        "ΕΚ 3,5–4% (από 4/9)",
    ]


@pytest.mark.parametrize("view", ["panels", "together"])
def test_hover_is_seen_whole_on_a_phone(visits: Visits, view: str) -> None:
    page = visits.open(f"{BLOGGER}?view={view}", width=390, height=900)
    hover(page, "2015-09-12")
    box = page.locator(".hoverlayer .legend .bg").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize(
    ("language", "before", "joint"), [("el", "ΠΑΣΟΚ", "ΠΑΣΟΚ-ΔΗΜΑΡ"), ("en", "PASOK", "PASOK-DIMAR")]
)
def test_a_list_is_called_what_each_update_called_it(
    visits: Visits, language: str, before: str, joint: str
) -> None:
    page = opened(visits, "?view=together", language=language)
    assert any(line.startswith(f"{before} 3–4%") for line in hover(page, "2015-09-06"))
    page.locator(f"#{CHART} .js-plotly-plot").focus()
    page.keyboard.press("End")
    assert f", {joint} 3–4%, " in live_text(page)
    page.keyboard.press("ArrowLeft")
    assert f", {joint} 3–4%, " in live_text(page)
    page.keyboard.press("ArrowLeft")
    assert f", {before} 3–4%, " in live_text(page)
    page.keyboard.press("ArrowLeft")
    assert f", {before} 3–4%, " in live_text(page)


def test_greek_hover_has_a_decimal_comma_and_english_a_point(visits: Visits) -> None:
    for language, told in (("el", "ΠΟΤΑΜΙ 2,5–3,5%"), ("en", "Potami 2.5–3.5%")):
        page = opened(visits, "?view=together", language=language)
        assert any(line.startswith(told) for line in hover(page, "2015-09-12"))


def test_the_numbers_written_into_the_chart_follow_the_language(visits: Visits) -> None:
    for language, right, wrong in (("el", ",", "."), ("en", ".", ",")):
        page = opened(visits, language=language)
        latest = page.locator(f"#{CHART} .annotation-text").all_text_contents()
        assert f"2{right}5–3{right}5" in latest
        assert not [said for said in latest if f"2{wrong}5" in said]


def test_arrow_keys_go_from_update_to_update_and_say_it(visits: Visits) -> None:
    page = opened(visits)
    page.locator(f"#{CHART} .js-plotly-plot").focus()
    page.keyboard.press("End")
    assert live_text(page).startswith("Ενημέρωση 15/9: ΣΥΡΙΖΑ 28–30%, ΛΑΕ 20–23%, ΝΔ 11–13%")
    page.keyboard.press("ArrowLeft")
    assert live_text(page).startswith("Ενημέρωση 11/9: ΣΥΡΙΖΑ 25–28%, ΛΑΕ 20–23%, ΝΔ 11–13%")
    page.keyboard.press("ArrowLeft")
    assert live_text(page).startswith("Ενημέρωση 4/9: ΣΥΡΙΖΑ 23–25%, ΛΑΕ 20–23%, ΝΔ 12–15%")
    page.keyboard.press("ArrowRight")
    assert live_text(page).startswith("Ενημέρωση 11/9: ")
    page.keyboard.press("Home")
    assert live_text(page).startswith("Ενημέρωση χωρίς ημερομηνία: ΣΥΡΙΖΑ 26–27%")
    page.keyboard.press("Escape")
    assert live_text(page) == ""


def test_a_view_changes_the_address_and_the_back_button_restores_it(visits: Visits) -> None:
    page = opened(visits)
    page.get_by_role("link", name="Όλα μαζί").click()
    together = f"{BLOGGER}?view=together"
    arrived(page, together)
    assert where(page) == together
    page.get_by_role("button", name="ΛΑΕ").click()
    without = f"{together}&parties=syriza,nd,xa,kke,ek,potami,pasok-dimar,anel"
    arrived(page, without)
    assert where(page) == without
    assert set(bands(page, CHART)) == set(RANGES) - {"lae"}
    page.go_back()
    arrived(page, together)
    assert set(bands(page, CHART)) == set(RANGES)
    page.go_back()
    arrived(page, BLOGGER)
    assert page.locator(".option[aria-current]").inner_text() == "Ένα πλαίσιο ανά κόμμα"
    page.go_forward()
    arrived(page, together)
    assert page.locator(".option[aria-current]").inner_text() == "Όλα μαζί"


def test_changing_the_view_keeps_the_readers_place_and_focus(visits: Visits) -> None:
    page = visits.open(BLOGGER, height=600)
    switch = page.get_by_role("button", name="ΚΚΕ")
    switch.focus()
    page.evaluate("window.scrollTo(0, 250)")
    page.keyboard.press("Enter")
    arrived(page, f"{BLOGGER}?parties=syriza,lae,nd,xa,ek,potami,pasok-dimar,anel")
    assert page.evaluate("window.scrollY") == 250
    assert page.evaluate("document.activeElement.textContent") == "ΚΚΕ"
    assert switch.get_attribute("aria-pressed") == "false"


def test_an_address_brings_the_same_view_after_a_reload_and_in_a_fresh_browser(visits: Visits) -> None:
    page = opened(visits)
    page.get_by_role("link", name="Όλα μαζί").click()
    arrived(page, f"{BLOGGER}?view=together")
    page.get_by_role("button", name="ΧΑ").click()
    shown = f"{BLOGGER}?view=together&parties=syriza,lae,nd,kke,ek,potami,pasok-dimar,anel"
    arrived(page, shown)
    kept = bands(page, CHART)
    assert set(kept) == set(RANGES) - {"xa"}
    page.reload()
    there(page)
    assert bands(page, CHART) == kept
    link = page.get_by_role("link", name="Σύνδεσμος προς αυτή την προβολή").get_attribute("href")
    assert link == shown
    fresh = visits.open(shown)
    assert bands(fresh, CHART) == kept
    assert fresh.locator(".option[aria-current]").inner_text() == "Όλα μαζί"


def test_an_address_with_nonsense_in_it_shows_everything(visits: Visits) -> None:
    page = opened(visits, "?view=upside-down&parties=whigs,tories")
    assert set(bands(page, CHART)) == set(RANGES)


def test_the_chart_can_be_saved_as_an_image(visits: Visits, tmp_path: Path) -> None:
    page = opened(visits)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Εικόνα (PNG)").click()
    image = tmp_path / "chart.png"
    saved.value.save_as(image)
    assert saved.value.suggested_filename == "provlepsi-2015-09-failedevolution.png"
    assert image.read_bytes().startswith(PNG)
    assert image.stat().st_size > 10_000


def test_the_numbers_can_be_saved_and_equal_the_posts(visits: Visits, tmp_path: Path) -> None:
    page = opened(visits)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Αριθμοί (CSV)").click()
    file = tmp_path / "ranges.csv"
    saved.value.save_as(file)
    assert saved.value.suggested_filename == "provlepsi-2015-09-failedevolution-ranges.csv"
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    read: dict[str, list[tuple[str, float, float]]] = {}
    for row in rows:
        if row["published"]:
            read.setdefault(row["line"], []).append((row["published"], float(row["low"]), float(row["high"])))
    assert read == bands_published()
    first = {row["line"]: (float(row["low"]), float(row["high"])) for row in rows if not row["published"]}
    assert first == UNDATED


def test_the_chart_offers_an_image_and_nothing_that_leaves_the_house(visits: Visits) -> None:
    page = opened(visits)
    buttons = page.locator(".modebar-btn")
    assert [button.get_attribute("data-title") for button in buttons.all()] == ["Λήψη εικόνας PNG"]
    assert page.locator(".modebar-btn--logo, [href*='plotly']").count() == 0


def test_a_phone_turned_on_its_side_gets_the_chart_for_its_width(visits: Visits) -> None:
    page = visits.open(BLOGGER, width=390, height=800)
    columns = """() => new Set(Object.entries(
      document.querySelector('#live .js-plotly-plot')._fullLayout
    ).filter(([name]) => name.startsWith('xaxis')).map(([, axis]) => axis.domain[0])).size"""
    assert page.evaluate(columns) == 2
    page.set_viewport_size({"width": 844, "height": 390})
    until(page, f"() => ({columns})() === 3")
    assert faults(page) == []
    assert marks(page)[0] >= 9
