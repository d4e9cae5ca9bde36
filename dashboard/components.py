"""The parts that pages are put together from; plain HTML, so that they work before any script does."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard.context import Address, listed
from dashboard.delivery import Figure, Rows
from dashboard.texts import text
from dashboard.theme import config, palette
from forecasts import wording
from forecasts.derived import Change
from forecasts.model import Language, Party, Update

Content = Component | str | Sequence[Component | str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to see a view: its word in the address, what readers see, and a colour if it has one."""

    value: str
    label: str
    colour: str = ""


def aria(**states: object) -> dict[str, Any]:
    """Attributes for screen readers: `aria(label="…")` is `aria-label="…"`."""
    return {f"aria-{name}": value for name, value in states.items()}


def data(**notes: object) -> dict[str, Any]:
    """Attributes for our own scripts: `data(theme_toggle="true")` is `data-theme-toggle="true"`."""
    return {f"data-{name.replace('_', '-')}": value for name, value in notes.items()}


def page_title(title: str, *, kicker: Content = "", lede: Content = "") -> Component:
    """The headline of a page, with a line above it and the page's answer in a sentence below."""
    parts = [
        html.P(kicker, className="kicker") if kicker else None,
        html.H1(title, id="title", tabIndex="-1"),
        html.P(lede, className="lede") if lede else None,
    ]
    return html.Header([part for part in parts if part is not None], className="page-title")


def empty_state(sentence: str, *, action: tuple[str, str] | None = None) -> Component:
    """What stands where there is nothing to show: why, and where to go instead (words and address)."""
    link = [html.P(html.A(action[0], href=action[1]))] if action else []
    return html.Div([html.P(sentence), *link], className="empty")


def notice(sentence: str, *, title: str = "") -> Component:
    """Something went wrong, in words."""
    heading = [html.Strong(title)] if title else []
    return html.Div([*heading, html.P(sentence)], className="notice", role="alert")


def party_chip(party: Party, language: Language) -> Component:
    """A party's short name beside its colour; the full name for those who point at it."""
    return chip(party.short(language), party.colour, title=party.name(language))


def chip(label: str, colour: str, *, title: str | None = None) -> Component:
    """A name beside a spot of colour."""
    return html.Span([_spot(colour), label], className="chip", title=title)


def _spot(colour: str) -> Component:
    """A spot of a party's colour, in a tone that can be seen on the ground of either theme."""
    seen = palette([colour])[colour]
    style = {"--mark": seen.mark, "--dark-mark": seen.dark_mark}
    return html.Span(className="spot", style=style, **aria(hidden="true"))


def bounds(low: Decimal | None, high: Decimal | None, language: Language) -> str:
    """A range as readers see it; a dash where there is none."""
    return "–" if low is None or high is None else wording.range_text(low, high, language)


def change_word(change: Change, language: Language) -> str:
    """A kind of change, in a word."""
    words: dict[Change, str] = {
        "raised": text("raised", language),
        "lowered": text("lowered", language),
        "widened": text("widened", language),
        "narrowed": text("narrowed", language),
        "added": text("added", language),
        "dropped": text("dropped", language),
        "unchanged": text("unchanged", language),
    }
    return words[change]


def moment(update: Update, language: Language) -> str:
    """When an update was published, short."""
    if update.published is None:
        return text("undated", language)
    said = wording.day_short(update.published, language, year=wording.of_another_year(update))
    return f"{said}, {update.hour:%H:%M}" if update.hour else said


def options(label: str, name: str, choices: Sequence[Choice], address: Address) -> Component:
    """A row of views of which one is shown; each is a link, so the address holds the choice.

    Args:
        label: what is chosen, said to screen readers.
        name: the parameter in the address.
        choices: the views; the first is shown when the address names none.
        address: where the reader is.
    """
    first = choices[0].value
    chosen = address.chosen(name, *(choice.value for choice in choices))
    links = [
        html.A(
            choice.label,
            href=address.link(**{name: None if choice.value == first else choice.value}),
            className="option",
            **(aria(current="true") if choice.value == chosen else {}),
        )
        for choice in choices
    ]
    return html.Nav(links, className="options", **aria(label=label))


def switches(
    label: str, name: str, choices: Sequence[Choice], address: Address, *, start: Sequence[str] = ()
) -> Component:
    """A row of things that can be switched on and off one by one.

    Where several are pressed before the page has answered, scripts put them together from what stands here.

    Args:
        label: what is chosen, said to screen readers.
        name: the parameter in the address.
        choices: the things.
        address: where the reader is.
        start: what is on where the address names none; by default all, and then one link shows all again.
    """
    known = [choice.value for choice in choices]
    first = list(start) or known
    shown = address.several(name, known) or first
    links = []
    for choice in choices:
        on = choice.value in shown
        left = [v for v in known if (v in shown) != (v == choice.value)]
        links.append(
            html.A(
                [_spot(choice.colour), choice.label],
                href=address.link(**{name: None if left == known and not start else listed(left)}),
                className="switch" if on else "switch off",
                role="button",
                **aria(pressed="true" if on else "false"),
                **data(value=listed([choice.value])),
            )
        )
    everything = (
        []
        if start or shown == known
        else [
            html.A(
                text("Show all", address.language),
                href=address.link(**{name: None}),
                className="switch plain",
            )
        ]
    )
    return html.Div(
        [*links, *everything],
        className="switches",
        role="group",
        **aria(label=label),
        **data(name=name, all="" if start else "true"),
    )


def table(
    columns: Sequence[str], rows: Iterable[Sequence[Content]], *, caption: str, numeric: Sequence[int] = ()
) -> Component:
    """An accessible table: its caption says what it holds, the first cell of each row heads the row.

    Args:
        columns: the headings.
        rows: the cells.
        caption: what the table shows.
        numeric: the numbers of the columns to set flush right.
    """

    def style(index: int) -> str | None:
        return "number" if index in numeric else None

    head = html.Tr([html.Th(name, scope="col", className=style(i)) for i, name in enumerate(columns)])
    body = [
        html.Tr(
            [
                html.Th(cell, scope="row") if i == 0 else html.Td(cell, className=style(i))
                for i, cell in enumerate(row)
            ]
        )
        for row in rows
    ]
    parts = [html.Caption(caption), html.Thead(head), html.Tbody(body)]
    return html.Div(
        html.Table(parts), className="table-frame", tabIndex="0", role="region", **aria(label=caption)
    )


def chart_block(
    name: str,
    figure: Figure,
    *,
    title: str,
    sentence: Content,
    numbers: Component,
    filename: str,
    csv: str,
    address: Address,
    controls: Sequence[Component] = (),
    opened: bool = False,
) -> Component:
    """A chart with its sentence, its numbers as a table, and ways to take it along.

    Args:
        name: `page-part`; the id of the chart and the beginning of the ids of its parts.
        figure: from `context.figure`.
        title: the headline of the chart.
        sentence: what the chart shows, generated from the same numbers.
        numbers: the numbers as a table (`table`).
        filename: of the image, without its ending.
        csv: the address of the numbers as CSV.
        address: where the reader is; the link that restores the view is its own.
        controls: what chooses the view (`options`, `switches`).
        opened: whether the numbers are unfolded.
    """
    language = address.language
    sizes = {"--height": f"{figure.height}px", "--narrow-height": f"{figure.narrow_height}px"}
    settings: Any = config(language, filename)
    graph = dcc.Graph(id=name, figure=figure.fragment, config=settings, className="chart-canvas")
    head: list[Any] = [
        html.H2(title, id=f"{name}-title"),
        html.P(sentence, id=f"{name}-sentence", className="sentence"),
        *controls,
    ]
    drawing = html.Figure(
        _under_names(graph, figure.rows, language) if figure.rows else graph,
        className="chart sideways" if figure.rows else "chart",
        style=sizes | _places(figure.rows) if figure.rows else sizes,
        **aria(labelledby=f"{name}-title", describedby=f"{name}-sentence"),
    )
    details = html.Details(
        [html.Summary(text("The numbers as a table", language)), numbers], open=opened, className="numbers"
    )
    return html.Section(
        [*head, drawing, _take_along(name, filename, csv, address), details],
        className="chart-block",
        **aria(labelledby=f"{name}-title"),
    )


def _under_names(graph: Component, rows: Rows, language: Language) -> list[Component]:
    """A chart that scrolls sideways where it has no room, under the names of its rows, which stay."""
    label = aria(label=text("The chart; it scrolls sideways where it is wider than the screen.", language))
    scroller = html.Div(graph, className="chart-scroll", tabIndex="0", role="region", **label)
    names = [html.Span(name) for name in rows.names]
    return [scroller, html.Div(names, className="row-names", **aria(hidden="true"))]


def _places(rows: Rows) -> dict[str, str]:
    """Where the rows of a chart stand, for the style sheet."""
    bottom = rows.top + rows.height * len(rows.names)
    pixels = {"--top": rows.top, "--row": rows.height, "--names": rows.width, "--bottom": bottom}
    return {name: f"{value}px" for name, value in pixels.items()}


def _take_along(name: str, filename: str, csv: str, address: Address) -> Component:
    """Image, numbers, and the link that brings this view back."""
    language = address.language
    image = html.Button(
        text("Image (PNG)", language),
        className="tool",
        type="button",
        **data(image=name, filename=filename),
    )
    return html.P(
        [
            image,
            html.A(text("Numbers (CSV)", language), href=csv, className="tool", **data(file="csv")),
            html.A(
                text("Link to this view", language),
                href=address.link(),
                className="tool",
                **data(copy=text("Link copied", language)),
            ),
        ],
        className="tools",
    )
