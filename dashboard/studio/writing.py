"""What the studio writes: drafts as they are typed, updates published, corrected and withdrawn."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, request

from dashboard import context, guards, rendering
from dashboard.studio import desk
from dashboard.studio.already import not_new, stands
from dashboard.studio.conflicts import conflict
from dashboard.studio.finishing import Seen, finished, left_behind, next_of, revision_in, seen_in
from dashboard.studio.forms import Form, form_of
from dashboard.studio.pasting import take, waiting
from dashboard.studio.preview import preview
from dashboard.studio.sight import unseen
from dashboard.studio.understanding import Understood, understand
from dashboard.texts import plural, text
from forecasts.drafts import Draft, DraftGone, DraftOutdated, DraftRefused, DraftTooLong
from forecasts.faults import DatabaseError
from forecasts.packing import storable
from forecasts.refusals import Outdated, Refused


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: a status and an object."""

    body: dict[str, Any]
    status: int = 200

    def response(self) -> Response:
        """As JSON."""
        import orjson

        return Response(
            orjson.dumps(self.body, option=orjson.OPT_SERIALIZE_NUMPY),
            status=self.status,
            mimetype="application/json",
        )


def looked_at() -> Response:
    """POST /studio/api/preview: what a form says; nothing is kept."""
    body = _body()
    form = _allowed(form_of(body))
    table = body.get("table")
    if not isinstance(table, str):
        return Answer(preview(_understood(form), desk.language())).response()
    taken = take(form, storable(table), desk.language())
    answer = preview(_understood(taken.form), desk.language())
    return Answer(answer | taken.json()).response()


def saved() -> Response:
    """POST /studio/api/draft: keep what is typed."""
    body = _body()
    form = _allowed(form_of(body))
    given = body.get("draft")
    draft = given if isinstance(given, dict) else {}
    id = draft.get("id")  # noqa: A001
    try:
        kept = desk.store().save(
            Draft(
                id=id if isinstance(id, str) else "",
                account=desk.account().name,
                forecaster=form.forecaster,
                election=form.election,
                update=form.update,
                based_on=form.based_on,
                body=form.json(),
                revision=revision_in(draft.get("revision")),
            )
        )
    except DraftRefused as error:
        return _unsaved(error).response()
    except DatabaseError as error:
        return _away(error).response()
    return Answer(
        {"id": kept.id, "revision": kept.revision, "saved": desk.moment(kept.saved, desk.language())}
    ).response()


def _unsaved(error: DraftRefused) -> Answer:
    """Why a draft was not saved, and for the page whether trying again can help."""
    body: dict[str, Any] = {"error": error.sentence(desk.language())}
    if isinstance(error, DraftTooLong):
        return Answer(body, 413)
    body |= {"outdated": isinstance(error, DraftOutdated), "gone": isinstance(error, DraftGone)}
    return Answer(body, 409)


def published() -> Response:
    """POST /studio/api/publish."""
    return _write(publish)


def corrected() -> Response:
    """POST /studio/api/correct."""
    return _write(correct)


def withdrawn() -> Response:
    """POST /studio/api/withdraw."""
    return _write(lambda form, _: withdraw(form))


def publish(form: Form, seen: object = None) -> Answer:
    """Put a new update on the record, and whatever else is new in its text, as the page was shown it."""
    found = _understood(_allowed(replace(form, update=None)))
    if found.update is None or form.unread.strip():
        return _not_ready(found)
    if unseen(found, seen):
        return _to_be_seen(found)
    try:
        stored = context.tracker().publish((*found.others, found.update), account=desk.account().name)
    except DatabaseError as error:
        return _away(error)
    if not stored[-1].new and not stands(found.update, stored[-1].update):
        return Answer({"error": not_new(stored, desk.language())}, 409)
    new = sum(each.new for each in stored)
    said = plural(
        "{number} update published. Readers see it now.",
        "{number} updates published. Readers see them now.",
        new,
        desk.language(),
    )
    if not new:
        said = text("This update is on record already.", desk.language())
    return Answer({"location": _page_of(form), "said": said, "updates": [each.update.id for each in stored]})


def correct(form: Form, seen: object = None) -> Answer:
    """Put a corrected version in the place of an update, as the page was shown it."""
    found = _understood(_allowed(form))
    if found.current is None or form.based_on is None:
        return Answer({"error": text("There is no update of this number.", desk.language())}, 404)
    if found.update is None or form.unread.strip():
        return _not_ready(found)
    if unseen(found, seen):
        return _to_be_seen(found)
    try:
        context.tracker().correct(
            found.current.id or 0,
            found.update,
            reason=form.reason,
            based_on=form.based_on,
            account=desk.account().name,
        )
    except Outdated as error:
        told = conflict(found, error, desk.language())
        return Answer({"error": error.sentence(desk.language()), "conflict": told}, 409)
    except Refused as error:
        return Answer({"error": error.sentence(desk.language())}, 409)
    except DatabaseError as error:
        return _away(error)
    said = text("Corrected. The version before stays readable in its history.", desk.language())
    return Answer({"location": rendering.here().link(f"/u/{found.current.id}"), "said": said})


def withdraw(form: Form) -> Answer:
    """Take an update back."""
    current = desk.the_update(form.update or 0)
    try:
        context.tracker().withdraw(
            current.id or 0, reason=form.reason, based_on=form.based_on or 0, account=desk.account().name
        )
    except Outdated as error:
        return Answer({"error": error.sentence(desk.language())}, 409)
    except Refused as error:
        return Answer({"error": error.sentence(desk.language())}, 409)
    except DatabaseError as error:
        return _away(error)
    said = text("Withdrawn. Readers can still see what it said, and why it was withdrawn.", desk.language())
    return Answer({"location": rendering.here().link(f"/u/{current.id}"), "said": said})


def _write(act: Callable[[Form, object], Answer]) -> Response:
    """Do what is asked of a page with a script."""
    body = _body()
    form = form_of(body)
    return concluded(act(form, body.get("sight")), form, seen_in(body.get("draft"))).response()


def concluded(answer: Answer, form: Form, draft: Seen) -> Answer:
    """Once it is out, throw the draft away as it was published, and go on to the next of the same import."""
    if "location" not in answer.body:
        return answer
    told: dict[str, Any] = {}
    left = finished(draft, form)
    if left is not None:
        told = {"left": left.id, "said": f"{answer.body['said']} {left_behind(desk.language())}"}
    following = next_of(form.batch)
    if following:
        told["location"] = following
    return Answer(answer.body | told, answer.status)


def _page_of(form: Form) -> str:
    return rendering.here().link(f"/e/{form.election}/f/{form.forecaster}")


def _body() -> dict[str, Any]:
    try:
        body = json.loads(request.get_data(as_text=True))
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        from flask import abort

        abort(guards.json_fault(400, text("The server did not understand what was asked.", desk.language())))
    return body


def _allowed(form: Form) -> Form:
    """The form, if the account may write for its forecaster; a correction is of the update's own."""
    desk.not_too_long(form)
    if form.update is not None:
        current = desk.the_update(form.update)
        return replace(form, forecaster=current.forecaster, election=current.election)
    return replace(
        form,
        forecaster=desk.the_forecaster(form.forecaster).id,
        election=desk.the_election(form.election).id,
    )


def _understood(form: Form) -> Understood:
    if form.update is None:
        return understand(context.tracker(), form, desk.language())
    began = desk.as_seen(desk.the_update(form.update), form.based_on)
    return understand(context.tracker(), form, desk.language(), began)


def _not_ready(found: Understood) -> Answer:
    """Why it cannot be published."""
    language = desk.language()
    sentences = [fault.sentence for fault in found.faults]
    sentences += [f.sentence for line in found.lines for f in line.faults if f.stops]
    sentences += filter(None, [waiting(found.form, language)])
    if not sentences and found.current is not None:
        sentences = [text("The correction changes nothing.", language)]
    if not sentences:
        sentences = [text("There is nothing to publish yet: paste the post or fill in the grid.", language)]
    return Answer({"error": " ".join(sentences), "preview": preview(found, language, drawn=False)}, 422)


def _to_be_seen(found: Understood) -> Answer:
    """It is shown before it is published."""
    said = text(
        "What would be published is not what was shown to you last. It is shown now: look it over, then "
        "press again.",
        desk.language(),
    )
    return Answer({"error": said, "preview": preview(found, desk.language())}, 409)


def _away(error: DatabaseError) -> Answer:
    guards.faults_log.error("the record could not be written", exc_info=error)
    said = text(
        "The record cannot be written just now. Nothing is lost: what you typed is kept; please try again.",
        desk.language(),
    )
    return Answer({"error": said}, 503)
