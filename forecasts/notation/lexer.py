"""Text → tokens: dashes, decimal marks, spaces, per cent signs and dotted abbreviations are settled here.

One regular expression names every character; white space is spent as the `gap` of the token after it.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    TIME = "time"
    PERCENT = "percent"
    DASH = "dash"
    PLUS = "plus"
    SLASH = "slash"
    OPEN = "open"
    CLOSE = "close"
    COLON = "colon"
    COMMA = "comma"
    SEMICOLON = "semicolon"
    STOP = "stop"
    ELLIPSIS = "ellipsis"
    BULLET = "bullet"
    CELL = "cell"
    LINE = "line"
    BLANK = "blank"
    SIGN = "sign"
    QUOTE = "quote"
    ADDRESS = "address"
    OTHER = "other"


class Token(NamedTuple):
    """A piece of the settled text; `gap` says that white space stands before it."""

    kind: Kind
    text: str
    start: int
    end: int
    gap: bool


_L = r"(?:[^\W\d_]|\ufffd)"  # U+FFFD stands for a letter that was lost
_N = r"(?:\r?\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029])"
_S = r"[^\S\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]"
_TOKEN = re.compile(
    rf"""
      (?P<space>{_S}+)
    | (?P<emphasis>\*{{2,3}}|__+(?=\w)|(?<=\w)__+|(?<=[\w%])\*(?![\w*])|(?<=[^\W\d_])_(?=[^\W\d_]))
    | (?P<line>{_N}(?:{_S}*{_N})*)
    | (?P<time>(?<!\d)\d{{1,2}}[:h]\d\d(?![\d%]))
    | (?P<number>\d+(?:[.,]\d+)*)
    | (?P<address>(?:https?://|www\.)[^\s<>"]+)
    | (?P<initials>{_L}\.(?:\ {_L}(?!{_L})\.?)+)
    | (?P<abbreviation>(?!{_L}{{1,5}}\.{_L}{{4}}){_L}{{1,5}}(?:\.{_L}{{1,5}}(?!{_L}))+\.?)
    | (?P<word>[^\W\d_\ufffd]+\ufffd*{_L}*|\ufffd+{_L}*)
    | (?P<percent>[%٪％﹪])
    | (?P<ellipsis>\.{{2,}}|…+)
    | (?P<dash>[-‐‑‒–—―−﹣－÷⁃˗﹘➖⸺⸻↔⟷]+)
    | (?P<plus>[+＋&]+)
    | (?P<slash>/+)
    | (?P<open>[(\[{{（]+)
    | (?P<close>[)\]}}）]+)
    | (?P<colon>:+)
    | (?P<comma>,+)
    | (?P<stop>[.!?·]+)
    | (?P<bullet>[•●○◦▪▫■□►▶▸‣⁃✓✔➢➤*]+)
    | (?P<cell>[|\t¦│]+|(?<=\n);(?=\d)|(?<=[^\s;]);(?=[^\s;]|\ \d+(?:[.,]\d+)?\ ?%?(?:;|\s*$|\s*{_N})))
    | (?P<semicolon>;+)
    | (?P<sign>[<>≤≥~≈≃∼〜～⁓±=→⇒➜➔➙➛➝➞➡➨⟶⟹]+)
    | (?P<quote>['’‘΄´`"“”«»ʹ′]+)
    | (?P<other>_+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_TAGS = ("#", "@")
_TAG = 4
_HUMP = re.compile(r"(?:[^\W\d_a-zα-ωά-ώ][a-zα-ωά-ώΐΰ]+|.)(?:(?![^\W\d_a-zα-ωά-ώ][a-zα-ωά-ώΐΰ]).)*")
_new = tuple.__new__  # what a named tuple does, without its detour: there is a token for every few letters
_AS = {"initials": Kind.WORD, "abbreviation": Kind.WORD} | {str(kind): kind for kind in Kind}


def tokens(text: str, stretches: Sequence[tuple[int, int]] | None = None) -> list[Token]:
    """Cut a settled text into tokens; together with the gaps they cover every character.

    Args:
        text: the settled text.
        stretches: the parts worth reading; each other part becomes one `BLANK`, as an empty line would.
        None: all.

    Returns:
        The tokens in their order; two line ends or more, with nothing but white space between, are one
        `BLANK`.
    """
    found: list[Token] = []
    place = 0
    for first, last in [(0, len(text))] if stretches is None else stretches:
        if first > place:
            found.append(_new(Token, (Kind.BLANK, "\n", place, first, False)))
        _cut(text, first, last, found)
        place = last
    if place < len(text):
        found.append(_new(Token, (Kind.BLANK, "\n", place, len(text), False)))
    return found


def _cut(text: str, first: int, last: int, found: list[Token]) -> None:
    gap = False
    for match in _TOKEN.finditer(text, first, last):
        group = match.lastgroup
        if group == "space":
            gap = True
            continue
        if group == "emphasis":
            continue
        kind, start, end = _AS[group or "other"], match.start(), match.end()
        piece = text[start:end]
        if kind is Kind.LINE and end - start > 1 and len(piece.splitlines()) > 1:
            kind, piece = Kind.BLANK, "\n"
        if kind is Kind.WORD and text[start - 1 : start] in _TAGS and len(piece) > _TAG:
            gap = _humps(piece, start, found)
            continue
        found.append(_new(Token, (kind, piece, start, end, gap)))
        gap = False


def _humps(piece: str, start: int, found: list[Token]) -> bool:
    """The words of a hashtag or a handle, which begin with capitals: #ΧρυσήΑυγή."""
    found.extend(
        _new(Token, (Kind.WORD, m[0], start + m.start(), start + m.end(), bool(m.start())))
        for m in _HUMP.finditer(piece)
    )
    return False
