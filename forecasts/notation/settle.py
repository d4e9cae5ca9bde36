"""Pasted text → plain text: HTML, entities, invisible marks and decomposed letters, with the way back."""

import html
import re
import unicodedata
from bisect import bisect_right

_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_CELL = frozenset({"td", "th"})
_HIDDEN = {
    "script": re.compile(r"</script[^<>]*>", re.IGNORECASE),
    "style": re.compile(r"</style[^<>]*>", re.IGNORECASE),
    "!--": re.compile("-->"),
}
_FRACTION = {"½": ",5", "¼": ",25", "¾": ",75"}

_PIECE = re.compile(
    r"(?P<entity>&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6});)"
    r"|(?P<comment><!--)"
    r"|(?P<tag></?(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]*)?/?>)"
    r"|(?P<unseen>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff])"
    r"|(?P<fraction>(?<=\d)[½¼¾])"
)
_SUSPECT = re.compile(r"[&<\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff½¼¾]")
_CLUSTER = re.compile(
    r"[^\u0300-\u036f][\u0300-\u036f]+|[\u0300-\u036f]+|[\u0340-\u0387\u1f00-\u1fff\u2126-\u212b]"
)
_WRAPPED, _SHORTEST, _UNEVEN = 3, 45, 26
_MARKS = re.compile(r"[\u0300-\u036f]+")


class Rewritten:
    """A text made from another one, which knows where each of its characters came from.

    Attributes:
        text: the text as rewritten; complete once `finish` was called.
    """

    def __init__(self, parent: "Rewritten | None" = None) -> None:
        self.text = ""
        self._parent = parent
        self._parts: list[str] = []
        self._length = 0
        self._new: list[int] = []
        self._old: list[int] = []
        self._end: list[int] = []  # where the source of a replaced part ends; -1 for a part kept as it was

    def keep(self, part: str, start: int) -> None:
        """Append a part that stands in the source at `start`, unchanged."""
        self._append(part, start, -1)

    def put(self, part: str, start: int, end: int) -> None:
        """Append what replaces the source's `start` to `end` (nothing: it is left out)."""
        self._append(part, start, end)

    def _append(self, part: str, start: int, end: int) -> None:
        if part:
            self._parts.append(part)
            self._new.append(self._length)
            self._old.append(start)
            self._end.append(end)
            self._length += len(part)

    def finish(self) -> "Rewritten":
        """Put the parts together."""
        self.text = "".join(self._parts)
        self._parts.clear()
        return self

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters `start` to `end` of this text stand in the text as given."""
        if not self._new:
            return (0, 0)
        end = min(end, self._length)
        start = min(start, end)
        index = bisect_right(self._new, start) - 1
        first = self._old[index] + (start - self._new[index] if self._end[index] < 0 else 0)
        if end > start:
            index = bisect_right(self._new, end - 1) - 1
            kept = self._end[index] < 0
            last = self._old[index] + end - self._new[index] if kept else self._end[index]
        else:
            last = first
        return self._parent.source(first, last) if self._parent else (first, last)


def unchanged(text: str) -> Rewritten:
    """A rewriting that changes nothing."""
    made = Rewritten()
    made.keep(text, 0)
    return made.finish()


def settle(given: Rewritten) -> Rewritten:
    """Take away what is not writing: tags and entities, unseen marks, decomposed accents (NFC)."""
    if _SUSPECT.search(given.text):
        given = _without_markup(given)
    if not unicodedata.is_normalized("NFC", given.text) or _MARKS.search(given.text):
        given = _composed(given)
    return given


def unwrapped(given: Rewritten) -> Rewritten:
    """Take the line ends out of paragraphs wrapped by hand: lines of one length, begun in the middle.

    A list has short lines, or begins each with a name.
    """
    made, kept, start = Rewritten(given), 0, 0
    for paragraph in given.text.split("\n\n"):
        at, start = start, start + len(paragraph) + 2
        lines = paragraph.split("\n")
        lengths = [len(line) for line in lines[:-1]]
        even = len(lines) >= _WRAPPED and min(lengths) >= _SHORTEST and max(lengths) - min(lengths) <= _UNEVEN
        if not even or sum(line[:1].islower() for line in lines[1:]) * 3 < len(lines):
            continue
        for length in lengths:
            at += length
            made.keep(given.text[kept:at], kept)
            made.put(" ", at, at + 1)
            at += 1
            kept = at
    if not kept:
        return given
    made.keep(given.text[kept:], kept)
    return made.finish()


def _without_markup(given: Rewritten) -> Rewritten:
    text, made, place = given.text, Rewritten(given), 0
    unclosed: set[str] = set()
    while found := _PIECE.search(text, place):
        made.keep(text[place : found.start()], place)
        start, place = found.span()
        hidden = "!--" if found["comment"] else (found["name"] or "").lower()
        if hidden in _HIDDEN and hidden not in unclosed and found[0][1] != "/":
            if closed := _HIDDEN[hidden].search(text, place):
                place = closed.end()
            else:
                unclosed.add(hidden)
        made.put(_instead(found), start, place)
    made.keep(text[place:], place)
    return made.finish()


def _instead(found: re.Match[str]) -> str:
    if found["entity"]:
        return html.unescape(found["entity"])
    if found["fraction"]:
        return _FRACTION[found["fraction"]]
    name = (found["name"] or "").lower()
    return "\n" if name in _BLOCK else "\t" if name in _CELL else ""


def _composed(given: Rewritten) -> Rewritten:
    """NFC, letter by letter, so that every position is known; marks that belong to no letter go."""
    text, made, place = given.text, Rewritten(given), 0
    for found in _CLUSTER.finditer(text):
        made.keep(text[place : found.start()], place)
        place = found.end()
        made.put(_MARKS.sub("", unicodedata.normalize("NFC", found[0])), found.start(), place)
    made.keep(text[place:], place)
    return made.finish()
