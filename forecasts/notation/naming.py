"""The name of a party or a joint list as written: singles, what joins them, what stands in brackets."""

from typing import NamedTuple

from forecasts.model import Party
from forecasts.notation.figures import FigureReader, decimal
from forecasts.notation.lexer import Kind
from forecasts.notation.names import NameBook
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import ARTICLES, NOT_NAMES, Role

_JOINTS = (Kind.PLUS, Kind.SLASH, Kind.DASH)
_WITH = frozenset({"με", "with"})
_THE = ARTICLES | {"τη", "την", "τον", "τουσ", "τισ"}
_DESCRIBED = 2
_GROUPS = frozenset(  # of the European Parliament, as in "New Democracy (EPP)"
    ["epp", "s", "d", "ecr", "ni", "id", "efd", "gue", "ngl", "re", "esn", "pfe", "ελκ", "ecpm"]
)
_TOGETHER = frozenset({"μαζι", "together"})


class Name(NamedTuple):
    """A party or a joint list as written: for each member the parties its name may mean."""

    members: tuple[tuple[Party, ...], ...]
    open_ended: bool = False
    unsure: bool = False
    strange: int = 0  # members joined whose name nobody knows
    led: bool = False  # the name is that of the party's leader
    dashed: bool = False  # joined by a dash alone, and not known to stand as one list


class NameReader:
    """The productions of the grammar that make a name."""

    def __init__(self, script: Script, names: NameBook) -> None:
        self.script = script
        self.names = names
        self.figures = FigureReader(script)

    def name(self, place: int) -> tuple[int, Name | None]:
        """name = single {joint single} ["κ.λ.π."] ["(" expansion ")"]."""
        taken, parties = self._single(place)
        if not taken:
            return self._leader(place)
        members, strange, dashed, at = [parties], 0, False, place + taken
        while True:
            step, other, by_dash, known = self._joined(at, members)
            if not step:
                break
            if other and not _shared(other, members):
                members.append(other)
                dashed = dashed or by_dash
            strange += not known
            at += step
        open_ended = any(party.id == "other" for m in members[1:] for party in m)
        members = [m for i, m in enumerate(members) if i == 0 or m[0].id != "other"]
        if open_ended:
            at += self._described(at)
        if self.script.role(at) is Role.ETC:
            open_ended, at = True, at + 1
            at += script_stop(self.script, at)
        at, inside, alien = self._expansion(at)
        if inside and len(members) == 1:
            members = _expanded(members[0], inside)
        unsure = alien or self._prefixed(place)
        return at, Name(tuple(members), open_ended, unsure, strange, dashed and not self._stands(members))

    def _single(self, place: int) -> tuple[int, tuple[Party, ...]]:
        """A known name; the shortest ones count in small letters only where a list item begins."""
        script = self.script
        taken, parties = self.names.match(script.tokens, place)
        if not taken:
            return 0, ()
        if script.folded(place) in ARTICLES and self.names.match(script.tokens, place + 1)[0] >= taken:
            return 0, ()  # "το Κίνημα Αλλαγής" is no "Το Κίνημα"
        text = script.text(place)
        if text in NOT_NAMES or self._misspelt(place, taken, parties):
            return 0, ()
        if taken == 1 and len(script.folded(place)) <= 3 and not text.isupper() and "." not in text:
            alone = script.kind(place - 1) is not Kind.WORD
            listed = alone and script.kind(place + 1) in (Kind.NUMBER, Kind.COLON, Kind.DASH, Kind.CELL)
            if not (listed or self._spoken(place)):
                return 0, ()
        if (
            taken > 1
            and script.kind(place + taken - 1) is Kind.NUMBER
            and not script.glued(place + taken - 1)
        ):
            after = place + taken
            if script.kind(after) is Kind.PERCENT or self._ranges(place + taken - 1):
                shorter, fewer = self.names.match(script.tokens[place : after - 1], 0)
                return shorter, fewer
        if (
            script.kind(place + taken) is Kind.QUOTE
            and script.glued(place + taken)
            and len(script.text(place + taken - 1)) == 1
        ):
            taken += 1
        return taken, parties

    def _misspelt(self, place: int, taken: int, parties: tuple[Party, ...]) -> bool:
        """Whether with the word before it is another name, misspelt: "ΝΕΑ ΔΗΜΟΚΡΑΤΑ" is no ΔΗΜΟΚΡΑΤΕΣ."""
        script, before = self.script, place - 1
        if script.kind(before) is not Kind.WORD or script.folded(before) in ARTICLES:
            return False
        begins = script.capital(before) and self.names.begins(script.text(before))
        if not begins or self.names.match(script.tokens, before)[0]:
            return False
        nearest = self.names.closest(" ".join(map(script.text, range(before, place + taken))))
        return nearest is not None and all(nearest[1] != party.id for party in parties)

    def _ranges(self, place: int) -> bool:
        """Whether a number begins a range that rises, and so is no part of a name such as ΜέΡΑ 25."""
        joint, fault = self.figures.joint(place + 1, opened="", percent=False)
        if not joint or fault:
            return False
        low, high = (decimal(self.script.text(at))[0] for at in (place, place + 1 + joint))
        return low <= high

    def _leader(self, place: int) -> tuple[int, Name | None]:
        """The surname of a party's leader, written for the party."""
        if self.names.leaders is None or not self.script.capital(place):
            return place, None
        taken, parties = self.names.leaders.single(self.script.tokens, place)
        return (place + taken, Name((parties,), led=True)) if taken else (place, None)

    def _described(self, at: int) -> int:
        """Words that say who the others are: "Λαϊκή Ενότητα & λοιποί αντιμνημονιακοί: 4-6"."""
        words = 0
        while words < _DESCRIBED and self.script.role(at + words) is Role.PLAIN:
            words += 1
        ends = self.script.kind(at + words) in (Kind.COLON, Kind.NUMBER, Kind.DASH, Kind.CELL)
        return words if ends else 0

    def _spoken(self, place: int) -> bool:
        """Whether a short name in small letters stands between article and figure: "το κκε με 5-6%"."""
        script = self.script
        after = place + 1 + (script.role(place + 1) is Role.LINK)
        article = script.folded(place - 1) in _THE | {"οι", "του", "τησ"}
        return article and script.kind(after) is Kind.NUMBER

    def _joined(self, at: int, members: list[tuple[Party, ...]]) -> tuple[int, tuple[Party, ...], bool, bool]:
        """joint single: tokens taken, the parties, whether a dash joined them, whether the name is known."""
        script = self.script
        mark, start = script.kind(at), at + 1
        worded = script.role(at) is Role.AND or script.folded(at) in _WITH | _TOGETHER
        joins = mark in _JOINTS or worded
        start += script.folded(at) in _TOGETHER and script.folded(start) in _WITH
        start += script.folded(at) in _WITH | _TOGETHER and script.folded(start) in _THE
        if not joins:
            taken, parties = self._single(at) if mark is Kind.WORD else (0, ())
            return (
                (taken, parties, False, True) if taken and _shared(parties, members) else (0, (), False, True)
            )
        if mark is Kind.PLUS and script.kind(start) is Kind.LINE:
            start += 1
        if script.kind(start) is not Kind.WORD:
            return 0, (), False, True
        taken, parties = self._single(start)
        if taken:
            stands = (
                bool(self._stands([*members, parties]))
                or _shared(parties, members)
                or parties[0].id == "other"
            )
            if worded and not stands:
                return 0, (), False, True
            return start + taken - at, parties, mark is Kind.DASH, True
        if script.role(start) is Role.ETC:
            return 0, (), False, True
        words = self._strangers(start) if mark is not None and mark is Kind.PLUS else 0
        return (start + words - at, (), False, False) if words else (0, (), False, True)

    def _strangers(self, start: int) -> int:
        """Words of an unknown member of a joint list, up to its figure or the next joint."""
        at = start
        while at < start + 6 and self.script.role(at) in (Role.PLAIN, Role.LINK):
            at += 1
        return at - start if self.script.role(start) is Role.PLAIN else 0

    def _stands(self, members: list[tuple[Party, ...]]) -> bool:
        return len(members) > 1 and bool(self.names.joint(m[0].id for m in members))

    def _expansion(self, at: int) -> tuple[int, list[tuple[Party, ...]], bool]:
        """Brackets after a name: other names of it, its members, or a mark that makes it another party."""
        script = self.script
        if script.kind(at) is not Kind.OPEN:
            return at, [], False
        inside: list[tuple[Party, ...]] = []
        words, place = [], at + 1
        while place < at + 16 and script.kind(place) in (
            Kind.WORD,
            *_JOINTS,
            Kind.QUOTE,
            Kind.STOP,
            Kind.COMMA,
        ):
            taken, parties = self._single(place) if script.kind(place) is Kind.WORD else (0, ())
            if taken:
                inside.append(parties)
            elif script.role(place) is Role.PLAIN:
                words.append(script.folded(place))
            place += taken or 1
        if script.kind(place) is not Kind.CLOSE:
            return at, [], False
        if inside:
            return place + 1, inside, False
        if words and all(len(word) <= 3 for word in words) and not set(words) <= _GROUPS:
            return place + 1, [], True
        return at, [], False

    def _prefixed(self, place: int) -> bool:
        """Whether a dash ties the name to an unknown word before it, as in αντι-ΣΥΡΙΖΑ or Μ-Λ ΚΚΕ."""
        script = self.script
        if script.kind(place - 1) is Kind.DASH and script.glued(place) and script.glued(place - 1):
            return script.kind(place - 2) is Kind.WORD
        return (
            script.kind(place - 1) is Kind.WORD
            and script.text(place - 1).isupper()
            and len(script.text(place - 1)) <= 3
            and script.role(place - 1) is Role.PLAIN
            and not self.names.begins(script.text(place - 1))
        )


def script_stop(script: Script, at: int) -> int:
    """One for the full stop that belongs to an abbreviation, else nothing."""
    return int(script.kind(at) is Kind.STOP and script.glued(at))


def _shared(parties: tuple[Party, ...], members: list[tuple[Party, ...]]) -> bool:
    return any(party in member for party in parties for member in members)


def _expanded(base: tuple[Party, ...], inside: list[tuple[Party, ...]]) -> list[tuple[Party, ...]]:
    """A name with its members in brackets, narrowed to the list of those members if there is one."""
    ids = {party.id for member in inside for party in member}
    fitting = tuple(party for party in base if party.components and set(party.components) <= ids)
    return [fitting or base]
