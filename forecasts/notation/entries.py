"""Phrases → entries: which figure belongs to which party, whichever of the two stands first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import Phrase, What
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import PARTY_WORDS, Role

_BREAKS = (
    Kind.LINE,
    Kind.BLANK,
    Kind.COMMA,
    Kind.SEMICOLON,
    Kind.BULLET,
    Kind.STOP,
    Kind.ELLIPSIS,
    Kind.OTHER,
)
_LINES = (Kind.LINE, Kind.BLANK)
_HARD = (Kind.STOP, Kind.ELLIPSIS)
_FINAL = (Kind.STOP, Kind.ELLIPSIS, Kind.BULLET)
_LIGHT = (Role.LINK, Role.AND)


@dataclass(slots=True)
class Entry:
    """A party and its figures, or one of the two alone.

    Attributes:
        name: the phrase of the party; None where no known name stands.
        words: the unknown words that stand where a name should.
        figures: the figures, the party's own first; those in brackets are in `bracketed`.
        between: the phrases between name and figure; `tail`: those after the figure, up to what comes next.
        light: nothing but light words and marks stands between name and figure.
        lined: it stands in a line by itself or in a list, not in running prose.
    """

    name: Phrase | None = None
    words: list[Phrase] = field(default_factory=list)
    figures: list[Phrase] = field(default_factory=list)
    bracketed: list[Phrase] = field(default_factory=list)
    between: list[Phrase] = field(default_factory=list)
    before: list[Phrase] = field(default_factory=list)
    tail: list[Phrase] = field(default_factory=list)
    flipped: bool = False
    doubtful: bool = False
    earlier: bool = False

    @property
    def places(self) -> list[int]:
        """Every place (token) it takes."""
        own = [*([self.name] if self.name else []), *self.figures[:1], *([] if self.name else self.words)]
        return [p.first for p in own] + [p.last for p in own]

    def has(self, role: Role) -> bool:
        """Whether a word of this role stands before or between."""
        return any(p.role is role for p in (*self.before, *self.between))

    @property
    def plain(self) -> list[Phrase]:
        """The words nobody knows between the name and its figure."""
        return [
            p
            for p in self.between
            if p.role in (Role.PLAIN, Role.ELECTION, Role.DEBATE, Role.FORECAST, Role.POLL)
        ]


@dataclass(slots=True)
class _Segment:
    items: list[Phrase]
    brackets: dict[int, list[Phrase]]
    ending: Kind | None = None
    earlier: bool = False

    @property
    def sequence(self) -> str:
        """N for each name and F for each figure, in their order."""
        signs = {What.NAME: "N", What.FIGURE: "F"}
        return "".join(signs[p.what] for p in self.items if p.what in signs)


class _Table:
    """The cells of a row and what the head of the table says of each column."""

    def __init__(self) -> None:
        self._aside: frozenset[int] = frozenset()
        self._head: dict[int, bool] = {}
        self._cell = 0
        self._started = self._figures = False

    def set_aside(self, phrase: Phrase) -> bool:
        """Take the next phrase; whether it is a figure in a column of seats, earlier results and the like."""
        if phrase.kind in _LINES:
            if self._cell and not self._figures and any(self._head.values()):
                self._aside = frozenset(cell for cell, aside in self._head.items() if aside)
            self._head, self._cell, self._started, self._figures = {}, 0, False, False
        elif phrase.kind is Kind.CELL:
            self._cell += self._started
        else:
            self._started = True
            if phrase.what is What.FIGURE:
                self._figures = True
                return bool(self._cell) and self._cell in self._aside
            if phrase.role in (Role.MEASURE, Role.PAST):
                self._head[self._cell] = True
        return False


class EntryReader:
    """Pairs names and figures within one block."""

    def __init__(self, script: Script, phrases: Sequence[Phrase]) -> None:
        self.script = script
        self.phrases = phrases
        self._header: list[Phrase] = []

    def entries(self, first: int, last: int) -> list[Entry]:
        """The entries of a block, in the order of the text."""
        segments = self._joined(list(self._segments(first, last)))
        majority = _majority(segments)
        found: list[Entry] = []
        for segment in segments:
            sequence = segment.sequence
            if len(sequence) > 1 and set(sequence) == {"N"}:
                self._header = [p for p in segment.items if p.what is What.NAME]
            if len(sequence) > 1 and sequence == "F" * len(self._header):
                found += self._row(segment)
            elif "F" in sequence or "N" in sequence or segment.brackets:
                found += self._paired(segment, sequence, majority)
        return found

    def _segments(self, first: int, last: int) -> Iterator[_Segment]:
        """Cut at line ends, commas, bullets and stops; brackets go with the phrase before them."""
        segment, at, table = _Segment([], {}), first, _Table()
        while at < last:
            phrase = self.phrases[at]
            if table.set_aside(phrase):
                at += 1
                continue
            if phrase.kind is Kind.OPEN and (close := self._closing(at, last)):
                inside = list(self.phrases[at + 1 : close])
                if any(p.what is What.NAME for p in inside) and any(p.what is What.FIGURE for p in inside):
                    yield segment
                    yield from self._aside(segment, at + 1, close)
                    segment = _Segment([], {})
                elif any(p.what in (What.FIGURE, What.COUNT, What.YEAR) for p in inside):
                    segment.brackets.setdefault(len(segment.items), []).extend(inside)
                at = close + 1
                continue
            if phrase.kind in _BREAKS and not self._filler(at, segment):
                segment.ending = phrase.kind
                yield segment
                segment = _Segment([], {})
            else:
                segment.items.append(phrase)
            at += 1
        yield segment

    def _aside(self, segment: _Segment, first: int, last: int) -> Iterator[_Segment]:
        """Parties and figures in brackets: within a sentence they are told of what the sentence tells of."""
        past = [p for p in segment.items if p.role is Role.PAST]
        prose = sum(p.role is Role.PLAIN for p in segment.items) > 1
        for inner in self._segments(first, last):
            points = prose and not any(p.figure and p.figure.ranged for p in inner.items)
            inner.earlier = bool(past) or (points and not any(p.role is Role.VERB for p in inner.items))
            yield inner

    def _filler(self, at: int, segment: _Segment) -> bool:
        """Dots and stops that lead from a name to its figure: "Ν.Δ. ...από 26", "Χρυσή Αυγή.- 2-3%"."""
        kind = self.phrases[at].kind
        if kind not in _HARD or not segment.sequence.endswith("N"):
            return False
        following = self.phrases[at + 1] if at + 1 < len(self.phrases) else None
        if following is None or following.kind in _LINES:
            return False
        leads = following.what is What.FIGURE or following.kind in (
            Kind.DASH,
            Kind.COLON,
            Kind.STOP,
            Kind.ELLIPSIS,
        )
        return leads or (kind is Kind.ELLIPSIS and following.role is Role.LINK)

    def _closing(self, at: int, last: int) -> int | None:
        for place in range(at + 1, min(at + 60, last)):
            kind = self.phrases[place].kind
            if kind is Kind.CLOSE:
                return place
            if kind in _LINES:
                break
        return None

    def _joined(self, segments: list[_Segment]) -> list[_Segment]:
        """Join what a line end or a comma cuts in two: a name here, its figure there."""
        found: list[_Segment] = []
        pending: _Segment | None = None
        for segment in segments:
            if not segment.items and not segment.brackets:
                if pending and pending.ending not in _FINAL:
                    pending.ending = segment.ending
                continue
            if pending and self._goes_on(pending, segment):
                offset = len(pending.items)
                pending.items += segment.items
                pending.brackets.update({offset + at: inside for at, inside in segment.brackets.items()})
                pending.ending = segment.ending
            else:
                if pending:
                    found.append(pending)
                pending = segment
        return [*found, pending] if pending else found

    def _goes_on(self, one: _Segment, other: _Segment) -> bool:
        here, there = one.sequence, other.sequence
        if (
            not here
            or not there
            or one.ending in _FINAL
            or here.count("N") == here.count("F")
            or here[-1] == there[0]
        ):
            return False
        if one.brackets and here == "N":
            return False
        if one.ending is Kind.COMMA and here[-1] == "N" and there == "F" and self._tells(other):
            return True
        if one.items[-1].what not in (What.NAME, What.FIGURE, What.TOKEN) and not _only_light(
            one.items, here[-1]
        ):
            return False
        if not _begins(other.items):
            return False
        if one.ending is Kind.BLANK and (len(here) > 1 or not _bare(one.items)):
            return False
        if len(here) == 1:
            return _bare(one.items) and there.count("N") != there.count("F")
        return "NN" not in here and "FF" not in here

    def _tells(self, other: _Segment) -> bool:
        """Whether a clause without a name gives a range in words: ", το ποσοστό του οποίου κυμαίνεται από 6% έως 8%"."""
        figure = next(p for p in other.items if p.what is What.FIGURE).figure
        before = other.items[: next(i for i, p in enumerate(other.items) if p.what is What.FIGURE)]
        measured = any(p.role in (Role.MEASURE, Role.PAST) for p in before)
        return bool(figure and figure.ranged and figure.percent) and not measured

    def _paired(self, segment: _Segment, sequence: str, majority: str) -> list[Entry]:
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
            halves = _cut(segment, turn)
            return [e for half in halves for e in self._paired(half, half.sequence, majority)]
        flipped = order == "FN"
        entries = self._slots(segment, flipped=flipped)
        for entry in entries:
            entry.doubtful = doubtful
            entry.earlier = segment.earlier
        return entries[::-1] if flipped else entries

    def _turn(self, segment: _Segment, sequence: str) -> int:
        """Where a sentence changes sides: "38% κινείται η ΝΔ ενώ ο ΣΥΡΙΖΑ με 15%" or "24% για τον ΣΥΡΙΖΑ" after another.

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

    def _worded(self, segment: _Segment, mains: list[int], at: int, order: str) -> bool:
        """Whether words tie the half that stands figure first: a verb, or "για"."""
        first, last = (
            (mains[0], mains[1]) if order == "FN" else (mains[at + 1], mains[at + 2])
        )  # the first such pair
        between = segment.items[first + 1 : last]
        return any(p.role is Role.VERB or self.script.folded(p.first) in ("για", "for") for p in between)

    def _row(self, segment: _Segment) -> list[Entry]:
        """A row of figures under a row of as many names: the first belongs to the first, and so on."""
        figures = [p for p in segment.items if p.what is What.FIGURE]
        return [Entry(name=n, figures=[f]) for n, f in zip(self._header, figures, strict=True)]

    def _columns(self, segment: _Segment) -> list[Entry]:
        """A row of names, then a row of as many figures: the first with the first, and so on."""
        names = [p for p in segment.items if p.what is What.NAME]
        figures = [p for p in segment.items if p.what is What.FIGURE]
        same = len(names) == len(figures)
        return [Entry(name=n, figures=[f], doubtful=not same) for n, f in zip(names, figures, strict=False)]

    def _slots(self, segment: _Segment, *, flipped: bool) -> list[Entry]:
        found: list[Entry] = []
        entry = Entry(flipped=flipped)
        order = range(len(segment.items) + 1)
        for at in reversed(order) if flipped else order:
            # Brackets belong to what stands before them in the text, in either order of pairing.
            if flipped and at in segment.brackets and entry.name is None and not entry.figures:
                entry.tail += []
            if not flipped and at in segment.brackets:
                self._bracket(entry, segment.brackets[at])
            index = at - 1 if flipped else at
            if 0 <= index < len(segment.items):
                entry = self._step(entry, segment.items[index], found)
        found.append(entry)
        if flipped:
            self._brackets_flipped(segment, found)
        return [e for e in found if e.name or e.figures or e.bracketed]

    def _brackets_flipped(self, segment: _Segment, found: list[Entry]) -> None:
        for at, inside in segment.brackets.items():
            before = segment.items[at - 1] if at else None
            for entry in found:
                if before is not None and (before is entry.name or before in entry.figures):
                    self._bracket(entry, inside)

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
                before = [] if not entry.figures else _next_words(entry)
                entry = Entry(flipped=entry.flipped, before=before)
            entry.name = phrase
        elif phrase.what is What.FIGURE:
            if entry.figures and (strangers := self._strangers(entry)):
                found.append(entry)
                entry = Entry(flipped=entry.flipped, words=strangers, before=_next_words(entry))
            elif not entry.figures and not entry.name:
                entry.words = self._label(entry.before)
            entry.figures.append(phrase)
        elif entry.figures:
            entry.tail.append(phrase)
        elif entry.name:
            entry.between.append(phrase)
        else:
            entry.before.append(phrase)
        return entry

    def _strangers(self, entry: Entry) -> list[Phrase]:
        """Words after a figure that begin the next entry: they hold a name nobody knows, or count something."""
        if any(p.role is Role.MEASURE for p in entry.tail):
            return [p for p in entry.tail if p.role is Role.MEASURE]
        return self._label(entry.tail)

    def _label(self, row: list[Phrase]) -> list[Phrase]:
        """The words of an unknown name: with at least one that is neither light nor a party word."""
        words = [p for p in row if p.what is What.WORD and p.role not in (Role.LINK,)]
        own = [p for p in words if p.role is Role.PLAIN and self.script.folded(p.first) not in PARTY_WORDS]
        return words if own else []


def _cut(segment: _Segment, at: int) -> tuple[_Segment, _Segment]:
    first = _Segment(segment.items[:at], {k: v for k, v in segment.brackets.items() if k <= at})
    second = _Segment(
        segment.items[at:], {k - at: v for k, v in segment.brackets.items() if k > at}, segment.ending
    )
    return first, second


def _next_words(entry: Entry) -> list[Phrase]:
    return list(entry.tail)


def _bare(items: list[Phrase]) -> bool:
    """Whether a line holds a name or a figure and nothing else."""
    return all(p.what is not What.WORD or p.role in _LIGHT for p in items)


def _only_light(items: list[Phrase], last: str) -> bool:
    """Whether only light words stand after the last name or figure."""
    wanted = What.NAME if last == "N" else What.FIGURE
    for phrase in reversed(items):
        if phrase.what is wanted:
            return True
        if phrase.what is What.WORD and phrase.role not in _LIGHT:
            return False
    return False


def _begins(items: list[Phrase]) -> bool:
    """Whether a name or a figure stands at the beginning, light words apart."""
    for phrase in items:
        if phrase.what in (What.NAME, What.FIGURE):
            return True
        if phrase.what in (What.WORD, What.COUNT, What.YEAR, What.DATE) and phrase.role not in _LIGHT:
            return False
    return False


def _order(sequence: str) -> str:
    """Name first ("NF") or figure first ("FN"), where the ends of a segment show it."""
    if "N" not in sequence or "F" not in sequence:
        return "NF" if sequence == "N" else ""
    if sequence[0] == "N" and sequence[-1] == "F":
        return "NF"
    if sequence[0] == "F" and sequence[-1] == "N":
        return "FN"
    return ""


def _majority(segments: list[_Segment]) -> str:
    votes = [_order(s.sequence) for s in segments if len(s.sequence) > 1]
    ahead, behind = votes.count("NF"), votes.count("FN")
    return "NF" if ahead > behind else "FN" if behind > ahead else ""


def _headers(sequence: str) -> bool:
    """Two names or more, then as many figures or more: the head of a table and its row."""
    names = len(sequence) - len(sequence.lstrip("N"))
    return names > 1 and len(sequence) > names + 1 and set(sequence[names:]) == {"F"}
