"""What every request passes: callbacks checked, headers set, a line logged, faults told in words."""

import logging
import os
import time
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from flask import Flask, Request, Response, g, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.texts import language_of, text
from forecasts.faults import DatabaseError
from forecasts.model import Language

LARGEST_BODY = 1_000_000
# In bytes, as it is sent: of what any page reads nothing is ever cut off.
LONGEST_ADDRESS = 4_000
# A grid sent without scripts has five fields a line, and a line for each party of the text and those typed.
MOST_FIELDS = 4_000
requests_log = logging.getLogger("provlepsi.requests")
faults_log = logging.getLogger("provlepsi.faults")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)


def protect(response: Response, script_hashes: Sequence[str]) -> Response:
    """Set the security headers; scripts run from this server only, and inline only by their hashes."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", policy(script_hashes))
    return response


def policy(script_hashes: Sequence[str] = ()) -> str:
    """What a page may load: nothing from elsewhere, and of inline scripts only those with these hashes."""
    return "; ".join([*POLICY, " ".join(["script-src 'self'", *script_hashes])])


def trust_proxies(server: Flask) -> None:
    """Where a reverse proxy stands in front, learn from it who asks and whether they ask encrypted.

    PROVLEPSI_PROXIES is how many of them there are. Without it what such headers say is believed of nobody,
    for anybody can send them.
    """
    number = os.environ.get("PROVLEPSI_PROXIES", "")
    if number.isdigit() and int(number):
        server.wsgi_app = ProxyFix(server.wsgi_app, x_for=int(number), x_proto=int(number))  # type: ignore[method-assign]


def fault_in_callback(body: object, known: Mapping[str, Mapping[str, Any]]) -> str | None:
    """What is wrong with the body of a callback, in a sentence; None if it has the shape Dash sends.

    Args:
        body: the JSON received.
        known: the app's callbacks by their output, each with its `inputs` and `state`.
    """
    if not isinstance(body, dict):
        return "expected a JSON object"
    output = body.get("output")
    if not isinstance(output, str) or output not in known:
        return "expected the output of a callback of this app"
    for field in ("inputs", "state"):
        if not _same_places(body.get(field, []), known[output].get(field, [])):
            return f"expected the {field} that this callback has"
    outputs = body.get("outputs", [])
    parts = output.strip(".").split("...") if output.startswith("..") else [output]
    listed = outputs if isinstance(outputs, list) else [outputs]
    if not all(_is_place(each) for each in listed) or (listed and len(listed) != len(parts)):
        return "expected the outputs that this callback has"
    if isinstance(outputs, dict) == output.startswith(".."):
        return "expected one output, or a list of several"
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(each, str) for each in changed):
        return "expected the names of the properties that have changed"
    return None


def _is_place(value: object) -> bool:
    """Whether a value names a property of a component, or is a list of such for a pattern."""
    if isinstance(value, list):
        return all(_is_place(each) for each in value)
    return isinstance(value, dict) and isinstance(value.get("property"), str) and "id" in value


def _same_places(sent: object, expected: Sequence[Mapping[str, Any]]) -> bool:
    if not isinstance(sent, list) or len(sent) != len(expected):
        return False
    return all(_same_place(each, place) for each, place in zip(sent, expected, strict=True))


def _same_place(sent: object, place: Mapping[str, Any]) -> bool:
    if not _is_place(sent):
        return False
    if isinstance(sent, dict) and not str(place["id"]).startswith("{"):
        return bool(sent["id"] == place["id"] and sent["property"] == place["property"])
    return True


def log_line(response: Response) -> Response:
    """Write one line about the request: method, path, status, milliseconds."""
    if not request.environ.get("provlepsi.silent"):
        spent = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
        requests_log.info("%s %s %s %.0f ms", request.method, _shown_path(), response.status_code, spent)
    return response


def _shown_path() -> str:
    """The path asked for as it may be written down: not the word in a link that opens an account."""
    head, link, token = request.path.partition("/studio/link/")
    return quote(head + link, safe="/:@,.") + ("…" if token else "")


def is_too_long(asked: Request) -> bool:
    """Whether an address is longer than any of ours."""
    sent = asked.environ.get("RAW_URI")
    length = len(sent) if sent else len(quote(asked.path)) + 1 + len(asked.query_string)
    return length > LONGEST_ADDRESS


def start_clock() -> None:
    """Note when the request came in."""
    g.started = time.perf_counter()


def tell_faults(server: Flask, style: str) -> None:
    """Answer faults in words: a page for readers, JSON for programs, the traceback in the log only.

    Args:
        server: whose faults.
        style: the address of the style sheet.
    """

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        return _fault_answer(error.code or 500, style)

    @server.errorhandler(DatabaseError)
    def away(error: DatabaseError) -> Response:
        # The database's name and the driver's words are for the log; a reader is told what it means.
        faults_log.error("%s %s: %s", request.method, _shown_path(), error.sentence("en"))
        answer = _fault_answer(503, style)
        answer.headers["Retry-After"] = "5"
        return answer

    @server.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        faults_log.error("%s %s failed", request.method, _shown_path(), exc_info=error)
        return _fault_answer(500, style)


def sentence_for(status: int, language: Language) -> tuple[str, str]:
    """What a fault is called and what it means, for a reader."""
    if status == 404:
        return (
            text("There is no such page", language),
            text("Nothing is kept at this address. It may have been mistyped.", language),
        )
    if status == 413:
        return text("Too much at once", language), text("The request was too large.", language)
    if status == 414:
        return (
            text("This address is too long", language),
            text("No page here has an address this long. It may have been copied wrongly.", language),
        )
    if status < 500:
        return (
            text("That request was not understood", language),
            text("The server did not understand what was asked.", language),
        )
    if status == 503:
        return (
            text("The record cannot be reached", language),
            text(
                "The forecasts cannot be reached at the moment. Nothing is lost: please try again.", language
            ),
        )
    return (
        text("Something went wrong", language),
        text("The fault is ours and has been written down. Please try again in a moment.", language),
    )


def _fault_answer(status: int, style: str) -> Response:
    language = language_of(request.args.get("lang"))
    if _wants_json(request):
        return json_fault(status, sentence_for(status, language)[1])
    return Response(fault_page(status, style, language), status=status, mimetype="text/html")


def fault_page(status: int, style: str, *languages: Language, sentence: str = "") -> str:
    """A fault as a page with the way home; in each of the languages where the reader's is not known.

    `sentence` says what is wrong where it is known better than for every such status.
    """
    title, said = " · ".join(sentence_for(status, each)[0] for each in languages), ""
    for language in languages:
        heading, usual = sentence_for(status, language)
        home, front = text("To the front page", language), "/?lang=en" if language == "en" else "/"
        said += (
            f'<section lang="{language}"><h1>{escape(heading)}</h1><p>{escape(sentence or usual)}</p>'
            f'<p><a href="{front}">{escape(home)}</a></p></section>'
        )
    return (
        f'<!DOCTYPE html><html lang="{languages[0]}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{style}"></head><body><main class="frame fault">{said}'
        "</main></body></html>"
    )


def json_fault(status: int, sentence: str) -> Response:
    """A fault for a program: `{"error": sentence}`."""
    import orjson

    return Response(orjson.dumps({"error": sentence}), status=status, mimetype="application/json")


def _wants_json(asked: Request) -> bool:
    return asked.path.startswith(("/api/", "/studio/api/", "/_dash-", "/figures/"))
