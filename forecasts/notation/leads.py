"""What the lines before a list say of it: its date, its hour, the debate it answers to."""

from collections.abc import Sequence
from datetime import time

from forecasts.notation.dates import DateText
from forecasts.notation.events import EventText
from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import Phrase, What
from forecasts.notation.script import Script
from forecasts.notation.sections import SectionReader
from forecasts.notation.vocabulary import Role

_ENDS = (Kind.LINE, Kind.BLANK)
_LEAD_LINES = 14
_NEAR_LINES = 4
_LEAD_PHRASES = 800


class LeadReader:
    """Looks back from a list over the lines before it, a bounded way."""

    def __init__(self, script: Script, phrases: Sequence[Phrase], sections: SectionReader) -> None:
        self.script = script
        self.phrases = phrases
        self._sections = sections

    def date(self, first: int, last: int) -> tuple[int, DateText] | None:
        """The date beside an announcing word, else one that opens a line, else the only one near."""
        window = self._window(first, last, _LEAD_LINES)
        days = [
            i for i in range(window, last) if self.phrases[i].what is What.DATE and not self._of_election(i)
        ]
        beside = [i for i in days if self._beside_word(i, last)]
        starting = [i for i in days if self._sections.dated(i)]
        near = self._window(first, last, _NEAR_LINES)
        loose = [i for i in days if i >= near]
        chosen = beside[0] if beside else starting[-1] if starting else loose[0] if len(loose) == 1 else None
        if chosen is None:
            return None
        day = self.phrases[chosen].date
        return (chosen, day) if day else None

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
                if phrase.role in (Role.UPDATE, Role.FORECAST):
                    return True
                if phrase.kind in (*_ENDS, Kind.STOP, Kind.ELLIPSIS) or phrase.what not in (
                    What.TOKEN,
                    What.WORD,
                ):
                    break
                if phrase.role in (Role.PAST, Role.VERB, Role.ELECTION, Role.PLAIN):
                    break
                at += step
        return False

    def _of_election(self, place: int) -> bool:
        """Whether a date is the day of an election: "εκλογές της 20ης Σεπτεμβρίου"."""
        for at in range(place - 1, max(place - 4, -1), -1):
            if self.phrases[at].role is Role.ELECTION:
                return True
            if self.phrases[at].role not in (Role.LINK, Role.WEEKDAY):
                return False
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
