"""Update → the one canonical text, which reads as the same update.

Update 15/9/2015 (μετά το 2ο debate):
ΣΥΡΙΖΑ 28-30%
ΛΑΕ + ΣΧΕΔΙΟ Β' κ.λ.π. 20-23%
ΑΝΕΛ 2,5%
…
"""

from collections.abc import Sequence
from decimal import Decimal

from forecasts.model import Party, Range, Update
from forecasts.notation.parser import read_text


def write_update(update: Update, parties: Sequence[Party]) -> str:
    """Write an update as a blogger would.

    Labels stand as published; where a label alone would not be read as the same parties, the short names
    stand
    instead. Dots at the end say that the text breaks off.

    Args:
        update: what was published; figures of at most two decimals.
        parties: the parties whose names the reader knows.

    Returns:
        The text, one party a line; `read_text` gives the same date, event, completeness and ranges.
    """
    lines = [_heading(update)]
    year = update.published.year if update.published else None
    lines += [_line(found, parties, year) for found in update.ranges]
    if not update.complete:
        lines.append("…")
    return "\n".join(lines) + "\n"


def _heading(update: Update) -> str:
    words = ["Update"]
    if day := update.published:
        words.append(f"{day.day}/{day.month}/{day.year}")
        if update.hour:
            words.append(f"{update.hour:%H:%M}")
    if update.event:
        ordinal = f"{update.event.ordinal}ο " if update.event.ordinal else ""
        words.append(f"(μετά το {ordinal}debate)")
    return " ".join(words) + ":"


def _line(found: Range, parties: Sequence[Party], year: int | None) -> str:
    figure = _number(found.low) if found.low == found.high else f"{_number(found.low)}-{_number(found.high)}"
    line = f"{found.label} {figure}%"
    if found.party is None or _reads(line, found, parties, year):
        return line
    return f"{_short(found, parties)} {figure}%"


def _reads(line: str, found: Range, parties: Sequence[Party], year: int | None) -> bool:
    reading = read_text(f"Update:\n{line}", parties, year=year)
    ranges = [each.range for read in reading.updates for each in read.ranges]
    return ranges == [found]


def _short(found: Range, parties: Sequence[Party]) -> str:
    names = {party.id: party.short_el for party in parties}
    members = found.components or ((found.party,) if found.party else ())
    joined = " + ".join(names.get(member, member) for member in members)
    return f"{joined} κ.λ.π." if found.open_ended else joined


def _number(value: Decimal) -> str:
    return format(value, "f").replace(".", ",")
