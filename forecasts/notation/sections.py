"""Phrases → blocks: where one update ends and the next begins, and what a block's heading says of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from forecasts.notation.datelines import DatelineReader, Standing
from forecasts.notation.dates import weekday
from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import Phrase, What, depths
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import Role, counts_seats

_HEADING = frozenset({Role.UPDATE, Role.FORECAST, Role.COMMENT, Role.MEASURE, Role.PAST})
_ENDS = (Kind.LINE, Kind.BLANK)
_PARAGRAPH = 400  # phrases


@dataclass(slots=True)
class Block:
    """A stretch of phrases that holds one list at most, with its heading.

    Attributes:
        first, last: its phrases (half open).
        headed: it begins with a heading that announces a forecast, or a date.
        aside: what it is instead of a forecast: "seats", "other", "earlier", "comment"; or nothing.
    """

    first: int
    last: int
    headed: bool = False
    aside: str = ""
    aside_at: int = -1
    dates: list[int] = field(default_factory=list)


class SectionReader:
    """Finds the headings in a row of phrases."""

    def __init__(self, script: Script, phrases: Sequence[Phrase]) -> None:
        self.script = script
        self.phrases = phrases
        self.lines = DatelineReader(script, phrases)
        self._depth = depths(phrases)

    def blocks(self) -> list[Block]:
        """Cut the phrases at every heading that comes after figures."""
        block = Block(0, len(self.phrases))
        found, filled, comment, line, spoken = [block], False, False, 0, False
        for place in range(len(self.phrases)):
            phrase = self.phrases[place]
            if phrase.what is What.TOKEN:
                line = place if phrase.kind in _ENDS else line
                continue
            if phrase.what is What.FIGURE:
                filled = True
                continue
            if phrase.role not in _HEADING and phrase.what is not What.DATE:
                continue
            spoken = spoken or self.lines.speaker(place)
            heading = self._heading(place, filled=filled)
            if not heading:
                continue
            if comment and heading == "date" and self.lines.post(place, spoken=spoken):
                heading, comment, spoken, block.aside = (
                    "post",
                    False,
                    False,
                    "" if not filled else block.aside,
                )
            if filled:
                comment = heading == "comment" or (comment and heading not in ("update", "forecast"))
                block.last = place
                block = Block(place, len(self.phrases), aside="comment" if comment else "")
                found.append(block)
                filled = False
            if heading in ("update", "forecast", "date", "post"):
                block.headed = True
                same_line = block.aside_at > line or block.aside == "comment"
                block.aside = block.aside if same_line else ""
            elif not block.headed or heading in ("seats", "other"):
                block.aside = block.aside or heading
                block.aside_at = place
        return found

    def _heading(self, place: int, *, filled: bool) -> str:
        """heading = "update" | forecast words ":" | date | "έδρες" ":" | "αποτελέσματα" ":" | "σχόλια"."""
        phrase = self.phrases[place]
        if phrase.what is What.DATE:
            return "date" if self.dated(place) or self.lines.headline(place) else ""
        role = phrase.role
        if role is Role.UPDATE:
            return (
                "update"
                if self._depth[place] == 0 and (self._opens(place) or self._announces(place, 3))
                else ""
            )
        if role is Role.FORECAST:
            opens = self._depth[place] == 0 and self._opens(place, strict=True) and not self._of_seats(place)
            return "forecast" if opens and self._announces(place, 14, names=2) else ""
        if role is Role.COMMENT and filled:
            return "comment" if self._line_start(place) or self._line_ends(place + 1) else ""
        if (
            role is Role.MEASURE
            and counts_seats(self.script.folded(phrase.first))
            and self._depth[place] == 0
        ):
            told = self._announces(place, 9, dates=False) and self._own_clause(place)
            told = told and not self._ends_row(place)
            return "seats" if told and not self._table_head(place) else ""
        if role in (Role.MEASURE, Role.PAST) and self._depth[place] == 0 and self._line_start(place):
            if not self._announces(place, 8, dates=False):
                return ""
            if role is Role.PAST:
                return "earlier"
            return "" if self._own_number(place) else "other"
        return ""

    def _of_seats(self, place: int) -> bool:
        """Whether seats are what is forecast: "Εκτίμηση εδρών: από 155 έως 167"."""
        after = self._at(place + 1)
        return after is not None and counts_seats(self.script.folded(after.first))

    def line(self, place: int) -> range:
        """The phrases of the line in which a phrase stands."""
        last = place
        while last < min(place + _PARAGRAPH, len(self.phrases)) and self.phrases[last].kind not in _ENDS:
            last += 1
        return range(self._line_first(place), last)

    def _own_number(self, place: int) -> bool:
        """Whether the line gives what its word measures, as "Τηλ: 210…" does, and so heads nothing."""
        for at in range(place + 1, min(place + 12, len(self.phrases))):
            phrase = self.phrases[at]
            if phrase.what is What.NAME or phrase.kind in _ENDS:
                return False
            if phrase.what in (What.FIGURE, What.COUNT):
                return True
        return False

    def dated(self, place: int) -> bool:
        """Whether a date opens its line and a mark, a name or nothing follows."""
        if self.lines.standing(place) is Standing.EXCLUDED:
            return False
        before, after = self._before(place), self._at(place + 1)
        if self._depth[place] and not self._line_start(place):
            return self._bracketed(place) and self._cuts(place)
        starts = before is None or before.what is What.FIGURE or before.role is Role.WEEKDAY
        starts = starts or (
            before is not None
            and before.kind in (*_ENDS, Kind.BULLET, Kind.CLOSE, Kind.STOP, Kind.ELLIPSIS, Kind.OPEN)
        )
        if not starts and not (before and before.kind is Kind.COMMA and self._weekday_before(place)):
            return False
        if (
            after is None
            or after.what in (What.NAME, What.EVENT)
            or (self._opens_line(place) and after.what is What.TOKEN)
        ):
            return True
        follows = (*_ENDS, Kind.COLON, Kind.DASH, Kind.CLOSE, Kind.CELL, Kind.STOP, Kind.BULLET, Kind.COMMA)
        return (
            after.kind in follows
            or after.role in (Role.UPDATE, Role.FORECAST)
            or after.what in (What.COUNT, What.FIGURE)
        )

    def _bracketed(self, place: int) -> bool:
        """Whether a date stands alone in its brackets: "[18/5]", "(18/5)"."""
        around = (self._at(place - 1), self._at(place + 1))
        return [p.kind for p in around if p] == [Kind.OPEN, Kind.CLOSE]

    def _cuts(self, place: int) -> bool:
        """Whether a date in brackets opens an update within a paragraph.

        It does behind a full stop; behind a figure only where the paragraph itself opens with one, as else
        it is the day of that figure.
        """
        before, after = self._at(place - 2), self._at(place + 2)
        if before is None or after is None or after.kind in (*_ENDS, Kind.STOP, Kind.COMMA):
            return False
        if before.kind in (Kind.STOP, Kind.ELLIPSIS, Kind.SEMICOLON):
            return True
        return before.what is What.FIGURE and self._bracketed(self._line_first(place) + 1)

    def _line_first(self, place: int) -> int:
        """The first phrase of a line, as far as a paragraph reaches."""
        first = place
        while first > max(place - _PARAGRAPH, 0) and self.phrases[first - 1].kind not in _ENDS:
            first -= 1
        return first

    def _weekday_before(self, place: int) -> bool:
        return place >= 2 and weekday(self.script, self.phrases[place - 2].first)

    def _ends_row(self, place: int) -> bool:
        """Whether a word ends a line that has a figure before it: ": 27-31%, expected to elect 7 MEPs"."""
        line = self.line(place)
        ends = all(self.phrases[at].kind is Kind.STOP for at in range(place + 1, line.stop))
        return ends and any(self.phrases[at].what is What.FIGURE for at in line)

    def _own_clause(self, place: int) -> bool:
        """Whether neither a party nor a number stands before a word in its clause."""
        for at in range(place - 1, max(place - 20, -1), -1):
            phrase = self.phrases[at]
            if phrase.kind in (*_ENDS, Kind.COMMA, Kind.STOP, Kind.BULLET):
                return True
            if phrase.what in (What.NAME, What.FIGURE, What.COUNT):
                return False
        return True

    def _table_head(self, place: int) -> bool:
        """Whether the line is the head of a table: it has cells, or speaks of shares too."""
        for step in (-1, 1):
            at = place
            while (
                (phrase := self._at(at)) and abs(at - place) < 20 and phrase.kind not in (*_ENDS, Kind.STOP)
            ):
                share = self.script.folded(phrase.first).startswith(("ποσοστ", "share"))
                if phrase.kind in (Kind.CELL, Kind.PERCENT) or (share and step):
                    return True
                if phrase.what is What.FIGURE:
                    break
                at += step
        return False

    def _opens(self, place: int, *, strict: bool = False) -> bool:
        """Whether only light words stand between here and the start of the line, or the last figure."""
        for at in range(place - 1, max(place - 8, -1), -1):
            phrase = self.phrases[at]
            if strict and phrase.kind in (Kind.COMMA, Kind.DASH, Kind.OPEN):
                return False
            if phrase.what is What.FIGURE or phrase.kind in (
                *_ENDS,
                Kind.ELLIPSIS,
                Kind.STOP,
                Kind.CLOSE,
                Kind.COLON,
                Kind.BULLET,
            ):
                return True
            if phrase.what in (What.WORD, What.NAME, What.EVENT) and phrase.role not in (
                Role.LINK, Role.UPDATE, Role.FORECAST, Role.WEEKDAY, Role.ORDINAL, Role.PLAIN, Role.AND,
            ):  # fmt: skip
                return False
            if phrase.role is Role.PLAIN and not self.script.capital(phrase.first):
                return False
        return place <= 8

    def _announces(self, place: int, reach: int, *, dates: bool = True, names: int = 99) -> bool:
        """Whether a date, a colon or the end of the line follows before any figure."""
        for at in range(place + 1, min(place + reach, len(self.phrases))):
            phrase = self.phrases[at]
            if phrase.kind in (Kind.COLON, *_ENDS) or (dates and phrase.what in (What.DATE, What.EVENT)):
                return True
            if phrase.what in (What.FIGURE, What.COUNT) or phrase.kind is Kind.STOP:
                return phrase.what is What.COUNT and not dates and phrase.figure is None
            if dates and phrase.what is What.NAME:
                return at - place <= names
        return place + reach >= len(self.phrases)

    def _line_start(self, place: int) -> bool:
        before = self._before(place)
        return before is None or before.kind in (*_ENDS, Kind.BULLET)

    def _opens_line(self, place: int) -> bool:
        """Whether nothing but its weekday stands before a date in its line."""
        before = self._before(place)
        if before is not None and before.kind is Kind.COMMA:
            place -= 1
            before = self._before(place)
        weekday_first = before is not None and before.role is Role.WEEKDAY and self._line_start(place - 1)
        return self._line_start(place) or weekday_first

    def _line_ends(self, place: int) -> bool:
        after = self._at(place)
        return after is None or after.kind in (*_ENDS, Kind.COLON, Kind.ELLIPSIS)

    def _before(self, place: int) -> Phrase | None:
        """The phrase before, past brackets, articles and numbers of things."""
        at = place - 1
        while at >= 0 and (
            self.phrases[at].kind in (Kind.OPEN, Kind.QUOTE)
            or self.phrases[at].what is What.COUNT
            or (
                self.phrases[at].role is Role.LINK
                and at == place - 1
                and at > 0
                and self.phrases[at - 1].kind in _ENDS
            )
        ):
            at -= 1
        return self._at(at)

    def _at(self, place: int) -> Phrase | None:
        return self.phrases[place] if 0 <= place < len(self.phrases) else None
