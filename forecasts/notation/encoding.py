"""Bytes → text, and the repair of Greek that was read in the wrong encoding."""

import codecs
import re

from forecasts.notation.settle import Rewritten, unchanged

_SINGLE_BYTE = ("cp1252", "latin-1", "cp1253", "iso8859-7")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GREEK = range(0x386, 0x3CF)
_ALSO = "–—‘’“”•…€«»·\u00a0½±′΄ΐΰ−"
_HIGH = "\u00a2\u00b6\u00b8-\u00ba\u00bc\u00be-\u00ff"
_ENOUGH = 3


def decode(data: bytes) -> str:
    """Turn a file's bytes into text: UTF-8, UTF-16 or UTF-32 by their marks, else the Greek single-byte sets.

    A file that is nearly all UTF-8 stays UTF-8, with U+FFFD for what is damaged. Never raises.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace").lstrip("\ufeff")
    if data[:400].count(0) * 10 > len(data[:400]):
        little = data[1:400:2].count(0) >= data[0:400:2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return "".join(_line(line) for line in data.splitlines(keepends=True))


def _line(data: bytes) -> str:
    """One line: UTF-8 unless it holds more bytes that are not than letters that are."""
    loose = data.decode("utf-8", errors="replace")
    if sum("\u0370" <= c <= "\u03ff" for c in loose) >= loose.count("\ufffd"):
        return loose
    windows = any(0x80 <= byte <= 0x9F for byte in data) or 0xA2 in data
    return data.decode("cp1253" if windows else "iso8859-7", errors="replace")


def _wrong(letter: str, codec: str) -> str:
    """A letter's UTF-8 bytes taken for letters of a single-byte set, undefined ones as Latin-1 has them."""
    made = []
    for byte in letter.encode():
        try:
            made.append(bytes([byte]).decode(codec))
        except UnicodeDecodeError:
            made.append(chr(byte))
    return "".join(made)


def _tables() -> dict[str, str]:
    letters = [chr(code) for code in _GREEK] + list(_ALSO)
    found: dict[str, str] = {}
    for codec in _SINGLE_BYTE:
        for letter in letters:
            found.setdefault(_wrong(letter, codec), letter)
    # Of the bytes that windows-1252 does not define these two are by far the commonest in Greek.
    return found | {"Î\ufffd": "Ν", "Ï\ufffd": "ρ"}


_TABLE = _tables()
_PAIRS = re.compile("|".join(sorted(map(re.escape, _TABLE), key=len, reverse=True)))
_SUSPECT = re.compile("[ÎÏÂâÃ]|[ΞΟ][\u0080-\u00bf\u2010-\u2122\u0384-\u038f]|Β[\u00a0«»±·½]|β€")
_BYTES = re.compile(rf"(?<![^\W\d_])[{_HIGH}]+(?![^\W\d_])")
_CONTROL = re.compile("[\u0080-\u009f]")


def repair(text: str) -> tuple[Rewritten, tuple[tuple[int, int], ...]]:
    """Put right what was read in the wrong encoding.

    Returns:
        The text repaired, and the stretch of the text as given that was damaged (none: nothing was).
    """
    made, spans = unchanged(text), list[tuple[int, int]]()
    for _ in range(2):
        again = _from_pairs(made) or _from_bytes(made)
        if again is None:
            break
        made, span = again
        spans.append(span)
    if not spans:
        return made, ()
    return made, ((min(s[0] for s in spans), max(s[1] for s in spans)),)


def _from_pairs(given: Rewritten) -> tuple[Rewritten, tuple[int, int]] | None:
    """UTF-8 that was read byte by byte: two or three strange letters for each Greek one."""
    if not _SUSPECT.search(given.text):
        return None
    found = list(_PAIRS.finditer(given.text))
    if sum("\u0370" <= _TABLE[m[0]] <= "\u03ff" for m in found) < _ENOUGH:
        return None
    return _replaced(given, [(m.start(), m.end(), _TABLE[m[0]]) for m in found])


def _from_bytes(given: Rewritten) -> tuple[Rewritten, tuple[int, int]] | None:
    """A Greek single-byte set that was read as Latin-1: words of nothing but accented Latin letters."""
    words = list(_BYTES.finditer(given.text))
    if sum(len(m[0]) > 1 for m in words) < 2 or sum(len(m[0]) for m in words) < 2 * _ENOUGH:
        return None
    changes = [(m.start(), m.end(), _as_greek(m[0])) for m in words]
    changes += [
        (m.start(), m.end(), m[0].encode("latin-1").decode("cp1252", "replace"))
        for m in _CONTROL.finditer(given.text)
    ]
    return _replaced(given, sorted(changes))


def _as_greek(word: str) -> str:
    return word.encode("latin-1").replace(b"\xb6", b"\xa2").decode("cp1253", errors="replace")


def _replaced(given: Rewritten, changes: list[tuple[int, int, str]]) -> tuple[Rewritten, tuple[int, int]]:
    made, place = Rewritten(given), 0
    for start, end, instead in changes:
        made.keep(given.text[place:start], place)
        made.put(instead, start, end)
        place = end
    made.keep(given.text[place:], place)
    return made.finish(), given.source(changes[0][0], changes[-1][1])
