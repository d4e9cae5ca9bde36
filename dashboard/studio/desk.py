"""Whose desk it is: the account that asks, its forecasters and elections, its drafts, the update it means."""

import json
import secrets
from dataclasses import replace
from datetime import datetime
from typing import NoReturn

from flask import abort

from dashboard import context, gate, rendering
from dashboard.members import Account
from dashboard.studio.forms import Form, form_of
from dashboard.texts import text
from forecasts import wording
from forecasts.days import ATHENS, today
from forecasts.drafts import Draft, DraftStore
from forecasts.model import Election, Forecaster, Language, Update


def language() -> Language:
    """The language asked for."""
    return rendering.here().language


def account() -> Account:
    """Who is asking; the gate has let them in."""
    session = gate.current()
    if session is None:
        abort(401)
    return session.account


def forecasters() -> tuple[Forecaster, ...]:
    """For whom they may write: an author for their own, the others for all."""
    return tuple(each for each in context.tracker().catalogue.forecasters if account().may(each.id))


def the_forecaster(id: str) -> Forecaster:  # noqa: A002
    """A forecaster they may write for; else the request ends in words."""
    found = context.tracker().catalogue.forecaster(id)
    if found is None:
        refuse(404, text("There is no such forecaster.", language()))
    gate.may(found.id)
    return found


def the_election(id: str) -> Election:  # noqa: A002
    """An election by its id; else the request ends in words."""
    found = context.tracker().catalogue.election(id)
    if found is None:
        refuse(404, text("There is no such election.", language()))
    return found


def the_update(id: int) -> Update:  # noqa: A002
    """An update of a forecaster they may write for."""
    found = context.tracker().update(id)
    if found is None:
        refuse(404, text("There is no update of this number.", language()))
    gate.may(found.forecaster)
    return found


def as_seen(current: Update, based_on: int | None) -> Update:
    """The version a correction began with: what its author has not touched is as it stood there."""
    if based_on in (None, current.version):
        return current
    history = context.tracker().history(current.id or 0)
    return next((each.update for each in history if each.act.version == based_on), current)


def likely_election(forecaster: str) -> Election:
    """The election an update is probably for: the next one, else the last the forecaster wrote about."""
    tracker = context.tracker()
    coming = [each for each in tracker.catalogue.elections if each.date >= today()]
    if coming:
        return min(coming, key=lambda each: each.date)
    spoken = [each for each in tracker.catalogue.elections if tracker.updates(each.id, forecaster)]
    return max(spoken or tracker.catalogue.elections, key=lambda each: each.date)


def refuse(status: int, sentence: str) -> NoReturn:
    """End the request in words."""
    gate.refuse(status, sentence)


def not_too_long(form: Form) -> None:
    """A form whose text can be kept whole; else the request ends in words."""
    if form.too_long:
        sentence = text(
            "The text is longer than 200,000 characters and was not saved: shorten it, or send it in parts.",
            language(),
        )
        refuse(413, sentence)


def store() -> DraftStore:
    """Where drafts are kept."""
    return DraftStore(context.tracker().database)


def own_drafts() -> tuple[Draft, ...]:
    """The drafts of the account, the last saved first."""
    return store().drafts(account().name)


def form_in(draft: Draft) -> Form:
    """The form a draft keeps; what names forecaster, election and update is the draft's own."""
    try:
        body = json.loads(draft.body)
    except ValueError:
        body = {}
    form = form_of(body if isinstance(body, dict) else {})
    return replace(
        form,
        forecaster=draft.forecaster,
        election=draft.election,
        update=draft.update,
        based_on=draft.based_on,
    )


def draft_for(forecaster: str, election: str, update: int | None) -> Draft | None:
    """The last draft of this account for the same purpose."""
    return next(
        (
            draft
            for draft in own_drafts()
            if (draft.forecaster, draft.election, draft.update) == (forecaster, election, update)
            and not form_in(draft).batch
        ),
        None,
    )


def new_id() -> str:
    """An id that nobody guesses."""
    return secrets.token_hex(16)


def moment(at: datetime | None, reader: Language) -> str:
    """A moment as people in Athens say it."""
    if at is None:
        return ""
    there = at.astimezone(ATHENS)
    if there.date() == today():
        return f"{there:%H:%M}"
    return f"{wording.day_short(there.date(), reader)}, {there:%H:%M}"


def empty(draft: Draft) -> bool:
    """Whether nothing was entered in a draft."""
    form = form_in(draft)
    typed = (form.text + form.unread).strip()
    return not (typed or form.rows or form.left_out or form.fixed or form.note or form.source)
