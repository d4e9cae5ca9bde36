"""How chances went from update to update, with the debates between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.chances import AXIS, NAME_ROOM, NARROWEST, SEATS_SIZE, note, upright
from dashboard.figures.layout import spread
from dashboard.figures.moments import (
    AFTER,
    BEFORE,
    debate_names,
    debates_on_a_phone,
    moments_axis,
    moments_on_a_phone,
)
from dashboard.figures.words import escape, shorten
from dashboard.theme import LIGHT, Figure, base_layout, dark_colours, palette, text_width
from forecasts.model import Language

HEIGHT, LINE = 210, 18
LEFT, TOP, BOTTOM = 44, 34, 36


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
    notes += debate_names(debates)
    layout = base_layout(language) | {
        "height": HEIGHT + TOP + BOTTOM,
        "margin": {"l": LEFT, "r": round(room), "t": TOP, "b": BOTTOM},
        "xaxis": AXIS | moments_axis(moments),
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
    below, more = moments_on_a_phone(moments, width, language)
    above, top = debates_on_a_phone(debates, len(names), width / (last + BEFORE + AFTER), TOP)
    narrow = {"layout.height": HEIGHT + top + BOTTOM + more, "layout.margin.b": BOTTOM + more}
    meta = {"dark": dark_colours(colours.values()), "narrow": above | below | narrow}
    return {"data": traces, "layout": layout | {"meta": meta}}


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
