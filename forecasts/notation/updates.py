"""Drafts → updates: every range, every warning, and everything the list's heading says."""

from collections.abc import Sequence

from forecasts.model import HUNDRED, Election, EventReference, Party, Range
from forecasts.notation.dating import Dating
from forecasts.notation.drafts import USED, Draft
from forecasts.notation.events import EventText
from forecasts.notation.judging import Judged, Verdict
from forecasts.notation.leads import LeadReader
from forecasts.notation.leftovers import Leftovers
from forecasts.notation.names import NameBook
from forecasts.notation.naming import Name
from forecasts.notation.notes import Notes
from forecasts.notation.phrases import Phrase
from forecasts.notation.reading import ReadingWarning, ReadRange, ReadUpdate
from forecasts.notation.script import Script
from forecasts.notation.settle import Rewritten
from forecasts.notation.style import LIST, Style, mend, turned

_WIDE = 12
_SUGGESTED = 100  # suggestions in one reading: each costs a look at every spelling
_SEATS_SUM = 150


def _single(judged: Judged) -> str:
    """The party of an entry that names one by itself; nothing for joint lists and unknown names."""
    name = judged.entry.name.name if judged.entry.name else None
    alone = name is not None and len(name.members) == 1 and judged.verdict is not Verdict.UNKNOWN
    return name.members[0][0].id if name and alone else ""


def _first(draft: Draft) -> int:
    return next(e.first for e in draft.entries if e.verdict in USED)


class UpdateBuilder:
    """Makes updates of drafts; every span is turned back into one of the text as given."""

    def __init__(
        self,
        settled: Rewritten,
        script: Script,
        phrases: Sequence[Phrase],
        leads: LeadReader,
        names: NameBook,
        year: int | None,
        election: Election | None,
    ) -> None:
        self.notes = Notes(settled, script)
        self.leftovers = Leftovers(script, self.notes, self._alive)
        self.phrases = phrases
        self.dating = Dating(self.notes, phrases, leads, year, election)
        self.names = names
        self.year = year
        self.election = election
        self._strangers = 0

    def nothing(self) -> ReadingWarning:
        """The warning for a text in which no forecast was found."""
        return ReadingWarning(code="nothing-found", start=0, end=0)

    def update(self, draft: Draft) -> ReadUpdate:
        """update = heading { entry }."""
        self.notes.warnings = []
        used = [e for e in draft.entries if e.verdict in USED]
        published, hour, said = self.dating.heading(draft)
        event = self._event(said)
        style = Style(used)
        if style.downward:
            self.notes.warn("reversed-list", used[0].first, used[-1].last)
            used = [turned(judged) for judged in used]
        ranges: dict[str, ReadRange] = {}
        dropped: set[str] = set()
        own = {party for judged in used if (party := _single(judged))}
        listed = {_single(e) for e in used if e.verdict is Verdict.TAKE and e.value and not e.value.fault}
        for judged in used:
            if self._sum_of(judged, own) or self._outdone(judged, listed):
                continue
            if made := self._range(judged, style):
                self._place(made, ranges, dropped, ranged=style.ranged >= LIST)
        self.leftovers.tell(draft, ranges)
        complete = self.leftovers.complete(draft)
        for other in draft.besides:
            self.notes.warn("second-list", other.listed_from, other.listed_to)
        if self._not_shares(used):
            ranges.clear()
            self.notes.warn("not-shares", used[0].first, used[-1].last)
        elif sum(r.range.low for r in ranges.values()) > HUNDRED:
            # A name nobody knows, with a figure that lets nothing add up, is most likely no party.
            known = {key: r for key, r in ranges.items() if r.range.party}
            if sum(r.range.low for r in known.values()) <= HUNDRED:
                ranges = known
            else:
                self._infeasible(used, sum(r.range.low for r in ranges.values()))
        start, end = self.notes.span(self.phrases[draft.block.first].first, used[-1].last)
        return ReadUpdate(
            published=published,
            hour=hour,
            event=event,
            complete=complete,
            ranges=tuple(ranges.values()),
            warnings=tuple(self.notes.warnings),
            start=start,
            end=end,
        )

    def _event(self, said: EventText | None) -> EventReference | None:
        if said is None:
            return None
        ordinal = said.ordinal
        if ordinal is None and said.day and self.election:
            day = said.day.told(self.year, self.election)
            ordinal = next((e.ordinal for e in self.election.debates if e.date == day), None)
        return EventReference(kind="debate", ordinal=ordinal)

    def _range(self, judged: Judged, style: Style) -> ReadRange | None:
        """entry = name light figure: the range, or the warning for what is wrong with it."""
        entry, figure = judged.entry, judged.value
        assert figure is not None and judged.figure is not None  # noqa: S101, PT018
        party, components, label = self._named(judged)
        first, last = judged.figure.first, judged.figure.last
        fault = (
            judged.fault or figure.fault or style.fault(figure) or ("order-unknown" if entry.doubtful else "")
        )
        if fault:
            party = None if fault == "order-unknown" else party
            last += fault == "missing-high" and bool(figure.tail)
            first -= fault == "missing-low" and bool(figure.lead)
            self.notes.warn(fault, first, last, party=party, mend=mend(figure, fault))
            return None
        name = entry.name.name if entry.name else None
        made = Range(
            party=party,
            label=label,
            low=figure.low,
            high=figure.high,
            components=components,
            open_ended=bool(name and name.open_ended and party),
        )
        if made.width > _WIDE:
            self.notes.warn("wide-range", first, last, party=party)
        start, end = self.notes.span(judged.first, judged.last)
        return ReadRange(range=made, start=start, end=end)

    def _named(self, judged: Judged) -> tuple[str | None, tuple[str, ...], str]:
        entry = judged.entry
        phrase = entry.name
        if phrase is None or phrase.name is None or judged.verdict is Verdict.UNKNOWN:
            return self._stranger(judged)
        first, last = phrase.first, phrase.last
        party, components = self._resolved(phrase.name, first, last)
        if phrase.name.led:
            known = next(p for p in self.names.parties.values() if p.id == party)
            self.notes.warn("leader-for-party", first, last, party=party, values={"party": known.short_el})
        if phrase.name.strange:
            self.notes.warn("unknown-component", first, last, party=party)
        return party, components, self.notes.written(first, last)

    def _stranger(self, judged: Judged) -> tuple[None, tuple[str, ...], str]:
        entry = judged.entry
        parts = [*([entry.name] if entry.name else []), *(entry.plain if entry.name else entry.words)]
        first, last = min(p.first for p in parts), max(p.last for p in parts)
        label = self.notes.written(first, last)
        self._strangers += 1
        nearest = self.names.closest(label) if self._strangers <= _SUGGESTED else None
        near = entry.name.name.members[0][0] if entry.name and entry.name.name else None
        spelling = nearest[0] if nearest else near.short_el if near else ""
        self.notes.warn(
            "unknown-party",
            first,
            last,
            mend=spelling or None,
            values={"suggestion": spelling} if spelling else {},
        )
        return None, (), label

    def _resolved(self, name: Name, first: int, last: int) -> tuple[str, tuple[str, ...]]:
        """The lead party or the list that stood as one, and the parties named."""
        chosen = [self._alive(member) for member in name.members]
        if any(len(found) > 1 for found in chosen):
            several = next(found for found in chosen if len(found) > 1)
            values = {"parties": ", ".join(p.short_el for p in several)}
            self.notes.warn("name-ambiguous", first, last, party=several[0].id, values=values)
        members = [found[0] for found in chosen]
        if len(members) > 1:
            lists = self._alive(self.names.joint(m.id for m in members))
            if lists:
                return lists[0].id, tuple(m.id for m in members)
            return members[0].id, tuple(m.id for m in members)
        return members[0].id, members[0].components or (members[0].id,)

    def _alive(self, parties: Sequence[Party]) -> Sequence[Party]:
        """The parties that bore a name in the year, where the year is known and some did."""
        year = self.dating.year
        if len(parties) < 2 or year is None:
            return parties
        alive = [p for p in parties if (p.since or 0) <= year <= (p.until or 9999)]
        return alive or parties

    def _sum_of(self, judged: Judged, own: set[str]) -> bool:
        """Leave out a sum such as ΣΥΡΙΖΑ + ΑΝΕΛ where one of the two has its own figure too."""
        name = judged.entry.name.name if judged.entry.name else None
        if (
            name is None
            or len(name.members) < 2
            or not any(p.id in own for member in name.members for p in member)
        ):
            return False
        phrase = judged.entry.name
        self.notes.warn("joint-overlap", phrase.first if phrase else judged.first, judged.last)
        return True

    def _outdone(self, judged: Judged, listed: set[str]) -> bool:
        """Leave out a point told in a sentence of a party that has its place in the list."""
        spoken = judged.verdict is Verdict.ATTACHED and judged.value is not None and not judged.value.ranged
        if not (spoken and _single(judged) in listed):
            return False
        self.notes.warn("figure-in-prose", judged.first, judged.last, party=_single(judged))
        return True

    def _place(
        self, made: ReadRange, ranges: dict[str, ReadRange], dropped: set[str], *, ranged: bool
    ) -> None:
        """One party twice: the same figures are kept once, of different figures neither is certain.

        Of a point and a range the range is kept where the list is one of ranges.
        """
        key = made.range.key
        if key in dropped:
            self._twice("party-twice", made)
        elif key not in ranges:
            ranges[key] = made
        elif (ranges[key].range.low, ranges[key].range.high) == (made.range.low, made.range.high):
            self._twice("party-repeated", made)
        elif ranged and (made.range.width == 0) != (ranges[key].range.width == 0):
            self._twice("second-list", ranges[key] if made.range.width else made)
            ranges[key] = made if made.range.width else ranges[key]
        else:
            self._twice("party-twice", ranges.pop(key))
            self._twice("party-twice", made)
            dropped.add(key)

    def _twice(self, code: str, made: ReadRange) -> None:
        found = f"{made.range.label} {made.range.low}–{made.range.high}"
        self.notes.warnings.append(
            ReadingWarning(code=code, start=made.start, end=made.end, found=found, party=made.range.party)
        )

    def _not_shares(self, used: list[Judged]) -> bool:
        """Whether bare numbers add up to more than shares can: seats without a heading."""
        values = [j.value for j in used if j.value and j.verdict is not Verdict.UNKNOWN]
        return not any(v.percent for v in values) and sum(v.low for v in values) > _SEATS_SUM

    def _infeasible(self, used: list[Judged], total: object) -> None:
        self.notes.warn("infeasible-sum", used[0].first, used[-1].last, values={"total": str(total)})
