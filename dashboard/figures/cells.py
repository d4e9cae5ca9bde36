"""The cells of the ledger: a colour for the move of the midpoint, the range, and what changed in words."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.figures.words import change_word, escape, number, range_text
from dashboard.texts import text
from dashboard.theme import LIGHT, STEPS_LIGHT
from forecasts.model import Language

SHIFT_SIZE = 12
# Percentage points from which a shift counts as middling and as strong.
MIDDLING, STRONG = 1.0, 2.0
NEUTRAL = 3
UNNAMED = "·"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One party in one update."""

    column: int
    row: int
    words: str
    fill: str
    ink: str
    hover: str
    pattern: str = ""
    framed: bool = False


def step_of(shift: float) -> int:
    """The place of a shift on the colour scale, 0 (strong fall) to 6 (strong rise)."""
    size = abs(shift)
    strength = 0 if size == 0 else 1 if size < MIDDLING else 2 if size < STRONG else 3
    return NEUTRAL + (strength if shift > 0 else -strength)


def cells_of(frame: pd.DataFrame, updates: list[int], lines: list[str], language: Language) -> list[Cell]:
    """Every revision as a cell, and a dot where an update that breaks off does not name a party."""
    columns = {update: k for k, update in enumerate(updates)}
    rows = {line: k for k, line in enumerate(lines)}
    records = frame.to_dict("records")
    cells = [_cell(r, columns[r["update"]], rows[r["line"]], language) for r in records]
    changes = {(columns[r["update"]], rows[r["line"]]): r["change"] for r in records}
    return cells + [
        _unnamed(column, row, language)
        for column in range(len(updates))
        for row in range(len(lines))
        if (column, row) not in changes and _stands(changes, column, row, len(updates))
    ]


def _stands(changes: dict[tuple[int, int], str], column: int, row: int, count: int) -> bool:
    """Whether a party that an update does not name still stood there: it was neither new later nor gone."""
    later = next((changes[k, row] for k in range(column + 1, count) if (k, row) in changes), None)
    if later is not None:
        return later != "added"
    earlier = next((changes[k, row] for k in range(column - 1, -1, -1) if (k, row) in changes), "dropped")
    return earlier != "dropped"


def _unnamed(column: int, row: int, language: Language) -> Cell:
    """A party that an update which breaks off does not come to."""
    return Cell(
        column=column,
        row=row,
        words=UNNAMED,
        fill=LIGHT["background"],
        ink=LIGHT["muted"],
        hover=text("not named", language),
    )


def _cell(r: dict[Hashable, Any], column: int, row: int, language: Language) -> Cell:
    """A revision as a cell: its colour by the midpoint's move, its words by what changed."""
    change, name = r["change"], escape(r["short"])
    if change == "dropped":
        was = range_text(r["previous_low"], r["previous_high"], language)
        words = text("dropped", language)
        return Cell(
            column=column,
            row=row,
            words=words,
            fill=LIGHT["zone"],
            ink=STEPS_LIGHT[NEUTRAL][1],
            pattern="/",
            hover=f"{name}: {was} → {words}",
        )
    now = range_text(r["low"], r["high"], language)
    shift = 0.0 if pd.isna(r["midpoint_change"]) else float(r["midpoint_change"])
    fill, ink = STEPS_LIGHT[step_of(shift)]
    below = _below(r, shift, language)
    main = now if change == "unchanged" else f"<b>{now}</b>"
    small = f'<br><span style="font-size:{SHIFT_SIZE}px">{below}</span>' if below else ""
    if change == "added":
        hover = f"{name}: <b>{now}</b>, {below}"
    else:
        was = range_text(r["previous_low"], r["previous_high"], language)
        hover = f"{name}: {was} → <b>{now}</b> ({below or text('unchanged', language)})"
    return Cell(
        column=column,
        row=row,
        words=main + small,
        fill=LIGHT["zone"] if change == "added" else fill,
        ink=LIGHT["text"] if change == "added" else ink,
        hover=hover,
        framed=change == "added",
    )


def _below(r: dict[Hashable, Any], shift: float, language: Language) -> str:
    """The smaller line of a cell: the signed shift, or what else changed."""
    if r["change"] == "unchanged":
        return ""
    if r["change"] == "added" or shift == 0:
        return change_word(r["change"], language)
    return number(shift, language, signed=True)
