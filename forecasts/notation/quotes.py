"""Figures that are not the writer's own: another firm's poll told of in a sentence, noise round the list."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from forecasts.notation.judging import Judged, Verdict
from forecasts.notation.lexer import Kind
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import PARTY_WORDS, Role

_KNOWN = (Verdict.TAKE, Verdict.ATTACHED)
_SENTENCE = 48
_ENDS = (Kind.STOP, Kind.LINE, Kind.BLANK, None)
_POLLSTERS = frozenset(
    w
    for line in (
        "metron gpo alco mrb pulse marc kapa kappa rass palmos vprc prorata interview issue opinion mareco",
        "pamak παμακ μακεδονιασ ipsos yougov",
    )
    for w in line.split()
)
_GIVES = frozenset(
    w
    for line in (
        "δινει δινουν εδινε εδωσε βγαζει βγαζουν εβγαλε δειχνει δειχνουν εδειξε βρισκει εβρισκε μετραει",
        "gives give gave shows show showed puts has finds found",
    )
    for w in line.split()
)


def party_of(judged: Judged) -> str:
    """The first party that the name of an entry may mean; nothing for unknown names."""
    name = judged.entry.name.name if judged.entry.name else None
    return name.members[0][0].id if name else ""


def quoted(script: Script, judged: Judged) -> bool:
    """Whether the sentence says that a poll or a polling firm gives the figure."""
    given = False
    for at in range(judged.first - 1, max(judged.first - _SENTENCE, -1), -1):
        if script.kind(at) in _ENDS:
            return False
        word = script.folded(at)
        given = given or word in _GIVES
        if given and (script.role(at) is Role.POLL or word in _POLLSTERS):
            return True
    return False


def own(script: Script, entries: Sequence[Judged]) -> None:
    """Set aside what a poll is said to give, where the text has other figures for the same parties."""
    used = [e for e in entries if e.verdict in _KNOWN]
    theirs = [e for e in used if e.value and not e.value.ranged and quoted(script, e)]
    if not theirs:
        return
    ids = {party_of(e) for e in theirs}
    others = {id(e) for e in theirs}
    mine = {party_of(e) for e in used if id(e) not in others}
    if 2 * len(ids & mine) >= len(ids):
        for judged in theirs:
            if party_of(judged) in mine:
                judged.verdict = Verdict.EARLIER


def intentions(script: Script, entries: Sequence[Judged]) -> None:
    """Set aside what a report gives as voting intention, where it gives ranges as an estimate too."""
    used = [e for e in entries if e.verdict in _KNOWN and e.value]
    marks = _marks(script) if any(e.value.ranged for e in used if e.value) else []
    if not {kind for _, kind in marks} >= {True, False}:
        return
    meant = [_intended(marks, e.first) for e in used]
    if any(e.value.ranged for e, intended in zip(used, meant, strict=True) if e.value and not intended):
        for judged, intended in zip(used, meant, strict=True):
            if intended and judged.value and not judged.value.ranged:
                judged.verdict = Verdict.EARLIER


def _marks(script: Script) -> list[tuple[int, bool]]:
    """Where a text speaks of voting intention (True) and of an estimate (False)."""
    found = []
    for at in range(len(script)):
        word = script.folded(at)
        if word.startswith(("προθεσ", "intention")):
            found.append((at, True))
        elif script.role(at) is Role.FORECAST or word.startswith(("αναγωγ", "reduction")):
            found.append((at, False))
    return found


def _intended(marks: Sequence[tuple[int, bool]], place: int) -> bool:
    """Whether the last mark before a place speaks of intention."""
    at = bisect_left(marks, (place, False))
    return at > 0 and marks[at - 1][1]


def trimmed(script: Script, entries: list[Judged]) -> list[Judged]:
    """A list without the unknown names before and after it that other lines keep apart from it."""
    known = [i for i, e in enumerate(entries) if e.verdict in _KNOWN]
    if not known:
        return entries
    first, last = known[0], known[-1]
    spaced = any(_apart(script, entries[a].last, entries[b].first)[1] for a, b in pairwise(known))
    while first > 0:
        told, blank = _apart(script, entries[first - 1].last, entries[first].first)
        if entries[first - 1].verdict is Verdict.UNKNOWN and (told or (blank and not spaced)):
            break
        first -= 1
    while last + 1 < len(entries):
        told, _ = _apart(script, entries[last].last, entries[last + 1].first)
        if entries[last + 1].verdict is Verdict.UNKNOWN and told:
            break
        last += 1
    kept = entries[first : last + 1]
    return kept + [e for e in entries[last + 1 :] if e.verdict is not Verdict.UNKNOWN]


def _apart(script: Script, first: int, last: int) -> tuple[bool, bool]:
    """Whether lines with words in them stand between two places, and whether an empty line does."""
    ends = [at for at in range(first, last) if script.kind(at) in (Kind.LINE, Kind.BLANK)]
    if not ends:
        return False, False
    between = range(ends[0], ends[-1])
    words = any(script.kind(at) is Kind.WORD for at in between)
    party = any(script.folded(at) in PARTY_WORDS for at in between)
    return words and not party, any(script.kind(at) is Kind.BLANK for at in ends)
