"""The front desk's half that writes: updates published, corrected and withdrawn, and what became of each."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from forecasts.catalogue import Catalogue
from forecasts.days import check_days, today
from forecasts.model import Act, Election, Forecaster, Update, Version
from forecasts.notation.parser import read_text
from forecasts.notation.reading import Reading
from forecasts.submissions import Submission, UnknownName, UpdateRejected, keepable

if TYPE_CHECKING:
    from forecasts.database import Database
    from forecasts.storage import Stored, UpdateStore
    from forecasts.verification import Verification


class Recorder:
    """Takes in what authors write, over one catalogue and one record."""

    def __init__(self, catalogue: Catalogue, store: "UpdateStore") -> None:
        self.catalogue = catalogue
        self._store = store

    @property
    def database(self) -> "Database":
        """The database of the record; drafts and accounts live in it too."""
        return self._store.database

    def election(self, id: str) -> Election:  # noqa: A002
        """The election of this id.

        Raises:
            UnknownName: if there is none.
        """
        found = self.catalogue.election(id)
        if found is None:
            raise UnknownName("election", id, (election.id for election in self.catalogue.elections))
        return found

    def forecaster(self, id: str) -> Forecaster:  # noqa: A002
        """The forecaster of this id.

        Raises:
            UnknownName: if there is none.
        """
        found = self.catalogue.forecaster(id)
        if found is None:
            raise UnknownName("forecaster", id, (forecaster.id for forecaster in self.catalogue.forecasters))
        return found

    def read(self, text: str, *, year: int | None = None, election: str | None = None) -> Reading:
        """Read a text and store nothing.

        Raises:
            UnknownName: for an election that is not in the catalogue.
        """
        known = self.election(election) if election is not None else None
        return read_text(text, self.catalogue.parties, year=year, election=known)

    def submit(self, text: str, *, forecaster: str, election: str, source: str = "") -> Submission:
        """Read a text and keep its updates, oldest first; what is there already is not stored again.

        Raises:
            UnknownName: for a forecaster or an election that is not in the catalogue.
            UpdateRejected: if nothing in the text can be kept.
            DayRefused: for an update of a day on which it cannot have been published; nothing is written.
            DatabaseError: if the record cannot be written.
        """
        self.forecaster(forecaster)
        reading = self.read(text, election=election)
        kept, refused = keepable(reading, text, forecaster=forecaster, election=election, source=source)
        if not kept:
            raise UpdateRejected(reading.every_warning)
        check_days(kept, self.election(election), today())
        return Submission(reading=reading, stored=self._store.add(kept), refused=refused)

    def publish(
        self, updates: Sequence[Update], *, account: str = "", anew: bool = False
    ) -> "tuple[Stored, ...]":
        """Put updates on the record, oldest first; each is there when this returns, or was there before.

        What was withdrawn stays so (its `update.withdrawn` is set) unless it is published `anew`.

        Raises:
            UnknownName: for a forecaster or an election that is not in the catalogue; nothing is written.
            DatabaseError: if the record cannot be written; those before the fault are there.
        """
        for update in updates:
            self._known(update)
        return self._store.add(updates, account=account, anew=anew)

    def correct(
        self,
        id: int,  # noqa: A002
        update: Update,
        *,
        reason: str,
        based_on: int,
        account: str = "",
    ) -> Update:
        """Repair the record of an update: never a change of mind (`UpdateStore.correct`).

        Raises:
            UnknownName: for a forecaster or an election that is not in the catalogue.
            Refused: by its kinds; `Outdated` where somebody else was first.
        """
        self._known(update)
        return self._store.correct(id, update, reason=reason, based_on=based_on, account=account)

    def withdraw(self, id: int, *, reason: str, based_on: int, account: str = "") -> Update:  # noqa: A002
        """Take an update back; its history stays readable (`UpdateStore.withdraw`).

        Raises:
            Refused: by its kinds.
        """
        return self._store.withdraw(id, reason=reason, based_on=based_on, account=account)

    def update(self, id: int) -> Update | None:  # noqa: A002
        """An update as it stands, also when it is withdrawn; None if there is none of this number."""
        return self._store.update(id)

    def history(self, id: int) -> tuple[Version, ...]:  # noqa: A002
        """What an update said in each of its versions, with why, oldest first."""
        return self._store.history(id)

    def withdrawn(self, election: str, forecaster: str | None = None) -> tuple[tuple[Update, Act], ...]:
        """The updates for an election that were withdrawn, each with when and why."""
        return self._store.withdrawn(election, forecaster)

    def verify(self) -> "Verification":
        """Check that everything on the record is as it was written, however long that takes."""
        return self._store.verify()

    def verify_update(self, id: int) -> "Verification":  # noqa: A002
        """Check one update and each of its acts against the act before it."""
        return self._store.verify_update(id)

    def load_shipped(self) -> int:
        """Put the catalogue's updates into the record, once for each state of the shipped data.

        Into an empty record those of an exported one go act by act, at the moments of their acts.

        Returns:
            How many were new.
        """
        shipped, acts = self.catalogue.updates, self.catalogue.acts
        mark = f"shipped-{mark_of(shipped)}"
        if not (shipped or acts) or self._store.loaded(mark):
            return 0
        replayed = self._replayed(acts) if acts else 0
        stored = self._store.add(shipped)
        self._store.mark_loaded(mark)
        return replayed + sum(each.new for each in stored)

    def _replayed(self, acts: Sequence[Version]) -> int:
        from forecasts import journal

        return journal.replay(self._store.database, acts)

    def close(self) -> None:
        """Let go of the record's files and connections."""
        self._store.close()

    def _known(self, update: Update) -> None:
        """Refuse an update of a forecaster or for an election that nobody knows."""
        self.forecaster(update.forecaster)
        self.election(update.election)


def mark_of(values: object) -> str:
    """A short word for some model values, the same in every run."""
    return hashlib.sha256(repr(values).encode("utf-8", "replace")).hexdigest()[:12]
