"""The commands `provlepsi user`: accounts made, given new links, listed, closed and opened again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from forecasts.options import Database, In
from forecasts.streams import print_text, refuse

if TYPE_CHECKING:
    from dashboard.accounts import Accounts
    from dashboard.members import Account
    from forecasts.model import Language

app = typer.Typer(
    name="user", help="Who may sign in to the studio, and for whom they write.", no_args_is_help=True
)

Name = Annotated[str, typer.Argument(metavar="NAME", help="The name the person signs in with.")]
Address = Annotated[
    str,
    typer.Option(
        envvar="PROVLEPSI_ADDRESS",
        metavar="URL",
        help="Where the site is, for the link; such as https://example.gr.",
    ),
]
LOCAL = "http://127.0.0.1:8050"


@app.command()
def add(
    name: Name,
    forecaster: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="For whom an author writes; give it again for each."),
    ] = None,
    role: Annotated[
        Literal["author", "editor", "admin"],
        typer.Option(help="An author writes for their own forecasters, an editor and an admin for all."),
    ] = "author",
    address: Address = LOCAL,
    database: Database = None,
    lang: In = "el",
) -> None:
    """Make an account and print a one-time link with which its person sets a password.

    For example:

        provlepsi user add maria --forecaster failedevolution --address https://example.gr
    """
    theirs = forecaster or []
    if role == "author" and not theirs:
        raise typer.BadParameter("an author needs a forecaster to write for", param_hint="--forecaster")
    if role != "author" and theirs:
        raise typer.BadParameter(f"an {role} writes for every forecaster", param_hint="--forecaster")
    _site(address)
    with _accounts(database, lang) as accounts:
        _known(theirs)
        token = accounts.add(name, role, theirs)
    _print_link(token, address, lang)


@app.command()
def link(name: Name, address: Address = LOCAL, database: Database = None, lang: In = "el") -> None:
    """Print a new one-time link; those given before hold no longer, the password holds until it is used.

    For example:

        provlepsi user link maria --address https://example.gr
    """
    _site(address)
    with _accounts(database, lang) as accounts:
        token = accounts.link(name)
    _print_link(token, address, lang)


@app.command("list")
def listed(database: Database = None, lang: In = "el") -> None:
    """Print the accounts: name, role, forecasters, and whether they can sign in.

    For example:

        provlepsi user list
    """
    from dashboard.texts import text

    with _accounts(database, lang) as accounts:
        found = accounts.accounts()
    if not found:
        print_text(text("There are no accounts yet: provlepsi user add makes one.", lang) + "\n")
        return
    rows = [
        (each.name, each.role, " ".join(sorted(each.forecasters)) or "*", _state(each, lang))
        for each in found
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    print_text("\n".join(lines) + "\n")


@app.command()
def disable(name: Name, database: Database = None, lang: In = "el") -> None:
    """Close an account: whoever is signed in to it is so no longer; what they published stays.

    For example:

        provlepsi user disable maria
    """
    from dashboard.texts import text

    with _accounts(database, lang) as accounts:
        closed = accounts.disable(name)
    print_text(text("The account {name} is closed; its sessions have ended.", lang, name=closed.name) + "\n")


@app.command()
def enable(name: Name, database: Database = None, lang: In = "el") -> None:
    """Open a closed account again, with the password it had.

    For example:

        provlepsi user enable maria
    """
    from dashboard.texts import text

    with _accounts(database, lang) as accounts:
        opened = accounts.disable(name, disabled=False)
    print_text(text("The account {name} is open again.", lang, name=opened.name) + "\n")


@contextmanager
def _accounts(database: str | None, lang: "Language") -> "Iterator[Accounts]":
    """The accounts in the database asked for; what is refused is said in one sentence."""
    import os

    from dashboard.accounts import Accounts
    from dashboard.refusals import AccountRefusal
    from forecasts.catalogue import CatalogueError
    from forecasts.faults import DatabaseError
    from forecasts.opening import default_database
    from forecasts.storage import UpdateStore
    from forecasts.submissions import UnknownName

    try:
        store = UpdateStore(database or os.environ.get("PROVLEPSI_DATABASE") or default_database())
        store.migrate()
        try:
            yield Accounts(store.database)
        finally:
            store.close()
    except (AccountRefusal, DatabaseError, UnknownName) as refused:
        refuse(refused.sentence(lang))
    except CatalogueError as error:
        refuse(str(error))


def _known(forecasters: Sequence[str]) -> None:
    """Refuse forecasters that are not in the catalogue."""
    from forecasts.opening import load_names
    from forecasts.submissions import UnknownName

    known = [forecaster.id for forecaster in load_names().forecasters]
    for each in forecasters:
        if each not in known:
            raise UnknownName("forecaster", each, known)


def _site(address: str) -> None:
    """Refuse an address that no browser would follow."""
    if not address.startswith(("http://", "https://")):
        raise typer.BadParameter(
            f"expected an address like https://example.gr, found {address}", param_hint="--address"
        )


def _print_link(token: str, address: str, lang: "Language") -> None:
    from dashboard.texts import text

    query = "?lang=en" if lang == "en" else ""
    said = text("With this link a password is set, once, within 72 hours. Send it to nobody else.", lang)
    print_text(f"{said}\n{address.rstrip('/')}/studio/link/{token}{query}\n")


def _state(account: "Account", lang: "Language") -> str:
    from dashboard.texts import text

    if account.disabled:
        return text("closed", lang)
    return text("can sign in", lang) if account.has_password else text("no password yet", lang)
