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
WIDE, NARROWEST = 640, 288  # What a chart has at least on a desk, and on a page of 320 pixels.
THINNEST = 0.015  # Of the scale: the least that a piece of a bar takes.
HISTOGRAM_HEIGHT, NARROW_HISTOGRAM_HEIGHT = 230, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRange:
    """A party's seats in the middle nine of ten draws, and in the middle one.

    Where seats between the ends do not occur they stand in several `pieces`, each from its first to its last
    number; `middle` is None where the median tells nothing. `said` names the pieces.
    """

    short: str
    colour: str
    pieces: tuple[tuple[int, int], ...]
    middle: int | None
    said: str

    @property
    def high(self) -> int:
        """The end of the last piece."""
        return self.pieces[-1][1]

    @property
    def beside(self) -> str:
        """What stands beside the bar."""
        said = escape(self.said)
        return said if self.middle is None else f"<b>{self.middle}</b>  {said}"


def seat_ranges_figure(parties: Sequence[SeatRange], majority: int, *, language: Language) -> Figure:
    """Draw a bar for every party, from the seats that 5 in 100 draws fall short of to those that 5 exceed.

    Where seats between do not occur the bar is in pieces.

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
        beside = {"x": _seen(*each.pieces[-1], end)[1], "xshift": 8, "xanchor": "left", "y": place}
        notes.append(note(each.beside, beside, SEATS_SIZE, LIGHT["muted"], bgcolor=LIGHT["background"]))
    layout = base_layout(language) | {
        "height": height + TOP + BOTTOM,
        "margin": {"l": round(left), "r": _right(parties, end, WIDE - left), "t": TOP, "b": BOTTOM},
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
    traces = _bars(parties, places, [colours[each.colour].mark for each in parties], end, language)
    meta = {"dark": dark_colours(colours.values()), "narrow": _names_above(parties, places, end)}
    return {"data": traces, "layout": layout | {"meta": meta}}


def _right(parties: Sequence[SeatRange], end: int, width: float) -> int:
    """The right margin: as much as it takes for what stands beside every bar to end on the chart.

    Args:
        parties: as above.
        end: the most seats on the scale.
        width: the pixels of the plot and this margin.
    """
    room = 0.0
    for each in parties:
        words = text_width(f"{each.middle or ''}  {each.said}", SEATS_SIZE) + 20
        part = _seen(*each.pieces[-1], end)[1] / max(end, 1)
        # The bar ends at that part of the plot, and the words begin there.
        room = max(room, width - (width - words) / part if part * width > width - words else 0)
    return max(BESIDE, round(room))


def _names_above(parties: Sequence[SeatRange], places: Sequence[float], end: int) -> Figure:
    """On a phone a name stands above its bar, which has the whole width then."""
    part = ROW / NARROW_ROW
    low = [round(place + ROW * 0.2, 2) for place in places]
    pieces = [place for each, place in zip(parties, low, strict=True) for _ in each.pieces]
    narrow: Figure = {
        "layout.height": NARROW_ROW * len(places) + TOP + BOTTOM,
        "layout.margin.l": EDGE,
        "layout.margin.r": _right(parties, end, NARROWEST - EDGE),
        "data.0.y": pieces,
        "data.1.y": [place for each, place in zip(parties, low, strict=True) if each.middle is not None],
        "data.0.width": [round(BAR * part, 2)] * len(pieces),
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
    parties: Sequence[SeatRange],
    places: Sequence[float],
    marks: Sequence[str],
    end: int,
    language: Language,
) -> list[Figure]:
    """The bars, with a stroke for the middle draw: on a phone a dot would cover the bars of small parties."""
    said = text("{name}: {middle} seats in the middle, {seats} in nine draws of ten", language)
    open_ = text("{name}: {seats} seats in nine draws of ten", language)
    hovers = [
        (open_ if e.middle is None else said).format(
            name=escape(e.short), middle=e.middle, seats=escape(e.said)
        )
        for e in parties
    ]
    rows = list(zip(parties, places, marks, hovers, strict=True))
    pieces = [
        (_seen(*piece, end), place, mark, hover) for e, place, mark, hover in rows for piece in e.pieces
    ]
    bars = {
        "type": "bar",
        "orientation": "h",
        "base": [low for (low, _), *_ in pieces],
        "x": [round(high - low, 2) for (low, high), *_ in pieces],
        "y": [place for _, place, *_ in pieces],
        "width": [BAR] * len(pieces),
        "marker": {"color": [mark for *_, mark, _ in pieces], "opacity": 0.55},
        "hovertext": [hover for *_, hover in pieces],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    told = [row for row in rows if row[0].middle is not None]
    line = {"color": [mark for *_, mark, _ in told], "width": 2.5}
    middles = {
        "type": "scatter",
        "mode": "markers",
        "x": [each.middle for each, *_ in told],
        "y": [place for _, place, *_ in told],
        "marker": {"symbol": "line-ns", "size": TICK, "line": line},
        "cliponaxis": False,
        "hovertext": [hover for *_, hover in told],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    return [bars, middles]


def _seen(low: int, high: int, end: int) -> tuple[float, float]:
    """From where to where a piece is drawn: one that is a single number still has to be seen."""
    wide = max(high - low, THINNEST * end)
    begin = max(0.0, (low + high - wide) / 2)
    return round(begin, 2), round(begin + wide, 2)


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
