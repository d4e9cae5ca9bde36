"""The few words, numbers and dates that stand inside a chart, escaped for plotly, in Greek and English."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pandas as pd

from dashboard.theme import text_width
from forecasts.model import Language

WORDS: Mapping[str, tuple[str, str]] = {
    "votes": ("% ψήφων", "% of the vote"),
    "result": ("◆ επίσημο αποτέλεσμα", "◆ official result"),
    "beyond": ("▲▼ έξω από την κλίμακα", "▲▼ off the scale"),
    "zone": ("γκρίζα ζώνη: χωρίς ημερομηνία", "grey zone: undated"),
    "undated": ("χωρίς ημερομηνία", "undated"),
    "move": ("+/− μετατόπιση στην τελευταία ενημέρωση", "+/− shift of the latest update"),
    "debate": ("{n}ο debate", "Debate {n}"),
    "update": ("Ενημέρωση {day}", "Update of {day}"),
    "update_undated": ("Ενημέρωση χωρίς ημερομηνία", "Undated update"),
    "in_force": ("Σε ισχύ", "In force"),
    "since": ("<br>αμετάβλητο από {day}", "<br>unchanged since {day}"),
    "since_undated": ("<br>αμετάβλητο", "<br>unchanged"),
    "short": (" (από {day})", " (since {day})"),
    "short_undated": ("", ""),
    "until": ("έως {day}", "until {day}"),
    "ended": ("δεν αναφέρεται πια", "no longer named"),
    "carried": ("<br>δεν αναφέρεται εδώ, ισχύει της {day}", "<br>not named here, stands from {day}"),
    "carried_undated": (
        "<br>δεν αναφέρεται εδώ, ισχύει η προηγούμενη",
        "<br>not named here, stands from before",
    ),
    "result_hover": ("Επίσημο αποτέλεσμα: {share}", "Official result: {share}"),
    "result_label": ("αποτέλεσμα", "result"),
    "election": ("Εκλογές", "Election"),
    "keys": (
        "Διάγραμμα. Με τα βέλη αριστερά και δεξιά περνάτε από ενημέρωση σε ενημέρωση.",
        "Chart. The left and right arrow keys go from update to update.",
    ),
    "grey_colour": (
        "γκρι: πριν ({before})  ·  χρώμα: μετά ({after})",
        "grey: before ({before})  ·  colour: after ({after})",
    ),
    "unchanged": ("αμετάβλητο", "unchanged"),
    "unchanged_many": ("Αμετάβλητα", "Unchanged"),
    "added": ("νέο", "new"),
    "dropped": ("έφυγε", "dropped"),
    "widened": ("ευρύτερο", "wider"),
    "narrowed": ("στενότερο", "narrower"),
    "raised": ("ανέβηκε", "raised"),
    "lowered": ("έπεσε", "lowered"),
    "absent": ("δεν αναφέρεται", "not named"),
    "incomplete": ("ελλιπής", "incomplete"),
    "first": ("πρώτη", "first"),
    "nothing": ("Δεν υπάρχουν ακόμη ενημερώσεις.", "There are no updates yet."),
    "nothing_revisions": ("Δεν υπάρχουν ακόμη αναθεωρήσεις.", "There are no revisions yet."),
    "nothing_debate": (
        "Δεν υπάρχουν ενημερώσεις πριν και μετά από αυτό το debate.",
        "There are no updates before and after this debate.",
    ),
    "legend_heat": ("Μετατόπιση του μέσου, ποσοστιαίες μονάδες", "Shift of the midpoint, percentage points"),
}


def say(key: str, language: Language, **values: object) -> str:
    """A phrase of the charts, with its values filled in."""
    return WORDS[key][language == "en"].format(**values)


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
