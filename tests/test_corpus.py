"""Texts beside their expected readings: nothing wrong, nothing missed in silence.

`corpus/` holds texts as found in the wild; `written/` texts made up for this without sight of the
reader, as other bloggers, papers and forums of other years would have put it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from forecasts.catalogue import Catalogue
from forecasts.notation.encoding import decode
from forecasts.notation.parser import read_text
from forecasts.notation.reading import Reading, ReadUpdate

FOLDERS = [Path(__file__).parent / name for name in ("corpus", "written")]
CASES = sorted(path.with_suffix("") for folder in FOLDERS for path in folder.glob("*.txt"))

Row = tuple[str, float, float]


def read_case(case: Path, catalogue: Catalogue) -> tuple[dict[str, Any], Reading]:
    expected = json.loads(case.with_name(f"{case.name}.json").read_text(encoding="utf-8"))
    text = decode(case.with_name(f"{case.name}.txt").read_bytes())
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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_text_reads_as_it_was_meant_or_warns(case: Path, catalogue: Catalogue) -> None:
    expected, reading = read_case(case, catalogue)
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


@pytest.mark.parametrize(
    ("folder", "least"), list(zip(FOLDERS, (0.98, 0.95), strict=True)), ids=["corpus", "written"]
)
def test_nearly_all_ranges_are_read(folder: Path, least: float, catalogue: Catalogue) -> None:
    hits = count = 0
    for case in (each for each in CASES if each.parent == folder):
        expected, reading = read_case(case, catalogue)
        optional = set(expected.get("optional", []))
        for want, found in matched(expected, reading):
            must = [w for w in want["ranges"] if w[0] not in optional]
            hits += sum(any(same(w, r) for r in rows(found)) for w in must)
            count += len(must)
    assert hits >= least * count


def test_the_events_and_the_broken_end_of_the_seed_text_are_read(catalogue: Catalogue) -> None:
    _, reading = read_case(FOLDERS[0] / "seed-updates", catalogue)
    events = [update.event and update.event.ordinal for update in reading.updates]
    assert events == [2, 1, None, None, None]
    assert [update.complete for update in reading.updates] == [True, True, True, True, False]
    assert reading.newest_first
