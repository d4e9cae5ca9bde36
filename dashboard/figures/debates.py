"""How ranges stood before and after a debate: bar to bar for every party, the largest shift first."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard.figures.panels import tick_step
from dashboard.figures.ranges import empty_figure
from dashboard.figures.words import day, escape, number, range_text, say, shorten
from dashboard.theme import LIGHT, Figure, PartyColour, base_layout, dark_colours, palette
from forecasts.model import Language

# Heights in pixels: the y axis of this chart counts pixels from the top.
HEADING = 30
NAMES, BEFORE, GAP, AFTER, SPACE = 22, 8, 9, 13, 16
QUIET_HEADING, QUIET = 26, 21
BETWEEN = 14
BOTTOM = 34
NAME_SIZE, TEXT_SIZE, QUIET_SIZE = 15, 13, 12


@dataclass(slots=True)
class _Sheet:
    """What has been drawn so far, and how far down."""

    y: float = 4.0
    bars: list[Figure] = field(default_factory=list)
    points: list[Figure] = field(default_factory=list)
    annotations: list[Figure] = field(default_factory=list)

    def bar(self, low: float, high: float, thickness: float, colour: str, hover: str) -> None:
        """A range as a bar from here down; a point as an upright line."""
        middle = round(self.y + thickness / 2, 1)
        place = {"low": low, "high": high, "y": middle, "size": thickness, "colour": colour, "hover": hover}
        (self.bars if high > low else self.points).append(place)

    def text(self, words: str, colour: str, size: int, **where: object) -> None:
        """A text whose middle is at a place."""
        self.annotations.append(
            {"text": words, "font": {"size": size, "color": colour}, "showarrow": False, "yanchor": "middle"}
            | where
        )


def debate_figure(shifts: pd.DataFrame, *, language: Language) -> Figure:
    """Draw the shifts around one event.

    Args:
        shifts: `forecasts.frames.shifts_frame` of one event, of one forecaster or several.
        language: Of all texts and numbers.

    Returns:
        A plain plotly figure: shares to the right, parties from the largest shift down, those that did not
        move in grey below, forecaster by forecaster.
    """
    if shifts.empty:
        return empty_figure(say("nothing_debate", language), language)
    colours = palette(shifts["colour"].tolist())
    top = float(shifts[["before_high", "after_high"]].max().max())
    sheet = _Sheet()
    groups = list(shifts.groupby("forecaster", sort=False))
    for _, rows in groups:
        _group(
            sheet, rows.sort_values("order", kind="stable"), colours, language, named=len(groups) > 1, top=top
        )
        sheet.y += BETWEEN
    return _figure(sheet, top, colours, language)


def _group(
    sheet: _Sheet,
    rows: pd.DataFrame,
    colours: dict[str, PartyColour],
    language: Language,
    *,
    named: bool,
    top: float,
) -> None:
    """One forecaster: heading, what moved, what did not."""
    head = rows.iloc[0]
    before, after = (_day(head[f"{when}_published"], language) for when in ("before", "after"))
    dates = f"{say('before', language)} ({before}) → <b>{say('after', language)} ({after})</b>"
    name = f"<b>{shorten(head['forecaster_name'], 150, TEXT_SIZE)}</b>   " if named else ""
    sheet.text(name + dates, LIGHT["muted"], QUIET_SIZE, xref="paper", x=0, xanchor="left", y=sheet.y + 10)
    sheet.y += HEADING
    still = rows["change"] == "unchanged"
    for row in rows[~still].to_dict("records"):
        _moved(sheet, row, colours[row["colour"]], language)
    quiet = rows[still].to_dict("records")
    if quiet:
        sheet.text(
            say("unchanged_many", language),
            LIGHT["muted"],
            QUIET_SIZE,
            **_left(sheet.y + QUIET_HEADING / 2 - 2),
        )
        sheet.y += QUIET_HEADING
    for row in quiet:
        _unmoved(sheet, row, language, top)


def _day(when: Any, language: Language) -> str:
    return say("undated", language) if pd.isna(when) else day(when, language)


def _left(y: float) -> Figure:
    return {"xref": "paper", "x": 0, "xanchor": "left", "y": round(y, 1)}


def _moved(sheet: _Sheet, row: dict[Hashable, Any], colour: PartyColour, language: Language) -> None:
    """A party that moved: its name, both ranges and the shift in words, then bar over bar with an arrow."""
    old, new = (_range(row, when, language) for when in ("before", "after"))
    shift = _shift(row, language)
    name = f"<b>{shorten(row['short'], 130, NAME_SIZE)}</b>"
    hover = f"{escape(row['short'])}: {old} → {new} ({shift})"
    sheet.text(name, colour.text, NAME_SIZE, **_left(sheet.y + NAMES / 2))
    sheet.text(
        f"{old} → <b>{new}</b>   <b>{shift}</b>",
        LIGHT["text"],
        TEXT_SIZE,
        xref="paper",
        x=1,
        xanchor="right",
        y=round(sheet.y + NAMES / 2, 1),
    )
    sheet.y += NAMES
    if not pd.isna(row["before_low"]):
        sheet.bar(row["before_low"], row["before_high"], BEFORE, LIGHT["before"], hover)
    tail = sheet.y + BEFORE
    sheet.y += BEFORE + GAP
    if not pd.isna(row["after_low"]):
        sheet.bar(row["after_low"], row["after_high"], AFTER, colour.mark, hover)
    if not pd.isna(row["midpoint_change"]):
        sheet.annotations.append(_arrow(row, tail, sheet.y))
    sheet.y += AFTER + SPACE


def _arrow(row: dict[Hashable, Any], tail: float, head: float) -> Figure:
    """From the middle of the old range to the middle of the new one."""
    return {
        "text": "",
        "showarrow": True,
        "ax": (row["before_low"] + row["before_high"]) / 2,
        "ay": tail,
        "x": (row["after_low"] + row["after_high"]) / 2,
        "y": head,
        "axref": "x",
        "ayref": "y",
        "arrowhead": 2,
        "arrowsize": 1.1,
        "arrowwidth": 1.3,
        "arrowcolor": LIGHT["text"],
    }


def _range(row: dict[Hashable, Any], when: str, language: Language) -> str:
    low, high = row[f"{when}_low"], row[f"{when}_high"]
    if pd.isna(low):
        return say("absent", language)
    return range_text(low, high, language)


def _shift(row: dict[Hashable, Any], language: Language) -> str:
    """The signed move of the midpoint; in words where a party came, went or only its width changed."""
    if row["change"] in ("added", "dropped"):
        return say(row["change"], language)
    if row["midpoint_change"] == 0:
        return say(row["change"], language)
    return number(row["midpoint_change"], language, signed=True)


def _unmoved(sheet: _Sheet, row: dict[Hashable, Any], language: Language, top: float) -> None:
    """A party that did not move: one thin grey bar with its name and range beside it."""
    low, high = float(row["after_low"]), float(row["after_high"])
    words = f"{shorten(row['short'], 110, QUIET_SIZE)} {range_text(low, high, language)}"
    right = (low + high) / 2 < top * 0.55
    sheet.y += 6
    sheet.bar(low, high, 8, LIGHT["before"], f"{words}: {say('unchanged', language)}")
    beside: Figure = {"x": high if right else low, "xanchor": "left" if right else "right"}
    sheet.text(
        words, LIGHT["muted"], QUIET_SIZE, y=round(sheet.y + 4, 1), xshift=4 if right else -4, **beside
    )
    sheet.y += QUIET - 6


def _figure(sheet: _Sheet, top: float, colours: dict[str, PartyColour], language: Language) -> Figure:
    end = sheet.y - BETWEEN + 4
    layout = base_layout(language) | {
        "height": round(end + BOTTOM),
        "margin": {"l": 8, "r": 8, "t": 0, "b": BOTTOM},
        "barmode": "overlay",
        "bargap": 0,
        "hovermode": "closest",
        "annotations": sheet.annotations,
        "xaxis": {
            "range": [0, round(top * 1.03, 2)],
            "fixedrange": True,
            "dtick": tick_step(top, 7),
            "tick0": 0,
            "ticksuffix": "%",
            "showticksuffix": "last",
            "tickfont": {"size": 12, "color": LIGHT["muted"]},
            "gridcolor": LIGHT["grid"],
            "zeroline": False,
        },
        "yaxis": {"range": [end, 0], "visible": False, "fixedrange": True},
    }
    layout["meta"] = {
        "dark": dark_colours(colours.values()),
        "narrow": {},
        "updates": [],
        "language": language,
    }
    return {"data": [*_bars(sheet.bars), *_points(sheet.points)], "layout": layout}


def _bars(bars: Sequence[Figure]) -> list[Figure]:
    if not bars:
        return []
    return [
        {
            "type": "bar",
            "orientation": "h",
            "base": [bar["low"] for bar in bars],
            "x": [round(bar["high"] - bar["low"], 4) for bar in bars],
            "y": [bar["y"] for bar in bars],
            "width": [bar["size"] for bar in bars],
            "marker": {"color": [bar["colour"] for bar in bars], "line": {"width": 0}},
            "hovertext": [bar["hover"] for bar in bars],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]


def _points(points: Sequence[Figure]) -> list[Figure]:
    """One number instead of a range: an upright line as tall as the bars."""
    if not points:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [point["low"] for point in points],
            "y": [point["y"] for point in points],
            "marker": {
                "symbol": "line-ns",
                "size": [point["size"] for point in points],
                "line": {"width": 4, "color": [point["colour"] for point in points]},
                "color": [point["colour"] for point in points],
            },
            "hovertext": [point["hover"] for point in points],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]
