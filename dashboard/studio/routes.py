"""The addresses of the studio; each checks by itself who is asking and whether they may."""

from flask import Flask, Response, redirect

from dashboard import gate, rendering
from dashboard.studio import editing, home, importing, writing
from dashboard.tokens import masked

PAGES = (
    ("/studio", "GET", home.home),
    ("/studio/new", "GET", editing.new),
    ("/studio/u/<int:id>/correct", "GET", editing.correct),
    ("/studio/import", "GET", importing.page),
)
WRITING = (
    ("/studio/new", "POST", editing.sent),
    ("/studio/u/<int:id>/correct", "POST", editing.sent),
    ("/studio/import", "POST", importing.sent),
    ("/studio/api/preview", "POST", writing.looked_at),
    ("/studio/api/draft", "POST", writing.saved),
    ("/studio/api/publish", "POST", writing.published),
    ("/studio/api/correct", "POST", writing.corrected),
    ("/studio/api/withdraw", "POST", writing.withdrawn),
)


def session() -> Response:
    """GET /studio/api/session: a page that stayed open while its author signed in again goes on."""
    gate.check_origin()
    known = gate.current()
    assert known is not None  # noqa: S101 - the gate has let them in
    return writing.Answer({"account": known.account.name, "csrf": masked(known.csrf)}).response()


def offer(server: Flask) -> None:
    """Put the studio into a server that has the gate."""
    for path, method, view in PAGES:
        server.add_url_rule(path, f"{method} {path}", gate.signed_in(view), methods=[method])
    for path, method, view in WRITING:
        server.add_url_rule(path, f"{method} {path}", gate.writes(view), methods=[method])

    server.add_url_rule("/studio/api/session", "session", gate.signed_in(session), methods=["GET"])

    @server.post("/studio/draft/<id>/drop")
    @gate.writes
    def drop(id: str) -> Response:  # noqa: A002
        return home.drop(id)

    @server.post("/studio/u/<int:id>/withdraw")
    @gate.writes
    def withdraw(id: int) -> Response:  # noqa: A002
        return editing.withdraw_plainly(id)

    # What was refused stands at the address it was sent to: loading that again leads back.
    @server.get("/studio/draft/<id>/drop")
    @gate.signed_in
    def undropped(id: str) -> Response:  # noqa: A002, ARG001
        return redirect(rendering.here().link("/studio"), 303)  # type: ignore[return-value]

    @server.get("/studio/u/<int:id>/withdraw")
    @gate.signed_in
    def not_withdrawn(id: int) -> Response:  # noqa: A002
        return redirect(rendering.here().link(f"/studio/u/{id}/correct"), 303)  # type: ignore[return-value]
