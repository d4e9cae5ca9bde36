"""Whether what a version is recognised by when it comes again is made from what it says."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from forecasts.acts import RELEASED
from forecasts.fingerprints import content_of, numbered, words_of
from forecasts.model import Update
from forecasts.tables import updates_table, versions_table

# No post has as many updates; of an altered key each place is tried in vain, which must come to an end.
PLACES = 10_000


def content_expected(connection: Connection, update: Update, found: object) -> str:
    """The content a version must have: what was found, where that is right.

    A withdrawn update may have given its content up, but only to another update that says the same, or said
    so before it was corrected.
    """
    content = content_of(update)
    if update.withdrawn is None or found != f"{RELEASED}{update.id}":
        return content
    return str(found) if _held_by_another(connection, content, update.id) else content


def words_expected(update: Update, found: object) -> str | None:
    """The words a version must have: what was found, where that is right.

    Of the updates of one submission with the same text each but the first has its place in its words.
    """
    words = words_of(update)
    if words is None or found is None:
        return words
    return next((each for place in range(PLACES) if (each := numbered(words, place)) == found), words)


def _held_by_another(connection: Connection, content: str, id: int | None) -> bool:  # noqa: A002
    now = sa.select(updates_table.c.id).where(updates_table.c.content == content, updates_table.c.id != id)
    once = sa.select(versions_table.c.update).where(
        versions_table.c.content == content, versions_table.c.update != id
    )
    return connection.execute(sa.union_all(now, once).limit(1)).first() is not None
