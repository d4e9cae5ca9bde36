"""Phrases → entries: which figure belongs to which party, whichever of the two stands first."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from forecasts.notation.clauses import Segment
from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import Phrase, What
from forecasts.notation.script import Script
from forecasts.notation.sections import Block
from forecasts.notation.segments import segments
from forecasts.notation.tables import Heading, heading, under_heading
from forecasts.notation.vocabulary import PARTY_WORDS, Role

_AGAINST = frozenset({"εναντι", "against", "versus"})
_ASIDE = 3  # from the first dash to the second, as in SYRIZA – left – 15.2%
_HEAD = 120  # phrases at most in the head of a table


@dataclass(slots=True)
class Entry:
    """A party and its figures, or one of the two alone.

    Attributes:
        name: the phrase of the party; None where no known name stands.
        words: the unknown words that stand where a name should.
        figures: the figures, the party's own first; those in brackets are in `bracketed`.
        between: the phrases between name and figure; `tail`: those after the figure, up to what comes next.
        beside: a range in brackets directly behind the name.
        shared: its figure is the one of a later party too, beside which it stands.
    """

    name: Phrase | None = None
    words: list[Phrase] = field(default_factory=list)
    figures: list[Phrase] = field(default_factory=list)
    bracketed: list[Phrase] = field(default_factory=list)
    between: list[Phrase] = field(default_factory=list)
    before: list[Phrase] = field(default_factory=list)
    tail: list[Phrase] = field(default_factory=list)
    rest: list[Phrase] = field(default_factory=list)
    headed: bool = False
    beside: Phrase | None = None
    shared: bool = False
    flipped: bool = False
    doubtful: bool = False
    earlier: bool = False

    @property
    def places(self) -> list[int]:
        """Every place (token) it takes."""
        own = [
            *([self.name] if self.name and not self.headed else []),
            *([] if self.shared else [self.beside] if self.beside else self.figures[:1]),
            *([] if self.name else self.words),
        ]
        return [p.first for p in own] + [p.last for p in own]

    def has(self, role: Role) -> bool:
        """Whether a word of this role stands before or between."""
        return any(p.role is role for p in (*self.before, *self.between))

    @property
    def plain(self) -> list[Phrase]:
        """The words nobody knows between the name and its figure, but for a word or two between dashes."""
        dashes = [i for i, p in enumerate(self.between) if p.kind is Kind.DASH]
        inside = range(dashes[0], dashes[-1]) if dashes and dashes[-1] - dashes[0] <= _ASIDE else range(0)
        return [
            p
            for i, p in enumerate(self.between)
            if i not in inside
            and p.role in (Role.PLAIN, Role.ELECTION, Role.DEBATE, Role.FORECAST, Role.POLL)
        ]


class EntryReader:
    """Pairs names and figures within one block."""

    def __init__(self, script: Script, phrases: Sequence[Phrase]) -> None:
        self.script = script
        self.phrases = phrases
        self._header: list[Phrase] = []
        self._grid: Heading | None = None

    def entries(self, first: int, last: int) -> list[Entry]:
        """The entries of a block, in the order of the text."""
        pieces = segments(self.script, self.phrases, first, last)
        majority = _majority(pieces)
        found: list[Entry] = []
        for segment in pieces:
            sequence = segment.sequence
            row = len(sequence) > 1 and self._bare(segment)
            if row and set(sequence) == {"N"}:
                self._header = [p for p in segment.items if p.what is What.NAME]
            self._grid = heading(segment.items) or self._grid
            if under := under_heading(segment.items, self._grid):
                found += [Entry(name=n, figures=[f], headed=True) for n, f in under]
            elif row and sequence == "F" * len(self._header):
                found += self._row(segment)
            elif "F" in sequence or "N" in sequence or segment.brackets:
                found += self._paired(segment, sequence, majority)
        return found

    @property
    def headed(self) -> bool:
        """Whether a row of names was found that may head the rows of other blocks."""
        return bool(self._header or self._grid)

    def heads(self, blocks: Sequence[Block]) -> None:
        """Find the head of a table whose rows are dated, and so are blocks of their own."""
        for block in blocks:
            inside = self.phrases[block.first : min(block.last, block.first + _HEAD)]
            if any(p.what is What.NAME for p in inside) and any(p.kind is Kind.CELL for p in inside):
                for segment in segments(self.script, self.phrases, block.first, block.last):
                    self._grid = heading(segment.items) or self._grid
                    if len(segment.signs) > 1 and set(segment.signs) == {"N"} and self._bare(segment):
                        self._header = [p for p in segment.items if p.what is What.NAME]

    def _bare(self, segment: Segment) -> bool:
        """Whether a row has no words in it, but for those of its first cell."""
        cells = [i for i, p in enumerate(segment.items) if p.kind is Kind.CELL]
        rest = segment.items[cells[0] :] if len(cells) > 1 else segment.items
        return not any(p.what is What.WORD for p in rest)

    def _paired(self, segment: Segment, sequence: str, majority: str) -> list[Entry]:
        """Pair name first or figure first, as the segment itself shows, else as most of the block does."""
        order = _order(sequence)
        doubtful = False
        if not order and len(sequence) > 1 and sequence[0] != sequence[-1] == sequence[0]:
            order = majority
        if not order:
            order = majority or ("NF" if sequence[:1] == "N" else "")
            doubtful = not order and "N" in sequence and "F" in sequence
        if _headers(sequence):
            return self._columns(segment)
        if turn := self._turn(segment, sequence):
            halves = segment.cut(turn)
            return [e for half in halves for e in self._paired(half, half.sequence, majority)]
        flipped = order == "FN"
        entries = self._slots(segment, flipped=flipped)
        for entry in entries:
            entry.doubtful = doubtful
            entry.earlier = segment.earlier
        return entries[::-1] if flipped else entries

    def _turn(self, segment: Segment, sequence: str) -> int:
        """Where a sentence changes sides, as in "38% η ΝΔ ενώ ο ΣΥΡΙΖΑ με 15%".

        Returns:
            The item the second half begins with; 0 where the sides do not change.
        """
        mains = [i for i, p in enumerate(segment.items) if p.what in (What.NAME, What.FIGURE)]
        for order, double in (("FN", "NN"), ("NF", "FF")):
            at = sequence.find(double)
            if (
                at > 0
                and sequence[: at + 1] == order * (at // 2 + 1)
                and at % 2 == 1
                and len(sequence) % 2 == 0
            ):
                rest = sequence[at + 1 :]
                if rest == order[::-1] * (len(rest) // 2) and self._worded(segment, mains, at, order):
                    return mains[at] + 1
        return 0

    def _worded(self, segment: Segment, mains: list[int], at: int, order: str) -> bool:
        """Whether words tie the half that stands figure first: a verb, or "για"."""
        first, last = (
            (mains[0], mains[1]) if order == "FN" else (mains[at + 1], mains[at + 2])
        )  # the first such pair
        between = segment.items[first + 1 : last]
        figure = segment.items[first if order == "NF" else last]
        against = [self.script.folded(figure.first - back) for back in (1, 2)]
        return not _AGAINST.isdisjoint(against) or any(
            p.role is Role.VERB or self.script.folded(p.first) in ("για", "for") for p in between
        )

    def _row(self, segment: Segment) -> list[Entry]:
        """A row of figures under a row of as many names: the first belongs to the first, and so on."""
        figures = [p for p in segment.items if p.what is What.FIGURE]
        return [Entry(name=n, figures=[f], headed=True) for n, f in zip(self._header, figures, strict=True)]

    def _columns(self, segment: Segment) -> list[Entry]:
        """A row of names, then a row of as many figures: the first with the first, and so on."""
        names = [p for p in segment.items if p.what is What.NAME]
        figures = [p for p in segment.items if p.what is What.FIGURE]
        same = len(names) == len(figures)
        return [Entry(name=n, figures=[f], doubtful=not same) for n, f in zip(names, figures, strict=False)]

    def _slots(self, segment: Segment, *, flipped: bool) -> list[Entry]:
        """Go through a segment, backwards where the figure stands first, and begin an entry at each name."""
        found: list[Entry] = []
        entry = Entry(flipped=flipped)
        for phrase in reversed(segment.items) if flipped else segment.items:
            entry = self._step(entry, phrase, found)
        found.append(entry)
        holders = {id(p): e for e in found for p in (*e.figures, *e.between, *e.tail, e.name) if p}
        for at, inside in segment.brackets.items():
            holder = holders.get(id(segment.items[at - 1])) if at else found[0]
            self._bracket(holder or found[0], inside)
            if at and holder and holder.name is segment.items[at - 1]:
                holder.beside = next(
                    (p for p in holder.bracketed if p in inside and p.figure and p.figure.ranged), None
                )
        return [e for e in found if e.name or e.figures or e.bracketed]

    def _bracket(self, entry: Entry, inside: list[Phrase]) -> None:
        if any(
            p.role in (Role.PAST, Role.MEASURE) or p.what in (What.YEAR, What.DATE) or p.role is Role.MONTH
            for p in inside
        ):
            return
        if any(p.role is Role.PLAIN for p in inside):
            return
        entry.bracketed += [p for p in inside if p.what is What.FIGURE]

    def _step(self, entry: Entry, phrase: Phrase, found: list[Entry]) -> Entry:
        """Take one phrase into the entry at hand, or begin the next."""
        if phrase.what is What.NAME:
            if entry.name or entry.figures:
                found.append(entry)
                before = entry.rest if entry.figures else []
                entry = Entry(flipped=entry.flipped, before=before)
            entry.name = phrase
        elif phrase.what is What.FIGURE:
            if entry.figures and (strangers := self._strangers(entry)):
                found.append(entry)
                entry = Entry(flipped=entry.flipped, words=strangers, before=entry.rest)
            elif not entry.figures and not entry.name:
                entry.words = self._label(entry.before)
            entry.figures.append(phrase)
            entry.rest = []
        elif entry.figures:
            entry.rest.append(phrase)
            if len(entry.figures) == 1:
                entry.tail.append(phrase)
        elif entry.name:
            entry.between.append(phrase)
        else:
            entry.before.append(phrase)
        return entry

    def _strangers(self, entry: Entry) -> list[Phrase]:
        """Words after a figure that begin the next entry: an unknown name, or what counts something else."""
        if any(p.role is Role.MEASURE for p in entry.rest):
            return [p for p in entry.rest if p.role is Role.MEASURE]
        return self._label(entry.rest)

    def _label(self, row: list[Phrase]) -> list[Phrase]:
        """The words of an unknown name: with at least one that is neither light nor a party word."""
        words = [p for p in row if p.what is What.WORD and p.role not in (Role.LINK,)]
        own = [p for p in words if p.role is Role.PLAIN and self.script.folded(p.first) not in PARTY_WORDS]
        return words if own else []


def _order(sequence: str) -> str:
    """Name first ("NF") or figure first ("FN"), where the ends of a segment show it."""
    if "N" not in sequence or "F" not in sequence:
        return "NF" if sequence == "N" else ""
    if sequence[0] == "N" and sequence[-1] == "F":
        return "NF"
    if sequence[0] == "F" and sequence[-1] == "N":
        return "FN"
    return ""


def _majority(segments: list[Segment]) -> str:
    votes = [_order(s.sequence) for s in segments if len(s.sequence) > 1]
    ahead, behind = votes.count("NF"), votes.count("FN")
    return "NF" if ahead > behind else "FN" if behind > ahead else ""


def _headers(sequence: str) -> bool:
    """Two names or more, then as many figures or more: the head of a table and its row."""
    names = len(sequence) - len(sequence.lstrip("N"))
    return names > 1 and len(sequence) > names + 1 and set(sequence[names:]) == {"F"}
