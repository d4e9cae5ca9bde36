"""Help: how to write an update, with a box to try it; and how to read the charts."""

from functools import cache
from typing import Any

import dash_mantine_components as dmc
from dash import Input, Output, State, callback, html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.context import Address, address_of
from dashboard.pages.home import DEFAULT_ELECTION
from dashboard.prose import document, prose
from dashboard.readback import readback
from dashboard.shell import View, register_page
from dashboard.texts import text
from forecasts import wording
from forecasts.model import Language
from forecasts.notation.reading import Reading

LARGEST_TEXT = 200_000
EXAMPLE = ("2015-09", "failedevolution")


def view(address: Address) -> View:
    """The page, in one language."""
    language = address.language
    title = text("Help", language)
    lede = text("How to write an update so that all of it is read, and how to read the charts.", language)
    return View(
        title=title,
        description=lede,
        content=[
            components.page_title(title, lede=lede),
            _contents(language),
            html.Section(_tryout(address), id="try", className="tryout"),
            html.Section(written("notation", language), id="write", className="prose help-text"),
            html.Section(written("reading", language), id="read", className="prose help-text"),
        ],
        election=address.get("election"),
    )


def _contents(language: Language) -> Component:
    """Where to find what on this page."""
    places = (
        ("#try", text("Try a text", language)),
        ("#write", text("For bloggers: how to write", language)),
        ("#read", text("For readers: the charts", language)),
    )
    links = [html.A(words, href=to, className="option") for to, words in places]
    return html.Nav(links, className="options", **components.aria(label=text("On this page", language)))


@cache
def written(name: str, language: Language) -> list[Component]:
    """A document of docs/ in one language, its first heading as the section's."""
    markdown = document(f"{name}.md" if language == "en" else f"{name}.{language}.md")
    return prose(markdown, below=1)


def _tryout(address: Address) -> list[Component]:
    """The box to try a text in."""
    language = address.language
    known = context.tracker().catalogue
    elections = [{"value": e.id, "label": e.name(language)} for e in reversed(known.elections)]
    asked = address.get("election")
    return [
        html.H2(text("Try a text", language)),
        html.P(
            text("Paste a post and see what is understood of it. Nothing is stored.", language),
            className="sentence",
        ),
        html.Div(
            [
                dmc.Select(
                    id="help-election",
                    label=text("Election", language),
                    data=elections,
                    value=asked if known.election(asked) else DEFAULT_ELECTION,
                    allowDeselect=False,
                    maw=400,
                ),
                dmc.Textarea(
                    id="help-text",
                    label=text("The text of the post", language),
                    autosize=True,
                    minRows=6,
                    maxRows=16,
                    spellCheck=False,
                    persistence=True,
                    persistence_type="session",
                ),
                html.Div(
                    [
                        dmc.Button(
                            text("Read it", language),
                            id="help-read",
                            className="act",
                            loaderProps={"type": "dots"},
                        ),
                        dmc.Button(
                            text("Fill in an example", language),
                            id="help-example",
                            variant="subtle",
                            className="act-quiet",
                        ),
                        html.Span(text("or Ctrl+Enter", language), className="keys"),
                    ],
                    className="acts",
                ),
            ],
            className="try-form",
            **components.data(limit=str(LARGEST_TEXT), too_long=_too_long(language)),
        ),
        html.Div(id="help-result", className="readback", **components.aria(live="polite")),
    ]


def _too_long(language: Language) -> str:
    size = wording.number(LARGEST_TEXT // 1000, language)
    return text(
        "The text is too long to try here: the limit is {size} kB. Paste only the post.", language, size=size
    )


def read_typed(typed: str | None, election: str | None, language: Language) -> list[Component]:
    """What the box answers to a text.

    Args:
        typed: what stands in the box.
        election: the election it is about; dates without a year are taken from it.
        language: of the answer.
    """
    if not isinstance(typed, str) or not typed.strip():
        return [html.P(text("There is no text in the box yet.", language), className="verdict")]
    if len(typed.encode("utf-8", "surrogatepass")) > LARGEST_TEXT:
        return [html.P(_too_long(language), className="verdict", role="alert")]
    tracker = context.tracker()
    known = isinstance(election, str) and tracker.catalogue.election(election) is not None
    reading: Reading = tracker.read(typed, election=election if known else None)
    return readback(typed, reading, language)


@callback(
    Output("help-result", "children"),
    Input("help-read", "n_clicks"),
    State("help-text", "value"),
    State("help-election", "value"),
    State("_pages_location", "search"),
    running=[(Output("help-read", "loading"), True, False)],
    prevent_initial_call=True,
)
def show_reading(_clicks: object, typed: Any, election: Any, search: Any) -> list[Component]:
    """Read what stands in the box; store nothing."""
    return read_typed(typed, election, address_of("/help", str(search or "")).language)


@callback(
    Output("help-text", "value"),
    Output("help-election", "value"),
    Input("help-example", "n_clicks"),
    prevent_initial_call=True,
)
def fill_in_example(_clicks: object) -> tuple[str, str]:
    """The post of 15 September 2015, with the updates it repeats, as published."""
    election, forecaster = EXAMPLE
    updates = context.tracker().updates(election, forecaster)
    post = [each for each in updates if each.published or not each.complete]
    return " ".join(each.text.strip() for each in reversed(post)), election


register_page(__name__, "/help", view)
