"""All parties' ranges in one chart, named at the right end without overlap."""

from collections.abc import Mapping, Sequence

import numpy as np

from dashboard.figures.event_names import EVENT_LINE, name_events, rows_used
from dashboard.figures.layout import spread, wrap
from dashboard.figures.marks import (
    Happening,
    date_ticks,
    extent,
    heading,
    note,
    pins,
    point_lines,
    rectangles,
    zone,
)
from dashboard.figures.scales import tick_step
from dashboard.figures.timeline import Band, Timeline
from dashboard.figures.words import escape, percent, range_text, shorten
from dashboard.texts import text
from dashboard.theme import LIGHT, Figure, PartyColour, text_width
from forecasts.model import Language

PLOT, NARROW_PLOT = 470, 560
WIDE_WIDTH, NARROW_WIDTH = 700, 350
LEFT, BOTTOM = 30, 30
LABEL, NARROW_LABEL = 13, 12
LEADER = 20
KEY_SIZE = 12
KEY_LINE = 18


def together_figure(
    line: Timeline,
    shown: Sequence[Happening],
    shares: Mapping[str, float],
    colours: Mapping[str, PartyColour],
    language: Language,
) -> Figure:
    """Draw all bands in one plot: data, axes, names at the right, and what changes on a phone."""
    top = _top_of_scale(line.bands, shares)
    labels = [_label(band, shares.get(band.party), language) for band in line.bands]
    rights = _room(labels, LABEL, " "), _room(labels, NARROW_LABEL, "<br>")
    data: list[Figure] = [heading(line, language)]
    for band in line.bands:
        data += _marks(line, band, colours[band.colour], language)
    if known := [band for band in line.bands if band.party in shares]:
        data.append(_diamonds(line, known, shares, colours, language))
    if shown:
        data.append(pins(shown, [top] * len(shown), ""))
    key = _key(line, shares, language)
    layout, moved = _axes(line, top, rights, language)
    named, heads = _names(line.bands, labels, colours, top)
    layout["annotations"] = named
    moved |= heads
    name_events(layout, moved, shown, _plots(rights), rights)
    rows = rows_used(layout, moved)
    _key_and_margins(layout, moved, key, rows, rights)
    _zone_name(layout, line, language)
    return {"data": data, "layout": layout | {"meta": {"narrow": moved}}}


def _top_of_scale(bands: Sequence[Band], shares: Mapping[str, float]) -> float:
    highest = max(float(band.high.max()) for band in bands)
    return round(max([highest, *(shares[b.party] for b in bands if b.party in shares)]) * 1.05, 2)


def _marks(line: Timeline, band: Band, colour: PartyColour, language: Language) -> list[Figure]:
    """A light band between two firm edges: overlapping parties stay apart."""
    bars = rectangles(line, band, language, "", named=True)
    bars["marker"] = {"color": colour.mark, "opacity": 0.3, "line": {"width": 0}}
    found = [bars, _edges(line, band, colour.mark)]
    if (points := point_lines(line, band, colour.mark, "", 3)) is not None:
        found.append(points)
    return found


def _edges(line: Timeline, band: Band, colour: str) -> Figure:
    """The lower and the upper bound as steps; bounds that repeat are drawn once."""
    nexts = np.append(line.starts, line.end)
    turns = np.flatnonzero(band.since == band.at)
    breaks = np.flatnonzero(np.diff(band.at[turns]) > 0)[np.isin(turns[1:] - 1, _before_gaps(band))]
    x: list[str | None] = []
    low: list[float | None] = []
    high: list[float | None] = []
    for piece in np.split(turns, breaks + 1):
        stop = int(np.searchsorted(turns, piece[-1])) + 1
        final = band.at[turns[stop] - 1 if stop < len(turns) else -1]
        x += [*line.iso(line.starts[band.at[piece]]), line.iso(nexts[[final + 1]])[0], None]
        low += [*band.low[piece].tolist(), float(band.low[piece[-1]]), None]
        high += [*band.high[piece].tolist(), float(band.high[piece[-1]]), None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x + x[:-1],
        "y": low + high[:-1],
        "line": {"color": colour, "width": 1.6, "shape": "hv"},
        "hoverinfo": "skip",
    }


def _before_gaps(band: Band) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Numbers of the ranges after which the party was not named for a while."""
    found: np.ndarray[tuple[int], np.dtype[np.int64]] = np.flatnonzero(np.diff(band.at) > 1)
    return found


def _diamonds(
    line: Timeline,
    bands: Sequence[Band],
    shares: Mapping[str, float],
    colours: Mapping[str, PartyColour],
    language: Language,
) -> Figure:
    """The official shares on election day, each in its party's colour."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": line.iso(np.array([line.end])) * len(bands),
        "y": [shares[band.party] for band in bands],
        "marker": {
            "symbol": "diamond",
            "size": 10,
            "color": [colours[band.colour].mark for band in bands],
            "line": {"color": LIGHT["text"], "width": 1.2},
        },
        "cliponaxis": False,
        "text": [f"{escape(band.short)} ◆ {percent(shares[band.party], language)}" for band in bands],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _label(band: Band, share: float | None, language: Language) -> tuple[str, str]:
    """Name and what stands behind it, as they are written at the right end."""
    latest = range_text(float(band.low[-1]), float(band.high[-1]), language)
    outcome = f"  ◆ {percent(share, language)}" if share is not None else ""
    return shorten(band.short, 110, LABEL), f"{latest}{outcome}"


def _room(labels: Sequence[tuple[str, str]], size: int, joint: str) -> int:
    """The right margin that the longest label needs."""
    widest = max(
        max(text_width(name, size) * 1.08, text_width(rest, size))
        if joint == "<br>"
        else text_width(f"{name} {rest}", size) * 1.06
        for name, rest in labels
    )
    return round(widest) + LEADER + 14


def _names(
    bands: Sequence[Band], labels: Sequence[tuple[str, str]], colours: Mapping[str, PartyColour], top: float
) -> tuple[list[Figure], Figure]:
    """A name for every band, led to by a fine line where the crowd pushed it away."""
    middles = [float(band.low[-1] + band.high[-1]) / 2 for band in bands]
    pushed = _pushed(middles, top, PLOT, LABEL + 4.0)
    narrow = _pushed(middles, top, NARROW_PLOT, 2 * NARROW_LABEL + 7.0)
    found: list[Figure] = []
    moved: Figure = {}
    for i, (band, (name, rest)) in enumerate(zip(bands, labels, strict=True)):
        found.append(
            {
                "text": f"<b>{name}</b> {rest}",
                "font": {"size": LABEL, "color": colours[band.colour].text},
                "align": "left",
                "xref": "x domain",
                "x": 1,
                "y": round(middles[i], 3),
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": colours[band.colour].mark,
                "ax": LEADER,
                "ay": pushed[i],
                "xanchor": "left",
                "borderpad": 0,
            }
        )
        moved[f"layout.annotations.{i}.text"] = f"<b>{name}</b><br>{rest}"
        moved[f"layout.annotations.{i}.ay"] = narrow[i]
        moved[f"layout.annotations.{i}.font.size"] = NARROW_LABEL
    return found, moved


def _pushed(middles: Sequence[float], top: float, plot: int, size: float) -> list[float]:
    """How many pixels each name stands below (above, if negative) its band's middle."""
    wishes = [middle / top * plot for middle in middles]
    places = spread(wishes, [size] * len(wishes), -BOTTOM + 8, plot)
    return [round(wish - place, 1) for wish, place in zip(wishes, places, strict=True)]


def _axes(line: Timeline, top: float, rights: tuple[int, int], language: Language) -> tuple[Figure, Figure]:
    wide, narrow = (
        date_ticks(line, w - LEFT - r, 12, language)
        for w, r in zip((WIDE_WIDTH, NARROW_WIDTH), rights, strict=True)
    )
    axis = {
        "type": "date",
        "range": extent(line),
        "fixedrange": True,
        "tickvals": wide[0],
        "ticktext": wide[1],
        "tickangle": 0,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": LIGHT["axis"],
        "tickfont": {"size": 12, "color": LIGHT["muted"]},
        "showgrid": False,
        "zeroline": False,
        "linecolor": LIGHT["axis"],
        "showspikes": True,
        "spikemode": "across",
        "spikethickness": 1,
        "spikedash": "solid",
        "spikecolor": LIGHT["muted"],
        "unifiedhovertitle": {"text": text("In force", language)},
    }
    scale = {
        "range": [0, top],
        "fixedrange": True,
        "dtick": tick_step(top, 7),
        "tick0": 0,
        "tickfont": {"size": 12, "color": LIGHT["muted"]},
        "gridcolor": LIGHT["grid"],
        "zeroline": False,
    }
    moved = {"layout.xaxis.tickvals": narrow[0], "layout.xaxis.ticktext": narrow[1]}
    layout = {"xaxis": axis, "yaxis": scale, "shapes": zone(line, "")}
    return layout | {"barmode": "overlay", "bargap": 0, "hovermode": "x unified", "hoverdistance": 1}, moved


def _plots(rights: tuple[int, int]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Width and height of the plot on a desk and on a phone, at their narrowest."""
    return (WIDE_WIDTH - LEFT - rights[0], PLOT), (NARROW_WIDTH - LEFT - rights[1], NARROW_PLOT)


def _key(line: Timeline, shares: Mapping[str, float], language: Language) -> tuple[list[str], list[str]]:
    parts = [text("% of the vote", language)]
    if any(band.party in shares for band in line.bands):
        parts.append(text("◆ official result", language))
    return wrap(parts, WIDE_WIDTH - 80, KEY_SIZE), wrap(parts, NARROW_WIDTH - 6, KEY_SIZE)


def _key_and_margins(
    layout: Figure,
    moved: Figure,
    key: tuple[list[str], list[str]],
    rows: tuple[int, int],
    rights: tuple[int, int],
) -> None:
    tops = [10 + KEY_LINE * len(lines) + EVENT_LINE * n + 6 for lines, n in zip(key, rows, strict=True)]
    layout["annotations"].append(
        note(
            "<br>".join(key[0]),
            LIGHT["muted"],
            KEY_SIZE,
            align="left",
            xref="paper",
            yref="paper",
            x=0,
            y=1,
            xanchor="left",
            yanchor="bottom",
            xshift=-LEFT + 2,
            yshift=EVENT_LINE * rows[0] + 6,
        )
    )
    path = f"layout.annotations.{len(layout['annotations']) - 1}"
    moved |= {f"{path}.text": "<br>".join(key[1]), f"{path}.yshift": EVENT_LINE * rows[1] + 6}
    layout["height"] = PLOT + tops[0] + BOTTOM
    layout["margin"] = {"l": LEFT, "r": rights[0], "t": tops[0], "b": BOTTOM}
    moved |= {
        "layout.height": NARROW_PLOT + tops[1] + BOTTOM,
        "layout.margin.t": tops[1],
        "layout.margin.r": rights[1],
    }


def _zone_name(layout: Figure, line: Timeline, language: Language) -> None:
    """The zone says along its own height what it is."""
    if not line.undated:
        return
    middle = line.starts[0] + (line.first_dated - line.starts[0]) // 2
    layout["annotations"].append(
        note(
            text("undated", language),
            LIGHT["muted"],
            11,
            textangle=-90,
            x=line.iso(np.array([middle]).astype("datetime64[s]"))[0],
            yref="y domain",
            y=0.99,
            yanchor="top",
        )
    )
