"""The commands about parliament: seats and chances."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forecasts import bonus_wording, seat_wording
from forecasts.catalogue import Catalogue
from forecasts.lists import as_stood
from forecasts.model import Language, Law, Update
from forecasts.options import (
    AsJson,
    Database,
    In,
    InElection,
    Of,
    front_desk,
    mass_of,
    refusals,
    whole_number,
)
from forecasts.seats import Allocation
from forecasts.streams import name_of, print_json, print_text, refuse, text_of
from forecasts.submissions import UnknownName
from forecasts.terminal import table
from forecasts.tracker import OUTLOOK_DRAWS, OUTLOOK_SEED
from forecasts.votes import VotesRejected, VoteTable, read_votes
from forecasts.wording import number

if TYPE_CHECKING:
    from forecasts.chances import Chances

MOST_DRAWS, MOST_SEED, MOST_UNNAMED = 100_000_000, 999_999_999_999_999_999, 10
VotesFile = Annotated[
    str | None,
    typer.Option(
        "--votes",
        metavar="FILE",
        help="A table with the columns party,votes or party,share (- for standard input); "
        "by default the official result.",
    ),
]
UnderLaw = Annotated[
    str | None,
    typer.Option("--law", metavar="ID", help="Another law than the election's, such as 4654-2020."),
]
Draws = Annotated[str, typer.Option(metavar="NUMBER", help="How many results to draw, up to 100000000.")]
Seed = Annotated[str, typer.Option(metavar="NUMBER", help="The same seed gives the same answer.")]
Mass = Annotated[
    str | None,
    typer.Option(
        metavar="NUMBER",
        help="How likely the truth is inside each range, in per cent: 50 to 99, or 100 for always.",
    ),
]
Unnamed = Annotated[
    str,
    typer.Option(
        metavar="NUMBER", help="Into how many parties that may enter the rest is broken, 10 at most."
    ),
]


def seats(
    election: InElection,
    votes: VotesFile = None,
    law: UnderLaw = None,
    json: AsJson = False,
    lang: In = "el",
) -> None:
    """Give out the seats of a result, or of given votes, exactly as the law of the day does.

    For example:

        provlepsi seats --election 2015-09

        provlepsi seats --election 2023-06 --law 4406-2016 --json

        provlepsi seats --election 2023-06 --votes votes.csv
    """
    from forecasts.opening import load_names

    with refusals(lang):
        catalogue = load_names()
        chosen = law_of(catalogue, election, law)
        given = _official(catalogue, election) if votes is None else _given(catalogue, election, votes, lang)
    found = given.seats(chosen)
    if json:
        print_json(seats_document(found))
    else:
        print_text(_text(found, given, catalogue, lang))


def chances(
    election: InElection,
    forecaster: Of,
    draws: Draws = str(OUTLOOK_DRAWS),
    seed: Seed = str(OUTLOOK_SEED),
    mass: Mass = None,
    unnamed: Unnamed = "0",
    law: UnderLaw = None,
    json: AsJson = False,
    database: Database = None,
    lang: In = "el",
) -> None:
    """Work out what a forecaster's latest whole update implies: who enters, who is first, seats, majorities.

    For example:

        provlepsi chances --election 2015-09 --forecaster failedevolution

        provlepsi chances --election 2015-09 --forecaster failedevolution --draws 1000000 --seed 7 --json
    """
    from forecasts.chances import chances as work_out
    from forecasts.draws import RangesInfeasible, whole
    from forecasts.opening import load_names

    count = whole_number(draws, "--draws", lang, least=1, most=MOST_DRAWS)
    start = whole_number(seed, "--seed", lang, least=0, most=MOST_SEED)
    pieces = whole_number(unnamed, "--unnamed", lang, least=0, most=MOST_UNNAMED)
    given = None if mass is None else mass_of(mass, lang)
    with refusals(lang):
        chosen = law_of(load_names(), election, law)
    with front_desk(database, lang, election=election, forecaster=forecaster) as desk:
        who = desk.forecaster(forecaster)
        updates = list(filter(whole, desk.updates(election, forecaster)))
    if not updates:
        refuse(seat_wording.WORDS[lang]["no update"].format(name=who.name(lang), election=election))
    wanted = who.mass if given is None else given
    update = replace(updates[-1], ranges=as_stood(updates[-1].ranges, desk.election(election)))
    try:
        found = work_out(update.ranges, chosen, mass=wanted, draws=count, seed=start, unnamed=pieces)
    except RangesInfeasible as error:
        refuse(error.sentence(lang))
    if json:
        print_json(chances_document(found, update, seat_wording.assumption(wanted, lang)))
    else:
        whose = seat_wording.whose(update, who, desk.election(election), lang)
        print_text(f"{whose}\n{_chances_text(found, update, desk.catalogue, lang)}")


def chances_document(found: "Chances", update: Update, assumption: str) -> dict[str, object]:
    """What the ranges of an update imply: `chances --json`.

    `pieces` are the seats in nine of ten draws by their first and last number: between two pieces none occur.
    """
    return {
        "forecaster": update.forecaster,
        "election": update.election,
        "published": update.published.isoformat() if update.published else None,
        "update": update.id,
        "draws": found.draws,
        "seed": found.seed,
        "assumption": assumption,
        "mass": float(found.mass),
        "law": found.law.id,
        "parties": {key: asdict(each) for key, each in found.parties.items()},
        "pieces": {key: [list(piece) for piece in each.pieces] for key, each in found.intervals.items()},
        "rest": asdict(found.rest),
        "unnamed_enters": found.unnamed_enters,
        "majorities": [{"parties": list(each.parties), "chance": each.chance} for each in found.majorities],
    }


def law_of(catalogue: Catalogue, election: str, law: str | None = None) -> Law:
    """The law an election was held under, or the one named.

    Raises:
        UnknownName: for an election or a law that is not in the catalogue.
    """
    known = catalogue.election(election)
    if known is None:
        raise UnknownName("election", election, (each.id for each in catalogue.elections))
    wanted = law or known.law
    found = catalogue.law(wanted)
    if found is None:
        raise UnknownName("law", wanted, (each.id for each in catalogue.laws))
    return found


def seats_document(found: Allocation) -> dict[str, object]:
    """An allocation: `seats --json`."""
    return {
        "law": found.law.id,
        "bonus": found.bonus,
        "seats": found.seats,
        "threshold": float(found.law.threshold),
        "ties": [{"kind": tie.kind, "parties": list(tie.parties), "seats": tie.seats} for tie in found.ties],
    }


def _official(catalogue: Catalogue, election: str) -> VoteTable:
    result = catalogue.result(election)
    if result is None:
        raise UnknownName("result", election, (each.election for each in catalogue.results))
    return VoteTable.of_result(result, catalogue.parties, catalogue.election(election))


def _given(catalogue: Catalogue, election: str, file: str, language: Language) -> VoteTable:
    text, name, about = text_of(file, language), name_of(file, language), catalogue.election(election)
    try:
        return read_votes(text, catalogue.parties, name, election=about)
    except VotesRejected as error:
        refuse(error.sentence(language))


def _text(found: Allocation, given: VoteTable, catalogue: Catalogue, language: Language) -> str:
    """A sentence, what stays open, and a line for every party."""
    greek = language == "el"
    rows = [
        ("Κόμμα" if greek else "Party", "Ψήφοι, %" if greek else "Votes, %", "Έδρες" if greek else "Seats")
    ]
    shares = seat_wording.share_texts(found, given.shares(), language)
    for party, won in found.seats.items():
        known = catalogue.party(party)
        name = known.short(language) if known else party
        rows.append((name, shares[party], number(won, language) if won else "–"))
    said = [
        seat_wording.allocation_sentence(found, catalogue.parties, language),
        *bonus_wording.caveats(found, catalogue.parties, language),
        found.law.name(language),
    ]
    return "\n".join(said) + "\n" + table(rows)


def _chances_text(found: "Chances", update: Update, catalogue: Catalogue, language: Language) -> str:
    """What the chances rest on, a line for every party, everybody else, and the majorities."""
    words = seat_wording.WORDS[language]

    def name(key: str) -> str:
        party = catalogue.party(key)
        label = next((each.label for each in update.ranges if each.key == key), key)
        return party.short(language) if party else label

    rows = [tuple(words["chances head"].split("|"))]
    for key, each in found.parties.items():
        enters, first = (
            seat_wording.chance_text(chance, language, places=1) for chance in (each.enters, each.first)
        )
        between = found.intervals[key]
        seats = seat_wording.seats_text(between.pieces, language)
        rows.append((name(key), enters, first, seat_wording.median_text(between, language), seats))
    leading = {key: each.first for key, each in found.parties.items()}
    lists = bonus_wording.list_caveats(leading, found.law, update.ranges, catalogue.parties, language)
    assumption = seat_wording.assumption(found.mass, language, counted=True)
    left = found.rest.p05, found.rest.p95
    others = seat_wording.left_over(*left, found.unnamed, found.unnamed_enters, language)
    lines = [assumption, *lists, found.law.name(language)]
    untold = "" if all(each.telling for each in found.intervals.values()) else words["no median"] + "\n"
    majorities = [
        (" + ".join(map(name, each.parties)), seat_wording.chance_text(each.chance, language, places=1))
        for each in found.majorities
    ]
    head = words["majorities"].format(majority=seat_wording.majority(found.law))
    parts = [*lines, table(rows) + untold + others, "", head, table(majorities) if majorities else ""]
    return "\n".join(parts)


COMMANDS: tuple[Callable[..., Any], ...] = (seats, chances)
