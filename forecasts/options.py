"""What the commands share: their options, the front desk, and refusals in words.

Options with bounds are texts to the parser of options, so that what is out of bounds is said in the language
asked for, and a number may be written as that language writes it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

from forecasts import seat_wording
from forecasts.addresses import LONGEST_ADDRESS, completed, is_address
from forecasts.catalogue import Catalogue, CatalogueError
from forecasts.faults import DatabaseError
from forecasts.model import HUNDRED, Language
from forecasts.rows import quoted
from forecasts.streams import refuse
from forecasts.submissions import UnknownName
from forecasts.terminal import phrase
from forecasts.wording import number, percent

if TYPE_CHECKING:
    from forecasts.tracker import Tracker

LONGEST_NUMBER = 40
_PER_CENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,9})?) ?%?")

File = Annotated[str, typer.Argument(metavar="FILE", help="A text file, or - for standard input.")]
InElection = Annotated[str, typer.Option("--election", metavar="ID", help="The election, such as 2015-09.")]
Of = Annotated[
    str, typer.Option("--forecaster", metavar="ID", help="The forecaster, such as failedevolution.")
]
OfAny = Annotated[str | None, typer.Option("--forecaster", metavar="ID", help="Only this forecaster.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print a table as CSV.")]
In = Annotated[
    Language,
    typer.Option("--lang", envvar="PROVLEPSI_LANG", help="The language of the answer."),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        envvar="PROVLEPSI_DATABASE",
        metavar="URL",
        help="The record: sqlite:///FILE or postgresql://…; by default a file in your data folder.",
    ),
]


@contextmanager
def front_desk(
    database: str | None, lang: Language, *, election: str, forecaster: str | None = None
) -> "Iterator[Tracker]":
    """The front desk over the database asked for; what it refuses is said in one sentence.

    Names that mean nothing are refused before a database is opened, which might make one.
    """
    with refusals(lang):
        from forecasts.opening import load_names, open_tracker

        known_names(load_names(), election, forecaster)
        desk = open_tracker(database)
        try:
            yield desk
        finally:
            desk.close()


@contextmanager
def refusals(lang: Language) -> Iterator[None]:
    """Put what is wrong with the database, the data or a name into words."""
    try:
        yield
    except (DatabaseError, UnknownName) as error:
        refuse(error.sentence(lang))
    except CatalogueError as error:
        refuse(str(error))


def known_names(catalogue: Catalogue, election: str, forecaster: str | None) -> None:
    """Look up whom and what a command is about.

    Raises:
        UnknownName: for an election or a forecaster that is not in the catalogue.
    """
    if catalogue.election(election) is None:
        raise UnknownName("election", election, (each.id for each in catalogue.elections))
    if forecaster is not None and catalogue.forecaster(forecaster) is None:
        raise UnknownName("forecaster", forecaster, (each.id for each in catalogue.forecasters))


def whole_number(words: str, option: str, lang: Language, *, least: int, most: int) -> int:
    """The whole number an option gives, or a refusal that says between which bounds one was expected."""
    try:
        found = int(words) if len(words) <= LONGEST_NUMBER else None
    except ValueError:
        found = None
    if found is None or not least <= found <= most:
        # A year has no comma in it.
        bounds = [str(each) if each < 10_000 else number(Decimal(each), lang) for each in (least, most)]
        refuse(phrase("whole", lang, option=option, found=quoted(words), least=bounds[0], most=bounds[1]))
    return found


def day(words: str, option: str, lang: Language) -> date:
    """The date an option gives, or a refusal."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        refuse(phrase("day", lang, option=option, found=quoted(words)))


def address_of(words: str, option: str, lang: Language) -> str:
    """The address of a post an option gives, completed where its beginning was left out, or a refusal."""
    address = completed(words.strip())
    if address and not (is_address(address) and len(address) <= LONGEST_ADDRESS):
        most = number(Decimal(LONGEST_ADDRESS), lang)
        refuse(phrase("address", lang, option=option, found=quoted(words), most=most))
    return address


def mass_of(words: str, lang: Language) -> Decimal:
    """The probability an option gives, in per cent with a point or a comma, or a refusal."""
    given = _PER_CENT.fullmatch(words.strip())
    mass = Decimal(given[1].replace(",", ".")) if given else None
    if mass is None or not (50 <= mass <= 99 or mass == HUNDRED):
        found = quoted(words) if mass is None else percent(mass, lang)
        refuse(seat_wording.WORDS[lang]["masses"].format(mass=found))
    return mass
