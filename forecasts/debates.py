"""One forecaster around one event: the update before, the one after, cause, persistence and yardstick."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from forecasts.derived import EventShifts, Persistence, Revision, Shift
from forecasts.model import Election, Event, Party, Update
from forecasts.revisions import Outlook, compare, lines, walk

_Side = Literal["before", "after", "unknown"]
_Step = tuple[Update, Outlook, tuple[Revision, ...]]


def event_shifts(
    updates: Sequence[Update], event: Event, election: Election, parties: Sequence[Party]
) -> EventShifts:
    """Compare what one forecaster said before an event with what was said after it.

    `after` is the first update that names the event, else the first that lies after it; `before` the last
    that lies before the event (and before `after`).

    Args:
        updates: those of one forecaster for the election, in any order.
        event: the event, usually a debate.
        election: tells which debate an update means that only says "the debate".
        parties: the party table, for lists that took a predecessor's place.

    Returns:
        The two updates and a shift per party; no shifts where one of the two is missing.

    Raises:
        ValueError: for updates of more than one forecaster or election.
    """
    steps = list(walk(updates, parties))
    sides = _sides([update for update, _, _ in steps], event)
    naming = [i for i, (update, _, _) in enumerate(steps) if names(update, event, election)]
    following = naming or [i for i, side in enumerate(sides) if side == "after"]
    last = following[0] if following else len(steps)
    earlier = [i for i in range(last) if sides[i] == "before"]
    after = steps[last][0] if following else None
    return EventShifts(
        event=event,
        forecaster=steps[0][0].forecaster if steps else "",
        before=steps[earlier[-1]][0] if earlier else None,
        after=after,
        cause=("stated" if naming else "timing") if after else None,
        shifts=_shifts(steps, earlier[-1], last, parties) if earlier and after else (),
        undecidable=tuple(steps[i][0] for i in range(last) if sides[i] == "unknown"),
        also_after=_later_debates(after, event, election) if after else (),
    )


def names(update: Update, event: Event, election: Election) -> bool:
    """Say whether an update gives the event as its reason.

    "The debate" without a number means the latest one held on or before the day of the update; without a date
    it means something only where one debate was held. Nobody names what has not yet taken place.
    """
    reference, published = update.event, update.published
    if reference is None or reference.kind != event.kind or (published and published < event.date):
        return False
    if reference.ordinal is not None:
        return reference.ordinal == event.ordinal
    held = [debate for debate in election.debates if published is None or debate.date <= published]
    if published is None:
        return held == [event]
    return bool(held) and max(held, key=lambda debate: (debate.date, debate.ordinal)) == event


def _sides(updates: Sequence[Update], event: Event) -> list[_Side]:
    """Place each update before or after the event by its date or hour, an undated one by its neighbours."""
    earliest: list[date | None] = []
    latest: list[date | None] = []
    for update in updates:
        earliest.append(update.published or (earliest[-1] if earliest else None))
    for update in reversed(updates):
        latest.append(update.published or (latest[-1] if latest else None))
    bounds = zip(updates, earliest, reversed(latest), strict=True)
    return [_side(update, first, final, event) for update, first, final in bounds]


def _side(update: Update, earliest: date | None, latest: date | None, event: Event) -> _Side:
    """Decide from the days between which an update was published."""
    if earliest and earliest > event.date:
        return "after"
    if latest and latest < event.date:
        return "before"
    if update.published and update.hour and event.hour:
        return "before" if update.hour < event.hour else "after"
    return "unknown"


def _later_debates(after: Update, event: Event, election: Election) -> tuple[Event, ...]:
    """List the debates held between the event and the update that counts as after it."""
    later = (debate for debate in election.debates if debate.date > event.date)
    return tuple(d for d in later if _sides([after], d) == ["after"] or names(after, d, election))


def _shifts(steps: Sequence[_Step], before: int, after: int, parties: Sequence[Party]) -> tuple[Shift, ...]:
    """Compare the update after the event with the outlook before it, and judge each party's shift."""
    line = lines([r for _, _, made in steps for r in made])
    outside = [r for i, (_, _, made) in enumerate(steps) if not before < i <= after for r in made]
    later = [r for _, _, made in steps[after + 1 :] for r in made]
    shifts = []
    for revision in compare(steps[before][1], steps[after][0], parties):
        other = [
            abs(r.midpoint_change) for r in _of_line(outside, revision, line) if r.midpoint_change is not None
        ]
        size = abs(revision.midpoint_change or Decimal(0))
        shift = Shift(
            revision=revision,
            persistence=persistence(revision.midpoint_change, _of_line(later, revision, line)),
            larger_than=sum(move < size for move in other),
            other_moves=len(other),
        )
        shifts.append(shift)
    return tuple(sorted(shifts, key=_rank))


def _of_line(revisions: Sequence[Revision], revision: Revision, line: Mapping[str, str]) -> list[Revision]:
    """Pick the revisions of one party, under whatever name its list stood."""
    return [r for r in revisions if line[r.party] == line[revision.party]]


def persistence(move: Decimal | None, later: Sequence[Revision]) -> Persistence | None:
    """Judge a move of the midpoint by the forecaster's next word on the party.

    With m the move and k what is left of it (next minus before): `grew` for k/m > 1, `held` for ½ ≤ k/m ≤ 1,
    else `faded`. By hand: 24 → 26.5 → 26 has m = 2.5, k = 2, k/m = 0.8: held.

    Args:
        move: m; None for a party added or dropped.
        later: the party's revisions after the move, first to last.

    Returns:
        `open` while there is no next word, or where the next update drops the party and so gives no figure;
        None where nothing moved.
    """
    if not move:
        return None
    if not later or later[0].midpoint_change is None:
        return "open"
    kept = (move + later[0].midpoint_change) * (1 if move > 0 else -1)
    if kept > abs(move):
        return "grew"
    return "held" if 2 * kept >= abs(move) else "faded"


def _rank(shift: Shift) -> tuple[int, Decimal, Decimal]:
    """Sort moved midpoints by size, then what was added or dropped, then what only widened or narrowed."""
    move, width = shift.revision.midpoint_change, shift.revision.width_change
    if move is None or width is None:
        return 1, Decimal(0), Decimal(0)
    return 0 if move else 2, -abs(move), -abs(width)
