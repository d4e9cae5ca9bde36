"""What stands round every page: header, navigation, footer; and how a page enters the app."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import dash
import orjson
from dash import html
from dash.development.base_component import Component
from flask import g
from plotly.io.json import to_json_plotly

from dashboard import components, context
from dashboard.components import aria, data
from dashboard.context import Address, NotFound, address_of
from dashboard.first_view import charts, condensed, named_by
from dashboard.texts import text
from forecasts.model import Election, Language

ELECTION = re.compile(r"/e/([^/]+)(?:/|$)")
NAME = re.compile(r"<([a-z_]+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What a page shows at an address: its title and description for the document, and its content.

    `election` is the id of the election it is about; the reader's browser remembers it for the front page.
    `feed` is the address at which a feed reader follows it.
    """

    title: str
    description: str
    content: Sequence[Component]
    election: str = ""
    feed: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """A form of address, the page behind it, and its label in the election's navigation if it is there.

    What a page shows lasts until the record changes; for `lasting` seconds only, if that is not 0.
    """

    template: str
    view: Callable[[Address], View]
    label: str
    lasting: int = 0

    def names(self, path: str) -> dict[str, str] | None:
        """The names in a path of this form, None if it has another form."""
        pattern = NAME.sub(r"(?P<\1>[^/]+)", self.template.rstrip("/") or "/")
        found = re.fullmatch(pattern, path.rstrip("/") or "/")
        return found.groupdict() if found else None


ROUTES: dict[str, Route] = {}


def register_page(
    module: str, template: str, view: Callable[[Address], View], *, label: str = "", lasting: int = 0
) -> None:
    """Give a page its place in the app.

    Args:
        module: the page's `__name__`.
        template: its form of address, such as `/e/<election>/debates`.
        view: answers an address, or raises `NotFound` for a name nobody knows.
        label: the msgid under which the navigation of an election lists the page.
        lasting: the seconds for which it is kept although nothing was written; 0 for as long as that.
    """
    ROUTES[template] = Route(template, view, label, lasting)
    dash.register_page(  # type: ignore[no-untyped-call]
        module, path_template=template, layout=layout, title=laid_out_title, name=module
    )


def layout(**_names: object) -> orjson.Fragment:
    """The page at the address that the reader's browser reports; Dash calls this for every page.

    Returns:
        The page's components as JSON bytes, laid out once per version of the data and address.
    """
    reported = dash.callback_context.inputs
    told, search = (str(reported.get(f"_pages_location.{part}") or "") for part in ("pathname", "search"))
    path = unquote(told)
    house = context.house()
    key = ("page", version_at(path), path, search[: context.LONGEST_QUERY])
    body, g.title = house.shelf.get(key, lambda: _laid_out(path or "/", search), lambda made: len(made[0]))
    return orjson.Fragment(body)


def version_at(path: str) -> str:
    """A word that changes when the page at a path may have: with its election, else with anything."""
    tracker, named = context.tracker(), ELECTION.match(path)
    version = tracker.version(named[1] if named and tracker.catalogue.election(named[1]) else None)
    lasting = next((r.lasting for r in ROUTES.values() if r.lasting and r.names(path) is not None), 0)
    return f"{version}-{int(time.time()) // lasting}" if lasting else version


def _laid_out(path: str, search: str) -> tuple[bytes, str]:
    """The JSON of a page's components and its title."""
    named = named_by(dash.get_app().callback_map)  # type: ignore[no-untyped-call]
    body: str = to_json_plotly(condensed(framed(*resolve(path, search)), named))
    return body.encode(), str(g.title)


def laid_out_title(**_names: object) -> str:
    """The title of the page laid out last in this request."""
    return str(g.get("title", ""))


def resolve(path: str, search: str) -> tuple[Address, View, bool]:
    """The page at an address, and whether it exists; where it does not, the page that says so."""
    for route in ROUTES.values():
        names = route.names(path)
        if names is not None:
            address = address_of(path, search, names)
            try:
                return address, route.view(address), True
            except NotFound as missing:
                return address, not_found(address, missing.name), False
    address = address_of(path, search)
    return address, not_found(address, path), False


def not_found(address: Address, name: str) -> View:
    """The page for an address at which there is nothing."""
    language = address.language
    title = text("There is no such page", language)
    sentence = text(
        "Nothing is known here under “{name}”. It may have been mistyped.", language, name=name[:80]
    )
    home = (text("To the front page", language), address.link("/"))
    return View(
        title=title,
        description=sentence,
        content=[components.page_title(title), components.empty_state(sentence, action=home)],
    )


def framed(address: Address, view: View, found: bool = True) -> list[Component]:
    """A page's content between header and footer."""
    g.title = document_title(view, address.language)
    language = address.language
    election = view.election or address.get("election")
    return [
        html.A(text("Skip to the content", language), href="#main", className="skip"),
        header(address, election),
        html.Main(
            _with_word_of_charts(view.content, language),
            id="main",
            tabIndex="-1",
            **data(shown=address.link(), **(_followed(view.election) if found else {})),
        ),
        footer(address),
    ]


def _with_word_of_charts(content: Sequence[Component], language: Language) -> list[Component]:
    """A page's content; under its head what readers without scripts are told in place of the charts."""
    if not charts(list(content)):
        return [*content]
    said = text("The charts need JavaScript; the tables hold the same numbers.", language)
    return [content[0], html.P(said, className="no-script aside"), *content[1:]]


def _followed(election: str) -> dict[str, str]:
    """What the browser is told of a page's election: which it is, and how its forecasts stand."""
    known = context.tracker().catalogue.election(election) is not None
    return {"election": election, **({"live": context.tracker().state(election)} if known else {})}


def document_title(view: View, language: Language) -> str:
    """The title of the document: the page's, then the house's."""
    name = text("Provlepsi", language)
    return name if view.title == name else f"{view.title} · {name}"


def header(address: Address, election: str) -> Component:
    """The head of a page, with the pages about its election."""
    chosen = context.tracker().catalogue.election(election) if election else None
    sections = _sections(address, chosen) if chosen else ()
    return html.Header([header_top(address, election), *sections], className="header")


def header_top(address: Address, election: str = "") -> Component:
    """The line that all pages have at their head: the house, elections, help, language, light or dark."""
    language = address.language
    brand = html.A(
        [html.Span(className="mark", **aria(hidden="true")), text("Provlepsi", language)],
        href=address.link("/"),
        className="brand",
    )
    words, sign = text("Help", language), html.Span("?", className="sign", **aria(hidden="true"))
    help_page = html.A(
        [html.Span(words, className="words"), sign],
        href=address.link("/help"),
        className="tool help-link",
        title=words,
    )
    seats = _calculator(address, text("Seats", language), "tool seats-link")
    tools = html.Div(
        [_elections(address, election), seats, help_page, _language(address), _theme(language)],
        className="header-tools",
    )
    return html.Div([brand, tools], className="header-top frame")


def _calculator(address: Address, words: str, name: str) -> Component:
    """The way to the seat calculator, whose page comes anew."""
    return html.A(words, href=address.link("/seats"), className=name, **data(reload="true"))


def _elections(address: Address, election: str) -> Component:
    language = address.language
    items = [
        html.Li(
            html.A(
                each.name(language),
                href=address.link("/", election=each.id),
                **(aria(current="true") if each.id == election else {}),
            )
        )
        for each in reversed(context.tracker().catalogue.elections)
    ]
    # A phone has no room for it beside the menu.
    items.append(html.Li(_calculator(address, text("Seat calculator", language), "calculator-link")))
    return html.Details(
        [
            html.Summary(text("Elections", language)),
            html.Nav(html.Ul(items), **aria(label=text("Elections", language))),
        ],
        className="menu",
    )


def _language(address: Address) -> Component:
    """The same view in the other language; a link that reloads, so that all of the document changes."""
    other: Language = "en" if address.language == "el" else "el"
    return html.A(
        "EN" if other == "en" else "ΕΛ",
        href=address.link(lang=other),
        className="tool language",
        lang=other,
        hrefLang=other,
        title="English" if other == "en" else "Ελληνικά",
        **aria(label="English" if other == "en" else "Ελληνικά"),
        **data(reload="true"),
    )


def _theme(language: Language) -> Component:
    return html.Button(
        html.Span(className="theme-sign", **aria(hidden="true")),
        className="tool theme",
        type="button",
        title=text("Light or dark", language),
        **aria(label=text("Light or dark", language)),
        **data(theme_toggle="true"),
    )


def _sections(address: Address, election: Election) -> list[Component]:
    """The pages about one election, where there are any."""
    language = address.language
    links = []
    for route in ROUTES.values():
        if route.label and set(NAME.findall(route.template)) == {"election"}:
            path = route.template.replace("<election>", election.id)
            current = aria(current="page") if path == address.path.rstrip("/") else {}
            links.append(html.A(text(route.label, language), href=address.link(path), **current))
    name = election.name(language)
    label = html.Span(name, className="sections-name")
    return [html.Nav([label, *links], className="sections frame", **aria(label=name))] if links else []


def footer(address: Address) -> Component:
    """The foot of every page."""
    language = address.language
    parts: list[Any] = [
        html.P(
            text("Ranges as their forecasters published them; revisions are computed, never typed.", language)
        ),
        html.P(text("Results: Ministry of the Interior. Each row of the data names its source.", language)),
        html.P(text("Free software under the MIT licence.", language)),
    ]
    if "/help" in ROUTES:
        parts.append(html.P(html.A(text("Help", language), href=address.link("/help"))))
    if "/seats" in ROUTES:
        parts.append(html.P(_calculator(address, text("Seat calculator", language), "to-seats")))
    words = text("For those who publish: the studio", language)
    parts.append(html.P(html.A(words, href=address.link("/studio"))))
    return html.Footer(html.Div(parts, className="frame"), className="footer")
