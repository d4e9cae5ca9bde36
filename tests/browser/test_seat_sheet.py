"""The calculator's table as CSV in a browser: what has just been typed is what is saved."""

from pathlib import Path

import pytest

from tests.browser.visits import Visits, until


@pytest.mark.parametrize(("language", "name"), [("el", "Αριθμοί (CSV)"), ("en", "Numbers (CSV)")])
def test_what_was_typed_is_saved(visits: Visits, language: str, name: str) -> None:
    page = visits.open("/seats?shares=nd:40,syriza:30", language=language, width=390)
    page.locator("#live #seats-share-nd").fill("41,5")
    until(page, "() => location.search.includes('nd:41.5')")
    with page.expect_download() as saving:
        page.locator("#live").get_by_role("link", name=name).click()
    assert saving.value.suggested_filename == "provlepsi-seats.csv"
    lines = Path(saving.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("party,short,votes,share,law,seats,quota")
    assert lines[1].split(",")[:4] == ["nd", {"el": "ΝΔ", "en": "ND"}[language], "", "41.5"]
