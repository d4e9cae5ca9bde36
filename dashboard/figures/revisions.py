"""The ledger of revisions: updates across, parties down, each cell the range and its midpoint's shift."""

from collections.abc import Sequence

import pandas as pd

from dashboard.figures.cells import STRONG, UNNAMED, Cell, cells_of
from dashboard.figures.ranges import empty_figure, keys_said
from dashboard.figures.words import day, escape, moments, number, shorten
from dashboard.texts import text
from dashboard.theme import LIGHT, STEPS_LIGHT, Figure, base_layout, dark_colours, text_width
from forecasts.model import Language

COLUMN, ROW = 92, 46
TOP, SECOND_LINE, EVENT_ROW, BOTTOM = 30, 16, 22, 54
CAPTION_LINE = 20
NAME_SIZE, RANGE_SIZE = 13, 14
NAME_ROOM = 120
# More columns than this cannot be read in one chart; the newest are drawn, the table beside it has all.
MOST = 40


def revisions_figure(
    revisions: pd.DataFrame, *, language: Language, events: pd.DataFrame | None = None
) -> Figure:
    """Draw the revisions of one forecaster.

    Args:
        revisions: `forecasts.frames.revisions_frame`, updates in order.
        language: Of all texts and numbers.
        events: `forecasts.frames.events_frame`: debates are marked between the updates they fell between.

    Returns:
        A plain plotly figure. `layout.meta.minWidth` is what it needs in pixels: narrower places must
        scroll, and `layout.meta.rows` says what the rows are called and where they stand, so that their
        names can be kept in view; on a phone the newest update comes first.
    """
    if revisions.empty:
        return empty_figure(text("There are no revisions yet.", language), language)
    updates = revisions["update"].drop_duplicates().tolist()[-MOST:]
    frame = revisions[revisions["update"].isin(updates)]
    heads = frame.drop_duplicates("update").set_index("update").loc[updates]
    parties = _parties(frame)
    cells = cells_of(frame, updates, parties, language)
    names = [shorten(name, NAME_ROOM, NAME_SIZE) for name in parties.values()]
    left = round(max(text_width(name, NAME_SIZE) for name in names)) + 14
    between = _debates(heads, events, language)
    layout = _layout(heads, names, between, left, language)
    layout["meta"] = {
        "dark": dark_colours(steps=True),
        "minWidth": left + COLUMN * len(updates) + 10,
        "narrow": _narrow(layout, between),
        "rows": {
            "names": names,
            "top": layout["margin"]["t"],
            "height": ROW,
            "width": left,
        },
        "updates": _stops(heads, cells, language),
        "language": language,
        "keys": keys_said(language),
    }
    return {"data": [_trace(cells)], "layout": layout}


def _narrow(layout: Figure, between: Sequence[tuple[float, str, str]]) -> Figure:
    """What differs on a phone: the newest update first, short names, the caption in two lines."""
    columns = layout["xaxis"]["range"]
    # Beside one another there is room for which debate, not for its day.
    moved: Figure = {
        f"layout.annotations.{k}.text": name.split(",")[0] for k, (_, name, _) in enumerate(between)
    }
    # The legend's caption stands last and must not run out of the part that is seen.
    caption = f"layout.annotations.{len(layout['annotations']) - 1}"
    moved[f"{caption}.text"] = layout["annotations"][-1]["text"].replace(", ", ",<br>", 1)
    moved[f"{caption}.yshift"] = -54
    moved["layout.height"] = layout["height"] + CAPTION_LINE
    moved["layout.margin.b"] = BOTTOM + CAPTION_LINE
    return moved | {"layout.xaxis.range": columns[::-1]}


def _parties(frame: pd.DataFrame) -> dict[str, str]:
    """Lines by their latest range, largest first, with the names they go by last."""
    latest = frame.drop_duplicates("line", keep="last")
    height = latest["high"].fillna(latest["previous_high"]) + latest["low"].fillna(latest["previous_low"])
    ordered = latest.assign(height=height).sort_values("height", ascending=False, kind="stable")
    return dict(zip(ordered["line"].tolist(), ordered["short"].tolist(), strict=True))


def _trace(cells: Sequence[Cell]) -> Figure:
    """The cells as bars of height one with a little air between them; rows run down."""
    marker: Figure = {
        "color": [cell.fill for cell in cells],
        "line": {"width": [1.5 if cell.framed else 0 for cell in cells], "color": LIGHT["axis"]},
    }
    if any(cell.pattern for cell in cells):
        hatched = {"fgcolor": LIGHT["faint"], "bgcolor": LIGHT["zone"], "size": 8, "solidity": 0.15}
        marker["pattern"] = {"shape": [cell.pattern for cell in cells], **hatched}
    return {
        "type": "bar",
        "x": [cell.column for cell in cells],
        "base": [round(cell.row - 0.47, 2) for cell in cells],
        "y": [0.94] * len(cells),
        "width": 0.97,
        "marker": marker,
        "text": [cell.words for cell in cells],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"size": RANGE_SIZE, "color": [cell.ink for cell in cells]},
        "hovertext": [cell.hover for cell in cells],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _titles(heads: pd.DataFrame, language: Language) -> list[str]:
    """The days of the updates as column heads."""
    known = heads["published"].notna().tolist()
    names = iter(moments(heads.loc[known, "published"].to_numpy(), language) if any(known) else [])
    return [next(names) if k else text("undated", language) for k in known]


def _heads(heads: pd.DataFrame, language: Language) -> list[str]:
    """The titles in bold; the words for no date take two lines, as wide as a column allows."""
    blank = text("undated", language)
    split = blank.replace(" ", "<br>", 1)
    return [f"<b>{split if title == blank else title}</b>" for title in _titles(heads, language)]


def _debates(
    heads: pd.DataFrame, events: pd.DataFrame | None, language: Language
) -> list[tuple[float, str, str]]:
    """Between which columns the debates fell: place, name, and the full name for the hover."""
    if events is None or events.empty:
        return []
    days = heads["published"].ffill().tolist()
    found = []
    for event in events[events["kind"] == "debate"].sort_values("date").to_dict("records"):
        later = [k for k, when in enumerate(days) if not pd.isna(when) and when > event["date"]]
        if later:
            name = text("Debate {n}", language, n=int(event["ordinal"]))
            found.append((later[0] - 0.5, f"{name}, {day(event['date'], language)}", escape(event["name"])))
    return found


def _layout(
    heads: pd.DataFrame,
    names: Sequence[str],
    between: Sequence[tuple[float, str, str]],
    left: int,
    language: Language,
) -> Figure:
    columns, rows = len(heads), len(names)
    head = TOP + (0 if heads["published"].notna().all() else SECOND_LINE)
    top = head + (EVENT_ROW if between else 0)
    axis: Figure = {"fixedrange": True, "showgrid": False, "zeroline": False, "ticks": ""}
    layout = base_layout(language) | {
        "height": top + ROW * rows + BOTTOM,
        "margin": {"l": left, "r": 10, "t": top, "b": BOTTOM},
        "barmode": "overlay",
        "bargap": 0,
        "hovermode": "closest",
        "xaxis": axis
        | {
            "side": "top",
            "range": [-0.5, columns - 0.5],
            "tickvals": list(range(columns)),
            "ticktext": _heads(heads, language),
            "tickangle": 0,
            "tickfont": {"size": 13, "color": LIGHT["text"]},
        },
        "yaxis": axis
        | {
            "range": [rows - 0.5, -0.5],
            "tickvals": list(range(rows)),
            "ticktext": [f"<b>{name}</b>" for name in names],
            "tickfont": {"size": NAME_SIZE, "color": LIGHT["text"]},
        },
        "shapes": [],
        "annotations": [],
    }
    for place, name, full in between:
        _divider(layout, place, name, full, head)
    _legend(layout, language)
    return layout


def _divider(layout: Figure, place: float, name: str, full: str, head: int) -> None:
    """A debate between two columns: a dashed line with its name over the column heads."""
    layout["shapes"].append(
        {
            "type": "line",
            "x0": place,
            "x1": place,
            "yref": "y domain",
            "y0": 0,
            "y1": 1,
            "line": {"color": LIGHT["event"], "width": 1.5, "dash": "4px,3px"},
        }
    )
    layout["annotations"].append(
        {
            "text": name,
            "hovertext": full,
            "font": {"size": 12, "color": LIGHT["text"]},
            "showarrow": False,
            "x": place,
            "yref": "y domain",
            "y": 1,
            "yanchor": "bottom",
            "yshift": head - 4,
        }
    )


def _legend(layout: Figure, language: Language) -> None:
    """The colour scale under the chart, in pixels from the left so that it never stretches."""
    title = text("Shift of the midpoint, percentage points", language)
    limits = (f"≤ −{number(STRONG, language)}", "", "", "0", "", "", f"≥ +{number(STRONG, language)}")
    under: Figure = {"xref": "paper", "yref": "paper", "x": 0, "y": 0, "showarrow": False}
    for k, ((fill, _), words) in enumerate(zip(STEPS_LIGHT, limits, strict=True)):
        layout["shapes"].append(
            {
                "type": "rect",
                "xref": "paper",
                "yref": "paper",
                "xsizemode": "pixel",
                "ysizemode": "pixel",
                "xanchor": 0,
                "yanchor": 0,
                "x0": k * 30,
                "x1": k * 30 + 29,
                "y0": -20,
                "y1": -10,
                "fillcolor": fill,
                "line": {"width": 0},
            }
        )
        if words:
            layout["annotations"].append(
                {"text": words, "font": {"size": 11, "color": LIGHT["muted"]}, **under}
                | {"xanchor": "center", "xshift": k * 30 + 14.5, "yanchor": "middle", "yshift": -30}
            )
    layout["annotations"].append(
        {"text": title, "font": {"size": 12, "color": LIGHT["muted"]}, **under}
        | {"xanchor": "left", "xshift": 0, "yanchor": "middle", "yshift": -46}
    )


def _stops(heads: pd.DataFrame, cells: Sequence[Cell], language: Language) -> list[Figure]:
    """What the arrow keys stop at: a column, its title and its cells in words."""
    found = []
    for k, title in enumerate(_titles(heads, language)):
        known = heads["published"].notna().iloc[k]
        said = text("Update of {day}", language, day=title) if known else text("Undated update", language)
        spoken = "; ".join(cell.hover for cell in cells if cell.column == k and cell.words != UNNAMED)
        found.append({"x": k - 0.5, "x1": k + 0.5, "title": said, "text": spoken})
    return found
