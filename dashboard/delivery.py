"""What is sent to a reader, kept as bytes: figures built once, answers with entity tags, compressed once.

A figure is built once per version of the data and view and kept as JSON bytes; `orjson.Fragment` carries the
bytes through Dash's own JSON writer untouched (a test pins that). Should a release of Dash stop passing
fragments on, `orjson.loads(figure.json)` is the documented way, at about twice the cost an answer.
"""

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from html import unescape
from threading import Lock
from typing import Any, Literal, TypeVar

import brotli
import orjson
from flask import Response
from werkzeug.wrappers import Request

Encoding = Literal["br", "gzip", ""]
COMPRESSIBLE = (
    *("text/", "application/json", "application/javascript"),
    *("application/atom+xml", "image/svg+xml"),
)
SMALLEST = 600
LIVE_QUALITY = 5
DEFAULT_HEIGHT = 420

Value = TypeVar("Value")


class Shelf:
    """Values that are dear to make, kept until the shelf is full; the one longest not asked for goes first.

    Args:
        limit: how many bytes to keep at most.
    """

    def __init__(self, limit: int = 48_000_000) -> None:
        self._limit = limit
        self._bytes = 0
        self._values: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()
        self._making: dict[Hashable, Lock] = {}

    def get(self, key: Hashable, make: Callable[[], Value], size: Callable[[Value], int]) -> Value:
        """The value kept under a key; made now, by one thread only, if there is none.

        Args:
            key: the version of the data and everything else the value depends on.
            make: builds the value; what it raises is passed on and nothing is kept.
            size: the bytes a value takes.

        Returns:
            The value.
        """
        found, value = self._find(key)
        if found:
            return value  # type: ignore[no-any-return]
        with self._lock:
            making = self._making.setdefault(key, Lock())
        try:
            with making:
                found, value = self._find(key)
                if not found:
                    value = make()
                    self._keep(key, value, size(value))
        finally:
            with self._lock:
                self._making.pop(key, None)
        return value  # type: ignore[no-any-return]

    def _find(self, key: Hashable) -> tuple[bool, Any]:
        with self._lock:
            if key not in self._values:
                return False, None
            self._values.move_to_end(key)
            return True, self._values[key][0]

    def _keep(self, key: Hashable, value: object, size: int) -> None:
        with self._lock:
            self._values[key] = (value, size)
            self._bytes += size
            while self._bytes > self._limit and len(self._values) > 1:
                self._bytes -= self._values.popitem(last=False)[1][1]

    def __len__(self) -> int:
        return len(self._values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a chart that is wider than a phone: their names, and where these stand, in pixels."""

    names: tuple[str, ...]
    top: int
    height: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as JSON bytes, and what a page must know of it before it is drawn.

    `height` and `narrow_height` are the pixels it will take on a wide and on a narrow screen.
    """

    json: bytes
    height: int
    narrow_height: int
    rows: Rows | None = None

    @property
    def fragment(self) -> orjson.Fragment:
        """The figure as a property of a Dash component or the answer of a callback."""
        return orjson.Fragment(self.json)


def figure_of(plain: dict[str, Any]) -> Figure:
    """A plain plotly figure as bytes."""
    layout = plain.get("layout", {})
    height = int(layout.get("height", DEFAULT_HEIGHT))
    meta = layout.get("meta", {})
    narrow, rows = meta.get("narrow", {}), meta.get("rows")
    # In a chart names are written for plotly, which takes < and & for markup.
    names = tuple(unescape(name) for name in rows["names"]) if rows else ()
    return Figure(
        json=orjson.dumps(plain, option=orjson.OPT_NON_STR_KEYS),
        height=height,
        narrow_height=int(narrow.get("layout.height", height)),
        rows=Rows(**(rows | {"names": names})) if rows else None,
    )


def digest(body: bytes) -> str:
    """A short name for these bytes, the same wherever and whenever they are made."""
    return hashlib.blake2b(body, digest_size=9).hexdigest()


def encoding_for(request: Request) -> Encoding:
    """The best compression a reader's browser accepts."""
    accepted = request.accept_encodings
    if accepted.quality("br") > 0:
        return "br"
    return "gzip" if accepted.quality("gzip") > 0 else ""


def compress(body: bytes, encoding: Encoding, quality: int = LIVE_QUALITY) -> bytes:
    """Compress with brotli at a quality (0 to 11), or gzip at the level that takes about as long."""
    if encoding == "br":
        return brotli.compress(body, quality=quality)  # type: ignore[no-any-return]
    return gzip.compress(body, min(quality, 9), mtime=0) if encoding == "gzip" else body


def compressed(response: Response, request: Request) -> Response:
    """Compress an answer that is for one person only: it is kept nowhere and has no entity tag."""
    encoding = encoding_for(request)
    if not encoding or response.is_streamed or not (response.mimetype or "").startswith(COMPRESSIBLE):
        return response
    body = response.get_data()
    if len(body) >= SMALLEST and "Content-Encoding" not in response.headers:
        response.set_data(compress(body, encoding))
        response.headers["Content-Encoding"] = encoding
        response.vary.add("Accept-Encoding")
    return response


def finish(response: Response, request: Request, shelf: Shelf) -> Response:
    """Give an answer its entity tag, compress it once, and send 304 where the reader has it already."""
    if response.direct_passthrough or response.status_code not in (200, 404) or response.is_streamed:
        return response
    if not (response.mimetype or "").startswith(COMPRESSIBLE) or "Content-Encoding" in response.headers:
        return response
    body = response.get_data()
    tag = digest(body)
    response.vary.add("Accept-Encoding")
    encoding = encoding_for(request) if len(body) >= SMALLEST else ""
    if encoding:
        packed = shelf.get(("packed", tag, encoding), lambda: compress(body, encoding), len)
        response.set_data(packed)
        response.headers["Content-Encoding"] = encoding
    if request.method in ("GET", "HEAD") and response.status_code == 200:
        response.set_etag(f"{tag}-{encoding}" if encoding else tag)
        response.make_conditional(request)
    return response
