"""Dates as people write them: 15/9, 15.9.2015, 2015-09-15, 15 Σεπτεμβρίου, September 15, 2015."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from forecasts.model import Election
from forecasts.notation.lexer import Kind
from forecasts.notation.months import MONTHS
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import ORDINAL_ENDS, Role

_MONTHS = 12
_YEARS = range(1974, 2100)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateText:
    """A date as written: the year may be missing; `until` is the last day of a span of days.

    `weak` marks what is a date only in a heading: `15.9` may as well be a figure.
    """

    day: int
    month: int
    year: int | None = None
    span: bool = False
    weak: bool = False

    def within(self, year: int) -> date | None:
        """The date in a year; None where there is no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def possible(self) -> bool:
        """Whether the day exists in its year, or in some year."""
        return self.within(self.year or 2016) is not None

    def told(self, year: int | None, election: Election | None) -> date | None:
        """The date meant: by its own year, else before the election and nearest to it, else in `year`."""
        if self.year:
            return self.within(self.year)
        if election:
            found = self.within(election.date.year)
            return found if found and found <= election.date else self.within(election.date.year - 1)
        return self.within(year) if year else None


class DateReader:
    """The productions of the grammar that make a date."""

    def __init__(self, script: Script) -> None:
        self.script = script

    def date(self, place: int) -> tuple[int, DateText | None]:
        """date = dotted | iso | slashed | day month [year] | month day [year]; tokens taken."""
        kind = self.script.kind(place)
        tries: tuple[Callable[[int], tuple[int, DateText | None]], ...] = ()
        if kind is Kind.NUMBER:
            after = self.script.kind(place + 1)
            if "." not in self.script.text(place) and after not in (
                Kind.SLASH,
                Kind.DASH,
                Kind.WORD,
                Kind.STOP,
            ):
                return 0, None
            tries = (self._dotted, self._dashed, self._slashed, self._spelt)
        elif kind is Kind.WORD and self.script.folded(place) in MONTHS:
            tries = (self._month_first,)
        for production in tries:
            taken, found = production(place)
            if taken:
                return taken, found
        return 0, None

    def _dotted(self, place: int) -> tuple[int, DateText | None]:
        """dotted = 15.9.2015 | 15.9 (weak)."""
        parts = self.script.text(place).split(".")
        if not all(part.isdecimal() and len(part) <= 4 for part in parts) or len(parts) not in (2, 3):
            return 0, None
        numbers = [int(part) for part in parts]
        if len(numbers) == 2:
            plausible = 1 <= numbers[0] <= 31 and 1 <= numbers[1] <= 12 and len(parts[1]) <= 2
            return (1, DateText(day=numbers[0], month=numbers[1], weak=True)) if plausible else (0, None)
        return self._ordered(1, numbers)

    def _dashed(self, place: int) -> tuple[int, DateText | None]:
        """iso = 2015-09-15 | 15-9-2015."""
        script = self.script
        numbers = [script.number(place + step) for step in (0, 2, 4)]
        dashes = all(script.kind(place + step) is Kind.DASH and script.glued(place + step) for step in (1, 3))
        if not dashes or None in numbers or not (script.glued(place + 2) and script.glued(place + 4)):
            return 0, None
        found = [number for number in numbers if number is not None]
        return self._ordered(5, found) if max(found) in _YEARS else (0, None)

    def _slashed(self, place: int) -> tuple[int, DateText | None]:
        """slashed = 15/9 | 15/9/2015 | 2015/09/15 | 14-15/9 | 29/8 - 1/9."""
        script = self.script
        numbers, at = [script.number(place)], place + 1
        while script.kind(at) is Kind.SLASH and script.number(at + 1) is not None and len(numbers) < 3:
            numbers.append(script.number(at + 1))
            at += 2
        found = [number for number in numbers if number is not None]
        if len(found) < 2:
            return self._span(place) if found else (0, None)
        if script.kind(at) is Kind.PERCENT:
            return 0, None
        if len(found) == 2:
            day, month = found
            if not (1 <= day <= 99 and 1 <= month <= 99) or self._joined(place):
                return 0, None
            written = DateText(day=day, month=month)
        else:
            _, ordered = self._ordered(1, found)
            if ordered is None:
                return 0, None
            written = ordered
        return self._to_second(place, at, written)

    def _joined(self, place: int) -> bool:
        """Whether the first number is the upper end of a range: 28-30/8 is read by `_span`."""
        return self.script.kind(place - 1) is Kind.DASH and self.script.kind(place - 2) is Kind.NUMBER

    def _to_second(self, place: int, at: int, written: DateText) -> tuple[int, DateText | None]:
        script = self.script
        if script.kind(at) is Kind.DASH and script.number(at + 1) and script.kind(at + 2) is Kind.SLASH:
            day, month = script.number(at + 1), script.number(at + 3)
            if day and month and script.kind(at + 4) is not Kind.PERCENT:
                taken = at + 4 - place
                year = written.year
                if script.kind(at + 4) is Kind.SLASH and (second := script.number(at + 5)):
                    taken, year = taken + 2, _full(second)
                return taken, DateText(day=day, month=month, year=year, span=True)
        return at - place, written

    def _span(self, place: int) -> tuple[int, DateText | None]:
        """span = 14-15/9 | 1-3 Σεπτεμβρίου."""
        script = self.script
        if script.kind(place + 1) is not Kind.DASH or script.number(place + 2) is None:
            return 0, None
        taken, last = self._spelt(place + 2)
        if not taken and script.kind(place + 3) is Kind.SLASH and script.glued(place + 3):
            taken, last = self._plain_slash(place + 2)
        if not taken or last is None or not last.possible:
            return 0, None
        return taken + 2, DateText(day=last.day, month=last.month, year=last.year, span=True)

    def _plain_slash(self, place: int) -> tuple[int, DateText | None]:
        script = self.script
        day, month = script.number(place), script.number(place + 2)
        if (
            not day
            or not month
            or not 1 <= day <= 31
            or not 1 <= month <= 12
            or script.kind(place + 3) is Kind.PERCENT
        ):
            return 0, None
        if script.kind(place + 3) is Kind.SLASH and (year := script.number(place + 4)):
            return 5, DateText(day=day, month=month, year=_full(year))
        return 3, DateText(day=day, month=month)

    def _spelt(self, place: int) -> tuple[int, DateText | None]:
        """day month = 15 Σεπτεμβρίου 2015 | 15η του Σεπτέμβρη | 15th of September, 2015."""
        script = self.script
        day, at = script.number(place), place + 1
        if day is None or not 1 <= day <= 31:
            return 0, None
        if script.folded(at) in ORDINAL_ENDS and script.glued(at):
            at += 1
        elif script.kind(at) is Kind.STOP and script.glued(at) and script.text(at + 1).isascii():
            at += 1  # 15. September
        if script.folded(at) in ("του", "of"):
            at += 1
        month = MONTHS.get(script.folded(at))
        if not month:
            return 0, None
        taken, year = self._year(at + 1)
        return at + 1 + taken - place, DateText(day=day, month=month, year=year)

    def _month_first(self, place: int) -> tuple[int, DateText | None]:
        """month day = September 15, 2015 | Sept. 15; a month and a year alone are no date."""
        script = self.script
        month, at = MONTHS[script.folded(place)], place + 1
        if script.kind(at) is Kind.STOP:
            at += 1
        taken, year = self._year(at)
        if year:
            return at + taken - place, None
        day = script.number(at)
        latin = script.text(place).isascii()
        if day is None or not 1 <= day <= 31 or not (latin or self._year(at + 1)[0]):
            return 0, None
        at += 1
        if script.kind(at) is Kind.PERCENT or (
            script.kind(at) is Kind.DASH and script.number(at + 1) is not None
        ):
            return 0, None
        if script.folded(at) in ORDINAL_ENDS and script.glued(at):
            at += 1
        taken, year = self._year(at)
        return at + taken - place, DateText(day=day, month=month, year=year)

    def _year(self, place: int) -> tuple[int, int | None]:
        """[","] year: four digits."""
        script, at = self.script, place
        if script.kind(at) in (Kind.COMMA, Kind.STOP):
            at += 1
        if script.folded(at) == "του" and script.number(at + 1):
            at += 1
        number = script.number(at)
        if number in _YEARS and script.kind(at + 1) is not Kind.PERCENT:
            return at + 1 - place, number
        return 0, None

    def _ordered(self, taken: int, numbers: list[int]) -> tuple[int, DateText | None]:
        """Year first or last, the month second unless it can only be first.

        A short year is of this century.
        """
        if numbers[0] in _YEARS:
            year, month, day = numbers
        else:
            day, month, year = numbers
            if month > _MONTHS >= day:
                day, month = month, day  # 6/17/2012, as Americans write it
        year = _full(year)
        if not (1 <= day <= 99 and 1 <= month <= 99) or year not in _YEARS:
            return 0, None
        return taken, DateText(day=day, month=month, year=year)

    def year(self, place: int) -> bool:
        """Whether a number is a year standing alone."""
        return (
            self.script.number(place) in _YEARS
            and len(self.script.text(place)) == 4
            and (self.script.kind(place + 1) is not Kind.PERCENT)
        )


def _full(year: int) -> int:
    return year + 2000 if year < 100 else year


_WEEKDAYS = frozenset(
    """τριτη τεταρτη πεμπτη τριτησ τεταρτησ πεμπτησ δευ τρι τετ πεμ παρ σαβ κυρ""".split()  # noqa: SIM905
)


def weekday(script: Script, place: int) -> bool:
    """Whether a word is a day of the week; some of them are ordinals too."""
    return script.role(place) is Role.WEEKDAY or script.folded(place) in _WEEKDAYS
