"""The text beside the grid: where they say different things of a party, neither wins in silence."""

import html
import re

import pytest

from tests.gate_people import cheap_hashes
from tests.records import store
from tests.studio_people import author, desk, figures

__all__ = ["author", "cheap_hashes", "desk", "store"]

NEWER = "Update 15/9: ΣΥΡΙΖΑ 30-33% ΝΔ 16-17%"


def over(said: str) -> list[dict[str, str]]:
    """ΣΥΡΙΖΑ typed by hand, when the text said something of it."""
    return [
        {"id": "text:syriza", "was": "syriza", "label": "ΣΥΡΙΖΑ", "low": "22", "high": "28", "said": said}
    ]


@pytest.mark.parametrize("said", ["22-27", "-"], ids=["another figure then", "nothing then"])
def test_a_text_that_says_otherwise_than_the_grid_by_now_is_asked_about_before_it_is_published(author, said):
    _, shown = author.api("preview", text=NEWER, rows=over(said))
    status, refused = author.api("publish", text=NEWER, rows=over(said))

    line = next(line for line in shown["lines"] if line["key"] == "syriza")
    fault = line["faults"][0]
    assert fault["sentence"] == "ΣΥΡΙΖΑ: the text says 30–33, the grid 22–28."
    assert (fault["mend"], fault["offer"], fault["keeps"]) == ({"low": "30", "high": "33"}, "30–33", "22–28")
    assert line["said"] == "30-33"
    assert status == 422
    assert "the text says 30–33, the grid 22–28" in refused["error"]

    assert author.api("publish", text=NEWER, rows=over(line["said"]))[0] == 200
    assert figures(author.latest())["syriza"] == (22, 28)


def test_who_types_over_the_words_as_they_stand_is_told_and_goes_on(author):
    text = "Update 15/9: ΣΥΡΙΖΑ 22,5-27%"
    _, shown = author.api("preview", text=text, rows=over("22.5-27"))

    line = next(line for line in shown["lines"] if line["key"] == "syriza")
    assert [fault["stops"] for fault in line["faults"]] == [False]
    assert line["faults"][0]["keeps"] == ""
    assert author.api("publish", text=text, rows=over("22.5-27"))[0] == 200
    assert figures(author.latest())["syriza"] == (22, 28)


def test_where_the_text_comes_to_say_the_same_nothing_is_asked(author):
    _, shown = author.api("preview", text="Update 15/9: ΣΥΡΙΖΑ 22-28%", rows=over("22-27"))

    assert next(line for line in shown["lines"] if line["key"] == "syriza")["faults"] == []
    assert shown["ready"]


def test_without_scripts_it_is_told_once_and_published_when_sent_again(author):
    def fields(page: str) -> dict[str, list[str]]:
        names = ("label", "low", "high", "was", "shown", "said")
        found = {n: re.findall(rf'<input[^>]*name="{n}" value="([^"]*)"', page) for n in names}
        return {name: [html.unescape(value) for value in values] for name, values in found.items()}

    grid = fields(author.form("/studio/new?lang=en", act="preview").get_data(as_text=True))
    place = grid["was"].index("syriza")
    grid["low"][place], grid["high"][place] = "22", "28"
    answer = author.form("/studio/new?lang=en", act="publish", text=NEWER, **grid)
    told = answer.get_data(as_text=True)

    assert answer.status_code == 422
    assert ": the text says 30–33, the grid 22–28." in told
    done = author.form("/studio/new?lang=en", act="publish", text=NEWER, **fields(told))
    assert done.status_code == 303
    assert figures(author.latest())["syriza"] == (22, 28)
    assert figures(author.latest())["nd"] == (16, 17)
