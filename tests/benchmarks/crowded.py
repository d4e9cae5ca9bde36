"""Two hundred readers and five authors for a minute on two workers: errors, lost updates, times, memory."""

import asyncio
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from dashboard.accounts import Accounts
from dashboard.tokens import masked
from forecasts.database import Database
from forecasts.storage import UpdateStore

READERS, AUTHORS, SECONDS, WORKERS = 200, 5, 60.0, 2
EVERY = 2.5  # seconds between two looks of a reader at a page that is open, as in live.js
ELECTION, FORECASTER = "2019-07", "kapa"
PAGES = (f"/e/{ELECTION}", f"/e/{ELECTION}/f/{FORECASTER}", f"/e/{ELECTION}/revisions", "/e/2015-09/debates")
STARTED = re.compile(r"Provlepsi: (http://127\.0\.0\.1:\d+) ")


@dataclass
class Tally:
    """What came back."""

    pages: list[float] = field(default_factory=list)
    looks: list[float] = field(default_factory=list)
    publications: list[float] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def run() -> bool:
    """Print the tally; met when nothing failed and everything acknowledged is on record."""
    with TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'record.sqlite3'}"
        process, address = _served(database, Path(folder))
        try:
            sessions = _signed_in(database)
            tally = asyncio.run(_everybody(address, sessions))
            memory = _memory(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
        return _told(tally, memory, database)


def _told(tally: Tally, memory: list[int], database: str) -> bool:
    stored = {update.id for update in UpdateStore(database).updates(ELECTION, FORECASTER)}
    lost = [number for number in tally.acknowledged if number not in stored]
    for name, times in (("pages", tally.pages), ("looks", tally.looks), ("publications", tally.publications)):
        if len(times) > 1:
            cuts = quantiles(times, n=100)
            print(f"  {name}: {len(times)}, median {cuts[49]:.0f} ms, 99th percentile {cuts[98]:.0f} ms")
    print(f"  memory of each worker: {', '.join(f'{kb / 1024:.0f} MiB' for kb in memory)}")
    print(f"  {len(tally.acknowledged)} updates acknowledged, {len(lost)} lost, {len(tally.errors)} errors")
    for error in tally.errors[:5]:
        print(f"    {error}")
    faults = UpdateStore(database).verify().faults
    return not (lost or tally.errors or faults) and len(tally.acknowledged) > AUTHORS


def _served(database: str, folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    log = folder / "log"
    command = [sys.executable, "-m", "dashboard", "serve", "--port", "0", "--workers", str(WORKERS)]
    with log.open("wb") as output:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen(
            [*command, "--database", database], stdout=output, stderr=subprocess.STDOUT, env=environment
        )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if found := STARTED.search(log.read_text(errors="replace")):
            return process, found[1]
        time.sleep(0.1)
    raise RuntimeError(log.read_text(errors="replace"))


def _signed_in(database: str) -> list[tuple[str, str]]:
    """A session and its CSRF token for each author."""
    accounts = Accounts(Database(database))
    found = []
    for number in range(AUTHORS):
        name, password = f"author{number}", f"a passphrase of author {number}"
        accounts.set_password(accounts.add(name, "author", [FORECASTER]), password)
        session = accounts.sign_in(name, password, "127.0.0.1", "load test")
        found.append((session.token, session.csrf))
    return found


async def _everybody(address: str, sessions: list[tuple[str, str]]) -> Tally:
    tally = Tally()
    until = time.perf_counter() + SECONDS
    readers = [_reader(address, number, until, tally) for number in range(READERS)]
    authors = [_author(address, number, session, until, tally) for number, session in enumerate(sessions)]
    await asyncio.gather(*readers, *authors)
    return tally


async def _reader(address: str, number: int, until: float, tally: Tally) -> None:
    """Opens pages now and then, and looks in between whether something is new."""
    generator = random.Random(number)
    await asyncio.sleep(generator.uniform(0, EVERY))
    tag = ""
    while time.perf_counter() < until:
        if generator.random() < 0.1:
            await _timed(address, "GET", generator.choice(PAGES), tally, tally.pages)
        headers = {"If-None-Match": tag} if tag else {}
        answer = await _timed(address, "GET", f"/live/{ELECTION}", tally, tally.looks, headers)
        tag = answer[1].get("etag", tag) if answer else tag
        await asyncio.sleep(EVERY)


async def _author(address: str, number: int, session: tuple[str, str], until: float, tally: Tally) -> None:
    """Publishes an update every other second or so."""
    token, csrf = session
    generator, count = random.Random(1000 + number), 0
    while time.perf_counter() < until:
        count += 1
        low = 20 + (number * 997 + count) % 1500 / 100
        text = (
            f"ΝΔ {low:.2f}-{low + 2:.2f}% ΣΥΡΙΖΑ 25-27,{number}% ΚΚΕ 5-6% ΚΙΝΑΛ 6-{7 + count % 20 / 10:.1f}%"
        )
        body = {"forecaster": FORECASTER, "election": ELECTION, "text": text, "published": "2019-07-05"}
        body |= {"fixed": ["published"], "hour": f"{count % 24:02}:{number:02}"}  # type: ignore[dict-item]
        headers = {"Cookie": f"provlepsi_session={token}", "X-CSRF-Token": masked(csrf)}
        headers |= {"Content-Type": "application/json", "Origin": address}
        sent = json.dumps(body).encode()
        answer = await _timed(
            address, "POST", "/studio/api/publish", tally, tally.publications, headers, sent
        )
        if answer:
            tally.acknowledged += json.loads(answer[2])["updates"]
        await asyncio.sleep(generator.uniform(1, 3))


async def _timed(
    address: str,
    method: str,
    path: str,
    tally: Tally,
    times: list[float],
    headers: dict[str, str] | None = None,
    body: bytes = b"",
) -> tuple[int, dict[str, str], bytes] | None:
    """One request on a connection of its own; what fails is written down."""
    start = time.perf_counter()
    try:
        answer = await asyncio.wait_for(_asked(address, method, path, headers or {}, body), 30)
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
        tally.errors.append(f"{method} {path}: {error!r}")
        return None
    if answer[0] not in (200, 304):
        tally.errors.append(f"{method} {path}: {answer[0]} {answer[2][:200].decode(errors='replace')}")
        return None
    times.append((time.perf_counter() - start) * 1000)
    return answer


async def _asked(
    address: str, method: str, path: str, headers: dict[str, str], body: bytes
) -> tuple[int, dict[str, str], bytes]:
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    lines = [f"{method} {path} HTTP/1.1", f"Host: {parts.netloc}", "Connection: close", "Accept-Encoding: br"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body)}"] if body else []
    writer.write("\r\n".join([*lines, "", ""]).encode() + body)
    answer = await reader.read()
    writer.close()
    head, _, content = answer.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    if not first:
        raise asyncio.IncompleteReadError(b"", None)
    fields = {line.partition(":")[0].lower(): line.partition(":")[2].strip() for line in rest}
    return int(first.split()[1]), fields, content


def _memory(parent: int) -> list[int]:
    """The resident kilobytes of each worker."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            said = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
        except OSError:
            continue
        if said.get("PPid") == str(parent):
            found.append(int(said["VmRSS"].split()[0]))
    return found
