"""What is being entered, as typed: the same form from a script, from plain fields, and from a draft."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from forecasts.packing import storable

LARGEST_TEXT = 200_000
LONGEST_FIELD = 2_000
# What is longer than a field may be is kept so far, to be told instead of cut off.
LONGEST_TYPED = 20_000
MOST_ROWS = 200
FACTS = ("published", "hour", "event")
Way = Literal["text", "grid"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the grid that was typed by hand.

    `was` is the key of the line it took the place of: one of the text or of the previous update. `said` is
    what the text said of its party when it was typed, `28-30` or `-`; empty where nobody knows.
    """

    label: str
    low: str = ""
    high: str = ""
    was: str = ""
    id: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One update while it is being entered.

    Attributes:
        way: which of the ways of entering is in front; the others keep what is in them.
        text: the post as pasted; whoever takes the form refuses one that is `too_long`, nothing is cut off.
        unread: lines of a table that are not in the grid (yet).
        rows: the lines of the grid typed by hand; they count more than the text.
        left_out: keys of parties that are dropped on purpose.
        fixed: which of date, hour and event were set by hand and do not follow the text.
        update: the update that is corrected, None for a new one; `based_on` is the version seen.
        batch: names the import it came from, so that the next of the same import follows it.
    """

    forecaster: str
    election: str
    way: Way = "text"
    text: str = ""
    unread: str = ""
    rows: tuple[Row, ...] = ()
    left_out: tuple[str, ...] = ()
    published: str = ""
    hour: str = ""
    event: str = ""
    fixed: tuple[str, ...] = ()
    note: str = ""
    source: str = ""
    reason: str = ""
    update: int | None = None
    based_on: int | None = None
    batch: str = ""

    @property
    def too_long(self) -> bool:
        """Whether the text is longer than any post."""
        return len(self.text) + len(self.unread) > LARGEST_TEXT

    def json(self) -> str:
        """The form as a draft keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)


def form_of(body: Mapping[str, Any]) -> Form:
    """The form in a JSON object; whatever has the wrong shape counts as empty.

    Args:
        body: as a script sends it, or as a draft keeps it.
    """
    rows = body.get("rows")
    return Form(
        forecaster=_line(body.get("forecaster")),
        election=_line(body.get("election")),
        way="grid" if body.get("way") == "grid" else "text",
        text=_words(body.get("text")),
        unread=_words(body.get("unread")),
        rows=tuple(_row(each) for each in (rows if isinstance(rows, list) else [])[:MOST_ROWS]),
        left_out=_lines(body.get("left_out")),
        published=_line(body.get("published")),
        hour=_line(body.get("hour")),
        event=_line(body.get("event")),
        fixed=tuple(name for name in _lines(body.get("fixed")) if name in FACTS),
        note=_words(body.get("note"), LONGEST_TYPED).strip(),
        source=_words(body.get("source"), LONGEST_TYPED).strip(),
        reason=_words(body.get("reason"), LONGEST_FIELD).strip(),
        update=_number(body.get("update")),
        based_on=_number(body.get("based_on")),
        batch=_line(body.get("batch"))[:32],
    )


def plain_form(fields: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> Form:
    """The form in the fields of a page that was sent without a script.

    Args:
        fields: the first value of each field.
        lists: all values of the fields of the grid: `label`, `low`, `high`, `was`, `shown`, `said`,
            `left_out`.
    """
    form = form_of({**fields, "rows": None})
    shown = lists.get("shown", ())
    rows = []
    left_out = [key for key in lists.get("left_out", ()) if key][:MOST_ROWS]
    cells = zip(lists.get("label", ()), lists.get("low", ()), lists.get("high", ()), strict=False)
    for place, (label, low, high) in enumerate(cells):
        was = lists["was"][place] if place < len(lists.get("was", ())) else ""
        before = shown[place] if place < len(shown) else ""
        if before and before == f"{label}|{low}|{high}":
            continue
        if label.strip():
            said = lists["said"][place] if place < len(lists.get("said", ())) else ""
            rows.append(Row(label=label, low=low, high=high, was=was, id=f"r{place}", said=_line(said)))
        elif was:
            left_out.append(was)
    fixed = tuple(name for name in FACTS if fields.get(name, "") != fields.get(f"{name}_shown", ""))
    kept = tuple(name for name in _line(fields.get("fixed")).split() if name in FACTS)
    return replace(
        form,
        rows=tuple(rows[:MOST_ROWS]),
        left_out=tuple(dict.fromkeys(left_out)),
        fixed=tuple(dict.fromkeys((*kept, *fixed))),
    )


def mended(text: str, mend: str) -> str:
    """The text with one of its places replaced, as a button of the page asks: `12-16:ΑΝΕΛ`."""
    span, _, words = mend.partition(":")
    start, _, end = span.partition("-")
    if not (start.isdecimal() and end.isdecimal() and int(start) <= int(end) <= len(text)):
        return text
    return text[: int(start)] + words + text[int(end) :]


def _row(value: object) -> Row:
    cells = value if isinstance(value, dict) else {}
    names = ("label", "low", "high", "was", "id", "said")
    return Row(**{name: _line(cells.get(name)) for name in names})


def _words(value: object, limit: int | None = None) -> str:
    return storable(value.replace("\r\n", "\n"))[:limit] if isinstance(value, str) else ""


def _line(value: object) -> str:
    return " ".join(_words(value, LONGEST_FIELD).split())[:300]


def _lines(value: object) -> tuple[str, ...]:
    return tuple(_line(each) for each in value[:MOST_ROWS]) if isinstance(value, list) else ()


def _number(value: object) -> int | None:
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 else None
