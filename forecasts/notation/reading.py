"""What reading a text gives: the updates understood and every warning, with the places in the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from forecasts.model import EventReference, Range


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWarning:
    """Something in the text that was not understood, or understood only on an assumption.

    `start` and `end` count characters of the text as given (half open); `found` is what stood there and
    `expected` names what should have (both go into the message); `values` holds what else the sentence needs;
    `mend` is the text that would put it right if it replaced the span, where one is known.
    """

    code: str
    start: int
    end: int
    found: str = ""
    expected: str = ""
    party: str | None = None
    mend: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRange:
    """A range and where its text stands."""

    range: Range
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadUpdate:
    """One update as read: date, event and ranges, its own warnings, and where it stands in the text.

    `published` is None where the text gives no date. A figure that is not certain is not in `ranges`.
    """

    published: date | None
    hour: time | None = None
    event: EventReference | None = None
    complete: bool = True
    ranges: tuple[ReadRange, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The updates in the order of the text, and the warnings that belong to none of them.

    `newest_first` says how the dated updates follow one another (None: cannot be told).
    """

    updates: tuple[ReadUpdate, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    newest_first: bool | None = None

    @property
    def every_warning(self) -> tuple[ReadingWarning, ...]:
        """All warnings in the order of the text."""
        found = [*self.warnings, *(w for update in self.updates for w in update.warnings)]
        return tuple(sorted(found, key=lambda w: (w.start, w.end)))
