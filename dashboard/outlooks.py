"""What an update implied of a party of today, whatever it was called then."""

from collections.abc import Collection, Sequence

from dashboard import context
from dashboard.context import Address
from dashboard.houses import NEAR
from forecasts import revisions, seat_wording
from forecasts.chances import Chances
from forecasts.draws import RangesInfeasible
from forecasts.intervals import Interval
from forecasts.model import Language, Update


def outlook(update: Update, found: Chances) -> Chances | None:
    """What another update implied under the same assumption; None where nothing can have been meant."""
    try:
        return context.tracker().outlook(update, mass=found.mass, unnamed=found.unnamed)
    except RangesInfeasible:
        return None


def in_update(then: Chances | None, key: str, now: Chances, language: Language) -> str:
    """Say “0 or 8–11 (50.1%)”: its seats, and where it was open the chance to enter."""
    known = known_as(key, then, now)
    if then is None or known is None:
        return "–"
    each = then.parties[known]
    said = seat_wording.seats_text(then.intervals[known].pieces, language)
    return (
        f"{said} ({seat_wording.chance_text(each.enters, language)})"
        if NEAR <= each.enters <= 1 - NEAR
        else said
    )


def enters(then: Chances | None, key: str, now: Chances) -> float | None:
    """The chance of a party to enter; None where it was not named."""
    known = known_as(key, then, now)
    return None if then is None or known is None else then.parties[known].enters


def seats(then: Chances | None, key: str, now: Chances) -> Interval | None:
    """The seats of a party in nine of ten draws; None where it was not named."""
    known = known_as(key, then, now)
    return None if then is None or known is None else then.intervals[known]


def together(then: Chances | None, partners: Sequence[str], now: Chances) -> float | None:
    """The chance of a majority of some parties, each counted once; None where one was not named."""
    known = [known_as(key, then, now) for key in partners]
    if then is None or None in known:
        return None
    return then.majority_of(list(dict.fromkeys(key for key in known if key)))


def known_as(key: str, then: Chances | None, now: Chances) -> str | None:
    """A party's key in another update, earlier or later; its own where nothing is known of that one."""
    parties = context.tracker().catalogue.parties
    return key if then is None else revisions.known_as(key, then.parties, now.parties, parties)


def asked_parties(address: Address, name: str, keys: Collection[str]) -> dict[str, str]:
    """The parties that an address lists, each with its key among those of an update.

    An address is carried from update to update: a party that was renamed in between stays chosen.
    """
    parties = context.tracker().catalogue.parties
    asked = address.several(name, {*keys, *(party.id for party in parties)})
    found = {each: revisions.known_as(each, keys, asked, parties) for each in asked}
    return {each: key for each, key in found.items() if key is not None}
