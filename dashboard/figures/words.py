"""The few words, numbers and dates that stand inside a chart, escaped for plotly, in Greek and English."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pandas as pd

from dashboard.texts import text
from dashboard.theme import text_width
from forecasts.model import Language


def change_word(change: str, language: Language) -> str:
    """What happened to a party whose midpoint did not move."""
    words = {
        "unchanged": text("unchanged", language),
        "added": text("new", language),
        "dropped": text("dropped", language),
        "widened": text("wider", language),
        "narrowed": text("narrower", language),
    }
    return words.get(change, change)


def escape(written: object) -> str:
    """What people wrote, shown as written: plotly would take <b>, <a href> and &lt; for markup."""
    known = "" if written is None or written is pd.NaT or written != written else str(written)
    clean = " ".join("".join(c if c.isprintable() else " " for c in known).split())
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "%\u200b{")


def shorten(written: object, pixels: float, size: float) -> str:
    """As much of a text as fits in a width, escaped; what is cut off is marked by an ellipsis."""
    plain = "" if written is None or written != written else " ".join(str(written).split())
    if text_width(plain, size) <= pixels:
        return escape(plain)
    while plain and text_width(plain + "…", size) > pixels:
        plain = plain[:-1]
    return escape(plain.rstrip(" ,.·-") + "…")


def number(value: float, language: Language, *, signed: bool = False) -> str:
    """At most two decimals and no trailing zeros: 28,5 · 28.5 · +2,5 · −1."""
    size = f"{abs(value):.2f}".rstrip("0").rstrip(".")
    sign = "−" if value < 0 and size != "0" else "+" if signed and size != "0" else ""
    return sign + (size.replace(".", ",") if language == "el" else size)


def percent(share: float, language: Language) -> str:
    """A result to one decimal, halves up, as results are quoted: 35,5%."""
    figure = str(Decimal(str(share)).quantize(Decimal("0.1"), ROUND_HALF_UP))
    return f"{figure.replace('.', ',') if language == 'el' else figure}%"


def range_text(low: float, high: float, language: Language) -> str:
    """Both bounds, or one number where they are equal."""
    if low == high:
        return number(low, language)
    return f"{number(low, language)}–{number(high, language)}"


MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(when: Any, language: Language) -> str:
    """A short date: 15/9 in Greek, 15 Sep in English."""
    stamp = pd.Timestamp(when)
    return f"{stamp.day}/{stamp.month}" if language == "el" else f"{stamp.day} {MONTHS_EN[stamp.month - 1]}"


def moments(
    when: "np.ndarray[Any, np.dtype[np.datetime64]]", language: Language, *, short: bool = False
) -> list[str]:
    """Short dates of many moments, with the hour where a day has several, and the year where years differ.

    Args:
        when: The moments.
        language: Of the dates.
        short: For an axis: two figures of the year, and only the hour where all is one day.

    Returns:
        The dates.
    """
    stamps = pd.DatetimeIndex(when)
    days, months, years = stamps.day.to_numpy(), stamps.month.to_numpy(), stamps.year.to_numpy()
    several = stamps.normalize().duplicated(keep=False)
    clock = stamps.strftime("%H:%M") if several.any() else [""] * len(stamps)
    long = len(set(years.tolist())) > 1
    found = []
    for d, m, y, s, c in zip(*(v.tolist() for v in (days, months, years, several)), clock, strict=True):
        said = f"{d}/{m}" if language == "el" else f"{d} {MONTHS_EN[m - 1]}"
        if long:
            said += (
                f"/{y % 100 if short else y}"
                if language == "el"
                else f" ’{y % 100:02d}"
                if short
                else f" {y}"
            )
        if s and c != "00:00":
            said = c if short else f"{said} {c}"
        found.append(said)
    return found


def hours(when: "np.ndarray[Any, np.dtype[np.datetime64]]") -> list[str]:
    """The time of day, for an axis of one day; its end is 24:00."""
    said = pd.DatetimeIndex(when).strftime("%H:%M").tolist()
    return ["24:00" if moment == "00:00" else moment for moment in said]
