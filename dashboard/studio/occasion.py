"""When an update was published and what it answers to: set by hand, else as the text says or it stands."""

from dataclasses import dataclass
from datetime import date, time

from dashboard.studio.forms import Form
from dashboard.studio.lines import Fault
from dashboard.texts import text
from forecasts.days import after_the_vote, today, wrong_day
from forecasts.model import Election, EventReference, Language, Update
from forecasts.notation.reading import ReadUpdate


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Date, hour and event of an update, and what could not be understood of them."""

    published: date | None
    hour: time | None
    event: EventReference | None
    faults: tuple[Fault, ...] = ()


def occasion(
    form: Form, election: Election, chosen: ReadUpdate | None, current: Update | None, language: Language
) -> Occasion:
    """Date, hour and event of what is entered; a new update before the vote is of today unless it says so.

    Args:
        form: what was typed; what is `fixed` in it was set by hand.
        election: the one forecast.
        chosen: the update of the text that is entered, if there is a text.
        current: the update that is corrected.
        language: of what is said.
    """
    faults: list[Fault] = []
    stated = chosen.published if chosen else None
    kept = current.published if current else today() if today() <= election.date else None
    published = stated or kept
    if "published" in form.fixed:
        published = _day(form.published, faults, language)
    if current is None or published != current.published:
        faults += day_faults(published, election, language)
    source = chosen or current
    hour = source.hour if source else None
    if "hour" in form.fixed:
        hour = _hour(form.hour, faults, language)
    event = source.event if source else None
    if "event" in form.fixed:
        event = _event(form.event)
    return Occasion(published=published, hour=hour, event=event, faults=tuple(faults))


def day_faults(published: date | None, election: Election, language: Language) -> list[Fault]:
    """What is wrong with a day, and what is to be looked at without being in the way."""
    if wrong := wrong_day(published, election, today(), language):
        return [Fault(sentence=wrong)]
    asked = after_the_vote(published, election, language)
    return [Fault(sentence=asked, stops=False)] if asked else []


def _day(typed: str, faults: list[Fault], language: Language) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        said = text("“{found}” is no date: expected 15/9/2015.", language, found=typed[:30])
        faults.append(Fault(sentence=said))
        return None


def _hour(typed: str, faults: list[Fault], language: Language) -> time | None:
    try:
        return time.fromisoformat(typed).replace(tzinfo=None) if typed else None
    except ValueError:
        said = text("“{found}” is no hour: expected 21:30.", language, found=typed[:30])
        faults.append(Fault(sentence=said))
        return None


def _event(typed: str) -> EventReference | None:
    word, _, number = typed.partition("-")
    if word != "debate":
        return None
    return EventReference(ordinal=int(number) if number.isdecimal() and len(number) < 3 else None)
