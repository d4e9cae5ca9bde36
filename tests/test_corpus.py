"""Texts as found in the wild, each beside its expected reading: nothing wrong, nothing missed in silence."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from forecasts.catalogue import Catalogue
from forecasts.notation.encoding import decode
from forecasts.notation.parser import read_text
from forecasts.notation.reading import Reading, ReadUpdate

CORPUS = Path(__file__).parent / "corpus"
CASES = sorted(path.stem for path in CORPUS.glob("*.txt"))

Row = tuple[str, float, float]


def read_case(name: str, catalogue: Catalogue) -> tuple[dict[str, Any], Reading]:
    expected = json.loads((CORPUS / f"{name}.json").read_text(encoding="utf-8"))
    text = decode((CORPUS / f"{name}.txt").read_bytes())
    return expected, read_text(text, catalogue.parties, year=expected.get("year"))


def same(want: Row, got: Row) -> bool:
    """Whether a row is the expected one; the expected party may list several ids that are accepted."""
    return got[0] in want[0].split("|") and abs(want[1] - got[1]) < 1e-6 and abs(want[2] - got[2]) < 1e-6


def matched(expected: dict[str, Any], reading: Reading) -> Iterator[tuple[dict[str, Any], ReadUpdate | None]]:
    """Each expected update with the one read for its date."""
    for want in expected["updates"]:
        found = [u for u in reading.updates if (u.published and u.published.isoformat()) == want["date"]]
        yield want, found[0] if found else None


def rows(update: ReadUpdate | None) -> list[Row]:
    every = update.ranges if update else ()
    return [(r.range.party, float(r.range.low), float(r.range.high)) for r in every if r.range.party]


@pytest.mark.parametrize("name", CASES)
def test_a_text_from_the_wild_reads_as_it_was_meant_or_warns(name: str, catalogue: Catalogue) -> None:
    expected, reading = read_case(name, catalogue)
    optional = set(expected.get("optional", []))
    warned = bool(reading.every_warning)
    for want, found in matched(expected, reading):
        read = rows(found)
        wrong = [
            r
            for r in read
            if not any(same(w, r) for w in want["ranges"]) and not (r[0] in optional and warned)
        ]
        missed = [
            w
            for w in want["ranges"]
            if w[0] not in optional and not warned and not any(same(w, r) for r in read)
        ]
        assert (wrong, missed) == ([], [])
    assert expected.get("forbidden") or len(reading.updates) <= len(expected["updates"])
    every = [row for update in reading.updates for row in rows(update)]
    assert [row for row in every if any(same(bad, row) for bad in expected.get("forbidden", []))] == []
    told = {warning.party for warning in reading.every_warning}
    assert set(expected.get("needs_warning", [])) <= told


def test_at_least_98_of_100_ranges_are_read(catalogue: Catalogue) -> None:
    hits = count = 0
    for name in CASES:
        expected, reading = read_case(name, catalogue)
        optional = set(expected.get("optional", []))
        for want, found in matched(expected, reading):
            must = [w for w in want["ranges"] if w[0] not in optional]
            hits += sum(any(same(w, r) for r in rows(found)) for w in must)
            count += len(must)
    assert hits >= 0.98 * count


def test_the_events_and_the_broken_end_of_the_seed_text_are_read(catalogue: Catalogue) -> None:
    _, reading = read_case("seed-updates", catalogue)
    events = [update.event and update.event.ordinal for update in reading.updates]
    assert events == [2, 1, None, None, None]
    assert [update.complete for update in reading.updates] == [True, True, True, True, False]
    assert reading.newest_first
