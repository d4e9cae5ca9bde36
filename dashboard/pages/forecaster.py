"""One forecaster before one election: the ranges over time, and what each update changed."""

from collections.abc import Sequence
from itertools import groupby

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.components import Choice
from dashboard.context import Address, NotFound
from dashboard.downloads import csv_address, whole_updates
from dashboard.feeds import feed_address
from dashboard.figures.ranges import ranges_figure
from dashboard.late import added_later, badge
from dashboard.shell import View, register_page
from dashboard.texts import plural, text
from forecasts import wording
from forecasts.derived import Revision
from forecasts.model import Election, Forecaster, Language, Party, Range, Update

# Of a long history a page shows the latest updates; the whole of it is in the CSV and a link away.
LATEST = 24


def view(address: Address) -> View:
    """What the page of a forecaster shows at an address.

    Raises:
        NotFound: for an election or forecaster nobody knows.
    """
    known, language = context.tracker().catalogue, address.language
    election, who = known.election(address.names["election"]), known.forecaster(address.names["forecaster"])
    if election is None:
        raise NotFound(address.names["election"])
    if who is None:
        raise NotFound(address.names["forecaster"])
    updates = context.tracker().updates(election.id, who.id)
    content = (
        [_chart(address, election, who, updates), *_changes(address, election, who)]
        if updates
        else [
            components.empty_state(
                text("This forecaster has no update on record for this election.", language),
                action=(election.name(language), address.link("/", election=election.id)),
            )
        ]
    )
    title = f"{who.name(language)}, {election.name(language)}"
    lede = _sentences(election, who, language)[-1][1] if len(updates) > 1 else ""
    return View(
        title=title,
        description=lede or title,
        content=[
            components.page_title(who.name(language), kicker=election.name(language), lede=lede),
            *content,
            *_record(address, election, who, updates),
        ],
        election=election.id,
        feed=feed_address(election.id, who.id, language),
    )


def _chart(address: Address, election: Election, who: Forecaster, updates: Sequence[Update]) -> Component:
    tracker, language = context.tracker(), address.language
    way = address.chosen("view", "panels", "together")
    ranges = tracker.ranges_frame(election.id, who.id, language)
    named = ranges.drop_duplicates("line", keep="last")
    parties = [
        Choice(value=p, label=s, colour=c)
        for p, s, c in zip(named["line"], named["short"], named["colour"], strict=True)
    ]
    shown = address.several("parties", {party.value for party in parties}) or None
    kept = context.figure(
        election.id,
        ("forecaster", who.id, language, way, tuple(shown or ())),
        lambda: ranges_figure(
            ranges,
            tracker.events_frame(election.id, language),
            context.result_frame(election.id, language),
            language=language,
            view=way,  # type: ignore[arg-type]
            parties=shown,
        ),
    )
    return components.chart_block(
        "forecaster-ranges",
        kept,
        title=text("The ranges over time", language),
        sentence=plural(
            "{number} update, each range as published and until it is replaced.",
            "{number} updates, each range as published and until it is replaced.",
            len(updates),
            language,
        ),
        numbers=_updates_table(updates if address.get("all") else updates[-LATEST:], language),
        filename=f"provlepsi-{election.id}-{who.id}",
        csv=csv_address(election.id, "ranges", language, who.id),
        address=address,
        controls=[
            components.options(
                text("How the parties are shown", language),
                "view",
                (
                    Choice(value="panels", label=text("One panel a party", language)),
                    Choice(value="together", label=text("All together", language)),
                ),
                address,
            ),
            components.switches(text("Which parties are shown", language), "parties", parties, address),
        ],
    )


def _updates_table(updates: Sequence[Update], language: Language) -> Component:
    """Every range of every update: a row a party, a column an update."""
    keys = list(dict.fromkeys(each.key for update in reversed(updates) for each in update.ranges))
    known = context.tracker().catalogue
    rows = []
    for key in keys:
        printed = [update.range_of(key) for update in updates]
        party = known.party(key)
        label = next(each.label for each in reversed(printed) if each)
        rows.append(
            (
                components.party_chip(party, language) if party else label,
                *(_printed(each, language) for each in printed),
            )
        )
    return components.table(
        (text("Party", language), *(_when(update, language) for update in updates)),
        rows,
        caption=text("The ranges as published, per cent of the vote", language),
        numeric=range(1, len(updates) + 1),
    )


def _printed(printed: Range | None, language: Language) -> str:
    return wording.range_text(printed.low, printed.high, language) if printed else "–"


def _when(update: Update, language: Language) -> str:
    if update.published is None:
        return text("undated", language)
    said = wording.day_short(update.published, language, year=wording.of_another_year(update))
    return f"{said}, {update.hour:%H:%M}" if update.hour else said


def _sentences(election: Election, who: Forecaster, language: Language) -> list[tuple[Update, str]]:
    """What each update but the first changed, in the order of publication."""
    tracker = context.tracker()
    parties: tuple[Party, ...] = tracker.catalogue.parties
    updates = {update.id: update for update in tracker.updates(election.id, who.id)}
    grouped = groupby(tracker.revisions(election.id, who.id), key=lambda revision: revision.update)
    return [
        (updates[key], _sentence(updates[key], list(group), parties, language))
        for key, group in grouped
        if key in updates
    ]


def _sentence(
    update: Update, changed: Sequence[Revision], parties: tuple[Party, ...], language: Language
) -> str:
    return wording.revision_sentence(changed, parties, language, event=update.event, update=update)


def _changes(address: Address, election: Election, who: Forecaster) -> list[Component]:
    """What each update changed, the latest first; of a long history the latest, and a link to all."""
    language = address.language
    sentences = [sentence for _, sentence in reversed(_sentences(election, who, language))]
    if not sentences:
        return []
    shown = sentences if address.get("all") else sentences[:LATEST]
    title = html.H2(text("What each update changed", language), className="section-title")
    parts: list[Component] = [title, html.Ol([html.Li(said) for said in shown], className="changes")]
    if len(shown) < len(sentences):
        label = text("All updates in the table and below", language)
        parts.append(html.P(html.A(label, href=address.link(all="1"))))
    return parts


def _record(
    address: Address, election: Election, who: Forecaster, updates: Sequence[Update]
) -> list[Component]:
    """Where each update's history is, the latest first; and what was withdrawn, with why."""
    language = address.language
    shown = list(reversed(updates if address.get("all") else updates[-LATEST:]))
    items = []
    for each in shown:
        mark: list[Component | str] = [" ", badge(language)] if added_later(each) else []
        items.append(html.Li([_history(address, each), *mark]))
    for update, act in context.tracker().withdrawn(election.id, who.id):
        said = text("withdrawn: “{reason}”", language, reason=act.reason)
        items.append(html.Li([_history(address, update), " ", html.Em(said)]))
    if not items:
        return []
    title = html.H2(text("Every update and its history", language), className="section-title")
    feed = html.A(
        text("Follow in a feed reader (Atom)", language),
        href=feed_address(election.id, who.id, language),
        **components.data(file="xml"),
    )
    seats = [
        html.A(
            text("The seats at the midpoints of the latest whole update", language),
            href=address.link("/seats", update=str(each.id)),
            **components.data(reload="true"),
        )
        for each in whole_updates(context.tracker(), election.id, who.id)[-1:]
    ]
    ways = [html.P(each) for each in (*seats, feed)]
    return [title, html.Ul(items, className="record"), *ways]


def _history(address: Address, update: Update) -> Component:
    label = _when(update, address.language)
    if update.version > 1:
        corrected = text("corrected", address.language)
        label = f"{label} ({corrected})"
    return html.A(label, href=address.link(f"/u/{update.id}"))


register_page(__name__, "/e/<election>/f/<forecaster>", view)
