"""The pieces of a chart over time that both of its views are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.figures.layout import thin_out
from dashboard.figures.timeline import Array, Band, Timeline
from dashboard.figures.words import day, escape, hours, moments, percent
from dashboard.texts import text
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
    """The events on the dated part of the axis but the election: debates by date, then all others."""
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
                short=text("Debate {n}", language, n=ordinal) if debate and ordinal else str(row["name"]),
            )
        )
    return sorted(found, key=lambda event: not event.debate)


def results(result: pd.DataFrame) -> dict[str, float]:
    """The official share of each party that has one."""
    if result is None or result.empty:
        return {}
    known = result[result["share"].notna() & result["party"].notna()]
    return dict(zip(known["party"].tolist(), known["share"].astype(float).tolist(), strict=True))


def rectangles(line: Timeline, band: Band, language: Language, axis: str, *, named: bool = False) -> Figure:
    """A party's ranges as published: one rectangle per update, low to high, from its day to the next one's.

    Bars carry this with the fewest numbers, and the hover of a bar covers its whole length, so it tells the
    update in force on that day and not the nearest one. Two slivers out of view close the trace: plotly
    stretches the hover of bars to half the least distance between two of them, and theirs is next to nothing.
    """
    height = np.round(band.high - band.low, 4)
    called = [escape(name) for name in band.names]
    titles = {} if named else {"customdata": _titles(line, band, language)}
    return titles | {
        "type": "bar",
        "name": escape(band.short),
        "x": [*_these(line.iso_starts, band.at), *line.slivers],
        "width": [*line.lengths()[band.at].tolist(), 1, 1],
        "offset": 0,
        "base": [*band.low.tolist(), 0, 0],
        "y": [*height.tolist(), 0, 0],
        "hovertext": _remarks(line, band, language, short=named),
        "hovertemplate": _templates(height == 0, [f"{n} " if named else "%{customdata}: " for n in called]),
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
        "meta": {"party": band.party} | ({} if set(band.names) == {band.short} else {"names": called}),
    }


def _titles(line: Timeline, band: Band, language: Language) -> list[str]:
    """The updates of a band, with the name it went by where that was an earlier one."""
    return [
        line.titles[k] + _called(name, band.short, language)
        for k, name in zip(band.at.tolist(), band.names, strict=True)
    ]


def _called(name: str, usual: str, language: Language) -> str:
    return "" if name == usual else f", {text('as {name}', language, name=escape(name))}"


def _templates(flat: Array, heads: Sequence[str]) -> str | list[str]:
    """What the hover says: both bounds, or the one number a forecaster printed; one text where all agree."""
    said = [
        f"{head}<b>{'' if point else '%{base:.2~f}–'}%{{y:.2~f}}%</b>%{{hovertext}}<extra></extra>"
        for head, point in zip(heads, flat.tolist(), strict=True)
    ]
    return said[0] if len(set(said)) == 1 else said


def heading(line: Timeline, language: Language) -> Figure:
    """An invisible trace whose hover names the update in force, over the rows of the parties."""
    return {
        "type": "bar",
        "x": [*line.iso_starts, *line.slivers],
        "width": [*line.lengths().tolist(), 1, 1],
        "offset": 0,
        "y": [0] * (line.count + 2),
        "customdata": [stop["title"] for stop in stops(line, language)],
        "hovertemplate": "%{customdata}<extra></extra>",
        "marker": {"color": "rgba(0,0,0,0)", "line": {"width": 0}},
    }


def stops(line: Timeline, language: Language) -> list[Figure]:
    """The updates for the arrow keys; their text is read off the bars, so it is not sent twice."""
    titles = [
        text("Undated update", language)
        if title == text("undated", language)
        else text("Update of {day}", language, day=title)
        for title in line.titles
    ]
    return [{"x": x, "title": title} for x, title in zip(line.iso_starts, titles, strict=True)]


def _these(values: Sequence[str], at: Array) -> list[str]:
    return list(values) if len(at) == len(values) else [values[i] for i in at.tolist()]


def _remarks(line: Timeline, band: Band, language: Language, *, short: bool) -> list[str] | str:
    """What the hover adds: since when the bounds stand, and that they are an earlier update's."""
    source = np.maximum.accumulate(np.where(band.printed, band.at, 0))
    told = np.where(band.printed, band.since, source)
    old = np.flatnonzero(told != band.at).tolist()
    if not old:
        return ""
    said = [""] * len(band.at)
    for i in old:
        k = int(told[i])
        when = line.titles[k] if k >= line.undated else ""
        if when:
            when += _called(band.names[int(np.searchsorted(band.at, k))], band.names[i], language)
        if short:
            said[i] = f" ({text('since {day}', language, day=when)})" if when else ""
        else:
            said[i] = f"<br>{_in_full(when, bool(band.printed[i]), language)}"
    return said


def _in_full(when: str, printed: bool, language: Language) -> str:
    """Since when a printed range has been the same, or whose range an unprinted one is."""
    if printed:
        return text("unchanged since {day}", language, day=when) if when else text("unchanged", language)
    if when:
        return text("not named here, stands from {day}", language, day=when)
    return text("not named here, stands from before", language)


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
        "hovertext": [text("Official result: {share}", language, share=percent(share, language))],
        "hovertemplate": "%{hovertext}<extra></extra>",
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


def pins(shown: Sequence[Happening], places: Sequence[float], axis: str, size: int = 0) -> Figure:
    """Heads of the event lines: numbered discs for debates, dots for the rest; the hover says the name."""
    return {
        "type": "scatter",
        "mode": "markers+text" if size else "markers",
        "x": [event.when for event in shown],
        "y": list(places),
        **({"text": [pin_text(event) for event in shown]} if size else {}),
        "textfont": {"size": 10, "color": LIGHT["pin_text"], "weight": "bold"},
        "marker": {
            "size": [size if event.debate and size else 6 for event in shown],
            "color": [LIGHT["pin"] if event.debate else LIGHT["faint"] for event in shown],
            "opacity": 1,
        },
        "hovertext": [f"{event.day}: {escape(event.name)}" for event in shown],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "cliponaxis": False,
        "xaxis": f"x{axis}",
        "yaxis": f"y{axis}",
    }


def pin_text(event: Happening) -> str:
    """What stands in a debate's disc."""
    return (str(event.number) if event.number else "•") if event.debate else ""


def note(text: str, colour: str, size: int, **where: object) -> Figure:
    """A text on the chart without an arrow."""
    return {"text": text, "showarrow": False, "font": {"size": size, "color": colour}, **where}


def extent(line: Timeline) -> list[str]:
    """The axis from the first update to a little past the end, for the diamond."""
    past = line.end + (line.end - line.first) // 40
    return line.iso(np.array([line.first, past]).astype("datetime64[s]"))


def date_ticks(line: Timeline, plot: int, size: int, language: Language) -> tuple[list[str], list[str]]:
    """Dates under the axis: the election, the first update, then as many others as fit."""
    when = np.append(line.starts, line.end)
    # A time that nobody published is not written under the axis.
    ours = {i for i in line.hourless if line.starts[i] != line.starts[i].astype("datetime64[D]")}
    dated = [i for i in range(line.undated, line.count) if i not in ours]
    wanted = [line.count, *dated[:1], *dated[:0:-1][:60]]
    texts = hours(when[wanted]) if line.one_day else moments(when[wanted], language, short=True)
    places = [line.part(moment) * plot for moment in when[wanted]]
    kept = thin_out(places, texts, size)
    iso = line.iso(when)
    return [iso[wanted[i]] for i in kept], [texts[i] for i in kept]
