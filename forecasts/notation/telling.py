"""What a sentence tells of instead of the forecast: something else that it measures, or the past."""

from forecasts.notation.entries import Entry
from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import What
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import LIMITS, MAJORITY, UNITS, Role, counts_seats

_WAS = frozenset(
    """was were had got won received took scored secured
    compared versus εναντι
    ειχε ειχαν πηρε πηραν ελαβε ελαβαν συγκεντρωσε κατεγραψε ηταν""".split()  # noqa: SIM905
)
_DUE = (
    *(
        "forecast",
        "project",
        "expect",
        "predict",
        "seen",
        "set",
        "tipped",
        "due",
        "likely",
        "on",
        "given",
        "shown",
    ),
    *("put", "placed", "estimated", "calculated", "credited", "both", "each", "level", "tied", "at"),
)
_SAID = frozenset({"ελεγα", "ελεγαμε", "εγραφα", "εγραφαμε", "εδινα", "εδιναμε", "προεβλεπα"})
_COMPARES = frozenset({"compared", "versus", "against", "εναντι", "up", "down"})
_IN = frozenset({"in", "το", "του", "since", "απο"})


def measured(script: Script, entry: Entry) -> bool:
    """Whether a word says that the figure measures something else: seats, chances, a turnout.

    Of a range in per cent a threshold or a majority does not, nor do seats with a verb behind them.
    """
    meant = entry.beside or (entry.figures[0] if entry.figures else None)
    figure = meant.figure if meant else None
    sure = entry.name is not None and figure is not None and figure.ranged and figure.percent
    for row in (entry.before, entry.between):
        for place, phrase in enumerate(row):
            if phrase.role is not Role.MEASURE:
                continue
            if sure and place and row[place - 1].what is What.COUNT:
                continue  # the "11 seats" of the party before
            word = script.folded(phrase.first)
            if word in UNITS and figure is not None and figure.percent:
                continue  # "two days before, ND 30%" counts no days
            aside = word in LIMITS or word in MAJORITY
            if counts_seats(word) and row is entry.between:
                aside = any(p.role in (Role.VERB, Role.FORECAST) for p in row[place:])
            if not (sure and aside):
                return True
    return False


def of_earlier_vote(script: Script, entry: Entry) -> bool:
    """Whether a sentence tells points of an earlier vote: "in 2007 ND took", "in the May 6 vote"."""
    figure = entry.figures[0].figure if entry.figures else None
    if figure is None or figure.ranged:
        return False
    for place, phrase in enumerate(entry.before):
        if any(p.kind is Kind.COLON for p in entry.before[place:]):
            continue
        word = script.folded(phrase.first - 1)
        if phrase.what is What.YEAR and word in _IN:
            return True
        after = entry.before[place + 1 : place + 2]
        if (
            phrase.what is What.DATE
            and after
            and (after[0].role is Role.ELECTION or script.folded(after[0].first) == "vote")
        ):
            return True
    return False


def reported(script: Script, entry: Entry) -> bool:
    """Whether a report of an exit poll tells its own range in the past: "Syriza was on 15.5-18.5 percent"."""
    told = [p for p in (*entry.before, *entry.between) if p.role is Role.PAST]
    figure = entry.figures[0].figure if entry.figures else None
    if not told or figure is None or not (figure.ranged and figure.percent):
        return False
    if any(script.folded(p.first) not in _WAS for p in told) or any(
        p.what is What.YEAR for p in (*entry.before, *entry.between)
    ):
        return False
    if all(script.folded(p.first + 1).startswith(_DUE) for p in told):
        return True  # "was forecast to gather"
    return any(
        (
            script.folded(at).startswith("exit")
            and script.folded(at + 1 + (script.kind(at + 1) is Kind.DASH)).startswith("poll")
        )
        or script.folded(at).startswith("exitpoll")
        for at in script.places(Role.FORECAST)
    )


def said(script: Script, entry: Entry) -> bool:
    """Whether the writer tells what she said once: "in January I said 30% for ND"."""
    told = [p.first for p in (entry.tail if entry.flipped else entry.before)]
    return any(
        script.folded(at) in _SAID or (script.folded(at) == "said" and script.folded(at - 1) == "i")
        for at in told
    )


def share(script: Script, entry: Entry) -> bool:
    """Whether "ποσοστό" stands between a name and its figure, whatever else the sentence measures."""
    return any(script.folded(p.first).startswith(("ποσοστ", "share")) for p in entry.between)


def told_of_past(script: Script, entry: Entry) -> bool:
    """Whether a month, a year or a word of the past stands directly behind the figure.

    A word that only compares does not: "36-39% compared to 34% in 2004".
    """
    for phrase in reversed(entry.before) if entry.flipped else entry.tail:
        if script.folded(phrase.first) in _COMPARES:
            return False
        if phrase.role in (Role.PAST, Role.MONTH) or phrase.what is What.YEAR:
            return True
        if phrase.role not in (Role.LINK, Role.WEEKDAY):
            return False
    return False
