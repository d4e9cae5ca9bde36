"""Where things stand on a chart in pixels: panels in a grid, labels that keep clear of one another."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.theme import text_width


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Panels in rows and columns: the chart's height and every panel's place, in parts of the plot."""

    height: int
    x: tuple[tuple[float, float], ...]
    y: tuple[tuple[float, float], ...]


def panel_grid(
    count: int,
    columns: int,
    *,
    width: int,
    panel: int,
    above: int,
    below: int,
    left: int,
    right: int,
    top: int,
) -> Grid:
    """Place panels row by row.

    Args:
        count: How many panels.
        columns: How many side by side.
        width: The narrowest chart this grid is meant for, in pixels.
        panel: Height of a panel's plot.
        above: Room over each plot, for its heading.
        below: Room under it, for its dates.
        left: Room for the figures of the scale.
        right: Room for labels.
        top: The chart's upper margin, which is not part of the plot.

    Returns:
        The grid, first panel top left.
    """
    rows = max(1, -(-count // columns))
    row = above + panel + below
    inner = rows * row
    x, y = [], []
    for i in range(count):
        r, c = divmod(i, columns)
        x.append((round(c / columns + left / width, 4), round((c + 1) / columns - right / width, 4)))
        y.append((round(1 - (r * row + above + panel) / inner, 4), round(1 - (r * row + above) / inner, 4)))
    return Grid(height=inner + top, x=tuple(x), y=tuple(y))


def spread(places: Sequence[float], sizes: Sequence[float], lowest: float, highest: float) -> list[float]:
    """Move labels as little as needed so that none covers another and all stay inside.

    Labels that touch are pushed apart about their common middle, so a crowd opens to both sides.

    Args:
        places: Where the middle of each label would like to stand.
        sizes: The room each label takes along the axis.
        lowest: Where the room for labels begins.
        highest: Where it ends.

    Returns:
        The middles in the order given. Where there is no room for all, sizes shrink evenly.
    """
    need = sum(sizes)
    squeeze = min(1.0, (highest - lowest) / need) if need > 0 else 1.0
    order = sorted(range(len(places)), key=lambda i: (places[i], i))
    groups: list[_Group] = []
    for i in order:
        room = sizes[i] * squeeze
        groups.append(_Group(wish=places[i] - room / 2, room=room, members=[i]))
        while len(groups) > 1 and groups[-2].end(lowest, highest) > groups[-1].start(lowest, highest):
            groups[-2:] = [groups[-2].joined(groups[-1])]
    found = [0.0] * len(places)
    for group in groups:
        here = group.start(lowest, highest)
        for i in group.members:
            found[i] = here + sizes[i] * squeeze / 2
            here += sizes[i] * squeeze
    return found


@dataclass(slots=True, kw_only=True)
class _Group:
    """Labels that touch: the mean of where they would begin, the room they take."""

    wish: float
    room: float
    members: list[int]

    def start(self, lowest: float, highest: float) -> float:
        return max(lowest, min(self.wish, highest - self.room))

    def end(self, lowest: float, highest: float) -> float:
        return self.start(lowest, highest) + self.room

    def joined(self, above: "_Group") -> "_Group":
        mine, theirs = len(self.members), len(above.members)
        wish = (self.wish * mine + (above.wish - self.room) * theirs) / (mine + theirs)
        return _Group(wish=wish, room=self.room + above.room, members=self.members + above.members)


def rows_for(centres: Sequence[float], widths: Sequence[float], gap: float = 6.0) -> list[int]:
    """The row of each label along an axis: the first one where it touches no label placed before it.

    Args:
        centres: Middle of each label, in pixels; the most important first.
        widths: Width of each label.
        gap: The least room between two of them.

    Returns:
        Row numbers from 0, in the order given.
    """
    rows: list[list[tuple[float, float]]] = []
    found = []
    for centre, width in zip(centres, widths, strict=True):
        begin, end = centre - width / 2 - gap, centre + width / 2 + gap
        free = (r for r, row in enumerate(rows) if all(end <= b or begin >= e for b, e in row))
        row = next(free, len(rows))
        if row == len(rows):
            rows.append([])
        rows[row].append((begin + gap, end - gap))
        found.append(row)
    return found


def thin_out(places: Sequence[float], labels: Sequence[str], size: float, gap: float = 8.0) -> list[int]:
    """Which labels can stand on one line; earlier ones in the list go first.

    Args:
        places: Middle of each label, in pixels.
        labels: The texts, the most important first.
        size: Font size.
        gap: The least room between two of them.

    Returns:
        The positions in the list of those that fit, in order of place.
    """
    kept: list[tuple[float, float, int]] = []
    for i, (place, label) in enumerate(zip(places, labels, strict=True)):
        half = text_width(label, size) / 2
        if all(place + half + gap <= begin or place - half - gap >= end for begin, end, _ in kept):
            kept.append((place - half, place + half, i))
    return [i for _, _, i in sorted(kept)]


def wrap(parts: Sequence[str], pixels: float, size: float, joint: str = "  ·  ") -> list[str]:
    """Parts of a key, joined into as few lines as fit the width; no part is broken."""
    lines: list[str] = []
    for part in parts:
        if lines and text_width(lines[-1] + joint + part, size) <= pixels:
            lines[-1] += joint + part
        else:
            lines.append(part)
    return lines
