"""One figure for several parties: "ΠΑΣΟΚ και Ποτάμι 4-5% το καθένα", "ND and PASOK were both seen at 12%"."""

from forecasts.notation.entries import Entry
from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import What
from forecasts.notation.script import Script
from forecasts.notation.segments import LIGHT
from forecasts.notation.vocabulary import ARTICLES, Role

_EACH = ("καθεν", "καθεμι", "καθε", "εκαστ", "each", "apiece", "αμφοτερ")
_PLURAL = ("ουν", "νται", "ανε")
_PLURALS = frozenset(
    {"are", "were", "stand", "hover", "get", "gather", "collect", "score", "take", "sit", "lie"}
)
_DESCRIBED = 4  # words between "and" and a name: "and the new centrist party To Potami"


def share_out(script: Script, entries: list[Entry]) -> None:
    """Give each of several parties the one figure behind them: "ΠΑΣΟΚ και Ποτάμι 4-5% το καθένα"."""
    for place, entry in enumerate(entries):
        if not (entry.name and entry.figures):
            continue
        opened = place > 0 and any(script.folded(p.first) == "both" for p in entries[place - 1].before)
        if not (opened or _shared(script, entry)):
            continue
        at = place - 1
        while at >= 0 and _waits(script, entries[at], entries[at + 1]):
            entries[at].figures = entry.figures[:1]
            entries[at].between = []
            entries[at].shared = True
            at -= 1


def _shared(script: Script, entry: Entry) -> bool:
    """Whether the words round a figure give it to several parties: "each", "both", a plural verb."""
    words = [script.folded(p.first) for p in entry.between]
    if _each(script, entry.figures[0].last) or any(w.startswith(_EACH) or w == "both" for w in words):
        return True
    verbs = [script.folded(p.first) for p in entry.between if p.role in (Role.VERB, Role.PAST)]
    assert entry.name is not None  # noqa: S101
    joined = any(script.role(entry.name.first - back) is Role.AND for back in range(1, _DESCRIBED + 1))
    return joined and any(verb.endswith(_PLURAL) or verb in _PLURALS for verb in verbs[:1])


def _each(script: Script, place: int) -> bool:
    """Whether "each" stands behind a figure: "το καθένα", "η κάθε μία", "each"."""
    words = [script.folded(at) for at in (place, place + 1)]
    return any(word.startswith(_EACH) for word in words[: 1 + (words[0] in ARTICLES)])


def _waits(script: Script, entry: Entry, following: Entry) -> bool:
    """Whether light words, and those that describe the next party, follow a name without a figure."""
    if entry.name is None or following.name is None:
        return False
    kinds = {script.kind(at) for at in range(entry.name.last, following.name.first)}
    linked = any(
        script.role(at) is Role.AND or script.kind(at) in (Kind.COMMA, Kind.PLUS)
        for at in range(entry.name.last, following.name.first)
    )
    if not linked:
        return False
    bare = not entry.figures and not entry.bracketed and not kinds & {Kind.STOP, Kind.LINE, Kind.BLANK}
    words = [p for p in entry.between if p.what is not What.TOKEN and p.role not in LIGHT]
    return bare and len(words) <= _DESCRIBED and all(p.role is Role.PLAIN for p in words)
