"""What ranges imply in seats: from how many to how many, and how often a coalition has a majority."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from dashboard.figures.layout import spread
from dashboard.figures.words import escape, shorten
from dashboard.texts import text
from dashboard.theme import LIGHT, Figure, base_layout, dark_colours, palette, text_width
from forecasts.model import Language

ROW, BAR = 30, 13
TOP, BOTTOM = 8, 30
NAME_ROOM, NAME_SIZE, SEATS_SIZE = 120, 14, 13
COURSE_HEIGHT, LINE = 210, 18
LEFT, TOP_OF_COURSES, BOTTOM_OF_COURSES = 44, 34, 36
TICK_SIZE, TICK_LINE = 12, 16
AXIS = {
    "fixedrange": True,
    "zeroline": False,
    "tickfont": {"color": LIGHT["muted"], "size": TICK_SIZE},
}
NARROWEST = 288  # What a page of 320 pixels leaves to a chart.
HISTOGRAM_HEIGHT, NARROW_HISTOGRAM_HEIGHT = 230, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRange:
    """A party's seats in the middle nine of ten draws, and in the middle one."""

    short: str
    colour: str
    low: int
    middle: int
    high: int


def seat_ranges_figure(parties: Sequence[SeatRange], majority: int, *, language: Language) -> Figure:
    """Draw a bar for every party, from the seats that 5 in 100 draws fall short of to those that 5 exceed.

    Args:
        parties: from above.
        majority: the seats of more than half the house; marked where the scale reaches it.
        language: of all texts.

    Returns:
        A plain plotly figure.
    """
    colours = palette(each.colour for each in parties)
    places = [ROW * (place + 0.5) for place in range(len(parties))]
    left = max(text_width(shorten(each.short, NAME_ROOM, NAME_SIZE), NAME_SIZE) for each in parties) + 12
    most = max(each.high for each in parties)
    end = max(most, majority) if most > majority * 0.7 else most
    height = ROW * len(parties)
    notes = []
    for each, place in zip(parties, places, strict=True):
        name = {"xref": "paper", "x": 0, "xshift": -left, "xanchor": "left", "y": place}
        notes.append(_note(shorten(each.short, NAME_ROOM, NAME_SIZE), name, NAME_SIZE, LIGHT["text"]))
        said = f"{each.low}–{each.high}" if each.high > each.low else str(each.low)
        beside = {"x": each.high, "xshift": 8, "xanchor": "left", "y": place}
        words = f"<b>{each.middle}</b>  {said}"
        notes.append(_note(words, beside, SEATS_SIZE, LIGHT["muted"], bgcolor=LIGHT["background"]))
    layout = base_layout(language) | {
        "height": height + TOP + BOTTOM,
        "margin": {"l": round(left), "r": 92, "t": TOP, "b": BOTTOM},
        "bargap": 0,
        "xaxis": AXIS
        | {
            "range": [0, end],
            "showgrid": True,
            "gridcolor": LIGHT["grid"],
            "tickvals": [tick for tick in range(0, end + 1, _step(end)) if abs(tick - majority) > end / 12],
        },
        "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True},
        "annotations": notes,
        "shapes": [_line(majority, height)] if end >= majority else [],
        "hovermode": "closest",
    }
    if end >= majority:
        above = {"x": majority, "y": height, "xanchor": "center", "yshift": -9, "yanchor": "top"}
        notes.append(_note(f"<b>{majority}</b>", above, 12, LIGHT["event"], bgcolor=LIGHT["background"]))
    traces = _bars(parties, places, [colours[each.colour].mark for each in parties], language)
    return {
        "data": traces,
        "layout": layout | {"meta": {"dark": dark_colours(colours.values()), "narrow": {}}},
    }


def _step(end: int) -> int:
    """Seats from tick to tick."""
    return next(step for step in (1, 2, 5, 10, 20, 50, 100) if end / step <= 6)


def _bars(
    parties: Sequence[SeatRange], places: Sequence[float], marks: Sequence[str], language: Language
) -> list[Figure]:
    """The bars, with a point for the middle draw."""
    said = text("{name}: {middle} seats in the middle, {low} to {high} in nine draws of ten", language)
    hovers = [said.format(name=escape(e.short), middle=e.middle, low=e.low, high=e.high) for e in parties]
    bars = {
        "type": "bar",
        "orientation": "h",
        "base": [each.low for each in parties],
        "x": [each.high - each.low for each in parties],
        "y": list(places),
        "width": [BAR] * len(parties),
        "marker": {"color": list(marks), "opacity": 0.55},
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    middles = {
        "type": "scatter",
        "mode": "markers",
        "x": [each.middle for each in parties],
        "y": list(places),
        "marker": {
            "color": list(marks),
            "size": BAR,
            "line": {"color": LIGHT["background"], "width": 2},
        },
        "cliponaxis": False,
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return [bars, middles]


def majority_figure(chances: Sequence[tuple[int, float]], majority: int, *, language: Language) -> Figure:
    """Draw how often a coalition has how many seats.

    Args:
        chances: seats and the part of the draws that give them, rising.
        majority: the seats of more than half the house; from there on the bars are dark.
        language: of all texts.

    Returns:
        A plain plotly figure.
    """
    said = text("{seats} seats in {share}% of the draws", language)
    point = "," if language == "el" else "."
    hovers = [said.format(seats=s, share=f"{100 * c:.1f}".replace(".", point)) for s, c in chances]
    lowest, highest = min(chances[0][0], majority - 2), max(chances[-1][0], majority + 1)
    top = max(chance for _, chance in chances)
    bars = {
        "type": "bar",
        "x": [seats for seats, _ in chances],
        "y": [chance for _, chance in chances],
        "marker": {"color": [LIGHT["event"] if s >= majority else LIGHT["before"] for s, _ in chances]},
        "hovertext": hovers,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    words = text("{majority}: majority", language, majority=majority)
    side = "left" if majority - lowest < highest - majority else "right"
    place = {"x": majority - 0.5, "y": top * 1.12, "xanchor": side, "xshift": 5 if side == "left" else -5}
    layout = base_layout(language) | {
        "height": HISTOGRAM_HEIGHT,
        "margin": {"l": 8, "r": 8, "t": 12, "b": BOTTOM},
        "bargap": 0.12,
        "xaxis": AXIS | {"range": [lowest - 1.5, highest + 1.5], "showgrid": False, "nticks": 7},
        "yaxis": {"range": [0, top * 1.2], "visible": False, "fixedrange": True},
        "annotations": [_note(words, place, 13, LIGHT["text"])],
        "shapes": [_line(majority - 0.5, top * 1.2)],
        "hovermode": "closest",
    }
    narrow = {"layout.height": NARROW_HISTOGRAM_HEIGHT}
    return {"data": [bars], "layout": layout | {"meta": {"dark": dark_colours(), "narrow": narrow}}}


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
    places = spread([-COURSE_HEIGHT * end for end in ends], [LINE] * len(courses), -COURSE_HEIGHT, 0)
    names = [f"{shorten(each.short, NAME_ROOM, SEATS_SIZE)}" for each in courses]
    room = max(text_width(name, SEATS_SIZE) for name in names) + 16
    last = len(moments) - 1
    notes = [
        _note(
            name, {"x": last, "xshift": 10, "xanchor": "left", "y": -place / COURSE_HEIGHT}, SEATS_SIZE, ink
        )
        for name, place, ink in zip(names, places, texts, strict=True)
    ]
    notes += [
        _note(escape(said), {"x": at - 0.5, "y": 1, "yref": "paper", "yshift": 10}, 12, LIGHT["muted"])
        for at, said in debates
    ]
    layout = base_layout(language) | {
        "height": COURSE_HEIGHT + TOP_OF_COURSES + BOTTOM_OF_COURSES,
        "margin": {"l": LEFT, "r": round(room), "t": TOP_OF_COURSES, "b": BOTTOM_OF_COURSES},
        "xaxis": AXIS
        | {
            "range": [-0.25, last + 0.1],
            "tickvals": list(range(len(moments))),
            "ticktext": [escape(moment) for moment in moments],
            "tickangle": 0,
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
        "shapes": [_line(at - 0.5, 1.03) for at, _ in debates],
        "hovermode": "closest",
    }
    traces = [_course(each, ink, moments, language) for each, ink in zip(courses, inks, strict=True)]
    # A phone has no room for the debates' names.
    narrow: Figure = {f"layout.annotations.{len(names) + i}.visible": False for i in range(len(debates))}
    narrow |= _on_a_phone(moments, NARROWEST - LEFT - round(room))
    meta = {"dark": dark_colours(colours.values()), "narrow": narrow}
    return {"data": traces, "layout": layout | {"meta": meta}}


def _on_a_phone(moments: Sequence[str], width: float) -> Figure:
    """The moments word below word, and as many of them as the width has room for; the last is always told.

    An update without a date is not called so: there is no room for its words.
    """
    words = [moment.split() if any(c.isdigit() for c in moment) else ["…"] for moment in moments]
    widest = max(text_width(word, TICK_SIZE) for each in words for word in each)
    every = ceil((widest + 3) / (width / (len(moments) - 0.65)))
    last, lines = len(moments) - 1, max(map(len, words))
    more = TICK_LINE * max(0, lines - 2)
    return {
        "layout.xaxis.ticktext": [
            "<br>".join(map(escape, each)) if (last - place) % every == 0 else ""
            for place, each in enumerate(words)
        ],
        "layout.margin.b": BOTTOM_OF_COURSES + more,
        "layout.height": COURSE_HEIGHT + TOP_OF_COURSES + BOTTOM_OF_COURSES + more,
    }


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


def _note(words: str, place: Figure, size: int, colour: str, **more: object) -> Figure:
    """A text at a place."""
    plain: Figure = {"text": words, "font": {"size": size, "color": colour}, "showarrow": False}
    return plain | {"yanchor": "middle", "borderpad": 1} | place | more


def _line(x: float, height: float) -> Figure:
    """An upright line from bottom to top."""
    line = {"color": LIGHT["event"], "width": 1.5, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": height, "line": line, "layer": "above"}
