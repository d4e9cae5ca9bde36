"""Figures, dates and what changed, said in Greek and English sentences made from the numbers.

Party names take no article and nothing agrees with them in gender or number, so that every name fits. A minus
is a minus sign, a range has an en dash, and all spaces are plain: a sentence can be searched and compared.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from forecasts.derived import EventShifts, Feasibility, Revision, Shift
from forecasts.model import Event, EventReference, Forecaster, Language, Party, Update

MONTHS: dict[Language, str] = {
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου "
    "Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου Δεκεμβρίου",
    "en": "January February March April May June July August September October November December",
}
ORDINALS: dict[Language, tuple[str, ...]] = {
    "el": ("πρώτο", "δεύτερο", "τρίτο", "τέταρτο", "πέμπτο"),
    "en": ("first", "second", "third", "fourth", "fifth"),
}
PERSISTENCE: dict[Language, dict[str, str]] = {
    "el": {"held": "κράτησε", "faded": "ξεθύμανε", "grew": "μεγάλωσε", "open": "ανοιχτό"},
    "en": {"held": "held", "faded": "faded", "grew": "grew", "open": "open"},
}
WORDS: dict[Language, dict[str, str]] = {
    "el": {
        "after": "μετά", "before": "πριν από", "ordinal": "το {which} debate", "debate": "το debate",
        "election": "τις εκλογές", "event": "{day} ({name})",
        "moved": "{name} από {old} σε {new} ({move})", "widened": "{name} με ευρύτερο εύρος {new} από {old}",
        "narrowed": "{name} με στενότερο εύρος {new} από {old}",
        "added": "{name} πλέον στην πρόβλεψη με {new}",
        "dropped": "{name} εκτός πρόβλεψης πλέον (πριν {old})",
        "unchanged": "{name} με το ίδιο εύρος {new}", "successor": "{old} πλέον ως {new}",
        "more": " και {n} ακόμη", "one_same": "· ένα εύρος αμετάβλητο",
        "same": "· τα άλλα {n} εύρη αμετάβλητα",
        "none": "καμία αλλαγή στα εύρη", "undated": "χωρίς ημερομηνία", "first": "πρώτη πρόβλεψη",
        "one_range": ", με 1 εύρος", "ranges": ", με {n} εύρη", "broken": " (το κείμενο διακόπτεται)",
        "no_before": "καμία προηγούμενη πρόβλεψη για σύγκριση", "no_after": "καμία νεότερη πρόβλεψη",
        "nothing": "κανένα εύρος για σύγκριση", "pause": "· ",
        "stated": "η ανάρτηση επικαλείται το debate", "timing": "ήρθε απλώς μετά",
        "also": ", αφού είχε γίνει και {event}",
        "one_unplaced": " Μία ανάρτηση δεν δείχνει αν προηγήθηκε ή ακολούθησε και μένει έξω.",
        "unplaced": " {n} αναρτήσεις δεν δείχνουν αν προηγήθηκαν ή ακολούθησαν και μένουν έξω.",
        "no_moves": "καμία άλλη μεταβολή για σύγκριση", "one_yes": "μεγαλύτερη από τη μοναδική άλλη μεταβολή",
        "one_no": "όχι μεγαλύτερη από τη μοναδική άλλη μεταβολή",
        "none_of": "όχι μεγαλύτερη από καμία από τις {n} άλλες μεταβολές",
        "some_of": "μεγαλύτερη από {k} στις {n} άλλες μεταβολές",
        "all_of": "μεγαλύτερη και από τις {n} άλλες μεταβολές",
        "infeasible": "Τα κάτω όρια αθροίζουν σε {sum}, πάνω από 100%: δεν μπορούν να ισχύουν όλα τα εύρη.",
        "nothing_left": "Δεν αφήνει τίποτα για όσους δεν κατονομάζονται.",
        "up_to": "Αφήνει έως {left} για όσους δεν κατονομάζονται.",
        "forced": "Αφήνει {left} για όσους δεν κατονομάζονται· τουλάχιστον {least} τους ανήκει αναγκαστικά.",
        "forced_all": "Αφήνει ακριβώς {left} για όσους δεν κατονομάζονται.",
    },
    "en": {
        "after": "after", "before": "before", "ordinal": "the {which} debate", "debate": "the debate",
        "election": "the election", "event": "{day} ({name})",
        "moved": "{name} from {old} to {new} ({move})", "widened": "{name} widened to {new} from {old}",
        "narrowed": "{name} narrowed to {new} from {old}", "added": "{name} now in the forecast at {new}",
        "dropped": "{name} no longer in the forecast ({old} before)",
        "unchanged": "{name} with the same range {new}", "successor": "{old} now as {new}",
        "more": " and {n} more", "one_same": "; one range unchanged",
        "same": "; the other {n} ranges unchanged",
        "none": "no range changed", "undated": "undated", "first": "first forecast",
        "one_range": ", with 1 range", "ranges": ", with {n} ranges", "broken": " (the text breaks off)",
        "no_before": "no earlier forecast to compare with", "no_after": "no later forecast",
        "nothing": "no range to compare", "pause": "; ",
        "stated": "the post names the debate", "timing": "it only came after",
        "also": ", when {event} had been held too",
        "one_unplaced": " One post does not tell whether it came before or after and is left out.",
        "unplaced": " {n} posts do not tell whether they came before or after and are left out.",
        "no_moves": "no other move to compare with", "one_yes": "larger than the only other move",
        "one_no": "not larger than the only other move",
        "none_of": "not larger than any of the {n} other moves",
        "some_of": "larger than {k} of the {n} other moves",
        "all_of": "larger than each of the {n} other moves",
        "infeasible": "The lower bounds add up to {sum}, more than 100%: the ranges cannot all hold.",
        "nothing_left": "Leaves nothing for everyone not named.",
        "up_to": "Leaves up to {left} for everyone not named.",
        "forced": "Leaves {left} for everyone not named; at least {least} must go to them.",
        "forced_all": "Leaves exactly {left} for everyone not named.",
    },
}  # fmt: skip
SHOWN_WHOLE, SHOWN_OF_MANY = 4, 3


def number(x: Decimal | float, language: Language, *, signed: bool = False, places: int = 0) -> str:
    """Write a number: "28,5" or "28.5", "+2,5", "−1"; at least `places` decimals, floats two; "–" for nan."""
    exact = x if isinstance(x, Decimal) else Decimal(str(round(x, 2)))
    if not exact.is_finite():
        return "–"
    whole, _, part = f"{abs(exact):,f}".partition(".")
    part = part.rstrip("0").ljust(places, "0")
    point, thousands = (",", ".") if language == "el" else (".", ",")
    digits = whole.replace(",", thousands) + (point + part if part else "")
    sign = "" if exact == 0 else "−" if exact < 0 else "+" if signed else ""
    return sign + digits


def percent(x: Decimal | float, language: Language, *, signed: bool = False, places: int = 0) -> str:
    """Write a share: "28,5%"."""
    return f"{number(x, language, signed=signed, places=places)}%"


def range_text(low: Decimal | float, high: Decimal | float, language: Language) -> str:
    """Write a range: "25–28", one number where both bounds are the same."""
    if low == high:
        return number(low, language)
    return f"{number(low, language)}–{number(high, language)}"


def day(when: date, language: Language, *, year: bool = False) -> str:
    """Write a date: "15 Σεπτεμβρίου", "1η Σεπτεμβρίου", "15 September 2015"."""
    first = "η" if when.day == 1 and language == "el" else ""
    return f"{when.day}{first} {MONTHS[language].split()[when.month - 1]}{f' {when.year}' if year else ''}"


def day_short(when: date, language: Language, *, year: bool = False) -> str:
    """Write a date short: "15/9" in Greek, "15 Sep" in English, where 9/15 would be as likely a reading."""
    if language == "el":
        return f"{when.day}/{when.month}{f'/{when.year}' if year else ''}"
    return f"{when.day} {MONTHS['en'].split()[when.month - 1][:3]}{f' {when.year}' if year else ''}"


def of_another_year(update: Update) -> bool:
    """Whether an update is of another year than its election, whose id begins with the year."""
    year = update.election[:4]
    return update.published is not None and year.isdecimal() and int(year) != update.published.year


def event_phrase(
    event: Event | EventReference,
    language: Language,
    *,
    when: Literal["after", "before"] = "after",
    only: bool = False,
) -> str:
    """Say "after the second debate"; `only` leaves the number out where there was but one."""
    return f"{WORDS[language][when]} {_event_name(event, language, only=only)}"


def _event_name(event: Event | EventReference, language: Language, *, only: bool = False) -> str:
    words = WORDS[language]
    if event.kind == "debate":
        if only or not event.ordinal:
            return words["debate"]
        known = ORDINALS[language]
        later = f"{event.ordinal}{'ο' if language == 'el' else 'th'}"
        return words["ordinal"].format(which=(*known, later)[min(event.ordinal - 1, len(known))])
    if not isinstance(event, Event) or event.kind == "election":
        return words["election"]
    article = "" if language == "en" else "την " if event.date.day == 1 else "τις "
    return words["event"].format(day=article + day(event.date, language), name=event.name(language))


def revision_sentence(
    revisions: Sequence[Revision],
    parties: Sequence[Party],
    language: Language,
    *,
    event: Event | EventReference | None = None,
    update: Update | None = None,
    whole: bool = False,
) -> str:
    """Say what one update changed.

    Args:
        revisions: all that the update made; none mean a first forecast.
        parties: the party table.
        language: of the sentence.
        event: what the update names as its reason.
        update: the update, where at hand: dates a first forecast and tells whether the text breaks off.
        whole: whether to list every change, however many.
    """
    words = WORDS[language]
    head = []
    if update or revisions:
        published = update.published if update else revisions[0].published
        year = update is not None and of_another_year(update)
        head.append(day(published, language, year=year) if published else words["undated"])
    reason = event or (update.event if update else None)
    if reason:
        head.append(event_phrase(reason, language))
    said = _changes(revisions, parties, language, whole=whole) if revisions else words["first"]
    if update and not revisions:
        count = len(update.ranges)
        said += words["one_range" if count == 1 else "ranges"].format(n=count)
    broken = words["broken"] if update and not update.complete else ""
    return _sentence(f"{', '.join(head)}: {said}{broken}" if head else said + broken)


def shifts_sentence(
    found: EventShifts, parties: Sequence[Party], forecaster: Forecaster | None, language: Language
) -> str:
    """Say how one forecaster's ranges shifted around an event, on what grounds, and what was left out."""
    words = WORDS[language]
    if found.before is None or found.after is None:
        said = words["no_after" if found.after is None else "no_before"]
        grounds = [forecaster.name(language)] if forecaster else []
    else:
        revisions = [shift.revision for shift in found.shifts]
        said = _changes(revisions, parties, language) if revisions else words["nothing"]
        both = (found.before.published, found.after.published)
        days = [day_short(when, language) if when else words["undated"] for when in both]
        who = f"{forecaster.name(language)}, " if forecaster else ""
        grounds = [f"{who}{' → '.join(days)}", _cause(found, language)]
    note = f" ({words['pause'].join(grounds)})" if grounds else ""
    count = len(found.undecidable)
    unplaced = words["one_unplaced" if count == 1 else "unplaced"].format(n=count) if count else ""
    return _sentence(f"{event_phrase(found.event, language)}: {said}{note}") + unplaced


def shift_words(shift: Shift, found: EventShifts, language: Language) -> tuple[str, str, str]:
    """Say cause, persistence and yardstick of one shift; the last two are empty where nothing moved."""
    if not shift.revision.midpoint_change:
        return _cause(found, language), "", ""
    lasted = PERSISTENCE[language][shift.persistence] if shift.persistence else ""
    return _cause(found, language), lasted, _yardstick(shift, language)


def feasibility_sentence(found: Feasibility, language: Language) -> str:
    """Say what the ranges leave for everyone not named, and whether something must be left."""
    words = WORDS[language]
    least, most = found.remainder_low, found.remainder_high
    if not found.feasible:
        return words["infeasible"].format(sum=percent(found.sum_low, language))
    if most == 0:
        return words["nothing_left"]
    if not found.forced:
        return words["up_to"].format(left=percent(most, language))
    left = f"{range_text(least, most, language)}%"
    return words["forced_all" if least == most else "forced"].format(
        left=left, least=percent(least, language)
    )


def _cause(found: EventShifts, language: Language) -> str:
    words = WORDS[language]
    also = "".join(words["also"].format(event=_event_name(e, language)) for e in found.also_after)
    return words[found.cause] + also if found.cause else ""


def _yardstick(shift: Shift, language: Language) -> str:
    k, n = shift.larger_than, shift.other_moves
    if n == 0:
        key = "no_moves"
    elif n == 1:
        key = "one_yes" if k else "one_no"
    else:
        key = "none_of" if k == 0 else "all_of" if k == n else "some_of"
    return WORDS[language][key].format(k=k, n=n)


def _changes(
    revisions: Sequence[Revision], parties: Sequence[Party], language: Language, *, whole: bool = False
) -> str:
    """List what changed, largest moves first, and count the rest."""
    words = WORDS[language]
    changed = sorted((r for r in revisions if r.change != "unchanged" or r.successor), key=_rank)
    if not changed:
        return words["none"]
    shown = changed if whole or len(changed) <= SHOWN_WHOLE else changed[:SHOWN_OF_MANY]
    more = words["more"].format(n=len(changed) - len(shown)) if len(shown) < len(changed) else ""
    told = ", ".join(_told(r, parties, language) for r in shown) + more
    same = len(revisions) - len(changed)
    return told + (words["one_same" if same == 1 else "same"].format(n=same) if same else "")


def _rank(r: Revision) -> tuple[int, Decimal]:
    if r.change in ("added", "dropped"):
        return 1, Decimal(0)
    move = abs(r.midpoint_change or Decimal(0))
    return (0 if move else 3 if r.change == "unchanged" else 2), -move


def _told(r: Revision, parties: Sequence[Party], language: Language) -> str:
    """Say one change without a verb, so that nothing has to agree with the party's name."""
    words = WORDS[language]
    short = {party.id: party.short(language) for party in parties}
    name = short.get(r.party, r.label)
    if r.successor:
        old = short.get(r.previous_party or "", r.previous_label or "")
        name = words["successor"].format(old=old, new=name)
    return words["moved" if r.midpoint_change else r.change].format(
        name=name,
        old=_bounds(r.previous_low, r.previous_high, language),
        new=_bounds(r.low, r.high, language),
        move=number(r.midpoint_change or Decimal(0), language, signed=True),
    )


def _bounds(low: Decimal | None, high: Decimal | None, language: Language) -> str:
    return "" if low is None or high is None else range_text(low, high, language)


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
