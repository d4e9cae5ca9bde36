"""A record of many updates, plausible and always the same, beside the shipped data."""

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from forecasts.model import Range, Update
from forecasts.opening import open_tracker
from forecasts.storage import UpdateStore

ELECTION, DAY = "2019-07", date(2019, 7, 7)
START = {
    "nd": 38,
    "syriza": 29,
    "kinal": 8,
    "kke": 5,
    "xa": 4,
    "el": 3,
    "mera25": 3,
    "ek": 2,
    "pe": 1,
}
SERIES = {"kapa": 500, "uom-skai": 5}


def series(forecaster: str, count: int) -> list[Update]:
    """Updates of nine ranges, a day apart, the last on the eve of the election."""
    generator = random.Random(count)
    centres = {party: Decimal(share) for party, share in START.items()}
    updates = []
    for index in range(count):
        gains, loses = generator.sample(sorted(centres), 2)
        if centres[loses] > 1:
            centres[gains] += Decimal("0.5")
            centres[loses] -= Decimal("0.5")
        ranges = tuple(
            Range(party=p, label=p, low=c - Decimal("0.5"), high=c + Decimal("0.5"), components=(p,))
            for p, c in centres.items()
        )
        day = DAY - timedelta(days=count - index)
        updates.append(
            Update(forecaster=forecaster, election=ELECTION, published=day, ranges=ranges, text=f"{day}")
        )
    return updates


def prepare(database: Path) -> None:
    """Make the record: the shipped data and both series."""
    address = f"sqlite:///{database}"
    open_tracker(address).close()
    store = UpdateStore(address)
    for forecaster, count in SERIES.items():
        store.add(series(forecaster, count))
    store.close()
