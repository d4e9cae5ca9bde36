"""What can be wrong with the database, each in one sentence for the person who must put it right."""
# The names say what is wrong, as the house has it; "Error" would add nothing to them.
# ruff: noqa: N818

from typing import ClassVar

from forecasts.model import Language


class DatabaseError(Exception):
    """The record cannot be read or written; `database` names it without any password."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Η βάση {database} δεν μπορεί να χρησιμοποιηθεί: {reason}.",
        "en": "The database {database} cannot be used: {reason}.",
    }

    def __init__(self, database: str, reason: str = "") -> None:
        self.database = database
        self.reason = reason.strip().rstrip(".")
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language) -> str:
        """The fault in words."""
        return self.sentences[language].format(database=self.database, reason=self.reason)


class DatabaseUnavailable(DatabaseError):
    """It cannot be opened or created, or its server does not answer."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Η βάση {database} δεν ανοίγει: {reason}.",
        "en": "The database {database} cannot be opened: {reason}.",
    }


class DatabaseReadOnly(DatabaseError):
    """It can be read but not written."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Στη βάση {database} δεν επιτρέπεται η εγγραφή: ελέγξτε τα δικαιώματα του αρχείου.",
        "en": "The database {database} is read-only: check the permissions of the file and its folder.",
    }


class DatabaseLocked(DatabaseError):
    """Somebody else held it for longer than this program waits."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Η βάση {database} είναι απασχολημένη από άλλο πρόγραμμα: δοκιμάστε ξανά σε λίγο.",
        "en": "The database {database} is locked by another program: try again in a moment.",
    }


class DatabaseFull(DatabaseError):
    """The disk has no room left; what was being written is not stored."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Ο δίσκος της βάσης {database} είναι γεμάτος: τίποτα δεν αποθηκεύτηκε.",
        "en": "The disk of the database {database} is full: nothing was stored.",
    }


class DatabaseNewer(DatabaseError):
    """A later version of this program has changed its schema."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Η βάση {database} έχει νεότερη μορφή από αυτό το πρόγραμμα ({reason}): αναβαθμίστε το.",
        "en": "The database {database} has a newer schema than this program ({reason}): upgrade it.",
    }


class DatabaseForeign(DatabaseError):
    """The file is not a database, or it is another program's."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Το {database} δεν είναι βάση του provlepsi: {reason}.",
        "en": "{database} is not a Provlepsi database: {reason}.",
    }


class DatabaseNotEmpty(DatabaseError):
    """A backup is restored into an empty database only, so that nothing is overwritten."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Η βάση {database} δεν είναι άδεια ({reason}): η επαναφορά γίνεται μόνο σε άδεια βάση.",
        "en": "The database {database} is not empty ({reason}): a backup is restored into an empty one only.",
    }


class DatabaseDamaged(DatabaseError):
    """The record in it is not as it was written."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Το αρχείο προβλέψεων στο {database} έχει αλλοιωθεί: {reason}.",
        "en": "The record in {database} is not as it was written: {reason}.",
    }


class FileThere(DatabaseError):
    """A backup or an export never takes the place of what is there."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Υπάρχει ήδη το {database}: διαλέξτε άλλο όνομα.",
        "en": "{database} is there already: choose another name.",
    }


class FileMissing(DatabaseError):
    """There is no such file, or it cannot be read or made."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Το αρχείο {database} δεν ανοίγει: {reason}.",
        "en": "The file {database} cannot be opened: {reason}.",
    }


def fault(complaint: str, database: str) -> DatabaseError:
    """The fault that a database driver's complaint stands for.

    Args:
        complaint: The driver's own words, of which the first line is kept.
        database: The database's name, without any password.
    """
    words = complaint.lower()
    for mark, kind in KINDS:
        if mark in words:
            return kind(database, complaint.strip().split("\n")[0])
    return DatabaseError(database, complaint.strip().split("\n")[0])


KINDS: tuple[tuple[str, type[DatabaseError]], ...] = (
    ("readonly", DatabaseReadOnly),
    ("read-only", DatabaseReadOnly),
    ("locked", DatabaseLocked),
    ("lock timeout", DatabaseLocked),
    ("full", DatabaseFull),
    ("no space left", DatabaseFull),
    ("not a database", DatabaseForeign),
    ("malformed", DatabaseForeign),
    ("unable to open", DatabaseUnavailable),
    ("connection", DatabaseUnavailable),
)
