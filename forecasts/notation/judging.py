"""What an entry is worth: a forecast, an earlier figure, a count of something else, prose.

An unknown name.
"""

from dataclasses import dataclass
from enum import StrEnum

from forecasts.notation.entries import Entry
from forecasts.notation.figures import Figure
from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import Phrase, What
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import ARTICLES, LIMITS, MAJORITY, Role, counts_seats

_LONGEST_NAME = 6
_FAR = 24
_FEW = 2
_NARROW = 6
_WAS = frozenset(
    ["was", "were", "had", "got", "won", "received", "took", "scored", "secured"]
    + ["ειχε", "ειχαν", "πηρε", "πηραν", "ελαβε", "ελαβαν", "συγκεντρωσε", "κατεγραψε", "ηταν"]
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
_IN = frozenset({"in", "το", "του", "since", "απο"})
_SAID = frozenset({"ελεγα", "ελεγαμε", "εγραφα", "εγραφαμε", "εδινα", "εδιναμε", "προεβλεπα"})
_LIKELIEST = frozenset({"πιθανοτερο", "πιθανοτερη", "likeliest", "likely"})
_NO_PARTY = frozenset({"βουλη", "βουλησ", "parliament"})
_THE = ARTICLES | {"οι", "τισ", "τουσ"}
_HEADS = (None, Kind.LINE, Kind.BLANK, Kind.BULLET, Kind.CELL, Kind.DASH, Kind.QUOTE)


class Verdict(StrEnum):
    """What an entry is."""

    TAKE = "take"  # a name and its figure side by side
    ATTACHED = "attached"  # a sentence says that the party gets the figure
    UNKNOWN = "unknown"  # a figure beside a name nobody knows
    DANGLING = "dangling"  # a name without a figure
    STRAY = "stray"  # a figure without a name
    EARLIER = "earlier"  # a figure of the past
    ASIDE = "aside"  # it counts something else
    PROSE = "prose"  # name and figure in a sentence that does not tie them together


@dataclass(slots=True)
class Judged:
    """An entry with its verdict and the figure chosen; `fault` where none can be chosen.

    `governs` says that the words that set it aside hold for what follows them in the sentence too.
    """

    entry: Entry
    verdict: Verdict
    figure: Phrase | None = None
    fault: str = ""
    governs: bool = False

    @property
    def value(self) -> Figure | None:
        """The figure's numbers."""
        return self.figure.figure if self.figure else None

    @property
    def bare(self) -> bool:
        """Whether it is a range in per cent, or in a cell, with no name beside it."""
        entry = self.entry
        figure = entry.figures[0].figure if entry.figures else None
        beside = (*entry.before, *entry.tail)
        celled = any(phrase.kind is Kind.CELL for phrase in beside)
        ranged = figure is not None and figure.ranged and (figure.percent or celled)
        light = (Role.LINK, Role.AND, Role.VERB)
        return ranged and all(phrase.what is not What.WORD or phrase.role in light for phrase in beside)

    @property
    def first(self) -> int:
        """The first token it takes."""
        return min(self.entry.places)

    @property
    def last(self) -> int:
        """The token after the last it takes."""
        places = self.entry.places
        return max([*places, self.figure.last] if self.figure else places)


def judged(script: Script, entry: Entry) -> Judged:
    """Give an entry its verdict and choose its figure."""
    if not entry.places:
        return Judged(entry, Verdict.ASIDE)
    verdict = _verdict(script, entry)
    if verdict not in (Verdict.TAKE, Verdict.ATTACHED, Verdict.UNKNOWN):
        told = [*entry.before, *(entry.between if verdict is Verdict.EARLIER else ())]
        spoken = any(p.role in (Role.MEASURE, Role.PAST) for p in told) or _of_earlier_vote(script, entry)
        return Judged(entry, verdict, governs=bool(entry.name and entry.figures) and spoken)
    figure, fault = _chosen(entry)
    return Judged(entry, verdict, figure, fault)


def _verdict(script: Script, entry: Entry) -> Verdict:
    if (
        entry.beside
        and entry.name
        and not entry.earlier
        and not any(p.role in (Role.MEASURE, Role.PAST) for p in entry.before)
    ):
        return Verdict.TAKE
    if (_measured(script, entry) and not _share(script, entry)) or any(
        p.role is Role.MEASURE for p in entry.words
    ):
        return Verdict.ASIDE
    if not entry.figures and not (entry.bracketed and entry.name):
        counted = any(p.what in (What.COUNT, What.YEAR) for p in (*entry.between, *entry.tail))
        return Verdict.ASIDE if counted else Verdict.DANGLING if entry.name else Verdict.ASIDE
    reported = _reported(script, entry)
    past = (entry.has(Role.PAST) or _said(script, entry)) and not entry.has(Role.FORECAST) and not reported
    if entry.earlier or past or _told_of_past(entry) or _of_earlier_vote(script, entry):
        return Verdict.EARLIER
    if entry.name is None:
        return _nameless(script, entry)
    plain = entry.plain
    unsure = bool(entry.name.name and entry.name.name.unsure)
    verb = reported or any(p.role is Role.VERB for p in entry.between)
    led = bool(plain) and any(script.folded(p.first) in ("του", "τησ") for p in entry.between)
    if (
        not verb
        and not led
        and (plain or unsure)
        and len(plain) <= 4
        and all(script.capital(p.first) for p in plain)
    ):
        return Verdict.UNKNOWN
    if verb or plain:
        return Verdict.ATTACHED if _tied(entry, verb=verb, plain=len(plain)) else Verdict.PROSE
    return Verdict.TAKE


def _measured(script: Script, entry: Entry) -> bool:
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
            word = script.folded(phrase.first)
            aside = word in LIMITS or word in MAJORITY
            if counts_seats(word) and row is entry.between:
                aside = any(p.role in (Role.VERB, Role.FORECAST) for p in row[place:])
            if not (sure and aside):
                return True
    return False


def _of_earlier_vote(script: Script, entry: Entry) -> bool:
    """Whether a sentence tells points of an earlier vote: "in 2007 ND took", "in the May 6 vote ND came first"."""
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


def _reported(script: Script, entry: Entry) -> bool:
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


def _said(script: Script, entry: Entry) -> bool:
    """Whether the writer tells what she said once: "in January I said 30% for ND"."""
    told = [p.first for p in (entry.tail if entry.flipped else entry.before)]
    return any(
        script.folded(at) in _SAID or (script.folded(at) == "said" and script.folded(at - 1) == "i")
        for at in told
    )


def _share(script: Script, entry: Entry) -> bool:
    """Whether "ποσοστό" stands between a name and its figure, whatever else the sentence measures."""
    return any(script.folded(p.first).startswith(("ποσοστ", "share")) for p in entry.between)


def _tied(entry: Entry, *, verb: bool, plain: int) -> bool:
    """Whether a sentence gives a party its figure: a range in per cent does, a point needs a verb."""
    left = entry.figures or entry.bracketed
    figure = left[0].figure
    if len(entry.between) > _FAR or figure is None:
        return False
    return (figure.ranged and (figure.percent or verb)) or (verb and plain <= _FEW and bool(entry.figures))


def _nameless(script: Script, entry: Entry) -> Verdict:
    """Unknown words beside a figure are a name when they are few and one of them begins with a capital."""
    words = entry.words
    if not words:
        return Verdict.STRAY
    if all(script.folded(p.first) in _LIKELIEST for p in words):
        return Verdict.ASIDE
    verbs = any(
        p.role in (Role.VERB, Role.UPDATE, Role.FORECAST, Role.POLL, Role.COMMENT, Role.DEBATE) for p in words
    )
    if verbs or len(words) > _LONGEST_NAME:
        return Verdict.PROSE
    return Verdict.UNKNOWN if _looks_named(script, words) else Verdict.PROSE


def _looks_named(script: Script, words: list[Phrase]) -> bool:
    """Whether words look like a name: one has a capital letter, or they stand at the head of their line."""
    plain = [p for p in words if p.role is Role.PLAIN]
    if any(script.capital(p.first) and script.folded(p.first) not in _NO_PARTY for p in plain):
        return True
    first = words[0].first
    first -= script.folded(first - 1) in _THE
    if len(plain) < len(words):
        return False
    before = script.kind(first - 1) if first else None
    return len(words) <= _FEW and before in _HEADS


def _told_of_past(entry: Entry) -> bool:
    """Whether a month, a year or a word of the past stands directly behind the figure."""
    for phrase in reversed(entry.before) if entry.flipped else entry.tail:
        if phrase.role in (Role.PAST, Role.MONTH) or phrase.what is What.YEAR:
            return True
        if phrase.role not in (Role.LINK, Role.WEEKDAY):
            return False
    return False


def _two_ends(left: list[Phrase]) -> bool:
    """Whether two points may be the ends of one range in cells of their own: "28 | 30%"."""
    points = [p.figure for p in left if p.figure and not p.figure.ranged]
    if len(points) != len(left) or len(points) < _FEW or points[0].percent:
        return False
    return points[0].low < points[1].low <= points[0].low + _NARROW


def _chosen(entry: Entry) -> tuple[Phrase | None, str]:
    """The figure meant: out of brackets first, then with a per cent sign, then a range."""
    left = entry.figures or entry.bracketed
    if entry.beside:
        return entry.beside, ""
    if left[0].figure and left[0].figure.fault:
        return left[0], ""
    if _two_ends(left):
        return left[0], "two-figures"
    for wanted in ("percent", "ranged"):
        if len(left) > 1:
            left = [p for p in left if getattr(p.figure, wanted)] or left
    if len(left) > 1:
        return left[0], "two-figures"
    return left[0], ""
