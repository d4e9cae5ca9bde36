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
from forecasts.notation.telling import measured, of_earlier_vote, reported, said, share, told_of_past
from forecasts.notation.vocabulary import ARTICLES, Role

_LONGEST_NAME = 6
_FAR = 24
_FEW = 2
_HAS = frozenset({"has", "have", "having", "εχει", "εχουν"})  # "has received" tells what is now
_NOT = frozenset({"not", "δεν", "δε", "cannot", "unlikely"})
_NARROW = 6
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
        """Whether it must be told: a range in per cent with no name beside it, or with one and set aside."""
        entry = self.entry
        figure = entry.figures[0].figure if entry.figures else None
        beside = (*entry.before, *entry.tail)
        celled = any(phrase.kind is Kind.CELL for phrase in beside)
        ranged = figure is not None and figure.ranged and (figure.percent or celled)
        if self.verdict is Verdict.ASIDE:
            return entry.name is not None and figure is not None and figure.ranged and figure.percent
        light = (Role.LINK, Role.AND, Role.VERB, Role.PAST)
        return ranged and all(phrase.what is not What.WORD or phrase.role in light for phrase in beside)

    @property
    def first(self) -> int:
        """The first token it takes."""
        return min(self.entry.places)

    @property
    def last(self) -> int:
        """The token after the last it takes."""
        places = self.entry.places
        return max([*places, self.figure.last] if self.figure and not self.entry.shared else places)


def judged(script: Script, entry: Entry) -> Judged:
    """Give an entry its verdict and choose its figure."""
    if not entry.places:
        return Judged(entry, Verdict.ASIDE)
    verdict = _verdict(script, entry)
    if verdict not in (Verdict.TAKE, Verdict.ATTACHED, Verdict.UNKNOWN):
        told = [*entry.before, *(entry.between if verdict is Verdict.EARLIER else ())]
        spoken = any(p.role in (Role.MEASURE, Role.PAST) for p in told) or of_earlier_vote(script, entry)
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
    if (measured(script, entry) and not share(script, entry)) or any(
        p.role is Role.MEASURE for p in entry.words
    ):
        return Verdict.ASIDE
    if not entry.figures and not (entry.bracketed and entry.name):
        counted = any(p.what in (What.COUNT, What.YEAR) for p in (*entry.between, *entry.tail))
        return Verdict.ASIDE if counted else Verdict.DANGLING if entry.name else Verdict.ASIDE
    told = reported(script, entry)
    past = (_past(script, entry) or said(script, entry)) and not entry.has(Role.FORECAST) and not told
    if entry.earlier or past or told_of_past(script, entry) or of_earlier_vote(script, entry):
        return Verdict.EARLIER
    if entry.name is None:
        return _nameless(script, entry)
    plain = entry.plain
    unsure = bool(entry.name.name and entry.name.name.unsure)
    verb = told or any(p.role is Role.VERB for p in entry.between)
    led = bool(plain) and any(script.folded(p.first) in ("του", "τησ") for p in entry.between)
    if (
        not verb
        and not led
        and (plain or unsure)
        and len(plain) <= 4
        and all(script.capital(p.first) for p in plain)
    ):
        return Verdict.UNKNOWN
    if (verb or plain) and _denied(script, entry):
        return Verdict.PROSE
    if verb or plain:
        return Verdict.ATTACHED if _tied(entry, verb=verb, plain=len(plain)) else Verdict.PROSE
    return Verdict.TAKE


def _denied(script: Script, entry: Entry) -> bool:
    """Whether the sentence says what will not be, and does not put it right: "does not look like …"."""
    words = [(script.folded(p.first), p.role) for p in (*entry.before, *entry.between)]
    put_right = any(role is Role.NAMELY for _, role in words)
    return any(word in _NOT for word, _ in words) and not put_right


def _tied(entry: Entry, *, verb: bool, plain: int) -> bool:
    """Whether a sentence gives a party its figure: a range in per cent does, a point needs a verb."""
    left = entry.figures or entry.bracketed
    figure = left[0].figure
    if len(entry.between) > _FAR or figure is None:
        return False
    return (figure.ranged and (figure.percent or verb)) or (verb and plain <= _FEW and bool(entry.figures))


def _past(script: Script, entry: Entry) -> bool:
    """Whether a word of the past stands with an entry.

    Of a range not one before a colon: "τα αποτελέσματα: …".
    """
    figure = entry.figures[0].figure if entry.figures else None
    ranged = figure is not None and figure.ranged and figure.percent
    colons = [at for at, phrase in enumerate(entry.before) if phrase.kind is Kind.COLON]
    before = entry.before[colons[-1] :] if ranged and colons else entry.before
    told = [p for p in (*before, *entry.between) if p.role is Role.PAST]
    return any(script.folded(p.first - 1) not in _HAS for p in told)


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
