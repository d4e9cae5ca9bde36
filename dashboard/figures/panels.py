"""One small panel per party: a shared time axis, an own scale of equal span, so that widths compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.figures.layout import Grid, panel_grid, rows_for, spread, wrap
from dashboard.figures.marks import (
    Happening,
    date_ticks,
    diamond,
    event_lines,
    extent,
    note,
    pin_text,
    pins,
    point_lines,
    rectangles,
    zone,
)
from dashboard.figures.scales import Scale, scales, tick_step
from dashboard.figures.timeline import Band, Timeline
from dashboard.figures.words import escape, number, percent, range_text, shorten
from dashboard.texts import text
from dashboard.theme import LIGHT, Figure, PartyColour, text_width
from forecasts.model import Language

# Fewer panels are taller.
PANEL, PANEL_OF_TWO, PANEL_ALONE = 126, 190, 280
ABOVE, BELOW = 34, 30
LEFT, NARROW_LEFT = 26, 24
RIGHT = 54
WIDE_WIDTH, NARROW_WIDTH = 700, 350
COLUMNS, NARROW_COLUMNS = 3, 2
# The plot of the narrowest panel: what dates and pins must fit into.
PLOT = 98
PIN = 15
KEY_SIZE = 12
KEY_LINE = 18


def panels_figure(
    line: Timeline,
    shown: Sequence[Happening],
    shares: Mapping[str, float],
    colours: Mapping[str, PartyColour],
    language: Language,
) -> Figure:
    """Draw the panels: data, axes, annotations, and what changes on a phone (`layout.meta.narrow`)."""
    pairs = list(zip(line.bands, scales(line.bands, shares), strict=True))
    key = _key(line, pairs, shown, shares, language)
    count, right = len(line.bands), _right(line.bands, language)
    wide, narrow = _grid(count, len(key[0]), right), _grid(count, len(key[1]), right, narrow=True)
    data: list[Figure] = []
    layout: Figure = {"annotations": [], "shapes": []}
    moved: Figure = {}
    ticks = date_ticks(line, PLOT, 11, language)
    for i, (band, scale) in enumerate(pairs):
        axis = "" if i == 0 else str(i + 1)
        panel = _Panel(
            line=line,
            band=band,
            scale=scale,
            axis=axis,
            colour=colours[band.colour],
            height=_panel_height(count),
            language=language,
        )
        data += panel.marks(shares.get(band.party))
        if shown:
            data.append(panel.pins(shown))
        layout["annotations"] += panel.texts(shares.get(band.party))
        layout["shapes"] += [*zone(line, axis), *event_lines(shown, axis, [1.0] * len(shown))]
        layout[f"xaxis{axis}"] = panel.x_axis(wide.x[i], ticks)
        layout[f"yaxis{axis}"] = panel.y_axis(wide.y[i])
        moved[f"layout.xaxis{axis}.domain"] = list(narrow.x[i])
        moved[f"layout.yaxis{axis}.domain"] = list(narrow.y[i])
    moved |= _finish(layout, wide, narrow, key)
    return {"data": data, "layout": layout | {"meta": {"narrow": moved}}}


def _finish(layout: Figure, wide: Grid, narrow: Grid, key: tuple[list[str], list[str]]) -> Figure:
    """The key over the panels, the heights and margins; returns what differs on a phone."""
    top, narrow_top = _top(len(key[0])), _top(len(key[1]))
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
    layout["annotations"].append(
        note("<br>".join(key[0]), LIGHT["muted"], KEY_SIZE, align="left", yshift=2, xshift=2, **place)
    )
    layout["height"] = wide.height
    layout["margin"] = {"l": 2, "r": 2, "t": top, "b": 4}
    layout["bargap"] = 0
    layout["barmode"] = "overlay"
    layout["hovermode"] = "x unified"
    layout["hoverdistance"] = 1
    last = len(layout["annotations"]) - 1
    return {
        "layout.height": narrow.height,
        "layout.margin.t": narrow_top,
        f"layout.annotations.{last}.text": "<br>".join(key[1]),
    }


def _right(bands: Sequence[Band], language: Language) -> int:
    """The room to the right of a panel that the longest of the latest ranges needs."""
    latest = [range_text(float(band.low[-1]), float(band.high[-1]), language) for band in bands]
    return max(RIGHT, *(round(text_width(words, 13) * 1.05) + 12 for words in latest))


def _top(lines: int) -> int:
    return 10 + KEY_LINE * lines


def _panel_height(count: int) -> int:
    return {1: PANEL_ALONE, 2: PANEL_OF_TWO}.get(count, PANEL)


def _grid(count: int, lines: int, right: int, *, narrow: bool = False) -> Grid:
    return panel_grid(
        count,
        min(count, NARROW_COLUMNS if narrow else COLUMNS),
        width=NARROW_WIDTH if narrow else WIDE_WIDTH,
        panel=_panel_height(count),
        above=ABOVE,
        below=BELOW,
        left=NARROW_LEFT if narrow else LEFT,
        right=right,
        top=_top(lines) + 4,
    )


def _key(
    line: Timeline,
    pairs: Sequence[tuple[Band, Scale]],
    shown: Sequence[Happening],
    shares: Mapping[str, float],
    language: Language,
) -> tuple[list[str], list[str]]:
    """The lines over the panels: what the marks mean and which debates the numbers stand for."""
    parts = [text("% of the vote", language)]
    if any(band.last_move is not None for band, _ in pairs):
        parts.append(text("+/− shift of the latest update", language))
    if line.undated:
        parts.append(text("grey zone: undated", language))
    if any(band.party in shares for band, _ in pairs):
        parts.append(text("◆ official result", language))
    if any(place.clamp(shares[band.party])[1] for band, place in pairs if band.party in shares):
        parts.append(text("▲▼ off the scale", language))
    lines = wrap(parts, WIDE_WIDTH - 80, KEY_SIZE), wrap(parts, NARROW_WIDTH - 6, KEY_SIZE)
    for pixels, some in zip((WIDE_WIDTH - 60, NARROW_WIDTH), lines, strict=True):
        some += [
            f"<b>{pin_text(event)}</b>  {event.day}  {shorten(event.name, pixels - 50, KEY_SIZE)}"
            for event in shown
            if event.debate
        ]
    return lines


@dataclass(frozen=True, slots=True, kw_only=True)
class _Panel:
    """One party's panel."""

    line: Timeline
    band: Band
    scale: Scale
    axis: str
    colour: PartyColour
    height: int
    language: Language

    def marks(self, share: float | None) -> list[Figure]:
        bars = rectangles(self.line, self.band, self.language, self.axis)
        bars["marker"] = {"color": self.colour.mark, "line": {"width": 0}}
        found = [bars]
        if (points := point_lines(self.line, self.band, self.colour.mark, self.axis, 3)) is not None:
            found.append(points)
        if share is not None:
            place, beyond = self.scale.clamp(share)
            when = self.line.iso(np.array([self.line.end]))[0]
            found.append(diamond(when, place, share, self.language, self.axis, beyond))
        return found

    def pins(self, shown: Sequence[Happening]) -> Figure:
        """The heads of the event lines, debates in a second row where two would touch."""
        debates = [event.part * PLOT for event in shown if event.debate]
        rows = rows_for(debates, [PIN] * len(debates), 1) + [0] * (len(shown) - len(debates))
        unit = self.scale.span / self.height
        return pins(
            shown, [round(self.scale.high - unit * (1 + PIN * row), 3) for row in rows], self.axis, PIN
        )

    def texts(self, share: float | None) -> list[Figure]:
        """The panel's heading, the last move, and at the right the latest range and the result."""
        over = {
            "xref": f"x{self.axis} domain",
            "yref": f"y{self.axis} domain",
            "y": 1,
            "yanchor": "bottom",
            "yshift": 9,
        }
        name = f"<b>{shorten(self.band.short, 122, 14)}</b>"
        found = [note(name, self.colour.text, 14, x=0, xanchor="left", xshift=-LEFT + 4, **over)]
        if (move := self.band.last_move) is not None and not self._ended:
            words = number(move, self.language, signed=True) if move else "="
            colour = LIGHT["text"] if move else LIGHT["faint"]
            found.append(
                note(f"<b>{words}</b>" if move else words, colour, 13, x=1, xanchor="left", xshift=7, **over)
            )
        return found + self._at_the_end(share)

    @property
    def _ended(self) -> bool:
        return int(self.band.at[-1]) != self.line.count - 1

    def _at_the_end(self, share: float | None) -> list[Figure]:
        low, high = float(self.band.low[-1]), float(self.band.high[-1])
        if self._ended:
            gone = text("no longer named", self.language)
            words = [(gone, LIGHT["muted"], 11, self.scale.low + self.scale.span / 2)]
            where: Figure = {"xanchor": "right", "x": 0.98}
        else:
            latest = f"<b>{range_text(low, high, self.language)}</b>"
            words = [(latest, self.colour.text, 13, (low + high) / 2)]
            where = {"xanchor": "left", "x": 1, "xshift": 7}
        if share is not None:
            words.append((percent(share, self.language), LIGHT["text"], 11, self.scale.clamp(share)[0]))
        unit = self.height / self.scale.span
        wishes = [(place - self.scale.low) * unit for *_, place in words]
        places = spread(wishes, [size + 3.0 for _, _, size, _ in words], 0, self.height)
        refs: Figure = {"xref": f"x{self.axis} domain", "yref": f"y{self.axis}", "yanchor": "middle"}
        found = []
        for i, ((said, colour, size, _), place) in enumerate(zip(words, places, strict=True)):
            at = where if i == 0 else {"xanchor": "left", "x": 1, "xshift": 7}
            found.append(note(said, colour, size, y=round(self.scale.low + place / unit, 3), **refs, **at))
        return found

    def x_axis(self, domain: tuple[float, float], ticks: tuple[list[str], list[str]]) -> Figure:
        return {
            "type": "date",
            "domain": list(domain),
            "anchor": f"y{self.axis}",
            **({"matches": "x"} if self.axis else {}),
            "range": extent(self.line),
            "fixedrange": True,
            "tickvals": ticks[0],
            "ticktext": ticks[1],
            "tickangle": 0,
            "ticks": "outside",
            "ticklen": 4,
            "tickcolor": LIGHT["axis"],
            "tickfont": {"size": 11, "color": LIGHT["muted"]},
            "showgrid": False,
            "zeroline": False,
            "linecolor": LIGHT["axis"],
            "showspikes": True,
            "spikemode": "across",
            "spikethickness": 1,
            "spikedash": "solid",
            "spikecolor": LIGHT["muted"],
            "unifiedhovertitle": {"text": f"<b>{escape(self.band.short)}</b>"},
        }

    def y_axis(self, domain: tuple[float, float]) -> Figure:
        return {
            "domain": list(domain),
            "anchor": f"x{self.axis}",
            "range": [self.scale.low, round(self.scale.high, 3)],
            "fixedrange": True,
            "dtick": tick_step(self.scale.span),
            "tick0": 0,
            "tickfont": {"size": 11, "color": LIGHT["muted"]},
            "gridcolor": LIGHT["grid"],
            "zeroline": False,
        }
