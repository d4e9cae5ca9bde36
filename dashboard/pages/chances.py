"""What a forecaster's ranges imply: seats, who is at the threshold, coalitions, and how all that moved."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.choosing import Chosen, choices, chosen, left_out, prepare
from dashboard.coalitions import coalition, threshold
from dashboard.context import Address
from dashboard.courses import moved
from dashboard.first_view import PART
from dashboard.houses import name_of, near, parliament
from dashboard.pages.election import known_election
from dashboard.shell import View, register_page
from dashboard.texts import text
from forecasts import bonus_wording, seat_wording
from forecasts.chances import Chances
from forecasts.draws import RangesInfeasible
from forecasts.lists import as_stood
from forecasts.model import Election, Forecaster, Language, Update
from forecasts.tracker import UnknownName


def view(address: Address) -> View:
    """What the page of an election's seats and chances shows at an address.

    Raises:
        NotFound: for an election nobody knows.
    """
    election, language = known_election(address), address.language
    title = text("Seats and chances", language)
    asked = chosen(address, election)
    if asked is None:
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
    who, update = asked.who, asked.update
    found: Chances | None
    content: Sequence[list[Component]]
    try:
        found = context.tracker().outlook(update, mass=asked.mass, unnamed=asked.unnamed)
    except (RangesInfeasible, UnknownName) as error:
        found, lede, content = None, error.sentence(language), ()
    else:
        lede = _lede(found, update, language)
        prepare(asked, address.get("until"))
        content = (
            _lists(found, update, language),
            parliament(address, election, who, update, found),
            threshold(address, update, found),
            coalition(address, election, who, update, found),
            moved(address, asked.updates, found),
        )
    return View(
        title=f"{title}, {election.name(language)}",
        description=lede,
        content=[
            components.page_title(title, kicker=_whose(election, who, update, language), lede=lede),
            *_parts(
                choices(address, asked, refused=not content),
                *content,
                _how_to_read(address, election, asked, found),
            ),
        ],
        election=election.id,
    )


def _parts(*parts: list[Component]) -> list[Component]:
    """The parts of the page, each in a place of its own.

    What a choice brings or takes away in one of them leaves the others where they are.
    """
    return [html.Div(part, className=PART) for part in parts]


def _lists(found: Chances, update: Update, language: Language) -> list[Component]:
    """What the law asks of a list of several parties that may come first."""
    first = {key: each.first for key, each in found.parties.items()}
    tracker = context.tracker()
    ranges = as_stood(update.ranges, tracker.election(update.election))
    said = bonus_wording.list_caveats(first, found.law, ranges, tracker.catalogue.parties, language)
    return [html.P(each, className="aside") for each in said]


def _whose(election: Election, who: Forecaster, update: Update, language: Language) -> str:
    """Say “September 2015 parliamentary election · failed evolution, 15 Sep”."""
    return f"{election.name(language)} · {who.name(language)}, {components.moment(update, language)}"


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
    said += " " + text(
        "{name} in nine of ten draws: {seats} seats.",
        language,
        name=name_of(first, update, language),
        seats=seat_wording.seats_text(found.intervals[first].pieces, language),
    )
    open_ = sorted(((key, found.parties[key].enters) for key in near(found)), key=lambda pair: -pair[1])
    if open_:
        names = ", ".join(
            f"{name_of(key, update, language)} ({seat_wording.frequency(enters, language)})"
            for key, enters in open_
        )
        said += " " + text("At the threshold: {names} may enter.", language, names=names)
    if found.unnamed:
        said += " " + text(
            "At least one party that is not named enters: {often}.",
            language,
            often=seat_wording.frequency(found.unnamed_enters, language),
        )
    return said


def _how_to_read(
    address: Address, election: Election, asked: Chosen, found: Chances | None
) -> list[Component]:
    language = address.language
    said = text(
        "A forecaster prints ranges, not probabilities. From the assumption above results are drawn in "
        "which each range holds as often as assumed and all shares add up to 100; the electoral law turns "
        "each into seats. All chances here come from the same draws.",
        language,
    )
    left = ""
    if found is not None:
        rest, enters = found.rest, found.unnamed_enters
        left = seat_wording.left_over(rest.p05, rest.p95, found.unnamed, enters, language)
    link = html.A(
        text("How to read this page", language),
        href=f"{address.link('/help')}#read",
        **components.data(reload="true"),
    )
    calculator = html.A(
        text("The midpoints of this update in the seat calculator", language),
        href=address.link("/seats", update=str(asked.update.id)),
    )
    return [
        html.P([f"{said} {left} {left_out(election, asked, language)} ", link], className="reading-note"),
        html.P(calculator, className="reading-note"),
    ]


register_page(__name__, "/e/<election>/seats", view, label="Seats and chances")
