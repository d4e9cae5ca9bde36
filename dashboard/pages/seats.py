"""The seat calculator: votes on record or typed, one law or two, and the parliament that they make."""

from collections.abc import Sequence
from typing import Any

from dash import Input, Output, callback, dcc, html, no_update
from dash.development.base_component import Component

from dashboard import components, context, seat_sheet, seating
from dashboard.components import aria, data
from dashboard.context import Address, address_of
from dashboard.seat_form import named, shares_form, start_form
from dashboard.shares import PATH, Asked, asked, law_number
from dashboard.shell import View, register_page
from dashboard.starts import latest_updates
from dashboard.texts import text
from forecasts import bonus_wording, seat_wording, wording
from forecasts.model import Language
from forecasts.seats import Allocation


def view(address: Address) -> View:
    """What the calculator shows at an address; what is wrong with it is said in a sentence."""
    language = address.language
    title = text("Seat calculator", language)
    question = asked(address)
    if question is None:
        sentence = text("No electoral law is on record here.", language)
        content = [components.page_title(title), components.empty_state(sentence)]
        return View(title=title, description=sentence, content=content)
    found = seating.parliaments(question)
    return View(
        title=title,
        description=" ".join(_answer(question, found, language)),
        content=[
            html.Div(_head(question, found, language), id="seats-head"),
            html.Div(
                [
                    html.Div(_drawn(question, found, address, address.link()), id="seats-drawn"),
                    html.Div(
                        [start_form(question, address), shares_form(question, address)],
                        className="seats-form",
                    ),
                    html.Div(seating.tables(question, found, language), id="seats-table"),
                ],
                className="calculator",
            ),
            dcc.Store(id="seats-asked"),
        ],
        election=question.start.election.id if question.start else "",
    )


def _answer(question: Asked, found: Sequence[Allocation], language: Language) -> list[str]:
    """The answer in a sentence for each law; what is wrong where something is."""
    if question.fault:
        return [question.fault]
    if not found:
        return [text("Type a share to see its seats.", language)]
    parties = context.tracker().catalogue.parties
    said = [seat_wording.allocation_sentence(each, parties, language) for each in found]
    if len(said) == 1:
        return said
    return [f"{law_number(each.law)}: {one}" for each, one in zip(found, said, strict=True)]


def _head(question: Asked, found: Sequence[Allocation], language: Language) -> list[Component]:
    """Headline, whose votes these are, the answer, and what it leaves open."""
    parties = context.tracker().catalogue.parties
    lede = html.Span(
        [html.Span([said, " "], className="said") for said in _answer(question, found, language)],
        id="seats-said",
        className="wrong" if question.fault else None,
        **data(wrong=question.wrong),
        **aria(live="polite"),
    )
    title = text("Seat calculator", language)
    open_points = [said for each in found for said in bonus_wording.caveats(each, parties, language)]
    notes = [*dict.fromkeys(open_points), *_notes(question, language)]
    head = components.page_title(title, kicker=_whose(question, language), lede=[lede])
    return [head, *(html.P(said, className="aside") for said in notes)]


def _notes(question: Asked, language: Language) -> list[str]:
    """What nobody named may have of votes that were forecast, or typed beside a part of a forecast."""
    begun = question.begun
    if question.votes is None or begun is None or begun.update is None:
        return []
    if question.start is None and begun.whole:
        return []
    left = question.votes.valid - sum(question.votes.votes.values())
    if left < question.law.threshold:
        return []
    said = wording.percent(left, language)
    if not begun.whole:
        return [
            text("The shares leave {left} to nobody named: further parties could enter.", language, left=said)
        ]
    return [
        text("The midpoints leave {left} to nobody named: a further party could enter.", language, left=said)
    ]


def _whose(question: Asked, language: Language) -> str:
    """Whose votes these are."""
    if question.start is None:
        return text("Shares as typed", language)
    election = question.start.election.name(language)
    if question.start.update is None:
        return text("Official result, {election}", language, election=election)
    who = named(question.start.update, language)
    return text("Midpoints of {update}, {election}", language, update=who, election=election)


def _drawn(question: Asked, found: Sequence[Allocation], address: Address, sent: str) -> list[Component]:
    """The half circles, and the short address of what they show."""
    language, link = address.language, address.link(PATH, **question.query)
    state = data(sent=sent, address=link)
    charts = seating.drawings(found, language) if found else _ways_on(question, address)
    images = [f"seats-chart-{number}" for number, each in enumerate(found, 1) if each.quotients]
    csv = address.link(seat_sheet.PATH, **question.query, theme=None)
    tools = [seating.take_along(question, link, csv, language, images)] if found else []
    return [charts, *tools, html.Span(id="seats-state", hidden=True, **state)]


def _ways_on(question: Asked, address: Address) -> Component:
    """What to do where there is nothing to draw."""
    language, known = address.language, context.tracker().catalogue
    part = question.start if question.fault and question.start and question.start.update else None
    ways = [
        (named(each, language), {"update": str(each.id)})
        for each in latest_updates(known)
        if part and each.election == part.election.id
    ]
    ways += [
        (election.name(language), {"from": election.id})
        for election in reversed(known.elections)
        if known.result(election.id)
    ]
    items = [
        html.Li(html.A(words, href=address.link(PATH, **query), **data(reload="true")))
        for words, query in ways
    ]
    if part:
        sentence = text("Add the other parties in the form, or begin with:", language)
    elif question.fault:
        sentence = text("Correct it in the form, or begin with an official result:", language)
    else:
        sentence = text("Or begin with an official result:", language)
    return html.Div([html.P(sentence), html.Ul(items, className="ways")], className="empty")


@callback(
    Output("seats-head", "children"),
    Output("seats-drawn", "children"),
    Output("seats-table", "children"),
    Input("seats-asked", "data"),
    prevent_initial_call=True,
)
def show_seats(sent: Any) -> tuple[Any, Any, Any]:
    """The seats of what stands in the form, which comes as the query it would be sent as."""
    address = address_of(PATH, sent if isinstance(sent, str) else "")
    question, language = asked(address), address.language
    if question is None:
        return no_update, no_update, no_update
    found = seating.parliaments(question)
    drawn = _drawn(question, found, address, sent if isinstance(sent, str) else "")
    return _head(question, found, language), drawn, seating.tables(question, found, language)


register_page(__name__, PATH, view)
