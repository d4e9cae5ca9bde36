"""A forecaster's ranges over time, one panel a party or all together, with debates and the result."""

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from dashboard.figures.marks import happenings, results, stops
from dashboard.figures.panels import panels_figure
from dashboard.figures.timeline import timeline
from dashboard.figures.together import together_figure
from dashboard.texts import text
from dashboard.theme import Figure, base_layout, dark_colours, palette
from forecasts.model import Language

View = Literal["panels", "together"]


def ranges_figure(
    ranges: pd.DataFrame,
    events: pd.DataFrame,
    result: pd.DataFrame,
    *,
    language: Language,
    view: View = "panels",
    parties: Sequence[str] | None = None,
) -> Figure:
    """Draw the ranges of one forecaster for one election.

    Args:
        ranges: `forecasts.frames.ranges_frame`.
        events: `forecasts.frames.events_frame`.
        result: `forecasts.frames.result_frame`; may be empty.
        language: Of all texts, numbers and dates.
        view: A panel for every party, or all in one chart.
        parties: Ids to show; None shows all.

    Returns:
        A plain plotly figure. `layout.meta` holds `dark` and `narrow` for assets/figures.js, and `updates`:
        what the arrow keys stop at.
    """
    colours = palette(ranges["colour"].tolist() if len(ranges) else ())
    line = timeline(ranges, events, language, parties)
    if line is None or not line.bands:
        return empty_figure(text("There are no updates yet.", language), language)
    draw = together_figure if view == "together" else panels_figure
    figure = draw(line, happenings(events, line, language), results(result), colours, language)
    layout = base_layout(language) | figure["layout"]
    shown = [colours[band.colour] for band in line.bands]
    layout["meta"] |= {"dark": dark_colours(shown), "updates": stops(line, language)}
    layout["meta"] |= {"language": language, "keys": keys_said(language)}
    return {"data": figure["data"], "layout": layout}


def keys_said(language: Language) -> str:
    """What a chart with updates says of itself to those who cannot see it."""
    return text("Chart. The left and right arrow keys go from update to update.", language)


def empty_figure(words: str, language: Language) -> Figure:
    """A chart that says why it is empty."""
    layout = base_layout(language)
    hidden = {"visible": False, "fixedrange": True}
    where = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5}
    text = {
        "text": words,
        "showarrow": False,
        "font": {"size": 15, "color": layout["font"]["color"]},
        **where,
    }
    layout |= {"height": 160, "xaxis": hidden, "yaxis": hidden, "annotations": [text]}
    return {"data": [], "layout": layout | {"meta": {"dark": dark_colours(), "narrow": {}, "updates": []}}}
