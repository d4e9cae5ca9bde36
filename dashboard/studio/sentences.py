"""What the author of an update is told of it in words before it is published."""

from collections.abc import Sequence

from dashboard import context
from dashboard.studio.understanding import Understood
from dashboard.texts import plural, text
from forecasts import wording
from forecasts.derived import Revision
from forecasts.model import Language, Update
from forecasts.revisions import Outlook, compare


def changes(found: Understood, language: Language) -> str:
    """All that changes: against the update before, or in a correction against the version that stands."""
    if found.update is None:
        return ""
    if found.current is None:
        return _revised(found, language, whole=True)
    parties = context.tracker().catalogue.parties
    said = wording.revision_sentence(corrected(found.current, found.update), parties, language, whole=True)
    others = _facts_corrected(found.current, found.update, language)
    return f"{said} {others}".strip()


def _revised(found: Understood, language: Language, *, whole: bool = False) -> str:
    """What readers will be told of the update."""
    if found.update is None or found.proposal is None:
        return ""
    parties = context.tracker().catalogue.parties
    return wording.revision_sentence(
        found.proposal.revisions,
        parties,
        language,
        event=found.update.event,
        update=found.update,
        whole=whole,
    )


def against(found: Understood, language: Language) -> str:
    """In a correction, what readers will be told of the update once it is put right."""
    if found.current is None or found.update is None:
        return ""
    return text("Readers will read: {sentence}", language, sentence=_revised(found, language))


def _facts_corrected(current: Update, update: Update, language: Language) -> str:
    """Which of its other parts a correction changes."""
    names = (
        (current.published != update.published or current.hour != update.hour, text("the date", language)),
        (current.event != update.event, text("the event", language)),
        (current.note != update.note, text("the note", language)),
        (current.source != update.source, text("the address", language)),
        (current.text != update.text, text("the text", language)),
    )
    changed = [name for differs, name in names if differs]
    return text("Also corrected: {parts}.", language, parts=", ".join(changed)) if changed else ""


def corrected(current: Update, update: Update) -> tuple[Revision, ...]:
    """What a correction changes, party by party."""
    parties = context.tracker().catalogue.parties
    return compare(Outlook().then(current, parties), update, parties)


def chart_title(found: Understood, language: Language) -> str:
    """What the chart shows: with the update, or without it as long as something stands in its way."""
    if found.ready:
        return text("The chart readers will get", language)
    return text("The chart as it stands now", language)


def when(found: Understood, language: Language) -> str:
    """Day, hour and event of an update that cannot be published yet."""
    parts = [
        wording.day(found.published, language, year=True) if found.published else text("undated", language)
    ]
    if found.hour:
        parts.append(f"{found.hour:%H:%M}")
    if found.event:
        parts.append(wording.event_phrase(found.event, language))
    return ", ".join(parts)


def sums(found: Understood, language: Language) -> str:
    """The sum of the lower and that of the upper bounds."""
    return text(
        "The lows add up to {low}, the highs to {high}.",
        language,
        low=wording.percent(found.feasibility.sum_low, language),
        high=wording.percent(found.feasibility.sum_high, language),
    )


def several(found: Understood, language: Language) -> str:
    """What else is in the text besides the update in the grid."""
    parts = []
    if found.others:
        days = _days(found.others, language)
        parts.append(
            plural(
                "{number} more update of the text is published with it: {days}.",
                "{number} more updates of the text are published with it: {days}.",
                len(found.others),
                language,
                days=days,
            )
        )
    if found.there and found.standing is None and found.current is None:
        parts.append(
            plural(
                "{number} update of the text is on record already and is not entered again.",
                "{number} updates of the text are on record already and are not entered again.",
                found.there,
                language,
            )
        )
    return " ".join(parts)


def _days(updates: Sequence[Update], language: Language) -> str:
    return ", ".join(
        wording.day_short(u.published, language, year=wording.of_another_year(u))
        if u.published
        else text("undated", language)
        for u in updates
    )


def notes(found: Understood, language: Language) -> list[str]:
    """What an author may have overlooked, though nothing stands in the way."""
    told = []
    if found.published is None:
        told.append(text("It has no date: it keeps its place in the order of record.", language))
    if found.proposal and not found.proposal.latest and found.current is None:
        told.append(text("Later updates are on record: this one takes its place before them.", language))
    return told


def kept(found: Understood, language: Language) -> str:
    """How many parties are carried over."""
    count = sum(line.origin == "kept" for line in found.lines)
    if not count or found.current is not None:
        return ""
    return plural(
        "{number} party stands as in the update before.",
        "{number} parties stand as in the update before.",
        count,
        language,
    )
