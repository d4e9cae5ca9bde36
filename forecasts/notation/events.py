"""The debate an update names as its reason, in the ways people say it."""

from bisect import bisect_right
from dataclasses import dataclass

from forecasts.notation.dates import DateReader, DateText
from forecasts.notation.lexer import Kind
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import ORDINAL_ENDS, ORDINALS, Role

_REACH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class EventText:
    """A debate spoken of: after which one (None: not said), or on which date.

    `after` is False for before it.
    """

    after: bool
    ordinal: int | None = None
    day: DateText | None = None


class EventReader:
    """event = ("μετά" | "πριν") [words] [ordinal] "debate" ["της" date | "(" date ")"]."""

    def __init__(self, script: Script, dates: DateReader) -> None:
        self.script = script
        self.dates = dates
        self._debates = script.places(Role.DEBATE)

    def event(self, place: int) -> tuple[int, EventText | None]:
        """Read an event that begins with a word like "after" or "before"; tokens taken."""
        script = self.script
        role = script.role(place)
        following = bisect_right(self._debates, place)
        if following == len(self._debates) or self._debates[following] >= place + _REACH:
            return 0, None
        if role not in (Role.AFTER, Role.BEFORE):
            return 0, None
        after, ordinal, settled = role is Role.AFTER, None, False
        at, end = place + 1, min(place + _REACH, len(script))
        while at < end:
            if script.role(at) is Role.DEBATE:
                return self._named(place, at, after=after, ordinal=ordinal)
            if after and script.role(at) is Role.BEFORE:
                settled = True
            if not settled and ordinal is None:
                ordinal = self._ordinal(at)
            if not self._may_stand(at):
                return 0, None
            at += 1
        return 0, None

    def _named(self, place: int, at: int, *, after: bool, ordinal: int | None) -> tuple[int, EventText]:
        at += 1
        if ordinal is None:
            number = (
                at + 1 if self.script.text(at) in ("#", "№") or self.script.folded(at) in ("νο", "no") else at
            )
            ordinal = self._after_noun(at, number)
            at = number + 1 if ordinal else at
        taken, day = self._day(at)
        return at + taken - place, EventText(after=after, ordinal=ordinal, day=day)

    def _after_noun(self, at: int, number: int) -> int | None:
        """A number after the noun: "debate Νο 2", "debate #2"."""
        found = self.script.number(number) if number > at else None
        return found if found and found <= 9 else None

    def _day(self, at: int) -> tuple[int, DateText | None]:
        """["των αρχηγών"] ("της" | "στις" | "(" …) date."""
        script, first = self.script, at
        while at < first + 5 and (
            script.kind(at) is Kind.OPEN or script.role(at) in (Role.LINK, Role.WEEKDAY)
        ):
            at += 1
        taken, day = self.dates.date(at)
        if not taken or day is None or day.weak:
            return 0, None
        at += taken
        if script.kind(at) is Kind.CLOSE and any(script.kind(i) is Kind.OPEN for i in range(first, at)):
            at += 1
        return at - first, day

    def _ordinal(self, at: int) -> int | None:
        """ordinal = "δεύτερο" | "2ο" | "2nd" | "Β'"."""
        script = self.script
        number = script.number(at)
        if number is not None:
            follows = script.folded(at + 1) in ORDINAL_ENDS and script.glued(at + 1)
            return number if 1 <= number <= 9 and follows else None
        word = script.folded(at)
        if len(word) == 1 and script.kind(at + 1) is not Kind.QUOTE:
            return None
        return ORDINALS.get(word)

    def _may_stand(self, at: int) -> bool:
        """What may stand between "after" and "debate": words, ordinals, dashes and quotes.

        Nothing that ends a sentence.
        """
        kind = self.script.kind(at)
        if kind is Kind.NUMBER:
            return self._ordinal(at) is not None or (self.script.number(at) or 99) <= 9
        return kind in (Kind.WORD, Kind.DASH, Kind.QUOTE, Kind.PLUS)
