"""A small load generator: one request again and again over a few connections for a few seconds."""

import asyncio
import json
import time
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Load:
    """What came back: answers a second, and the milliseconds an answer took."""

    per_second: float
    median_ms: float
    p99_ms: float
    body_bytes: int


async def _exchange(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode("latin-1"))
    fields = dict(line.split(b":", 1) for line in head.lower().split(b"\r\n")[1:] if b":" in line)
    length = int(fields[b"content-length"])
    await reader.readexactly(length)
    return length


async def _client(
    host: str, port: int, request: bytes, until: float, times: list[float], sizes: list[int]
) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    while time.perf_counter() < until:
        start = time.perf_counter()
        sizes.append(await _exchange(reader, writer, request))
        times.append((time.perf_counter() - start) * 1000)
    writer.close()


def load(address: str, body: Any, *, connections: int = 4, seconds: float = 3.0) -> Load:
    """POST `body` as JSON to `address` over kept-alive connections.

    Raises:
        RuntimeError: for an answer that is not 200.
    """
    parts = urlsplit(address)
    data = json.dumps(body).encode()
    lines = [f"POST {parts.path} HTTP/1.1", f"Host: {parts.netloc}", "Content-Type: application/json"]
    lines += [f"Content-Length: {len(data)}", "Connection: keep-alive", "Accept-Encoding: br, gzip", "", ""]
    request = "\r\n".join(lines).encode() + data
    times: list[float] = []
    sizes: list[int] = []

    async def everyone() -> None:
        until = time.perf_counter() + seconds
        clients = (
            _client(parts.hostname or "", parts.port or 80, request, until, times, sizes)
            for _ in range(connections)
        )
        await asyncio.gather(*clients)

    start = time.perf_counter()
    asyncio.run(everyone())
    taken = time.perf_counter() - start
    p99 = quantiles(times, n=100)[-1] if len(times) > 1 else times[0]
    return Load(len(times) / taken, median(times), p99, sizes[-1])
