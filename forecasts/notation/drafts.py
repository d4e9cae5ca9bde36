"""Entries → drafts: which entries make one list, and which lists tell one update twice."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from forecasts.notation.figures import Figure
from forecasts.notation.judging import Judged, Verdict
from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import Phrase, What
from forecasts.notation.quotes import trimmed
from forecasts.notation.script import Script
from forecasts.notation.sections import Block
from forecasts.notation.style import LIST
from forecasts.notation.vocabulary import Role

_LEAD = 60  # phrases before a list in which its date may stand
USED = (Verdict.TAKE, Verdict.ATTACHED, Verdict.UNKNOWN)


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
    besides: "list[Draft]" = field(default_factory=list)

    def count(self, verdict: Verdict) -> int:
        """How many entries have a verdict."""
        return sum(e.verdict is verdict for e in self.entries)

    @property
    def good(self) -> int:
        """How many entries give a party a figure with which nothing is wrong."""
        return len(self._values())

    @property
    def ranged(self) -> int:
        """How many of these are ranges."""
        return sum(value.ranged for value in self._values())

    def _values(self) -> list[Figure]:
        taken = (e for e in self.entries if e.verdict in (Verdict.TAKE, Verdict.ATTACHED) and not e.fault)
        return [e.value for e in taken if e.value is not None and not e.value.fault]

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
    def listed_from(self) -> int:
        """The token at which its list begins."""
        return next((e.first for e in self.entries if e.verdict in USED), self.entries[0].first)

    @property
    def listed_to(self) -> int:
        """The token after its list."""
        return max((e.last for e in self.entries if e.verdict in USED), default=self.last)

    @property
    def listed(self) -> bool:
        """Whether it is a list: two entries, or one under a heading or with nothing else in the text."""
        known = self.count(Verdict.TAKE)
        if self.block.headed:
            return known + self.count(Verdict.ATTACHED) > 0
        return known > 1 or (known == 1 and (self.alone or self.count(Verdict.UNKNOWN) > 1))


def drafts(script: Script, phrases: Sequence[Phrase], block: Block, entries: list[Judged]) -> list[Draft]:
    """Cut the entries of a block where a party comes again after a break."""
    _inherit(script, entries)
    found: list[Draft] = []
    current: list[Judged] = []
    seen: set[str] = set()
    end = phrases[block.last - 1].last if block.last else 0
    for entry in entries:
        if entry.verdict in (Verdict.ASIDE, Verdict.STRAY) and not entry.bare:
            continue
        name = entry.entry.name.name if entry.entry.name else None
        party = name.members[0][0].id if name else ""
        used = entry.verdict in USED
        if current and used and _begins_again(script, current[-1], entry, repeated=party in seen):
            found.append(Draft(block, current, current[-1].last))
            current, seen = [], set()
        current.append(entry)
        if used and party and not entry.fault and not (entry.value and entry.value.fault):
            seen.add(party)
    if current:
        found.append(Draft(block, current, end))
    for draft in found:
        draft.entries = trimmed(script, draft.entries)
    found = [draft for draft in found if any(e.verdict in USED for e in draft.entries)]
    if not found:
        return found
    words = sum(p.what is What.WORD and p.role is Role.PLAIN for p in phrases[block.first : block.last])
    for draft in found:
        draft.alone = words <= 6 and len(found) == 1
        last = bisect_left(phrases, draft.listed_from, key=lambda phrase: phrase.first)
        lead = phrases[max(block.first, last - _LEAD) : last]
        draft.dated = any(p.what is What.DATE for p in lead)
    return found


def _inherit(script: Script, entries: list[Judged]) -> None:
    """What a sentence measures or tells of the past holds to its end: "Πιθανότητα νίκης ΣΥΡΙΖΑ 65%.

    ΝΔ 35%".
    """
    last: Judged | None = None
    for entry in entries:
        if not entry.entry.places:
            continue
        kinds = {script.kind(at) for at in range(last.last, entry.first)} if last else set()
        same = last is not None and not kinds & {Kind.LINE, Kind.BLANK, Kind.STOP, Kind.ELLIPSIS}
        point = last is not None and (last.verdict is not Verdict.EARLIER or not _ranged(entry))
        if same and last and point and entry.verdict is Verdict.TAKE and last.governs:
            entry.verdict = last.verdict
            entry.governs = True
        last = entry


def _ranged(judged: Judged) -> bool:
    return judged.value is not None and judged.value.ranged


def _begins_again(script: Script, last: Judged, entry: Judged, *, repeated: bool) -> bool:
    if not repeated:
        return False
    lines = [script.kind(at) for at in range(last.last, entry.first)]
    text = any(kind is Kind.WORD for kind in lines)
    return Kind.BLANK in lines or (text and Kind.LINE in lines)


def merged(found: list[Draft], phrases: Sequence[Phrase], parted: Callable[[int, int], bool]) -> list[Draft]:
    """Join what tells one update twice: a later list that agrees with the one before it.

    The later one has no "update" of its own over it.

    Two lists agree when at least half of the parties they share have the same figures in both; the shared
    parties on which they differ come out as parties with two figures. `parted` tells of two tokens whether
    another writer or another day begins between them.
    """
    kept: list[Draft] = []
    for draft in found:
        apart = bool(kept) and parted(kept[-1].listed_to, draft.listed_from)
        if kept and not apart and _told_again(kept[-1], draft, phrases):
            kept[-1].told_again.append(Draft(draft.block, list(draft.entries), draft.last))
            kept[-1].entries += draft.entries
            kept[-1].dated = kept[-1].dated or draft.dated
            kept[-1].last = draft.last
        elif kept and not apart and _beside(kept[-1], draft, phrases):
            kept[-1].besides.append(draft)
        elif kept and not apart and _beside(draft, kept[-1], phrases, lead=draft):
            while kept and _beside(draft, kept[-1], phrases, lead=draft):
                draft.besides.append(kept.pop())
            kept.append(draft)
        else:
            kept.append(draft)
    return kept


def _beside(one: Draft, other: Draft, phrases: Sequence[Phrase], *, lead: Draft | None = None) -> bool:
    """Whether a list without ranges and without a date of its own only goes with a list of ranges.

    It gives central values, seats or another firm's figures for the same parties.
    """
    second = lead or other
    apart = one.block is not other.block
    if apart and any(_announced(p) for p in phrases[second.block.first : second.block.first + 12]):
        return False
    here, there = one.figures(), other.figures()
    ranged = sum(low < high for low, high in here.values())
    shared = here.keys() & there.keys()
    points = not any(low < high for low, high in there.values())
    most = ranged >= LIST or len(there) > 1
    return points and 2 * ranged > len(here) and most and 2 * len(shared) >= min(len(here), len(there)) > 0


def _announced(phrase: Phrase) -> bool:
    return phrase.role is Role.UPDATE or phrase.what is What.DATE


def _told_again(one: Draft, other: Draft, phrases: Sequence[Phrase]) -> bool:
    known = other.block is (one.told_again[-1] if one.told_again else one).block
    lead = () if known else phrases[other.block.first : other.block.first + 12]
    here, there = one.figures(), other.figures()
    if here and here.items() < there.items() and not one.dated:
        return True
    if any(p.role is Role.UPDATE or (p.what is What.DATE and one.dated) for p in lead):
        return False
    shared = here.keys() & there.keys()
    return bool(shared) and 2 * sum(here[party] == there[party] for party in shared) >= len(shared)
