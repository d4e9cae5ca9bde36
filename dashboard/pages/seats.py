"""The seat calculator: votes on record or typed, one law or two, and the parliament that they make."""

from collections.abc import Sequence
from typing import Any

from dash import Input, Output, callback, dcc, html, no_update
from dash.development.base_component import Component

from dashboard import components, context, seating
from dashboard.components import aria, data
from dashboard.context import Address, address_of
from dashboard.shares import FIELD, Asked, asked
from dashboard.shell import View, register_page
from dashboard.starts import Start, latest_updates
from dashboard.texts import text
from forecasts import seat_wording
from forecasts.model import Forecaster, Language, Law, Party, Update
from forecasts.seats import OTHER, Allocation

PATH = "/seats"
LONGEST_SHARE = 20


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
        description=_lede(question, found, language),
        content=[
            html.Div(_head(question, found, language), id="seats-head"),
            html.Div(
                [
                    html.Div(_drawn(question, found, address, address.link()), id="seats-drawn"),
                    html.Div(
                        [_start_form(question, address), _form(question, address)], className="seats-form"
                    ),
                    html.Div(seating.tables(question, found, language), id="seats-table"),
                ],
                className="calculator",
            ),
            dcc.Store(id="seats-asked"),
        ],
        election=question.start.election.id if question.start else "",
    )


def _lede(question: Asked, found: Sequence[Allocation], language: Language) -> str:
    """The answer in a sentence for each law; what is wrong where something is."""
    if question.fault:
        return question.fault
    if not found:
        return text("Type a share to see its seats.", language)
    parties = context.tracker().catalogue.parties
    said = [seat_wording.allocation_sentence(each, parties, language) for each in found]
    if len(said) == 1:
        return said[0]
    return " ".join(f"{seating.law_number(each.law)}: {one}" for each, one in zip(found, said, strict=True))


def _head(question: Asked, found: Sequence[Allocation], language: Language) -> list[Component]:
    """Headline, whose votes these are, the answer, and what it leaves open."""
    parties = context.tracker().catalogue.parties
    lede = html.Span(
        _lede(question, found, language),
        id="seats-said",
        className="wrong" if question.fault else None,
        **data(wrong=question.wrong),
        **aria(live="polite"),
    )
    title = text("Seat calculator", language)
    open_points = [said for each in found for said in seat_wording.caveats(each, parties, language)]
    notes = [*dict.fromkeys(open_points), *_notes(question, language)]
    head = components.page_title(title, kicker=_whose(question, language), lede=[lede])
    return [head, *(html.P(said, className="aside") for said in notes)]


def _notes(question: Asked, language: Language) -> list[str]:
    """What is to be known of votes that were not counted."""
    update = question.start.update if question.start else None
    if update is None or update.complete:
        return []
    return [
        text("The text of this update breaks off: parties it does not name may have stood in it.", language)
    ]


def _whose(question: Asked, language: Language) -> str:
    """Whose votes these are."""
    if question.start is None:
        return text("Shares as typed", language)
    election = question.start.election.name(language)
    if question.start.update is None:
        return text("Official result, {election}", language, election=election)
    who = _named(_forecaster(question.start.update), question.start.update, language)
    return text("Midpoints of {update}, {election}", language, update=who, election=election)


def _forecaster(update: Update) -> Forecaster | None:
    return context.tracker().catalogue.forecaster(update.forecaster)


def _named(who: Forecaster | None, update: Update, language: Language) -> str:
    """Say “failed evolution, 15/9”."""
    name = who.name(language) if who else update.forecaster
    return f"{name}, {components.moment(update, language)}"


def _drawn(question: Asked, found: Sequence[Allocation], address: Address, sent: str) -> list[Component]:
    """The half circles, and the short address of what they show."""
    language, link = address.language, address.link(PATH, **question.query)
    state = data(sent=sent, address=link)
    charts = seating.drawings(found, language)
    images = [f"seats-chart-{number}" for number, each in enumerate(found, 1) if each.quotients]
    tools = [seating.take_along(question, link, language, images)] if found else []
    return [charts, *tools, html.Span(id="seats-state", hidden=True, **state)]


def _start_form(question: Asked, address: Address) -> Component:
    """Whose votes to begin with."""
    language = address.language
    begin = html.Label(text("Begin with the votes of", language), htmlFor="seats-from")
    act = html.Button(text("Fill in", language), type="submit", className="act-plain")
    pick = html.Select(_starts(question.start, language), id="seats-from", name="from")
    return html.Form(
        [begin, html.Div([pick, act], className="row"), *_kept(address)], method="get", action=PATH
    )


def _starts(start: Start | None, language: Language) -> list[Component]:
    """Results and updates to choose from; an older update that is shown is one of them."""
    known = context.tracker().catalogue
    chosen = start.update.id if start and start.update else start.election.id if start else None
    results = [
        _option(each.id, each.name(language), chosen)
        for each in reversed(known.elections)
        if known.result(each.id)
    ]
    updates = list(latest_updates(known))
    if start and start.update and all(update.id != chosen for _, update in updates):
        updates = [*_with_forecaster(start.update), *updates]
    forecasts = [_option(update.id, _dated(who, update, language), chosen) for who, update in updates]
    groups = [
        (text("Official results", language), results),
        (text("Updates (midpoints)", language), forecasts),
    ]
    first = [] if start else [html.Option(text("choose…", language), value="")]
    return [*first, *(html.Optgroup(options, label=label) for label, options in groups if options)]


def _with_forecaster(update: Update) -> list[tuple[Forecaster, Update]]:
    who = _forecaster(update)
    return [(who, update)] if who else []


def _dated(who: Forecaster, update: Update, language: Language) -> str:
    """Say “failed evolution, 15/9, 2015-09”: the election tells the year."""
    return f"{_named(who, update, language)} ({update.election})"


def _option(value: str | int | None, words: str, chosen: str | int | None) -> Component:
    address = f"update-{value}" if isinstance(value, int) else value
    return html.Option(words, value=address, selected=value == chosen)


def _kept(address: Address) -> list[Component]:
    """What a form takes along of the address: the language and the theme."""
    return [_hidden(name, address.get(name)) for name in ("lang", "theme") if address.get(name)]


def _hidden(name: str, value: str) -> Component:
    return dcc.Input(type="hidden", name=name, value=value)


def _form(question: Asked, address: Address) -> Component:
    """The laws and the shares."""
    language, known = address.language, context.tracker().catalogue
    begun = [] if question.start is None else [_hidden("from", _begun(question.start))]
    rows = [
        _field(party, share, language)
        for id, share in question.fields.items()  # noqa: A001
        if (party := known.party(id))
    ]
    return html.Form(
        [
            *_laws(question, known.laws, language),
            html.Fieldset(
                [
                    html.Legend(text("Shares, %", language)),
                    *rows,
                    _another(question, known.parties, language),
                ],
                className="shares",
            ),
            html.Button(text("Work out the seats", language), type="submit", className="act-main"),
            *begun,
            _hidden("typed", "1"),
            *_kept(address),
        ],
        id="seats-form",
        method="get",
        action=PATH,
    )


def _begun(start: Start) -> str:
    return f"update-{start.update.id}" if start.update else start.election.id


def _laws(question: Asked, laws: Sequence[Law], language: Language) -> list[Component]:
    """The law, and another to compare it with."""
    second = question.second.id if question.second else ""
    others: list[Component] = [html.Option(text("no other law", language), value="", selected=not second)]
    others += [_option(law.id, seating.law_label(law, language), second) for law in laws]
    these = [_option(law.id, seating.law_label(law, language), question.law.id) for law in laws]
    choices = (
        ("law", text("Electoral law", language), these),
        ("second", text("Compare with", language), others),
    )
    return [
        html.Div(
            [html.Label(label, htmlFor=f"seats-{name}"), html.Select(options, id=f"seats-{name}", name=name)],
            className="field",
        )
        for name, label, options in choices
    ]


def _field(party: Party, share: str, language: Language) -> Component:
    """The share of one party."""
    name = f"seats-share-{party.id}"
    label = html.Label(components.party_chip(party, language), htmlFor=name)
    return html.Div([label, _share_box(name, f"{FIELD}{party.id}", share)], className="share")


def _share_box(id: str, name: str, share: str) -> Component:  # noqa: A002
    keyboard: Any = {"inputMode": "decimal"}
    return dcc.Input(
        id=id,
        name=name,
        type="text",
        value=share,
        maxLength=LONGEST_SHARE,
        autoComplete="off",
        **keyboard,
    )


def _another(question: Asked, parties: Sequence[Party], language: Language) -> Component:
    """A party that has no field yet."""
    rest = [each for each in parties if each.id != OTHER and each.id not in question.fields]
    options: list[Component] = [html.Option(text("another party…", language), value="", selected=True)]
    options += [
        _option(each.id, each.short(language), None) for each in sorted(rest, key=lambda p: p.short(language))
    ]
    label = html.Label(text("Another party", language), htmlFor="seats-more", className="unseen")
    share = html.Label(text("Its share, %", language), htmlFor="seats-share", className="unseen")
    pick = html.Select(options, id="seats-more", name="more")
    return html.Div([label, pick, share, _share_box("seats-share", "share", "")], className="share")


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
