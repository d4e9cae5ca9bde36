"""What an update would do to a forecaster's record if it were published now: nothing is kept here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from forecasts.derived import Revision
from forecasts.fingerprints import fingerprints
from forecasts.model import Party, Range, Update
from forecasts.revisions import Outlook, compare, in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """An update before it is published, against what its forecaster said before.

    `previous` is the update before it in the order of publication; `revisions` what it changes; `latest` says
    that no update on record comes after it.
    """

    update: Update
    previous: Update | None
    revisions: tuple[Revision, ...]
    latest: bool


def propose(update: Update, record: Sequence[Update], parties: Sequence[Party]) -> Proposal:
    """Put an update in its place among those of its forecaster.

    Args:
        update: what is about to be published, or a correction, with the id of what it corrects.
        record: the forecaster's updates for the election; a corrected one is left out.
        parties: the party table.
    """
    earlier, later = _around(update, record)
    return Proposal(
        update=update,
        previous=earlier[-1] if earlier else None,
        revisions=compare(_outlook(earlier, parties), update, parties),
        latest=not later,
    )


def outlook_before(update: Update, record: Sequence[Update], parties: Sequence[Party]) -> Outlook:
    """What the forecaster's word on each party was when an update came."""
    return _outlook(_around(update, record)[0], parties)


def _around(update: Update, record: Sequence[Update]) -> tuple[tuple[Update, ...], tuple[Update, ...]]:
    """The other updates before and after it in the order of publication."""
    others = [each for each in record if update.id is None or each.id != update.id]
    ordered = in_order((*others, update))
    place = next(at for at, each in enumerate(ordered) if each is update)
    return ordered[:place], ordered[place + 1 :]


def _outlook(earlier: Sequence[Update], parties: Sequence[Party]) -> Outlook:
    """The outlook after some updates; what was said before the last complete one no longer matters."""
    start = next((at for at in range(len(earlier) - 1, -1, -1) if earlier[at].complete), 0)
    outlook = Outlook()
    for update in earlier[start:]:
        outlook = outlook.then(update, parties)
    return outlook


def untouched(
    update: Update, before: Outlook, parties: Sequence[Party], left_out: Collection[str] = ()
) -> tuple[Range, ...]:
    """The ranges in force that an update does not speak of: they stand as they stood.

    Args:
        update: a whole one; one that breaks off leaves the rest in force by itself.
        before: the outlook when it came.
        parties: the party table, which tells a list that takes its predecessor's place.
        left_out: keys of the parties it drops on purpose.
    """
    whole = replace(update, complete=True)
    dropped = [r.party for r in compare(before, whole, parties) if r.change == "dropped"]
    return tuple(before.words[key].range for key in dropped if key in before.words and key not in left_out)


def standing(updates: Sequence[Update], record: Sequence[Update]) -> tuple[Update | None, ...]:
    """For each update of one text the same publication on record, by content or by words, if it is there."""
    by_content: dict[str, Update] = {}
    by_words: dict[str, list[Update]] = {}
    for one in record:
        # Each was kept from a text of its own or with siblings; the first of a text is known by its words.
        mark = fingerprints([one])[0]
        by_content.setdefault(mark.content, one)
        if mark.words:
            by_words.setdefault(mark.words, []).append(one)
    found: list[Update | None] = []
    for update, mark in zip(updates, fingerprints(updates), strict=True):
        same = by_content.get(mark.content)
        if same is None and mark.words:
            same = next((one for one in by_words.get(mark.words, ()) if _not_parted(update, one)), None)
        found.append(same)
    return tuple(found)


def _not_parted(update: Update, other: Update) -> bool:
    """Whether neither day nor hour tells two publications of the same words apart."""
    days = update.published is None or other.published in (None, update.published)
    hours = update.hour is None or other.hour in (None, update.hour)
    return days and hours
