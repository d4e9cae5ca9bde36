"""A written name → a party: accents, case, dots, look-alike letters, greeklish, declined forms.

Homonyms by year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from forecasts.model import Leader, Party
from forecasts.notation.lexer import Kind, Token, tokens
from forecasts.notation.sounds import forms, greek, keys, sound
from forecasts.notation.vocabulary import ARTICLES, fold

_SKIPPED = frozenset({Kind.DASH, Kind.PLUS, Kind.SLASH, Kind.QUOTE, Kind.STOP, Kind.OPEN})
_JOINS = frozenset({Kind.DASH, Kind.PLUS, Kind.SLASH})
_LONGEST = 12
_REMEMBERED = 50_000


@dataclass(slots=True)
class _Node:
    """A place in the book: the words that may come next, and the parties whose name is complete here."""

    next: dict[str, list["_Node"]] = field(default_factory=dict)
    parties: list[Party] = field(default_factory=list)

    def after(self, forms: tuple[str, ...]) -> "_Node":
        """The place after a word, in any of its forms; made where there is none yet."""
        for known in self.next.get(forms[0], ()):
            if all(known in self.next.get(form, ()) for form in forms):
                return known
        made = _Node()
        for form in forms:
            self.next.setdefault(form, []).append(made)
        return made


class NameBook:
    """Every spelling of the parties given, looked up word by word; nothing is ever searched by scanning."""

    def __init__(self, parties: Sequence[Party]) -> None:
        self._root = _Node()
        self._lists: dict[frozenset[str], list[Party]] = {}
        self._spellings: list[tuple[str, str, Party]] = []
        self._begins: dict[str, bool] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._suggested: dict[str, tuple[str, str] | None] = {}
        self.parties = {party.id: party for party in parties}
        led = [_led(party, leader) for party in parties for leader in party.leaders]
        self.leaders: NameBook | None = NameBook(led) if led else None
        for party in parties:
            for spelling in _spellings(party):
                self._enter(spelling, party)
        self._starts = set(self._root.next) | (self.leaders.starts if self.leaders else set())
        for party in parties:
            self._enter_list(party)

    @property
    def starts(self) -> set[str]:
        """The folded words with which names begin."""
        return set(self._root.next)

    def keys(self, word: str) -> tuple[str, ...]:
        """The folded forms of a word, remembered."""
        found = self._keys.get(word)
        if found is None:
            if len(self._keys) > _REMEMBERED:
                self._keys.clear()
            found = self._keys[word] = keys(word)
        return found

    def begins(self, word: str) -> bool:
        """Whether a word may begin a name."""
        known = self._begins.get(word)
        if known is None:
            if len(self._begins) > _REMEMBERED:
                self._begins.clear()
            known = self._begins[word] = not self._starts.isdisjoint(self.keys(word))
        return known

    def shortens(self, word: str) -> bool:
        """Whether a word with a full stop may begin a name that is written shortened: "Χρ. Αυγή"."""
        return any(f"{key}." in self._root.next for key in self.keys(word))

    def _enter(self, spelling: str, party: Party) -> None:
        words = [t.text for t in tokens(spelling) if t.kind in (Kind.WORD, Kind.NUMBER)]
        self._spellings.append((fold("".join(words)), spelling, party))
        if not words:
            return
        every = [_forms_of(word) for word in words]
        self._add(every, party)
        if len(words) > 1:
            self._add([_shortened(word) for word in words[:-1]] + every[-1:], party)
            self._add([_shortened(word) for word in words], party)
        if len(words) > 1 and fold(words[0]) in ARTICLES:
            self._add(every[1:], party)

    def _add(self, path: Sequence[tuple[str, ...]], party: Party) -> None:
        node = self._root
        for forms_of_word in path:
            node = node.after(forms_of_word)
        if party not in node.parties:
            node.parties.append(party)

    def _enter_list(self, party: Party) -> None:
        """Register a list under its parties: by `components`, and by spellings that join two known names."""
        if len(party.components) > 1:
            self._lists.setdefault(frozenset(party.components), []).append(party)
        for spelling in _spellings(party):
            parts = [t for t in tokens(spelling) if t.kind not in (Kind.OPEN, Kind.CLOSE)]
            if any(t.kind in _JOINS for t in parts) and (members := self._members(parts)):
                known = self._lists.setdefault(frozenset(members), [])
                if party not in known:
                    known.append(party)

    def _members(self, parts: Sequence[Token]) -> set[str]:
        members: set[str] = set()
        place = 0
        while place < len(parts):
            if parts[place].kind not in (Kind.WORD, Kind.NUMBER):
                place += 1
                continue
            length, parties = self.single(parts, place)
            if not parties:
                return set()
            members.add(parties[0].id)
            place += length
        return members if len(members) > 1 else set()

    def single(self, parts: Sequence[Token], place: int) -> tuple[int, tuple[Party, ...]]:
        """The longest name at a token that crosses no joining mark."""
        return self.match(parts, place, crossing=False)

    def match(
        self, parts: Sequence[Token], place: int, *, crossing: bool = True
    ) -> tuple[int, tuple[Party, ...]]:
        """The longest name at a token.

        Args:
            parts: the tokens of the text.
            place: where to look.
            crossing: whether the name may run over dashes, pluses and slashes.

        Returns:
            How many tokens it takes and the parties it may mean; (0, ()) where no name begins.
        """
        stopped = place + 1 < len(parts) and parts[place + 1].text == "."
        if not self.begins(parts[place].text) and not (stopped and self.shortens(parts[place].text)):
            return 0, ()
        nodes, opened = [self._root], 0
        best: tuple[int, tuple[Party, ...]] = (0, ())
        for at in range(place, min(place + _LONGEST * 2, len(parts))):
            token = parts[at]
            if token.kind in _SKIPPED and at > place:
                if token.kind in _JOINS and not crossing:
                    break
                opened += token.kind is Kind.OPEN
                continue
            if token.kind is Kind.LINE and at > place and not any(node.parties for node in nodes):
                continue  # a name cut in two by a line end, unless what stands before is a name by itself
            if token.kind is not Kind.WORD and token.kind is not Kind.NUMBER:
                break
            keys_of = self.keys(token.text)
            if at + 1 < len(parts) and parts[at + 1].text == "." and parts[at + 1].start == token.end:
                keys_of = (*keys_of, *(f"{key}." for key in keys_of))
            groups = _after(nodes, keys_of)
            nodes = [node for group in groups for node in group]
            if not nodes:
                break
            if parties := _complete(groups):
                closes = opened > 0 and at + 1 < len(parts) and parts[at + 1].kind is Kind.CLOSE
                if not opened or closes:
                    best = (at + 1 + closes - place, parties)
        return best

    def joint(self, members: Iterable[str]) -> tuple[Party, ...]:
        """The lists that stood as one with exactly these parties."""
        return tuple(self._lists.get(frozenset(members), ()))

    def closest(self, label: str) -> tuple[str, str] | None:
        """The known spelling nearest to an unknown name, with its party id; None where nothing is near."""
        folded = fold("".join(label.split()))[:40]
        if folded not in self._suggested:
            if len(self._suggested) > _REMEMBERED:
                self._suggested.clear()
            self._suggested[folded] = self._closest(folded)
        return self._suggested[folded]

    def _closest(self, folded: str) -> tuple[str, str] | None:
        wanted = {key.lstrip("~") for key in keys(folded)}
        best: tuple[int, bool, str, str] | None = None
        for known, spelling, party in self._spellings:
            allowed = min(3, (len(known) + 1) // 3, (len(folded) + 1) // 3)
            for key in wanted:
                if abs(len(known) - len(key)) > allowed or len(set(known) ^ set(key)) > 2 * allowed:
                    continue
                if (steps := distance(key, known)) <= allowed:
                    foreign = greek(folded[0]) is not greek(known[0])
                    best = min(best or (99, True, "", ""), (steps, foreign, spelling, party.id))
        return best[2:] if best else None


def _led(party: Party, leader: Leader) -> Party:
    """A party under the name of its leader, in the years she led it."""
    return replace(
        party,
        short_el=leader.names[0],
        name_el="",
        short_en="",
        name_en="",
        aliases=leader.names,
        components=(),
        leaders=(),
        since=leader.since,
        until=leader.until,
    )


def _after(nodes: list[_Node], found: tuple[str, ...]) -> list[list[_Node]]:
    """The places after a word, for each of its forms, the likeliest first."""
    groups = ([after for node in nodes for after in node.next.get(key, ())] for key in found)
    return [group for group in groups if group]


def _complete(groups: list[list[_Node]]) -> tuple[Party, ...]:
    """The parties whose name ends here, by the likeliest form of its words."""
    for group in groups:
        if found := tuple(dict.fromkeys(party for node in group for party in node.parties)):
            return found
    return ()


def _spellings(party: Party) -> tuple[str, ...]:
    every = (party.short_el, party.name_el, party.short_en, party.name_en, *party.aliases)
    return tuple(dict.fromkeys(spelling for spelling in every if spelling))


def _forms_of(word: str) -> tuple[str, ...]:
    folded = fold(word)
    declined = forms(folded) if not word.isupper() or len(word) > 6 else (folded,)
    if word.isupper() and len(folded) < 4:
        return declined
    heard = (
        {f"~{sound(form)}" for form in declined if greek(form[0])}
        if len(folded) > 2 and greek(folded[0])
        else set()
    )
    return (*declined, *sorted(heard))


def _shortened(word: str) -> tuple[str, ...]:
    """The beginnings of a word that stand for it with a full stop: `ανεξ.` for Ανεξάρτητοι."""
    folded = fold(word)
    return tuple(f"{folded[:size]}." for size in range(1, len(folded))) or (f"{folded}.",)


def distance(one: str, other: str) -> int:
    """The least number of letters added, dropped, changed or swapped that makes one word the other."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
