"""What authors are writing and have not published: kept as they type, seen by nobody else."""
# The names say what is wrong, as the house has it; "Error" would add nothing to them.
# ruff: noqa: N818

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from forecasts.database import Database
from forecasts.model import Language
from forecasts.packing import storable
from forecasts.tables import drafts_table

BODY_LENGTH = 300_000
DRAFTS_KEPT = 100
LAST_REVISION = 2**31 - 1
ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One page of the studio as it was last saved.

    `id` is 32 hexadecimal digits (empty: a new draft, to be given one); `update` and `based_on` name the
    update and the version it corrects, None for a new update; `body` is the studio's own JSON; `revision`
    counts the saves, 0 for a draft that was never saved.
    """

    id: str = ""
    account: str
    forecaster: str
    election: str
    update: int | None = None
    based_on: int | None = None
    body: str
    revision: int = 0
    saved: datetime | None = None


class DraftRefused(Exception):
    """A draft was not saved; what was saved before is untouched."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Το πρόχειρο δεν αποθηκεύτηκε.",
        "en": "The draft was not saved.",
    }

    def __init__(self) -> None:
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language) -> str:
        """The refusal in words."""
        return self.sentences[language]


class DraftOutdated(DraftRefused):
    """The draft was saved from elsewhere meanwhile; `current` is how it stands."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Το πρόχειρο άλλαξε στο μεταξύ από άλλη σελίδα ή συσκευή.",
        "en": "The draft has meanwhile been changed on another page or device.",
    }

    def __init__(self, current: Draft) -> None:
        self.current = current
        super().__init__()


class DraftGone(DraftRefused):
    """There is no such draft of this account: published or thrown away, or never its own."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Δεν υπάρχει πια τέτοιο πρόχειρο: έχει δημοσιευτεί ή διαγραφεί.",
        "en": "There is no such draft any more: it has been published or thrown away.",
    }


class DraftTooLong(DraftRefused):
    """The draft is longer than any post."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Το πρόχειρο δεν αποθηκεύτηκε: ξεπερνά τους 300.000 χαρακτήρες.",
        "en": "The draft was not saved: it is longer than 300,000 characters.",
    }


class TooManyDrafts(DraftRefused):
    """The account has as many drafts as are kept."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Υπάρχουν ήδη 100 πρόχειρα: διαγράψτε όσα δεν χρειάζονται.",
        "en": "There are 100 drafts already: throw away those you no longer need.",
    }


class DraftStore:
    """The drafts in one database; an account reaches its own only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, draft: Draft) -> Draft:
        """Keep a draft; a request that comes twice is kept once.

        Args:
            draft: with the `revision` it was based on, 0 for a new one, whose `id` may be chosen by the page.

        Returns:
            The draft as it stands now, with its next revision.

        Raises:
            DraftRefused: by its kinds; `DraftOutdated` where another page has saved it meanwhile.
        """
        body = storable(draft.body)
        if len(body) > BODY_LENGTH:
            raise DraftTooLong
        if draft.id and not ID.fullmatch(draft.id):
            raise DraftGone
        saved = replace(draft, body=body, revision=draft.revision + 1, saved=datetime.now(UTC))
        with self._database.begin(write=True) as connection:
            if draft.revision == 0:
                return _insert(connection, replace(saved, id=draft.id or secrets.token_hex(16)))
            return _update(connection, saved)

    def draft(self, id: str, account: str) -> Draft | None:  # noqa: A002
        """A draft of this account; None for one of another's, as for one that is not there."""
        with self._database.begin() as connection:
            return _draft(connection, id, account)

    def drafts(self, account: str) -> tuple[Draft, ...]:
        """The drafts of an account, the last saved first."""
        query = sa.select(drafts_table).where(drafts_table.c.account == account)
        with self._database.begin() as connection:
            rows = connection.execute(query.order_by(drafts_table.c.saved.desc(), drafts_table.c.id))
            return tuple(_of(row) for row in rows.mappings())

    def drop(self, id: str, account: str) -> bool:  # noqa: A002
        """Throw a draft away; whether there was one."""
        own = sa.and_(drafts_table.c.id == storable(id), drafts_table.c.account == account)
        with self._database.begin(write=True) as connection:
            return connection.execute(drafts_table.delete().where(own)).rowcount == 1

    def settle(self, id: str, account: str, revision: int, *, said: Sequence[str] = ()) -> Draft | None:  # noqa: A002
        """Throw away a draft whose update is out, but only as it was published.

        Args:
            id: of the draft.
            account: whose it is.
            revision: the last that was published.
            said: bodies that were published or sent with it; a draft that is one of them goes anyhow.

        Returns:
            The draft, where something else has been saved in it since: it stays. None where there is none.
        """
        own = sa.and_(drafts_table.c.id == storable(id), drafts_table.c.account == account)
        known = [storable(body) for body in said]
        out = sa.or_(drafts_table.c.revision <= revision, drafts_table.c.body.in_(known))
        with self._database.begin(write=True) as connection:
            connection.execute(drafts_table.delete().where(own, out))
            return _draft(connection, id, account)


def _insert(connection: Connection, draft: Draft) -> Draft:
    """A new draft, unless the first request was only slow to be answered."""
    count = sa.select(sa.func.count()).where(drafts_table.c.account == draft.account)
    if connection.execute(count).scalar_one() >= DRAFTS_KEPT:
        raise TooManyDrafts
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    insert = dialect.insert(drafts_table).values(**_values(draft)).on_conflict_do_nothing()
    if connection.execute(insert).rowcount == 1:
        return draft
    return _settled(connection, draft)


def _update(connection: Connection, draft: Draft) -> Draft:
    """The next revision, if nobody has made it yet."""
    known = [drafts_table.c.id == draft.id, drafts_table.c.account == draft.account]
    known.append(drafts_table.c.revision == draft.revision - 1)
    if connection.execute(drafts_table.update().where(*known).values(**_values(draft))).rowcount == 1:
        return draft
    return _settled(connection, draft)


def _settled(connection: Connection, draft: Draft) -> Draft:
    """What stands instead: the same save once more, or somebody else's."""
    current = _draft(connection, draft.id, draft.account)
    if current is None:
        raise DraftGone
    if current.revision == draft.revision and current.body == draft.body:
        return current
    raise DraftOutdated(current)


def _draft(connection: Connection, id: str, account: str) -> Draft | None:  # noqa: A002
    query = sa.select(drafts_table).where(
        drafts_table.c.id == storable(id), drafts_table.c.account == account
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else _of(row)


def _values(draft: Draft) -> dict[str, Any]:
    return {column.name: getattr(draft, column.name) for column in drafts_table.c}


def _of(row: Any) -> Draft:
    return Draft(**{column.name: row[column.name] for column in drafts_table.c})
