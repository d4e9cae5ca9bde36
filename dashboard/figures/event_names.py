"""Names of events over their lines, in rows so that none touches another, on a desk and on a phone."""

from collections.abc import Sequence

from dashboard.figures.layout import rows_for
from dashboard.figures.marks import Happening, event_lines, note
from dashboard.figures.words import escape, shorten
from dashboard.theme import LIGHT, Figure, text_width

EVENT_SIZE = 12
EVENT_LINE = 17
# More rows of event names than this are not written; the hover says them.
ROWS = 3
# How far a name may reach over the scale at the left.
MARGIN = 30


def name_events(
    layout: Figure,
    moved: Figure,
    shown: Sequence[Happening],
    plots: tuple[tuple[int, int], tuple[int, int]],
    rights: tuple[int, int],
) -> None:
    """Add names over the event lines in a few rows, debates first; on a phone only debates are named.

    Args:
        layout: The figure's layout; its shapes and annotations grow.
        moved: What changes on a phone.
        shown: The events, the most important first.
        plots: Width and height of the plot in pixels, on a desk and on a phone.
        rights: The right margins.
    """
    (width, height), (phone_width, phone_height) = plots
    wide = _placed(shown, width, rights[0])
    narrow = _placed(shown, phone_width, rights[1])
    first = len(layout["shapes"])
    layout["shapes"] += event_lines(shown, "", [_line_top(row, height) for row, _ in wide])
    for i, (event, (row, anchor), (phone, side)) in enumerate(zip(shown, wide, narrow, strict=True)):
        path = f"layout.annotations.{len(layout['annotations'])}"
        layout["annotations"].append(_event_note(event, row, anchor))
        moved[f"layout.shapes.{first + i}.y1"] = _line_top(phone if event.debate else ROWS, phone_height)
        if not event.debate or phone >= ROWS:
            moved[f"{path}.visible"] = False
        else:
            moved |= {f"{path}.yshift": EVENT_LINE * phone, f"{path}.xanchor": side, f"{path}.visible": True}


def _line_top(row: int, plot: int) -> float:
    return round(1 + (3 + EVENT_LINE * row) / plot, 4) if row < ROWS else 1.0


def _event_note(event: Happening, row: int, anchor: str) -> Figure:
    return note(
        event_name(event),
        LIGHT["text"] if event.debate else LIGHT["muted"],
        EVENT_SIZE,
        x=event.when,
        xanchor=anchor,
        yref="y domain",
        y=1,
        yanchor="bottom",
        yshift=EVENT_LINE * min(row, ROWS - 1),
        bgcolor=LIGHT["background"],
        borderpad=1,
        hovertext=f"{event.day}: {escape(event.name)}",
        visible=row < ROWS,
    )


def event_name(event: Happening) -> str:
    """What stands over an event's line."""
    return f"{shorten(event.short, 190, EVENT_SIZE)}, {event.day}"


def _placed(shown: Sequence[Happening], plot: int, right: int) -> list[tuple[int, str]]:
    """Row and anchor of every event's name."""
    centres, widths, anchors = [], [], []
    for event in shown:
        width, place = text_width(event_name(event), EVENT_SIZE), event.part * plot
        anchor = (
            "left"
            if place - width / 2 < -MARGIN
            else "right"
            if place + width / 2 > plot + right
            else "center"
        )
        anchors.append(anchor)
        widths.append(width)
        centres.append(place + {"left": width / 2, "right": -width / 2, "center": 0}[anchor])
    return list(zip(rows_for(centres, widths), anchors, strict=True))


def rows_used(layout: Figure, moved: Figure) -> tuple[int, int]:
    """The rows of event names on a desk and on a phone."""
    wide = [a["yshift"] // EVENT_LINE + 1 for a in layout["annotations"] if a.get("visible")]
    narrow = [v // EVENT_LINE + 1 for k, v in moved.items() if k.endswith(".yshift")]
    return max(wide, default=0), max(narrow, default=0)
