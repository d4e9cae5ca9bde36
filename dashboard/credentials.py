"""Names and passwords: what is taken, and what is kept of a password."""

import re
import unicodedata
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from dashboard.refusals import NameUnfit, PasswordCommon, PasswordIsName, PasswordLong, PasswordShort

LEAST, MOST = 10, 1000
FEWEST_DIFFERENT = 4
NAME = re.compile(r"[^\W_][\w.-]{1,31}")


def _plain(words: str) -> str:
    """Without accents and capitals."""
    parts = unicodedata.normalize("NFD", words.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part)).replace("ς", "σ")


# The long ones among those that leaked most often, and what a neighbour in Greece would try.
COMMON = frozenset(
    _plain(word)
    for word in """
    1234567890 0123456789 12345678910 123456789a 1234567891 0987654321 9876543210 1q2w3e4r5t 1qaz2wsx3edc
    q1w2e3r4t5 qwertyuiop qwerty1234 qwerty12345 qwerty123456 asdfghjkl1 asdfghjkl123 zxcvbnm123 password12
    password123 password1234 passw0rd123 iloveyou12 iloveyou123 letmein123 welcome123 administrator abc1234567
    football123 princess123 michael123 superman123 changeme123 olympiakos olympiacos panathinaikos olympiakos7
    panathinaikos13 thessaloniki thessaloniki1 provlepsi123 provlepsi2015 κωδικος123 κωδικος1234 ολυμπιακος
    παναθηναικος θεσσαλονικη ασδφγηξκλ1 ςερτυθιοπ
    """.split()  # noqa: SIM905 - words
)
# OWASP's first choice for Argon2id (Password Storage Cheat Sheet): 46 MiB, once, one lane.
HASHER = PasswordHasher(time_cost=1, memory_cost=47104, parallelism=1)
# The hash of a forgotten random word: a name nobody has takes as long to refuse as a wrong password.
NOBODY = "$argon2id$v=19$m=47104,t=1,p=1$8lJJIiQKrKF+3EkcSxZCFg$JQe00xWToZyUmbc+hcuDUnqfUz8wzwp4dXmLOJIjBm0"
# Each hash takes its memory; a flood of tries must not take all there is.
AT_ONCE = BoundedSemaphore(2)


def name_of(typed: str) -> str:
    """The name of an account as it is kept, from how somebody typed it.

    Raises:
        NameUnfit: if no account can have it.
    """
    name = unicodedata.normalize("NFKC", typed.strip()).lower()
    if not NAME.fullmatch(name):
        raise NameUnfit(name=typed[:40])
    return name


def checked(password: str, name: str) -> str:
    """A password that may be taken for an account, in the form it is hashed in.

    Raises:
        PasswordUnfit: with its kinds, if it is too short, too long, the name, or too well known.
    """
    if len(password) > MOST:
        raise PasswordLong(most=MOST)
    settled = _settled(password)
    if len(settled) < LEAST:
        raise PasswordShort(least=LEAST)
    plain = _plain(settled)
    if plain == _plain(name) or re.sub(r"[\W\d_]", "", plain) == re.sub(r"[\W\d_]", "", _plain(name)):
        raise PasswordIsName
    if plain in COMMON or len(set(plain)) < FEWEST_DIFFERENT:
        raise PasswordCommon
    return settled


def hashed(password: str) -> str:
    """What is kept of a password: its Argon2id hash with its salt and its parameters."""
    with AT_ONCE:
        return HASHER.hash(_settled(password))


def matches(password: str, kept: str | None) -> bool:
    """Whether a password is the one of a hash; takes as long where there is no hash.

    Args:
        password: as typed.
        kept: the hash, None for an account without a password or no account at all.
    """
    try:
        with AT_ONCE:
            right = HASHER.verify(kept or NOBODY, _settled(password[:MOST]))
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None and len(password) <= MOST


def outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than those of today."""
    return HASHER.check_needs_rehash(kept)


def _settled(password: str) -> str:
    """One form for what different keyboards send for the same letters."""
    return unicodedata.normalize("NFC", password)
