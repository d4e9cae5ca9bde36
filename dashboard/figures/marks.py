"""The pieces of a chart over time that both of its views are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboard.figures.timeline import Array, Band, Timeline
from dashboard.figures.words import day, escape, percent, say
from dashboard.theme import LIGHT, Figure
from forecasts.model import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A debate or another event on the axis; debates are numbered in the order shown."""

    when: str
    part: float
    debate: bool
    number: int
    day: str
    name: str
    short: str


def happenings(events: pd.DataFrame, line: Timeline, language: Language) -> list[Happening]:
    """The events that fall on the dated part of the axis, the election day apart, by date."""
    if events.empty:
        return []
    begin, end = pd.Timestamp(line.first_dated), pd.Timestamp(line.end)
    inside = events[(events["date"] >= begin) & (events["date"] <= end) & (events["kind"] != "election")]
    found: list[Happening] = []
    for row in inside.sort_values("date", kind="stable").to_dict("records"):
        debate = row["kind"] == "debate"
        ordinal = int(row["ordinal"]) if row["ordinal"] == row["ordinal"] else 0
        found.append(
            Happening(
                when=row["date"].strftime("%Y-%m-%d"),
                part=line.part(row["date"]),
                debate=debate,
                number=ordinal,
                day=day(row["date"], language),
                name=str(row["name"]),
                short=say("debate", language, n=ordinal) if debate and ordinal else str(row["name"]),
            )
        )
    return found


def results(result: pd.DataFrame) -> dict[str, float]:
    """The official share of each party that has one."""
    if result is None or result.empty:
        return {}
    known = result[result["share"].notna() & result["party"].notna()]
    return dict(zip(known["party"].tolist(), known["share"].astype(float).tolist(), strict=True))


def rectangles(line: Timeline, band: Band, language: Language, axis: str, *, named: bool = False) -> Figure:
    """A party's ranges as published: one rectangle per update, low to high, from its day to the next one's.

    Bars carry this with the fewest numbers, and the hover of a bar covers its whole length, so it tells the
    update in force on that day and not the nearest one.
    """
    height = np.round(band.high - band.low, 4)
    name = f"{escape(band.short)} " if named else ""
    hover = name + "<b>%{base:.2~f}–%{y:.2~f}%</b>%{hovertext}<extra></extra>"
    point = name + "<b>%{y:.2~f}%</b>%{hovertext}<extra></extra>"
    flat = height == 0
    template: Any = hover
    if flat.any():
        template = point if flat.all() else np.where(flat, point, hover).tolist()
    return {
        "type": "bar",
        "name": escape(band.short),
        "x": _these(line.iso(line.starts), band.at),
        "width": line.lengths()[band.at].tolist(),
        "offset": 0,
        "base": band.low.tolist(),
        "y": height.tolist(),
        "customdata": _these(line.titles, band.at),
        "hovertext": _remarks(line, band, language),
        "hovertemplate": template,
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
        "meta": {"party": band.party},
    }


def _these(values: Sequence[str], at: Array) -> list[str]:
    return list(values) if len(at) == len(values) else [values[i] for i in at.tolist()]


def _remarks(line: Timeline, band: Band, language: Language) -> list[str] | str:
    """What the hover adds: since when the bounds stand, and the note of the update."""
    old = np.flatnonzero(band.since != band.at).tolist()
    noted = [i for i, k in enumerate(band.at.tolist()) if line_note(band, k)] if any(band.notes) else []
    if not old and not noted:
        return ""
    said = [""] * len(band.at)
    for i in old:
        since = int(band.since[i])
        key = "since" if since >= line.undated else "since_undated"
        said[i] = "<br>" + say(key, language, day=line.titles[since])
    for i in noted:
        said[i] += f"<br><i>{line_note(band, int(band.at[i]))}</i>"
    return said


def line_note(band: Band, update: int) -> str:
    """The note of an update, already escaped."""
    return band.notes[update]


def point_lines(line: Timeline, band: Band, colour: str, axis: str, width: float) -> Figure | None:
    """Where a forecaster printed one number there is no area to fill: a line shows it."""
    flat = band.low == band.high
    if not flat.any():
        return None
    nexts = np.append(line.starts, line.end)
    starts, ends = line.iso(line.starts[band.at[flat]]), line.iso(nexts[band.at[flat] + 1])
    x = [moment for pair in zip(starts, ends, starts, strict=True) for moment in pair]
    y = np.repeat(band.low[flat], 3).astype(object)
    y[2::3] = None
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y.tolist(),
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }


def diamond(when: str, place: float, share: float, language: Language, axis: str, beyond: str = "") -> Figure:
    """The official result on election day; a triangle at the edge where it lies off the scale."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [when],
        "y": [place],
        "marker": {
            "symbol": f"triangle-{beyond}" if beyond else "diamond",
            "size": 10,
            "color": LIGHT["text"],
            "line": {"color": LIGHT["background"], "width": 1.5},
        },
        "cliponaxis": False,
        "customdata": [say("election", language)],
        "hovertemplate": say("result_hover", language, share=percent(share, language)) + "<extra></extra>",
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }


def zone(line: Timeline, axis: str) -> list[Figure]:
    """The grey ground under updates without a date, where lengths mean nothing."""
    if not line.undated:
        return []
    return [
        {
            "type": "rect",
            "layer": "below",
            "xref": f"x{axis}",
            "yref": f"y{axis} domain",
            "x0": line.iso(line.starts[:1])[0],
            "x1": line.iso(np.array([line.first_dated]))[0],
            "y0": 0,
            "y1": 1,
            "fillcolor": LIGHT["zone"],
            "line": {"width": 0},
        }
    ]


def event_lines(shown: Sequence[Happening], axis: str, tops: Sequence[float]) -> list[Figure]:
    """A vertical line for every event: dashed for a debate, dotted and lighter for the rest."""
    return [
        {
            "type": "line",
            "xref": f"x{axis}",
            "yref": f"y{axis} domain",
            "x0": event.when,
            "x1": event.when,
            "y0": 0,
            "y1": top,
            "line": {
                "color": LIGHT["event"] if event.debate else LIGHT["faint"],
                "width": 1.2 if event.debate else 1,
                "dash": "4px,3px" if event.debate else "1px,3px",
            },
        }
        for event, top in zip(shown, tops, strict=True)
    ]


def note(text: str, colour: str, size: int, **where: object) -> Figure:
    """A text on the chart without an arrow."""
    return {"text": text, "showarrow": False, "font": {"size": size, "color": colour}, **where}


def extent(line: Timeline) -> list[str]:
    """The axis from the first update to a little past the end, for the diamond."""
    past = line.end + (line.end - line.first) // 40
    return line.iso(np.array([line.first, past]).astype("datetime64[s]"))
