"""Segments of a list or a sentence, and the clauses between commas that part a party from its range."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import Phrase, What
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import Role

_SIGNS = {What.NAME: "N", What.FIGURE: "F"}
_ONE = frozenset(["a", "an", "the", "ενα", "μια", "ενασ", "which", "who", "whose", "που", "οποιοσ"])
ASIDES, _LONGEST_ASIDE = 3, 24  # clauses, and phrases in each


@dataclass(slots=True)
class Segment:
    """A piece of a list without a line end, comma or stop in it.

    Attributes:
        items: its phrases, without what stands in brackets.
        brackets: what stands in brackets before the item of that number.
        ending: what cut it off.
        earlier: it stands in brackets within a sentence about the past.
        parted: clauses between commas stood behind it, which were left out.
        signs: N for each name and F for each figure, in their order.
    """

    items: list[Phrase] = field(default_factory=list)
    brackets: dict[int, list[Phrase]] = field(default_factory=dict)
    ending: Kind | None = None
    earlier: bool = False
    parted: bool = False
    signs: list[str] = field(default_factory=list)
    names: int = 0
    doubled: bool = False

    def add(self, phrase: Phrase) -> None:
        """Take one more phrase."""
        self.items.append(phrase)
        if phrase.what is What.WORD or phrase.what is What.TOKEN:
            return
        if sign := _SIGNS.get(phrase.what):
            self.doubled = self.doubled or (bool(self.signs) and self.signs[-1] == sign)
            self.names += sign == "N"
            self.signs.append(sign)

    @property
    def sequence(self) -> str:
        """Names and figures as one word."""
        return "".join(self.signs)

    @property
    def balanced(self) -> bool:
        """Whether it has as many names as figures."""
        return self.names * 2 == len(self.signs)

    def join(self, other: "Segment") -> None:
        """Take all of the next segment."""
        offset = len(self.items)
        self.brackets.update({offset + at: inside for at, inside in other.brackets.items()})
        for phrase in other.items:
            self.add(phrase)
        self.ending = other.ending

    def cut(self, at: int) -> tuple["Segment", "Segment"]:
        """Cut it in two before an item."""
        first = Segment(brackets={k: v for k, v in self.brackets.items() if k <= at}, earlier=self.earlier)
        second = Segment(
            brackets={k - at: v for k, v in self.brackets.items() if k > at},
            earlier=self.earlier,
            ending=self.ending,
        )
        for place, phrase in enumerate(self.items):
            (first if place < at else second).add(phrase)
        return first, second


def aside_between(script: Script, one: Segment, aside: Segment, after: Sequence[Segment]) -> bool:
    """Whether clauses between commas part a party from its range: ", who led the race, will get 6 to 7%"."""
    if one.signs[-1:] != ["N"] or one.balanced or {one.ending, aside.ending} != {Kind.COMMA}:
        return False
    for clause in (aside, *after):
        if clause.signs and not _mentions(script, clause):
            return clause is not aside and clause.signs[0] == "F" and tells(clause, past=True)
        if clause.ending is not Kind.COMMA or not 0 < len(clause.items) <= _LONGEST_ASIDE:
            return False
    return False


def _mentions(script: Script, clause: Segment) -> bool:
    """Whether a clause only names another party in passing: ", a splinter of New Democracy,"."""
    before = clause.items[: next(i for i, p in enumerate(clause.items) if p.what in _SIGNS)]
    described = any(p.role is Role.PLAIN for p in before) and script.folded(before[0].first) in _ONE
    return clause.signs == ["N"] and described and not clause.brackets


def tells(other: Segment, *, past: bool = False) -> bool:
    """Whether a clause without a name gives a range in words: ", το ποσοστό του κυμαίνεται από 6% έως 8%"."""
    for place, phrase in enumerate(other.items):
        due = (
            other.items[place + 1].role in (Role.VERB, Role.FORECAST)
            if place + 1 < len(other.items)
            else False
        )
        if phrase.role is Role.MEASURE or (phrase.role is Role.PAST and not (due or past)):
            return False
        if phrase.figure and phrase.what is What.FIGURE:
            return phrase.figure.ranged and phrase.figure.percent
    return False


def explains(other: Segment) -> bool:
    """Whether a clause puts a range in other words: ", δηλαδή 7 με 8", ", that is 7 to 8"."""
    opens = other.items[0].role if other.items else None
    return opens is Role.NAMELY and any(p.figure and p.figure.ranged for p in other.items)
