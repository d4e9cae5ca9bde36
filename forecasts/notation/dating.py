"""The date of an update, out of the dates that stand around its list; and what makes a date uncertain."""

from collections.abc import Sequence
from datetime import date, time
from functools import cached_property

from forecasts.model import Election
from forecasts.notation.dates import DateText
from forecasts.notation.drafts import USED, Draft
from forecasts.notation.events import EventText
from forecasts.notation.leads import LeadReader
from forecasts.notation.notes import Notes
from forecasts.notation.phrases import Phrase, What

_NAMED = 3  # candidates that a warning names


class Dating:
    """published = heading or dateline above | dateline below | the only date of a text with one update.

    Attributes:
        year: the year of the update last dated, by which names are told apart.
    """

    def __init__(
        self,
        notes: Notes,
        phrases: Sequence[Phrase],
        leads: LeadReader,
        year: int | None,
        election: Election | None,
    ) -> None:
        self.year: int | None = None
        self._notes = notes
        self._phrases = phrases
        self._leads = leads
        self._given = year
        self._election = election
        self._limits: dict[int, int] = {}
        self._floors: dict[int, int] = {}
        self._alone = False

    def lists(self, drafts: Sequence[Draft]) -> None:
        """Tell all lists of the text: what is said of one never reaches into the next."""
        starts = [self._opening(draft) for draft in drafts[1:]]
        ends = [*starts, len(self._phrases)][: len(drafts)]
        floor = 0
        for draft in drafts:
            self._floors[id(draft)] = floor
            if any(e.value and not e.value.fault and e.verdict in USED for e in draft.entries):
                floor = self._leads.index(draft.last)
        self._limits = {id(draft): end for draft, end in zip(drafts, ends, strict=True)}
        self._alone = len(drafts) == 1

    def _opening(self, draft: Draft) -> int:
        first = self._leads.index(draft.listed_from)
        return max(draft.block.first, self._leads.opening(draft.block.first, first))

    def heading(self, draft: Draft) -> tuple[date | None, time | None, EventText | None]:
        """What is said of a list: its day, its hour, its debate; of one told twice, what is said first."""
        self.year = self._given or (self._election.date.year if self._election else None)
        leads = [(d.block.first, self._leads.index(d.listed_from)) for d in (draft, *draft.told_again)]
        days = [found for lead in leads if (found := self._leads.date(*lead))]
        said = [event for lead in leads if (event := self._leads.event(*lead))]
        found = days[0] if days else self._otherwise(draft, *leads[0])
        published = self._published(*found) if found else None
        hour = self._leads.hour(found[0]) if found and published else None
        return published, hour, said[0] if said else None

    def _otherwise(self, draft: Draft, first: int, last: int) -> tuple[int, DateText] | None:
        """Where no heading gives a date: above it, below the list, else the only date of the text."""
        if found := self._leads.above(self._floors[id(draft)], last):
            return found
        end = self._leads.index(draft.listed_to)
        found = self._leads.below(end, self._limits[id(draft)])
        if found and not self._likely(found[1]):
            found = None
        if found and not (self._alone and self._outdone(found, last, end)):
            return found
        if not self._alone:
            return None
        days = [found for found in self._leads.only(last, end) if self._likely(found[1])]
        if len(days) > 1:
            self._unclear(days)
        if days:
            return days[0] if len(days) == 1 else None
        return self._leads.vote(first, last)

    def _outdone(self, below: tuple[int, DateText], last: int, end: int) -> bool:
        """Whether a bare date under a list is in doubt, as a full one stands above the list."""
        if below[1].year or self._leads.plain(below[0]):
            return False
        return any(place < last and day.year for place, day in self._leads.only(last, end))

    def _likely(self, day: DateText) -> bool:
        """Whether a date may be of a forecast: no other year, and no day after the vote or long before."""
        if day.span or not day.possible:
            return False
        told = day.told(self._given, self._election)
        if self._election and told:
            return 0 <= (self._election.date - told).days <= 366
        return not (self._given and day.year) or day.year in (self._given - 1, self._given)

    def _unclear(self, days: Sequence[tuple[int, DateText]]) -> None:
        places = [self._phrases[place] for place, _ in days]
        named = [self._notes.written(p.first, p.last) for p in places[:_NAMED]]
        first = places[0]
        more = {"dates": ", ".join(named) + (" …" if len(places) > _NAMED else "")}
        self._notes.warn("date-unclear", first.first, first.last, values=more)

    def _published(self, place: int, day: DateText) -> date | None:
        phrase = self._phrases[place]
        if day.span or not day.possible:
            self._notes.warn("date-span" if day.span else "date-invalid", phrase.first, phrase.last)
            return None
        year = self._given or (None if day.year or self._election else self._said_year)
        told = day.told(year, self._election)
        if told is None:
            code = "date-invalid" if day.year or year or self._election else "date-year-unknown"
            self._notes.warn(code, phrase.first, phrase.last)
            return None
        self.year = told.year
        if day.year is None:
            self._notes.warn("year-assumed", phrase.first, phrase.last, values={"year": str(told.year)})
        return told

    @cached_property
    def _said_year(self) -> int | None:
        """The one year in which all full dates of the text lie, for a date that gives none."""
        years = {p.date.year for p in self._phrases if p.what is What.DATE and p.date and p.date.year}
        return years.pop() if len(years) == 1 else None
