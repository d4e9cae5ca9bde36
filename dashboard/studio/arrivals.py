"""What was sent to be imported, text by text: the updates found in it, and what was left out, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from dashboard import context
from dashboard.studio.forms import LARGEST_TEXT, Form
from dashboard.texts import plural, text
from forecasts.model import Language, Update
from forecasts.notation.encoding import decode
from forecasts.notation.reading import ReadUpdate
from forecasts.proposals import standing
from forecasts.submissions import keepable

MOST_FILES = 40
LONGEST_NAME = 80
# How files begin that are no text, whatever they are called: office documents and archives, PDF, old Word.
NO_TEXT = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One text that was sent: the box or a file.

    Attributes:
        name: to call it by.
        words: the text; empty where there is none.
        trouble: why there is none.
    """

    name: str
    words: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found in one text.

    Attributes:
        fresh: what becomes a draft: the updates that are not on record.
        odd: how many of these cannot be published as they read.
        there: how many updates are on record already.
        troubles: what was left out, in sentences.
    """

    fresh: tuple[Form, ...] = ()
    odd: int = 0
    there: int = 0
    troubles: tuple[str, ...] = ()


def arrivals(typed: str, files: Sequence[FileStorage], language: Language) -> list[Arrival]:
    """The box and the files, each with a name to call it by.

    Args:
        typed: what stands in the box.
        files: as sent; a form without files sends one without a name.
        language: of what is said.
    """
    found = []
    words = typed.replace("\r\n", "\n")
    if words.strip():
        found.append(Arrival(name=text("the text", language), words=words))
    named = [file for file in files if file.filename]
    found += [_read(file, language) for file in named[:MOST_FILES]]
    late = [(file.filename or "")[:LONGEST_NAME] for file in named[MOST_FILES:]]
    if late:
        said = plural(
            "{number} file was not read, because only {most} are read at once: send it now.",
            "{number} files were not read, because only {most} are read at once: send them now.",
            len(late),
            language,
            most=MOST_FILES,
        )
        found.append(Arrival(name=", ".join(late), trouble=said))
    return found


def _read(file: FileStorage, language: Language) -> Arrival:
    """A file's text, or why it has none."""
    name = (file.filename or "")[:LONGEST_NAME]
    data = file.read()
    words = "" if data.startswith(NO_TEXT) else decode(data).replace("\r\n", "\n")
    if data and (not words or _garbled(words)):
        sentence = text(
            "This is no plain text and was not read: save it as plain text (.txt), or paste what it says.",
            language,
        )
        return Arrival(name=name, trouble=sentence)
    if not words.strip():
        return Arrival(name=name, trouble=text("The file is empty.", language))
    return Arrival(name=name, words=words)


def _garbled(words: str) -> bool:
    """Whether what was decoded is no writing: no text has one odd sign in twenty."""
    odd = sum(c == "\ufffd" or (c < " " and c not in "\n\t\r\f") for c in words)
    return odd * 20 > len(words)


def found_in(arrival: Arrival, forecaster: str, election: str, language: Language) -> Found:
    """The updates in a text.

    Args:
        arrival: the text.
        forecaster: whose it is.
        election: the one forecast.
        language: of what is said.
    """
    words = arrival.words
    if arrival.trouble:
        return Found(troubles=(arrival.trouble,))
    tracker = context.tracker()
    reading = tracker.read(words, election=election)
    kept, refused = keepable(reading, words, forecaster=forecaster, election=election)
    there = standing(kept, tracker.updates(election, forecaster))
    new = [update for update, same in zip(kept, there, strict=True) if same is None]
    troubles = () if kept or refused else (text("No update was found in it.", language),)
    forms = [_form(update, update.text, forecaster, election) for update in new]
    forms += [_form(read, words[read.start : read.end], forecaster, election) for read in refused]
    return Found(fresh=tuple(forms), odd=len(refused), there=len(kept) - len(new), troubles=troubles)


def _form(said: Update | ReadUpdate, words: str, forecaster: str, election: str) -> Form:
    """One update to look at; its date is fixed: it may stand elsewhere in the text."""
    event = said.event
    return Form(
        forecaster=forecaster,
        election=election,
        text=words[:LARGEST_TEXT],
        published=said.published.isoformat() if said.published else "",
        hour=f"{said.hour:%H:%M}" if said.hour else "",
        event=(f"debate-{event.ordinal}" if event.ordinal else "debate") if event else "",
        fixed=("published", "hour", "event"),
    )
