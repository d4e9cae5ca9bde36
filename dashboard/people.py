"""The pages `/studio/people`, for admins only: who may publish, invitations, and each account by itself."""

import os
from collections.abc import Callable
from datetime import datetime
from typing import Any, NoReturn

from flask import Flask, Response, abort, redirect, request

from dashboard import context, gate, rendering, tokens
from dashboard.management import Management
from dashboard.members import ROLES, Account, Member, Role
from dashboard.refusals import (
    AccountChanged,
    AccountDisabled,
    AccountRefusal,
    AccountUnknown,
    NameTaken,
    NameUnfit,
    OwnAccount,
    TooManyTries,
)
from dashboard.signing import names_of, role_said
from dashboard.studio import desk
from dashboard.texts import plural, text

PEOPLE = "/studio/people"
STATUS = {AccountChanged: 409, AccountDisabled: 409, NameTaken: 409, NameUnfit: 422, OwnAccount: 403}
Wrong = dict[str, str]


def offer(server: Flask) -> None:
    """Add the pages to a server that has a gate; each asks for session, role and token by itself."""
    pages = ((PEOPLE, people), (f"{PEOPLE}/<name>", person))
    writing = (
        (PEOPLE, invite),
        (f"{PEOPLE}/<name>/link", new_link),
        (f"{PEOPLE}/<name>/role", assign),
        (f"{PEOPLE}/<name>/signout", sign_out),
        (f"{PEOPLE}/<name>/disable", disable),
        (f"{PEOPLE}/<name>/enable", enable),
    )
    for path, page in pages:
        view: Callable[..., Any] = gate.signed_in(gate.for_admins(page))
        server.add_url_rule(path, f"GET {path}", view, methods=["GET"])
    for path, act in writing:
        view = gate.writes(gate.for_admins(act))
        server.add_url_rule(path, f"POST {path}", view, methods=["POST"])


def people() -> Response:
    """Everybody who may publish, and the form to invite somebody."""
    return _list_page()


def invite() -> Response:
    """Make an account and show its one-time link, this once."""
    name = request.form.get("name", "")
    role, forecasters, wrong = _asked_role()
    if wrong or role is None:
        return _list_page(wrong, 422)
    try:
        token = _management().invite(name, role, forecasters)
    except NameTaken as taken:
        said = text(
            "There is an account named “{name}” already; a new link is made on its page.",
            desk.language(),
            **taken.values,
        )
        return _list_page({"name": said}, STATUS[NameTaken])
    except NameUnfit as unfit:
        return _list_page({"name": unfit.sentence(desk.language())}, STATUS[NameUnfit])
    except AccountRefusal as refused:
        _end(refused)
    return _link_page(_owner(token), token)


def person(name: str) -> Response:
    """One account and what can be done about it."""
    return _person_page(name)


def new_link(name: str) -> Response:
    """Another one-time link, shown this once."""
    try:
        token = _management().new_link(name, _seen())
    except AccountRefusal as refused:
        return _refused(name, refused)
    return _link_page(_owner(token), token)


def assign(name: str) -> Response:
    """Another role, or other forecasters."""
    role, forecasters, wrong = _asked_role()
    if wrong or role is None:
        return _person_page(name, wrong, 422)
    return _done(name, "role", lambda: _management().assign(name, _seen(), role, forecasters))


def sign_out(name: str) -> Response:
    """End all sessions of somebody."""
    return _done(name, "signout", lambda: _management().sign_out(name, _seen()))


def disable(name: str) -> Response:
    """Close an account."""
    return _done(name, "disable", lambda: _management().close(name, _seen()))


def enable(name: str) -> Response:
    """Open an account again."""
    return _done(name, "enable", lambda: _management().reopen(name, _seen()))


def _owner(token: str) -> Account:
    """Whose link has just been made."""
    return gate.accounts().linked(token)


def _management() -> Management:
    return Management(gate.accounts(), desk.account().name)


def _seen() -> str:
    return request.form.get("seen", "")


def _asked_role() -> tuple[Role | None, list[str], Wrong]:
    """The role and the forecasters that a form asks for, and what is wrong with them."""
    language = desk.language()
    role = next((each for each in ROLES if each == request.form.get("role")), None)
    if role is None:
        return None, [], {"role": text("Choose a role.", language)}
    if role != "author":
        return role, [], {}
    chosen = request.form.getlist("forecaster")
    if not chosen:
        return role, [], {"forecasters": text("An author needs a forecaster to write for.", language)}
    if any(context.tracker().catalogue.forecaster(each) is None for each in chosen):
        return role, [], {"forecasters": text("There is no such forecaster.", language)}
    return role, chosen, {}


def _done(name: str, done: str, act: Callable[[], object]) -> Response:
    """Change an account and come back to its page, which says what was done."""
    try:
        act()
    except AccountRefusal as refused:
        return _refused(name, refused)
    there = rendering.here().link(f"{PEOPLE}/{name}", done=done)
    return redirect(there, 303)  # type: ignore[return-value]


def _refused(name: str, refused: AccountRefusal) -> Response:
    """The person's page as it is now, with what was refused; or the end of the request in words."""
    status = STATUS.get(type(refused))
    if status is None:
        _end(refused)
    said = refused.sentence(desk.language())
    if isinstance(refused, AccountDisabled):
        said = text("The account is closed: open it before you make a link.", desk.language())
    return _person_page(name, {"": said}, status)


def _end(refused: AccountRefusal) -> NoReturn:
    sentence = refused.sentence(desk.language())
    if isinstance(refused, TooManyTries):
        answer = gate.refusal(429, sentence)
        answer.headers["Retry-After"] = str(refused.minutes * 60)
        abort(answer)
    gate.refuse(404 if isinstance(refused, AccountUnknown) else 403, sentence)


def _list_page(wrong: Wrong | None = None, status: int = 200) -> Response:
    members, more = _management().members()
    return rendering.page(
        "people.html",
        title=text("People", desk.language()),
        status=status,
        wrong=wrong or {},
        members=members,
        most=len(members) if more else None,
        name=request.form.get("name", "")[:200],
        own=desk.account().name,
        **_form_values("author", frozenset()),
        **_said(),
    )


def _person_page(name: str, wrong: Wrong | None = None, status: int = 200) -> Response:
    try:
        member = _management().member(name)
    except AccountUnknown as unknown:
        _end(unknown)
    return rendering.page(
        "person.html",
        title=member.account.name,
        status=status,
        wrong=wrong or {},
        done=request.args.get("done") if request.method == "GET" else None,
        member=member,
        own=member.account.name == desk.account().name,
        **_form_values(member.account.role, member.account.forecasters),
        **_said(),
    )


def _link_page(account: Account, token: str) -> Response:
    """The link, which is kept nowhere and shown on no other page."""
    language = desk.language()
    site = os.environ.get("PROVLEPSI_ADDRESS", "")
    if not site.startswith(("http://", "https://")):
        site = request.host_url
    query = "?lang=en" if language == "en" else ""
    return rendering.page(
        "invited.html",
        title=text("A link for {name}", language, name=account.name),
        account=account,
        address_sent=f"{site.rstrip('/')}/studio/link/{token}{query}",
        hours=int(tokens.LINK_HOLDS.total_seconds()) // 3600,
    )


def _form_values(role: Role, forecasters: frozenset[str]) -> dict[str, Any]:
    """What the fields for role and forecasters begin with: as typed where a form comes back."""
    sent = request.form
    return {
        "roles": ROLES,
        "known": context.tracker().catalogue.forecasters,
        "role": sent.get("role", role),
        "chosen": frozenset(sent.getlist("forecaster")) if "role" in sent else forecasters,
    }


def _said() -> dict[str, Any]:
    return {"role_said": role_said, "names_of": names_of, "signed_in": _signed_in, "moment": _moment}


def _signed_in(member: Member) -> str:
    """In how many browsers somebody is signed in, and since when in the newest of them."""
    language = desk.language()
    if member.signed_in is None:
        return text("not signed in at the moment", language)
    browsers = plural("in {number} browser", "in {number} browsers", member.browsers, language)
    return f"{browsers}, {text('last signed in {time}', language, time=_moment(member.signed_in))}"


def _moment(at: datetime) -> str:
    return desk.moment(at, desk.language())
