"""Who may publish for which forecaster: accounts, their one-time links, and the sessions they sign in to."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from dashboard import passwords, tokens
from dashboard.credentials import checked, hashed, outdated
from dashboard.members import Account, Role, account_of, added, closed, known
from dashboard.refusals import AccountDisabled, LinkUnfit, SignInRefused
from dashboard.tries import clear_tries, forget_tries
from forecasts.database import Database
from forecasts.faults import DatabaseError
from forecasts.tables import accounts_table

# A session's last sign of life is written down no more often than this: reading need not write.
SEEN_EVERY = timedelta(minutes=1)
log = logging.getLogger("provlepsi.accounts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody signed in. `token` is the cookie's, `csrf` goes with everything they write."""

    token: str = field(repr=False)
    account: Account
    csrf: str = field(repr=False)
    created: datetime
    expires: datetime


def _now() -> datetime:
    return datetime.now(UTC)


class Accounts:
    """The accounts in one database, whose tables are made (`Database.migrate`).

    Args:
        database: the database.
        now: the clock.
    """

    def __init__(self, database: Database, *, now: Callable[[], datetime] = _now) -> None:
        self.database = database
        self.now = now

    def add(self, name: str, role: Role, forecasters: Iterable[str] = ()) -> str:
        """Make an account that cannot sign in yet.

        Returns:
            The token of a one-time link with which its person sets a password.

        Raises:
            NameUnfit: if the name will not do.
            NameTaken: if there is such an account.
        """
        with self.database.begin(write=True) as connection:
            return added(connection, name, role, forecasters, self.now())

    def link(self, name: str) -> str:
        """The token of a new one-time link; those given before hold no longer.

        Raises:
            AccountUnknown: if there is no such account.
            AccountDisabled: if it may not sign in.
        """
        with self.database.begin(write=True) as connection:
            account = known(connection, name)
            if account.disabled:
                raise AccountDisabled(name=account.name)
            return tokens.new_link(connection, account.name, self.now())

    def linked(self, token: str) -> Account:
        """The account that a one-time link is for; asking uses nothing up.

        Raises:
            LinkUnfit: if the link holds no longer, or never did.
        """
        with self.database.begin() as connection:
            name = tokens.linked(connection, token, self.now())
            account = account_of(connection, name) if name else None
        if account is None or account.disabled:
            raise LinkUnfit
        return account

    def set_password(self, token: str, password: str) -> Account:
        """Use up a one-time link; whoever was signed in to the account is so no longer.

        Raises:
            LinkUnfit: if the link holds no longer, or never did.
            PasswordUnfit: if the password is not taken; the link holds on.
        """
        account = self.linked(token)
        kept = hashed(checked(password, account.name))
        mine = accounts_table.c.name == account.name
        with self.database.begin(write=True) as connection:
            if not tokens.use_link(connection, token, self.now()):
                raise LinkUnfit
            connection.execute(accounts_table.update().where(mine).values(password=kept))
            tokens.end_sessions(connection, account.name)
            forget_tries(connection, account.name)
        log.info("a password was set for %s", account.name)
        return account

    def change_password(self, session: Session, current: str, new: str, address: str) -> Session:
        """Take another password from somebody signed in.

        All other sessions of the account end, and so does a one-time link; this one goes on under another
        token, so that whoever had copied its cookie is out as well.

        Raises:
            PasswordUnfit: if the new one is not taken; nothing was tried then.
            SignInRefused: if the current one is not right, or no longer.
            TooManyTries: if this account or this address was tried too often lately.
        """
        name = session.account.name
        fresh = checked(new, name)
        _, kept = passwords.judged(self.database, name, current, address, self.now())
        after = hashed(fresh)
        with self.database.begin(write=True) as connection:
            if not passwords.replaced(connection, name, kept, after):
                raise SignInRefused
            token = tokens.renew_session(connection, session.token)
            tokens.end_sessions(connection, name, but=token)
            tokens.end_links(connection, name)
            forget_tries(connection, name, address)
        log.info("the password of %s was changed", name)
        return replace(session, token=token)

    def sign_in(self, name: str, password: str, address: str, agent: str = "") -> Session:
        """Open a session for whoever knows the password.

        Args:
            name: as typed.
            password: as typed.
            address: where the request comes from.
            agent: what the browser calls itself.

        Raises:
            SignInRefused: for a wrong name, a wrong password or a disabled account alike.
            TooManyTries: if this account or this address was tried too often lately.
        """
        asked, kept = passwords.judged(self.database, name, password, address, self.now())
        fresh = hashed(password) if outdated(kept) else kept
        with self.database.begin(write=True) as connection:
            if not passwords.replaced(connection, asked, kept, fresh):
                raise SignInRefused
            forget_tries(connection, asked, address)
            session = self._open(connection, asked, agent)
            clear_tries(connection, self.now())
        log.info("%s signed in from %s", asked, address)
        return session

    def open(self, account: Account, agent: str = "") -> Session:
        """Open a session for somebody who has just set a password."""
        with self.database.begin(write=True) as connection:
            return self._open(connection, account.name, agent)

    def session(self, token: str) -> Session | None:
        """The session of a cookie; None if it has ended, which it does when idle or after a month."""
        now = self.now()
        with self.database.begin() as connection:
            row = tokens.open_session(connection, token, now)
            account = account_of(connection, row.account) if row else None
        if row is None or account is None or account.disabled:
            return None
        if now - row.seen >= SEEN_EVERY:
            self._prolong(token, now)
        return Session(
            token=token,
            account=account,
            csrf=row.csrf,
            created=row.created,
            expires=min(now + tokens.IDLE, row.expires),
        )

    def sign_out(self, token: str) -> None:
        """End one session."""
        with self.database.begin(write=True) as connection:
            tokens.end_session(connection, token)

    def sign_out_everywhere(self, name: str) -> int:
        """End all sessions of an account.

        Returns:
            How many there were.

        Raises:
            AccountUnknown: if there is no such account.
        """
        with self.database.begin(write=True) as connection:
            account = known(connection, name)
            return tokens.end_sessions(connection, account.name)

    def disable(self, name: str, *, disabled: bool = True) -> Account:
        """Close an account: its sessions and links end now; or open it again, with the password it had.

        Raises:
            AccountUnknown: if there is no such account.
        """
        with self.database.begin(write=True) as connection:
            account = known(connection, name)
            closed(connection, account.name, disabled=disabled)
            return known(connection, account.name)

    def accounts(self) -> tuple[Account, ...]:
        """All accounts by name."""
        with self.database.begin() as connection:
            names = connection.execute(sa.select(accounts_table.c.name).order_by(accounts_table.c.name))
            found = [account_of(connection, name) for name in names.scalars().all()]
        return tuple(account for account in found if account is not None)

    def sessions(self, name: str) -> int:
        """How many sessions of an account are open."""
        with self.database.begin() as connection:
            return tokens.count_sessions(connection, name, self.now())

    def _open(self, connection: Connection, name: str, agent: str) -> Session:
        now = self.now()
        token, csrf = tokens.new_session(connection, name, agent, now)
        account = known(connection, name)
        return Session(token=token, account=account, csrf=csrf, created=now, expires=now + tokens.IDLE)

    def _prolong(self, token: str, now: datetime) -> None:
        """Write down that somebody is still there; a database that cannot be written ends no session."""
        try:
            with self.database.begin(write=True) as connection:
                tokens.see_session(connection, token, now)
        except DatabaseError as error:
            log.warning("a session could not be prolonged: %s", error)
