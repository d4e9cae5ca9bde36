"""The letters of a word: look-alikes of the other alphabet, greeklish, and the forms of a declined word."""

import re
from collections.abc import Iterator

from forecasts.notation.vocabulary import fold

_HEARD = 6  # Greek letters from which on a name is known by its sound: Ανεξάρτιτοι, Ελλινική
_LATIN = re.compile("[A-Za-z]")
_LOOK_UPPER = dict(zip("ABEZHIKMNOPTYX", "αβεζηικμνορτυχ", strict=True))
_LOOK_LOWER = dict(zip("aeiokpuvxytnhwzb", "αειοκρυνχυτηηωζβ", strict=True))
_LOOK_BACK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx", strict=True)) | dict(
    zip("αεικορυνχ", "aeikopuvx", strict=True)
)
_LOOK = str.maketrans({**_LOOK_LOWER, **_LOOK_UPPER, ".": "", " ": ""})
_BACK = str.maketrans({**_LOOK_BACK, ".": "", " ": ""})
_SOUNDS_GREEK = (
    ("ου", "u"), ("ει", "i"), ("οι", "i"), ("υι", "i"), ("αι", "e"), ("ντ", "d"), ("μπ", "b"), ("γκ", "g"),
    ("γγ", "g"),
    *((a + "υ" + c, s + "f" + c) for a, s in (("α", "a"), ("ε", "e")) for c in "θκξπστφχψ"),
    ("αυ", "av"), ("ευ", "ev"),
)  # fmt: skip
_SOUND_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        [
            "a",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "8",
            "i",
            "k",
            "l",
            "m",
            "n",
            "x",
            "o",
            "p",
            "r",
            "s",
            "t",
            "i",
            "f",
            "x",
            "ps",
            "o",
        ],
        strict=True,
    )
)
_SOUNDS_LATIN = (
    ("ou", "ȣ"), ("ei", "i"), ("oi", "i"), ("ai", "e"), ("nt", "d"), ("mp", "b"), ("gk", "g"), ("gg", "g"),
    ("th", "8"), ("ch", "x"), ("kh", "x"), ("ks", "x"), ("ph", "f"),
    *((a + "u" + c, a + "f" + c) for a in "ae" for c in "8kxpstfx"), ("au", "av"), ("eu", "ev"),
    *((a + "y" + c, a + "f" + c) for a in "ae" for c in "8kxpstfx"), ("ay", "av"), ("ey", "ev"),
)  # fmt: skip
_ETA = re.compile("(?<=[tk])h(?=[tpkdgbsfxz]|$)")  # no theta or chi stands here: laikh enothta
_ENDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("μα", ("ματοσ", "ματα", "ματων")),
    ("η", ("ησ", "ην", "εωσ", "εισ")),
    ("α", ("ασ", "αν", "ων", "οι", "ουσ", "εσ", "οσ", "ο")),
    ("οσ", ("ου", "ο", "ον", "οι", "ων")),
    ("ο", ("ου", "ον", "α", "ων")),
    ("οι", ("ων", "ουσ", "οσ", "εσ")),
    ("εσ", ("ων", "ασ", "ησ", "α")),
    ("ησ", ("η", "ην", "εσ")),
    ("ασ", ("α", "αν", "εσ")),
    ("ι", ("ιου", "ια", "ιων")),
)


def greek(letter: str) -> bool:
    """Whether a letter is Greek."""
    return "\u0370" <= letter <= "\u03ff" or "\u1f00" <= letter <= "\u1fff"


def sound(folded: str) -> str:
    """How a folded word sounds, Greek or greeklish: `χρυση`, `xrysh` and `chrisi` are one."""
    if any(map(greek, folded)):
        for spelt, heard in _SOUNDS_GREEK:
            folded = folded.replace(spelt, heard)
        heard = "".join(_SOUND_GREEK.get(c, c) for c in folded)
    else:
        folded = _ETA.sub("i", folded)
        for spelt, heard in _SOUNDS_LATIN:
            folded = folded.replace(spelt, heard)
        heard = "".join(_heard(folded))
    return "".join(c for i, c in enumerate(heard) if i == 0 or c != heard[i - 1])


def _heard(folded: str) -> Iterator[str]:
    single = {
        "y": "i",
        "u": "i",
        "ȣ": "u",  # the two letters of ου, so as not to be taken for a lone u
        "w": "o",
        "b": "v",
        "c": "k",
        "q": "k",
        "j": "x",
    }
    for place, letter in enumerate(folded):
        if letter == "h":
            yield "x" if place == 0 else "i"
        else:
            yield single.get(letter, letter)


def keys(word: str) -> tuple[str, ...]:
    """The folded forms to try: as it stands, in Greek letters, in Latin ones, by its sound."""
    plain = fold(word)
    if not _LATIN.search(word):
        return (plain, f"~{sound(plain)}") if len(plain) >= _HEARD and greek(plain[0]) else (plain,)
    as_greek = fold(word.translate(_LOOK))
    if any(map(greek, word)):
        as_latin = fold(word.translate(_BACK))
        return (as_greek, as_latin)
    heard = (f"~{sound(plain)}",) if len(plain) > 2 else ()
    return (plain, as_greek, *heard) if all(map(greek, as_greek)) else (plain, *heard)


def forms(folded: str) -> tuple[str, ...]:
    """A folded Greek word and its declined forms, by its ending; others are not declined."""
    if len(folded) < 3 or not greek(folded[0]):
        return (folded,)
    found = [folded]
    for ending, others in _ENDS:
        if folded.endswith(ending):
            found += [folded[: -len(ending)] + other for other in others]
            break
    return tuple(dict.fromkeys(found))
