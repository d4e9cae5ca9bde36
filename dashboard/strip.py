"""A forecaster's latest ranges as a strip of bars on one scale, with a tick where the result came to be."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.context import Address
from dashboard.texts import plural, text
from dashboard.theme import PartyColour
from forecasts import wording
from forecasts.model import Election, Forecaster, Language, Range, Result, Update

GREY = "#8c8c8c"


def share(value: Decimal, language: Language) -> str:
    """A share as results are quoted: one decimal, halves up."""
    figure = str(value.quantize(Decimal("0.1"), ROUND_HALF_UP))
    return figure.replace(".", ",") if language == "el" else figure


def scale_end(updates: Sequence[Update], result: Result | None) -> Decimal:
    """The end of the scale that all strips share: the next five points above everything shown."""
    highs = [each.high for update in updates for each in update.ranges]
    shares = [line.share for line in result.lines] if result else []
    return Decimal(5) * (max([*highs, *shares, Decimal(5)]) / 5).to_integral_value("ROUND_CEILING")


def card(
    address: Address,
    election: Election,
    who: Forecaster,
    updates: Sequence[Update],
    result: Result | None,
    top: Decimal,
    colours: Mapping[str, PartyColour],
) -> Component:
    """A forecaster's latest ranges as a strip with the result, and the way to all of them."""
    language, latest = address.language, updates[-1]
    link = html.A(who.name(language), href=address.link(f"/e/{election.id}/f/{who.id}"))
    about = " · ".join(
        [
            plural("{number} update", "{number} updates", len(updates), language),
            text("latest {when}", language, when=components.moment(latest, language)),
        ]
    )
    rows = [
        row
        for each in sorted(latest.ranges, key=lambda r: -r.midpoint)
        for row in _strip(each, result, top, colours, language)
    ]
    columns = [text("Party", language), text("Range, %", language)]
    columns += [text("Result, %", language)] if result else []
    head = html.Tr(
        [html.Th(name, scope="col", className="number" if i else None) for i, name in enumerate(columns)]
    )
    scale = html.Div([html.Span("0"), html.Span(f"{top}%")], className="scale")
    caption = html.Caption(
        text("Latest ranges of {name}", language, name=who.name(language)), className="unseen"
    )
    return html.Article(
        [
            html.H3(link),
            html.P(about, className="about"),
            html.Table([caption, html.Thead(head), html.Tbody(rows)], className="strip"),
            html.Div(scale, **components.aria(hidden="true")),
        ],
        className="forecaster-card",
    )


def _strip(
    printed: Range,
    result: Result | None,
    top: Decimal,
    colours: Mapping[str, PartyColour],
    language: Language,
) -> list[Component]:
    """One range: its figures, and below them a bar on the common scale with a tick at the result."""
    party = context.tracker().catalogue.party(printed.party or "")
    colour = (
        colours[party.colour] if party else PartyColour(mark=GREY, text=GREY, dark_mark=GREY, dark_text=GREY)
    )
    line = result.line_of(printed.key) if result else None
    bar = html.Span(
        className="bar",
        style={
            "left": _part(printed.low, top),
            "width": _part(printed.width, top),
            "--mark": colour.mark,
            "--dark-mark": colour.dark_mark,
        },
    )
    tick = [html.Span(className="tick", style={"left": _part(line.share, top)})] if line else []
    track = html.Div([bar, *tick], className="track")
    name = html.Span(party.short(language), title=party.name(language)) if party else printed.label
    cells = [
        html.Th(name, scope="row"),
        html.Td(wording.range_text(printed.low, printed.high, language), className="number"),
    ]
    if result:
        outcome = share(line.share, language) if line else "–"
        cells.append(html.Td(outcome, className="number outcome"))
    drawn = html.Td(track, colSpan=len(cells))
    return [html.Tr(cells), html.Tr(drawn, **components.aria(hidden="true"))]


def _part(value: Decimal, whole: Decimal) -> str:
    return f"{float(100 * value / whole):.2f}%"
