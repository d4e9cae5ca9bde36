"""The first page of the studio: my forecasters, what stands for readers, my drafts, and where to go on."""

from dataclasses import dataclass

from flask import Response, redirect, request

from dashboard import context, rendering
from dashboard.late import added_later
from dashboard.studio import desk
from dashboard.studio.finishing import left_behind
from dashboard.texts import text
from dashboard.theme import PartyColour, palette
from forecasts import wording
from forecasts.drafts import Draft
from forecasts.model import Election, Forecaster, Language, Range, Update

UNKNOWN = "#8c8c8c"
EARLIER = 30
WITHOUT_ASKING = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A forecaster's latest update for an election as readers see it, and those before it, newest first."""

    election: Election
    latest: Update
    sentence: str
    earlier: tuple[Update, ...]


def home() -> Response:
    """The page."""
    language = desk.language()
    mine = desk.forecasters()
    drafts = [draft for draft in desk.own_drafts() if not desk.empty(draft)]
    desks = []
    for who in mine:
        standings = _standings(who, language)
        if standings or len(mine) <= WITHOUT_ASKING:
            desks.append((who, desk.likely_election(who.id), standings))
    desks.sort(key=lambda each: not each[2])
    return rendering.page(
        "studio.html",
        title=text("Studio", language),
        told=left_behind(language) if request.args.get("left") in {draft.id for draft in drafts} else "",
        desks=desks,
        drafts=[(draft, *_about(draft, language)) for draft in drafts],
        wording=wording,
        day=lambda update: said_day(update, language),
        ranges=lambda update: [printed(each, language) for each in update.ranges],
        late=added_later,
        moment=lambda at: desk.moment(at, language),
    )


def drop(id: str) -> Response:  # noqa: A002
    """Throw a draft away, once its author has seen what is in it and is sure."""
    language, name = desk.language(), desk.account().name
    draft = desk.store().draft(id, name)
    if draft is None or request.form.get("sure") == "yes":
        desk.store().drop(id, name)
        return redirect(rendering.here().link("/studio"), 303)  # type: ignore[return-value]
    about, _, saved = _about(draft, language)
    form = desk.form_in(draft)
    return rendering.page(
        "drop.html",
        title=text("Throw this draft away?", language),
        draft=draft,
        about=about,
        saved=saved,
        words=form.text.strip(),
        rows=form.rows,
    )


def said_day(update: Update, language: Language) -> str:
    """When an update was published, in words."""
    if update.published is None:
        return text("undated", language)
    said = wording.day(update.published, language, year=True)
    return f"{said}, {update.hour:%H:%M}" if update.hour else said


def printed(each: Range, language: Language) -> dict[str, object]:
    """A range as a template shows it: name, figures, colour."""
    party = context.tracker().catalogue.party(each.party or "")
    colour: PartyColour = palette([party.colour if party else UNKNOWN])[party.colour if party else UNKNOWN]
    return {
        "name": party.short(language) if party else each.label,
        "label": each.label,
        "figures": wording.range_text(each.low, each.high, language),
        "colour": colour,
    }


def _standings(who: Forecaster, language: Language) -> list[Standing]:
    """For each election with updates, the last election first."""
    tracker = context.tracker()
    found = []
    for election in sorted(tracker.catalogue.elections, key=lambda each: each.date, reverse=True):
        updates = tracker.updates(election.id, who.id)
        if updates:
            latest = updates[-1]
            changes = [r for r in tracker.revisions(election.id, who.id) if r.update == latest.id]
            sentence = wording.revision_sentence(
                changes, tracker.catalogue.parties, language, event=latest.event, update=latest
            )
            earlier = tuple(reversed(updates[:-1]))[:EARLIER]
            found.append(Standing(election=election, latest=latest, sentence=sentence, earlier=earlier))
    return found


def _about(draft: Draft, language: Language) -> tuple[str, str, str]:
    """What a draft is about: whose and for when, how it begins, and when it was saved."""
    known = context.tracker().catalogue
    who, election = known.forecaster(draft.forecaster), known.election(draft.election)
    parts = [who.name(language) if who else draft.forecaster]
    parts.append(election.name(language) if election else draft.election)
    if draft.update is not None:
        parts.append(text("correction of update {number}", language, number=draft.update))
    form = desk.form_in(draft)
    typed = " ".join((form.text.strip() or form.unread).split())
    begins = typed[:90] or ", ".join(row.label for row in form.rows)[:90]
    return ", ".join(parts), begins, desk.moment(draft.saved, language)
