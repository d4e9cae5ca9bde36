"""An election at a glance: who forecasts what beside the result, what happened when, and where to read on."""

from collections.abc import Sequence
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.context import Address, NotFound
from dashboard.downloads import csv_address
from dashboard.shell import View, register_page
from dashboard.strip import card, scale_end, share
from dashboard.texts import plural, text
from dashboard.theme import palette
from forecasts import wording
from forecasts.model import Election, Event, Forecaster, Language, Result, Update

FIRST_OF_RESULT = 3


def known_election(address: Address) -> Election:
    """The election that an address names.

    Raises:
        NotFound: if nobody knows it.
    """
    found = context.tracker().catalogue.election(address.names["election"])
    if found is None:
        raise NotFound(address.names["election"])
    return found


def view(address: Address) -> View:
    """What the page of an election shows at an address.

    Raises:
        NotFound: for an election nobody knows.
    """
    election, language = known_election(address), address.language
    tracker = context.tracker()
    who, result = tracker.forecasters(election.id), tracker.result(election.id)
    lede = _lede(election, who, result, language)
    return View(
        title=election.name(language),
        description=lede,
        content=[
            components.page_title(
                election.name(language), kicker=wording.day(election.date, language, year=True), lede=lede
            ),
            *_forecasters(address, election, who, result),
            *_events(address, election),
            *(_result(address, election, result) if result else ()),
        ],
        election=election.id,
    )


def _lede(election: Election, who: Sequence[Forecaster], result: Result | None, language: Language) -> str:
    """The outcome where there is one, and how much is on record from before it."""
    parts = []
    if result:
        first = sorted(result.lines, key=lambda line: -line.share)[:FIRST_OF_RESULT]
        told = ", ".join(f"{_short(line.party, language)} {share(line.share, language)}%" for line in first)
        parts.append(text("The vote: {told}.", language, told=told))
    count = len(context.tracker().updates(election.id))
    if not count:
        return " ".join([*parts, text("No forecast is on record for this election.", language)])
    told = ", ".join(
        [
            plural("{number} update", "{number} updates", count, language),
            plural("{number} forecaster", "{number} forecasters", len(who), language),
            plural("{number} debate", "{number} debates", len(election.debates), language)
            if election.debates
            else text("no debate", language),
        ]
    )
    return " ".join([*parts, text("On record: {told}.", language, told=told)])


def _short(party: str, language: Language) -> str:
    known = context.tracker().catalogue.party(party)
    return known.short(language) if known else party.removeprefix("?")


def _forecasters(
    address: Address, election: Election, who: Sequence[Forecaster], result: Result | None
) -> list[Component]:
    language = address.language
    title = html.H2(text("The latest word of each forecaster", language), className="section-title")
    if not who:
        action = (text("To the front page", language), address.link("/"))
        sentence = text("No forecast is on record for this election.", language)
        return [title, components.empty_state(sentence, action=action)]
    latest = {each.id: context.tracker().updates(election.id, each.id) for each in who}
    top = scale_end([updates[-1] for updates in latest.values()], result)
    colours = palette(
        party.colour for party in context.tracker().catalogue.parties if _stands(party.id, latest)
    )
    cards = [html.Li(card(address, election, each, latest[each.id], result, top, colours)) for each in who]
    key = [_key("key-bar", text("range as published", language))]
    if result:
        key.append(_key("key-tick", text("official result", language)))
    return [title, html.P(key, className="key"), html.Ul(cards, className="forecaster-cards")]


def _key(mark: str, words: str) -> Component:
    """A mark of the strips and what it means."""
    return html.Span(
        [html.Span(className=mark, **components.aria(hidden="true")), words], className="key-item"
    )


def _stands(party: str, latest: dict[str, tuple[Update, ...]]) -> bool:
    return any(updates[-1].range_of(party) for updates in latest.values())


def _events(address: Address, election: Election) -> list[Component]:
    """What happened before the vote, the earliest first, and the vote itself."""
    language = address.language
    items = [html.Li(_event(address, election, event)) for event in sorted(election.events, key=_by_date)]
    if not any(event.kind == "election" for event in election.events):
        items.append(
            html.Li(
                [_time(election, language), html.Span(text("The vote", language), className="what")],
                className="vote",
            )
        )
    return [
        html.H2(text("What happened before the vote", language), className="section-title"),
        html.Ol(items, className="timeline"),
    ]


def _by_date(event: Event) -> tuple[object, int]:
    return event.date, event.ordinal


def _time(dated: Event | Election, language: Language) -> Component:
    return html.Time(wording.day(dated.date, language), dateTime=dated.date.isoformat())


def _event(address: Address, election: Election, event: Event) -> list[Component]:
    language = address.language
    name = html.Span(event.name(language), className="what")
    parts = [_time(event, language), name]
    if event.kind == "debate":
        link = html.A(
            text("What moved after it", language),
            href=address.link(f"/e/{election.id}/debates", debate=event.id),
            **components.aria(label=f"{text('What moved after it', language)}: {event.name(language)}"),
        )
        parts[1] = html.Span([name, " ", link], className="debate")
    return parts


def _result(address: Address, election: Election, result: Result) -> list[Component]:
    known, language = context.tracker().catalogue, address.language
    rows = []
    for line in sorted(result.lines, key=lambda line: -line.share):
        party = known.party(line.party)
        rows.append(
            (
                components.party_chip(party, language) if party else line.party,
                share(line.share, language),
                str(line.seats),
                "–" if line.votes is None else _count(line.votes, language),
            )
        )
    columns = (
        text("Party", language),
        text("Share, %", language),
        text("Seats", language),
        text("Votes", language),
    )
    caption = text(
        "Official result, valid votes: {votes}", language, votes=_count(result.valid_votes, language)
    )
    return [
        html.H2(text("The official result", language), className="section-title"),
        html.Div(components.table(columns, rows, caption=caption, numeric=(1, 2, 3)), className="official"),
        html.P(
            [
                html.A(
                    text("The seats under another law", language),
                    href=address.link("/seats", **{"from": election.id}),
                    className="tool",
                    **components.data(reload="true"),
                ),
                html.A(
                    text("Numbers (CSV)", language),
                    href=csv_address(election.id, "result", language),
                    className="tool",
                    **components.data(file="csv"),
                ),
            ],
            className="tools",
        ),
    ]


def _count(number: int, language: Language) -> str:
    return wording.number(Decimal(number), language)


register_page(__name__, "/e/<election>", view, label="At a glance")
