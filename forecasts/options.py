"""What the commands share: their options, the front desk, and refusals in words."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from forecasts.catalogue import CatalogueError
from forecasts.faults import DatabaseError
from forecasts.model import Language
from forecasts.streams import refuse
from forecasts.submissions import UnknownName

if TYPE_CHECKING:
    from forecasts.tracker import Tracker

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
def front_desk(database: str | None, lang: Language) -> "Iterator[Tracker]":
    """The front desk over the database asked for; what it refuses is said in one sentence."""
    with refusals(lang):
        from forecasts.opening import open_tracker

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
