"""The accounts as they are kept: whose, in which role, for which forecasters; and all of them at a glance."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from dashboard import tokens
from dashboard.credentials import name_of
from dashboard.refusals import AccountUnknown, NameTaken, NameUnfit
from forecasts.tables import account_forecasters_table as theirs
from forecasts.tables import accounts_table

Role = Literal["author", "editor", "admin"]
ROLES: tuple[Role, ...] = ("author", "editor", "admin")
kept = accounts_table.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in; an author has the forecasters they write for, the other roles have all."""

    name: str
    role: Role
    forecasters: frozenset[str] = frozenset()
    disabled: bool = False
    has_password: bool = False

    def may(self, forecaster: str) -> bool:
        """Whether they may write for a forecaster."""
        return not self.disabled and (self.role != "author" or forecaster in self.forecasters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """An account as those who keep the accounts see it.

    `signed_in` is when the newest session that is still open began: of those that have ended nothing is kept.
    `seen` is a short word for what the account was, link included; it becomes another with every change.
    """

    account: Account
    browsers: int
    signed_in: datetime | None
    link_until: datetime | None
    seen: str


def account_of(connection: Connection, name: str) -> Account | None:
    """The account of a name as it is kept."""
    row = connection.execute(sa.select(accounts_table).where(kept.name == name)).one_or_none()
    return _account(row, _forecasters(connection, [name]).get(name, ())) if row else None


def known(connection: Connection, name: str) -> Account:
    """The account of a name as typed.

    Raises:
        AccountUnknown: if there is none.
    """
    try:
        account = account_of(connection, name_of(name))
    except NameUnfit:
        account = None
    if account is None:
        raise AccountUnknown(name=name[:40])
    return account


def added(connection: Connection, name: str, role: Role, forecasters: Iterable[str], now: datetime) -> str:
    """Make an account, and give the token of its first one-time link.

    Raises:
        NameUnfit: if the name will not do.
        NameTaken: if there is such an account.
    """
    mine = name_of(name)
    row = {"name": mine, "role": role, "created": now, "disabled": False}
    try:
        with connection.begin_nested():
            connection.execute(accounts_table.insert().values(row))
    except sa.exc.IntegrityError:
        raise NameTaken(name=mine) from None
    write_for(connection, mine, forecasters)
    return tokens.new_link(connection, mine, now)


def write_for(connection: Connection, name: str, forecasters: Iterable[str]) -> None:
    """Let an account write for these forecasters and no others."""
    connection.execute(theirs.delete().where(theirs.c.account == name))
    rows = [{"account": name, "forecaster": forecaster} for forecaster in sorted(set(forecasters))]
    if rows:
        connection.execute(theirs.insert(), rows)


def closed(connection: Connection, name: str, *, disabled: bool) -> None:
    """Close an account, its sessions and links with it, or open it again."""
    connection.execute(accounts_table.update().where(kept.name == name).values(disabled=disabled))
    if disabled:
        tokens.end_sessions(connection, name)
        tokens.end_links(connection, name)


def member(connection: Connection, name: str, now: datetime) -> Member:
    """One account at a glance, by its name as typed.

    Raises:
        AccountUnknown: if there is none.
    """
    return _members(connection, now, kept.name == known(connection, name).name)[0]


def members(connection: Connection, most: int, now: datetime) -> list[Member]:
    """The accounts by name, at most so many."""
    return _members(connection, now, sa.true(), most)


def _members(
    connection: Connection, now: datetime, which: sa.ColumnElement[bool], most: int = 1
) -> list[Member]:
    """However many there are, it takes one query for each of four tables."""
    rows = connection.execute(sa.select(accounts_table).where(which).order_by(kept.name).limit(most)).all()
    names = [row.name for row in rows]
    writing = _forecasters(connection, names)
    sessions = tokens.open_sessions(connection, names, now)
    links = tokens.unused_links(connection, names)
    found = []
    for row in rows:
        account = _account(row, writing.get(row.name, ()))
        browsers, signed_in = sessions.get(row.name, (0, None))
        link, until = links.get(row.name, ("", None))
        found.append(
            Member(
                account=account,
                browsers=browsers,
                signed_in=signed_in,
                link_until=until if until and until > now else None,
                seen=_seen(account, link),
            )
        )
    return found


def _account(row: Row[Any], forecasters: Iterable[str]) -> Account:
    return Account(
        name=row.name,
        role=cast(Role, row.role),
        forecasters=frozenset(forecasters),
        disabled=row.disabled,
        has_password=row.password is not None,
    )


def _forecasters(connection: Connection, names: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in connection.execute(sa.select(theirs).where(theirs.c.account.in_(names))):
        found.setdefault(row.account, []).append(row.forecaster)
    return found


def _seen(account: Account, link: str) -> str:
    parts = (account.name, account.role, *sorted(account.forecasters), account.disabled, link)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]
