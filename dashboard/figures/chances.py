"""What ranges imply in seats: from how many to how many, and how often a coalition has a majority."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.words import escape, shorten
from dashboard.texts import text
from dashboard.theme import LIGHT, Figure, base_layout, dark_colours, palette, text_width
from forecasts.model import Language

ROW, BAR, TICK = 30, 16, 16
NARROW_ROW, BESIDE, EDGE = 46, 92, 4
TOP, BOTTOM = 8, 30
NAME_ROOM, NAME_SIZE, SEATS_SIZE = 120, 14, 13
TICK_SIZE = 12
AXIS = {
    "fixedrange": True,
    "zeroline": False,
    "tickfont": {"color": LIGHT["muted"], "size": TICK_SIZE},
}
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
        notes.append(note(shorten(each.short, NAME_ROOM, NAME_SIZE), name, NAME_SIZE, LIGHT["text"]))
        said = f"{each.low}–{each.high}" if each.high > each.low else str(each.low)
        beside = {"x": each.high, "xshift": 8, "xanchor": "left", "y": place}
        words = f"<b>{each.middle}</b>  {said}"
        notes.append(note(words, beside, SEATS_SIZE, LIGHT["muted"], bgcolor=LIGHT["background"]))
    layout = base_layout(language) | {
        "height": height + TOP + BOTTOM,
        "margin": {"l": round(left), "r": BESIDE, "t": TOP, "b": BOTTOM},
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
        "shapes": [upright(majority, height)] if end >= majority else [],
        "hovermode": "closest",
    }
    if end >= majority:
        above = {"x": majority, "y": height, "xanchor": "center", "yshift": -9, "yanchor": "top"}
        notes.append(note(f"<b>{majority}</b>", above, 12, LIGHT["event"], bgcolor=LIGHT["background"]))
    traces = _bars(parties, places, [colours[each.colour].mark for each in parties], language)
    meta = {"dark": dark_colours(colours.values()), "narrow": _names_above(places)}
    return {"data": traces, "layout": layout | {"meta": meta}}


def _names_above(places: Sequence[float]) -> Figure:
    """On a phone a name stands above its bar, which has the whole width then."""
    part = ROW / NARROW_ROW
    low = [round(place + ROW * 0.2, 2) for place in places]
    narrow: Figure = {
        "layout.height": NARROW_ROW * len(places) + TOP + BOTTOM,
        "layout.margin.l": EDGE,
        "data.0.y": low,
        "data.1.y": low,
        "data.0.width": [round(BAR * part, 2)] * len(places),
    }
    for i, place in enumerate(places):
        narrow[f"layout.annotations.{2 * i}.y"] = round(place - ROW * 0.22, 2)
        narrow[f"layout.annotations.{2 * i}.xshift"] = -EDGE
        narrow[f"layout.annotations.{2 * i + 1}.y"] = low[i]
    return narrow


def _step(end: int) -> int:
    """Seats from tick to tick."""
    return next(step for step in (1, 2, 5, 10, 20, 50, 100) if end / step <= 6)


def _bars(
    parties: Sequence[SeatRange], places: Sequence[float], marks: Sequence[str], language: Language
) -> list[Figure]:
    """The bars, with a stroke for the middle draw: on a phone a dot would cover the bars of small parties."""
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
        "marker": {"symbol": "line-ns", "size": TICK, "line": {"color": list(marks), "width": 2.5}},
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
        "annotations": [note(words, place, 13, LIGHT["text"])],
        "shapes": [upright(majority - 0.5, top * 1.2)],
        "hovermode": "closest",
    }
    narrow = {"layout.height": NARROW_HISTOGRAM_HEIGHT}
    return {"data": [bars], "layout": layout | {"meta": {"dark": dark_colours(), "narrow": narrow}}}


def note(words: str, place: Figure, size: int, colour: str, **more: object) -> Figure:
    """A text at a place."""
    plain: Figure = {"text": words, "font": {"size": size, "color": colour}, "showarrow": False}
    return plain | {"yanchor": "middle", "borderpad": 1} | place | more


def upright(x: float, height: float) -> Figure:
    """An upright line from bottom to top."""
    line = {"color": LIGHT["event"], "width": 1.5, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": height, "line": line, "layer": "above"}
