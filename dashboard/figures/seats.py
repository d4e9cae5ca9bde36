"""A parliament as the usual half circle: a dot a seat, party by party, and where the majority begins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, sin, sqrt

from dashboard.figures.layout import spread
from dashboard.figures.words import escape
from dashboard.texts import text
from dashboard.theme import LIGHT, Figure, PartyColour, base_layout, dark_colours, palette, text_width
from forecasts.model import Language

# The half circle has the radius 1; its innermost row stands here.
INNER = 0.4
OUTSIDE = 1.07
WIDE_WIDTH, NARROW_WIDTH = 640, 346
LARGEST, SMALLEST = 255, 90
TOP, BOTTOM = 24, 14
LABEL, KEY = 15, 13
# On the narrowest phones a narrow half circle is drawn a sixth smaller, its letters are not.
LINE, NARROW_LINE, KEY_LINE = 21, 22, 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The seats of one party, under its short name and in its colour."""

    short: str
    colour: str
    seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    """What stands outside the half circle at the middle of a bench, and the angle of that middle."""

    words: str
    angle: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A half circle on paper: its radius and the room to its left and right, in pixels."""

    radius: int
    left: float
    right: float

    def ranges(self, top: int, bottom: int) -> tuple[list[float], list[float]]:
        """What the axes show so that one pixel is one pixel."""
        across = [-self.left / self.radius, self.right / self.radius]
        up = [-bottom / self.radius, 1 + top / self.radius]
        return [round(end, 4) for end in across], [round(end, 4) for end in up]

    @property
    def dot(self) -> float:
        """The size of a dot that leaves a little ground between two."""
        return round(self.radius * (1 - INNER) / 9 * 0.83, 1)


def seats_figure(benches: Sequence[Bench], majority: int, *, language: Language) -> Figure:
    """Draw a parliament.

    Args:
        benches: the parties with seats, from the left.
        majority: the seats of more than half the house.
        language: of all texts.

    Returns:
        A plain plotly figure: on a wide screen name and seats stand round the half circle, on a narrow one
        the seats alone, and the names below.
    """
    colours = palette(bench.colour for bench in benches)
    total = sum(bench.seats for bench in benches)
    places = dots(total)
    data, labels, begun = [], [], 0
    for bench in benches:
        data.append(_bench(bench, places[begun : begun + bench.seats], colours[bench.colour]))
        middle = pi * (1 - (begun + bench.seats / 2) / total)
        labels.append(_Label(words=f"{bench.short} {bench.seats}", angle=middle))
        begun += bench.seats
    layout, narrow = _paper(benches, labels, colours, language)
    _majority(layout, narrow, majority, language)
    wide_plan, narrow_plan = _plans(benches, labels)
    for i, trace in enumerate(data):
        trace["marker"]["size"] = wide_plan.dot
        narrow[f"data.{i}.marker.size"] = narrow_plan.dot
    meta = {"dark": dark_colours(colours.values()), "narrow": narrow}
    return {"data": data, "layout": layout | {"meta": meta}}


@lru_cache(maxsize=16)
def dots(seats: int) -> tuple[tuple[float, float], ...]:
    """Where the seats of a house stand, from left to right, in rows that are equally dense."""
    rows = max(1, round(sqrt(seats / 3)))
    radii = [INNER + (1 - INNER) * i / max(1, rows - 1) for i in range(rows)]
    # Rounding where rows end makes their counts add up; in pairs, so that nobody sits on the middle line.
    ends = [2 * round(seats / 2 * sum(radii[: i + 1]) / sum(radii)) for i in range(rows - 1)] + [seats]
    found = []
    for radius, begin, end in zip(radii, [0, *ends], ends, strict=False):
        count = end - begin
        for k in range(count):
            angle = pi * (1 - k / (count - 1)) if count > 1 else pi / 2
            found.append((-angle, -radius, radius * cos(angle), radius * sin(angle)))
    return tuple((round(x, 4), round(y, 4)) for _, _, x, y in sorted(found))


def _bench(bench: Bench, places: Sequence[tuple[float, float]], colour: PartyColour) -> Figure:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": escape(bench.short),
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "marker": {"color": colour.mark, "line": {"width": 0}},
        "cliponaxis": False,
        "hovertemplate": f"{escape(bench.short)} {bench.seats}<extra></extra>",
    }


def _plans(benches: Sequence[Bench], labels: Sequence[_Label]) -> tuple[_Plan, _Plan]:
    wide = [text_width(label.words, LABEL) * 1.06 for label in labels]
    narrow = [text_width(str(bench.seats), KEY) * 1.1 for bench in benches]
    return _plan(labels, wide, WIDE_WIDTH, LARGEST), _plan(labels, narrow, NARROW_WIDTH, 150)


def _plan(labels: Sequence[_Label], widths: Sequence[float], width: int, largest: int) -> _Plan:
    """The largest half circle that leaves room for its labels."""
    plan = _Plan(radius=SMALLEST, left=width / 2, right=width / 2)
    for radius in range(largest, SMALLEST - 1, -5):
        reach = [
            (cos(x.angle), abs(cos(x.angle)) * OUTSIDE * radius + w + 4)
            for x, w in zip(labels, widths, strict=True)
        ]
        left = max([radius + 8.0, *(room for side, room in reach if side < 0)])
        right = max([radius + 8.0, *(room for side, room in reach if side >= 0)])
        spare = max(0.0, width - left - right) / 2
        plan = _Plan(radius=radius, left=left + spare, right=right + spare)
        if left + right <= width:
            break
    return plan


def _paper(
    benches: Sequence[Bench],
    labels: Sequence[_Label],
    colours: dict[str, PartyColour],
    language: Language,
) -> tuple[Figure, Figure]:
    """Axes, the labels round the half circle and, for a narrow screen, the names below it."""
    wide, narrow = _plans(benches, labels)
    keys, key_room = _keys(benches, colours, narrow)
    across, up = wide.ranges(TOP, BOTTOM)
    narrow_across, narrow_up = narrow.ranges(TOP, BOTTOM + key_room)
    axis = {"visible": False, "fixedrange": True, "constrain": "domain"}
    layout = base_layout(language) | {
        "xaxis": axis | {"range": across, "scaleanchor": "y"},
        "yaxis": axis | {"range": up},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "height": wide.radius + TOP + BOTTOM,
        "hovermode": "closest",
    }
    moved: Figure = {
        "layout.xaxis.range": narrow_across,
        "layout.yaxis.range": narrow_up,
        "layout.height": narrow.radius + TOP + BOTTOM + key_room,
    }
    named, names_moved = _named(benches, labels, colours, wide, narrow)
    layout["annotations"] = [*named, *keys]
    moved |= {f"layout.annotations.{len(named) + i}.visible": True for i in range(len(keys))}
    return layout, moved | names_moved


def _named(
    benches: Sequence[Bench],
    labels: Sequence[_Label],
    colours: dict[str, PartyColour],
    wide: _Plan,
    narrow: _Plan,
) -> tuple[list[Figure], Figure]:
    """Name and seats at the middle of each bench; on a narrow screen the seats."""
    found: list[Figure] = []
    moved: Figure = {}
    near = _round_about(labels, _with_room(benches, labels, narrow), narrow, NARROW_LINE)
    far = _round_about(labels, range(len(labels)), wide, LINE)
    for i, (bench, label) in enumerate(zip(benches, labels, strict=True)):
        found.append(
            {
                "text": f"{escape(bench.short)} <b>{bench.seats}</b>",
                "font": {"size": LABEL, "color": colours[bench.colour].text},
                "showarrow": False,
                "x": far[i][0],
                "y": far[i][1],
                "xanchor": "right" if cos(label.angle) < 0 else "left",
                "yanchor": "middle",
                "borderpad": 0,
            }
        )
        path = f"layout.annotations.{i}"
        if i not in near:
            moved[f"{path}.visible"] = False
            continue
        moved |= {f"{path}.x": near[i][0], f"{path}.y": near[i][1], f"{path}.font.size": KEY}
        moved[f"{path}.text"] = f"<b>{bench.seats}</b>"
    return found, moved


def _sides(labels: Sequence[_Label], among: Iterable[int]) -> tuple[list[int], list[int]]:
    """Which labels stand on the left and which on the right."""
    mine = list(among)
    left = [i for i in mine if cos(labels[i].angle) < 0]
    return left, [i for i in mine if i not in left]


def _with_room(benches: Sequence[Bench], labels: Sequence[_Label], plan: _Plan) -> list[int]:
    """On a narrow screen the largest benches of a side that there is room for; the names below tell all."""
    room = int((plan.radius + TOP) / NARROW_LINE + 0.5)
    kept: set[int] = set()
    for mine in _sides(labels, range(len(labels))):
        kept |= set(sorted(mine, key=lambda i: -benches[i].seats)[:room])
    return sorted(kept)


def _round_about(
    labels: Sequence[_Label], among: Iterable[int], plan: _Plan, line: float
) -> dict[int, tuple[float, float]]:
    """Where labels stand: outside their bench, kept apart on either side, and never on a dot."""
    found: dict[int, tuple[float, float]] = {}
    for side, mine in zip((-1, 1), _sides(labels, among), strict=True):
        wishes = [sin(labels[i].angle) * OUTSIDE * plan.radius for i in mine]
        heights = spread(wishes, [line] * len(mine), -line / 2, plan.radius + TOP)
        for i, height in zip(mine, heights, strict=True):
            up = height / plan.radius
            clear = sqrt(max(0.0, OUTSIDE**2 - up**2))
            found[i] = (round(side * max(clear, abs(cos(labels[i].angle)) * OUTSIDE), 4), round(up, 4))
    return found


def _keys(benches: Sequence[Bench], colours: dict[str, PartyColour], plan: _Plan) -> tuple[list[Figure], int]:
    """The names with their seats in columns under the half circle, for a narrow screen, and their room."""
    widest = max(text_width(f"● {bench.short} {bench.seats}", KEY) for bench in benches) * 1.06 + 10
    columns = max(1, min(3, int(NARROW_WIDTH / widest)))
    rows = -(-len(benches) // columns)
    found = []
    for i, bench in enumerate(benches):
        column, row = divmod(i, rows)
        found.append(
            {
                "text": f"● {escape(bench.short)} <b>{bench.seats}</b>",
                "font": {"size": KEY, "color": colours[bench.colour].text},
                "showarrow": False,
                "visible": False,
                "x": round((column * NARROW_WIDTH / columns - plan.left) / plan.radius, 4),
                "y": round(-(BOTTOM + 8 + KEY_LINE * (row + 0.5)) / plan.radius, 4),
                "xanchor": "left",
                "yanchor": "middle",
                "borderpad": 0,
            }
        )
    return found, 8 + KEY_LINE * rows


def _majority(layout: Figure, narrow: Figure, majority: int, language: Language) -> None:
    """The line between the two halves, and how many seats it takes to pass it."""
    line = {"color": LIGHT["text"], "width": 1.5, "dash": "4px,3px"}
    ends = {"x0": 0, "x1": 0, "y0": INNER - 0.09, "y1": 1.045}
    layout["shapes"] = [{"type": "line", **ends, "line": line, "layer": "above"}]
    word = text("for a majority", language)
    for words, size, up in ((f"<b>{majority}</b>", 22, 0.19), (word, 13, 0.06)):
        layout["annotations"].append(
            {
                "text": words,
                "font": {"size": size, "color": LIGHT["text"]},
                "showarrow": False,
                "x": 0,
                "y": up,
                "yanchor": "middle",
                "borderpad": 0,
            }
        )
    last = len(layout["annotations"])
    for place, size, up in ((last - 2, 16, 0.205), (last - 1, 11, 0.035)):
        narrow |= {f"layout.annotations.{place}.font.size": size, f"layout.annotations.{place}.y": up}
