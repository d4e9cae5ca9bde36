"""One forecaster's revisions: updates by parties as a chart, and line by line to sort and filter."""

from collections.abc import Sequence
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.components import Choice
from dashboard.context import Address, NotFound
from dashboard.downloads import csv_address
from dashboard.figures.revisions import revisions_figure
from dashboard.ledger import Line, filters, lines_of, table
from dashboard.pages.election import known_election
from dashboard.shell import View, register_page
from dashboard.texts import plural, text
from forecasts import wording
from forecasts.model import Election, Forecaster, Language

MOVES_TOLD = 4


def view(address: Address) -> View:
    """What the ledger shows at an address.

    Raises:
        NotFound: for an election or forecaster nobody knows.
    """
    election, language = known_election(address), address.language
    everybody = context.tracker().forecasters(election.id)
    who = _forecaster(address, everybody)
    lines = lines_of(election, who, language) if who else []
    lede = _lede(lines, language) if lines else _nothing(election, who, language)
    title = text("The ledger of revisions", language)
    kicker = election.name(language) + (f" · {who.name(language)}" if who else "")
    return View(
        title=f"{title}, {kicker}",
        description=lede,
        content=[
            components.page_title(title, kicker=kicker, lede=lede),
            *([_whose(everybody, address)] if len(everybody) > 1 else []),
            *([_chart(address, election, who, lines)] if who and lines else [_way_out(address)]),
        ],
        election=election.id,
    )


def _forecaster(address: Address, everybody: Sequence[Forecaster]) -> Forecaster | None:
    asked = address.get("forecaster")
    if not asked:
        return everybody[0] if everybody else None
    found = context.tracker().catalogue.forecaster(asked)
    if found is None:
        raise NotFound(asked)
    return found


def _nothing(election: Election, who: Forecaster | None, language: Language) -> str:
    """Why there is no line in the ledger."""
    if who is None:
        return text("No forecast is on record for this election.", language)
    if not context.tracker().updates(election.id, who.id):
        return text("This forecaster has no update on record for this election.", language)
    return text("One update, and nothing before it: there is no revision yet.", language)


def _way_out(address: Address) -> Component:
    language, path = address.language, f"/e/{address.names['election']}"
    sentence = text("A revision is the change from a forecaster's previous update.", language)
    return components.empty_state(sentence, action=(text("To the election", language), address.link(path)))


def _lede(lines: Sequence[Line], language: Language) -> str:
    """How much changed in how many updates, and the largest moves."""
    changed = sum(line.revision.change != "unchanged" for line in lines)
    sentence = text(
        "In {when} {told} and {same}.",
        language,
        when=plural("{number} revision", "{number} revisions", len({x.place for x in lines}), language),
        told=plural("{number} range changed", "{number} ranges changed", changed, language),
        same=plural("{number} stayed", "{number} stayed", len(lines) - changed, language),
    )
    size = max(abs(line.revision.midpoint_change or Decimal(0)) for line in lines)
    if not size:
        return sentence
    largest = [line for line in reversed(lines) if abs(line.revision.midpoint_change or Decimal(0)) == size]
    moves = ", ".join(f"{x.name} {_signed(x, language)} ({x.when})" for x in largest[:MOVES_TOLD])
    if len(largest) > MOVES_TOLD:
        moves += text(" and {n} more", language, n=len(largest) - MOVES_TOLD)
    return f"{sentence} {text('Largest move of a midpoint: {moves}.', language, moves=moves)}"


def _signed(line: Line, language: Language) -> str:
    return wording.number(line.revision.midpoint_change or 0, language, signed=True)


def _whose(everybody: Sequence[Forecaster], address: Address) -> Component:
    choices = [Choice(value=each.id, label=each.name(address.language)) for each in everybody]
    label = text("Whose revisions are shown", address.language)
    return components.options(label, "forecaster", choices, address)


def _chart(address: Address, election: Election, who: Forecaster, lines: Sequence[Line]) -> Component:
    """The chart of all revisions, and the table beside it as the reader has asked for it."""
    language, tracker = address.language, context.tracker()
    kept = context.figure(
        election.id,
        ("revisions", who.id, language),
        lambda: revisions_figure(
            tracker.revisions_frame(election.id, who.id, language),
            language=language,
            events=tracker.events_frame(election.id, language),
        ),
    )
    return components.chart_block(
        "revisions-chart",
        kept,
        title=text("How far each midpoint moved", language),
        sentence=text(
            "Each cell holds the range of an update and below it the move of its midpoint against the update "
            "before, in percentage points.",
            language,
        ),
        numbers=html.Div([*filters(address, lines), *table(address, lines)], id="revisions-table"),
        filename=f"provlepsi-{election.id}-{who.id}-revisions",
        csv=csv_address(election.id, "revisions", language, who.id),
        address=address,
        opened=True,
    )


register_page(__name__, "/e/<election>/revisions", view, label="Revisions")
