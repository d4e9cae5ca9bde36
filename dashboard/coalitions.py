"""Who is at the threshold, and who could govern together, on a page."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

import numpy as np
from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.context import Address, listed
from dashboard.figures.chances import majority_figure
from dashboard.figures.seats import seats_figure
from dashboard.houses import (
    benches_of,
    colour_of,
    csv_of,
    drawing,
    name_of,
    near,
)
from dashboard.outlooks import asked_parties
from dashboard.texts import text
from forecasts import seat_wording, wording
from forecasts.chances import Chances
from forecasts.intervals import interval
from forecasts.model import Election, Forecaster, Language, Update

Pair = tuple[Mapping[str, int], Mapping[str, int]]
TEN = 10
SAID = "chances-miss-sentence"


def threshold(address: Address, update: Update, found: Chances) -> list[Component]:
    """Who is at the threshold, and what the parliament is with and without them."""
    language, open_ = address.language, near(found)
    asked = {address.get("miss"), *asked_parties(address, "miss", found.parties).values()}
    title = html.H2(text("At the threshold", language), className="section-title")
    settled = [_settled(key, update, found, language) for key in found.parties if key in asked - set(open_)]
    if not open_:
        sentence = text("For every party it is as good as settled whether it enters.", language)
        return [title, *settled, html.P(sentence, className="sentence")]
    chosen = next((key for key in open_ if key in asked), open_[0])
    items = [
        html.Li(
            [
                html.A(
                    name_of(key, update, language),
                    href=address.link(miss=key),
                    **(components.aria(current="true") if key == chosen else {}),
                ),
                f": {seat_wording.frequency(found.parties[key].enters, language)}"
                f" ({seat_wording.chance_text(found.parties[key].enters, language)})",
            ]
        )
        for key in open_
    ]
    name = name_of(chosen, update, language)
    pair = context.tracker().without(update, found, chosen)
    return [
        title,
        *settled,
        html.P(
            text("How often they enter. What if one of them misses?", language),
            className="sentence",
        ),
        html.Ul(items, className="changes threshold"),
        html.P(_what_it_changes(chosen, name, update, found, language), id=SAID, className="sentence"),
        _side_by_side(chosen, name, pair, update, found, language),
        _two_houses(name, pair, update, found, language),
    ]


def _settled(key: str, update: Update, found: Chances, language: Language) -> Component:
    """That a party for which an address asks is as good as in or out."""
    often = seat_wording.frequency(found.parties[key].enters, language)
    name = name_of(key, update, language)
    said = text("{name} is not at the threshold: it enters {often}.", language, name=name, often=often)
    return html.P(said, className="aside")


def _what_it_changes(chosen: str, name: str, update: Update, found: Chances, language: Language) -> str:
    """What is compared, and who gains most where the party misses, on average over all draws."""
    gainer, gain = max(found.gains_without(chosen).items(), key=lambda pair: pair[1])
    return text(
        "The same result twice: first {name} enters, then it misses and its votes win nothing. Over all "
        "draws {gainer} has {seats} seats more on average where {name} misses.",
        language,
        name=name,
        gainer=name_of(gainer, update, language),
        seats=wording.number(Decimal(f"{gain:.1f}"), language),
    )


def _side_by_side(
    chosen: str, name: str, pair: Pair, update: Update, found: Chances, language: Language
) -> Component:
    """A typical parliament with the party in, and the same result without it."""
    needed = seat_wording.majority(found.law)
    drawn = []
    for what, title, house in (
        ("in", text("{name} enters", language, name=name), pair[0]),
        ("out", text("{name} misses", language, name=name), pair[1]),
    ):
        key = ("chances", update.id, update.version, found.mass, found.unnamed, language, what, chosen)
        benches = benches_of(house, update, found, language)
        draw = partial(seats_figure, benches, needed, language=language)
        figure = context.figure(update.election, key, draw)
        drawn.append(
            drawing(f"chances-{what}", title, figure, language, f"provlepsi-{chosen}-{what}", said=SAID)
        )
    return html.Div(drawn, className="parliaments two")


def _two_houses(name: str, pair: Pair, update: Update, found: Chances, language: Language) -> Component:
    """The seats of both parliaments, party by party, and of parties nobody named."""
    known = context.tracker().catalogue
    seats = [(key, house, pair[1][key]) for key, house in pair[0].items()]
    rest = found.law.seats - sum(pair[0].values()), found.law.seats - sum(pair[1].values())
    rows: list[list[components.Content]] = []
    for key, with_it, without in (*seats, ("", *rest)):
        if not with_it and not without:
            continue
        party = known.party(key)
        who = name_of(key, update, language) if key else text("others", language)
        rows.append(
            [
                components.party_chip(party, language) if party else who,
                wording.number(Decimal(with_it), language),
                wording.number(Decimal(without), language),
                wording.number(Decimal(without - with_it), language, signed=True),
            ]
        )
    columns = [
        text("Party", language),
        text("It enters", language),
        text("It misses", language),
        text("Difference", language),
    ]
    caption = text("Seats in the two parliaments above: {name} enters, and misses", language, name=name)
    made = components.table(columns, rows, caption=caption, numeric=(1, 2, 3))
    return html.Div(made, className="fits")


def partners_of(address: Address, found: Chances) -> list[str]:
    """The parties of the coalition: those chosen, else the largest by itself, to which others may be added.

    Whom it would govern with is not for us to suggest.
    """
    largest = max(found.parties, key=lambda key: found.parties[key].seats.mean)
    asked = asked_parties(address, "with", found.parties)
    return list(dict.fromkeys(asked.values())) or [largest]


def coalition(
    address: Address, election: Election, who: Forecaster, update: Update, found: Chances
) -> list[Component]:
    """The chosen parties together: how often they have a majority, and how many seats how often."""
    language, partners = address.language, partners_of(address, found)
    needed = seat_wording.majority(found.law)
    together = found.seats_of(partners)
    counts = np.bincount(together)
    chances = [(int(s), float(counts[s]) / found.draws) for s in np.flatnonzero(counts)]
    chance = found.majority_of(partners)
    seats = interval(counts)
    names = " + ".join(name_of(key, update, language) for key in partners)
    sentence = text(
        "{names}, {needed} seats or more: {often} ({chance}). In nine of ten draws they have {seats}.",
        language,
        names=names,
        needed=needed,
        often=seat_wording.frequency(chance, language),
        chance=seat_wording.chance_text(chance, language),
        seats=seat_wording.seats_text(seats.pieces, language),
    )
    if seats.telling:
        sentence += " " + text("The median is {middle}.", language, middle=seats.middle)
    parties = [
        components.Choice(value=key, label=name_of(key, update, language), colour=colour_of(key))
        for key in found.parties
    ]
    # What the address names may be called otherwise in this update.
    kept = replace(address, query={**address.query, "with": listed(partners)})
    group = components.switches(text("Who governs together", language), "with", parties, kept, start=partners)
    key = ("chances", update.id, update.version, found.mass, found.unnamed, language, "with", *partners)
    return [
        components.chart_block(
            "chances-coalition",
            context.figure(election.id, key, lambda: majority_figure(chances, needed, language=language)),
            title=text("Who could govern together?", language),
            sentence=sentence,
            numbers=html.Div(
                [_together(chances, needed, names, language), _majorities(update, found, language)]
            ),
            filename=f"provlepsi-{election.id}-{who.id}-coalition",
            csv=csv_of(address, update, found),
            address=address,
            controls=[group],
        )
    ]


def _together(chances: Sequence[tuple[int, float]], needed: int, names: str, language: Language) -> Component:
    """How many of the draws have how many seats, ten by ten round the majority."""
    shares: dict[int, float] = {}
    for seats, chance in chances:
        shares[(seats - needed) // TEN] = shares.get((seats - needed) // TEN, 0.0) + chance
    rows = [
        [
            wording.range_text(Decimal(needed + TEN * ten), Decimal(needed + TEN * ten + TEN - 1), language),
            seat_wording.chance_text(chance, language),
        ]
        for ten, chance in sorted(shares.items())
    ]
    caption = text("How often {names} have so many seats together", language, names=names)
    return components.table(
        (text("Seats", language), text("Chance", language)), rows, caption=caption, numeric=(0, 1)
    )


def _majorities(update: Update, found: Chances, language: Language) -> Component:
    rows = [
        [
            " + ".join(name_of(key, update, language) for key in each.parties),
            seat_wording.chance_text(each.chance, language),
        ]
        for each in found.majorities
    ]
    needed = seat_wording.majority(found.law)
    caption = text("Chances of {needed} seats or more, for up to three parties", language, needed=needed)
    return components.table(
        (text("Coalition", language), text("Chance", language)), rows, caption=caption, numeric=(1,)
    )
