"""The gate of the studio: who is asking, whether they may, and whether a request that writes is theirs."""

import hmac
import os
from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn, ParamSpec
from urllib.parse import unquote, urlsplit, urlunsplit

from flask import Flask, Response, abort, current_app, g, redirect, request
from werkzeug.exceptions import MethodNotAllowed

from dashboard import guards, rendering
from dashboard.accounts import Accounts, Session
from dashboard.delivery import compressed
from dashboard.document import Files
from dashboard.texts import text
from dashboard.tokens import masked, unmasked

COOKIE = "provlepsi_session"
COOKIE_HOLDS = 30 * 24 * 3600
FIELD, HEADER = "csrf", "X-CSRF-Token"
ROOT = "/studio"
SIGN_IN = "/studio/signin"
API = "/studio/api/"
# Addresses to which nobody needs to come back after signing in.
PASSING = (SIGN_IN, "/studio/signout", "/studio/link", API)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# What is sent here is typed words and no password: a refusal hands them back.
HANDED_BACK = (f"{ROOT}/new", f"{ROOT}/import", f"{ROOT}/u/")
PRIVATE = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    # Not "no-referrer": then browsers would hide from us too where a form was sent from.
    "Referrer-Policy": "same-origin",
}

P = ParamSpec("P")
View = Callable[P, Any]


def install(server: Flask, accounts: Accounts, files: Files) -> None:
    """Put the gate into a server: its answers are private, and templates know who is asking.

    Args:
        server: the app's.
        accounts: who may sign in.
        files: the addresses of our static files.
    """
    server.extensions["provlepsi-accounts"] = accounts
    rendering.install(server, files, _known)

    @server.after_request
    def private(response: Response) -> Response:
        if is_private(request.path):
            response.headers.update(PRIVATE)
            response.headers["Content-Security-Policy"] = guards.policy()
            return compressed(response, request)
        return response

    @server.get(f"{ROOT}/<path:rest>")
    @signed_in
    def nowhere(rest: str) -> Response:  # noqa: ARG001
        adapter = current_app.create_url_adapter(request)
        if adapter is not None and "POST" in adapter.allowed_methods(request.path):
            # It is there, but only takes what is sent to it.
            raise MethodNotAllowed(valid_methods=["POST"])
        language = rendering.here().language
        sentence = text("Perhaps a draft that was published or thrown away stood at this address.", language)
        title = text("There is no such page", language)
        return rendering.page("refusal.html", title=title, status=404, sentence=sentence)


def is_private(path: str) -> bool:
    """Whether what is answered at a path is for one person only."""
    return path == ROOT or path.startswith(f"{ROOT}/")


def accounts() -> Accounts:
    """The running app's accounts."""
    found: Accounts = current_app.extensions["provlepsi-accounts"]
    return found


def current() -> Session | None:
    """The session of whoever is asking, None for somebody who has not signed in."""
    if "session" not in g:
        token = request.cookies.get(COOKIE, "")
        g.session = accounts().session(token) if token else None
    session: Session | None = g.session
    return session


def signed_in(view: View[P]) -> View[P]:
    """Let only those in who have signed in; others are sent to sign in, programs get 401 in JSON."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        if current() is None:
            return _sent_to_sign_in()
        return view(*args, **kwargs)

    return guarded


def writes(view: View[P]) -> View[P]:
    """Let only requests through that somebody signed in has sent on purpose from a page of ours."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        if request.method in SAFE:
            refuse(405, text("This address only takes what is sent to it.", rendering.here().language))
        session = current()
        if session is None:
            return _sent_to_sign_in()
        check_size()
        check_origin()
        check_token(session.csrf)
        return view(*args, **kwargs)

    return guarded


def for_admins(view: View[P]) -> View[P]:
    """Let only admins in, of those who are signed in; what the address names is not looked at before."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        session = current()
        if session is None or session.account.role != "admin":
            sentence = text(
                "Your account may not do that: it is for administrators.", rendering.here().language
            )
            refuse(403, sentence)
        return view(*args, **kwargs)

    return guarded


def may(forecaster: str) -> bool:
    """True if whoever is asking may write for a forecaster; else the request ends with 403 in words."""
    session = current()
    if session is None or not session.account.may(forecaster):
        refuse(403, text("Your account does not write for this forecaster.", rendering.here().language))
    return True


def check_size() -> None:
    """End a request that is larger than the server takes, before any of it is read."""
    limit = current_app.config["MAX_CONTENT_LENGTH"] or guards.LARGEST_BODY
    if (request.content_length or 0) > limit:
        refuse(413, guards.sentence_for(413, rendering.here().language)[1])


def check_origin() -> None:
    """End a request that another site has made the browser send."""
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    ours = site in (None, "same-origin", "none") and (origin is None or _host_of(origin) == request.host)
    if not ours:
        refuse(403, text("This was sent from another site. Nothing was changed.", rendering.here().language))


def _host_of(origin: str) -> str:
    """The host of an origin, nothing for one that is no address."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def check_token(expected: str) -> None:
    """End a request that does not carry the token of our own pages."""
    sent = request.headers.get(HEADER) or request.form.get(FIELD, "")
    if not expected or not hmac.compare_digest(unmasked(sent), expected.encode()):
        if words := _typed():
            abort(_handed_back(403, words))
        refuse(
            403,
            text(
                "The page was too old, or not ours. Nothing was changed: load it again and repeat.",
                rendering.here().language,
            ),
        )


def refuse(status: int, sentence: str) -> NoReturn:
    """End the request with a sentence: a page for people, JSON for programs."""
    abort(refusal(status, sentence))


def refusal(status: int, sentence: str) -> Response:
    """An answer that says why not."""
    if request.path.startswith(API):
        return guards.json_fault(status, sentence)
    language = rendering.here().language
    return rendering.page(
        "refusal.html", title=text("That was not done", language), status=status, sentence=sentence
    )


def safe_next(address: str | None) -> str:
    """Where to go after signing in: a page of the studio on this site, whatever was asked for."""
    asked = address or ""
    try:
        parts = urlsplit(asked)
    except ValueError:
        return ROOT
    path = unquote(parts.path)
    odd = parts.scheme or parts.netloc or "\\" in path or ".." in path or not asked.isprintable()
    if odd or not is_private(path) or path.startswith(PASSING):
        return ROOT
    return urlunsplit(("", "", parts.path, parts.query, ""))


def keep_cookie(response: Response, session: Session) -> Response:
    """Give the browser its session."""
    response.set_cookie(
        COOKIE,
        session.token,
        max_age=COOKIE_HOLDS,
        path="/",
        secure=secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def drop_cookie(response: Response) -> Response:
    """Take the session from the browser."""
    response.delete_cookie(COOKIE, path="/", secure=secure(), httponly=True, samesite="Lax")
    return response


def secure() -> bool:
    """Whether cookies may travel encrypted only."""
    return request.is_secure or os.environ.get("PROVLEPSI_SECURE") == "1"


def _known() -> dict[str, Any]:
    """What every template may ask for."""
    session = current()
    return {"session": session, "csrf": masked(session.csrf) if session else ""}


def _sent_to_sign_in() -> Response:
    """What somebody without a session is told; what they have sent is lost by no redirect in silence."""
    language = rendering.here().language
    if request.method in SAFE and not request.path.startswith(API):
        back = request.full_path.rstrip("?")
        return redirect(rendering.here().link(SIGN_IN, next=back), 303)  # type: ignore[return-value]
    if words := _typed():
        return _handed_back(401, words)
    return refusal(
        401,
        text(
            "You are not signed in, or no longer. Nothing was saved: "
            "sign in on another page, then send this again.",
            language,
        ),
    )


def _typed() -> list[tuple[str, str]]:
    """The fields of a form that a page of ours has sent; nothing of what may come from elsewhere.

    Only then may it be shown with a button to send it: another site must not fill in a page of this one.
    """
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = origin is not None and _host_of(origin) == request.host and site in (None, "same-origin")
    small = (request.content_length or 0) <= guards.LARGEST_BODY
    if not (ours and small and request.method == "POST" and request.path.startswith(HANDED_BACK)):
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name != FIELD]


def _handed_back(status: int, typed: list[tuple[str, str]]) -> Response:
    """The words of a form that was refused because its session or its page is over, to be sent again."""
    language = rendering.here().language
    return rendering.page(
        "handed_back.html",
        title=text("Not sent yet", language),
        status=status,
        shown=[(name, value) for name, value in typed if name in ("text", "unread") and value.strip()],
        hidden=[each for each in typed if each[0] not in ("text", "unread") or not each[1].strip()],
        chosen=[file.filename for _, file in request.files.items(multi=True) if file.filename],
        again=rendering.here().link(),
    )
