"""Numbers in words before a per cent → digits: "τριάντα με τριάντα δύο τοις εκατό"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from forecasts.notation.settle import Rewritten
from forecasts.notation.vocabulary import BETWEEN, TO, WITH, fold

_PERCENT = re.compile(r"(?<=[^\W\d_])\s*%|(?:επί\s+|επι\s+)?(?:τοις|τα)\s+εκατ[όο]|per\s?cent", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)?|\S")
_WINDOW = 110
_LONGEST = 6
_DASHES = frozenset("-‐‑‒–—")
_POINT = frozenset({"κομμα", "comma", "point"})
_AND = frozenset({"και", "κι", "and"})


def _numbered(words: str, first: int, step: int = 1) -> dict[str, int]:
    """Words to numbers: each group parted by spaces is one number, its spellings parted by strokes."""
    return {
        word: first + step * place for place, group in enumerate(words.split()) for word in group.split("|")
    }


_UNITS = _numbered(
    """ενα|μια|ενασ|one δυο|two τρια|τρεισ|three τεσσερα|τεσσερισ|τεσσερεισ|four πεντε|five εξι|εξη|six
    επτα|εφτα|seven οκτω|οχτω|eight εννεα|εννια|nine""",
    1,
)
_TEENS = _numbered(
    """δεκα|ten εντεκα|ενδεκα|eleven δωδεκα|twelve δεκατρια|δεκατρεισ|thirteen
    δεκατεσσερα|δεκατεσσερισ|fourteen δεκαπεντε|fifteen δεκαεξι|δεκαξι|sixteen
    δεκαεπτα|δεκαεφτα|seventeen δεκαοκτω|δεκαοχτω|eighteen δεκαεννεα|δεκαεννια|nineteen""",
    10,
)
_TENS = _numbered(
    """εικοσι|twenty τριαντα|thirty σαραντα|forty|fourty πενηντα|fifty εξηντα|sixty εβδομηντα|seventy
    ογδοντα|eighty ενενηντα|ninety""",
    20,
    10,
)
_HALVES = _numbered(
    """μισο εναμισι|εναμιση|εναμισυ|μιαμιση|μιαμισι δυομισι|δυομιση|δυομισυ τρεισημισι|τρεισημιση|τριαμισι
    τεσσερισημισι|τεσσερισημιση|τεσσεραμισι πεντεμισι|πεντεμιση εξιμισι|εξιμιση
    επταμισι|εφταμισι|εφταμιση|επταμιση οκτωμισι|οχτωμισι|οχτωμιση|οκτωμιση
    εννιαμισι|εννεαμισι|εννιαμιση""",
    0,
)


COUNTED = frozenset([*_UNITS, *_TEENS, *_TENS])  # numbers that are a word by themselves


_CLOSING = frozenset([*_UNITS, *_TEENS, *_TENS, *_HALVES, "half"])  # the last words of a number
_LAST = re.compile(r"([^\W\d_]+)\s*\Z")
_LONGEST_WORD = 30


class _Piece(NamedTuple):
    """A word or a mark of the window, folded, and where it stands."""

    word: str
    start: int
    end: int


def spelt(given: Rewritten) -> Rewritten:
    """Write in digits the numbers in words before a per cent, one alone or both ends of a range."""
    made, place = Rewritten(given), 0
    for found in _PERCENT.finditer(given.text):
        for number, start, end in _before(given.text, max(place, found.start() - _WINDOW), found.start()):
            made.keep(given.text[place:start], place)
            made.put(number, start, end)
            place = end
    if not place:
        return given
    made.keep(given.text[place:], place)
    return made.finish()


def _before(text: str, first: int, last: int) -> list[tuple[str, int, int]]:
    """The numbers in words that end at a place, in their order."""
    nearest = _LAST.search(text, max(last - _LONGEST_WORD, first), last)
    if nearest is None or fold(nearest[1]) not in _CLOSING:
        return []
    pieces = [_Piece(fold(m[0]), m.start(), m.end()) for m in _WORD.finditer(text, first, last)]
    size, high = _longest(pieces)
    if not size:
        return []
    found = [(high, pieces[-size].start, pieces[-1].end)]
    rest = pieces[:-size]
    if rest and _joins(rest):
        size, low = _longest(rest[:-1])
        if size:
            found.insert(0, (low, rest[-1 - size].start, rest[-2].end))
    return found


def _joins(pieces: Sequence[_Piece]) -> bool:
    word = pieces[-1].word
    between = any(piece.word in BETWEEN for piece in pieces[-_LONGEST - 2 :])
    return word in _DASHES or word in TO or word in WITH or (word in _AND and between)


def _longest(pieces: Sequence[_Piece]) -> tuple[int, str]:
    """The longest number in words at the end of a row: how many pieces it takes, and its digits."""
    for size in range(min(_LONGEST, len(pieces)), 0, -1):
        if number := _number([piece.word for piece in pieces[-size:]]):
            return size, number
    return 0, ""


def _number(words: list[str]) -> str:
    """number = whole ["κόμμα" digits | "και" "μισό"] | half; nothing where the words are no number."""
    if len(words) == 1 and words[0] in _HALVES:
        return f"{_HALVES[words[0]]},5"
    for place, word in enumerate(words):
        whole = _whole(words[:place])
        if whole is None:
            continue
        if word in _POINT:
            digits = [_UNITS.get(unit, 0 if unit in ("μηδεν", "zero") else -1) for unit in words[place + 1 :]]
            return f"{whole},{''.join(map(str, digits))}" if digits and min(digits) >= 0 else ""
        if word in _AND and words[place + 1 :] in (["μισο"], ["a", "half"]):
            return f"{whole},5"
    whole = _whole(words)
    return "" if whole is None else str(whole)


def _whole(words: list[str]) -> int | None:
    """whole = tens [["-"] unit] | teen | unit."""
    if len(words) == 1:
        return _TENS.get(words[0], _TEENS.get(words[0], _UNITS.get(words[0])))
    if len(words) == 3 and words[1] in _DASHES:
        words = [words[0], words[2]]
    if len(words) == 2 and words[0] in _TENS and words[1] in _UNITS:
        return _TENS[words[0]] + _UNITS[words[1]]
    return None
