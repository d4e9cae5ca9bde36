"""Pages for those who write, as plain HTML: Jinja templates between the readers' header and footer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask, Response, current_app, render_template, request
from markupsafe import Markup

from dashboard import shell
from dashboard.context import Address, address_of
from dashboard.document import Files
from dashboard.first_view import first_view
from dashboard.texts import plural, text
from forecasts.model import Language


@dataclass(frozen=True, slots=True)
class Rendering:
    """What all templates are given: our files, and what the gate knows of whoever asks."""

    files: Files
    known: Callable[[], dict[str, Any]]


def install(server: Flask, files: Files, known: Callable[[], dict[str, Any]]) -> None:
    """Make the templates of the studio known to a server.

    Args:
        server: whose pages.
        files: the addresses of our static files.
        known: gives what every template may ask for besides, at the time of the request.
    """
    server.extensions["provlepsi-rendering"] = Rendering(files, known)


def files_of(server: Flask) -> Files:
    """The addresses of our static files."""
    house: Rendering = server.extensions["provlepsi-rendering"]
    return house.files


def here() -> Address:
    """The address asked for; it says in which language to answer."""
    return address_of(request.path, request.query_string.decode("utf-8", "replace"))


def page(template: str, *, title: str, status: int = 200, **values: Any) -> Response:
    """A page made of a template.

    Every template has `t("English words")` and `tn(one, many, number)` for what is said, `language`,
    `link(path, **query)` for addresses that keep language and theme, `files`, and `session` (or None).

    Args:
        template: its file in `studio/templates`.
        title: of the page, in the reader's language.
        status: of the answer.
        values: what else the template shows; all of it is escaped.

    Returns:
        HTML.
    """
    house: Rendering = current_app.extensions["provlepsi-rendering"]
    address = here()
    language = address.language
    body = render_template(
        template,
        **house.known(),
        **values,
        title=title,
        document_title=f"{title} · {text('Provlepsi', language)}",
        language=language,
        address=address,
        link=address.link,
        t=partial(_text, language),
        tn=partial(_plural, language),
        files=house.files,
        header=Markup(first_view(shell.header_top(address))),  # noqa: S704 - written by first_view, which escapes
        footer=Markup(first_view(shell.footer(address))),  # noqa: S704 - the same
    )
    return Response(body, status=status, mimetype="text/html")


def _text(language: Language, msgid: str, **values: object) -> str:
    return text(msgid, language, **values)


def _plural(language: Language, one: str, many: str, number: int, **values: object) -> str:
    return plural(one, many, number, language, **values)
