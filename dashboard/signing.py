"""The pages at the gate: signing in and out, one-time links, and the account."""

import hmac
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import Flask, Response, redirect, request

from dashboard import context, gate, rendering, tokens
from dashboard.accounts import Session
from dashboard.context import address_of
from dashboard.credentials import LEAST
from dashboard.members import Account, Role
from dashboard.refusals import AccountRefusal, LinkUnfit, PasswordUnfit, SignInRefused, TooManyTries
from dashboard.texts import text
from forecasts.model import Language

# Ties a form to the browser that asked for it, where there is no session yet that could.
FORM_COOKIE = "provlepsi_form"


def offer(server: Flask) -> None:
    """Add the pages to a server that has a gate."""
    server.add_url_rule(gate.SIGN_IN, "sign_in", sign_in, methods=["GET", "POST"])
    server.add_url_rule("/studio/signout", "sign_out", sign_out, methods=["POST"])
    server.add_url_rule("/studio/signout-everywhere", "everywhere", sign_out_everywhere, methods=["POST"])
    server.add_url_rule("/studio/link/<token>", "link", link, methods=["GET", "POST"])
    server.add_url_rule("/studio/account", "account", account, methods=["GET"])
    server.add_url_rule("/studio/account", "change_password", change_password, methods=["POST"])


def sign_in() -> Response:
    """The form to sign in, and what comes of it."""
    onward = gate.safe_next(request.values.get("next"))
    if request.method != "POST":
        return _go(onward) if gate.current() else _sign_in_form(onward)
    gate.check_size()
    gate.check_origin()
    name = request.form.get("name", "")
    if not _form_is_ours():
        return _sign_in_form(onward, name, _too_old())
    try:
        session = gate.accounts().sign_in(
            name, request.form.get("password", ""), request.remote_addr or "", _agent()
        )
    except TooManyTries as refused:
        response = _sign_in_form(onward, name, _said(refused), status=429)
        response.headers["Retry-After"] = str(refused.minutes * 60)
        return response
    except AccountRefusal as refused:
        return _sign_in_form(onward, name, _said(refused))
    return _signed_in(session, onward)


def sign_out() -> Response:
    """End this session; there is nothing to do for somebody whose session has ended by itself."""
    if gate.current() is None:
        return gate.drop_cookie(_go(gate.SIGN_IN))
    done: Response = _signed_out()
    return done


@gate.writes
def _signed_out() -> Response:
    session = gate.current()
    if session:
        gate.accounts().sign_out(session.token)
    return gate.drop_cookie(_go("/"))


@gate.writes
def sign_out_everywhere() -> Response:
    """End every session of the account, this one too."""
    session = gate.current()
    if session:
        gate.accounts().sign_out_everywhere(session.account.name)
    return gate.drop_cookie(_go(gate.SIGN_IN))


def link(token: str) -> Response:
    """The form behind a one-time link, and the account with the password set in it, signed in at once."""
    accounts = gate.accounts()
    try:
        whose = accounts.linked(token)
        if request.method != "POST":
            return _link_form(whose)
        gate.check_size()
        gate.check_origin()
        if not _form_is_ours():
            return _link_form(whose, {"": _too_old()})
        password = request.form.get("password", "")
        if password != request.form.get("again", ""):
            return _link_form(whose, {"again": text("The two are not the same.", _language())}, 422)
        accounts.set_password(token, password)
        return _signed_in(accounts.open(whose, _agent()), gate.ROOT)
    except PasswordUnfit as unfit:
        return _link_form(whose, {"password": _said(unfit)}, 422)
    except LinkUnfit as unfit:
        title = text("This link leads nowhere any more", _language())
        return rendering.page("link.html", title=title, status=410, account=None, sentence=_said(unfit))


@gate.signed_in
def account() -> Response:
    """Who is signed in, for whom they write, another password, and the way out everywhere."""
    return _account_page()


@gate.writes
def change_password() -> Response:
    """Another password for whoever is signed in and knows the one they have."""
    session = gate.current()
    assert session is not None  # noqa: S101 - the gate has let them in
    new = request.form.get("password", "")
    if new != request.form.get("again", ""):
        return _account_page({"again": text("The two are not the same.", _language())}, 422)
    current = request.form.get("current", "")
    try:
        going_on = gate.accounts().change_password(session, current, new, request.remote_addr or "")
    except PasswordUnfit as unfit:
        return _account_page({"password": _said(unfit)}, 422)
    except TooManyTries as refused:
        response = _account_page({"": _said(refused)}, 429)
        response.headers["Retry-After"] = str(refused.minutes * 60)
        return response
    except SignInRefused:
        return _account_page({"current": text("The current password is not right.", _language())}, 403)
    return gate.keep_cookie(_go("/studio/account?changed=password"), going_on)


def _account_page(wrong: dict[str, str] | None = None, status: int = 200) -> Response:
    session = gate.current()
    assert session is not None  # noqa: S101 - the gate has let them in
    mine = session.account
    return rendering.page(
        "account.html",
        title=text("Account", _language()),
        status=status,
        wrong=wrong or {},
        changed=request.method == "GET" and request.args.get("changed") == "password",
        least=LEAST,
        role=role_said(mine.role),
        forecasters=None if mine.role != "author" else names_of(mine),
        sessions=gate.accounts().sessions(mine.name),
        hours=tokens.IDLE // timedelta(hours=1),
        days=tokens.LONGEST.days,
    )


def role_said(role: Role) -> str:
    """A role in words."""
    language = _language()
    return {
        "author": text("author", language),
        "editor": text("editor", language),
        "admin": text("administrator", language),
    }[role]


def names_of(mine: Account) -> list[str]:
    """The forecasters of an author, by the names readers know them under."""
    known = context.tracker().catalogue.forecaster
    return [
        found.name(_language()) if (found := known(forecaster)) else forecaster
        for forecaster in sorted(mine.forecasters)
    ]


def _sign_in_form(onward: str, name: str = "", sentence: str = "", *, status: int = 403) -> Response:
    wrong = {"": sentence} if sentence else {}
    values = {"next": onward, "name": name[:200], "wrong": wrong}
    return _form("signin.html", text("Sign in", _language()), status if sentence else 200, values)


def _link_form(whose: Account, wrong: dict[str, str] | None = None, status: int = 403) -> Response:
    values = {"account": whose, "wrong": wrong or {}, "least": LEAST}
    return _form("link.html", text("Choose a password", _language()), status if wrong else 200, values)


def _form(template: str, title: str, status: int, values: dict[str, Any]) -> Response:
    """A form for somebody who has no session: its token is in the page and in a cookie of this browser."""
    token = request.cookies.get(FORM_COOKIE, "")
    if len(token) != len(tokens.new_token()) or not token.isascii():
        token = tokens.new_token()
    response = rendering.page(template, title=title, status=status, form_token=tokens.masked(token), **values)
    response.set_cookie(
        FORM_COOKIE, token, path=gate.ROOT, secure=gate.secure(), httponly=True, samesite="Lax"
    )
    return response


def _form_is_ours() -> bool:
    kept, sent = request.cookies.get(FORM_COOKIE, ""), request.form.get(gate.FIELD, "")
    return bool(kept) and hmac.compare_digest(tokens.unmasked(sent), kept.encode("utf-8", "replace"))


def _signed_in(session: Session, onward: str) -> Response:
    """On to where they wanted to go, under a new token; the one the browser had opens nothing any more."""
    if before := request.cookies.get(gate.COOKIE):
        gate.accounts().sign_out(before)
    response = gate.keep_cookie(_go(onward), session)
    response.delete_cookie(FORM_COOKIE, path=gate.ROOT, secure=gate.secure(), httponly=True, samesite="Lax")
    return response


def _go(path: str) -> Response:
    """To another page, in the language of this one."""
    parts = urlsplit(path)
    there = address_of(unquote(parts.path), parts.query)
    return redirect(there.link(lang=_language()), 303)  # type: ignore[return-value]


def _language() -> Language:
    return rendering.here().language


def _said(refused: AccountRefusal) -> str:
    return refused.sentence(_language())


def _too_old() -> str:
    return text("The page had grown too old, or your browser keeps no cookies. Try once more.", _language())


def _agent() -> str:
    return request.headers.get("User-Agent", "")
