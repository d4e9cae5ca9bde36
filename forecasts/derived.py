"""What follows from updates: sums, revisions and shifts; derived when asked for, never stored."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from forecasts.model import HUNDRED, Event, Range, Update

Change = Literal["unchanged", "raised", "lowered", "widened", "narrowed", "added", "dropped"]
Cause = Literal["stated", "timing"]
Persistence = Literal["held", "faded", "grew", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feasibility:
    """What a set of ranges leaves for everyone not named, in percentage points.

    With every share inside its range and the rest not negative the remainder lies between
    `remainder_low` = max(0, 100 − Σ high) and `remainder_high` = 100 − Σ low.
    """

    sum_low: Decimal
    sum_high: Decimal

    @property
    def feasible(self) -> bool:
        """Whether Σ low ≤ 100."""
        return self.sum_low <= HUNDRED

    @property
    def remainder_low(self) -> Decimal:
        """The least that is left."""
        return max(Decimal(0), HUNDRED - self.sum_high)

    @property
    def remainder_high(self) -> Decimal:
        """The most that is left."""
        return HUNDRED - self.sum_low

    @property
    def forced(self) -> bool:
        """Whether something must be left for parties not named: Σ high < 100."""
        return self.sum_high < HUNDRED


def feasibility(ranges: tuple[Range, ...]) -> Feasibility:
    """Add up the bounds of a set of ranges."""
    return Feasibility(
        sum_low=sum((r.low for r in ranges), Decimal(0)), sum_high=sum((r.high for r in ranges), Decimal(0))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What one update changed for one party against the forecaster's previous word on it, in points.

    The words are those of the design: `change` classifies the two bounds; `overlap` is the length of the
    intersection over the length of the union (None where there is nothing to compare); `disjoint` says that
    the ranges share no more than an end point; `successor` that a list took the place of its predecessor,
    `previous_party`.
    """

    update: int | None
    previous_update: int | None
    published: date | None
    previous_published: date | None
    party: str
    label: str
    previous_label: str | None
    low: Decimal | None
    high: Decimal | None
    previous_low: Decimal | None
    previous_high: Decimal | None
    change: Change
    successor: bool = False
    previous_party: str | None = None
    low_change: Decimal | None = None
    high_change: Decimal | None = None
    midpoint_change: Decimal | None = None
    width_change: Decimal | None = None
    overlap: Fraction | None = None
    disjoint: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """How one party's range stood before and after an event in one forecaster's updates.

    `persistence` is None where the midpoint did not move; `larger_than` of `other_moves` is the yardstick:
    how many of the forecaster's other revisions of this party moved the midpoint by less.
    """

    revision: Revision
    persistence: Persistence | None
    larger_than: int
    other_moves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventShifts:
    """One forecaster around one event: the update before, the one after, and every party's shift.

    `shifts` stand by size of the midpoint's move, largest first; `before` or `after` is None where the
    forecaster had none, and then there are no shifts. `undecidable` lists updates that neither name the event
    nor tell by date or hour on which side of it they fall; `also_after` the later debates that lie before
    `after` as well.
    """

    event: Event
    forecaster: str
    before: Update | None
    after: Update | None
    cause: Cause | None
    shifts: tuple[Shift, ...] = ()
    undecidable: tuple[Update, ...] = ()
    also_after: tuple[Event, ...] = ()
