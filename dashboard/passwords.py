"""The password that an account has: judged when somebody types it, and another in its place."""

import logging
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dashboard.credentials import matches, name_of
from dashboard.refusals import NameUnfit, SignInRefused
from dashboard.tries import count_try
from forecasts.database import Database
from forecasts.tables import accounts_table

mine = accounts_table.c
log = logging.getLogger("provlepsi.accounts")


def judged(database: Database, name: str, password: str, address: str, now: datetime) -> tuple[str, str]:
    """Judge a password that was typed, as one try at the account and from the address.

    Args:
        database: with the accounts.
        name: as typed.
        password: as typed.
        address: where the request comes from.
        now: the moment.

    Returns:
        The account's name, and what is kept of the password that was right.

    Raises:
        SignInRefused: for a wrong name, a wrong password or a disabled account alike.
        TooManyTries: if this account or this address was tried too often lately.
    """
    fit, asked = True, name
    try:
        asked = name_of(name)
    except NameUnfit:
        fit = False  # no account has such a name; it is counted and refused like any other
    with database.begin(write=True) as connection:
        count_try(connection, asked, address, now)
    with database.begin() as connection:
        query = sa.select(mine.name, mine.password, mine.disabled).where(mine.name == asked)
        row = connection.execute(query).one_or_none() if fit else None
    right = matches(password, row.password if row else None)
    if row is None or not right or row.disabled:
        log.warning("sign-in refused for %s from %s", row.name if row else "an unknown name", address)
        raise SignInRefused
    return asked, row.password


def replaced(connection: Connection, name: str, before: str, after: str) -> bool:
    """Keep another hash; False if the account was closed or given another password since it was judged."""
    judged = (mine.name == name, mine.password == before, mine.disabled.is_(False))
    return connection.execute(accounts_table.update().where(*judged).values(password=after)).rowcount == 1
