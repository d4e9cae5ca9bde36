"""The debates of one election: how the ranges stood before and after each, and what to make of that."""

from collections.abc import Iterable, Sequence
from itertools import chain

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.components import Choice
from dashboard.context import Address
from dashboard.downloads import csv_address
from dashboard.figures.debates import debate_figure
from dashboard.pages.election import known_election
from dashboard.shell import View, register_page
from dashboard.texts import text
from forecasts import wording
from forecasts.derived import EventShifts, Persistence, Revision, Shift
from forecasts.model import Election, Event, Forecaster, Language

MOST_TOLD = 3


def view(address: Address) -> View:
    """What the page of an election's debates shows at an address.

    Raises:
        NotFound: for an election nobody knows.
    """
    election, language = known_election(address), address.language
    # The latest debate first: after it comes the forecaster's last word before the vote.
    held = tuple(reversed(election.debates))
    chosen = [event for event in held if event.id == address.get("debate")]
    shown = chosen or list(held)
    around = {event.id: _around(election, event) for event in shown}
    comparable = any(found.shifts for found in _all(around))
    lede = _lede(around, language) if held else _none_held(election, language)
    return View(
        title=f"{text('Before and after the debates', language)}, {election.name(language)}",
        description=lede,
        content=[
            components.page_title(
                text("Before and after the debates", language), kicker=election.name(language), lede=lede
            ),
            *([_choice(held, address)] if len(held) > 1 else []),
            *chain.from_iterable(_debate(address, election, event, around[event.id]) for event in shown),
            *(_how_to_read(address) if comparable else ()),
            *([] if comparable else [_elsewhere(address)]),
        ],
        election=election.id,
    )


def _all(around: dict[str, tuple[EventShifts, ...]]) -> Iterable[EventShifts]:
    return chain.from_iterable(around.values())


def _around(election: Election, event: Event) -> tuple[EventShifts, ...]:
    """Every forecaster of the election around one debate, those with both sides first."""
    tracker = context.tracker()
    found = [
        each
        for who in tracker.forecasters(election.id)
        for each in tracker.debates(election.id, who.id)
        if each.event.id == event.id
    ]
    return tuple(sorted(found, key=lambda each: not each.shifts))


def _lede(around: dict[str, tuple[EventShifts, ...]], language: Language) -> str:
    """The largest moves after each debate; where nothing can be compared, that."""
    found = [each for each in _all(around) if each.shifts]
    if not found:
        return text("Nobody on record spoke both before and after a debate of this election.", language)
    return " ".join(_moves(each, language) for each in found[:MOST_TOLD])


def _moves(found: EventShifts, language: Language) -> str:
    """Say “Second debate: SYRIZA +2.5, EK −1 (failed evolution)”, as a sentence."""
    moved = [shift for shift in found.shifts if shift.revision.midpoint_change][:MOST_TOLD]
    told = ", ".join(f"{_party(x.revision, language)} {_signed(x, language)}" for x in moved)
    who = _forecaster(found)
    name = who.name(language) if who else found.forecaster
    return f"{_ordinal(found.event, language)}: {told or text('nothing moved', language)} ({name})."


def _party(revision: Revision, language: Language) -> str:
    party = context.tracker().catalogue.party(revision.party)
    return party.short(language) if party else revision.label


def _sentence(found: EventShifts, language: Language) -> str:
    known = context.tracker().catalogue
    return wording.shifts_sentence(found, known.parties, _forecaster(found), language)


def _forecaster(found: EventShifts) -> Forecaster | None:
    return context.tracker().catalogue.forecaster(found.forecaster)


def _none_held(election: Election, language: Language) -> str:
    """That there was no debate, and which one was called off."""
    sentences = [text("No debate was held before this election.", language)]
    sentences += [
        f"{wording.day(event.date, language, year=True)}: {event.name(language)}."
        for event in election.events
        if event.kind == "debate_cancelled"
    ]
    return " ".join(sentences)


def _elsewhere(address: Address) -> Component:
    """Where to go from an election without a debate."""
    language, path = address.language, f"/e/{address.names['election']}/revisions"
    sentence = text("What moved from update to update stands in the ledger of revisions.", language)
    return components.empty_state(sentence, action=(text("To the ledger", language), address.link(path)))


def _choice(held: Sequence[Event], address: Address) -> Component:
    language = address.language
    choices = [Choice(value="all", label=text("All debates", language))]
    choices += [Choice(value=event.id, label=_name(event, language, short=True)) for event in held]
    return components.options(text("Which debate is shown", language), "debate", choices, address)


def _ordinal(event: Event, language: Language) -> str:
    """Say “Second debate”."""
    ordinals = wording.ORDINALS[language]
    which = ordinals[event.ordinal - 1] if event.ordinal <= len(ordinals) else f"{event.ordinal}."
    said = text("{which} debate", language, which=which)
    return said[0].upper() + said[1:]


def _name(event: Event, language: Language, *, short: bool = False) -> str:
    """Say “Second debate, 14 September 2015”, short “Second debate, 14/9”."""
    day = wording.day_short(event.date, language) if short else wording.day(event.date, language, year=True)
    return f"{_ordinal(event, language)}, {day}"


def _debate(
    address: Address, election: Election, event: Event, found: Sequence[EventShifts]
) -> list[Component]:
    """One debate: chart, sentences, numbers; and those who were on record on one side of it only."""
    language = address.language
    both = [each for each in found if each.shifts]
    aside = [html.P(sentence, className="aside") for sentence in _one_sided(found, language)]
    if not both:
        return [
            html.Section(
                [
                    html.H2(_name(event, language)),
                    html.P(event.name(language), className="sentence"),
                    html.P(
                        text(
                            "No forecaster on record has an update both before and after this debate.",
                            language,
                        ),
                        className="sentence",
                    ),
                    *aside,
                ],
                className="chart-block",
            )
        ]
    return [_chart(address, election, event, both), *aside]


def _one_sided(found: Sequence[EventShifts], language: Language) -> list[str]:
    """Who was on record on one side of a debate only, and whose updates cannot be placed."""
    after = [each for each in found if each.after and not each.before and not each.undecidable]
    before = [each for each in found if each.before and not each.after and not each.undecidable]
    told = [_sentence(each, language) for each in found if each.undecidable and not each.shifts]
    if after:
        names = _names(after, language)
        told.append(text("On record here only after this debate: {names}.", language, names=names))
    if before:
        names = _names(before, language)
        told.append(text("On record here only before this debate: {names}.", language, names=names))
    return told


def _names(found: Sequence[EventShifts], language: Language) -> str:
    known = [(_forecaster(each), each.forecaster) for each in found]
    return ", ".join(who.name(language) if who else id for who, id in known)  # noqa: A001


def _chart(address: Address, election: Election, event: Event, found: Sequence[EventShifts]) -> Component:
    language, tracker = address.language, context.tracker()

    def draw() -> dict[str, object]:
        shifts = tracker.shifts_frame(election.id, language)
        return debate_figure(shifts[shifts["event"] == event.id], language=language)

    said = [html.Span(f"{event.name(language)}.", className="said")]
    said += [html.Span(_sentence(each, language), className="said") for each in found]
    return components.chart_block(
        f"debates-{event.id}",
        context.figure(election.id, ("debates", event.id, language), draw),
        title=_name(event, language),
        sentence=said,
        numbers=_numbers(found, language),
        filename=f"provlepsi-{election.id}-{event.id}",
        csv=csv_address(election.id, "shifts", language),
        address=address,
        controls=_verdicts(found, language),
    )


def _verdicts(found: Sequence[EventShifts], language: Language) -> list[Component]:
    """For each party that moved: by how much, whether it lasted, and how that compares."""
    items = []
    for each in found:
        who = _forecaster(each)
        name = f" ({who.name(language) if who else each.forecaster})" if len(found) > 1 else ""
        items += [
            html.Li(
                [
                    html.Strong(f"{_party(shift.revision, language)} {_signed(shift, language)}"),
                    f"{name} · {said}",
                ]
            )
            for shift in each.shifts
            if (said := _verdict(shift, each, language))
        ]
    return [html.Ul(items, className="verdicts")] if items else []


def _verdict(shift: Shift, found: EventShifts, language: Language) -> str:
    """Say “held in the next update · larger than 2 of the 4 other moves”; nothing where nothing moved."""
    if shift.persistence is None:
        return ""
    lasted: dict[Persistence, str] = {
        "held": text("held in the next update", language),
        "grew": text("grew in the next update", language),
        "faded": text("faded in the next update", language),
        "open": text("no later figure yet", language),
    }
    return f"{lasted[shift.persistence]} · {wording.shift_words(shift, found, language)[2]}"


def _signed(shift: Shift, language: Language) -> str:
    return wording.number(shift.revision.midpoint_change or 0, language, signed=True)


def _numbers(found: Sequence[EventShifts], language: Language) -> Component:
    """Before, after and move of every party, with cause, persistence and yardstick in words."""
    several = len(found) > 1
    columns = [
        text("Party", language),
        *([text("Forecaster", language)] if several else []),
        text("Before, %", language),
        text("After, %", language),
        text("Move of the midpoint", language),
        text("Cause", language),
        text("Did it last?", language),
        text("Yardstick", language),
    ]
    rows = []
    for each in found:
        who = _forecaster(each)
        name = who.name(language) if who else each.forecaster
        rows += [_row(shift, each, [name] if several else [], language) for shift in each.shifts]
    first = 2 if several else 1
    before_and_after = text("The ranges before and after, largest move first", language)
    caption = f"{_name(found[0].event, language)}. {before_and_after}"
    return components.table(columns, rows, caption=caption, numeric=(first, first + 1, first + 2))


def _row(shift: Shift, found: EventShifts, who: Sequence[str], language: Language) -> list[Component | str]:
    revision = shift.revision
    party = context.tracker().catalogue.party(revision.party)
    move = revision.midpoint_change
    return [
        components.party_chip(party, language) if party else revision.label,
        *who,
        components.bounds(revision.previous_low, revision.previous_high, language),
        components.bounds(revision.low, revision.high, language),
        components.change_word(revision.change, language) if move is None else _signed(shift, language),
        *(words or "–" for words in wording.shift_words(shift, found, language)),
    ]


def _how_to_read(address: Address) -> list[Component]:
    """What must be said beside every comparison of so few moves."""
    language = address.language
    sentence = text(
        "The yardstick is the forecaster's own other moves for the same party. With fewer than eight of them "
        "nothing is called significant here, however large it looks. And that a move came after a debate "
        "does not show that it came from it.",
        language,
    )
    link = html.A(
        text("How to read this chart", language),
        href=f"{address.link('/help')}#read",
        **components.data(reload="true"),
    )
    return [html.P([sentence, " ", link], className="reading-note")]


register_page(__name__, "/e/<election>/debates", view, label="Debates")
