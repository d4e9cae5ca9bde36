"""The processes that answer readers under gunicorn; what is too long for it is refused in our words."""

from typing import Any

from gunicorn.http.errors import LimitRequestLine  # type: ignore[import-untyped]
from gunicorn.util import write_nonblock  # type: ignore[import-untyped]
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

from dashboard import guards
from dashboard.rendering import files_of
from dashboard.texts import LANGUAGES

# The most that gunicorn can be told to read of a request's first line. The app itself refuses addresses that
# are too long by its own measure, in the reader's language; here nothing is known of who asks.
LONGEST_LINE = 8_190


class Worker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's worker with threads; where the first line of a request is too long it says so as we do."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what could not be read as a request."""
        if not isinstance(exc, LimitRequestLine):
            super().handle_error(req, client, addr, exc)
            return
        guards.requests_log.info("a request's first line of more than %s bytes 414", LONGEST_LINE)
        try:
            write_nonblock(client, refusal(files_of(self.wsgi).style))
        except OSError:
            self.log.debug("Nobody waited for the refusal.")


def refusal(style: str) -> bytes:
    """The answer 414 as it is sent, in all languages: the one asked for stands in what was not read.

    Args:
        style: the address of the style sheet.
    """
    body = guards.fault_page(414, style, *LANGUAGES).encode()
    headers = guards.HEADERS | {
        "Content-Security-Policy": guards.policy(),
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(body)),
        "Connection": "close",
    }
    lines = ["HTTP/1.1 414 URI Too Long", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body
