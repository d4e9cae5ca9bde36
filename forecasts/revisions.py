"""Two consecutive updates of one forecaster for one election become revisions, exact in decimals.

An incomplete update speaks only for the parties it prints; the others are compared with the last update
that spoke for them. A list that takes the place of its predecessor continues its line.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from forecasts.derived import Change, Revision
from forecasts.model import Party, Range, Update

_Place = tuple[date, time]
_BEFORE_ALL: _Place = (date.min, time.min)


def in_order(updates: Sequence[Update]) -> tuple[Update, ...]:
    """Put updates in the order of publication: date, hour, then the order of record.

    The order of record is that of the ids, unstored updates following as given. An undated update keeps its
    place in it: it stands with the latest date its forecaster had published for the election before it
    (before all where there is none); so does an update without an hour among those of its day.
    """
    recorded = sorted(enumerate(updates), key=lambda pair: (pair[1].id is None, pair[1].id or 0, pair[0]))
    places: list[tuple[_Place, Update]] = []
    known: dict[tuple[str, str], dict[date, _Place]] = {}
    for _, update in recorded:
        own = known.setdefault((update.forecaster, update.election), {})
        day = update.published or max(own, default=date.min)
        latest = own.get(day, (day, time.min))
        place = latest if update.published is None or update.hour is None else (day, update.hour)
        own[day] = max(latest, place)
        places.append((place, update))
    return tuple(update for _, update in sorted(places, key=lambda pair: pair[0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A forecaster's last word on a party: the range and the update that printed it."""

    update: Update
    range: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What a forecaster's updates say up to some moment.

    `words` holds the range in force of each party (by `Range.key`), in the order printed; `complete` is the
    last complete update, which by its silence speaks for every party it leaves out.
    """

    words: Mapping[str, Word] = field(default_factory=lambda: MappingProxyType({}))
    complete: Update | None = None

    def then(self, update: Update, parties: Sequence[Party]) -> "Outlook":
        """Return the outlook once this update is out."""
        printed = {r.key: Word(update=update, range=r) for r in update.ranges}
        if update.complete:
            return Outlook(words=MappingProxyType(printed), complete=update)
        gone = set(_predecessors(self, update, parties).values())
        kept = {key: word for key, word in self.words.items() if key not in gone}
        return Outlook(words=MappingProxyType(kept | printed), complete=self.complete)


def revisions(updates: Sequence[Update], parties: Sequence[Party]) -> tuple[Revision, ...]:
    """Derive what each update changed, for the updates of one forecaster for one election in any order.

    Updates follow one another as `in_order` puts them; within an update the parties stand as printed, dropped
    ones last. The first update changes nothing, and neither does a party's first range while every earlier
    update broke off: nobody knows whether it stood there.

    Raises:
        ValueError: for updates of more than one forecaster or election.
    """
    return tuple(revision for _, _, changes in walk(updates, parties) for revision in changes)


def walk(
    updates: Sequence[Update], parties: Sequence[Party]
) -> Iterator[tuple[Update, Outlook, tuple[Revision, ...]]]:
    """Go through the updates in order: each with the outlook after it and the revisions it made.

    Raises:
        ValueError: for updates of more than one forecaster or election.
    """
    sources = sorted({(update.forecaster, update.election) for update in updates})
    if len(sources) > 1:
        found = "; ".join(f"{forecaster} for {election}" for forecaster, election in sources)
        raise ValueError(f"expected the updates of one forecaster for one election, found {found}")
    outlook = Outlook()
    for update in in_order(updates):
        changes = compare(outlook, update, parties)
        outlook = outlook.then(update, parties)
        yield update, outlook, changes


def compare(outlook: Outlook, update: Update, parties: Sequence[Party]) -> tuple[Revision, ...]:
    """Compare an update with what its forecaster said before, party by party.

    Returns:
        A revision for each party that both speak of: the update prints it or, being complete, drops it.
    """
    predecessors = _predecessors(outlook, update, parties)
    found = []
    for new in update.ranges:
        word = outlook.words.get(predecessors.get(new.key, new.key))
        if word:
            found.append(_revised(word, update, new, successor=new.key in predecessors))
        elif outlook.complete:
            found.append(_added(outlook.complete, update, new))
    if update.complete:
        spoken = {r.key for r in update.ranges} | set(predecessors.values())
        found += [_dropped(word, update) for key, word in outlook.words.items() if key not in spoken]
    return tuple(found)


def lines(revisions: Sequence[Revision]) -> dict[str, str]:
    """Tell which party each revised line goes by last: itself, or the list that took its place.

    Two parties that one update prints side by side are two lines, whatever came before or after.
    """
    joined = {r.previous_party: r.party for r in revisions if r.successor and r.previous_party}
    printed: dict[tuple[int | None, date | None], set[str]] = {}
    for r in revisions:
        if r.change != "dropped":
            printed.setdefault((r.update, r.published), set()).add(r.party)
    names = {r.party for r in revisions} | joined.keys()
    return {name: _last_name(name, joined, list(printed.values())) for name in sorted(names)}


def _last_name(name: str, joined: Mapping[str, str], printed: Sequence[set[str]]) -> str:
    """Follow the successors of a party to the last one, stopping where the data run in a circle."""
    names = [name]
    while (new := joined.get(names[-1])) and new not in names:
        if any({name, new} <= together for together in printed):
            break
        names.append(new)
    return names[-1]


def known_as(
    key: str, printed: Collection[str], beside: Collection[str], parties: Sequence[Party]
) -> str | None:
    """The key by which an update prints a party of another update, earlier or later.

    Its own; else that of the nearest predecessor; else that of the list that took its place. Where that one
    stands beside the party as one of its own, it is not the same; nor is it where two lists claim one
    predecessor, which has split.

    Args:
        key: of the party.
        printed: the keys of the update in which it is looked for.
        beside: the keys of the update it is from.
        parties: the party table.
    """
    if key in printed:
        return key
    direct = {party.id: party.successor_of for party in parties}
    free = [each for each in printed if each not in beside]
    before = next((each for each in _ancestors(key, direct) if each in free), None)
    if before is not None:
        new = [each for each in beside if each not in printed]
        return before if [each for each in new if before in _ancestors(each, direct)] == [key] else None
    after = [each for each in free if key in _ancestors(each, direct)]
    return after[0] if len(after) == 1 else None


def overlap(first: Range, second: Range) -> Fraction:
    """Length of the intersection over the length of the union of two ranges, 0 to 1.

    Where both are points the union has no length: 1 for the same point, else 0. By hand: 12–15 and 11–13
    share 12–13 (1) of 11–15 (4), so 1/4; 3–4 and 6–8 share nothing of 1 + 2 points.
    """
    shared = max(Decimal(0), min(first.high, second.high) - max(first.low, second.low))
    union = first.width + second.width - shared
    if union == 0:
        return Fraction(int(first.low == second.low))
    return Fraction(shared) / Fraction(union)


def classify(low_change: Decimal, high_change: Decimal) -> Change:
    """Name what happened to the two bounds of a range."""
    if low_change == high_change == 0:
        return "unchanged"
    if low_change >= 0 and high_change >= 0:
        return "raised"
    if low_change <= 0 and high_change <= 0:
        return "lowered"
    return "widened" if low_change < 0 else "narrowed"


def _predecessors(outlook: Outlook, update: Update, parties: Sequence[Party]) -> dict[str, str]:
    """Map each list that takes a predecessor's place in this update to that predecessor.

    The predecessor must have a range in force and not be printed here. Where two lists claim one predecessor
    it has split: nobody takes its place.
    """
    direct = {party.id: party.successor_of for party in parties}
    printed = {r.key for r in update.ranges}
    claims: dict[str, str] = {}
    for key in printed - outlook.words.keys():
        old = next((a for a in _ancestors(key, direct) if a in outlook.words and a not in printed), None)
        if old is not None:
            claims[key] = old
    taken = list(claims.values())
    return {new: old for new, old in claims.items() if taken.count(old) == 1}


def _ancestors(key: str, direct: Mapping[str, tuple[str, ...]]) -> list[str]:
    """List all a party succeeds, the nearest first; a circle in the data ends the search."""
    found = list(direct.get(key, ()))
    for ancestor in found:
        found += [older for older in direct.get(ancestor, ()) if older not in found and older != key]
    return found


def _revised(word: Word, update: Update, new: Range, *, successor: bool) -> Revision:
    old = word.range
    low_change, high_change = new.low - old.low, new.high - old.high
    change = classify(low_change, high_change)
    return Revision(
        update=update.id,
        previous_update=word.update.id,
        published=update.published,
        previous_published=word.update.published,
        party=new.key,
        label=new.label,
        previous_label=old.label,
        low=new.low,
        high=new.high,
        previous_low=old.low,
        previous_high=old.high,
        change=change,
        successor=successor,
        previous_party=old.key,
        low_change=low_change,
        high_change=high_change,
        midpoint_change=(low_change + high_change) / 2,
        width_change=high_change - low_change,
        overlap=overlap(old, new),
        disjoint=change != "unchanged" and (old.high <= new.low or new.high <= old.low),
    )


def _added(silent: Update, update: Update, new: Range) -> Revision:
    return Revision(
        update=update.id,
        previous_update=silent.id,
        published=update.published,
        previous_published=silent.published,
        party=new.key,
        label=new.label,
        previous_label=None,
        low=new.low,
        high=new.high,
        previous_low=None,
        previous_high=None,
        change="added",
    )


def _dropped(word: Word, update: Update) -> Revision:
    return Revision(
        update=update.id,
        previous_update=word.update.id,
        published=update.published,
        previous_published=word.update.published,
        party=word.range.key,
        previous_party=word.range.key,
        label=word.range.label,
        previous_label=word.range.label,
        low=None,
        high=None,
        previous_low=word.range.low,
        previous_high=word.range.high,
        change="dropped",
    )
