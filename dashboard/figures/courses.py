"""How chances went from update to update, with the debates between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from dashboard.figures.chances import AXIS, NAME_ROOM, SEATS_SIZE, TICK_SIZE, note, upright
from dashboard.figures.layout import spread
from dashboard.figures.words import escape, shorten
from dashboard.texts import text
from dashboard.theme import LIGHT, Figure, base_layout, dark_colours, palette, text_width
from forecasts.model import Language

HEIGHT, LINE = 210, 18
LEFT, TOP, BOTTOM = 44, 34, 36
TICK_LINE = 16
DEBATE_SIZE, DEBATE_LINE, DEBATE_ROOM = 11, 14, 62
# What is seen of the axis before the first update and after the last one.
BEFORE, AFTER = 0.25, 0.1
NARROWEST = 288  # What a page of 320 pixels leaves to a chart.


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How one chance went from update to update; None where an update does not name the party."""

    short: str
    colour: str | None
    chances: tuple[float | None, ...]


def courses_figure(
    courses: Sequence[Course],
    moments: Sequence[str],
    debates: Sequence[tuple[int, str]],
    *,
    language: Language,
) -> Figure:
    """Draw how chances went from update to update.

    Args:
        courses: a line each, at least one; one without a colour is drawn in that of the text.
        moments: of the updates, oldest first.
        debates: the place of the first update after it, and the debate's name.
        language: of all texts.

    Returns:
        A plain plotly figure: the updates to the right, chances from 0 to 100% upwards, names at the ends.
    """
    colours = palette(each.colour for each in courses if each.colour)
    inks = [colours[each.colour].mark if each.colour else LIGHT["text"] for each in courses]
    texts = [colours[each.colour].text if each.colour else LIGHT["text"] for each in courses]
    ends = [next((c for c in reversed(each.chances) if c is not None), 0.0) for each in courses]
    places = spread([-HEIGHT * end for end in ends], [LINE] * len(courses), -HEIGHT, 0)
    names = [f"{shorten(each.short, NAME_ROOM, SEATS_SIZE)}" for each in courses]
    room = max(text_width(name, SEATS_SIZE) for name in names) + 16
    last = len(moments) - 1
    notes = [
        note(name, {"x": last, "xshift": 10, "xanchor": "left", "y": -place / HEIGHT}, SEATS_SIZE, ink)
        for name, place, ink in zip(names, places, texts, strict=True)
    ]
    notes += [
        note(escape(said), {"x": at - 0.5, "y": 1, "yref": "paper", "yshift": 10}, 12, LIGHT["muted"])
        for at, said in debates
    ]
    layout = base_layout(language) | {
        "height": HEIGHT + TOP + BOTTOM,
        "margin": {"l": LEFT, "r": round(room), "t": TOP, "b": BOTTOM},
        "xaxis": AXIS
        | {
            "range": [-BEFORE, last + AFTER],
            "tickvals": list(range(len(moments))),
            "ticktext": [escape(moment) for moment in moments],
            "tickangle": 0,
            "ticklabelstandoff": 3,
            "showgrid": False,
        },
        "yaxis": AXIS
        | {
            "range": [-0.03, 1.03],
            "tickvals": [0, 0.5, 1],
            "ticktext": ["0%", "50%", "100%"],
            "gridcolor": LIGHT["grid"],
        },
        "annotations": notes,
        "shapes": [upright(at - 0.5, 1.03) for at, _ in debates],
        "hovermode": "closest",
    }
    traces = [_course(each, ink, moments, language) for each, ink in zip(courses, inks, strict=True)]
    width = NARROWEST - LEFT - round(room)
    narrow = _moments_on_a_phone(moments, width, language)
    above = _debates_on_a_phone(debates, len(names), width / (last + BEFORE + AFTER))
    narrow["layout.height"] += above.get("layout.margin.t", TOP) - TOP
    meta = {"dark": dark_colours(colours.values()), "narrow": above | narrow}
    return {"data": traces, "layout": layout | {"meta": meta}}


def _moments_on_a_phone(moments: Sequence[str], width: float, language: Language) -> Figure:
    """The moments word below word, and as many of them as the width has room for; the last is always told."""
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
    more = TICK_LINE * max(0, lines - 2)
    return {
        "layout.xaxis.ticktext": [
            "<br>".join(map(escape, each)) if (last - place) % every == 0 else ""
            for place, each in enumerate(words)
        ],
        "layout.margin.b": BOTTOM + more,
        "layout.height": HEIGHT + TOP + BOTTOM + more,
    }


def _debates_on_a_phone(debates: Sequence[tuple[int, str]], first: int, step: float) -> Figure:
    """The debates' names, broken into short lines: the first left of its line, the last right of it.

    Args:
        debates: as above.
        first: the place of the first name among the annotations.
        step: the pixels from update to update.
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
            "layout.margin.t": 8 + tall * len(ends),
        }
    return narrow


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


def _course(course: Course, ink: str, moments: Sequence[str], language: Language) -> Figure:
    point = "," if language == "el" else "."
    shown = [place for place, chance in enumerate(course.chances) if chance is not None]
    said = [f"{100 * (course.chances[place] or 0):.1f}%".replace(".", point) for place in shown]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": shown,
        "y": [course.chances[place] for place in shown],
        "line": {
            "color": ink,
            "width": 2.5 if course.colour else 3,
            "dash": "solid" if course.colour else "dot",
        },
        "marker": {"color": ink, "size": 8},
        "cliponaxis": False,
        "hovertext": [
            f"{escape(course.short)} · {escape(moments[p])}: {words}"
            for p, words in zip(shown, said, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
