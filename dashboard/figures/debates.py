"""How ranges stood before and after a debate: bar to bar for every party, the largest shift first."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboard.figures.ranges import empty_figure
from dashboard.figures.scales import tick_step
from dashboard.figures.words import change_word, day, escape, number, range_text, shorten
from dashboard.texts import text
from dashboard.theme import LIGHT, Figure, PartyColour, base_layout, dark_colours, palette, text_width
from forecasts.model import Language

# Heights in pixels: the y axis of this chart counts pixels from the top.
HEADING = 30
NAMES, BEFORE, GAP, AFTER, SPACE = 22, 8, 9, 13, 16
QUIET_HEADING, QUIET = 26, 21
BETWEEN = 14
BOTTOM = 34
NAME_SIZE, TEXT_SIZE, QUIET_SIZE = 15, 14, 12
NAME_ROOM = 125


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

    def write(self, words: str, colour: str, size: int, **where: object) -> None:
        """A text whose middle is at a place."""
        plain = {"text": words, "font": {"size": size, "color": colour}, "showarrow": False}
        ground = {"bgcolor": LIGHT["background"], "borderpad": 1, "yanchor": "middle"}
        self.annotations.append(plain | ground | where)


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
        return empty_figure(text("There are no updates before and after this debate.", language), language)
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
    dates = text("grey: before ({before})  ·  colour: after ({after})", language, before=before, after=after)
    name = f"<b>{shorten(head['forecaster_name'], 150, TEXT_SIZE)}</b>   " if named else ""
    sheet.write(name + dates, LIGHT["muted"], QUIET_SIZE, xref="paper", x=0, xanchor="left", y=sheet.y + 10)
    sheet.y += HEADING
    still = rows["change"] == "unchanged"
    moved = rows[~still].to_dict("records")
    columns = _columns(moved, language)
    for row in moved:
        _moved(sheet, row, colours[row["colour"]], columns, language)
    quiet = rows[still].to_dict("records")
    if quiet:
        sheet.write(
            text("Unchanged", language),
            LIGHT["muted"],
            QUIET_SIZE,
            **_left(sheet.y + QUIET_HEADING / 2 - 2),
        )
        sheet.y += QUIET_HEADING
    for row in quiet:
        _unmoved(sheet, row, language, top)


def _day(when: Any, language: Language) -> str:
    return text("undated", language) if pd.isna(when) else day(when, language)


def _left(y: float) -> Figure:
    return {"xref": "paper", "x": 0, "xanchor": "left", "y": round(y, 1)}


def _columns(rows: Sequence[dict[Hashable, Any]], language: Language) -> tuple[int, int]:
    """Where the shifts and the ranges begin, in pixels: behind the longest name, behind the longest shift."""
    if not rows:
        return 0, 0
    names = max(text_width(shorten(row["short"], NAME_ROOM, NAME_SIZE), NAME_SIZE) for row in rows)
    shifts = max(text_width(_shift(row, language), NAME_SIZE) for row in rows)
    return round(names) + 14, round(names) + round(shifts) + 30


def _moved(
    sheet: _Sheet,
    row: dict[Hashable, Any],
    colour: PartyColour,
    columns: tuple[int, int],
    language: Language,
) -> None:
    """A party that moved: name, shift and both ranges in a line, under it bar over bar with an arrow."""
    middle = sheet.y + NAMES / 2
    name, shift, words = (
        shorten(row["short"], NAME_ROOM, NAME_SIZE),
        _shift(row, language),
        _both(row, language),
    )
    hover = f"{escape(row['short'])}: {words} ({shift})"
    sheet.write(f"<b>{name}</b>", colour.text, NAME_SIZE, **_left(middle))
    sheet.write(f"<b>{shift}</b>", LIGHT["text"], NAME_SIZE, xshift=columns[0], **_left(middle))
    sheet.write(words, LIGHT["text"], TEXT_SIZE, xshift=columns[1], **_left(middle))
    sheet.y += NAMES
    if row["change"] != "added":
        sheet.bar(row["before_low"], row["before_high"], BEFORE, LIGHT["before"], hover)
        tail = sheet.y = sheet.y + BEFORE
        if row["change"] != "dropped":
            sheet.y += GAP
            sheet.annotations.append(_arrow(row, tail, sheet.y))
    if row["change"] != "dropped":
        sheet.bar(row["after_low"], row["after_high"], AFTER, colour.mark, hover)
        sheet.y += AFTER
    sheet.y += SPACE


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


def _both(row: dict[Hashable, Any], language: Language) -> str:
    """The range before and, in bold, the one after."""
    found = []
    if row["change"] != "added":
        found.append(range_text(row["before_low"], row["before_high"], language))
    if row["change"] != "dropped":
        found.append(f"<b>{range_text(row['after_low'], row['after_high'], language)}</b>")
    return " → ".join(found)


def _shift(row: dict[Hashable, Any], language: Language) -> str:
    """The signed move of the midpoint; in words where a party came, went or only its width changed."""
    if row["change"] in ("added", "dropped"):
        return change_word(row["change"], language)
    if row["midpoint_change"] == 0:
        return change_word(row["change"], language)
    return number(row["midpoint_change"], language, signed=True)


def _unmoved(sheet: _Sheet, row: dict[Hashable, Any], language: Language, top: float) -> None:
    """A party that did not move: one thin grey bar with its name and range beside it."""
    low, high = float(row["after_low"]), float(row["after_high"])
    words = f"{shorten(row['short'], 110, QUIET_SIZE)} {range_text(low, high, language)}"
    right = (low + high) / 2 < top * 0.55
    sheet.y += 6
    sheet.bar(low, high, 8, LIGHT["before"], f"{words}: {text('unchanged', language)}")
    beside: Figure = {"x": high if right else low, "xanchor": "left" if right else "right"}
    sheet.write(
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
                "opacity": 1,
                "size": [point["size"] for point in points],
                "line": {"width": 4, "color": [point["colour"] for point in points]},
                "color": [point["colour"] for point in points],
            },
            "hovertext": [point["hover"] for point in points],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    ]
