"""Phrases → segments: where a list is cut into lines and clauses, and which of them belong together."""

from collections.abc import Iterator, Sequence

from forecasts.notation.clauses import ASIDES, Segment, aside_between, explains, tells
from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import Phrase, What
from forecasts.notation.script import Script
from forecasts.notation.tables import Table
from forecasts.notation.vocabulary import Role

LIGHT = (Role.LINK, Role.AND, Role.NAMELY)
_LINES = (Kind.LINE, Kind.BLANK)
_HARD = (Kind.STOP, Kind.ELLIPSIS)
_FINAL = (Kind.STOP, Kind.ELLIPSIS, Kind.BULLET)
_BREAKS = frozenset({*_LINES, *_FINAL, Kind.COMMA, Kind.SEMICOLON, Kind.OTHER})


def segments(script: Script, phrases: Sequence[Phrase], first: int, last: int) -> list[Segment]:
    """The segments of a block, those joined that belong together."""
    return _joined(script, _cut(script, phrases, first, last, Table(script, phrases, first)))


def _cut(script: Script, phrases: Sequence[Phrase], first: int, last: int, table: Table) -> Iterator[Segment]:
    """Cut at line ends, commas, bullets and stops; brackets go with the phrase before them."""
    segment, at = Segment(), first
    while at < last:
        phrase = phrases[at]
        at += 1
        if phrase.role is Role.PLAIN:
            table.started = True
            segment.items.append(phrase)
            continue
        if phrase.kind is None:
            held = table.cell(phrase)
            if held is None:
                continue
            phrase = held
        if phrase.kind is Kind.OPEN and (close := _closing(phrases, at, last)):
            inside = list(phrases[at:close])
            whats = {p.what for p in inside}
            if What.NAME in whats and What.FIGURE in whats:
                yield segment
                yield from _aside(script, segment, phrases, at, close, table.fresh())
                segment = Segment()
            elif (named := _named(segment, inside)) is not None:
                segment.add(named)
            elif whats & {What.FIGURE, What.COUNT, What.YEAR}:
                segment.brackets.setdefault(len(segment.items), []).extend(inside)
            at = close + 1
        elif phrase.kind is Kind.DASH and _parts(script, segment, phrases, at, last):
            yield segment
            segment = Segment()
        elif phrase.kind in _BREAKS and not _filler(phrases, at - 1, segment):
            if unfinished := table.mark(phrase, at - 1):
                segment.add(unfinished)
            segment.ending = phrase.kind
            yield segment
            segment = Segment()
        else:
            if phrase.kind is Kind.CELL:
                table.mark(phrase, at - 1)
            segment.add(phrase)
    if unfinished := table.unfinished():
        segment.add(unfinished)
    yield segment


def _named(segment: Segment, inside: Sequence[Phrase]) -> Phrase | None:
    """The party in brackets behind words that nobody knows: "Βελόπουλος (Ελληνική Λύση) 3%"."""
    before = segment.items[-1] if segment.items else None
    if before is None or before.role is not Role.PLAIN or segment.signs[-1:] == ["N"]:
        return None
    names = [p for p in inside if p.what is What.NAME]
    rest = [p for p in inside if p.what is not What.NAME and p.kind is not Kind.QUOTE and p.role not in LIGHT]
    return names[0] if len(names) == 1 and not rest else None


def _parts(script: Script, segment: Segment, phrases: Sequence[Phrase], at: int, last: int) -> bool:
    """Whether a dash between spaces ends a part of a headline: a party and its figure stand before it."""
    if not segment.signs or not segment.balanced:
        return False
    if not (script.gap(phrases[at - 1].first) and script.gap(phrases[at - 1].last)):
        return False
    return segment.items[-1].what is not What.FIGURE or not _second(phrases, at, last)


def _second(phrases: Sequence[Phrase], at: int, last: int) -> bool:
    """Whether behind a dash stands a second figure of the party: "ΣΥΡΙΖΑ 28% (+2) – 30% (+1)"."""
    if at >= last or phrases[at].what is not What.FIGURE:
        return False
    after = at + 1
    if after < last and phrases[after].kind is Kind.OPEN and (close := _closing(phrases, after + 1, last)):
        after = close + 1
    while after < last and phrases[after].role in LIGHT:
        after += 1
    return after >= last or phrases[after].what is not What.NAME


def _aside(
    script: Script, segment: Segment, phrases: Sequence[Phrase], first: int, last: int, table: Table
) -> Iterator[Segment]:
    """Parties and figures in brackets: within a sentence they are told of what the sentence tells of."""
    past = [p for p in segment.items if p.role is Role.PAST]
    ranged = any(p.figure and p.figure.ranged for p in phrases[first:last])
    prose = sum(p.role is Role.PLAIN for p in segment.items) > 1 and not ranged
    for inner in _cut(script, phrases, first, last, table):
        inner.earlier = bool(past) or (prose and not any(p.role is Role.VERB for p in inner.items))
        yield inner


def _filler(phrases: Sequence[Phrase], at: int, segment: Segment) -> bool:
    """Dots and stops that lead from a name to its figure: "Ν.Δ. ...από 26", "Χρυσή Αυγή.- 2-3%"."""
    kind = phrases[at].kind
    if kind not in _HARD or segment.signs[-1:] != ["N"]:
        return False
    following = phrases[at + 1] if at + 1 < len(phrases) else None
    if following is None or following.kind in _LINES:
        return False
    if kind is Kind.STOP and following.kind is Kind.COMMA:
        return True  # "Δημιουργία Ξανά!, 2%"
    leads = following.what is What.FIGURE or following.kind in (
        Kind.DASH,
        Kind.COLON,
        Kind.STOP,
        Kind.ELLIPSIS,
    )
    return leads or (kind is Kind.ELLIPSIS and following.role is Role.LINK)


def _closing(phrases: Sequence[Phrase], at: int, last: int) -> int | None:
    for place in range(at, min(at + 60, last)):
        kind = phrases[place].kind
        if kind is Kind.CLOSE:
            return place
        if kind in _LINES:
            break
    return None


def _joined(script: Script, pieces: Iterator[Segment]) -> list[Segment]:
    """Join what a line end or a comma cuts in two: a name here, its figure there."""
    found: list[Segment] = []
    pending: Segment | None = None
    rows = list(pieces)
    for place, segment in enumerate(rows):
        if pending and aside_between(script, pending, segment, rows[place + 1 : place + 1 + ASIDES]):
            pending.parted = True
            continue
        if not segment.items and not segment.brackets:
            if pending and pending.ending not in _FINAL:
                pending.ending = segment.ending
        elif pending and _goes_on(pending, segment):
            pending.join(segment)
        else:
            if pending:
                found.append(pending)
            pending = segment
    return [*found, pending] if pending else found


def _goes_on(one: Segment, other: Segment) -> bool:
    """Whether a segment that lacks a name or a figure finds it in the next."""
    here, there = one.signs, other.signs
    if not here or not there or one.ending in _FINAL or one.balanced or here[-1] == there[0]:
        return False
    if one.brackets and here == ["N"]:
        return False
    if set(there) == {"F"} and here[-len(there) :] == ["N"] * len(there) > ["N"]:
        return any(p.role is Role.PAIRED for p in other.items)
    if one.ending in _LINES and "N" in here and "F" in here and (_celled(one) or _celled(other)):
        return False  # a figure of one row never goes to the party of another
    if (
        one.ending is Kind.COMMA
        and here[-1] == "N"
        and there == ["F"]
        and (tells(other, past=one.parted) or explains(other))
    ):
        return True
    if not _only_light(one.items, here[-1]) or not _begins(other.items):
        return False
    if len(here) == 1:
        return _bare(one.items) and not other.balanced
    return one.ending is not Kind.BLANK and not one.doubled


def _celled(segment: Segment) -> bool:
    """Whether it is a row of cells."""
    return any(p.kind is Kind.CELL for p in segment.items)


def _bare(items: list[Phrase]) -> bool:
    """Whether a line holds a name or a figure and nothing else."""
    return all(p.what is not What.WORD or p.role in LIGHT for p in items)


def _only_light(items: list[Phrase], last: str) -> bool:
    """Whether only light words stand after the last name or figure."""
    wanted = What.NAME if last == "N" else What.FIGURE
    for phrase in reversed(items):
        if phrase.what is wanted:
            return True
        if phrase.what is What.WORD and phrase.role not in LIGHT:
            return False
    return False


def _begins(items: list[Phrase]) -> bool:
    """Whether a name or a figure stands at the beginning, light words apart."""
    for phrase in items:
        if phrase.what in (What.NAME, What.FIGURE):
            return True
        if phrase.what in (What.WORD, What.COUNT, What.YEAR, What.DATE) and phrase.role not in LIGHT:
            return False
    return False
