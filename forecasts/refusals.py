"""Why the record refuses to change an update, each in one sentence for the author."""
# The names say what is wrong, as the house has it; "Error" would add nothing to them.
# ruff: noqa: N818

from typing import ClassVar

from forecasts.model import Act, Language, Update

REASON_LENGTH = 500


class Refused(Exception):
    """The record leaves an update as it is; nothing was written."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Η πρόβλεψη μένει όπως είναι.",
        "en": "The update stays as it is.",
    }

    def __init__(self) -> None:
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language) -> str:
        """The refusal in words."""
        return self.sentences[language]


class UnknownUpdate(Refused):
    """No update has this number."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Δεν υπάρχει πρόβλεψη με αριθμό {id}.",
        "en": "There is no update number {id}.",
    }

    def __init__(self, id: int) -> None:  # noqa: A002
        self.id = id
        super().__init__()

    def sentence(self, language: Language) -> str:
        """The refusal in words."""
        return self.sentences[language].format(id=self.id)


class ReasonMissing(Refused):
    """A correction or a withdrawal without a reason, or with one that is longer than a reader reads."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Γράψτε τον λόγο σε έως {limit} χαρακτήρες: τον διαβάζουν όλοι.",
        "en": "Give the reason in at most {limit} characters: everybody can read it.",
    }

    def sentence(self, language: Language) -> str:
        """The refusal in words."""
        return self.sentences[language].format(limit=REASON_LENGTH)


class NothingChanged(Refused):
    """The correction says what the update says already."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Η διόρθωση δεν αλλάζει τίποτα.",
        "en": "The correction changes nothing.",
    }


class NotACorrection(Refused):
    """A correction cannot hand an update to somebody else or move it to another election."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Μια διόρθωση δεν αλλάζει ποιος έκανε την πρόβλεψη ούτε για ποιες εκλογές: "
        "αποσύρετέ την και δημοσιεύστε νέα.",
        "en": "A correction cannot change whose update it is or for which election: "
        "withdraw it and publish a new one.",
    }


class SameAsAnother(Refused):
    """The correction would make an update say what another one says; `update` is the other."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Τα ίδια λέει ήδη η πρόβλεψη αριθμός {id}: αποσύρετε τη μία από τις δύο.",
        "en": "Update number {id} says the same already: withdraw one of the two.",
    }

    def __init__(self, update: Update) -> None:
        self.update = update
        super().__init__()

    def sentence(self, language: Language) -> str:
        """The refusal in words."""
        return self.sentences[language].format(id=self.update.id)


class AlreadyWithdrawn(Refused):
    """The update was withdrawn before; `act` says when and why."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Η πρόβλεψη έχει αποσυρθεί («{reason}») και δεν αλλάζει πια.",
        "en": "The update has been withdrawn (“{reason}”) and can no longer change.",
    }

    def __init__(self, update: Update, act: Act) -> None:
        self.update = update
        self.act = act
        super().__init__()

    def sentence(self, language: Language) -> str:
        """The refusal in words."""
        return self.sentences[language].format(reason=self.act.reason)


class Outdated(Refused):
    """Somebody has corrected the update meanwhile; `current` is how it stands, `changed` what was done."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Κάποιος άλλος διόρθωσε την πρόβλεψη στο μεταξύ («{reason}»): δείτε τι άλλαξε και σώστε ξανά.",
        "en": "Somebody else corrected the update meanwhile (“{reason}”): see what changed and save again.",
    }

    def __init__(self, current: Update, changed: tuple[Act, ...]) -> None:
        self.current = current
        self.changed = changed
        super().__init__()

    def sentence(self, language: Language) -> str:
        """The refusal in words."""
        reason = self.changed[-1].reason if self.changed else ""
        return self.sentences[language].format(reason=reason)
