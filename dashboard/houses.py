"""What one set of ranges implies, on a page: a typical parliament, and from how many seats to how many."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import numpy as np
from dash import dcc, html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.context import Address
from dashboard.delivery import Figure
from dashboard.downloads import chances_address
from dashboard.figures.chances import SeatRange, seat_ranges_figure
from dashboard.figures.seats import Bench, seats_figure
from dashboard.texts import text
from dashboard.theme import config
from forecasts import seat_wording, wording
from forecasts.chances import Chances
from forecasts.intervals import interval
from forecasts.model import Election, Forecaster, Language, Update

GREY = "#8c8c8c"
NEAR = 0.02
LEAST_SHOWN = 0.05  # per cent


def name_of(key: str, update: Update, language: Language) -> str:
    """The short name of a party, or its label where nobody knows it."""
    party = context.tracker().catalogue.party(key)
    return party.short(language) if party else next((r.label for r in update.ranges if r.key == key), key)


def colour_of(key: str) -> str:
    """The colour of a party, grey where nobody knows it."""
    party = context.tracker().catalogue.party(key)
    return party.colour if party else GREY


def near(found: Chances) -> list[str]:
    """Those of whom it is open whether they enter, the most open first."""
    open_ = [key for key, each in found.parties.items() if NEAR <= each.enters <= 1 - NEAR]
    return sorted(open_, key=lambda key: abs(found.parties[key].enters - 0.5))


def csv_of(address: Address, update: Update, found: Chances) -> str:
    """Where the numbers of an update are to be had as CSV, with those of the updates before it."""
    return chances_address(
        update.election,
        address.language,
        update.forecaster,
        mass=found.mass,
        unnamed=found.unnamed,
        until=update.id if address.get("update") else None,
    )


def benches_of(seats: Mapping[str, int], update: Update, found: Chances, language: Language) -> list[Bench]:
    """The parties of a parliament from the most seats down; what others have, or nobody, in grey."""
    house = sorted(((key, won) for key, won in seats.items() if won), key=lambda pair: -pair[1])
    benches = [Bench(short=name_of(k, update, language), colour=colour_of(k), seats=won) for k, won in house]
    if left := found.law.seats - sum(won for _, won in house):
        benches.append(Bench(short=text("others", language), colour=GREY, seats=left))
    return benches


def drawing(
    name: str, title: str, figure: Figure, language: Language, filename: str, *, said: str
) -> Component:
    """A parliament by itself, for two to stand side by side; `said` is the id of the sentence about both."""
    settings: Any = config(language, filename)
    sizes = {"--height": f"{figure.height}px", "--narrow-height": f"{figure.narrow_height}px"}
    return html.Section(
        [
            html.H3(title, id=f"{name}-title"),
            html.Figure(
                dcc.Graph(id=name, figure=figure.fragment, config=settings, className="chart-canvas"),
                className="chart",
                style=sizes,
                **components.aria(labelledby=f"{name}-title"),
            ),
        ],
        className="chart-block",
        **components.aria(labelledby=f"{name}-title", describedby=said),
    )


def parliament(
    address: Address, election: Election, who: Forecaster, update: Update, found: Chances
) -> list[Component]:
    """A typical parliament, and from how many seats to how many each party may have."""
    language = address.language
    needed = seat_wording.majority(found.law)
    view_key = ("chances", update.id, update.version, found.mass, found.unnamed, language)
    house = found.house(found.typical())
    benches = benches_of(house, update, found, language)
    blocks = [
        components.chart_block(
            "chances-parliament",
            context.figure(
                election.id, (*view_key, "house"), lambda: seats_figure(benches, needed, language=language)
            ),
            title=text("A typical parliament", language),
            sentence=_typical(update, found, house, language),
            numbers=_numbers(update, found, house, language),
            filename=f"provlepsi-{election.id}-{who.id}-parliament",
            csv=csv_of(address, update, found),
            address=address,
        )
    ]
    ranges = [
        SeatRange(
            short=name_of(key, update, language),
            colour=colour_of(key),
            pieces=each.pieces,
            middle=each.middle if each.telling else None,
            said=seat_wording.seats_text(each.pieces, language),
        )
        for key, each in sorted(found.intervals.items(), key=lambda pair: -found.parties[pair[0]].seats.mean)
    ]
    blocks.append(
        components.chart_block(
            "chances-seats",
            context.figure(
                election.id,
                (*view_key, "ranges"),
                lambda: seat_ranges_figure(ranges, needed, language=language),
            ),
            title=text("From how many seats to how many", language),
            sentence=_ranges_sentence(found, language),
            numbers=_numbers(update, found, house, language),
            filename=f"provlepsi-{election.id}-{who.id}-seats",
            csv=csv_of(address, update, found),
            address=address,
        )
    )
    return blocks


def _ranges_sentence(found: Chances, language: Language) -> str:
    """What bar and stroke are, and why there are bars in pieces or without a stroke where there are."""
    said = text(
        "In nine of ten draws a party's seats lie on its bar; the stroke is the median: as many "
        "draws lie above it as below.",
        language,
    )
    each = found.intervals.values()
    if any(len(one.pieces) > 1 for one in each):
        said += " " + text("Seats between the pieces of a bar practically never occur.", language)
    if not all(one.telling for one in each):
        said += " " + text("Where two pieces are about as likely there is no stroke.", language)
    return said


def _typical(update: Update, found: Chances, house: Mapping[str, int], language: Language) -> str:
    """Which of the draws is drawn, and who of those at the threshold happens to be in it."""
    said = text(
        "One of {number} draws, near to all medians.",
        language,
        number=wording.number(Decimal(found.draws), language),
    )
    inside = ", ".join(name_of(key, update, language) for key in near(found) if house[key])
    outside = ", ".join(name_of(key, update, language) for key in near(found) if not house[key])
    if inside and outside:
        threshold = text(
            "At the threshold, in: {inside}; out: {names}.", language, inside=inside, names=outside
        )
    elif inside:
        threshold = text("At the threshold, in: {names}.", language, names=inside)
    else:
        threshold = text("At the threshold, out: {names}.", language, names=outside)
    return f"{said} {threshold}" if inside or outside else said


def _numbers(update: Update, found: Chances, house: Mapping[str, int], language: Language) -> Component:
    rows: list[list[components.Content]] = []
    for key, each in found.parties.items():
        party = context.tracker().catalogue.party(key)
        share = each.share
        rows.append(
            [
                components.party_chip(party, language) if party else name_of(key, update, language),
                f"{wording.range_text(round(share.p05, 1), round(share.p95, 1), language)}",
                seat_wording.chance_text(each.enters, language),
                seat_wording.chance_text(each.first, language),
                seat_wording.median_text(found.intervals[key], language),
                seat_wording.seats_text(found.intervals[key].pieces, language),
                wording.number(Decimal(house[key]), language),
            ]
        )
    if found.unnamed or found.rest.p95 >= LEAST_SHOWN:
        rows.append(_unnamed(found, house, language))
    columns = [
        text("Party", language),
        text("Share, % (5–95%)", language),
        text("Enters", language),
        text("First", language),
        text("Median seats", language),
        text("Seats (5–95%)", language),
        text("In the parliament drawn above", language),
    ]
    caption = text(
        "What the ranges imply, party by party; the medians are each by itself and need not add up to the "
        "house",
        language,
    )
    made = components.table(columns, rows, caption=caption, numeric=range(1, len(columns)))
    return html.Div(made, className="wrapped-heads")


def _unnamed(found: Chances, house: Mapping[str, int], language: Language) -> list[components.Content]:
    """What the ranges leave, of which parties may enter that nobody named."""
    seats = interval(np.bincount(found.law.seats - found.every_draw.sum(axis=0)))
    return [
        text("others", language),
        wording.range_text(round(found.rest.p05, 1), round(found.rest.p95, 1), language),
        seat_wording.chance_text(found.unnamed_enters, language),
        "",
        seat_wording.median_text(seats, language),
        seat_wording.seats_text(seats.pieces, language),
        wording.number(Decimal(found.law.seats - sum(house.values())), language),
    ]
