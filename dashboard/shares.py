"""What an address asks of the seat calculator: whose votes, under which law, and what is wrong with that."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from dashboard import context
from dashboard.context import Address
from dashboard.starts import (
    SharesRejected,
    Start,
    latest_result,
    of_result,
    of_update,
    part_only,
    quoted,
    within,
)
from dashboard.texts import text
from forecasts.catalogue import Catalogue
from forecasts.model import HUNDRED, Election, Language, Law
from forecasts.seats import OTHER
from forecasts.submissions import UnknownName
from forecasts.votes import VoteTable, members_of

# In a form every party has a field of its own; a shared address holds them all under `shares`.
FIELD = "s."
PATH = "/seats"
MOST = 60
# Half typed is read as well: "3," on the way to "3,5".
_SHARE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{0,9})?|[.,][0-9]{1,9}")

Typed = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: votes and one or two laws, or what is wrong (`fault`, at the field of `wrong`).

    `start` is where the votes are from, None for typed shares; `begun` is where these began, if anywhere;
    `fields` are the shares as they stand in the form; `votes` is None where there is nothing to work out;
    `query` is what a short address says of it.
    """

    law: Law
    second: Law | None = None
    start: Start | None = None
    begun: Start | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    votes: VoteTable | None = None
    fault: str = ""
    wrong: str = ""
    query: Mapping[str, str] = field(default_factory=dict)


def asked(address: Address) -> Asked | None:
    """What an address asks; None where no electoral law is on record.

    Nothing asked is the latest official result. What is wrong is told, and what was typed is kept.
    """
    known = context.tracker().catalogue
    if not known.laws:
        return None
    begun, typed = None, list(_typed(address))
    try:
        begun = _start(address, known)
        return _sound(address, typed, begun, known)
    except SharesRejected as rejected:
        start = _untouched(address, typed, begun)
        laws = {name: address.get(name) for name in ("law", "second")}
        return Asked(
            law=known.law(laws["law"]) or _usual_law(known, start),
            second=known.law(laws["second"]),
            start=start,
            begun=begun,
            fields=_fields(typed, start, begun, known, address.language),
            fault=rejected.sentence,
            wrong=rejected.party,
            query=_query(address, typed, start, begun, known) | laws,
        )


def _sound(address: Address, typed: Typed, begun: Start | None, known: Catalogue) -> Asked:
    """What is asked, where nothing is wrong with it.

    Raises:
        SharesRejected: where something is.
    """
    language, alone = address.language, address.get("share").strip()
    if alone and not address.get("more"):
        raise SharesRejected(text("Choose the party of the share “{found}”.", language, found=quoted(alone)))
    law = _law(address.get("law"), known, language)
    second = _law(address.get("second"), known, language)
    start = _untouched(address, typed, begun)
    if start and start.update and not start.whole:
        raise SharesRejected(part_only(start.update, known, language))
    if _is_typed(address) and start is None:
        table = _read(typed, begun, known, language)
    else:
        table = start.votes if start else VoteTable(votes={}, valid=HUNDRED)
    usual = _usual_law(known, start)
    law = law or usual
    second = None if second is law else second
    laws = {"law": "" if start and law is usual else law.id, "second": second.id if second else ""}
    return Asked(
        law=law,
        second=second,
        start=start,
        begun=begun,
        fields=_fields(typed, start, begun, known, language),
        votes=table if any(table.votes.values()) else None,
        query=_query(address, typed, start, begun, known) | laws,
    )


def law_label(law: Law, language: Language) -> str:
    """Say “4654/2020: bonus of 20 to 50 seats”."""
    if not law.bonus:
        bonus = text("no bonus", language)
    elif law.bonus_from is None:
        bonus = text("bonus of {seats} seats", language, seats=law.bonus)
    else:
        most = law.bonus_limit or law.seats
        bonus = text("bonus of {least} to {most} seats", language, least=law.bonus, most=most)
    return f"{law_number(law)}: {bonus}"


def law_number(law: Law) -> str:
    """Say “4654/2020”."""
    return law.id.replace("-", "/")


def _is_typed(address: Address) -> bool:
    return any(name in ("typed", "shares") or name.startswith(FIELD) for name in address.query)


def _untouched(address: Address, typed: Typed, begun: Start | None) -> Start | None:
    """The votes an address begins with, as long as nothing else was typed.

    The fields show rounded shares: while they are as they were, the votes themselves count.
    """
    same = begun is not None and (not _is_typed(address) or _values(typed) == begun.shown())
    return begun if same else None


def _typed(address: Address) -> Iterator[tuple[str, str]]:
    """Party and share of everything typed, as typed."""
    in_fields = [
        (name.removeprefix(FIELD), value) for name, value in address.query.items() if name.startswith(FIELD)
    ]
    yield from in_fields
    if not in_fields:
        for entry in filter(None, address.get("shares").split(",")):
            party, _, share = entry.partition(":")
            yield party.strip(), share.strip()
    if address.get("more"):
        yield address.get("more"), address.get("share")


def _start(address: Address, known: Catalogue) -> Start | None:
    """The votes on record that an address begins with."""
    begin, language = address.get("from"), address.language
    number = address.get("update") or (begin.removeprefix("update-") if begin.startswith("update-") else "")
    if number:
        return of_update(number, known, language)
    if begin:
        election = known.election(begin)
        if election is None:
            raise SharesRejected(_unknown("election", begin, [e.id for e in known.elections], language))
        result = known.result(begin)
        if result is None:
            name = election.name(language)
            raise SharesRejected(text("There is no official result yet: {name}.", language, name=name))
        return of_result(election, result, known)
    if _is_typed(address):
        return None
    return latest_result(known)


def _law(wanted: str, known: Catalogue, language: Language) -> Law | None:
    if not wanted:
        return None
    found = known.law(wanted)
    if found is None:
        raise SharesRejected(_unknown("law", wanted, [law.id for law in known.laws], language))
    return found


def _usual_law(known: Catalogue, start: Start | None) -> Law:
    """The law of the election, else that of the latest one."""
    latest = known.elections[-1].law if known.elections else ""
    return (known.law(start.law) if start else None) or known.law(latest) or known.laws[-1]


def _read(typed: Typed, begun: Start | None, known: Catalogue, language: Language) -> VoteTable:
    """Typed shares as votes of a hundred; a list has as many parties as where they began."""
    if len(typed) > MOST:
        raise SharesRejected(text("More than {most} shares were given.", language, most=MOST))
    votes: dict[str, Decimal] = {}
    for id, share in typed:  # noqa: A001
        party = known.party(id)
        if party is None:
            raise SharesRejected(text("There is no party “{found}”.", language, found=quoted(id)))
        if id in votes:
            raise SharesRejected(text("{party} is given twice.", language, party=party.short(language)), id)
        value = _value(share)
        if value is None:
            raise SharesRejected(
                text(
                    "{party}: expected a share from 0 to 100, found “{found}”.",
                    language,
                    party=party.short(language),
                    found=quoted(share),
                ),
                id,
            )
        votes[id] = value
    within(sum(votes.values(), Decimal(0)), language)
    named = {party: share for party, share in votes.items() if party != OTHER}
    lists = members_of(known.parties) | dict(begun.votes.members if begun else {})
    return VoteTable(votes=named, valid=HUNDRED, members=lists)


def _value(share: str) -> Decimal | None:
    """A share as typed; nothing is 0, and what is none gives None."""
    plain = share.strip().removesuffix("%").strip()
    if not plain:
        return Decimal(0)
    value = Decimal(plain.replace(",", ".")) if _SHARE.fullmatch(plain) else None
    return value if value is not None and value <= HUNDRED else None


def _values(typed: Typed) -> dict[str, Decimal | None]:
    return {party: _value(share) for party, share in typed if share}


def _fields(
    typed: Typed, start: Start | None, begun: Start | None, known: Catalogue, language: Language
) -> dict[str, str]:
    """The shares in the form: as typed, else those of the start, else blanks for the latest result.

    Beside a part of an update there are blanks for the parties that it may have left out.
    """
    others = _blanks(begun.election, known) if begun and not begun.whole else {}
    stand = {party: share for party, share in typed if known.party(party) and party != OTHER}
    if stand and not start:
        return others | dict(list(stand.items())[:MOST])
    if start:
        mark = "," if language == "el" else "."
        shown = {party: f"{share:f}".replace(".", mark) for party, share in start.shown().items()}
        return others | shown
    return _blanks(None, known)


def _blanks(election: Election | None, known: Catalogue) -> dict[str, str]:
    """No share for each party of an election's result, else of the latest one."""
    result = known.result(election.id) if election else None
    found = of_result(election, result, known) if election and result else latest_result(known)
    return dict.fromkeys(found.votes.votes, "") if found else {}


def _query(
    address: Address, typed: Typed, start: Start | None, begun: Start | None, known: Catalogue
) -> dict[str, str]:
    """Whose votes, as a short address says it; all that was asked where that is at fault."""
    if start and start.update:
        return {"update": str(start.update.id)}
    if start:
        return {"from": start.election.id}
    if not _is_typed(address):
        return {name: address.get(name) for name in ("from", "update")}
    shares = ",".join(f"{party}:{share.replace(',', '.')}" for party, share in typed)
    query = {"shares": shares, "typed": "" if shares else "1"}
    return query | ({"from": begun.name} if begun and _needed(begun, known) else {})


def _needed(begun: Start, known: Catalogue) -> bool:
    """Whether typed shares must say where they began: for its lists, or because it names only a part."""
    usual = members_of(known.parties)
    own = any(count != usual.get(party, 1) for party, count in begun.votes.members.items())
    return own or not begun.whole


def _unknown(kind: str, name: str, ids: Sequence[str], language: Language) -> str:
    return UnknownName(kind, quoted(name), ids).sentence(language)  # type: ignore[arg-type]
