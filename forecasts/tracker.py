"""The front desk: texts come in here, and every answer about the record is asked for here."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from threading import Lock
from typing import TYPE_CHECKING, TypeVar, cast

from forecasts import debates as events
from forecasts import revisions as changes
from forecasts.catalogue import Catalogue
from forecasts.derived import EventShifts, Revision
from forecasts.lists import as_stood
from forecasts.model import MASS, Act, Election, Forecaster, Language, Law, Range, Result, Update, Version
from forecasts.recording import Recorder, mark_of
from forecasts.submissions import Submission, UnknownName, UpdateRejected

if TYPE_CHECKING:
    import pandas as pd

    from forecasts.chances import Chances
    from forecasts.draws import RangesInfeasible
    from forecasts.storage import UpdateStore

__all__ = ["Submission", "Tracker", "UnknownName", "UpdateRejected"]

Answer = TypeVar("Answer")
ANSWERS_KEPT = 512
# Half a megabyte to a megabyte each; with so many draws a chance of one half is known to half a point.
OUTLOOKS_KEPT, OUTLOOK_DRAWS, OUTLOOK_SEED = 64, 50_000, 1


class Tracker(Recorder):
    """Walks the road from text to answer over one catalogue and one record.

    Answers are derived once for each change of an election's updates and kept while they are asked for.
    """

    def __init__(self, catalogue: Catalogue, store: "UpdateStore") -> None:
        super().__init__(catalogue, store)
        self._answers: OrderedDict[Hashable, object] = OrderedDict()
        self._seen = ""
        self._states: dict[str, str] = {}
        self._lock = Lock()

    def version(self, election: str | None = None) -> str:
        """A word that changes when and only when some answer may have changed.

        Args:
            election: the one that is asked about; None for all.
        """
        state = self._store.version() if election is None else self.state(election)
        return f"{state}-{self._catalogue_mark}"

    def updates(
        self, election: str, forecaster: str | None = None, *, as_of: date | None = None
    ) -> tuple[Update, ...]:
        """The updates for an election in the order of publication.

        `as_of` leaves out what was published after that day; an undated update counts by the latest date its
        forecaster had published before it.
        """
        found = self._answer(
            ("updates", election, forecaster),
            lambda: changes.in_order(self._store.updates(election, forecaster)),
        )
        return found if as_of is None else tuple(_published_by(found, as_of))

    def history(self, id: int) -> tuple[Version, ...]:  # noqa: A002
        """What an update said in each of its versions, with why, oldest first; nothing if there is none."""
        return super().history(id)

    def withdrawn(self, election: str, forecaster: str | None = None) -> tuple[tuple[Update, Act], ...]:
        """The updates for an election that were withdrawn, each with when and why."""
        return self._answer(
            ("withdrawn", election, forecaster), lambda: super(Tracker, self).withdrawn(election, forecaster)
        )

    def forecasters(self, election: str) -> tuple[Forecaster, ...]:
        """Who has updates for an election: bloggers first, then by the number of updates."""
        return self._answer(("forecasters", election), lambda: self._forecasters(election))

    def revisions(self, election: str, forecaster: str) -> tuple[Revision, ...]:
        """What each of a forecaster's updates changed."""
        return self._answer(
            ("revisions", election, forecaster),
            lambda: changes.revisions(self.updates(election, forecaster), self.catalogue.parties),
        )

    def debates(self, election: str, forecaster: str | None = None) -> tuple[EventShifts, ...]:
        """Before and after each debate held, forecaster by forecaster.

        For one forecaster every debate is there, also where there is nothing to compare; for all together
        only those who had spoken before the debate, or name it.

        Raises:
            UnknownName: for an election that is not in the catalogue.
        """
        known = self.election(election)
        return self._answer(
            ("debates", election, forecaster), lambda: tuple(self._debates(known, forecaster))
        )

    def state(self, election: str) -> str:
        """A word that changes when and only when the updates of an election do."""
        version = self._store.version()
        with self._lock:
            if version != self._seen:
                self._seen, self._states = version, {}
            known = self._states.get(election)
        if known is None:
            known = f"{version.partition('-')[0]}-{self._store.state(election)}"
            with self._lock:
                # The record may have moved on meanwhile: what was true of one version is kept for that only.
                if version == self._seen:
                    self._states[election] = known
        return known

    def result(self, election: str) -> Result | None:
        """The official result, where there is one."""
        return self.catalogue.result(election)

    def outlook(self, update: Update, *, mass: Decimal | None = None, unnamed: int = 0) -> "Chances":
        """What one update implies under the law of its election, every draw of the seats kept.

        Args:
            update: for an election with a law, by a forecaster of the catalogue.
            mass: the probability with which each range holds; by default the forecaster's.
            unnamed: into how many parties that may enter what is left is broken.

        Raises:
            UnknownName: for an election that is not in the catalogue, or its law.
            RangesInfeasible: where its ranges cannot be true together.
        """
        election, who = self.election(update.election), self.catalogue.forecaster(update.forecaster)
        law = self.catalogue.law(election.law)
        if law is None:
            raise UnknownName("law", election.law, (each.id for each in self.catalogue.laws))
        wanted = mass if mass is not None else who.mass if who else MASS
        found = _outlook(as_stood(update.ranges, election), law, wanted, unnamed)
        if isinstance(found, Exception):
            raise found
        return found

    def without(self, update: Update, found: "Chances", party: str) -> tuple[dict[str, int], dict[str, int]]:
        """Two parliaments of one result, with a party and had it missed (`chances.without`)."""
        from forecasts.chances import without

        key = ("without", update.election, update.id, update.version, found.mass, found.unnamed, party)
        ranges = as_stood(update.ranges, self.election(update.election))
        return self._answer(key, lambda: without(ranges, found, party))

    def ranges_frame(
        self, election: str, forecaster: str | None, language: Language, *, as_of: date | None = None
    ) -> "pd.DataFrame":
        """The ranges of a forecaster's updates, from when to when each held (`frames.ranges_frame`)."""
        from forecasts import frames

        updates, known = self.updates(election, forecaster, as_of=as_of), self.catalogue.election(election)
        return self._frame(
            ("ranges", election, forecaster, language, as_of),
            lambda: frames.ranges_frame(updates, self.catalogue.parties, language, election=known),
        )

    def revisions_frame(self, election: str, forecaster: str, language: Language) -> "pd.DataFrame":
        """A forecaster's revisions (`frames.revisions_frame`)."""
        from forecasts import frames

        revisions = self.revisions(election, forecaster)
        return self._frame(
            ("revisions frame", election, forecaster, language),
            lambda: frames.revisions_frame(revisions, self.catalogue.parties, language),
        )

    def shifts_frame(
        self, election: str, language: Language, *, forecaster: str | None = None
    ) -> "pd.DataFrame":
        """The shifts around every debate (`frames.shifts_frame`)."""
        from forecasts import frames

        shifts, known = self.debates(election, forecaster), self.catalogue
        return self._frame(
            ("shifts", election, forecaster, language),
            lambda: frames.shifts_frame(shifts, known.parties, known.forecasters, language),
        )

    def events_frame(self, election: str, language: Language) -> "pd.DataFrame":
        """The events of an election (`frames.events_frame`)."""
        from forecasts import frames

        known = self.election(election)
        return self._frame(("events", election, language), lambda: frames.events_frame(known, language))

    def result_frame(self, election: str, language: Language) -> "pd.DataFrame":
        """The official result (`frames.result_frame`); no rows where there is none yet."""
        from forecasts import frames

        result = self.result(election)
        return self._frame(
            ("result", election, language),
            lambda: frames.result_frame(result, self.catalogue.parties, language),
        )

    def _frame(
        self, question: tuple[str, str, *tuple[Hashable, ...]], derive: "Callable[[], pd.DataFrame]"
    ) -> "pd.DataFrame":
        """A frame of one's own: what is done to it does not reach the one that is kept (copy on write)."""
        return self._answer((f"frame of {question[0]}", *question[1:]), derive).copy(deep=False)

    def _answer(
        self, question: tuple[str, str, *tuple[Hashable, ...]], derive: Callable[[], Answer]
    ) -> Answer:
        """The answer to a question, whose second word is its election, as that stands now."""
        key = (self.state(question[1]), question)
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return cast(Answer, self._answers[key])
        answer = derive()
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > ANSWERS_KEPT:
                self._answers.popitem(last=False)
        return answer

    @cached_property
    def _catalogue_mark(self) -> str:
        """What the catalogue is known by: names and colours are part of the answers."""
        known = self.catalogue
        return mark_of((known.parties, known.forecasters, known.laws, known.elections, known.results))

    def _forecasters(self, election: str) -> tuple[Forecaster, ...]:
        counts = self._store.counts(election)
        found = [
            self.catalogue.forecaster(id) or Forecaster(id=id, name_el=id, name_en=id, kind="blogger")
            for id in counts  # noqa: A001
        ]
        return tuple(sorted(found, key=lambda f: (f.kind != "blogger", -counts[f.id], f.id)))

    def _debates(self, election: Election, forecaster: str | None) -> Iterable[EventShifts]:
        one = forecaster is not None
        who = [forecaster] if forecaster is not None else [f.id for f in self.forecasters(election.id)]
        for debate in election.debates:
            for each in who:
                updates = self.updates(election.id, each)
                found = events.event_shifts(updates, debate, election, self.catalogue.parties)
                if one or found.before is not None or found.cause == "stated":
                    yield found


def _published_by(updates: Iterable[Update], day: date) -> Iterable[Update]:
    """Those of updates in order that were out by the end of a day."""
    latest: dict[str, date | None] = {}
    for update in updates:
        effective = update.published or latest.get(update.forecaster)
        latest[update.forecaster] = effective
        if effective is None or effective <= day:
            yield update


@lru_cache(maxsize=OUTLOOKS_KEPT)
def _outlook(
    ranges: tuple[Range, ...], law: Law, mass: Decimal, unnamed: int
) -> "Chances | RangesInfeasible":
    """What ranges imply; a refusal takes as long to find out and is remembered too."""
    from forecasts.chances import chances
    from forecasts.draws import RangesInfeasible

    draws, seed = OUTLOOK_DRAWS, OUTLOOK_SEED
    try:
        return chances(ranges, law, mass=mass, draws=draws, seed=seed, unnamed=unnamed, keep=True)
    except RangesInfeasible as refused:
        return refused
