"""A record as large as wanted, plausible and always the same, written in bulk with its acts."""

import random
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from forecasts.chain import chain_of, digest_of
from forecasts.database import Database
from forecasts.tables import acts_table, record_table, updates_table

PARTIES = ("nd", "syriza", "kinal", "kke", "xa", "el", "mera25", "ek", "pe")
START = (76, 58, 16, 10, 8, 6, 6, 4, 2)  # half points
ELECTION, DAY = "2019-07", date(2019, 7, 7)
EACH = 1000  # updates of one forecaster
BATCH = 5000
MOMENT = datetime(2019, 1, 1, tzinfo=UTC)


def fill(url: str, count: int) -> None:
    """Put `count` updates of nine ranges into an empty record: forecasters of a thousand updates each."""
    database = Database(url)
    database.migrate()
    chain, rows, acts = "", [], []
    for number, content in enumerate(contents(count), start=1):
        row = {**content, "id": number, "recorded": MOMENT + timedelta(seconds=number), "version": 1}
        row |= {"content": f"{number:064x}", "words": None, "withdrawn": None}
        act = {
            "number": number,
            "update": number,
            "version": 1,
            "act": "publish",
            "reason": "",
            "account": "",
        }
        act |= {"recorded": row["recorded"], "digest": digest_of(content)}
        chain = chain_of(chain, act)
        rows.append(row)
        acts.append({**act, "election": content["election"], "chain": chain})
        if len(rows) == BATCH or number == count:
            _write(database, rows, acts, chain)
            rows, acts = [], []
    if not database.sqlite:
        # What `restore` does after as many rows at once; a record that grew has been looked at long since.
        with database.begin(write=True) as connection:
            connection.execute(sa.text("ANALYZE updates, versions, acts"))
    database.close()


def _write(database: Database, rows: list[dict[str, Any]], acts: list[dict[str, Any]], chain: str) -> None:
    with database.begin(write=True) as connection:
        connection.execute(updates_table.insert(), rows)
        connection.execute(acts_table.insert(), acts)
        last = rows[-1]["id"]
        connection.execute(sa.update(record_table).values(last=last, acts=last, chain=chain))


def contents(count: int) -> Iterator[Mapping[str, object]]:
    """What the updates say: each forecaster begins near the same shares and moves two parties at a time."""
    generator = random.Random(count)
    centres = list(START)
    for number in range(count):
        place = number % EACH
        if place == 0:
            centres = [centre + generator.choice((0, 1, 2)) for centre in START]
        gains, loses = generator.sample(range(len(PARTIES)), 2)
        if centres[loses] > 2:
            centres[gains] += 1
            centres[loses] -= 1
        published = DAY - timedelta(days=EACH - place)
        lines = [
            f'["{party}", "{party}", "{(centre - 1) / 2:g}", "{(centre + 1) / 2:g}", ["{party}"], false]'
            for party, centre in zip(PARTIES, centres, strict=True)
        ]
        yield {
            "election": ELECTION,
            "forecaster": f"crowd-{number // EACH}",
            "published": published,
            "hour": None,
            "event_kind": None,
            "event_ordinal": None,
            "complete": True,
            "ranges": "[\n" + ",\n".join(lines) + "\n]",
            "text": f"{published} {number}",
            "source": "",
            "note": "",
        }
