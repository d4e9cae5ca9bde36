"""A back-catalogue comes in: many posts in one text or in several files, looked at one by one as drafts."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Response, redirect, request

from dashboard import context, rendering
from dashboard.studio import desk
from dashboard.studio.forms import LARGEST_TEXT, Form
from dashboard.texts import plural, text
from forecasts.drafts import Draft, DraftOutdated, DraftRefused
from forecasts.model import Language, Update
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
    try:
        kept, again = _kept(fresh)
    except DraftRefused as error:
        return page(fault=error.sentence(language), found=found, status=409)
    where = {"draft": kept[0].id}
    if again:
        where["again"] = str(again)
    if len(kept) < len(fresh):
        where["left"] = str(len(fresh) - len(kept))
    return redirect(rendering.here().link("/studio/new", **where), 303)  # type: ignore[return-value]


def _kept(fresh: Sequence[Update]) -> tuple[list[Draft], int]:
    """The drafts of these updates, the oldest first, and how many of them there were already.

    The same posts sent again (from the page before, by a double click) lead to the drafts made of them the
    first time, however these have been changed since.
    """
    drafts = [_draft(update) for update in fresh]
    there = {draft.id: draft for draft in desk.own_drafts()}
    known = [there[draft.id] for draft in drafts if draft.id in there]
    batch = desk.form_in(known[0]).batch if known else _digest(*(draft.id for draft in drafts))
    kept: list[Draft] = []
    refused: DraftRefused | None = None
    for draft in drafts:
        if draft.id in there:
            kept.append(there[draft.id])
        elif refused is None:
            try:
                kept.append(_saved(draft, batch))
            except DraftRefused as error:
                refused = error
    if refused and not kept:
        raise refused
    return kept, len(known)


def _saved(draft: Draft, batch: str) -> Draft:
    """A new draft, or the one that the same request has made a moment ago."""
    body = replace(desk.form_in(draft), batch=batch).json()
    try:
        return desk.store().save(replace(draft, body=body))
    except DraftOutdated as error:
        return error.current


def told() -> tuple[str, ...]:
    """What the page of the first draft says of the import: what was there already, what did not fit."""
    return tuple(
        filter(None, (_again(_count("again"), desk.language()), _left(_count("left"), desk.language())))
    )


def _count(name: str) -> int:
    number = request.args.get(name, "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0


def _again(number: int, language: Language) -> str:
    if not number:
        return ""
    return plural(
        "{number} update was among your drafts already and was not added again.",
        "{number} updates were among your drafts already and were not added again.",
        number,
        language,
    )


def _left(number: int, language: Language) -> str:
    if not number:
        return ""
    return plural(
        "There was no room for {number} more update, the latest: publish these, then send everything again. "
        "What is on record by then is left out.",
        "There was no room for {number} more updates, the latest: publish these, then send everything again. "
        "What is on record by then is left out.",
        number,
        language,
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


def _draft(update: Update) -> Draft:
    """One update to look at, known by what it says; its date is fixed: it may stand elsewhere in the text."""
    event = update.event
    form = Form(
        forecaster=update.forecaster,
        election=update.election,
        text=update.text[:LARGEST_TEXT],
        published=update.published.isoformat() if update.published else "",
        hour=f"{update.hour:%H:%M}" if update.hour else "",
        event=(f"debate-{event.ordinal}" if event.ordinal else "debate") if event else "",
        fixed=("published", "hour", "event"),
    )
    mine = desk.account().name
    return Draft(
        id=_digest(mine, form.json()),
        account=mine,
        forecaster=update.forecaster,
        election=update.election,
        body=form.json(),
    )


def _digest(*words: str) -> str:
    """The same id for the same words."""
    return hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:32]


def _day(update: Update) -> str:
    return update.published.isoformat() if update.published else ""
