"""How the seats of each party went from update to update, with the debates between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.chances import AXIS, EDGE, NAME_ROOM, NAME_SIZE, NARROWEST, SEATS_SIZE, note, upright
from dashboard.figures.moments import (
    AFTER,
    BEFORE,
    debate_names,
    debates_on_a_phone,
    moments_axis,
    moments_on_a_phone,
)
from dashboard.figures.words import escape, shorten
from dashboard.texts import text
from dashboard.theme import LIGHT, Figure, base_layout, dark_colours, palette, text_width
from forecasts.model import Language

TOP, BOTTOM, RIGHT = 34, 36, 16
# Room in a row above its highest point, on a phone with the name, and below its lowest one.
HEAD, NARROW_HEAD, FOOT = 24, 44, 10
# The party that moved most takes so many pixels upwards; a seat takes no more than so many.
TALLEST, LARGEST_SEAT = 44, 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatCourse:
    """A party's median seats from update to update; None where an update does not name it.

    Where a median tells nothing, `open` has the seats that are about as likely, in words; else nothing.
    """

    short: str
    colour: str
    seats: tuple[int | None, ...]
    open: tuple[str, ...]


def seat_courses_figure(
    courses: Sequence[SeatCourse],
    moments: Sequence[str],
    debates: Sequence[tuple[int, str]],
    *,
    language: Language,
) -> Figure:
    """Draw how the seats of each party went from update to update.

    Each party has a row of its own, as tall as its seats moved, and a seat is as tall in each: small parties
    do not lie on top of one another, and a large move looks large. Each point has its number; one
    whose median tells nothing is a ring.

    Args:
        courses: a row each, from above; each has a number somewhere.
        moments: of the updates, oldest first.
        debates: the place of the first update after it, and the debate's name.
        language: of all texts.

    Returns:
        A plain plotly figure.
    """
    colours = palette(each.colour for each in courses)
    points, height = _points(courses, HEAD)
    names = [shorten(each.short, NAME_ROOM, NAME_SIZE) for each in courses]
    left = max(text_width(name, NAME_SIZE) for name in names) + 12
    notes = [
        note(
            name,
            {"xref": "paper", "x": 0, "xshift": -left, "xanchor": "left", "y": _first(row)},
            NAME_SIZE,
            LIGHT["text"],
        )
        for name, row in zip(names, points, strict=True)
    ]
    layout = base_layout(language) | {
        "height": height + TOP + BOTTOM,
        "margin": {"l": round(left), "r": RIGHT, "t": TOP, "b": BOTTOM},
        "xaxis": AXIS | moments_axis(moments),
        "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True},
        "annotations": [*notes, *debate_names(debates)],
        "shapes": [upright(at - 0.5, height) for at, _ in debates],
        "hovermode": "closest",
    }
    traces = [
        _course(each, row, colours[each.colour].mark, moments, language)
        for each, row in zip(courses, points, strict=True)
    ]
    narrow = _on_a_phone(courses, moments, debates, language)
    meta = {"dark": dark_colours(colours.values()), "narrow": narrow}
    return {"data": traces, "layout": layout | {"meta": meta}}


def _points(courses: Sequence[SeatCourse], head: int) -> tuple[list[list[float | None]], int]:
    """How far down every point stands, row below row, and how tall all are."""
    tops = [max(seats for seats in each.seats if seats is not None) for each in courses]
    moved = [
        top - min(seats for seats in each.seats if seats is not None)
        for top, each in zip(tops, courses, strict=True)
    ]
    seat = min(LARGEST_SEAT, TALLEST / max(1, *moved))
    points: list[list[float | None]] = []
    down = 0.0
    for each, top, rise in zip(courses, tops, moved, strict=True):
        begin = down + head
        points.append([None if s is None else round(begin + seat * (top - s), 1) for s in each.seats])
        down = begin + seat * rise + FOOT
    return points, round(down)


def _first(row: Sequence[float | None]) -> float:
    """Where a row's line begins."""
    return next(place for place in row if place is not None)


def _on_a_phone(
    courses: Sequence[SeatCourse],
    moments: Sequence[str],
    debates: Sequence[tuple[int, str]],
    language: Language,
) -> Figure:
    """A name stands above its line, which has the whole width then."""
    points, height = _points(courses, NARROW_HEAD)
    width = NARROWEST - EDGE - RIGHT
    below, more = moments_on_a_phone(moments, width, language)
    step = width / (len(moments) - 1 + BEFORE + AFTER)
    above, top = debates_on_a_phone(debates, len(courses), step, TOP)
    narrow: Figure = {
        "layout.height": height + top + BOTTOM + more,
        "layout.margin.l": EDGE,
        "layout.margin.b": BOTTOM + more,
        "layout.yaxis.range": [height, 0],
    }
    for place, row in enumerate(points):
        highest = min(down for down in row if down is not None)
        narrow[f"data.{place}.y"] = [down for down in row if down is not None]
        narrow[f"layout.annotations.{place}.y"] = round(highest - NARROW_HEAD + HEAD / 2, 1)
        narrow[f"layout.annotations.{place}.xshift"] = 0
    return narrow | {f"layout.shapes.{i}.y1": height for i in range(len(debates))} | above | below


def _course(
    course: SeatCourse, row: Sequence[float | None], ink: str, moments: Sequence[str], language: Language
) -> Figure:
    shown = [place for place, down in enumerate(row) if down is not None]
    said = text("{name}, {when}: {seats} seats in the middle", language)
    unsettled = text("{name}, {when}: {seats} seats in nine draws of ten", language)
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": shown,
        "y": [row[place] for place in shown],
        "text": [f"{course.seats[place]}" for place in shown],
        "textposition": "top center",
        "textfont": {"size": SEATS_SIZE, "color": LIGHT["text"]},
        "line": {"color": ink, "width": 2.5},
        "marker": {
            "color": [LIGHT["background"] if course.open[place] else ink for place in shown],
            "size": [9 if course.open[place] else 7 for place in shown],
            "opacity": 1,
            "line": {"color": ink, "width": [2 if course.open[place] else 0 for place in shown]},
        },
        "cliponaxis": False,
        "hovertext": [
            (unsettled if course.open[p] else said).format(
                name=escape(course.short),
                when=escape(moments[p]),
                seats=escape(course.open[p]) or course.seats[p],
            )
            for p in shown
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
