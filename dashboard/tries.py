"""How often somebody has tried to sign in lately, by account and by address, counted across processes."""

import hashlib
import ipaddress
import math
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from dashboard.refusals import TooManyTries
from forecasts.tables import tries_table

WINDOW = timedelta(minutes=15)
PER_ACCOUNT, PER_ADDRESS = 10, 30
# More than anybody presses by hand; whoever has taken over an admin's session gets no further than this.
PER_ADMIN = 60


def count_try(connection: Connection, name: str, address: str, now: datetime) -> None:
    """Count a try before it is judged, so that many at once are no way round; in a writing transaction.

    Args:
        connection: of the transaction; what is raised here undoes the count.
        name: the account tried, whether it exists or not.
        address: where the try comes from.
        now: the moment.

    Raises:
        TooManyTries: if the account or the address has had its number.
    """
    # Always in this order: two transactions that wait for each other would never end.
    for key, most in ((_address_key(address), PER_ADDRESS), (_name_key(name), PER_ACCOUNT)):
        _limited(connection, key, most, now)


def count_change(connection: Connection, admin: str, now: datetime) -> None:
    """Count what an admin changes about the accounts; in the transaction that changes it.

    Raises:
        TooManyTries: if the admin has had their number.
    """
    _limited(connection, f"changes by {admin}", PER_ADMIN, now)


def _limited(connection: Connection, key: str, most: int, now: datetime) -> None:
    count, since = _count(connection, key, now)
    if count > most:
        raise TooManyTries(minutes=max(1, math.ceil((since + WINDOW - now) / timedelta(minutes=1))))


def forget_tries(connection: Connection, name: str, address: str | None = None) -> None:
    """Start an account's count afresh; the address from which the try was right has one try less."""
    if address is not None:
        mine = tries_table.c.key == _address_key(address)
        connection.execute(
            tries_table.update().where(mine, tries_table.c.count > 0).values(count=tries_table.c.count - 1)
        )
    connection.execute(tries_table.delete().where(tries_table.c.key == _name_key(name)))


def clear_tries(connection: Connection, now: datetime) -> None:
    """Clear away what counts no longer, but for what somebody else is just counting."""
    old = sa.select(tries_table.c.key).where(tries_table.c.since <= now - WINDOW)
    keys = connection.execute(old.with_for_update(skip_locked=True)).scalars().all()
    connection.execute(tries_table.delete().where(tries_table.c.key.in_(keys)))


def _count(connection: Connection, key: str, now: datetime) -> tuple[int, datetime]:
    """One more under this key, in one statement; how many that makes, and since when."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    over = tries_table.c.since <= now - WINDOW
    again = {
        "count": sa.case((over, 1), else_=tries_table.c.count + 1),
        "since": sa.case((over, now), else_=tries_table.c.since),
    }
    count, since = connection.execute(
        insert(tries_table)
        .values(key=key, count=1, since=now)
        .on_conflict_do_update(index_elements=["key"], set_=again)
        .returning(tries_table.c.count, tries_table.c.since)
    ).one()
    return count, since


def _name_key(name: str) -> str:
    """Hashed: people type passwords where the name belongs."""
    return f"account {hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()}"


def _address_key(address: str) -> str:
    """An address of version 6 counts by its network: a household has more of them than there are tries."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return f"address {address[:64]}"
    if isinstance(found, ipaddress.IPv6Address):
        mapped = found.ipv4_mapped
        return f"address {mapped or ipaddress.ip_network((found, 64), strict=False)}"
    return f"address {found}"
