"""What is being entered, understood: the update it makes, and everything that stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

from dashboard.studio.forms import Form
from dashboard.studio.lines import Fault, Line, line_of, overlaid, twice, typed_line
from dashboard.studio.occasion import Occasion, day_faults, occasion
from dashboard.studio.sources import told_faults
from dashboard.studio.tables import SPAN
from dashboard.texts import text
from forecasts import wording
from forecasts.addresses import completed
from forecasts.derived import Feasibility, feasibility
from forecasts.model import Election, EventReference, Language, Range, Update
from forecasts.notation.labels import read_label
from forecasts.notation.messages import message, severity
from forecasts.notation.reading import Reading, ReadingWarning, ReadUpdate
from forecasts.notation.writer import write_update
from forecasts.proposals import Proposal, outlook_before, propose, standing, untouched
from forecasts.submissions import keepable, loses_a_figure
from forecasts.tracker import Tracker


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A form and what came of it.

    Attributes:
        reading: of the text, None without one.
        chosen: which update of the text the grid shows.
        lines: the grid.
        update: what would be published; None while something stands in its way.
        others: more updates of the text that are not on record; they are published with it, oldest first.
        there: how many updates of the text are on record already; `standing` the chosen one, if it is.
        faults: what stands in the way besides what the lines say.
    """

    form: Form
    election: Election
    reading: Reading | None
    chosen: ReadUpdate | None
    lines: tuple[Line, ...]
    left_out: tuple[Range, ...]
    published: date | None
    hour: time | None
    event: EventReference | None
    update: Update | None
    others: tuple[Update, ...]
    there: int
    standing: Update | None
    current: Update | None
    proposal: Proposal | None
    feasibility: Feasibility
    faults: tuple[Fault, ...] = field(default=())

    @property
    def entered(self) -> bool:
        """Whether anything was entered at all: a page just opened is no update yet."""
        form = self.form
        return bool(self.chosen or form.rows or form.left_out or form.fixed or self.current)

    @property
    def ready(self) -> bool:
        """Whether it can be published as it stands."""
        return self.update is not None


def understand(tracker: Tracker, form: Form, language: Language, current: Update | None = None) -> Understood:
    """Understand a form.

    Args:
        tracker: knows the record and the catalogue.
        form: what was typed.
        language: of what is said.
        current: the update that is corrected, as it stands.

    Raises:
        UnknownName: for an election that is not in the catalogue.
    """
    return _Desk(tracker, form, language, current).understood()


class _Desk:
    """One form while it is gone through."""

    def __init__(self, tracker: Tracker, form: Form, language: Language, current: Update | None) -> None:
        self.tracker = tracker
        self.form = form = replace(form, source=completed(form.source))
        self.language = language
        self.current = current
        self.election = tracker.election(form.election)
        self.parties = tracker.catalogue.parties
        own = tracker.updates(form.election, form.forecaster)
        self.record = tuple(u for u in own if current is None or u.id != current.id)
        self.faults = told_faults(form, current, language)
        unread = not form.text.strip() or (current is not None and form.text == current.text)
        self.reading = None if unread else tracker.read(form.text, election=form.election)
        self._choose()

    def _choose(self) -> None:
        """Which update of the text is the one being entered: the latest that is not on record."""
        self.chosen: ReadUpdate | None = None
        self.others: tuple[Update, ...] = ()
        self.standing: Update | None = None
        self.there = 0
        if self.reading is None:
            return
        form = self.form
        kept, refused = keepable(
            self.reading, form.text, forecaster=form.forecaster, election=form.election, source=form.source
        )
        reads = list(reversed(self.reading.updates)) if self.reading.newest_first else [*self.reading.updates]
        reads = [read for read in reads if not any(read is other for other in refused)]
        on_record = standing(kept, self.record)
        self.there = sum(found is not None for found in on_record)
        fresh = [place for place, found in enumerate(on_record) if found is None]
        if fresh:
            self.chosen = reads[fresh[-1]]
            self.others = tuple(kept[place] for place in fresh[:-1]) if self.current is None else ()
        elif kept:
            self.chosen, self.standing = reads[-1], on_record[-1]
        elif refused:
            self.chosen = refused[-1]

    def understood(self) -> Understood:
        """Go through date, lines and update."""
        when = occasion(self.form, self.election, self.chosen, self.current, self.language)
        self.faults += when.faults
        for other in self.others:
            self.faults += day_faults(other.published, self.election, self.language)
        stub = self._stub(when)
        lines, left_out = self._lines(stub)
        ranges = tuple(line.range for line in lines if line.range)
        sums = feasibility(ranges)
        update = self._update(stub, lines, ranges, sums)
        proposal = None
        if update is not None:
            proposal = propose(update, (*self.record, *self.others), self.parties)
        found = Understood(
            form=self.form,
            election=self.election,
            reading=self.reading,
            chosen=self.chosen,
            lines=tuple(lines),
            left_out=left_out,
            published=when.published,
            hour=when.hour,
            event=when.event,
            update=update,
            others=self.others,
            there=self.there,
            standing=self.standing,
            current=self.current,
            proposal=proposal,
            feasibility=sums,
            faults=tuple(self.faults),
        )
        return found if found.entered else replace(found, update=None, proposal=None)

    # -- the grid

    def _stub(self, when: Occasion) -> Update:
        """The update without its ranges: enough to find its place in the record."""
        return Update(
            id=self.current.id if self.current else None,
            forecaster=self.form.forecaster,
            election=self.form.election,
            published=when.published,
            hour=when.hour,
            event=when.event,
            ranges=(),
            complete=self._complete(),
            text=self._text(),
            source=self.form.source,
            note=self.form.note,
        )

    def _complete(self) -> bool:
        """Whether the update speaks for all parties: its text is whole, no figure of it was lost."""
        if self.chosen is not None:
            return self.chosen.complete and not any(w.party is None for w in self._lost())
        return self.current.complete if self.current and not self.reading else True

    def _lost(self) -> list[ReadingWarning]:
        """Warnings that stand for a figure in the text that is not in the grid."""
        if self.chosen is None:
            return []
        printed = {each.range.party for each in self.chosen.ranges} - {None}
        return [w for w in self.chosen.warnings if loses_a_figure(w) and w.party not in printed]

    def _text(self) -> str:
        if self.chosen is not None:
            return self.form.text[self.chosen.start : self.chosen.end]
        if self.current is not None and self.current.text != write_update(self.current, self.parties):
            return self.current.text
        return ""

    def _lines(self, stub: Update) -> tuple[list[Line], tuple[Range, ...]]:
        """The text's lines, those that stand from before, and over both what was typed by hand."""
        read = tuple(each.range for each in self.chosen.ranges) if self.chosen else ()
        base = [line_of(each, "text", self.language) for each in read]
        base += [self._gap(w) for w in self._lost() if w.party]
        before = self._before(stub)
        known = (*read, *before)
        typed = [typed_line(r, known, self.parties, self.election, self.language) for r in self.form.rows]
        spoken = {line.was for line in base}
        hand = {key for line in typed for key in (line.key, line.was) if key}
        kept: tuple[Range, ...] = ()
        if stub.complete or self.chosen is None:
            kept = self._kept(stub, before, base, typed)
        base += [line_of(each, "kept", self.language) for each in kept if each.key not in spoken]
        lines = twice(overlaid(base, typed, self.form.left_out, self.language), self.language)
        gone = [r for r in known if r.key in self.form.left_out and r.key not in hand]
        return lines, tuple({r.key: r for r in gone}.values())

    def _before(self, stub: Update) -> tuple[Range, ...]:
        """The ranges in force before: in a correction those of the version that is corrected."""
        if self.current is not None:
            return self.current.ranges
        outlook = outlook_before(stub, (*self.record, *self.others), self.parties)
        return tuple(word.range for word in outlook.words.values())

    def _kept(
        self, stub: Update, before: tuple[Range, ...], base: Sequence[Line], typed: Sequence[Line]
    ) -> tuple[Range, ...]:
        """Those of the ranges in force that neither the text nor a hand has touched."""
        if self.current is not None:
            return before
        over = {line.was for line in typed} | {line.key for line in typed if line.range is None}
        spoken: dict[str, Range] = {}
        for line in (*typed, *(each for each in base if each.was not in over)):
            if line.range:
                spoken.setdefault(line.key, line.range)
        ranges = tuple(spoken.values())
        said = replace(stub, ranges=ranges if feasibility(ranges).feasible else ())
        outlook = outlook_before(stub, (*self.record, *self.others), self.parties)
        still = untouched(said, outlook, self.parties)
        meant = self._meant((*base, *typed))
        # A line typed over one from before has its place where that one stood.
        return tuple(r for r in before if (r in still and r.party not in meant) or r.key in over)

    def _meant(self, lines: Sequence[Line]) -> set[str | None]:
        """Parties that unknown names may stand for: their ranges are not carried over beside them."""
        strange = [line.range.label for line in lines if line.range and line.range.party is None]
        nearest = [read_label(name, self.parties, self.election).suggestion for name in strange]
        return {read_label(name, self.parties, self.election).party for name in nearest if name} - {None}

    def _gap(self, warning: ReadingWarning) -> Line:
        """The line of a party whose figure was seen and not understood."""
        party = self.tracker.catalogue.party(warning.party or "")
        label = party.short(self.language) if party else ""
        span = SPAN.fullmatch(warning.mend or "")
        cells = {"low": span[1], "high": span[2]} if span else {}
        offer = f"{span[1]}–{span[2]}" if span else ""
        fault = Fault(sentence=message(warning, self.language), mend=cells, offer=offer)
        key = warning.party or ""
        return Line(id=f"text:{key}", origin="text", label=label, low="", high="", was=key, faults=(fault,))

    # -- the update

    def _update(
        self, stub: Update, lines: Sequence[Line], ranges: tuple[Range, ...], sums: Feasibility
    ) -> Update | None:
        """The update, unless something stands in its way."""
        if not sums.feasible:
            self._fault(wording.feasibility_sentence(sums, self.language))
        if self.standing is not None:
            self._fault(text("This update is on record already.", self.language))
        stopped = any(fault.stops for fault in self.faults)
        if not ranges or stopped or any(f.stops for line in lines for f in line.faults):
            return None
        update = replace(stub, ranges=ranges)
        if not update.text:
            update = replace(update, text=write_update(update, self.parties))
        if self.current is not None and _same(update, self.current):
            return None
        return update

    def _fault(self, sentence: str) -> None:
        self.faults.append(Fault(sentence=sentence))


def _same(update: Update, current: Update) -> bool:
    """Whether a correction changes nothing."""
    facts = ("published", "hour", "event", "complete", "ranges", "text", "source", "note")
    return all(getattr(update, name) == getattr(current, name) for name in facts)


def needs_a_look(found: Understood) -> int:
    """How many places of the text were left out."""
    every = found.reading.every_warning if found.reading else ()
    return sum(severity(warning) == "error" for warning in every)
