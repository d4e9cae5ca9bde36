"""The map in docs/architecture.md and the house are the same."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAP = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
TREE = MAP[MAP.index("## The tree") : MAP.index("## Who may import whom")]
PAGES = re.findall(r"one address a file: (.*)", TREE)[0].split()


def modules() -> set[str]:
    paths = [path for house in ("forecasts", "dashboard") for path in (ROOT / house).rglob("*.py")]
    kept = {path.name for path in paths if "migrations" not in path.parts and path.parent.name != "pages"}
    return kept - {"__init__.py"}


def test_every_module_is_on_the_map() -> None:
    assert sorted(name for name in modules() if name not in TREE) == []


def test_every_module_on_the_map_exists() -> None:
    named = set(re.findall(r"\b[a-z_]+\.py\b", TREE))

    assert sorted(named - modules()) == []


@pytest.mark.parametrize("house", ["forecasts", "dashboard"])
def test_the_road_on_the_map_is_the_one_that_is_checked(house: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    checked = next(each["layers"] for each in contracts["contracts"] if each.get("containers") == [house])
    drawn = re.findall(rf"^    {house} +(.*(?:\n {{16}}.*)*)", MAP, re.MULTILINE)[0]

    assert " ".join(drawn.split()).split(" → ") == checked


def test_the_pages_are_those_on_the_map() -> None:
    found = {path.stem for path in (ROOT / "dashboard" / "pages").glob("*.py")}

    assert found - {"__init__", "not_found_404"} == set(PAGES)


def test_the_top_level_holds_only_what_the_house_has() -> None:
    allowed = {"forecasts", "dashboard", "data", "tests", "docs", "pyproject.toml", "README.md", "LICENSE"}
    allowed |= {"CONTRIBUTING.md", "CHANGELOG.md", "Makefile", "requirements.txt", "requirements-dev.txt"}
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "build", "dist"))}

    assert {name for name in found if "egg-info" not in name} <= allowed
