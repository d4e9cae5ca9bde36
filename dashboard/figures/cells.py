"""The cells of the ledger: a colour for the move of the midpoint, the range, and what changed in words."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.figures.words import change_word, escape, number, range_text, shorten
from dashboard.texts import text
from dashboard.theme import LIGHT, STEPS_LIGHT, text_width
from forecasts.model import Language

SHIFT_SIZE = 12
# What the smaller line of a cell may take, in pixels.
ROOM = 86
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


def cells_of(
    frame: pd.DataFrame, updates: list[int], lines: dict[str, str], language: Language
) -> list[Cell]:
    """Every revision as a cell, and a dot where an update that breaks off does not name a party.

    Args:
        frame: `forecasts.frames.revisions_frame`.
        updates: The columns.
        lines: The rows, and what each is called at its head.
        language: Of all texts and numbers.
    """
    columns = {update: k for k, update in enumerate(updates)}
    rows = {line: k for k, line in enumerate(lines)}
    records = frame.to_dict("records")
    cells = [_cell(r, columns[r["update"]], rows[r["line"]], lines[r["line"]], language) for r in records]
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


def _cell(r: dict[Hashable, Any], column: int, row: int, head: str, language: Language) -> Cell:
    """A revision as a cell: its colour by the midpoint's move, its words by what changed."""
    dropped, added = r["change"] == "dropped", r["change"] == "added"
    shift = 0.0 if pd.isna(r["midpoint_change"]) else float(r["midpoint_change"])
    fill, ink = STEPS_LIGHT[NEUTRAL if dropped else step_of(shift)]
    below = "" if dropped else _below(r, shift, language)
    return Cell(
        column=column,
        row=row,
        words=_main(r, language) + _small(r, head, below),
        fill=LIGHT["zone"] if added or dropped else fill,
        ink=LIGHT["text"] if added else ink,
        hover=_hover(r, below, language),
        pattern="/" if dropped else "",
        framed=added,
    )


def _main(r: dict[Hashable, Any], language: Language) -> str:
    """The larger line of a cell: the range, in bold where it is new, or that there is none any more."""
    if r["change"] == "dropped":
        return text("dropped", language)
    now = range_text(r["low"], r["high"], language)
    return now if r["change"] == "unchanged" else f"<b>{now}</b>"


def _small(r: dict[Hashable, Any], head: str, below: str) -> str:
    """The smaller line: what changed, after the party's name where its row bears a later one."""
    said = below
    if r["short"] != head:
        tail = f", {below}" if below else ""
        said = shorten(r["short"], ROOM - text_width(tail, SHIFT_SIZE), SHIFT_SIZE) + tail
    return f'<br><span style="font-size:{SHIFT_SIZE}px">{said}</span>' if said else ""


def _hover(r: dict[Hashable, Any], below: str, language: Language) -> str:
    """The range before and after and what changed; a list and its predecessor each by its own name."""
    name = escape(r["short"])
    now = f"<b>{range_text(r['low'], r['high'], language)}</b>"
    if r["change"] == "added":
        return f"{name}: {now}, {below}"
    was = range_text(r["previous_low"], r["previous_high"], language)
    if r["change"] == "dropped":
        return f"{name}: {was} → {text('dropped', language)}"
    before, after = f"{name}: {was}", now
    if r["successor"]:
        before, after = f"{escape(r['previous_short'])}: {was}", f"{name}: {now}"
    return f"{before} → {after} ({below or text('unchanged', language)})"


def _below(r: dict[Hashable, Any], shift: float, language: Language) -> str:
    """The smaller line of a cell: the signed shift, or what else changed."""
    if r["change"] == "unchanged":
        return ""
    if r["change"] == "added" or shift == 0:
        return change_word(r["change"], language)
    return number(shift, language, signed=True)
