"""What a date in a text is the date of: a publication, a vote, something else; and how plainly it says so."""

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

from forecasts.notation.dates import weekday
from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import Phrase, What
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import Role

_LINES = (Kind.LINE, Kind.BLANK)
_BREAKS = (*_LINES, Kind.STOP, Kind.ELLIPSIS, Kind.SEMICOLON, Kind.BULLET)
_MARKS = (Kind.COMMA, Kind.DASH, Kind.BULLET, Kind.CELL, Kind.STOP, Kind.OTHER, Kind.QUOTE)
_LIGHT = (Role.AND, Role.ORDINAL, Role.LINK)
_REACH = 9
_STRANGERS = 2
_SPOKEN = 3

_WRITTEN_STEMS = tuple(
    """γραφ εγραφ εγραψ γραψ γραμμεν δημοσιευ αναρτη ανεβηκ ποσταρ καταχωρ υποβληθ ημερομηνι ενημερωθ
    σταλθ εσταλη publi posted veroffentlicht""".split()  # noqa: SIM905
)
_WRITTEN_WORDS = frozenset(
    """σημερα ημνια ημερ λεω today post date sent written wrote dated heute stand datum geschrieben
    aujourdhui ecrit simera shmera graftike grafthke""".split()  # noqa: SIM905
)
_VOTE_STEMS = ("ψηφιζ", "ψηφισ", "εκλογ", "ευρωεκλογ", "καλπ", "ekloges", "eklog", "wahl", "αποτελεσμ")
_VOTE_WORDS = frozenset(
    """vote votes voting election elections polls ballot ballots eurovote scrutin elections legislatives
    βραδυ βραδια night θα δω δουμε results result""".split()  # noqa: SIM905
)
_TOWARD = frozenset(
    "για for fur pour προσ μεχρι εωσ ωσ until till from since απο ενοψει bis gia mexri".split()  # noqa: SIM905
)
_FUTURE = frozenset(["θα", "βλεπω", "περιμενω", "tha", "will"])
TITLES = frozenset({"forecast", "forecasts", "prediction", "predictions"})  # nouns before a bracket
_OR = frozenset({"η", "or", "ειτε", "oder", "ou"})
_DAY = frozenset(
    """στισ στην στη στο την τη τησ τισ on the le am den der του stis""".split()  # noqa: SIM905
)


class Standing(IntEnum):
    """How plainly a date says that something was published on it."""

    EXCLUDED = 0  # the day of a vote, of an event, the end of something
    LOOSE = 1  # a date in a sentence
    STAMPED = 2  # a heading, a line of its own, a clock beside it
    WRITTEN = 3  # "published", "posted", "written", "today" beside it


@lru_cache(maxsize=20_000)
def _says_written(folded: str) -> bool:
    return folded in _WRITTEN_WORDS or folded.startswith(_WRITTEN_STEMS)


@lru_cache(maxsize=20_000)
def _says_vote(folded: str) -> bool:
    return folded in _VOTE_WORDS or folded.startswith(_VOTE_STEMS)


class DatelineReader:
    """dateline = [written words] [weekday] date [clock] | [clock] date | date written.

    Words beside a date tell what it is the date of: of those before it the nearest decides, then those
    after it.
    """

    def __init__(self, script: Script, phrases: Sequence[Phrase]) -> None:
        self.script = script
        self.phrases = phrases
        self._known: dict[int, Standing] = {}
        self._votes: set[int] = set()
        self._counters = self._counted()

    def standing(self, place: int) -> Standing:
        """How a date stands, its position in the line apart."""
        found = self._known.get(place)
        if found is None:
            found = self._known[place] = self._standing(place)
        return found

    def of_vote(self, place: int) -> bool:
        """Whether a date is called the day of a vote."""
        return self.standing(place) is Standing.EXCLUDED and place in self._votes

    def _counted(self) -> set[int]:
        """The parts of a thread, each at the start of its line: 1/3 … 2/3 … 3/3."""
        parts: dict[int, dict[int, list[int]]] = {}
        for place, phrase in enumerate(self.phrases):
            day = phrase.date
            starts = place == 0 or self.phrases[place - 1].kind in _LINES
            if day and starts and day.year is None and self.script.kind(phrase.first + 1) is Kind.SLASH:
                parts.setdefault(day.month, {}).setdefault(day.day, []).append(place)
        whole = [found for of, found in parts.items() if of > 1 and set(found) == set(range(1, of + 1))]
        return {place for found in whole for places in found.values() for place in places}

    def _standing(self, place: int) -> Standing:
        if place in self._counters:
            return Standing.EXCLUDED
        if self._other_of(place):
            self._votes.add(place)
            return Standing.EXCLUDED
        before = self._before(place)
        if before == "written":
            return Standing.WRITTEN
        if before == "vote":
            self._votes.add(place)
        if before in ("vote", "other"):
            return Standing.EXCLUDED
        after = self._after(place)
        if after == "vote":
            self._votes.add(place)
            return Standing.EXCLUDED
        if after == "written":
            return Standing.WRITTEN
        return Standing.STAMPED if self.clock(place) or self._placed(place) else Standing.LOOSE

    def _other_of(self, place: int) -> bool:
        """Whether a date is the other one of two days of a vote: "on 25 June or 2 July"."""
        at = place - 1
        while at > max(place - 4, 0) and self.phrases[at].what is What.WORD:
            if self.script.folded(self.phrases[at].first) in _OR:
                return self.phrases[at - 1].what is What.DATE and self.of_vote(at - 1)
            at -= 1
        return False

    def told_in_prose(self, place: int) -> bool:
        """Whether a date stands in a sentence, or beside another date, and so signs nothing."""
        words = 0
        for step in (-1, 1):
            at = place + step
            while 0 <= at < len(self.phrases) and self.phrases[at].kind not in _LINES:
                phrase = self.phrases[at]
                if phrase.what is What.DATE:
                    return True
                words += phrase.what is What.WORD and not self.script.capital(phrase.first)
                if words > _SPOKEN or abs(at - place) > 2 * _REACH:
                    break
                at += step
        return words > _SPOKEN

    def _before(self, place: int) -> str:
        """The nearest telling word before a date in its clause: "written", "vote", "other", "announced"."""
        toward, apart, strangers, bracket = "", False, 0, False
        for at in range(place - 1, max(place - _REACH, -1), -1):
            phrase = self.phrases[at]
            if phrase.what is What.TOKEN:
                if phrase.kind in _BREAKS:
                    break
                bracket = bracket or phrase.kind is Kind.OPEN
                apart = apart or phrase.kind in (Kind.DASH, Kind.COMMA, Kind.CELL, Kind.CLOSE)
                continue
            if phrase.what is not What.WORD:
                if phrase.what is What.COUNT:
                    continue
                break
            folded, role = self.script.folded(phrase.first), phrase.role
            if _says_written(folded):
                return toward or "written"
            if role is Role.FORECAST or role is Role.UPDATE or (bracket and folded in TITLES):
                return "announced" if bracket else toward or "announced"
            if toward or strangers > _STRANGERS:
                continue
            if folded in _FUTURE or _says_vote(folded) or role is Role.ELECTION:
                toward = "" if apart else "vote"
                strangers += apart
            elif role is Role.DEBATE or (role is Role.POLL and bracket):
                # A debate's day, or that of a poll: "στη δημοσκόπηση της Marc (12/5)".
                toward = "other" if not strangers or bracket else toward
            elif (folded in _TOWARD or role in (Role.AFTER, Role.BEFORE)) and not strangers and not bracket:
                toward = "vote"
            elif folded not in _DAY and role not in (Role.LINK, Role.WEEKDAY):
                strangers += 1
        return toward

    def _after(self, place: int) -> str:
        """A telling word directly after a date: "… έγραψε", "… vote", "… θα δούμε"."""
        for at in range(place + 1, min(place + 5, len(self.phrases))):
            phrase = self.phrases[at]
            if phrase.what is What.COUNT or phrase.kind is Kind.TIME:
                continue
            if phrase.what is not What.WORD:
                return ""
            folded = self.script.folded(phrase.first)
            if _says_written(folded) or folded in ("ειπε", "said"):
                return "written"
            if phrase.role is Role.ELECTION or folded in ("θα", "will") or _says_vote(folded):
                return "vote"
            if phrase.role not in (Role.LINK, Role.WEEKDAY):
                return ""
        return ""

    def clock(self, place: int) -> bool:
        """Whether a time of day stands beside a date, in its line."""
        for step in (-1, 1):
            at = place + step
            while 0 <= at < len(self.phrases) and abs(at - place) < 6:
                phrase = self.phrases[at]
                if self.script.kind(phrase.first) is Kind.TIME:
                    return True
                if phrase.kind in _LINES or phrase.what in (What.NAME, What.FIGURE, What.DATE):
                    break
                at += step
        return False

    def _placed(self, place: int) -> bool:
        """A line that holds a date and little else: "Athens, 15 Sept 2015", "Πέμπτη 18 Μαΐου 2023"."""
        words = 0
        for at in range(place - 1, max(place - 6, -1), -1):
            phrase = self.phrases[at]
            if phrase.kind in _LINES:
                break
            if weekday(self.script, phrase.first):
                continue
            if phrase.what is What.WORD and phrase.role in _LIGHT:
                continue
            if phrase.what is What.WORD and phrase.role is Role.PLAIN and self.script.capital(phrase.first):
                words += 1
            elif phrase.kind not in _MARKS:
                return False
        else:
            if place > 5:
                return False
        following = self.phrases[place + 1].kind if place + 1 < len(self.phrases) else Kind.BLANK
        day = self.phrases[place].date
        full = day is not None and (day.year is not None or words == 0)
        return (
            words <= _STRANGERS
            and full
            and following in (*_LINES, Kind.STOP, Kind.COMMA, Kind.CELL, Kind.OTHER)
        )

    def headline(self, place: int, *, vote: bool = False) -> bool:
        """Whether a dateline fills its line: no party and no figure stands beside it."""
        if not vote and self.standing(place) < Standing.STAMPED:
            return False
        for step in (-1, 1):
            at = place + step
            while 0 <= at < len(self.phrases) and self.phrases[at].kind not in _LINES:
                if abs(at - place) > 2 * _REACH or self.phrases[at].what in (What.NAME, What.FIGURE):
                    return False
                at += step
        return True

    def post(self, place: int, *, spoken: bool) -> bool:
        """Whether a dateline opens a post and so ends the comments on the one before.

        Readers' comments bear a clock; where nobody has "said" anything there were none.
        """
        if not self.headline(place):
            return False
        before = [self.phrases[i] for i in range(max(place - 4, 0), place)]
        if any(self.script.text(p.first) == "#" for p in before):
            return True
        if self.clock(place):
            return False
        named = any(weekday(self.script, p.first) for p in before[-2:])
        return named or not spoken or self.standing(place) is Standing.WRITTEN

    def speaker(self, place: int) -> bool:
        """Whether a line such as "Ανώνυμος είπε..." ends here: what was dated before it is another's."""
        phrase = self.phrases[place]
        if phrase.role is not Role.COMMENT or self.script.folded(phrase.first) not in _SPEAKS:
            return False
        following = self.phrases[place + 1].kind if place + 1 < len(self.phrases) else Kind.BLANK
        return following in (*_LINES, Kind.ELLIPSIS, Kind.COLON, Kind.STOP)


_SPEAKS = frozenset(["ειπε", "εγραψε", "said", "wrote", "λεει", "says"])
