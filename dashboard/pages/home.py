"""The front page: the elections, and for the one last visited the answer at a glance."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.context import Address
from dashboard.downloads import csv_address
from dashboard.figures.ranges import ranges_figure
from dashboard.shell import View, register_page
from dashboard.texts import plural, text
from forecasts import wording
from forecasts.derived import Revision
from forecasts.model import Election, Forecaster, Language

DEFAULT_ELECTION = "2015-09"


def view(address: Address) -> View:
    """What the front page shows at an address."""
    language = address.language
    election = shown_election(address)
    who = context.tracker().forecasters(election.id)
    glance = _glance(address, election, who[0]) if who else [_nothing_yet(election, language)]
    return View(
        title=text("Provlepsi", language),
        description=text(
            "Greek election forecasts as ranges, update by update: what moved, and after which debate.",
            language,
        ),
        content=[
            *glance,
            html.H2(text("Elections", language), className="section-title"),
            _elections(address),
        ],
        election=election.id,
    )


def shown_election(address: Address) -> Election:
    """The election asked for; that of September 2015, or else the latest, where none is known."""
    known = context.tracker().catalogue
    return known.election(address.get("election")) or known.election(DEFAULT_ELECTION) or known.elections[-1]


def _glance(address: Address, election: Election, who: Forecaster) -> list[Component]:
    """The latest ranges, what moved, after which event."""
    tracker, language = context.tracker(), address.language
    updates = tracker.updates(election.id, who.id)
    latest = [r for r in tracker.revisions(election.id, who.id) if r.update == updates[-1].id]
    sentence = wording.revision_sentence(latest, tracker.catalogue.parties, language, update=updates[-1])
    page = f"/e/{election.id}/f/{who.id}"
    kept = context.figure(
        election.id,
        ("home", who.id, language),
        lambda: ranges_figure(
            tracker.ranges_frame(election.id, who.id, language),
            tracker.events_frame(election.id, language),
            context.result_frame(election.id, language),
            language=language,
        ),
    )
    return [
        components.page_title(
            text("What moved before the vote", language), kicker=election.name(language), lede=sentence
        ),
        components.chart_block(
            "home-ranges",
            kept,
            title=text("The ranges of {name}", language, name=who.name(language)),
            sentence=plural(
                "{number} update, each range as published and until it is replaced.",
                "{number} updates, each range as published and until it is replaced.",
                len(updates),
                language,
            ),
            numbers=_latest_table(latest, language),
            filename=f"provlepsi-{election.id}-{who.id}",
            csv=csv_address(election.id, "ranges", language, who.id),
            address=address,
        ),
        html.P(html.A(text("Update by update", language), href=address.link(page))),
    ]


def _nothing_yet(election: Election, language: Language) -> Component:
    """An election without updates."""
    sentence = text("No forecast is on record for this election.", language)
    return html.Div([components.page_title(election.name(language)), components.empty_state(sentence)])


def _latest_table(revisions: Sequence[Revision], language: Language) -> Component:
    """The latest range of each party, the one before, and the move of the midpoint."""
    rows = [
        (
            _party(each, language),
            _range(each.low, each.high, language),
            _range(each.previous_low, each.previous_high, language),
            ""
            if each.midpoint_change is None
            else wording.number(each.midpoint_change, language, signed=True),
        )
        for each in revisions
    ]
    columns = (
        text("Party", language),
        text("Latest range, %", language),
        text("Before, %", language),
        text("Move of the midpoint", language),
    )
    return components.table(
        columns, rows, caption=text("The latest update against the one before", language), numeric=(1, 2, 3)
    )


def _party(revision: Revision, language: Language) -> Component | str:
    party = context.tracker().catalogue.party(revision.party)
    return components.party_chip(party, language) if party else revision.label


def _range(low: object, high: object, language: Language) -> str:
    return "–" if low is None or high is None else wording.range_text(low, high, language)  # type: ignore[arg-type]


def _elections(address: Address) -> Component:
    """A card for each election."""
    tracker, language = context.tracker(), address.language
    cards = []
    for election in reversed(tracker.catalogue.elections):
        count = len(tracker.updates(election.id))
        said = plural("{number} update", "{number} updates", count, language)
        cards.append(
            html.Li(
                html.A(
                    [html.Strong(election.name(language)), html.Span(said)],
                    href=address.link("/", election=election.id),
                )
            )
        )
    return html.Ul(cards, className="cards")


register_page(__name__, "/", view)
