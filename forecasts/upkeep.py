"""The commands that keep the record safe: verify, backup, restore, export."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forecasts import terminal
from forecasts.answers import verification_document
from forecasts.model import Language
from forecasts.options import AsJson, Database, In, refusals
from forecasts.streams import print_json, print_text, refuse

if TYPE_CHECKING:
    from forecasts.storage import UpdateStore
    from forecasts.verification import Verification


def verify(
    noted: Annotated[
        str | None,
        typer.Option(
            metavar="HASH", help="A hash this command has shown before: the record must still hold it."
        ),
    ] = None,
    json: AsJson = False,
    database: Database = None,
    lang: In = "el",
) -> None:
    """Check that everything on the record is as it was written: every act, every version, every hash.

    For example:

        provlepsi verify

        provlepsi verify --database postgresql://localhost/provlepsi --json
    """
    with _store(database, lang) as store:
        found = store.verify()
        kept = noted is None or store.holds(noted)
    if json:
        document = verification_document(found, lambda fault: fault.sentence(lang))
        print_json(document if noted is None else document | {"noted": kept})
    else:
        print_text(terminal.verification(found, lang))
    if not kept:
        refuse(terminal.phrase("not noted", lang))
    _refuse_unsound(found, lang)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to make; it must not be there yet.")],
    database: Database = None,
    lang: In = "el",
) -> None:
    """Write the whole database into one file while people go on writing, and check the copy.

    For example:

        provlepsi backup provlepsi-2026-11-22.sqlite3
    """
    from forecasts import backups

    with _store(database, lang) as store:
        found = backups.backup(store.database, file)
    print_text(terminal.phrase("backed up", lang, file=file) + "\n" + terminal.verification(found, lang))
    _refuse_unsound(found, lang)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `backup` has made.")],
    database: Database = None,
    lang: In = "el",
) -> None:
    """Fill an empty database with a backup; checked first, and all of it or nothing.

    For example:

        provlepsi restore provlepsi-2026-11-22.sqlite3 --database sqlite:///new.sqlite3
    """
    from forecasts import backups

    with _store(database, lang, must_exist=False) as store:
        found = backups.restore(file, store.database)
    print_text(terminal.phrase("restored", lang, file=file) + "\n" + terminal.verification(found, lang))


def export(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder to make; it must not be there yet.")
    ],
    database: Database = None,
    lang: In = "el",
) -> None:
    """Write the whole record as files to edit by hand: the same tables and texts as `data/`.

    For example:

        provlepsi export record && provlepsi check record
    """
    from forecasts import exports
    from forecasts.opening import load_names

    with _store(database, lang) as store:
        done = exports.export(store, load_names(), folder)
    print_text(terminal.exported(done, str(folder), lang))


COMMANDS: tuple[Callable[..., Any], ...] = (verify, backup, restore, export)


@contextmanager
def _store(database: str | None, lang: Language, *, must_exist: bool = True) -> "Iterator[UpdateStore]":
    """The record by itself: nothing is put into it, and a wrong name does not make a new one."""
    with refusals(lang):
        from forecasts.opening import default_database
        from forecasts.storage import UpdateStore

        store = UpdateStore(database or os.environ.get("PROVLEPSI_DATABASE") or default_database())
        try:
            if must_exist:
                store.database.check_exists()
                store.migrate()
            yield store
        finally:
            store.close()


def _refuse_unsound(found: "Verification", lang: Language) -> None:
    """End with what is wrong, if anything is."""
    if not found.sound:
        count = f"{len(found.faults)}+" if found.more else str(len(found.faults))
        refuse(terminal.phrase("record faults", lang, count=count))
