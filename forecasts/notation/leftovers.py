"""What of a list was not read though it stands there: names without figures, prose, a broken end."""

from collections.abc import Callable, Sequence

from forecasts.model import Party
from forecasts.notation.drafts import USED, Draft
from forecasts.notation.judging import Judged, Verdict
from forecasts.notation.lexer import Kind
from forecasts.notation.notes import Notes
from forecasts.notation.phrases import What
from forecasts.notation.reading import ReadRange
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import Role

_FEW = 2
_BEHIND = 20
_SENTENCE = 40
Alive = Callable[[Sequence[Party]], Sequence[Party]]


class Leftovers:
    """Goes through a draft once its ranges are known."""

    def __init__(self, script: Script, notes: Notes, alive: Alive) -> None:
        self.script = script
        self.notes = notes
        self._alive = alive

    def tell(self, draft: Draft, ranges: dict[str, ReadRange]) -> None:
        """Tell of parties of the list that have no range, though a figure or a place for one is there."""
        codes = {
            Verdict.DANGLING: "missing-figure",
            Verdict.PROSE: "figure-in-prose",
            Verdict.EARLIER: "earlier-figure",
            Verdict.ASIDE: "figure-in-prose",
        }
        told: set[str] = {w.party for w in self.notes.warnings if w.party}
        used = [i for i, judged in enumerate(draft.entries) if judged.verdict in USED]
        for place, judged in enumerate(draft.entries):
            name = judged.entry.name
            if judged.verdict is Verdict.STRAY and used and self._within(place, judged, draft, used):
                self.notes.warn("figure-without-party", judged.first, judged.last)
            if name is None and used and self._untied(judged, self._near(judged, draft, used)):
                self.notes.warn("figure-in-prose", judged.first, judged.last)
            if judged.verdict not in codes or name is None or name.name is None:
                continue
            if judged.verdict is Verdict.DANGLING and not self._in_list(place, judged, draft, used):
                continue
            party = self._alive(name.name.members[0])[0].id
            if party not in ranges and party not in told:
                told.add(party)
                self.notes.warn(codes[judged.verdict], name.first, judged.last, party=party)

    def _within(self, place: int, judged: Judged, draft: Draft, used: list[int]) -> bool:
        """Whether an entry stands in the list, directly behind it, or in a sentence before it."""
        if place < used[0]:
            return self._near(judged, draft, used) and any(p.what is What.WORD for p in judged.entry.before)
        return place < used[-1] or judged.first - draft.entries[used[-1]].last < _BEHIND

    def _near(self, judged: Judged, draft: Draft, used: list[int]) -> bool:
        """Whether an entry stands among those of the list, or a sentence or two away."""
        ends = draft.entries[used[0]], draft.entries[used[-1]]
        return ends[0].first - _SENTENCE <= judged.first <= ends[1].last + _SENTENCE

    def _untied(self, judged: Judged, near: bool) -> bool:
        """Whether a range in per cent is tied to no party, and nothing tells of something else."""
        entry = judged.entry
        figure = entry.figures[0].figure if entry.figures else None
        if judged.verdict is not Verdict.PROSE or figure is None or not (figure.ranged and figure.percent):
            return False
        told = (*entry.before, *entry.words, *entry.tail)
        if any(p.role in (Role.MEASURE, Role.COMMENT) for p in told):
            return False
        plain = [p for p in entry.words if p.role is Role.PLAIN]
        short = len(plain) == len(entry.words) <= _FEW
        spoken = near and any(p.role is Role.VERB for p in told)
        return spoken or short or any(self.script.capital(p.first) for p in plain)

    def _in_list(self, place: int, judged: Judged, draft: Draft, used: list[int]) -> bool:
        """Whether a name without a figure stands within the list, or at the very end of the text."""
        entry = judged.entry
        words = [p for p in (*entry.before, *entry.between, *entry.tail) if p.what is What.WORD]
        bare = all(p.role in (Role.LINK, Role.AND, Role.ETC) for p in words)
        ends = judged is draft.entries[-1] and judged.last >= len(self.script) - 2
        return bare and place > used[0] and (place < used[-1] or ends)

    def complete(self, draft: Draft) -> bool:
        """Whether the list ends, instead of breaking off in dots, "κ.λ.π." or the middle of an entry."""
        last = draft.entries[-1]
        at = last.last
        while self.script.kind(at) in (
            Kind.LINE,
            Kind.BLANK,
            Kind.COMMA,
            Kind.CLOSE,
            Kind.CELL,
            Kind.DASH,
            Kind.OPEN,
        ):
            at += 1
        broken = self.script.kind(at) is Kind.ELLIPSIS or self.script.role(at) is Role.ETC
        ended = at >= len(self.script) and (last.verdict is Verdict.DANGLING or self._half(last))
        if broken or ended:
            self.notes.warn("truncated", min(at, len(self.script) - 1), min(at + 1, len(self.script)))
        return not (broken or ended)

    def _half(self, last: Judged) -> bool:
        return bool(last.value and last.value.tail == "glued")
