"""The lines of the grid: what the text says, what was typed over it, and what stands from before."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from dashboard.studio.forms import Row
from dashboard.studio.tables import NUMBER, SPAN
from dashboard.texts import text
from forecasts import wording
from forecasts.model import HUNDRED, Election, Language, Party, Range
from forecasts.notation.labels import read_label

Origin = Literal["text", "kept", "typed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong, in a sentence, and what would put it right: cells of the line by name.

    `keeps` names what stands in the line, where its author may also leave it as it is.
    """

    sentence: str
    mend: Mapping[str, str] = field(default_factory=dict)
    offer: str = ""
    keeps: str = ""
    stops: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the grid as it stands: cells as typed, and the range they make if they make one.

    `said` is what the text says of the party, `over` what it said when the line was typed (as in `Row`).
    """

    id: str
    origin: Origin
    label: str
    low: str
    high: str
    was: str = ""
    said: str = "-"
    over: str = ""
    range: Range | None = None
    faults: tuple[Fault, ...] = ()
    party: str = ""

    @property
    def key(self) -> str:
        """What the line is matched by: also one whose figures make no range is its party's."""
        return self.range.key if self.range else self.was or self.party


def line_of(printed: Range, origin: Origin, language: Language) -> Line:
    """The line of a range from the text or from before."""
    return Line(
        id=f"{origin}:{printed.key}",
        origin=origin,
        label=printed.label,
        low=wording.number(printed.low, language),
        high=wording.number(printed.high, language),
        was=printed.key,
        said=spoken(printed) if origin == "text" else "-",
        range=printed,
    )


def spoken(printed: Range) -> str:
    """The bounds of a range, the same in every language: `2.5-3`."""
    return f"{printed.low.normalize():f}-{printed.high.normalize():f}"


def overlaid(
    lines: Sequence[Line], typed: Sequence[Line], left_out: Collection[str], language: Language
) -> list[Line]:
    """The lines with those typed by hand in the places of what they replace, new ones last."""
    waiting = list(typed)
    placed: list[Line] = []
    for line in lines:
        own = next((t for t in waiting if line.was and line.was in (t.was, t.key)), None)
        if own is not None:
            waiting.remove(own)
            placed.append(_beside(replace(own, was=line.was, said=line.said), line.range, language))
        elif line.was not in left_out:
            placed.append(line)
    return placed + waiting


def _beside(line: Line, printed: Range | None, language: Language) -> Line:
    """A line typed by hand where the text says something else: told, and asked about if it was typed before.

    Whoever typed over the words as they stand has seen them; a text that came or changed since is not passed
    over in silence.
    """
    if line.said == "-" or printed is None or line.range is None or spoken(line.range) == line.said:
        return line
    own, other = (wording.range_text(r.low, r.high, language) for r in (line.range, printed))
    told = text(
        "{party}: the text says {range}, the grid {own}.", language, party=line.label, range=other, own=own
    )
    low, high = (wording.number(bound, language) for bound in (printed.low, printed.high))
    seen = line.over in ("", line.said)
    fault = Fault(
        sentence=told, mend={"low": low, "high": high}, offer=other, keeps="" if seen else own, stops=not seen
    )
    return replace(line, faults=(*line.faults, fault))


def typed_line(
    row: Row, known: Iterable[Range], parties: Sequence[Party], election: Election, language: Language
) -> Line:
    """A line typed by hand, with the range it makes or what is wrong with it.

    Args:
        row: its cells.
        known: ranges whose labels are known already: those of the text and of the update before.
        parties: the party table.
        election: whose year tells which party bore a name.
        language: of what is said.
    """
    low, high, faults = _figures(row, language)
    same = next((r for r in known if r.label == row.label and r.party), None)
    if same is not None:
        party, components, open_ended = same.party, same.components, same.open_ended
    else:
        found = read_label(row.label, parties, election)
        party, components, open_ended = found.party, found.components, found.open_ended
        if row.label and party is None:
            faults.append(_unknown(row.label, found.suggestion, language))
    if not row.label:
        faults.append(Fault(sentence=text("A party's name is missing.", language)))
    made = None
    if low is not None and high is not None and row.label:
        made = Range(
            party=party, label=row.label, low=low, high=high, components=components, open_ended=open_ended
        )
    cells = SPAN.fullmatch(row.low.strip()) if not row.high.strip() else None
    return Line(
        id=row.id,
        origin="typed",
        label=row.label,
        low=cells[1] if cells else row.low,
        high=cells[2] if cells else row.high,
        was=row.was,
        over=row.said,
        range=made,
        faults=tuple(faults),
        party=party or "",
    )


def twice(lines: Sequence[Line], language: Language) -> list[Line]:
    """The lines, each that repeats a party marked."""
    seen: set[str] = set()
    marked = []
    for line in lines:
        if line.range and line.key in seen:
            sentence = text("{party} stands in the list twice.", language, party=line.label)
            line = replace(line, faults=(*line.faults, Fault(sentence=sentence)))
        seen.add(line.key)
        marked.append(line)
    return marked


def _unknown(label: str, suggestion: str | None, language: Language) -> Fault:
    """Nobody knows the name; it is kept as written all the same."""
    said = text("“{name}” is not a party we know; it is kept as written.", language, name=label)
    if suggestion is None:
        return Fault(sentence=said, stops=False)
    asked = text("Did you mean {name}?", language, name=suggestion)
    return Fault(sentence=f"{said} {asked}", mend={"label": suggestion}, offer=suggestion, stops=False)


def _figures(row: Row, language: Language) -> tuple[Decimal | None, Decimal | None, list[Fault]]:
    """The bounds in the cells; None where there is none, and why."""
    cells = (row.low.strip(), row.high.strip())
    if not cells[1] and (span := SPAN.fullmatch(cells[0])):
        cells = (span[1], span[2])
    if not any(cells):
        said = text("{party}: both bounds are missing.", language, party=row.label)
        return None, None, [Fault(sentence=said)]
    for name, mine, other in (("low", *cells), ("high", *reversed(cells))):
        if not mine:
            said = text("{party}: one bound is missing.", language, party=row.label)
            return None, None, [Fault(sentence=said, mend={name: other}, offer=f"{other}–{other}")]
    bounds = [_number(cell) for cell in cells]
    for cell, bound in zip(cells, bounds, strict=True):
        if bound is None:
            said = text(
                "{party}: expected a figure from 0 to 100, found “{found}”.",
                language,
                party=row.label,
                found=cell[:20],
            )
            return None, None, [Fault(sentence=said)]
    low, high = bounds
    if low is not None and high is not None and low > high:
        said = text("{party}: the lower bound is above the upper one.", language, party=row.label)
        swap = {"low": cells[1], "high": cells[0]}
        return None, None, [Fault(sentence=said, mend=swap, offer=f"{cells[1]}–{cells[0]}")]
    return low, high, []


def _number(cell: str) -> Decimal | None:
    """A share as typed, with a comma or a point and at most two decimals."""
    plain = cell.rstrip("% ").replace(",", ".")
    if not NUMBER.fullmatch(plain) or len(plain.partition(".")[2]) > 2:
        return None
    value = Decimal(plain)
    return value if value <= HUNDRED else None
