"""What admins do to other people's accounts: invite, link anew, sign out, close, open, change the role."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dashboard import members, tokens
from dashboard.accounts import Accounts
from dashboard.members import Account, Member, Role
from dashboard.refusals import AccountChanged, AccountDisabled, NotAnAdmin, OwnAccount
from dashboard.tries import count_change
from forecasts.tables import accounts_table

MOST = 500
kept = accounts_table.c
log = logging.getLogger("provlepsi.accounts")


class Management:
    """The accounts in the hands of one admin.

    Every change is one transaction, in which they must still be an admin and which waits for those of other
    admins: of two who close each other's accounts at once the second is told that they are none any more. As
    nobody changes their own, there is always an admin left.

    `seen` is the word for what the account was on the page (`Member.seen`); every change raises
    AccountUnknown, AccountChanged, OwnAccount, NotAnAdmin or TooManyTries, and has done nothing then.

    Args:
        accounts: all of them.
        by: the admin's name.
    """

    def __init__(self, accounts: Accounts, by: str) -> None:
        self._accounts = accounts
        self._by = by

    def members(self) -> tuple[list[Member], bool]:
        """The first accounts by name, and whether there are more."""
        with self._accounts.database.begin() as connection:
            found = members.members(connection, MOST + 1, self._accounts.now())
        return found[:MOST], len(found) > MOST

    def member(self, name: str) -> Member:
        """One account.

        Raises:
            AccountUnknown: if there is none of this name.
        """
        with self._accounts.database.begin() as connection:
            return members.member(connection, name, self._accounts.now())

    def invite(self, name: str, role: Role, forecasters: Iterable[str] = ()) -> str:
        """Make an account and give its one-time link.

        Raises:
            NameUnfit: if the name will not do.
            NameTaken: if there is such an account.
        """
        with self._changing() as (connection, now):
            token = members.added(connection, name, role, forecasters, now)
            made = members.known(connection, name)
        log.info("%s invited %s as %s", self._by, made.name, role)
        return token

    def new_link(self, name: str, seen: str) -> str:
        """A new one-time link; the one given before holds no longer, the password does until it is used.

        Raises:
            AccountDisabled: if it may not sign in.
        """
        with self._changing() as (connection, now):
            account = self._other(connection, name, seen, now)
            if account.disabled:
                raise AccountDisabled(name=account.name)
            token = tokens.new_link(connection, account.name, now)
        log.info("%s made a new link for %s", self._by, account.name)
        return token

    def sign_out(self, name: str, seen: str) -> int:
        """End all sessions of an account; how many there were."""
        with self._changing() as (connection, now):
            account = self._other(connection, name, seen, now)
            ended = tokens.end_sessions(connection, account.name)
        log.info("%s signed %s out everywhere", self._by, account.name)
        return ended

    def close(self, name: str, seen: str) -> None:
        """Close an account, and end its sessions and links."""
        with self._changing() as (connection, now):
            account = self._other(connection, name, seen, now)
            members.closed(connection, account.name, disabled=True)
        log.info("%s closed the account %s", self._by, account.name)

    def reopen(self, name: str, seen: str) -> None:
        """Open an account again, with the password it had."""
        with self._changing() as (connection, now):
            account = self._other(connection, name, seen, now)
            members.closed(connection, account.name, disabled=False)
        log.info("%s opened the account %s again", self._by, account.name)

    def assign(self, name: str, seen: str, role: Role, forecasters: Iterable[str] = ()) -> None:
        """Give an account another role, or an author other forecasters; it counts from the next request."""
        with self._changing() as (connection, now):
            account = self._other(connection, name, seen, now)
            connection.execute(accounts_table.update().where(kept.name == account.name).values(role=role))
            members.write_for(connection, account.name, forecasters)
        log.info("%s made %s %s", self._by, account.name, role)

    @contextmanager
    def _changing(self) -> Iterator[tuple[Connection, datetime]]:
        now = self._accounts.now()
        with self._accounts.database.begin(write=True) as connection:
            count_change(connection, self._by, now)
            # Locked, in one order for all: whoever waited here sees what the one before has done.
            admins = sa.select(kept.name).where(kept.role == "admin", kept.disabled.is_(False))
            held = connection.execute(admins.order_by(kept.name).with_for_update()).scalars().all()
            if self._by not in held:
                raise NotAnAdmin
            yield connection, now

    def _other(self, connection: Connection, name: str, seen: str, now: datetime) -> Account:
        """Somebody else's account, if it is what it was."""
        found = members.member(connection, name, now)
        if found.account.name == self._by:
            raise OwnAccount
        if found.seen != seen:
            raise AccountChanged(name=found.account.name)
        return found.account
