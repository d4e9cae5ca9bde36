"""The votes on record that seats can be worked out from: official results, and the midpoints of updates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from dashboard import context
from dashboard.texts import text
from forecasts import wording
from forecasts.catalogue import Catalogue
from forecasts.draws import whole
from forecasts.lists import as_stood
from forecasts.model import HUNDRED, Election, Language, Result, Update
from forecasts.seats import OTHER
from forecasts.votes import VoteTable

QUOTED = 40
_NUMBER = re.compile(r"[0-9]{1,9}")
_CENT = Decimal("0.01")


class SharesRejected(Exception):  # noqa: N818 - named for what is wrong
    """What an address asks cannot be worked out: why, and at which party where it is one's fault."""

    def __init__(self, sentence: str, party: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.party = party


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Votes on record: of an official result, or the midpoints of an update.

    `estimated` are the parties of a result of which only a share is known; `law` is the election's.
    """

    election: Election
    update: Update | None = None
    votes: VoteTable
    estimated: frozenset[str] = frozenset()
    law: str

    @property
    def name(self) -> str:
        """What an address and a form call it: `2015-09`, or `update-7`."""
        return f"update-{self.update.id}" if self.update else self.election.id

    @property
    def whole(self) -> bool:
        """Whether a parliament can be made of it: nobody knows whom half an update leaves out."""
        return self.update is None or whole(self.update)

    def shown(self) -> dict[str, Decimal]:
        """The shares as the fields show them: of a result to two decimals, of an update exactly."""
        if self.update:
            return dict(self.votes.votes)
        return {party: self.share(votes) for party, votes in self.votes.votes.items()}

    def share(self, votes: Decimal) -> Decimal:
        """Votes in per cent of the valid ones."""
        return (votes * HUNDRED / self.votes.valid).quantize(_CENT, ROUND_HALF_UP)


def of_result(election: Election, result: Result, known: Catalogue) -> Start:
    """The votes of a result; of a party whose votes were not found, those that its share amounts to."""
    table = VoteTable.of_result(result, known.parties, election)
    votes = {party: found for party, found in table.votes.items() if party != OTHER}
    estimated = {
        line.party: line.share * result.valid_votes / HUNDRED
        for line in result.lines
        if line.votes is None and line.party != OTHER
    }
    if sum(votes.values()) + sum(estimated.values()) > table.valid:
        estimated = {}
    return Start(
        election=election,
        votes=replace(table, votes=votes | estimated),
        estimated=frozenset(estimated),
        law=election.law,
    )


def of_update(number: str, known: Catalogue, language: Language) -> Start:
    """The midpoints of an update, whole or not; what it leaves to a hundred goes to nobody named.

    Raises:
        SharesRejected: for an update that is not there or was withdrawn, and midpoints of more than 100.
    """
    tracker = context.tracker()
    update = tracker.update(int(number)) if _NUMBER.fullmatch(number) else None
    election = known.election(update.election) if update else None
    if update is None or election is None:
        raise SharesRejected(text("There is no update “{found}”.", language, found=quoted(number)))
    if update.withdrawn:
        raise SharesRejected(text("Update {number} was withdrawn.", language, number=number))
    ranges = {r.party: r for r in as_stood(update.ranges, election) if r.party and r.party != OTHER}
    votes = {party: found.midpoint for party, found in ranges.items()}
    within(sum(votes.values(), Decimal(0)), language)
    members = {party: found.members for party, found in ranges.items()}
    return Start(
        election=election,
        update=update,
        votes=VoteTable(votes=votes, valid=HUNDRED, members=members),
        law=election.law,
    )


def latest_result(known: Catalogue) -> Start | None:
    """The result of the latest election that has one."""
    found = ((each, known.result(each.id)) for each in reversed(known.elections))
    return next((of_result(election, result, known) for election, result in found if result), None)


def latest_updates(known: Catalogue) -> Iterator[Update]:
    """The latest whole update of each forecaster before each election, the latest election first."""
    tracker = context.tracker()
    for election in reversed(known.elections):
        for who in tracker.forecasters(election.id):
            yield from list(filter(whole, tracker.updates(election.id, who.id)))[-1:]


def part_only(update: Update, known: Catalogue, language: Language) -> str:
    """Why no parliament is made of an update that is not whole: whom it names."""
    parties = [(each, known.party(each.key)) for each in update.ranges if each.key != OTHER]
    names = ", ".join(party.short(language) if party else each.label for each, party in parties)
    if not names:
        return text(
            "Update {number} names no party: no parliament can be made of it.", language, number=update.id
        )
    return text(
        "Update {number} is incomplete: it names only {names}. "
        "No parliament can be made of a part of the parties.",
        language,
        number=update.id,
        names=names,
    )


def within(total: Decimal, language: Language) -> None:
    """Refuse shares of more than a hundred."""
    if total > HUNDRED:
        said = wording.percent(total, language)
        raise SharesRejected(text("The shares add up to {sum}, more than 100%.", language, sum=said))


def quoted(found: str) -> str:
    """What was found, as a sentence may show it."""
    shown = "".join(c if c.isprintable() else " " for c in found[:QUOTED]).strip()
    return f"{shown}…" if len(found) > QUOTED else shown
