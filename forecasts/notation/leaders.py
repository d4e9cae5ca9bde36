"""The names of leaders among the phrases: which stand for the party, which only go with its name."""

from collections.abc import Sequence

from forecasts.notation.lexer import Kind
from forecasts.notation.phrases import Phrase, What
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import Role

_REACH = 10  # phrases between a leader's name and a figure
_BESIDE = 5  # and between it and the party's own name
_ENDS = (Kind.LINE, Kind.BLANK, Kind.STOP)
_TIES = (Kind.DASH, Kind.QUOTE)


def led(script: Script, phrases: Sequence[Phrase]) -> list[Phrase]:
    """Settle every leader's name.

    One beside her party's name becomes part of it ("Ελληνική Λύση - Κυριάκος Βελόπουλος"), one beside a range
    stands for the party, and any other is a word like others.
    """
    found: list[Phrase] = []
    for at, phrase in enumerate(phrases):
        if phrase.name is None or not phrase.name.led:
            found.append(phrase)
            continue
        party = _own_party(script, found, phrase)
        if party is not None:
            name = found[party]
            del found[party:]
            found.append(name._replace(last=phrase.last))
        elif _stands(found, phrases[at + 1 : at + 1 + _REACH]):
            found.append(phrase)
        else:
            found.append(Phrase(What.WORD, phrase.first, phrase.last, role=Role.PLAIN))
    return found


def _own_party(script: Script, before: Sequence[Phrase], leader: Phrase) -> int | None:
    """The place of her party's name directly before her, a dash or her first name between."""
    own = {party.id for member in (leader.name.members if leader.name else ()) for party in member}
    for at in range(len(before) - 1, max(len(before) - _BESIDE, -1), -1):
        phrase = before[at]
        if phrase.name is not None:
            return at if own & {party.id for member in phrase.name.members for party in member} else None
        named = phrase.role is Role.PLAIN and script.capital(phrase.first)
        if not (named or phrase.role is Role.LINK or phrase.kind in _TIES):
            return None
    return None


def _stands(before: Sequence[Phrase], after: Sequence[Phrase]) -> bool:
    """Whether a range is beside her, and no party nearer than that."""
    behind = _first(before[: -_REACH - 1 : -1])
    ahead = _first(after)
    if any(p is not None and p.name is not None and not p.name.led for p in (ahead, _named(before))):
        return False
    return any(p is not None and p.figure is not None and p.figure.ranged for p in (ahead, behind))


def _first(side: Sequence[Phrase]) -> Phrase | None:
    """The first name or figure of a side, within the line."""
    for phrase in side:
        if phrase.kind in _ENDS:
            return None
        if phrase.what in (What.NAME, What.FIGURE, What.COUNT):
            return phrase
    return None


def _named(before: Sequence[Phrase]) -> Phrase | None:
    """The name before her with nothing but words between."""
    for phrase in before[:-_BESIDE:-1]:
        if phrase.name is not None:
            return phrase
        if phrase.what is not What.WORD:
            return None
    return None
