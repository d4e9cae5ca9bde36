"""Files that never change under their address: compressed once in the background and cached for good.

An own file's address carries the hash of its content, a Dash bundle's its version and date. Compressed copies
are kept in the user's cache folder under the hash of the content, so that a second start has them at once;
until one is ready a file goes out compressed quickly. Nothing waits for this and nothing depends on it.
"""

import logging
import mimetypes
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from flask import Response
from werkzeug.wrappers import Request

from dashboard.delivery import Encoding, compress, digest, encoding_for

FOR_GOOD = "public, max-age=31536000, immutable"
BEST = {"br": 11, "gzip": 9}
COMPRESSED_SUFFIXES = (".js", ".css", ".svg", ".json", ".txt")
ENCODINGS: tuple[Encoding, ...] = ("br", "gzip")
log = logging.getLogger(__name__)


class Statics:
    """Static files by address.

    Args:
        cache: where compressed copies are kept; None keeps them in memory only.
    """

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._bodies: dict[str, bytes] = {}
        self._packed: dict[tuple[str, Encoding], bytes] = {}
        self._passing: set[str] = set()

    def add(self, name: str, *paths: Path) -> str:
        """Offer one file, or several as one, and say at which address.

        Args:
            name: the file name in the address.
            paths: the files, one after another.

        Returns:
            The address, with the hash of the content in it.
        """
        body = b"\n".join(path.read_bytes() for path in paths)
        address = f"/assets/{digest(body)}/{name}"
        self._bodies[address] = body
        return address

    def add_body(self, address: str, body: bytes, *, for_good: bool) -> None:
        """Offer the content of a file at an address that others have chosen.

        Args:
            address: where.
            body: the content.
            for_good: whether a change of the content would change the address; else browsers ask each time.
        """
        self._bodies[address] = body
        if not for_good:
            self._passing.add(address)

    def answer(self, request: Request) -> Response | None:
        """The file at the address asked for, or None if there is none."""
        body = self._bodies.get(request.path)
        if body is None or request.method not in ("GET", "HEAD"):
            return None
        kind = mimetypes.guess_type(request.path)[0] or "application/octet-stream"
        encoding = encoding_for(request) if request.path.endswith(COMPRESSED_SUFFIXES) else ""
        response = Response(self._packed_body(request.path, body, encoding), mimetype=kind)
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.vary.add("Accept-Encoding")
        response.headers["Cache-Control"] = FOR_GOOD
        if request.path in self._passing:
            response.headers["Cache-Control"] = "no-cache"
            response.set_etag(f"{digest(body)}-{encoding}")
            response.make_conditional(request)
        return response

    def _packed_body(self, address: str, body: bytes, encoding: Encoding) -> bytes:
        if not encoding:
            return body
        if (address, encoding) not in self._packed:
            self._packed[address, encoding] = compress(body, encoding)
        return self._packed[address, encoding]

    def press(self) -> None:
        """Take what the cache folder has, then make what it lacks: brotli first, which browsers ask for."""
        addresses = [address for address in self._bodies if address.endswith(COMPRESSED_SUFFIXES)]
        wanted = [(address, encoding) for encoding in ENCODINGS for address in addresses]
        for address, encoding in list(wanted):
            kept = self._read(self._bodies[address], encoding)
            if kept is not None:
                self._packed[address, encoding] = kept
                wanted.remove((address, encoding))
        for address, encoding in wanted:
            self._press(address, encoding)

    def _press(self, address: str, encoding: Encoding) -> None:
        body = self._bodies[address]
        packed = self._read(body, encoding)
        if packed is None:
            packed = compress(body, encoding, BEST[encoding])
            self._write(body, encoding, packed)
        self._packed[address, encoding] = packed

    def _file(self, body: bytes, encoding: Encoding) -> Path | None:
        return self._cache / f"{digest(body)}.{encoding}" if self._cache else None

    def _read(self, body: bytes, encoding: Encoding) -> bytes | None:
        path = self._file(body, encoding)
        try:
            return path.read_bytes() if path and path.exists() else None
        except OSError as error:
            log.info("cannot read %s: %s", path, error)
            return None

    def _write(self, body: bytes, encoding: Encoding, packed: bytes) -> None:
        """Keep a compressed copy, whole or not at all: another process may read it at any moment."""
        path = self._file(body, encoding)
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(packed)
            os.replace(file.name, path)  # noqa: PTH105 - the name in hand is text
        except OSError as error:
            log.info("cannot keep %s: %s", path, error)


def addresses_in(tags: str, marks: Iterable[str]) -> list[str]:
    """The addresses that script tags name, without those that contain one of the marks."""
    found = [part.split('"', 1)[0] for part in tags.split('src="')[1:]]
    return [address for address in found if not any(mark in address for mark in marks)]
