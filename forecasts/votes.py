"""A table of votes or shares that somebody brings: a row a party, or the first fault in words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from forecasts.model import HUNDRED, Election, Language, Law, Party, Result
from forecasts.rows import NoCellsError, parted, quoted
from forecasts.seats import OTHER, Allocation, allocate_seats

VALID = "valid"
MOST_ROWS = 500
MOST_VOTES = 999_999_999_999
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,\u00a0\u202f ][0-9]{3})+")
_WHOLE = re.compile(r"[0-9]+")
_SHARE = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,9})?")


class VotesRejected(Exception):  # noqa: N818 - named for what is wrong
    """What is wrong with a table of votes, and in which line of which file."""

    expectations: ClassVar[dict[str, tuple[str, str]]] = {
        "empty": ("μια γραμμή για κάθε κόμμα: party,votes", "a row for every party: party,votes"),
        "header": (
            "πρώτη γραμμή με τις στήλες party,votes ή party,share και καμία άλλη",
            "the columns party,votes or party,share in the first row and no other",
        ),
        "cells": ("ίσος αριθμός κελιών με την πρώτη γραμμή", "as many cells as in the first row"),
        "votes": (
            "ακέραιος αριθμός ψήφων από 0 έως 999.999.999.999",
            "a whole number of votes from 0 to 999,999,999,999",
        ),
        "share": (
            "ποσοστό από 0 έως 100, με το πολύ εννέα δεκαδικά",
            "a share from 0 to 100 with nine decimals at most",
        ),
        "party": ("κόμμα του parties.csv", "a party of parties.csv"),
        "twice": ("κάθε κόμμα μία φορά", "each party once"),
        "many": (f"το πολύ {MOST_ROWS} κόμματα", f"{MOST_ROWS} parties at most"),
        "sum": ("το πολύ 100 όλα μαζί", "100 at most all together"),
        "valid": ("άθροισμα έως τις έγκυρες ψήφους", "no more than the valid votes"),
        "nothing": ("τουλάχιστον μία ψήφος σε κάποιο κόμμα", "at least one vote for some party"),
        "unclosed": (
            "κελί με εισαγωγικά που κλείνουν, ή χωρίς",
            "a closing quotation mark, or none at all",
        ),
        "behind": ("κόμμα ή ερωτηματικό ανάμεσα στα κελιά", "a comma or a semicolon between the cells"),
        "long": ("όνομα ή αριθμός", "a name or a number"),
    }
    unparted: ClassVar[dict[str, tuple[str, str]]] = {
        "unclosed": (
            "κελί με εισαγωγικά που δεν κλείνουν",
            "a cell with a quotation mark that is never closed",
        ),
        "behind": ("κείμενο μετά τα εισαγωγικά ενός κελιού", "text behind the closing quotation mark"),
        "long": ("υπερβολικά μεγάλο κελί", "a cell that is far too long"),
    }
    sentences: ClassVar[dict[Language, str]] = {
        "el": "{place}: βρέθηκε {found}· αναμενόταν {expected}.",
        "en": "{place}: found {found}; expected {expected}.",
    }
    nothing: ClassVar[dict[Language, str]] = {"el": "κενό", "en": "nothing"}
    lines: ClassVar[dict[Language, str]] = {"el": "{file}, γραμμή {line}", "en": "{file}, line {line}"}

    def __init__(self, file: str, line: int | None, found: str, code: str) -> None:
        self.file = file
        self.line = line
        self.found = found
        self.code = code
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language) -> str:
        """The fault in words."""
        place = (
            self.file if self.line is None else self.lines[language].format(file=self.file, line=self.line)
        )
        which = 0 if language == "el" else 1
        found = self.unparted[self.code][which] if self.code in self.unparted else self.found
        return self.sentences[language].format(
            place=place,
            found=found or self.nothing[language],
            expected=self.expectations[self.code][which],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteTable:
    """Votes or shares by party, all valid votes (100 for shares), of how many parties a list consists."""

    votes: dict[str, Decimal]
    valid: Decimal
    members: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of_result(cls, result: Result, parties: Iterable[Party], election: Election | None) -> "VoteTable":
        """The official votes; a party whose votes were not found is among the others."""
        votes = {line.party: Decimal(line.votes) for line in result.lines if line.votes is not None}
        return cls(votes=votes, valid=Decimal(result.valid_votes), members=members_of(parties, election))

    def shares(self) -> dict[str, Fraction]:
        """What each party has in per cent of all valid votes, exactly; everybody not named left out."""
        valid = Fraction(self.valid)
        return {party: Fraction(found) * 100 / valid for party, found in self.votes.items() if party != OTHER}

    def seats(self, law: Law) -> Allocation:
        """The seats that a law makes of them."""
        return allocate_seats(self.votes, law, valid=self.valid, members=self.members)


def members_of(parties: Iterable[Party], election: Election | None = None) -> dict[str, int]:
    """Of how many parties each list consists that stood as one: anywhere, and in one election."""
    lists = {party.id: len(party.components) for party in parties if len(party.components) > 1}
    return lists | dict(election.lists if election else ())


def read_votes(
    text: str, parties: Sequence[Party], file: str, *, election: Election | None = None
) -> VoteTable:
    """Read a table with the columns party and votes, or party and share.

    A party is given by its id or one of its names; the rows `other` (everybody not named) and `valid` (all
    valid votes, by default the sum) are understood. Semicolons may part the cells, and thousands may be
    grouped.

    Args:
        text: the table.
        parties: those there are.
        file: what faults call it.
        election: whose lists they are votes for.

    Raises:
        VotesRejected: for the first fault.
    """
    rows = list(_rows(text, file))
    if not rows:
        raise VotesRejected(file, None, "", "empty")
    first, header = rows[0]
    kinds = {("party", "votes"): "votes", ("party", "share"): "share"}
    kind = kinds.get(tuple(cell.casefold() for cell in header))  # type: ignore[arg-type]
    if kind is None:
        raise VotesRejected(file, first, quoted(",".join(header)), "header")
    if len(rows) == 1:
        raise VotesRejected(file, None, "", "empty")
    if len(rows) - 1 > MOST_ROWS:
        raise VotesRejected(file, None, str(len(rows) - 1), "many")
    names = _names(parties)
    votes: dict[str, Decimal] = {}
    for line, cells in rows[1:]:
        if len(cells) != len(header):
            raise VotesRejected(file, line, quoted(",".join(cells)), "cells")
        party = names.get(_folded(cells[0]))
        if party is None:
            raise VotesRejected(file, line, quoted(cells[0]), "party")
        if party in votes:
            raise VotesRejected(file, line, quoted(cells[0]), "twice")
        votes[party] = _number(cells[1], kind, file, line)
    return _table(votes, kind, file, members_of(parties, election))


def _table(votes: dict[str, Decimal], kind: str, file: str, members: dict[str, int]) -> VoteTable:
    stated = votes.pop(VALID, None)
    total = sum(votes.values(), Decimal(0))
    if not any(found for party, found in votes.items() if party != OTHER):
        raise VotesRejected(file, None, "0", "nothing")
    if kind == "share" and total > HUNDRED:
        raise VotesRejected(file, None, f"{total:f}", "sum")
    if kind == "votes" and stated is not None and total > stated:
        raise VotesRejected(file, None, f"{total:f} > {stated:f}", "valid")
    valid = HUNDRED if kind == "share" else total if stated is None else stated
    return VoteTable(votes=votes, valid=valid, members=members)


def _rows(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    plain = text.lstrip("\ufeff")
    delimiter = ";" if ";" in plain.partition("\n")[0] else ","
    try:
        yield from parted(plain, delimiter)
    except NoCellsError as error:
        raise VotesRejected(file, error.line, "", _unparted(str(error))) from error


def _unparted(reason: str) -> str:
    """Which of the sentences says what `csv` says in words of its own."""
    if "end of data" in reason:
        return "unclosed"
    return "behind" if "expected after" in reason else "long"


def _names(parties: Sequence[Party]) -> dict[str, str]:
    """The ids by every name; an id counts before a name, and of two parties of one name the later one."""
    named = {
        _folded(name): party.id
        for party in parties
        for name in (*party.aliases, party.name_en, party.name_el, party.short_en, party.short_el)
    }
    return named | {party.id: party.id for party in parties} | {OTHER: OTHER, VALID: VALID}


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _number(cell: str, kind: str, file: str, line: int) -> Decimal:
    if kind == "share":
        plain = cell.removesuffix("%").strip()
        if _SHARE.fullmatch(plain) and (value := Decimal(plain.replace(",", "."))) <= HUNDRED:
            return value
    elif _WHOLE.fullmatch(cell) or _GROUPED.fullmatch(cell):
        votes = Decimal(re.sub("[^0-9]", "", cell))
        if votes <= MOST_VOTES:
            return votes
    raise VotesRejected(file, line, quoted(cell) if cell else "", kind)
