"""Updates side by side, and the debates between them: what charts from update to update have in common."""

from collections.abc import Sequence
from math import ceil

from dashboard.figures.chances import TICK_SIZE, note
from dashboard.figures.words import escape
from dashboard.texts import text
from dashboard.theme import LIGHT, Figure, text_width
from forecasts.model import Language

TICK_LINE = 16
DEBATE_SIZE, DEBATE_LINE, DEBATE_ROOM = 11, 14, 62
# What is seen of the axis before the first update and after the last one.
BEFORE, AFTER = 0.25, 0.1


def moments_axis(moments: Sequence[str]) -> Figure:
    """The axis of the updates, oldest first."""
    return {
        "range": [-BEFORE, len(moments) - 1 + AFTER],
        "tickvals": list(range(len(moments))),
        "ticktext": [escape(moment) for moment in moments],
        "tickangle": 0,
        "ticklabelstandoff": 3,
        "showgrid": False,
    }


def debate_names(debates: Sequence[tuple[int, str]]) -> list[Figure]:
    """The debates' names over their lines, which stand half-way before the first update after each."""
    return [
        note(escape(said), {"x": at - 0.5, "y": 1, "yref": "paper", "yshift": 10}, 12, LIGHT["muted"])
        for at, said in debates
    ]


def moments_on_a_phone(moments: Sequence[str], width: float, language: Language) -> tuple[Figure, int]:
    """The moments word below word, and as many of them as the width has room for; the last is always told.

    Args:
        moments: of the updates, oldest first.
        width: the pixels of the plot.
        language: of the chart.

    Returns:
        What changes in the figure, and how many pixels more they take below the axis.
    """
    dated = [any(c.isdigit() for c in moment) for moment in moments]
    words = [
        (moment if known else text("no date", language)).split()
        for moment, known in zip(moments, dated, strict=True)
    ]
    # One without a date stands first, with the scale's room to its left.
    counted = words[1:] if dated.count(False) == 1 and not dated[0] else words
    widest = max(text_width(word, TICK_SIZE) for each in counted for word in each)
    every = ceil((widest + 3) / (width / (len(moments) - 1 + BEFORE + AFTER)))
    last, lines = len(moments) - 1, max(map(len, words))
    told = [
        "<br>".join(map(escape, each)) if (last - place) % every == 0 else ""
        for place, each in enumerate(words)
    ]
    return {"layout.xaxis.ticktext": told}, TICK_LINE * max(0, lines - 2)


def debates_on_a_phone(
    debates: Sequence[tuple[int, str]], first: int, step: float, top: int
) -> tuple[Figure, int]:
    """The debates' names, broken into short lines: the first left of its line, the last right of it.

    Args:
        debates: the place of the first update after each, and its name.
        first: the place of the first name among the annotations.
        step: the pixels from update to update.
        top: the chart's upper margin where there is none.

    Returns:
        What changes in the figure, and its upper margin.
    """
    ends: list[float] = []
    narrow: Figure = {}
    broken = [_broken(said) for _, said in debates]
    tall = 4 + DEBATE_LINE * max(map(len, broken), default=0)
    for place, ((at, _), lines) in enumerate(zip(debates, broken, strict=True)):
        wide = max(text_width(line, DEBATE_SIZE) for line in lines)
        side = _side(place, len(debates))
        begin = (at - 0.5) * step - {"right": wide, "left": 0, "center": wide / 2}[side]
        row = next((i for i, end in enumerate(ends) if begin > end), len(ends))
        ends[row : row + 1] = [begin + wide]
        path = f"layout.annotations.{first + place}"
        narrow |= {
            f"{path}.text": "<br>".join(map(escape, lines)),
            f"{path}.font.size": DEBATE_SIZE,
            f"{path}.align": side,
            f"{path}.xanchor": side,
            f"{path}.yanchor": "bottom",
            f"{path}.yshift": 2 + tall * row,
        }
    top = 8 + tall * len(ends) if ends else top
    return narrow | {"layout.margin.t": top}, top


def _side(place: int, number: int) -> str:
    """Where a name stands: away from the others, so that two fit beside one another."""
    if number == 1 or 0 < place < number - 1:
        return "center"
    return "left" if place else "right"


def _broken(said: str) -> list[str]:
    """A name in lines, none longer than there is room for or than its longest word."""
    lines: list[str] = []
    for word in said.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, DEBATE_SIZE) <= DEBATE_ROOM:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
