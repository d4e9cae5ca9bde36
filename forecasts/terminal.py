"""What the commands print for people: plain tables, one sentence per change, warnings with their place."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, time
from typing import TYPE_CHECKING

from forecasts import wording
from forecasts.catalogue import Catalogue
from forecasts.derived import EventShifts, Revision
from forecasts.model import EventReference, Language, Range, Update
from forecasts.notation.messages import message, pointer
from forecasts.notation.reading import Reading, ReadingWarning
from forecasts.submissions import Submission

if TYPE_CHECKING:
    from forecasts.exports import Export
    from forecasts.verification import Verification

PHRASES: dict[str, dict[Language, str]] = {
    "update": {"el": "Πρόβλεψη", "en": "Update"},
    "undated": {"el": "χωρίς ημερομηνία", "en": "undated"},
    "at": {"el": "στις {hour}", "en": "at {hour}"},
    "incomplete": {"el": "ελλιπής", "en": "incomplete"},
    "unknown": {"el": "άγνωστο κόμμα", "en": "unknown party"},
    "no ranges": {"el": "κανένα εύρος", "en": "no ranges"},
    "warnings": {"el": "Παρατηρήσεις", "en": "Warnings"},
    "new": {"el": "νέα, αρ. {id}", "en": "new, no. {id}"},
    "there": {"el": "υπήρχε ήδη, αρ. {id}", "en": "already there, no. {id}"},
    "gone": {"el": "έχει αποσυρθεί, αρ. {id}", "en": "withdrawn, no. {id}"},
    "refused": {"el": "δεν αποθηκεύτηκε", "en": "not stored"},
    "party": {"el": "κόμμα", "en": "party"},
    "before": {"el": "πριν", "en": "before"},
    "after": {"el": "μετά", "en": "after"},
    "change": {"el": "μεταβολή", "en": "change"},
    "nothing read": {
        "el": "Δεν βρέθηκε καμία πρόβλεψη στο κείμενο.",
        "en": "No forecast was found in the text.",
    },
    "no updates": {"el": "Δεν υπάρχουν προβλέψεις.", "en": "There are no updates."},
    "no revisions": {"el": "Δεν υπάρχουν αναθεωρήσεις.", "en": "There are no revisions."},
    "no debates": {
        "el": "Δεν υπάρχουν προβλέψεις γύρω από debate.",
        "en": "There are no updates around a debate.",
    },
    "missing file": {"el": "Δεν υπάρχει αρχείο {file}.", "en": "There is no file {file}."},
    "folder": {"el": "Φάκελος και όχι κείμενο: {file}.", "en": "{file} is a folder, not a text."},
    "unreadable": {"el": "Δεν διαβάζεται: {file} ({reason}).", "en": "{file} cannot be read: {reason}."},
    "too large": {"el": "Πολύ μεγάλο για κείμενο: {file}.", "en": "{file} is too large for a text."},
    "empty": {"el": "Κενό κείμενο: {file}.", "en": "{file} is empty."},
    "binary": {"el": "Δεν είναι κείμενο: {file}.", "en": "{file} is not a text."},
    "input": {"el": "τυπική είσοδος", "en": "Standard input"},
    "whole": {
        "el": "{option}: βρέθηκε {found}· αναμενόταν ακέραιος αριθμός από {least} έως {most}.",
        "en": "{option}: found {found}; expected a whole number from {least} to {most}.",
    },
    "day": {
        "el": "{option}: βρέθηκε {found}· αναμενόταν ημερομηνία όπως 2015-09-12.",
        "en": "{option}: found {found}; expected a date like 2015-09-12.",
    },
    "address": {
        "el": "{option}: βρέθηκε {found}· αναμενόταν διεύθυνση όπως https://www.example.gr/post,"
        " έως {most} χαρακτήρες.",
        "en": "{option}: found {found}; expected an address like https://www.example.gr/post,"
        " at most {most} characters.",
    },
    "data sound": {"el": "Κανένα σφάλμα στα δεδομένα.", "en": "No fault in the data."},
    "checked": {
        "el": "Ελέγχθηκαν {acts} πράξεις και {updates} προβλέψεις. Τελευταίος κρίκος: {head}",
        "en": "Checked: {acts} acts, {updates} updates. The last hash: {head}",
    },
    "sound": {"el": "Όλα είναι όπως γράφτηκαν.", "en": "Everything is as it was written."},
    "record faults": {
        "el": "Το αρχείο προβλέψεων έχει αλλοιωθεί. Σφάλματα: {count}.",
        "en": "The record is not as it was written. Faults: {count}.",
    },
    "not noted": {
        "el": "Ο κρίκος που σημειώσατε δεν υπάρχει πια: το αρχείο έχει ξαναγραφτεί.",
        "en": "The hash you noted is no longer there: the record has been rewritten.",
    },
    "backed up": {"el": "Αντίγραφο: {file}", "en": "Backup: {file}"},
    "exported": {
        "el": "Γράφτηκαν στο {folder}: {updates} προβλέψεις, {sheets} από αυτές με φύλλο τιμών.",
        "en": "Written to {folder}: {updates} updates, {sheets} of them with a sheet of values.",
    },
    "with what was done": {
        "el": "Στο acts.csv τι έγινε, πότε και γιατί (αποσύρθηκαν: {withdrawn})· χωρίς τους λογαριασμούς.",
        "en": "In acts.csv what was done, when and why (withdrawn: {withdrawn}); without the accounts.",
    },
    "restored": {"el": "Επαναφορά από: {file}", "en": "Restored from: {file}"},
    "faults": {"el": "Σφάλματα στα δεδομένα: {count}.", "en": "Faults in the data: {count}."},
}


def phrase(key: str, language: Language, **values: object) -> str:
    """One of the commands' own phrases."""
    return PHRASES[key][language].format(**values)


def saying(language: Language) -> Callable[[ReadingWarning], str]:
    """What puts a warning into a sentence of a language."""
    return lambda warning: message(warning, language)


def reading(found: Reading, text: str, language: Language) -> str:
    """Every update with its ranges, then every warning with the place it points at."""
    blocks = [
        _block(
            _heading(read.published, read.hour, read.event, language, complete=read.complete),
            [each.range for each in read.ranges],
            language,
        )
        for read in found.updates
    ]
    return "\n".join([*blocks, *warnings(found.every_warning, text, language)])


def warnings(found: Sequence[ReadingWarning], text: str, language: Language) -> list[str]:
    """The warnings, each a sentence over the line it points at."""
    if not found:
        return []
    told = [f"- {message(warning, language)}\n{_indented(pointer(warning, text))}\n" for warning in found]
    return [f"{phrase('warnings', language)}:\n", *told]


def submission(done: Submission, language: Language) -> str:
    """What became of each update of a text: new, there already, or refused."""
    lines = []
    for stored in done.stored:
        update = stored.update
        known = "new" if stored.new else "gone" if update.withdrawn else "there"
        fate = phrase(known, language, id=update.id)
        lines.append(f"{_heading(update.published, update.hour, update.event, language)}: {fate}")
    for read in done.refused:
        heading = _heading(read.published, read.hour, read.event, language)
        lines.append(f"{heading}: {phrase('refused', language)}")
    return "\n".join(lines) + "\n"


def updates(found: Iterable[Update], catalogue: Catalogue, language: Language) -> str:
    """Every update with who published it and its ranges."""
    blocks = []
    for update in found:
        who = catalogue.forecaster(update.forecaster)
        name = who.name(language) if who else update.forecaster
        heading = _heading(
            update.published, update.hour, update.event, language, complete=update.complete, start=name
        )
        blocks.append(_block(heading, update.ranges, language))
    return "\n".join(blocks) or phrase("no updates", language) + "\n"


def revisions(
    found: Sequence[Revision], told_by: Sequence[Update], catalogue: Catalogue, language: Language
) -> str:
    """For each update one sentence, and a table of the ranges it left and how it moved them."""
    blocks = []
    for update in told_by:
        made = [revision for revision in found if revision.update == update.id]
        sentence = wording.revision_sentence(made, catalogue.parties, language, update=update)
        blocks.append("\n".join([sentence, *([_changes(made, language)] if made else []), ""]))
    return "".join(blocks) or phrase("no revisions", language) + "\n"


def debates(found: Iterable[EventShifts], catalogue: Catalogue, language: Language) -> str:
    """For each debate and forecaster one sentence and a table of before and after."""
    blocks = []
    for shifts in found:
        made = [shift.revision for shift in shifts.shifts]
        sentence = debate_sentence(shifts, catalogue, language)
        blocks.append("\n".join([sentence, *([_changes(made, language)] if made else []), ""]))
    return "".join(blocks) or phrase("no debates", language) + "\n"


def verification(found: "Verification", language: Language) -> str:
    """How much was checked, and every fault as a sentence."""
    lines = [phrase("checked", language, acts=found.acts, updates=found.updates, head=found.head or "—")]
    lines += [fault.sentence(language) for fault in found.faults] or [phrase("sound", language)]
    return "\n".join(lines) + "\n"


def exported(done: "Export", folder: str, language: Language) -> str:
    """How much was written."""
    lines = [
        phrase("exported", language, folder=folder, updates=done.updates, sheets=done.sheets),
        phrase("with what was done", language, withdrawn=done.withdrawn),
    ]
    return "\n".join(lines) + "\n"


def debate_sentence(shifts: EventShifts, catalogue: Catalogue, language: Language) -> str:
    """What one debate changed for one forecaster."""
    who = catalogue.forecaster(shifts.forecaster)
    return wording.shifts_sentence(shifts, catalogue.parties, who, language)


def _heading(
    published: date | None,
    hour: time | None,
    event: EventReference | None,
    language: Language,
    *,
    complete: bool = True,
    start: str = "",
) -> str:
    """Who or what, when, after which event: the first line of a block."""
    parts = [start or phrase("update", language)]
    parts.append(wording.day(published, language, year=True) if published else phrase("undated", language))
    if hour is not None:
        parts.append(phrase("at", language, hour=hour.strftime("%H:%M")))
    if event is not None:
        parts.append(wording.event_phrase(event, language))
    if not complete:
        parts.append(phrase("incomplete", language))
    return ", ".join(parts)


def _block(heading: str, ranges: Sequence[Range], language: Language) -> str:
    """A heading over its ranges."""
    rows = [
        (
            each.label if each.party else f"{each.label} ({phrase('unknown', language)})",
            wording.range_text(each.low, each.high, language) + "%",
        )
        for each in ranges
    ]
    return f"{heading}\n{table(rows) if rows else '  ' + phrase('no ranges', language) + chr(10)}"


def _changes(found: Sequence[Revision], language: Language) -> str:
    """A table of revisions: party, before, after, by how much the midpoint moved."""
    head = tuple(phrase(key, language) for key in ("party", "before", "after", "change"))
    return table([head, *(_change(revision, language) for revision in found)])


def _change(revision: Revision, language: Language) -> tuple[str, ...]:
    """One line of the table."""
    before, after = (
        wording.range_text(low, high, language) if low is not None and high is not None else "—"
        for low, high in (
            (revision.previous_low, revision.previous_high),
            (revision.low, revision.high),
        )
    )
    moved = revision.midpoint_change
    return (
        revision.label,
        before,
        after,
        "" if moved is None else wording.number(moved, language, signed=True),
    )


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """Columns as wide as their widest cell: the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(
        "  "
        + "  ".join(
            [row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))]
        ).rstrip()
        + "\n"
        for row in rows
    )


def _indented(lines: str) -> str:
    """Lines moved in."""
    return "\n".join(f"  {line}" for line in lines.splitlines())
