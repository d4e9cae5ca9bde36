"""What a forecaster's ranges imply: seats, who is at the threshold, coalitions, and how all that moved."""

from collections.abc import Sequence
from decimal import Decimal

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.coalitions import coalition, threshold
from dashboard.context import Address
from dashboard.courses import LATEST, moved
from dashboard.downloads import UNNAMED, mass_asked, whole_updates, window
from dashboard.houses import name_of, near, parliament
from dashboard.masses import other_mass
from dashboard.pages.election import known_election
from dashboard.shell import View, register_page
from dashboard.texts import text
from forecasts import seat_wording, wording
from forecasts.chances import Chances
from forecasts.draws import RangesInfeasible
from forecasts.model import Election, Forecaster, Language, Update
from forecasts.tracker import UnknownName

# What is said, what it changes in the address, and whether it is what is shown.
Link = tuple[str, dict[str, str | None], bool]

MASSES = ("50", "60", "70", "80", "90", "95", "99", "100")


def view(address: Address) -> View:
    """What the page of an election's seats and chances shows at an address.

    Raises:
        NotFound: for an election nobody knows.
    """
    election, language = known_election(address), address.language
    title = text("Seats and chances", language)
    spoken = [who for who in context.tracker().forecasters(election.id) if _updates(election, who)]
    who = next(
        (each for each in spoken if each.id == address.get("forecaster")), spoken[0] if spoken else None
    )
    if who is None:
        sentence = text(
            "Nobody on record has a whole forecast for this election: "
            "seats need the ranges of all larger parties.",
            language,
        )
        action = (text("To the seat calculator", language), address.link("/seats", **{"from": election.id}))
        return View(
            title=f"{title}, {election.name(language)}",
            description=sentence,
            content=[
                components.page_title(title, kicker=election.name(language)),
                components.empty_state(sentence, action=action),
            ],
            election=election.id,
        )
    updates = _updates(election, who)
    update = next((u for u in updates if str(u.id) == address.get("update")), updates[-1])
    mass = _mass(address, who)
    head = _choices(address, spoken, who, updates, update, mass)
    try:
        found = context.tracker().outlook(update, mass=mass, unnamed=_unnamed(address))
    except (RangesInfeasible, UnknownName) as error:
        lede, content = error.sentence(language), []
    else:
        lede = _lede(found, update, language)
        content = [
            *_lists(found, update, language),
            *parliament(address, election, who, update, found),
            *threshold(address, update, found),
            *coalition(address, election, who, update, found),
            *moved(address, updates, found),
        ]
    return View(
        title=f"{title}, {election.name(language)}",
        description=lede,
        content=[
            components.page_title(title, kicker=election.name(language), lede=lede),
            html.P(seat_wording.assumption(mass, language), className="aside assumption"),
            *head,
            *content,
            *_how_to_read(address),
        ],
        election=election.id,
    )


def _lists(found: Chances, update: Update, language: Language) -> list[Component]:
    """What the law asks of a list of several parties that may come first."""
    first = {key: each.first for key, each in found.parties.items()}
    parties = context.tracker().catalogue.parties
    said = seat_wording.list_caveats(first, found.law, update.ranges, parties, language)
    return [html.P(each, className="aside") for each in said]


def _updates(election: Election, who: Forecaster) -> tuple[Update, ...]:
    return whole_updates(context.tracker(), election.id, who.id)


def _mass(address: Address, who: Forecaster) -> Decimal:
    return mass_asked(address.get("mass")) or who.mass


def _choices(
    address: Address,
    spoken: Sequence[Forecaster],
    who: Forecaster,
    updates: Sequence[Update],
    update: Update,
    mass: Decimal,
) -> list[Component]:
    """Whose ranges, from which update, and how likely the truth is taken to lie inside."""
    language = address.language
    rows = []
    if len(spoken) > 1:
        links = [
            (
                each.name(language),
                {"forecaster": each.id, "update": None, "until": None, "with": None},
                each == who,
            )
            for each in spoken
        ]
        rows.append(_links(text("Forecaster", language), links, address))
    if len(updates) > 1:
        rows.append(_links(text("Update", language), _updates_to_choose(updates, update, address), address))
    masses = sorted({Decimal(each) for each in MASSES} | {who.mass, mass})
    links = [
        (
            text("always", language) if each == 100 else wording.percent(each, language),
            {"mass": None if each == who.mass else f"{each:f}"},
            each == mass,
        )
        for each in masses
    ]
    rows.append(_links(text("The truth lies inside a range with", language), links, address))
    rows.append(other_mass(address, f"{mass:f}"))
    may = bool(_unnamed(address))
    links = [
        (text("stay below the threshold", language), {"unnamed": None}, not may),
        (text("may enter", language), {"unnamed": "1"}, may),
    ]
    rows.append(_links(text("Parties not named", language), links, address))
    return rows


def _updates_to_choose(updates: Sequence[Update], chosen: Update, address: Address) -> list[Link]:
    """The updates of the chart below and the chosen one, newest first; the way to newer and older ones."""
    language = address.language
    before, taken = window(updates, address.get("until"), LATEST)
    links: list[Link] = [
        (
            components.moment(each, language),
            {"update": None if each is updates[-1] else str(each.id)},
            each is chosen,
        )
        for each in reversed(updates)
        if each in taken or each is chosen
    ]
    after = before + len(taken)
    if after < len(updates):
        newest = after + LATEST >= len(updates)
        until = None if newest else str(updates[after + LATEST - 1].id)
        links.insert(0, (f"← {text('newer', language)}", {"until": until}, False))
    if before:
        links.append(
            (f"{text('older', language)} →", {"until": str(updates[max(before, LATEST) - 1].id)}, False)
        )
    return links


def _unnamed(address: Address) -> int:
    """Into how many parties what the ranges leave is broken."""
    return UNNAMED if address.get("unnamed") else 0


def _links(label: str, links: Sequence[Link], address: Address) -> Component:
    """A row of choices under what is chosen."""
    items = [
        html.A(
            words,
            href=address.link(**changes),
            className="option",
            **(components.aria(current="true") if current else {}),
        )
        for words, changes, current in links
    ]
    return html.Nav(
        [html.Span(f"{label}: ", className="options-label"), *items],
        className="options",
        **components.aria(label=label),
    )


def _lede(found: Chances, update: Update, language: Language) -> str:
    """Who is first how often, how likely a majority of one party is, and who may or may not enter."""
    first, chance = max(((key, each.first) for key, each in found.parties.items()), key=lambda pair: pair[1])
    majority = found.majority_of([first])
    said = text(
        "{name} comes first: {often}. A majority of its own: {majority}.",
        language,
        name=name_of(first, update, language),
        often=seat_wording.frequency(chance, language),
        majority=seat_wording.frequency(majority, language),
    )
    open_ = [(key, found.parties[key].enters) for key in near(found)]
    if open_:
        names = ", ".join(
            f"{name_of(key, update, language)} ({seat_wording.frequency(enters, language)})"
            for key, enters in open_
        )
        said += " " + text("At the threshold: {names} may enter.", language, names=names)
    if found.unnamed:
        said += " " + text(
            "A party that is not named enters {often}.",
            language,
            often=seat_wording.frequency(found.unnamed_enters, language),
        )
    return said


def _how_to_read(address: Address) -> list[Component]:
    language = address.language
    said = text(
        "A forecaster prints ranges, not probabilities. From the assumption above results are drawn in which "
        "every range holds as often as it says and all shares add up to 100; the law of the election turns "
        "each into seats. What the ranges leave goes to parties too small to enter. All chances here come "
        "from the same draws.",
        language,
    )
    link = html.A(
        text("How to read this page", language),
        href=f"{address.link('/help')}#read",
        **components.data(reload="true"),
    )
    return [html.P([said, " ", link], className="reading-note")]


register_page(__name__, "/e/<election>/seats", view, label="Seats and chances")
