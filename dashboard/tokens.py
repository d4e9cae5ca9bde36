"""One-time links and sessions: rows that are known by the hash of a token, which itself is kept nowhere."""

import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from forecasts.tables import links_table, sessions_table

LINK_HOLDS = timedelta(hours=72)
IDLE = timedelta(hours=12)
LONGEST = timedelta(days=30)
links, sessions = links_table.c, sessions_table.c


def new_token() -> str:
    """A word that nobody can guess: 256 random bits."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def masked(token: str) -> str:
    """A token as it goes into a page: another word each time, so that no compressed page betrays it."""
    plain = token.encode()
    pad = secrets.token_bytes(len(plain))
    return urlsafe_b64encode(pad + _crossed(pad, plain)).decode()


def unmasked(word: str) -> bytes:
    """The token behind a word that a page has sent back; nothing where there is none."""
    try:
        both = urlsafe_b64decode(word.encode("ascii"))
    except ValueError:
        return b""
    half = len(both) // 2
    return _crossed(both[:half], both[half:]) if len(both) == 2 * half else b""


def _crossed(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))


def new_link(connection: Connection, account: str, now: datetime) -> str:
    """The token of a new link for an account; those given before hold no longer."""
    token = new_token()
    end_links(connection, account)
    connection.execute(
        links_table.insert().values(token=digest(token), account=account, expires=now + LINK_HOLDS, used=None)
    )
    return token


def linked(connection: Connection, token: str, now: datetime) -> str | None:
    """The account that a link is for, None if the link holds no longer or never did."""
    return connection.execute(sa.select(links.account).where(*_holds(token, now))).scalar_one_or_none()


def use_link(connection: Connection, token: str, now: datetime) -> bool:
    """Use a link up; False if somebody has been quicker or it holds no longer."""
    return connection.execute(links_table.update().where(*_holds(token, now)).values(used=now)).rowcount == 1


def end_links(connection: Connection, account: str) -> None:
    """No link of an account holds any longer."""
    connection.execute(links_table.delete().where(links.account == account))


def unused_links(connection: Connection, accounts: Collection[str]) -> dict[str, tuple[str, datetime]]:
    """What is kept of the links not used yet, by account: the hash of each and how long it holds or held."""
    unused = sa.select(links_table).where(links.account.in_(accounts), links.used.is_(None))
    return {row.account: (row.token, row.expires) for row in connection.execute(unused)}


def new_session(connection: Connection, account: str, agent: str, now: datetime) -> tuple[str, str]:
    """Open a session under a new token, and clear away those that have ended.

    Returns:
        The token for the cookie, and the one that goes with everything written.
    """
    token, csrf = new_token(), new_token()
    connection.execute(
        sessions_table.delete().where(sa.or_(sessions.expires <= now, sessions.seen <= now - IDLE))
    )
    connection.execute(
        sessions_table.insert().values(
            token=digest(token),
            account=account,
            csrf=csrf,
            created=now,
            seen=now,
            expires=now + LONGEST,
            agent="".join(letter for letter in agent if letter.isprintable())[:200],
        )
    )
    return token, csrf


def open_session(connection: Connection, token: str, now: datetime) -> Row[Any] | None:
    """The row of a session; None if it has ended, which it does when idle or after a month."""
    return connection.execute(
        sa.select(sessions_table).where(sessions.token == digest(token), *_open(now))
    ).one_or_none()


def see_session(connection: Connection, token: str, now: datetime) -> None:
    """Write down a session's sign of life."""
    connection.execute(sessions_table.update().where(sessions.token == digest(token)).values(seen=now))


def end_session(connection: Connection, token: str) -> None:
    """End one session."""
    connection.execute(sessions_table.delete().where(sessions.token == digest(token)))


def renew_session(connection: Connection, token: str) -> str:
    """Know a session by a new token; what its open pages send with all they write stays as it is."""
    fresh = new_token()
    known = sessions.token == digest(token)
    connection.execute(sessions_table.update().where(known).values(token=digest(fresh)))
    return fresh


def end_sessions(connection: Connection, account: str, *, but: str = "") -> int:
    """End all sessions of an account, but for that of a token, and say how many there were."""
    ended = (sessions.account == account, sessions.token != digest(but))
    return connection.execute(sessions_table.delete().where(*ended)).rowcount


def count_sessions(connection: Connection, account: str, now: datetime) -> int:
    """How many sessions of an account are open."""
    mine = sa.select(sa.func.count()).where(sessions.account == account, *_open(now))
    return connection.execute(mine).scalar_one()


def open_sessions(
    connection: Connection, accounts: Collection[str], now: datetime
) -> dict[str, tuple[int, datetime]]:
    """How many sessions are open, and when the newest of them began, by account."""
    counted = sa.select(sessions.account, sa.func.count(), sa.func.max(sessions.created))
    of_these = counted.where(sessions.account.in_(accounts), *_open(now)).group_by(sessions.account)
    return {account: (count, newest) for account, count, newest in connection.execute(of_these)}


def _holds(token: str, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return links.token == digest(token), links.used.is_(None), links.expires > now


def _open(now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    return sessions.seen > now - IDLE, sessions.expires > now
