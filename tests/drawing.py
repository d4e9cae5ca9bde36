"""Figures drawn under test: the updates of September 2015 with their events and their result."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from dashboard.figures.debates import debate_figure
from dashboard.figures.ranges import ranges_figure
from dashboard.figures.revisions import revisions_figure
from dashboard.figures.seats import Bench, seats_figure
from forecasts.debates import event_shifts
from forecasts.frames import events_frame, ranges_frame, result_frame, revisions_frame, shifts_frame
from forecasts.model import Result, ResultLine
from forecasts.revisions import in_order, revisions
from tests import seed

# As in the party table: one near black, two near one another, one list in its predecessor's colour.
COLOURS = {
    "syriza": "#FA8072", "lae": "#B01740", "nd": "#005AC0", "xa": "#00022D", "kke": "#C80000",
    "ek": "#FF7F50", "potami": "#9C514A", "pasok": "#2D902D", "pasok-dimar": "#2D902D", "anel": "#38A3E7",
}  # fmt: skip
PARTIES = tuple(replace(p, colour=COLOURS.get(p.id, "#8C8C8C")) for p in seed.PARTIES)
ELECTION_DAY = replace(
    seed.SECOND_DEBATE,
    date=date(2015, 9, 20),
    kind="election",
    ordinal=0,
    name_el="Εκλογές",
    name_en="Election",
)
ELECTION = replace(seed.ELECTION, events=(*seed.ELECTION.events, ELECTION_DAY))
SEED = (
    seed.FIRST_PREDICTIONS,
    seed.BROKEN_OFF,
    seed.AUGUST_29,
    seed.SEPTEMBER_4,
    seed.SEPTEMBER_11,
    seed.SEPTEMBER_15,
)
EVENTS = events_frame(ELECTION, "el")
OFFICIAL = {
    "syriza": "35.46",
    "nd": "28.09",
    "xa": "6.99",
    "pasok-dimar": "6.29",
    "kke": "5.55",
    "lae": "2.86",
}
LINES = tuple(
    ResultLine(party=party, votes=None, share=Decimal(share), seats=0, source="official")
    for party, share in OFFICIAL.items()
)
RESULT = result_frame(Result(election="2015-09", valid_votes=5433376, lines=LINES), PARTIES, "el")
SEATS = {"ΣΥΡΙΖΑ": 145, "ΝΔ": 75, "ΧΑ": 18, "ΠΑΣΟΚ-ΔΗΜΑΡ": 17, "ΚΚΕ": 15, "ΠΟΤΑΜΙ": 11, "ΑΝΕΛ": 10, "ΕΚ": 9}
COLOUR_OF = {party.short_el: party.colour for party in PARTIES}
HOUSE_OF_2015 = tuple(
    Bench(short=short, colour=COLOUR_OF.get(short, "#8C8C8C"), seats=seats) for short, seats in SEATS.items()
)
VIEWS = ("panels", "together")


def frame(updates=SEED, language="el"):
    return ranges_frame(in_order(updates), PARTIES, language, election=ELECTION)


def drawn(view="panels", updates=SEED, language="el", result=RESULT, events=EVENTS, parties=None):
    return ranges_figure(
        frame(updates, language), events, result, language=language, view=view, parties=parties
    )


def shifts(event, updates=SEED, language="el"):
    found = event_shifts(in_order(updates), event, ELECTION, PARTIES)
    return shifts_frame([found], PARTIES, (seed.FORECASTER,), language)


def ledger(updates=SEED, language="el"):
    return revisions_frame(revisions(in_order(updates), PARTIES), PARTIES, language)


def bars(figure, party):
    """The rectangles of a party: from, low, high; the two slivers out of view apart."""
    trace = next(t for t in figure["data"] if t.get("meta", {}).get("party") == party)
    tops = [round(base + height, 4) for base, height in zip(trace["base"], trace["y"], strict=True)]
    return list(zip(trace["x"], trace["base"], tops, strict=True))[:-2]


def every_figure():
    return [
        drawn("panels"),
        drawn("together"),
        drawn(updates=()),
        debate_figure(shifts(seed.SECOND_DEBATE), language="el"),
        debate_figure(shifts(seed.SECOND_DEBATE).iloc[:0], language="en"),
        revisions_figure(ledger(), language="el", events=EVENTS),
        revisions_figure(ledger().iloc[:0], language="en"),
        seats_figure(HOUSE_OF_2015, 151, language="el"),
    ]


def texts_of(figure):
    return [note["text"] for note in figure["layout"]["annotations"]]
