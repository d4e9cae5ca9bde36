"""Every example in docs/method.md runs and gives what the page says."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "method.md"


def test_every_example_of_the_method_gives_what_the_page_says():
    outcome = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (outcome.failed, outcome.attempted > 20) == (0, True)
