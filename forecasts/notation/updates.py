"""Entries → updates: which entries make one list, and everything the list's heading says."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from forecasts.model import HUNDRED, Election, EventReference, Party, Range
from forecasts.notation.dates import DateText
from forecasts.notation.events import EventText
from forecasts.notation.figures import Figure
from forecasts.notation.judging import Judged, Verdict
from forecasts.notation.lexer import Kind
from forecasts.notation.names import NameBook
from forecasts.notation.phrases import Name, Phrase, What
from forecasts.notation.reading import ReadingWarning, ReadRange, ReadUpdate
from forecasts.notation.script import Script
from forecasts.notation.sections import Block, SectionReader
from forecasts.notation.settle import Rewritten
from forecasts.notation.vocabulary import Role

_WIDE = 12
_SUGGESTED = 100  # suggestions in one reading: each costs a look at every spelling
_SEATS_SUM = 150
_USED = (Verdict.TAKE, Verdict.ATTACHED, Verdict.UNKNOWN)


@dataclass(slots=True)
class Draft:
    """The entries of one list and the block they stand in."""

    block: Block
    entries: list[Judged]
    last: int
    alone: bool = False
    dated: bool = False
    _figures: dict[str, tuple[Decimal, Decimal]] = field(default_factory=dict)
    _counted: int = 0
    told_again: "list[Draft]" = field(default_factory=list)

    def count(self, verdict: Verdict) -> int:
        """How many entries have a verdict."""
        return sum(e.verdict is verdict for e in self.entries)

    def figures(self) -> dict[str, tuple[Decimal, Decimal]]:
        """The bounds of each party taken, by the first party its name may mean."""
        found = self._figures
        for judged in self.entries[self._counted :]:
            name = judged.entry.name.name if judged.entry.name else None
            if name and judged.value and judged.verdict in (Verdict.TAKE, Verdict.ATTACHED):
                found.setdefault(name.members[0][0].id, (judged.value.low, judged.value.high))
        self._counted = len(self.entries)
        return found

    @property
    def listed(self) -> bool:
        """Whether it is a list: two entries, or one under a heading or with nothing else in the text."""
        known = self.count(Verdict.TAKE)
        if self.block.headed:
            return known + self.count(Verdict.ATTACHED) > 0
        return known > 1 or (known == 1 and (self.alone or self.count(Verdict.UNKNOWN) > 1))


def drafts(script: Script, phrases: Sequence[Phrase], block: Block, entries: list[Judged]) -> list[Draft]:
    """Cut the entries of a block where a party comes again after other lines, or prose gives way to a list."""
    _inherit(script, entries)
    found: list[Draft] = []
    current: list[Judged] = []
    seen: set[str] = set()
    end = phrases[block.last - 1].last if block.last else 0
    for entry in entries:
        if entry.verdict in (Verdict.ASIDE, Verdict.STRAY):
            continue
        name = entry.entry.name.name if entry.entry.name else None
        party = name.members[0][0].id if name else ""
        used = entry.verdict in _USED
        if current and used and _begins_again(script, current[-1], entry, repeated=party in seen):
            found.append(Draft(block, current, current[-1].last))
            current, seen = [], set()
        current.append(entry)
        if used and party:
            seen.add(party)
    if current:
        found.append(Draft(block, current, end))
    if not found:
        return found
    words = sum(p.what is What.WORD and p.role is Role.PLAIN for p in phrases[block.first : block.last])
    for draft in found:
        draft.alone = words <= 6 and len(found) == 1
        draft.dated = any(p.what is What.DATE for p in phrases[block.first : block.first + 12])
    return found


def _inherit(script: Script, entries: list[Judged]) -> None:
    """What a sentence measures or tells of the past holds to its end: "Πιθανότητα νίκης ΣΥΡΙΖΑ 65%, ΝΔ 35%"."""
    last: Judged | None = None
    for entry in entries:
        if not entry.entry.places:
            continue
        kinds = {script.kind(at) for at in range(last.last, entry.first)} if last else set()
        same = last is not None and not kinds & {Kind.LINE, Kind.BLANK, Kind.STOP, Kind.ELLIPSIS}
        if same and last and entry.verdict is Verdict.TAKE and last.governs:
            entry.verdict = last.verdict
            entry.governs = True
        last = entry


def _begins_again(script: Script, last: Judged, entry: Judged, *, repeated: bool) -> bool:
    if not repeated:
        return False
    lines = [script.kind(at) for at in range(last.last, entry.first)]
    text = any(kind is Kind.WORD for kind in lines)
    return Kind.BLANK in lines or (text and Kind.LINE in lines)


def merged(found: list[Draft], phrases: Sequence[Phrase]) -> list[Draft]:
    """Join what tells one update twice: a later list without an "update" of its own that agrees with the one before.

    Two lists agree when at least half of the parties they share have the same figures in both; the shared
    parties on which they differ come out as parties with two figures.
    """
    kept: list[Draft] = []
    for draft in found:
        if kept and _told_again(kept[-1], draft, phrases):
            kept[-1].told_again.append(Draft(draft.block, list(draft.entries), draft.last))
            kept[-1].entries += draft.entries
            kept[-1].dated = kept[-1].dated or draft.dated
            kept[-1].last = draft.last
        else:
            kept.append(draft)
    return kept


def _told_again(one: Draft, other: Draft, phrases: Sequence[Phrase]) -> bool:
    known = other.block is (one.told_again[-1] if one.told_again else one).block
    lead = () if known else phrases[other.block.first : other.block.first + 12]
    here, there = one.figures(), other.figures()
    if here and here.items() < there.items() and not (one.dated or other.dated):
        return True
    if any(p.role is Role.UPDATE or (p.what is What.DATE and one.dated) for p in lead):
        return False
    shared = here.keys() & there.keys()
    return bool(shared) and 2 * sum(here[party] == there[party] for party in shared) >= len(shared)


def _single(judged: Judged) -> bool:
    name = judged.entry.name.name if judged.entry.name else None
    return name is not None and len(name.members) == 1 and judged.verdict is not Verdict.UNKNOWN


def _first(draft: Draft) -> int:
    return next(e.first for e in draft.entries if e.verdict in _USED)


class UpdateBuilder:
    """Makes updates of drafts; every span is turned back into one of the text as given."""

    def __init__(
        self,
        settled: Rewritten,
        script: Script,
        phrases: Sequence[Phrase],
        sections: SectionReader,
        names: NameBook,
        year: int | None,
        election: Election | None,
    ) -> None:
        self.settled = settled
        self.script = script
        self.phrases = phrases
        self.sections = sections
        self.names = names
        self.year = year
        self.election = election
        self._strangers = 0
        self._warnings: list[ReadingWarning] = []
        self._name_year: int | None = None

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where tokens `first` to `last` stand in the text as given."""
        tokens = self.script.tokens
        return self.settled.source(tokens[first].start, tokens[max(first, last - 1)].end)

    def written(self, first: int, last: int) -> str:
        """The text of some tokens, settled, with single spaces."""
        tokens = self.script.tokens
        return " ".join(self.settled.text[tokens[first].start : tokens[max(first, last - 1)].end].split())

    def nothing(self) -> ReadingWarning:
        """The warning for a text in which no forecast was found."""
        return ReadingWarning(code="nothing-found", start=0, end=0)

    def warn(self, code: str, first: int, last: int, **more: object) -> None:
        """Add a warning about some tokens."""
        start, end = self.span(first, last)
        self._warnings.append(
            ReadingWarning(code=code, start=start, end=end, found=self.written(first, last), **more)  # type: ignore[arg-type]
        )

    def update(self, draft: Draft) -> ReadUpdate:
        """update = heading { entry }."""
        self._warnings = []
        used = [e for e in draft.entries if e.verdict in _USED]
        published, hour, event = self._heading(draft)
        style = _Style(used)
        ranges: dict[str, ReadRange] = {}
        dropped: set[str] = set()
        own = {e.entry.name.name.members[0][0].id for e in used if _single(e)}
        for judged in used:
            if self._sum_of(judged, own):
                continue
            if made := self._range(judged, style):
                self._place(made, ranges, dropped)
        self._left_over(draft, ranges)
        complete = self._complete(draft)
        if self._not_shares(used):
            ranges.clear()
            self.warn("not-shares", used[0].first, used[-1].last)
        elif sum(r.range.low for r in ranges.values()) > HUNDRED:
            self._infeasible(used, sum(r.range.low for r in ranges.values()))
        start, end = self.span(self.phrases[draft.block.first].first, used[-1].last)
        return ReadUpdate(
            published=published,
            hour=hour,
            event=event,
            complete=complete,
            ranges=tuple(ranges.values()),
            warnings=tuple(self._warnings),
            start=start,
            end=end,
        )

    def _heading(self, draft: Draft) -> tuple[date | None, time | None, EventReference | None]:
        """What the heading says; of a list told twice, the first heading that says it."""
        self._name_year = self.year or (self.election.date.year if self.election else None)
        leads = [(d.block.first, self._index(_first(d))) for d in (draft, *draft.told_again)]
        days = [found for lead in leads if (found := self.sections.lead_date(*lead))]
        said = [found for lead in leads if (found := self.sections.lead_event(*lead))]
        published = self._published(*days[0]) if days else None
        hour = self.sections.hour(days[0][0]) if published else None
        return published, hour, self._event(said[0] if said else None)

    def _index(self, token: int) -> int:
        """The phrase that begins at a token."""
        return bisect_left(self.phrases, token, key=lambda phrase: phrase.first)

    def _published(self, place: int, day: DateText) -> date | None:
        phrase = self.phrases[place]
        if day.span:
            self.warn("date-span", phrase.first, phrase.last)
            return None
        if not day.possible:
            self.warn("date-invalid", phrase.first, phrase.last)
            return None
        told = day.told(self.year, self.election)
        if told is None:
            code = (
                "date-year-unknown"
                if day.year is None and not (self.year or self.election)
                else "date-invalid"
            )
            self.warn(code, phrase.first, phrase.last)
            return None
        self._name_year = told.year
        if day.year is None:
            self.warn("year-assumed", phrase.first, phrase.last, values={"year": str(told.year)})
        return told

    def _event(self, said: EventText | None) -> EventReference | None:
        if said is None:
            return None
        ordinal = said.ordinal
        if ordinal is None and said.day and self.election:
            day = said.day.told(self.year, self.election)
            ordinal = next((e.ordinal for e in self.election.debates if e.date == day), None)
        return EventReference(kind="debate", ordinal=ordinal)

    def _range(self, judged: Judged, style: "_Style") -> ReadRange | None:
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
            self.warn(fault, first, last, party=party, mend=_mend(figure, fault))
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
            self.warn("wide-range", first, last, party=party)
        start, end = self.span(judged.first, judged.last)
        return ReadRange(range=made, start=start, end=end)

    def _named(self, judged: Judged) -> tuple[str | None, tuple[str, ...], str]:
        entry = judged.entry
        phrase = entry.name
        if phrase is None or phrase.name is None or judged.verdict is Verdict.UNKNOWN:
            return self._stranger(judged)
        first, last = phrase.first, phrase.last
        party, components = self._resolved(phrase.name, first, last)
        if phrase.name.strange:
            self.warn("unknown-component", first, last, party=party)
        return party, components, self.written(first, last)

    def _stranger(self, judged: Judged) -> tuple[None, tuple[str, ...], str]:
        entry = judged.entry
        parts = [*([entry.name] if entry.name else []), *(entry.plain if entry.name else entry.words)]
        first, last = min(p.first for p in parts), max(p.last for p in parts)
        label = self.written(first, last)
        self._strangers += 1
        nearest = self.names.closest(label) if self._strangers <= _SUGGESTED else None
        near = entry.name.name.members[0][0] if entry.name and entry.name.name else None
        spelling = nearest[0] if nearest else near.short_el if near else ""
        self.warn(
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
            self.warn("name-ambiguous", first, last, party=several[0].id, values=values)
        members = [found[0] for found in chosen]
        if len(members) > 1:
            lists = self._alive(self.names.joint(m.id for m in members))
            if lists:
                return lists[0].id, tuple(m.id for m in members)
            return members[0].id, tuple(m.id for m in members)
        return members[0].id, members[0].components or (members[0].id,)

    def _alive(self, parties: Sequence[Party]) -> Sequence[Party]:
        """The parties that bore a name in the year, where the year is known and some did."""
        year = self._name_year
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
        self.warn("joint-overlap", phrase.first if phrase else judged.first, judged.last)
        return True

    def _place(self, made: ReadRange, ranges: dict[str, ReadRange], dropped: set[str]) -> None:
        """One party twice: the same figures are kept once, of different figures neither is certain."""
        key = made.range.key
        if key in dropped:
            self._twice("party-twice", made)
        elif key not in ranges:
            ranges[key] = made
        elif (ranges[key].range.low, ranges[key].range.high) == (made.range.low, made.range.high):
            self._twice("party-repeated", made)
        else:
            self._twice("party-twice", ranges.pop(key))
            self._twice("party-twice", made)
            dropped.add(key)

    def _twice(self, code: str, made: ReadRange) -> None:
        found = f"{made.range.label} {made.range.low}–{made.range.high}"
        self._warnings.append(
            ReadingWarning(code=code, start=made.start, end=made.end, found=found, party=made.range.party)
        )

    def _left_over(self, draft: Draft, ranges: dict[str, ReadRange]) -> None:
        """Tell of parties that have no range in this update though the text gives them a figure, or should."""
        codes = {
            Verdict.DANGLING: "missing-figure",
            Verdict.PROSE: "figure-in-prose",
            Verdict.EARLIER: "earlier-figure",
        }
        told: set[str] = {w.party for w in self._warnings if w.party}
        used = [i for i, judged in enumerate(draft.entries) if judged.verdict in _USED]
        for place, judged in enumerate(draft.entries):
            name = judged.entry.name
            if judged.verdict not in codes or name is None or name.name is None:
                continue
            if judged.verdict is Verdict.DANGLING and not self._in_list(place, judged, draft, used):
                continue
            party = self._alive(name.name.members[0])[0].id
            if party not in ranges and party not in told:
                told.add(party)
                self.warn(codes[judged.verdict], name.first, judged.last, party=party)

    def _in_list(self, place: int, judged: Judged, draft: Draft, used: list[int]) -> bool:
        """Whether a name without a figure stands within the list, or at the very end of the text."""
        entry = judged.entry
        words = [p for p in (*entry.before, *entry.between, *entry.tail) if p.what is What.WORD]
        bare = all(p.role in (Role.LINK, Role.AND, Role.ETC) for p in words)
        ends = judged is draft.entries[-1] and judged.last >= len(self.script) - 2
        return bare and place > used[0] and (place < used[-1] or ends)

    def _complete(self, draft: Draft) -> bool:
        """Whether the list ends, instead of breaking off in dots, "κ.λ.π." or the middle of an entry."""
        last = draft.entries[-1]
        at = last.last
        while self.script.kind(at) in (
            Kind.LINE,
            Kind.BLANK,
            Kind.COMMA,
            Kind.CLOSE,
            Kind.CELL,
            Kind.DASH,
            Kind.OPEN,
        ):
            at += 1
        broken = self.script.kind(at) is Kind.ELLIPSIS or self.script.role(at) is Role.ETC
        ended = at >= len(self.script) and (last.verdict is Verdict.DANGLING or self._half(last))
        if broken or ended:
            self.warn("truncated", min(at, len(self.script) - 1), min(at + 1, len(self.script)))
        return not (broken or ended)

    def _half(self, last: Judged) -> bool:
        return bool(last.value and last.value.tail == "glued")

    def _not_shares(self, used: list[Judged]) -> bool:
        """Whether bare numbers add up to far more than any shares can: a list of seats without its heading."""
        values = [j.value for j in used if j.value and j.verdict is not Verdict.UNKNOWN]
        return not any(v.percent for v in values) and sum(v.low for v in values) > _SEATS_SUM

    def _infeasible(self, used: list[Judged], total: object) -> None:
        self.warn("infeasible-sum", used[0].first, used[-1].last, values={"total": str(total)})


class _Style:
    """How a list writes its figures: it decides what a lone dash means."""

    def __init__(self, used: list[Judged]) -> None:
        figures = [j.value for j in used if j.value]
        self.ranged = sum(f.ranged for f in figures)
        points = [f for f in figures if not f.ranged]
        self.points = len(points)
        self.signed = sum(f.lead == "sign" for f in points)
        self.tailed = sum(f.tail == "glued" for f in points)

    def fault(self, figure: Figure) -> str:
        """What is wrong with a point that has a dash or a plus beside it."""
        if figure.ranged:
            return ""
        if figure.lead == "plus":
            return "ambiguous-sign"
        if figure.tail == "plus":
            return "missing-high"
        if figure.tail == "glued" and (self.ranged or self.tailed * 2 <= self.points or self.points == 1):
            return "missing-high"
        if figure.tail == "dash" and self.ranged > self.points:
            return "missing-high"
        if figure.lead == "sign":
            return (
                "missing-low"
                if self.ranged > self.points
                else "ambiguous-sign"
                if self.signed < self.points
                else ""
            )
        return ""


def _mend(figure: Figure, fault: str) -> str | None:
    sign = "%" if figure.percent else ""
    return f"{figure.high}-{figure.low}{sign}".replace(".", ",") if fault == "reversed-bounds" else None
