"""The page on which an update is entered or corrected, and what it does where no script runs."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Response, redirect, request

from dashboard import context, gate, rendering
from dashboard.studio import desk, importing, writing
from dashboard.studio.conflicts import merged
from dashboard.studio.finishing import Seen, revision_in
from dashboard.studio.forms import Form, mended, plain_form
from dashboard.studio.pasting import take
from dashboard.studio.preview import preview
from dashboard.studio.script import script_words
from dashboard.studio.understanding import understand
from dashboard.texts import text
from forecasts import wording
from forecasts.days import today
from forecasts.drafts import Draft
from forecasts.model import Election, Forecaster, Language, Update

SPARE_ROWS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One update on the desk: for whom, for which election, what it corrects, and the draft it is kept in.

    `told` is what came of a table that was taken into the grid, `happened` what became of the draft or the
    update that the address names. `former` is the update that was withdrawn while its correction was written.
    """

    who: Forecaster
    election: Election
    form: Form
    current: Update | None = None
    draft: Draft | None = None
    told: tuple[str, ...] = ()
    happened: str = ""
    former: Update | None = None


def new() -> Response:
    """The page for a new update, with what was typed before if it was not published."""
    mine = desk.forecasters()
    if not mine:
        desk.refuse(403, text("Your account does not write for any forecaster yet.", desk.language()))
    named = request.args.get("draft", "")
    kept = desk.store().draft(named, desk.account().name)
    if kept is not None and kept.update is not None:
        former = desk.the_update(kept.update)
        return _page(_without_its_update(former, kept)) if former.withdrawn else _to_correction(kept)
    who = desk.the_forecaster(kept.forecaster if kept else request.args.get("forecaster") or mine[0].id)
    asked = kept.election if kept else request.args.get("election")
    election = desk.the_election(asked) if asked else desk.likely_election(who.id)
    gone = bool(named) and kept is None
    if kept is None and not gone and not request.args.get("fresh"):
        kept = desk.draft_for(who.id, election.id, None)
    form = desk.form_in(kept) if kept else Form(forecaster=who.id, election=election.id)
    happened = text("The draft of this page was published or thrown away.", desk.language()) if gone else ""
    return _page(Entry(who=who, election=election, form=form, draft=kept, happened=happened))


def correct(id: int) -> Response:  # noqa: A002
    """The page on which an update is corrected or withdrawn."""
    current = desk.the_update(id)
    kept = desk.draft_for(current.forecaster, current.election, id)
    if current.withdrawn and kept is not None and not desk.empty(kept):
        return _to("/studio/new", draft=kept.id)
    if current.withdrawn:
        return _page(_instead(current))
    form = desk.form_in(kept) if kept else _form_of(current)
    return _page(_correcting(current, form, kept))


def sent(id: int | None = None) -> Response:  # noqa: A002
    """The same page sent without a script: look again, put a place right, or publish."""
    names = ("label", "low", "high", "was", "shown", "said", "left_out")
    lists = {name: request.form.getlist(name) for name in names}
    form = plain_form(request.form.to_dict(), lists)
    desk.not_too_long(form)
    taken = take(form, form.unread, desk.language()) if request.form.get("act") == "table" else None
    form = taken.form if taken else form
    if "mend" in request.form:
        form = replace(form, text=mended(form.text, request.form["mend"]))
    current = desk.the_update(id) if id is not None else None
    if current is not None:
        form = replace(form, update=id, forecaster=current.forecaster, election=current.election)
        entry = _correcting(current, form, None)
    else:
        form = replace(form, update=None)
        who = desk.the_forecaster(form.forecaster)
        entry = Entry(who=who, election=desk.the_election(form.election), form=form)
    seen = Seen(id=request.form.get("draft", ""), revision=revision_in(request.form.get("revision")))
    entry = replace(entry, draft=_as_seen(seen), told=(taken.said, *taken.told) if taken else ())
    if request.form.get("act") != "publish":
        return _page(entry)
    answer = writing.correct(form) if current is not None else writing.publish(form)
    answer = writing.concluded(answer, form, seen)
    if answer.body.get("left"):
        return _to("/studio", left=answer.body["left"])
    if "location" in answer.body:
        return redirect(answer.body["location"], 303)  # type: ignore[return-value]
    if answer.body.get("conflict"):
        entry = replace(entry, form=merged(form, answer.body["conflict"]))
    return _page(entry, refused=answer.body, status=answer.status)


def _without_its_update(former: Update, kept: Draft) -> Entry:
    """A correction whose update was withdrawn meanwhile: what was written goes on as a new update."""
    form = replace(desk.form_in(kept), update=None, based_on=None, reason="")
    # The address of the post that was withdrawn is not that of the new one.
    form = replace(form, source="" if form.source == former.source else form.source)
    happened = text(
        "The update that this was to correct was withdrawn meanwhile (“{reason}”). What you had written is "
        "here, as a new update: change it, publish it or throw it away.",
        desk.language(),
        reason=_why_withdrawn(former),
    )
    return replace(_correcting(former, form, kept), current=None, happened=happened, former=former)


def _instead(former: Update) -> Entry:
    """A new update in the place of one that was withdrawn; what the browser has kept of it goes on there."""
    form = Form(forecaster=former.forecaster, election=former.election)
    happened = text(
        "This update was withdrawn (“{reason}”) and can no longer be changed. What you enter here is a new "
        "update.",
        desk.language(),
        reason=_why_withdrawn(former),
    )
    return replace(_correcting(former, form, None), current=None, happened=happened, former=former)


def _why_withdrawn(former: Update) -> str:
    return context.tracker().history(former.id or 0)[-1].act.reason


def _as_seen(seen: Seen) -> Draft | None:
    """The draft of a page that was sent; what was saved since it came is not what stands in it."""
    draft = desk.store().draft(seen.id, desk.account().name)
    if draft is None or not seen.revision:
        return draft
    return replace(draft, revision=min(draft.revision, seen.revision))


def _correcting(current: Update, form: Form, kept: Draft | None) -> Entry:
    known = context.tracker().catalogue
    who, election = known.forecaster(current.forecaster), known.election(current.election)
    if who is None or election is None:
        desk.refuse(404, text("There is no such page", desk.language()))
    return Entry(who=who, election=election, form=form, current=current, draft=kept)


def _form_of(update: Update) -> Form:
    """The form as a correction begins: what the update says."""
    return Form(
        forecaster=update.forecaster,
        election=update.election,
        way="grid",
        text=update.text,
        note=update.note,
        source=update.source,
        update=update.id,
        based_on=update.version,
    )


def _to_correction(kept: Draft) -> Response:
    return _to(f"/studio/u/{kept.update}/correct", draft=kept.id)


def _to(path: str, **query: str) -> Response:
    return redirect(rendering.here().link(path, **query), 303)  # type: ignore[return-value]


def _page(
    entry: Entry,
    *,
    refused: dict[str, Any] | None = None,
    withdrawing: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    """The page, with everything it needs to go on without asking."""
    language = desk.language()
    began = desk.as_seen(entry.current, entry.form.based_on) if entry.current else None
    found = understand(context.tracker(), entry.form, language, began)
    shown = preview(found, language)
    link = rendering.here().link
    title = text("Correct an update", language) if entry.current else text("New update", language)
    session = gate.current()
    return rendering.page(
        "edit.html",
        title=title,
        status=status,
        entry=entry,
        form=entry.form,
        shown=shown,
        refused=refused or {},
        withdrawing=withdrawing,
        table_told=entry.told,
        spare=range(SPARE_ROWS),
        choices=_choices(entry.election, language),
        elections=reversed(context.tracker().catalogue.elections),
        forecasters=desk.forecasters(),
        names=_names(entry, language),
        today=today(),
        saved=desk.moment(entry.draft.saved, language) if entry.draft else "",
        resumed=_resumed(entry),
        import_told=importing.told(),
        state={
            "form": _script_form(entry.form),
            "preview": shown,
            "refused": (refused or {}).get("error", ""),
            "former": {"id": entry.former.id, "source": entry.former.source} if entry.former else None,
            "draft": {"id": entry.draft.id, "revision": entry.draft.revision} if entry.draft else None,
            "account": session.account.name if session else "",
            "addresses": {
                name: link(f"/studio/api/{name}")
                for name in ("preview", "draft", "publish", "correct", "withdraw", "session")
            }
            | {"signin": link("/studio/signin")},
            "words": script_words(language),
            "language": language,
        },
    )


def _resumed(entry: Entry) -> bool:
    """Whether a draft comes back that its author may not expect; who sends the page has it before them."""
    draft = entry.draft if request.method == "GET" and not entry.form.batch else None
    return draft is not None and not desk.empty(draft)


def _script_form(form: Form) -> dict[str, Any]:
    import json

    found: dict[str, Any] = json.loads(form.json())
    return found


def _choices(election: Election, language: Language) -> list[tuple[str, str]]:
    """What an update may answer to."""
    held = [(f"debate-{each.ordinal}", _debate(each, language)) for each in election.debates]
    return [("", text("no event", language)), *held, ("debate", text("a debate, not said which", language))]


def _debate(event: Any, language: Language) -> str:
    return f"{wording.event_phrase(event, language)}, {wording.day_short(event.date, language)}"


def _names(entry: Entry, language: Language) -> list[str]:
    """Names of parties to offer: those of the election's updates and result first."""
    tracker = context.tracker()
    spoken = [r.party for u in tracker.updates(entry.election.id) for r in u.ranges if r.party]
    result = tracker.result(entry.election.id)
    spoken += [line.party for line in result.lines] if result else []
    known = [tracker.catalogue.party(each) for each in dict.fromkeys(spoken)]
    return [party.short(language) for party in known if party]


def withdraw_plainly(id: int) -> Response:  # noqa: A002
    """Withdraw an update from the form at the end of the page."""
    current = desk.the_update(id)
    based_on = request.form.get("based_on", "")
    form = replace(
        _form_of(current),
        reason=" ".join(request.form.get("reason", "").split()),
        based_on=int(based_on) if based_on.isdecimal() and len(based_on) < 10 else None,
    )
    answer = writing.withdraw(form)
    if "location" in answer.body:
        return redirect(answer.body["location"], 303)  # type: ignore[return-value]
    current = desk.the_update(id)
    if current.withdrawn:
        desk.refuse(answer.status, answer.body["error"])
    kept = desk.draft_for(current.forecaster, current.election, id)
    entry = _correcting(current, desk.form_in(kept) if kept else _form_of(current), kept)
    withdrawing = {"reason": form.reason, "error": answer.body["error"]}
    return _page(entry, withdrawing=withdrawing, status=answer.status)
