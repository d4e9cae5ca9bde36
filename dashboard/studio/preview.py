"""An update before it is published, for the page it is entered on: what it says, leaves and changes."""

from collections.abc import Mapping
from typing import Any

from dashboard import context, rendering
from dashboard.figures.ranges import ranges_figure
from dashboard.first_view import first_view
from dashboard.readback import readback
from dashboard.studio import sentences
from dashboard.studio.lines import Fault, Line
from dashboard.studio.sight import sight
from dashboard.studio.understanding import Understood, needs_a_look
from dashboard.texts import text
from dashboard.theme import palette
from forecasts import frames, wording
from forecasts.derived import Revision
from forecasts.model import Language, Update
from forecasts.revisions import in_order

Json = dict[str, Any]
NEAR = 60


def preview(found: Understood, language: Language, *, drawn: bool = True) -> Json:
    """Everything the page shows of a form, as JSON.

    Args:
        found: the form, understood.
        language: the author's.
        drawn: whether to draw the chart as well.
    """
    said = _revisions(found)
    entered = found.entered and bool(found.lines)
    # Sums over a list with a gap would be those of another forecast.
    whole = entered and all(line.range for line in found.lines)
    feasibility = wording.feasibility_sentence(found.feasibility, language) if whole else ""
    return {
        "ready": found.ready,
        "sight": sight(found),
        "published": found.published.isoformat() if found.published else "",
        "hour": f"{found.hour:%H:%M}" if found.hour else "",
        "event": event_value(found),
        "entered": entered,
        "when": sentences.when(found, language) if entered and not found.ready else "",
        "chart": sentences.chart_title(found, language),
        "lines": [_line(line, said, language) for line in found.lines],
        "left_out": [{"key": r.key, "label": r.label} for r in found.left_out],
        # Said once: an impossible sum stands where the feasibility always stands.
        "faults": [fault.sentence for fault in found.faults if fault.sentence != feasibility],
        "places": needs_a_look(found),
        "readback": _readback(found, language),
        "feasible": found.feasibility.feasible,
        "feasibility": feasibility,
        "sums": sentences.sums(found, language) if whole else "",
        "sentence": sentences.changes(found, language),
        "against": sentences.against(found, language),
        "several": sentences.several(found, language),
        "standing": rendering.here().link(f"/u/{found.standing.id}") if found.standing else "",
        "notes": sentences.notes(found, language) if entered else [],
        "kept": sentences.kept(found, language),
        "figure": figure(found, language) if drawn else None,
    }


def event_value(found: Understood) -> str:
    """The event as the form's list of events knows it."""
    if found.event is None:
        return ""
    return f"debate-{found.event.ordinal}" if found.event.ordinal else "debate"


def figure(found: Understood, language: Language) -> Json:
    """The chart that readers will get."""
    tracker = context.tracker()
    form = found.form
    record = [
        update
        for update in tracker.updates(form.election, form.forecaster)
        if found.current is None or update.id != found.current.id
    ]
    shown = found.update or found.current
    record += [*found.others, *([shown] if shown else [])]
    record = _near(record, shown)
    table = frames.ranges_frame(record, tracker.catalogue.parties, language, election=found.election)
    return ranges_figure(
        table,
        tracker.events_frame(form.election, language),
        context.result_frame(form.election, language),
        language=language,
    )


def _near(record: list[Update], shown: Update | None) -> list[Update]:
    """Of a very long history the updates around the one that is entered: the chart is drawn as one types."""
    if len(record) <= 2 * NEAR:
        return record
    ordered = list(in_order(record))
    place = next((at for at, each in enumerate(ordered) if each is shown), len(ordered))
    first = max(0, min(place - NEAR, len(ordered) - 2 * NEAR))
    return ordered[first : first + 2 * NEAR]


def _revisions(found: Understood) -> Mapping[str, Revision]:
    made = found.proposal.revisions if found.proposal else ()
    if found.current is not None:
        made = sentences.corrected(found.current, found.update) if found.update else ()
    return {r.party: r for r in made}


def _line(line: Line, revisions: Mapping[str, Revision], language: Language) -> Json:
    party = context.tracker().catalogue.party(line.key)
    seen = palette([party.colour])[party.colour] if party else None
    revision = revisions.get(line.key)
    return {
        "id": line.id,
        "origin": line.origin,
        "was": line.was,
        "said": line.said,
        "key": line.key,
        "label": line.label,
        "low": line.low,
        "high": line.high,
        "party": party.short(language) if party else "",
        "name": party.name(language) if party else "",
        "mark": seen.mark if seen else "",
        "dark_mark": seen.dark_mark if seen else "",
        "joint": _joint(line, language),
        "before": _before(revision, language),
        "change": revision.change if revision else "",
        "faults": [_fault(fault) for fault in line.faults],
    }


def _joint(line: Line, language: Language) -> str:
    """The parties of a joint list."""
    if line.range is None or len(line.range.components) < 2:
        return ""
    known = context.tracker().catalogue
    parties = [(known.party(each), each) for each in line.range.components]
    named = [party.short(language) if party else each for party, each in parties]
    said = " + ".join(named)
    if said == line.label:
        return ""
    return text("{parties} and others", language, parties=said) if line.range.open_ended else said


def _before(revision: Revision | None, language: Language) -> str:
    """What stood there before, and how the midpoint moves."""
    if revision is None:
        return ""
    if revision.previous_low is None or revision.previous_high is None:
        return text("new", language)
    if revision.change == "unchanged":
        return text("as it stood", language)
    was = wording.range_text(revision.previous_low, revision.previous_high, language)
    return text("was {range}", language, range=was)


def _fault(fault: Fault) -> Json:
    return {
        "sentence": fault.sentence,
        "mend": dict(fault.mend),
        "offer": fault.offer,
        "keeps": fault.keeps,
        "stops": fault.stops,
    }


def _readback(found: Understood, language: Language) -> str:
    if found.reading is None:
        return ""
    return first_view(readback(found.form.text, found.reading, language, editing=True))
