"""A back-catalogue comes in: many posts in one text or in several files, looked at one by one as drafts."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from flask import Response, redirect, request

from dashboard import context, rendering
from dashboard.studio import desk
from dashboard.studio.arrivals import arrivals, found_in
from dashboard.studio.forms import Form
from dashboard.texts import plural, text
from forecasts.drafts import Draft, DraftOutdated, DraftRefused
from forecasts.model import Language

ALL_TEXT = 400_000


def page(
    *, fault: str = "", troubles: Sequence[tuple[str, str]] = (), made: str = "", status: int = 200
) -> Response:
    """The page.

    Args:
        fault: why nothing came of what was sent.
        troubles: what was left out of it: the name of its text, and why.
        made: where the drafts that were made are looked at.
        status: of the answer.
    """
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
        troubles=troubles,
        made=made,
        forecasters=mine,
        elections=list(reversed(context.tracker().catalogue.elections)),
        chosen=chosen,
        election=election,
        typed=request.form.get("text", "")[:ALL_TEXT],
    )


def sent() -> Response:
    """Read everything that was sent, make a draft of each new update that fits, and go to the first.

    Where something was left out it is told first, with the way to the drafts.
    """
    language = desk.language()
    who = desk.the_forecaster(request.form.get("forecaster", ""))
    election = desk.the_election(request.form.get("election", ""))
    came = arrivals(request.form.get("text", ""), request.files.getlist("files"), language)
    if not came:
        return page(fault=text("There is no text in the box and no file.", language), status=422)
    if sum(len(each.words) for each in came) > ALL_TEXT:
        sentence = text("That is too much at once: send at most 400,000 characters.", language)
        return page(fault=sentence, status=413)
    found = [found_in(each, who.id, election.id, language) for each in came]
    troubles = [(each.name, why) for each, own in zip(came, found, strict=True) for why in own.troubles]
    fresh = sorted((form for own in found for form in own.fresh), key=lambda form: form.published)
    there = sum(own.there for own in found)
    if not fresh:
        fault = " ".join(filter(None, (text("No new update was found.", language), _there(there, language))))
        return page(fault=fault, troubles=troubles, status=422)
    try:
        kept, again = _kept(fresh)
    except DraftRefused as error:
        return page(fault=error.sentence(language), troubles=troubles, status=409)
    counts = {
        "again": again,
        "left": len(fresh) - len(kept),
        "there": there,
        "odd": sum(f.odd for f in found),
    }
    where = rendering.here().link(
        "/studio/new", draft=kept[0].id, **{name: str(count) for name, count in counts.items() if count}
    )
    if troubles:
        return page(troubles=troubles, made=where)
    return redirect(where, 303)  # type: ignore[return-value]


def _kept(fresh: Sequence[Form]) -> tuple[list[Draft], int]:
    """The drafts of these updates, the oldest first, and how many of them there were already.

    The same posts sent again (from the page before, by a double click) lead to the drafts made of them the
    first time, however these have been changed since.
    """
    drafts = [_draft(form) for form in fresh]
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
    language = desk.language()
    return tuple(
        filter(
            None,
            (
                _there(_count("there"), language),
                _again(_count("again"), language),
                _odd(_count("odd"), language),
                _left(_count("left"), language),
            ),
        )
    )


def _count(name: str) -> int:
    number = request.args.get(name, "")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0


def _there(number: int, language: Language) -> str:
    if not number:
        return ""
    return plural(
        "{number} update is on record already and was left out.",
        "{number} updates are on record already and were left out.",
        number,
        language,
    )


def _odd(number: int, language: Language) -> str:
    if not number:
        return ""
    return plural(
        "{number} update cannot be published as it reads: its draft says why.",
        "{number} updates cannot be published as they read: their drafts say why.",
        number,
        language,
    )


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


def _draft(form: Form) -> Draft:
    """A draft to look at, known by what it says."""
    mine = desk.account().name
    return Draft(
        id=_digest(mine, form.json()),
        account=mine,
        forecaster=form.forecaster,
        election=form.election,
        body=form.json(),
    )


def _digest(*words: str) -> str:
    """The same id for the same words."""
    return hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:32]
