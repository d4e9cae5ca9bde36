"""A back-catalogue comes in: many posts in one text or in several files, looked at one by one as drafts."""

from dataclasses import dataclass

from flask import Response, redirect, request

from dashboard import context, rendering
from dashboard.studio import desk
from dashboard.studio.forms import LARGEST_TEXT, Form
from dashboard.texts import plural, text
from forecasts.drafts import Draft, DraftRefused
from forecasts.model import Update
from forecasts.notation.encoding import decode
from forecasts.proposals import standing
from forecasts.submissions import keepable

MOST_FILES = 40
ALL_TEXT = 400_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found in one text: updates to look at, how many are on record, how many cannot be kept."""

    name: str
    fresh: tuple[Update, ...]
    there: int
    refused: int


def page(*, fault: str = "", found: tuple[Found, ...] = (), status: int = 200) -> Response:
    """The page."""
    language = desk.language()
    mine = desk.forecasters()
    if not mine:
        desk.refuse(403, text("Your account does not write for any forecaster yet.", language))
    chosen = request.values.get("forecaster") or mine[0].id
    election = request.values.get("election") or desk.likely_election(mine[0].id).id
    return rendering.page(
        "import.html",
        title=text("Import a back-catalogue", language),
        status=status,
        fault=fault,
        found=found,
        forecasters=mine,
        elections=list(reversed(context.tracker().catalogue.elections)),
        chosen=chosen,
        election=election,
        typed=request.form.get("text", "")[:ALL_TEXT],
    )


def sent() -> Response:
    """Read everything that was sent, make a draft of each new update that fits, and go to the first."""
    language = desk.language()
    who = desk.the_forecaster(request.form.get("forecaster", ""))
    election = desk.the_election(request.form.get("election", ""))
    texts = _texts()
    if not texts:
        return page(fault=text("There is no text in the box and no file.", language), status=422)
    if sum(len(words) for _, words in texts) > ALL_TEXT:
        sentence = text("That is too much at once: send at most 400,000 characters.", language)
        return page(fault=sentence, status=413)
    found = tuple(_found(name, words, who.id, election.id) for name, words in texts)
    fresh = sorted((update for each in found for update in each.fresh), key=_day)
    if not fresh:
        return page(fault=text("No new update was found.", language), found=found, status=422)
    batch = desk.new_id()
    drafts: list[tuple[str, str]] = []
    for update in fresh:
        try:
            drafts.append((_day(update), _draft(update, batch).id))
        except DraftRefused as error:
            if not drafts:
                return page(fault=error.sentence(language), found=found, status=409)
            break
    where = {"draft": min(drafts)[1]}
    if len(drafts) < len(fresh):
        where["left"] = str(len(fresh) - len(drafts))
    return redirect(rendering.here().link("/studio/new", **where), 303)  # type: ignore[return-value]


def left_over() -> str:
    """What the page of the first draft says of updates that did not fit among the drafts."""
    number = request.args.get("left", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 6 and int(number)):
        return ""
    return plural(
        "There was no room for {number} more update, the latest: publish these, then send everything again. "
        "What is on record by then is left out.",
        "There was no room for {number} more updates, the latest: publish these, then send everything again. "
        "What is on record by then is left out.",
        int(number),
        desk.language(),
    )


def _texts() -> list[tuple[str, str]]:
    """The box and the files, each with a name to call it by."""
    found = []
    typed = request.form.get("text", "").replace("\r\n", "\n")
    if typed.strip():
        found.append((text("the text", desk.language()), typed))
    for file in request.files.getlist("files")[:MOST_FILES]:
        words = decode(file.read()).replace("\r\n", "\n")
        if words.strip():
            found.append(((file.filename or "")[:80], words))
    return found


def _found(name: str, words: str, forecaster: str, election: str) -> Found:
    tracker = context.tracker()
    reading = tracker.read(words, election=election)
    kept, refused = keepable(reading, words, forecaster=forecaster, election=election)
    there = standing(kept, tracker.updates(election, forecaster))
    fresh = tuple(update for update, same in zip(kept, there, strict=True) if same is None)
    return Found(name=name, fresh=fresh, there=len(kept) - len(fresh), refused=len(refused))


def _draft(update: Update, batch: str) -> Draft:
    """One update to look at; its date is fixed, because it may stand elsewhere in the text."""
    event = update.event
    form = Form(
        forecaster=update.forecaster,
        election=update.election,
        text=update.text[:LARGEST_TEXT],
        published=update.published.isoformat() if update.published else "",
        hour=f"{update.hour:%H:%M}" if update.hour else "",
        event=(f"debate-{event.ordinal}" if event.ordinal else "debate") if event else "",
        fixed=("published", "hour", "event"),
        batch=batch,
    )
    return desk.store().save(
        Draft(
            account=desk.account().name,
            forecaster=update.forecaster,
            election=update.election,
            body=form.json(),
        )
    )


def _day(update: Update) -> str:
    return update.published.isoformat() if update.published else ""
