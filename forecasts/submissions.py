"""What of a text is kept: read updates become updates of the record, or the reason why not is told."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from forecasts.model import Language, Update
from forecasts.notation.messages import severity
from forecasts.notation.reading import Reading, ReadingWarning, ReadUpdate

if TYPE_CHECKING:
    from forecasts.storage import Stored

# What begins so is wrong with a date, with a name whose range is kept, or with a figure beside the forecast.
LOSES_NO_FIGURE = ("date-", "unknown-party", "joint-overlap", "figure-in-prose")


class UpdateRejected(Exception):  # noqa: N818
    """Nothing in a text can be kept as an update; `warnings` say why."""

    sentences: ClassVar[dict[Language, str]] = {
        "el": "Τίποτα στο κείμενο δεν μπορεί να κρατηθεί ως πρόβλεψη.",
        "en": "Nothing in the text can be kept as an update.",
    }

    def __init__(self, warnings: tuple[ReadingWarning, ...]) -> None:
        self.warnings = warnings
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language) -> str:
        """The refusal in words; the reasons are the warnings."""
        return self.sentences[language]


NamedKind = Literal["election", "forecaster", "law", "result"]


class UnknownName(Exception):  # noqa: N818
    """Nothing of its kind has this id; `nearest` are ids that look like it, else all there are."""

    sentences: ClassVar[dict[tuple[str, Language], str]] = {
        ("election", "el"): "Δεν υπάρχει εκλογική αναμέτρηση «{name}»: αναμενόταν {nearest}.",
        ("election", "en"): "There is no election “{name}”: expected {nearest}.",
        ("forecaster", "el"): "Κανείς δεν είναι γνωστός ως «{name}»: αναμενόταν {nearest}.",
        ("forecaster", "en"): "There is no forecaster “{name}”: expected {nearest}.",
        ("law", "el"): "Δεν υπάρχει εκλογικός νόμος «{name}»: αναμενόταν {nearest}.",
        ("law", "en"): "There is no electoral law “{name}”: expected {nearest}.",
        ("result", "el"): "Δεν υπάρχει αποτέλεσμα για το «{name}»: αναμενόταν {nearest}, ή ψήφοι σε αρχείο.",
        ("result", "en"): "There is no result for “{name}”: expected {nearest}, or votes in a file.",
    }

    def __init__(self, kind: NamedKind, name: str, known: Iterable[str]) -> None:
        self.kind: NamedKind = kind
        self.name = name
        ids = sorted(known)
        self.nearest = tuple(difflib.get_close_matches(name, ids, n=3) or ids)
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language) -> str:
        """What was found and what was expected."""
        between = " ή " if language == "el" else " or "
        *others, last = self.nearest or ("—",)
        nearest = between.join([", ".join(others), last] if others else [last])
        return self.sentences[self.kind, language].format(name=self.name, nearest=nearest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What became of a text: how it was read, what stands in the record for it, and what was refused.

    `stored` has the kept updates oldest first, each new or there already; `refused` the read updates without
    a figure to keep, or with figures that cannot all be true.
    """

    reading: Reading
    stored: "tuple[Stored, ...]"
    refused: tuple[ReadUpdate, ...] = ()


def keepable(
    reading: Reading, text: str, *, forecaster: str, election: str, source: str = ""
) -> tuple[tuple[Update, ...], tuple[ReadUpdate, ...]]:
    """The updates of a reading that can be kept, oldest first, and the read updates that cannot."""
    kept: list[Update] = []
    refused: list[ReadUpdate] = []
    for read in reversed(reading.updates) if reading.newest_first else reading.updates:
        update = _update(read, text, forecaster=forecaster, election=election, source=source)
        if update is None:
            refused.append(read)
        else:
            kept.append(update)
    return tuple(kept), tuple(refused)


def _update(read: ReadUpdate, text: str, *, forecaster: str, election: str, source: str) -> Update | None:
    """The update to keep for one that was read; None without a figure, or where they cannot all be true.

    Where a figure was seen and not understood the update must not seem to have dropped that party.
    """
    ranges = tuple(each.range for each in read.ranges)
    printed = {each.party for each in ranges} - {None}
    lost = any(loses_a_figure(w) and w.party not in printed for w in read.warnings)
    if not ranges:
        return None
    try:
        return Update(
            forecaster=forecaster,
            election=election,
            published=read.published,
            hour=read.hour,
            event=read.event,
            ranges=ranges,
            complete=read.complete and not lost,
            text=text[read.start : read.end],
            source=source,
        )
    except ValueError:
        return None


def loses_a_figure(warning: ReadingWarning) -> bool:
    """Whether a warning stands for a figure that the forecaster printed and that is not kept."""
    return severity(warning) == "error" and not warning.code.startswith(LOSES_NO_FIGURE)
