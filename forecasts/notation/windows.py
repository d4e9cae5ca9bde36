"""Where in a text a forecast can stand at all: near a word that may begin a party's name and near a digit."""

import re
from functools import lru_cache

from forecasts.notation.names import NameBook
from forecasts.notation.vocabulary import ARTICLES, Role, fold, role

_REACH, _BEFORE, _AFTER = 400, 4000, 2500
_LINE = 120
_WHOLE = 20_000  # what is shorter than this is read whole
_SHORT, _BESIDE, _NEXT = 3, 14, 300
_LONG, _COMPANY = 6, 1500
# Beside the shortest names only what looks like a share: a range, a decimal or a per cent sign.
_SHARE = r"\d{1,2}(?:[.,]\d|\s?[-–—−%]\s?[\d\s%])"
_FOLLOWED = re.compile(rf"[\s:=(|]{{0,5}}(?:[^\W\d_]{{2,3}}\s)?%?{_SHARE}")
_PRECEDED = re.compile(r"[\d%]\s?[%\s:)|]{0,4}(?:[^\W\d_]{1,3}\s)?$")
_MARK = re.compile(r"(?P<digits>\d+)|[^\W\d_]+(?:\.[^\W\d_]+)*")


@lru_cache(maxsize=50_000)
def _opens_comments(word: str) -> bool:
    return role(fold(word)) is Role.COMMENT


def windows(text: str, names: NameBook) -> list[tuple[int, int]]:
    """The stretches of a settled text that are worth reading, each from space to space.

    A stretch reaches back far enough for its heading; words with which readers' comments begin are
    stretches of their own. Short names count only in company, as in any list, the shortest only beside a
    share.
    Looking at every word once is many times faster than reading.
    """
    found: list[tuple[int, int]] = []
    known: dict[str, int] = {}
    name = number = short = -len(text) - _REACH
    if len(text) < _WHOLE:
        return [(0, len(text))]
    for mark in _MARK.finditer(text):
        if mark["digits"]:
            number = mark.start()
        else:
            word = mark[0]
            kind = known.get(word)
            if kind is None:
                kind = known[word] = _kind(word, names)
            if not kind:
                continue
            if kind == 1:
                _add(found, text, mark.start() - _LINE, mark.end() + _LINE)
                continue
            if len(word) <= _SHORT:
                before = text[max(0, mark.start() - _BESIDE) : mark.start()]
                if not (_FOLLOWED.match(text, mark.end()) or (word.isupper() and _PRECEDED.search(before))):
                    continue
            if len(word) < _LONG:
                last, company = mark.start(), _NEXT if len(word) <= _SHORT else _COMPANY
                lone, short = last - max(short, name) > company, last
                if lone:
                    continue
            name = mark.start()
        if abs(name - number) < _REACH:
            _add(found, text, mark.start() - _BEFORE, mark.end() + _AFTER)
    return found


def _kind(word: str, names: NameBook) -> int:
    """2 for what may begin a name, 1 for what may open comments; the shortest words begin too many things."""
    if len(word) < 2 or (len(word) <= _SHORT and not (word.isupper() or word.islower() or word.istitle())):
        return 0
    if fold(word) not in ARTICLES and names.begins(word):
        return 2
    return int(_opens_comments(word))


def _add(found: list[tuple[int, int]], text: str, first: int, last: int) -> None:
    first, last = max(0, first), min(len(text), last)
    if found and first <= found[-1][1]:
        if last > found[-1][1]:
            found[-1] = (found[-1][0], _space(text, last, found[-1][1]))
        return
    while first > 0 and not text[first - 1].isspace() and first > last - 2 * _BEFORE:
        first -= 1
    found.append((max(first, found[-1][1] if found else 0), _space(text, last, first)))


def _space(text: str, last: int, least: int) -> int:
    """The next space, or the place itself where none is near."""
    for at in range(last, min(last + 60, len(text))):
        if text[at].isspace():
            return at
    return max(min(last, len(text)), least)
