"""The form of the seat calculator: whose votes to begin with, the laws, and a field for every share."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.context import Address
from dashboard.shares import FIELD, PATH, Asked, law_label
from dashboard.starts import Start, latest_updates
from dashboard.texts import text
from forecasts.model import Language, Law, Party, Update
from forecasts.seats import OTHER

LONGEST_SHARE = 20


def named(update: Update, language: Language) -> str:
    """Say “failed evolution, 15/9”."""
    who = context.tracker().catalogue.forecaster(update.forecaster)
    return f"{who.name(language) if who else update.forecaster}, {components.moment(update, language)}"


def start_form(question: Asked, address: Address) -> Component:
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
    start = start if start and start.whole else None
    chosen = start.update.id if start and start.update else start.election.id if start else None
    results = [
        _option(each.id, each.name(language), chosen)
        for each in reversed(known.elections)
        if known.result(each.id)
    ]
    updates = list(latest_updates(known))
    if start and start.update and all(update.id != chosen for update in updates):
        updates = [start.update, *updates]
    forecasts = [_option(update.id, _dated(update, language), chosen) for update in updates]
    groups = [
        (text("Official results", language), results),
        (text("Updates (midpoints)", language), forecasts),
    ]
    first = [] if start else [html.Option(text("choose…", language), value="")]
    return [*first, *(html.Optgroup(options, label=label) for label, options in groups if options)]


def _dated(update: Update, language: Language) -> str:
    """Say “failed evolution, 15/9, 2015-09”: the election tells the year."""
    return f"{named(update, language)} ({update.election})"


def _option(value: str | int | None, words: str, chosen: str | int | None) -> Component:
    address = f"update-{value}" if isinstance(value, int) else value
    return html.Option(words, value=address, selected=value == chosen)


def _kept(address: Address) -> list[Component]:
    """What a form takes along of the address: the language and the theme."""
    return [_hidden(name, address.get(name)) for name in ("lang", "theme") if address.get(name)]


def _hidden(name: str, value: str) -> Component:
    return dcc.Input(type="hidden", name=name, value=value)


def shares_form(question: Asked, address: Address) -> Component:
    """The laws and the shares."""
    language, known = address.language, context.tracker().catalogue
    begun = [] if question.begun is None else [_hidden("from", question.begun.name)]
    rows = [
        _field(party, share, id == question.wrong, language)
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


def _laws(question: Asked, laws: Sequence[Law], language: Language) -> list[Component]:
    """The law, and another to compare it with."""
    second = question.second.id if question.second else ""
    others: list[Component] = [html.Option(text("no other law", language), value="", selected=not second)]
    others += [_option(law.id, law_label(law, language), second) for law in laws]
    these = [_option(law.id, law_label(law, language), question.law.id) for law in laws]
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


def _field(party: Party, share: str, wrong: bool, language: Language) -> Component:
    """The share of one party."""
    name = f"seats-share-{party.id}"
    label = html.Label(components.party_chip(party, language), htmlFor=name)
    box = _share_box(name, f"{FIELD}{party.id}", share)
    return html.Div([label, box], className="share wrong" if wrong else "share")


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
