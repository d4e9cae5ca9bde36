"""What the lines before a list say of it: its date, its hour, the debate it answers to."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import time

from forecasts.model import Election
from forecasts.notation.datelines import TITLES, Standing
from forecasts.notation.dates import DateText
from forecasts.notation.events import EventText
from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import Phrase, What
from forecasts.notation.script import Script
from forecasts.notation.sections import SectionReader
from forecasts.notation.vocabulary import Role

_HOUR = re.compile(r"\d+")
_ENDS = (Kind.LINE, Kind.BLANK)
_LEAD_LINES = 14
_BELOW_LINES = 6
_SIGNED = 3
_EXIT_POLL = frozenset({"exit", "exitpoll", "exitpolls", "exit-poll"})
_NEAR_LINES = 4
_LEAD_PHRASES = 800
_SUNDAY = 6
_MINE = frozenset({"μου", "μασ", "my", "our"})


class LeadReader:
    """Looks back from a list over the lines before it, a bounded way."""

    def __init__(
        self,
        script: Script,
        phrases: Sequence[Phrase],
        sections: SectionReader,
        year: int | None,
        election: Election | None,
    ) -> None:
        self.script = script
        self.phrases = phrases
        self._sections = sections
        self._lines = sections.lines
        self._election = election
        self._year = year
        self._exit_poll = any(script.folded(at).startswith("exit") for at in script.places(Role.FORECAST))
        self._dates = [i for i, phrase in enumerate(phrases) if phrase.what is What.DATE]

    def date(self, first: int, last: int) -> tuple[int, DateText] | None:
        """The date a heading gives: beside its announcing word, else the nearest dateline above.

        Else the only one near.
        """
        first = self.opening(first, last)
        window = self._window(first, last, _LEAD_LINES)
        days = self._best(self._days(window, last))
        beside = [i for i in days if self._beside_word(i, last)]
        starting = [i for i in days if self._sections.dated(i) or self._lines.standing(i) >= Standing.STAMPED]
        above = [i for i in self._days(max(first, last - _LEAD_PHRASES), window) if self._lines.headline(i)]
        near = self._window(first, last, _NEAR_LINES)
        loose = [i for i in days if i >= near and not self._polling_day(i)]
        if beside:
            return self._day(beside[0])
        if starting or above:
            return self._day((starting or above)[-1])
        return self._day(loose[0]) if len(self._distinct(loose)) == 1 else None

    def above(self, first: int, last: int) -> tuple[int, DateText] | None:
        """The nearest dateline above the heading of a list, as over a post with a title of its own."""
        days = [i for i in self._days(self.opening(first, last), last) if not self._span(i)]
        lines = [i for i in days if self._lines.headline(i) or self._sections.dated(i)]
        return self._day(lines[-1]) if lines else None

    def below(self, last: int, limit: int) -> tuple[int, DateText] | None:
        """The date that stands under a list: "… Γραμμένο 2 Μαρτίου 2004", "10:32 μ.μ. · 17 Μαΐ 2023"."""
        lines = _BELOW_LINES
        for at in range(last, min(limit, self._comments(last))):
            phrase = self.phrases[at]
            lines -= phrase.kind in _ENDS
            if lines < 0:
                break
            if phrase.what is not What.DATE or (phrase.date and phrase.date.span):
                continue
            if self._signs(at):
                return self._day(at)
        return None

    def _comments(self, last: int) -> int:
        """Where readers' comments begin under a list: what is dated there is theirs."""
        ended = False
        end = min(len(self.phrases), last + _LEAD_PHRASES)
        for at in range(last, end):
            ended = ended or self.phrases[at].kind in _ENDS
            if ended and self.phrases[at].role is Role.COMMENT and not self._dated_line(at):
                return at
        return end

    def _signs(self, place: int) -> bool:
        """Whether a date signs what stands above it: "written", a clock, or the end of the text.

        A bare date with more text under it is the heading of that.
        """
        if self.plain(place):
            return True
        if self._lines.told_in_prose(place):
            return False
        rest = self.phrases[place + 1 : place + 60]
        return (
            self._lines.standing(place) > 0 and sum(p.what in (What.WORD, What.NAME) for p in rest) <= _SIGNED
        )

    def plain(self, place: int) -> bool:
        """Whether a date says that something was written then: by a word or by a clock."""
        standing = self._lines.standing(place)
        return standing is Standing.WRITTEN or bool(standing and self._lines.clock(place))

    def only(self, first: int, last: int) -> list[tuple[int, DateText]]:
        """Every date that may be that of the only update of a text: one of each day, the plainest first."""
        end = self._comments(last)
        near = self._window(0, first, _LEAD_LINES), self._limit(last, _BELOW_LINES)
        days = [
            i
            for i in self._days(0, end)
            if near[0] <= i < first
            or (i < first and (self._lines.headline(i) or self._sections.dated(i)))
            or (last <= i and (self._signs(i) or self._stands(i, near[1])))
        ]
        days = [i for i in days if not self._polling_day(i) or self._sections.dated(i)]
        plain = [i for i in days if self._lines.standing(i) is Standing.WRITTEN]
        return [found for i in self._distinct(plain or days) if (found := self._day(i))]

    def _stands(self, place: int, limit: int) -> bool:
        """Whether a date under a list is one of the list yet: near it, over nothing else, in no sentence."""
        return place < limit and not self._lines.headline(place) and not self._lines.told_in_prose(place)

    def vote(self, first: int, last: int) -> tuple[int, DateText] | None:
        """The day of the vote in the heading of an exit poll, which is made on that day."""
        window = self._window(first, last, _LEAD_LINES)
        dates = self._dates[bisect_left(self._dates, window) : bisect_left(self._dates, last)]
        voting = [i for i in dates if self._lines.of_vote(i) and self._of_exit_poll(i)]
        return self._day(voting[0]) if len(self._distinct(voting)) == 1 else None

    def _of_exit_poll(self, place: int) -> bool:
        """Whether a date stands in a heading of an exit poll."""
        start = self._line_start(place)
        if start and self.phrases[start - 1].kind is Kind.LINE:
            start = self._line_start(start - 1)  # "EXIT POLL" over "ΕΚΛΟΓΕΣ 16.9.2007"
        words = {self.script.folded(phrase.first) for phrase in self.phrases[start:place]}
        return bool(words & _EXIT_POLL) and self._lines.headline(place, vote=True)

    def opening(self, first: int, last: int) -> int:
        """Where what is said of a list begins: after the last "Ανώνυμος είπε..." above it."""
        window = max(first, last - _LEAD_PHRASES)
        for at in range(last - 1, window - 1, -1):
            if self._lines.speaker(at):
                return self._line_start(at)
        return first

    def _dated_line(self, place: int) -> bool:
        """Whether a date stands later in the line: "έγραψε ο Νίκος στις 4/10"."""
        following = bisect_left(self._dates, place)
        if following == len(self._dates):
            return False
        return not any(
            self.phrases[i].kind in _ENDS for i in range(place, min(self._dates[following], place + 20))
        )

    def parted(self, first: int, last: int) -> bool:
        """Whether another writer, or another day of writing, begins between two tokens."""
        places = range(self.index(first), self.index(last))
        if any(self._lines.speaker(at) for at in places):
            return True
        stamped = [i for i in places if self.phrases[i].date and self._lines.standing(i) >= Standing.STAMPED]
        return bool(stamped) and self.date(0, self.index(first)) is not None

    def index(self, token: int) -> int:
        """The phrase that begins at a token."""
        return bisect_left(self.phrases, token, key=lambda phrase: phrase.first)

    def _line_start(self, place: int) -> int:
        while place > 0 and self.phrases[place - 1].kind not in _ENDS:
            place -= 1
        return place

    def _days(self, first: int, last: int) -> list[int]:
        """The dates that may be of a publication."""
        dates = self._dates[bisect_left(self._dates, first) : bisect_left(self._dates, last)]
        return [i for i in dates if self._lines.standing(i)]

    def _best(self, days: list[int]) -> list[int]:
        """Single days before spans; other days before the election's own."""
        single = [i for i in days if not self._span(i)] or days
        return [i for i in single if not self._voting(i)] or single

    def _span(self, place: int) -> bool:
        day = self.phrases[place].date
        return day is not None and day.span

    def _polling_day(self, place: int) -> bool:
        """Whether a date in a sentence may be that of the vote: a Sunday without a year.

        Of an exit poll it is the day of publication too.
        """
        day = self.phrases[place].date
        if self._exit_poll or day is None or day.year or self._lines.standing(place) > Standing.LOOSE:
            return False
        told = day.told(self._year, self._election)
        return told is not None and told.weekday() == _SUNDAY

    def _voting(self, place: int) -> bool:
        day, election = self.phrases[place].date, self._election
        return bool(day and election and day.told(None, election) == election.date)

    def _distinct(self, days: list[int]) -> list[int]:
        """The first place of each day."""
        seen: dict[tuple[int, int], int] = {}
        for place in days:
            if day := self.phrases[place].date:
                seen.setdefault((day.day, day.month), place)
        return list(seen.values())

    def _day(self, place: int) -> tuple[int, DateText] | None:
        day = self.phrases[place].date
        return (place, day) if day else None

    def _limit(self, last: int, lines: int) -> int:
        at = last
        while at < len(self.phrases) and at < last + _LEAD_PHRASES and lines:
            lines -= self.phrases[at].kind in _ENDS
            at += 1
        return at

    def hour(self, place: int) -> time | None:
        """The time of day directly after a date: "20/9/2015, 19:00", "9:30 μ.μ."."""
        for at in range(place + 1, min(place + 4, len(self.phrases))):
            phrase = self.phrases[at]
            if phrase.kind in _ENDS:
                break
            token = self.script.tokens[phrase.first]
            if token.kind is Kind.TIME:
                hour, minute = (int(part) for part in token.text.replace("h", ":").split(":"))
                after = self.script.folded(phrase.last)
                hour += (
                    12
                    if after in ("μμ", "pm") and hour < 12
                    else -12
                    if after in ("πμ", "am") and hour == 12
                    else 0
                )
                return time(hour, minute) if hour < 24 and minute < 60 else None
        return None

    def _beside_word(self, place: int, last: int) -> bool:
        """Whether an announcing word stands beside a date, with nothing but light words and marks between."""
        for step, reach in ((-1, 7), (1, 5)):
            at = place + step
            while 0 <= at < last and abs(at - place) < reach:
                phrase = self.phrases[at]
                titled = step < 0 and self.phrases[place - 1].kind is Kind.OPEN
                if phrase.role in (Role.UPDATE, Role.FORECAST) or (
                    titled and self.script.folded(phrase.first) in TITLES
                ):
                    return True
                if phrase.kind in (*_ENDS, Kind.STOP, Kind.ELLIPSIS) or phrase.what not in (
                    What.TOKEN,
                    What.WORD,
                ):
                    break
                mine = self.script.folded(phrase.first) in _MINE
                if phrase.role in (Role.PAST, Role.VERB, Role.ELECTION, Role.PLAIN) and not mine:
                    break
                at += step
        return False

    def event(self, first: int, last: int) -> EventText | None:
        """The debate the lines just before the list name."""
        window = self._window(first, last, _LEAD_LINES)
        for at in range(last - 1, window - 1, -1):
            event = self.phrases[at].event
            if event and event.after:
                return event
        return None

    def _window(self, first: int, last: int, lines: int) -> int:
        """Where the last lines before a list begin."""
        at, first = last, max(first, last - _LEAD_PHRASES)
        while at > first and lines:
            at -= 1
            lines -= self.phrases[at].kind in _ENDS
        return at
