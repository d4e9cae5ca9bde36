"""Tokens → phrases: names, figures, dates, events; every other token stays what it is.

With its word's role.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from forecasts.notation.dates import DateReader, DateText
from forecasts.notation.events import EventReader, EventText
from forecasts.notation.figures import Figure, FigureReader
from forecasts.notation.lexer import Kind
from forecasts.notation.names import NameBook
from forecasts.notation.naming import Name, NameReader
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import MAJORITY, ORDINAL_ENDS, Role


class What(StrEnum):
    """What a phrase is; `TOKEN` and `WORD` carry the token's kind or the word's role."""

    NAME = "name"
    FIGURE = "figure"
    DATE = "date"
    YEAR = "year"
    EVENT = "event"
    COUNT = "count"
    WORD = "word"
    TOKEN = "token"  # noqa: S105


class Phrase(NamedTuple):
    """A stretch of tokens, `first` to `last` (half open)."""

    what: What
    first: int
    last: int
    kind: Kind | None = None
    role: Role | None = None
    name: Name | None = None
    figure: Figure | None = None
    date: DateText | None = None
    event: EventText | None = None


_new = tuple.__new__  # for the phrases of which there are most, without the detour of a named tuple
_LONG = 10_000  # a telephone number, a number of votes
_LEADS = frozenset({"πισω", "μπροστα", "behind", "ahead"})  # by so much, not with so much
_OPENING = frozenset({Role.AFTER, Role.BEFORE, Role.MONTH})
_STARTS = (None, Kind.LINE, Kind.BLANK, Kind.BULLET, Kind.CELL)


class PhraseReader:
    """Reads phrases from left to right; each production looks a bounded way ahead."""

    def __init__(self, script: Script, names: NameBook) -> None:
        self.script = script
        self.naming = NameReader(script, names)
        self.dates = DateReader(script)
        self.figures = FigureReader(script, names.begins)
        self.events = EventReader(script, self.dates)
        self.found: list[Phrase] = []
        self._rank = 0

    def phrases(self) -> list[Phrase]:
        """All phrases; together they cover every token."""
        place, size, found = 0, len(self.script), self.found
        kind_of, role_of, text_of = self.script.kind, self.script.role, self.script.text
        begins, shortens = self.naming.names.begins, self.naming.names.shortens
        while place < size:
            kind = kind_of(place)
            if kind is Kind.WORD:
                role = role_of(place)
                if (
                    role in _OPENING
                    or begins(text_of(place))
                    or (kind_of(place + 1) is Kind.STOP and shortens(text_of(place)))
                ):
                    phrase = self._word(place)
                else:
                    phrase = _new(Phrase, (What.WORD, place, place + 1, None, role, None, None, None, None))
            elif kind is Kind.NUMBER:
                phrase = self._number(place)
            elif kind is Kind.TIME:
                phrase = Phrase(What.COUNT, place, place + 1)
            else:
                phrase = _new(Phrase, (What.TOKEN, place, place + 1, kind, None, None, None, None, None))
            found.append(phrase)
            place = phrase.last
        return found

    def _word(self, place: int) -> Phrase:
        role = self.script.role(place)
        if role is Role.AFTER or role is Role.BEFORE:
            taken, event = self.events.event(place)
            if taken:
                return Phrase(What.EVENT, place, place + taken, event=event)
        if role is Role.MONTH:
            taken, day = self.dates.date(place)
            if taken:
                what = What.DATE if day else What.YEAR
                return Phrase(what, place, place + taken, date=day)
        last, name = self.naming.name(place)
        if name:
            return Phrase(What.NAME, place, last, name=name)
        return Phrase(What.WORD, place, place + 1, role=role)

    def _number(self, place: int) -> Phrase:
        """number = date | year | list number | ordinal | figure; "#61" numbers a post."""
        script = self.script
        if script.text(place - 1) == "#" and script.glued(place):
            return Phrase(What.COUNT, place, place + 1)
        taken, day = self.dates.date(place)
        if taken and day and (not day.weak or self._heads(place, place + taken)):
            return Phrase(What.DATE, place, place + taken, date=day)
        if self._month_of_year(place):
            return Phrase(What.YEAR, place, place + 3)
        year = self.dates.year(place) or self._of_month(place)
        if year and not self.figures.joint(place + 1, opened="", percent=False)[0]:
            return Phrase(What.YEAR, place, place + 1)
        if script.glued(place) and script.kind(place - 1) is Kind.WORD and self.found[-1].what is What.WORD:
            return Phrase(What.COUNT, place, place + 1)
        if number := self._listed(place):
            return Phrase(What.COUNT, place, place + number)
        taken, figure = self.figures.figure(place)
        if not figure.ranged and script.folded(place - 1 - (script.role(place - 1) is Role.LINK)) in _LEADS:
            return Phrase(What.COUNT, place, place + taken, figure=figure)
        if self._counted(place) and not (figure.percent and figure.ranged and self._majority(place)):
            return Phrase(What.COUNT, place, place + taken, figure=figure)
        if figure.counts or (not figure.percent and max(figure.low, figure.high) >= _LONG):
            return Phrase(What.COUNT, place, place + taken, figure=figure)
        return Phrase(What.FIGURE, place, place + taken, figure=figure)

    def _month_of_year(self, place: int) -> bool:
        """Whether a month and its year stand in digits: "9/2015"."""
        script = self.script
        month, year = script.number(place), script.number(place + 2)
        glued = script.kind(place + 1) is Kind.SLASH and script.glued(place + 1) and script.glued(place + 2)
        return glued and month in range(1, 13) and year in range(1974, 2100)

    def _of_month(self, place: int) -> bool:
        """Whether a year stands with its month or election over per cents: "Ιαν. 2015 %"."""
        number, before = self.script.number(place), place - 1
        before -= self.script.kind(before) is Kind.STOP
        told = self.script.role(before) in (Role.MONTH, Role.ELECTION)
        return told and number is not None and 1974 <= number < 2100

    def _counted(self, place: int) -> bool:
        """Whether the word before a number says what it counts: "έδρες 116", "συμμετοχή: 60%"."""
        script, at = self.script, place - 1
        while at > place - 4 and (script.kind(at) in (Kind.COLON, Kind.OPEN) or script.role(at) is Role.LINK):
            if script.folded(at).startswith("ποσοστ"):
                return False
            at -= 1
        return script.role(at) is Role.MEASURE

    def _majority(self, place: int) -> bool:
        """Whether what is told is the share that brings a majority: "a majority with 40-44%"."""
        return any(self.script.folded(place - back) in MAJORITY for back in (1, 2, 3))

    def _heads(self, place: int, after: int) -> bool:
        """Whether 15.9 stands as a date: after a heading word, or opening a line before a colon."""
        script, at = self.script, place - 1
        while (
            script.kind(at) is Kind.OPEN
            or script.role(at) in (Role.LINK, Role.WEEKDAY)
            or script.kind(at) is Kind.COMMA
        ):
            at -= 1
        after_close = after + 1 if script.kind(after) is Kind.CLOSE else after
        ends = script.kind(after_close) in (Kind.COLON, Kind.LINE, Kind.BLANK, None, Kind.OPEN, Kind.DASH)
        if script.role(at) in (Role.UPDATE, Role.FORECAST):
            return ends or script.kind(after) is Kind.CLOSE
        return script.kind(at) in _STARTS and script.kind(after_close) is Kind.COLON

    def _listed(self, place: int) -> int:
        """A list number: "1.", "1)" or "1/" at the start of a line, "1ο", or 1, 2.

        3 … line by line before names.
        """
        script = self.script
        number = script.number(place)
        mark = script.kind(place + 1)
        inline = mark is Kind.CLOSE and script.glued(place + 1) and script.kind(place + 2) is Kind.WORD
        if number is not None and number <= 60 and inline and self._unopened(place):
            return 2  # 1) ΝΔ 28-30 2) ΚΚΕ 5-6
        if number is None or script.kind(place - 1) not in (*_STARTS, Kind.OPEN):
            return 0
        if mark in (Kind.STOP, Kind.CLOSE, Kind.SLASH) and script.glued(place + 1) and number <= 60:
            follows = script.kind(place + 2)
            return 2 if follows in (Kind.WORD, Kind.NUMBER, Kind.QUOTE) else 0
        if script.folded(place + 1) in ORDINAL_ENDS and script.glued(place + 1) and number <= 60:
            return 2
        if (
            number == self._rank + 1
            and mark is Kind.WORD
            and not self.figures.joint(place + 1, opened="", percent=False)[0]
            and self._number_follows(place + 2)
        ):
            self._rank = number
            return 1
        self._rank = 0 if number != self._rank else self._rank
        return 0

    def _unopened(self, place: int) -> bool:
        """Whether no bracket was opened before a number with a closing one behind it."""
        kinds = [self.script.kind(at) for at in range(place - 1, max(place - 16, -1), -1)]
        for kind in kinds:
            if kind in (Kind.OPEN, Kind.CLOSE):
                return kind is Kind.CLOSE
            if kind in (Kind.LINE, Kind.BLANK):
                break
        return True

    def _number_follows(self, place: int) -> bool:
        for at in range(place, place + 14):
            kind = self.script.kind(at)
            if kind is Kind.NUMBER:
                return True
            if kind in (Kind.LINE, Kind.BLANK, None):
                return False
        return False


def depths(phrases: Sequence[Phrase]) -> list[int]:
    """For each phrase whether it stands in brackets; brackets end with the line."""
    depth, found = 0, []
    for phrase in phrases:
        if phrase.kind in (Kind.CLOSE, Kind.LINE, Kind.BLANK):
            depth = 0
        found.append(depth)
        if phrase.kind is Kind.OPEN:
            depth = 1
    return found
