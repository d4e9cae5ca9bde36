"""A parliament worked out: its half circle, its seats party by party, and what two laws make of one vote."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.components import Content, aria, data
from dashboard.delivery import figure_of
from dashboard.figures.seats import Bench, seats_figure
from dashboard.shares import Asked, law_number
from dashboard.texts import plural, text
from dashboard.theme import config
from forecasts import seat_wording, wording
from forecasts.model import HUNDRED, Language, Law
from forecasts.seats import Allocation
from forecasts.votes import VoteTable

GREY = "#8C8C8C"
CENT, MILLI = Decimal("0.01"), 1000


def parliaments(asked: Asked) -> list[Allocation]:
    """The seats under the law, and under the second one where there is one."""
    if asked.votes is None:
        return []
    laws = [asked.law, *([asked.second] if asked.second else [])]
    return [asked.votes.seats(law) for law in laws]


def drawings(found: Sequence[Allocation], language: Language) -> Component:
    """The parliaments as half circles; two stand side by side where there is room."""
    drawn = [
        _drawing(each, f"seats-chart-{number}", language)
        for number, each in enumerate(found, 1)
        if each.quotients
    ]
    return html.Div(drawn, className="parliaments two" if len(drawn) > 1 else "parliaments")


def _drawing(found: Allocation, name: str, language: Language) -> Component:
    law = found.law.name_el if language == "el" else found.law.name_en
    figure = figure_of(
        seats_figure(_benches(found, language), seat_wording.majority(found.law), language=language)
    )
    settings: Any = config(language, f"provlepsi-{found.law.id}")
    graph = dcc.Graph(id=name, figure=figure.fragment, config=settings, className="chart-canvas")
    sizes = {"--height": f"{figure.height}px", "--narrow-height": f"{figure.narrow_height}px"}
    said = seat_wording.allocation_sentence(found, context.tracker().catalogue.parties, language)
    return html.Section(
        [
            html.H2(law, id=f"{name}-title"),
            html.P(said, id=f"{name}-sentence", className="unseen"),
            html.Figure(
                graph,
                className="chart",
                style=sizes,
                **aria(labelledby=f"{name}-title", describedby=f"{name}-sentence"),
            ),
        ],
        className="chart-block",
        **aria(labelledby=f"{name}-title"),
    )


def _benches(found: Allocation, language: Language) -> list[Bench]:
    """The parties from the most seats down; seats that nobody has stand last, in grey."""
    known = context.tracker().catalogue
    ranked = sorted(found.seats.items(), key=lambda won: -won[1])
    benches = [
        Bench(short=_short(party, language), colour=each.colour if each else GREY, seats=seats)
        for party, seats in ranked
        if seats
        for each in [known.party(party)]
    ]
    open_seats = found.law.seats - found.given
    return [
        *benches,
        *([Bench(short=text("open", language), colour=GREY, seats=open_seats)] if open_seats else []),
    ]


def _short(party: str, language: Language) -> str:
    known = context.tracker().catalogue.party(party)
    return known.short(language) if known else party


def tables(asked: Asked, found: Sequence[Allocation], language: Language) -> list[Component]:
    """The seats party by party; of two laws their difference, and how the seats of each come about."""
    votes = asked.votes
    if votes is None or not found:
        return []
    estimated = asked.start.estimated if asked.start else frozenset()
    if len(found) == 1:
        return [_steps(found[0], votes, estimated, language)]
    details = [
        html.Details(
            [
                html.Summary(
                    text("How the seats under {law} come about", language, law=law_number(each.law))
                ),
                _steps(each, votes, estimated, language),
            ],
            className="numbers",
        )
        for each in found
    ]
    return [_difference(found[0], found[1], votes, estimated, language), *details]


def _steps(found: Allocation, votes: VoteTable, estimated: frozenset[str], language: Language) -> Component:
    """How each party comes to its seats: the whole part of its quota, one by remainder, the bonus."""
    rows, shown = [], _shares(found, votes, language)
    for party, seats in found.seats.items():
        quota = found.quotients.get(party)
        if quota is None:
            lacks = _lacks(party, found.law, votes, estimated, language)
            rows.append(_row(party, shown[party], ["–"] * 4, language, lacks))
            continue
        bonus = found.bonus if party == found.bonus_for else 0
        extra = "+1" if party in found.by_remainder else "–"
        numbers = [str(seats), _quota(quota, language), extra, f"+{bonus}" if bonus else "–"]
        rows.append(_row(party, shown[party], numbers, language))
    columns = (
        text("Party", language),
        text("Votes, %", language),
        text("Seats", language),
        text("Quota", language),
        text("Remainder", language),
        text("Bonus", language),
    )
    caption = text(
        "The seats under {law}: one for each whole of the quota, one more for the largest remainders",
        language,
        law=law_number(found.law),
    )
    if found.bonus:
        caption += text(", and the bonus", language)
    return _table(columns, [*rows, _nobody(votes, 4, language)], caption, "seats steps")


def _difference(
    first: Allocation, second: Allocation, votes: VoteTable, estimated: frozenset[str], language: Language
) -> Component:
    """The seats under one law and the other."""
    rows, shown = [], _shares(first, votes, language)
    for party, seats in first.seats.items():
        others = second.seats[party]
        if party not in first.quotients and party not in second.quotients:
            lacks = _lacks(party, first.law, votes, estimated, language)
            rows.append(_row(party, shown[party], ["–"] * 3, language, lacks))
            continue
        more = wording.number(Decimal(others - seats), language, signed=True)
        rows.append(_row(party, shown[party], [str(seats), str(others), html.Strong(more)], language))
    one, other = (law_number(each.law) for each in (first, second))
    columns = (
        text("Party", language),
        text("Votes, %", language),
        _breaking(one),
        _breaking(other),
        text("Difference", language),
    )
    caption = text("The seats under {one} and under {other}", language, one=one, other=other)
    return _table(columns, [*rows, _nobody(votes, 3, language)], caption, "seats")


def _breaking(number: str) -> list[Component | str]:
    """A law's number that may be broken after its stroke."""
    head, _, year = number.partition("/")
    return [f"{head}/", html.Wbr(), year]


def _row(
    party: str, share: str, numbers: Sequence[Content], language: Language, lacks: str = ""
) -> Component:
    """A party; in grey, with what it lacks, where it is too small to enter."""
    known = context.tracker().catalogue.party(party)
    chip: Component | str = components.party_chip(known, language) if known else party
    name = html.Th([chip, html.Span(lacks, className="lacks")] if lacks else chip, scope="row")
    cells = [html.Td(cell, className="number") for cell in (share, *numbers)]
    return html.Tr([name, *cells], className="below" if lacks else None)


def _nobody(votes: VoteTable, numbers: int, language: Language) -> Component:
    """What goes to nobody named, and wins nothing."""
    left = _share(votes.valid - sum(votes.votes.values()), votes, language)
    cells = [html.Td(cell, className="number") for cell in (left, *["–"] * numbers)]
    return html.Tr([html.Th(text("Everyone else", language), scope="row"), *cells], className="below")


def _table(columns: Sequence[Content], rows: Sequence[Component], caption: str, name: str) -> Component:
    head = [
        html.Th(column, scope="col", className="number" if i else None) for i, column in enumerate(columns)
    ]
    parts = [html.Caption(caption), html.Thead(html.Tr(head)), html.Tbody(rows)]
    return html.Div(
        html.Table(parts, className=name),
        className="table-frame",
        tabIndex="0",
        role="region",
        **aria(label=caption),
    )


def _shares(found: Allocation, votes: VoteTable, language: Language) -> dict[str, str]:
    """The shares of all parties, with as many decimals as it takes not to contradict their seats."""
    said = seat_wording.share_texts(found, votes.shares(), language)
    return {party: share.removesuffix("%") for party, share in said.items()}


def _share(found: Decimal, votes: VoteTable, language: Language) -> str:
    """A share to two decimals, as results are listed."""
    figure = str((found * HUNDRED / votes.valid).quantize(CENT))
    return figure.replace(".", ",") if language == "el" else figure


def _quota(quota: Fraction, language: Language) -> str:
    """A quota, cut off after three decimals: whole seats before the point, the remainder behind it."""
    whole = int(quota)
    figure = f"{whole}.{int((quota - whole) * MILLI):03d}"
    return figure.replace(".", ",") if language == "el" else figure


def _lacks(party: str, law: Law, votes: VoteTable, estimated: frozenset[str], language: Language) -> str:
    """How far a party is from the threshold: in votes where they were counted, else in points."""
    missing = Fraction(law.threshold) * Fraction(votes.valid) / 100 - Fraction(votes.votes[party])
    threshold = wording.percent(law.threshold, language)
    if votes.valid == HUNDRED or party in estimated:
        points = Decimal(ceil(missing * 10_000 / Fraction(votes.valid))) / 100
        said = wording.number(points, language)
        return text("{points} points short of {threshold}", language, points=said, threshold=threshold)
    count = ceil(missing)
    return plural(
        "{votes} vote short of {threshold}",
        "{votes} votes short of {threshold}",
        count,
        language,
        votes=wording.number(Decimal(count), language),
        threshold=threshold,
    )


def take_along(asked: Asked, link: str, csv: str, language: Language, images: Sequence[str]) -> Component:
    """The image of each half circle, the table as CSV, and the link that brings this parliament back."""
    buttons = [
        html.Button(
            text("Image (PNG)", language)
            if len(images) == 1
            else f"{text('Image (PNG)', language)} {number}",
            className="tool",
            type="button",
            **data(image=name, filename=f"provlepsi-{asked.law.id}"),
        )
        for number, name in enumerate(images, 1)
    ]
    copied = data(copy=text("Link copied", language))
    words = text("Link to this parliament", language)
    numbers = html.A(text("Numbers (CSV)", language), href=csv, className="tool", **data(file="csv"))
    again = html.A(words, href=link, className="tool", **copied)
    return html.P([*buttons, numbers, again], className="tools")
