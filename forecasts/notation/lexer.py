"""Text → tokens: dashes, decimal marks, spaces, per cent signs, bullets and dotted abbreviations are settled here.

One regular expression names every character; white space is spent as the `gap` of the token after it.
"""

import re
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
    | (?P<line>{_N}(?:{_S}*{_N})*)
    | (?P<time>(?<!\d)\d{{1,2}}:\d\d(?![\d%]))
    | (?P<number>\d+(?:[.,]\d+)*)
    | (?P<address>(?:https?://|www\.)[^\s<>"]+)
    | (?P<initials>{_L}\.(?:\ {_L}(?!{_L})\.?)+)
    | (?P<abbreviation>{_L}{{1,5}}(?:\.{_L}{{1,5}}(?!{_L}))+\.?)
    | (?P<word>[^\W\d_\ufffd]+\ufffd*{_L}*|\ufffd+{_L}*)
    | (?P<percent>[%٪％﹪])
    | (?P<ellipsis>\.{{2,}}|…+)
    | (?P<dash>[-‐‑‒–—―−﹣－]+)
    | (?P<plus>[+＋&]+)
    | (?P<slash>/+)
    | (?P<open>[(\[{{（]+)
    | (?P<close>[)\]}}）]+)
    | (?P<colon>:+)
    | (?P<comma>,+)
    | (?P<semicolon>;+)
    | (?P<stop>[.!?·]+)
    | (?P<bullet>[•●○◦▪▫■□►▶▸‣⁃✓✔➢➤*]+)
    | (?P<cell>[|\t¦│]+)
    | (?P<sign>[<>≤≥~≈≃±=→⇒]+)
    | (?P<quote>['’‘΄´`"“”«»ʹ′]+)
    | (?P<other>_+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_AS = {"initials": Kind.WORD, "abbreviation": Kind.WORD} | {str(kind): kind for kind in Kind}


def tokens(text: str) -> list[Token]:
    """Cut a settled text into tokens; together with the gaps they cover every character.

    Two line ends or more, with nothing but white space between them, are one `BLANK`.
    """
    found: list[Token] = []
    gap = False
    for match in _TOKEN.finditer(text):
        group = match.lastgroup or "other"
        if group == "space":
            gap = True
            continue
        kind = _AS[group]
        start, end = match.span()
        text = match.group()
        if kind is Kind.LINE and len(text) > 1 and len(text.splitlines()) > 1:
            kind, text = Kind.BLANK, "\n"
        found.append(Token(kind, text, start, end, gap))
        gap = False
    return found
