"""Tokens → reading: the grammar of forecasts as people write them, and `read_text`.

    text     = { prose | update }
    update   = heading { prose } { entry separator } [ "…" ]
    heading  = "Update" | "Αναθεωρημένη πρόβλεψη" … , with [ date ] [ event ], in any order, or a date alone
    date     = of a heading | of the nearest dateline above | of one below | the only one of a lone update
    dateline = "Posted on" … date | [weekday] date [clock] | place "," date;  never the day of a vote
    entry    = name light figure | figure light name       (one order throughout a list)
    name     = party { ("+" | "/" | "-" | "και") party } [ "κ.λ.π." ] [ "(" parties ")" ]
    figure   = number [ "%" ] [ joint number [ "%" ] ]
    joint    = "-" | "έως" | "με" | "to" | "και" after "μεταξύ"
    light    = { article | preposition | ":" | "-" | "=" | "|" | verb of getting | "(" figures set aside ")" }

A figure is taken only when a name and a figure stand beside one another with nothing but `light` between.
What
counts seats, people, chances or turnout, what is in brackets beside a figure, and what is told of the past is
set aside. Whatever is left over in a list is told in a warning.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

from forecasts.model import Election, Party
from forecasts.notation.drafts import Draft, drafts, merged
from forecasts.notation.encoding import repair
from forecasts.notation.entries import EntryReader
from forecasts.notation.grids import untangled
from forecasts.notation.judging import Judged, Verdict, judged
from forecasts.notation.leaders import led
from forecasts.notation.leads import LeadReader
from forecasts.notation.lexer import tokens
from forecasts.notation.names import NameBook
from forecasts.notation.numerals import spelt
from forecasts.notation.phrases import PhraseReader, What
from forecasts.notation.quotes import intentions, own
from forecasts.notation.reading import Reading, ReadingWarning, ReadUpdate
from forecasts.notation.script import Script
from forecasts.notation.sections import Block, SectionReader
from forecasts.notation.settle import Rewritten, settle, unwrapped
from forecasts.notation.sharing import share_out
from forecasts.notation.updates import UpdateBuilder
from forecasts.notation.windows import windows

_SOME = 3


def read_text(
    text: str, parties: Sequence[Party], *, year: int | None = None, election: Election | None = None
) -> Reading:
    """Read the forecasts in a text: it returns what it understood and a warning for what it did not.

    Args:
        text: anything: a line, a post, a whole pasted page.
        parties: the parties whose names to know.
        year: the year of dates that give none.
        election: the election forecast; dates without a year are the nearest ones before it.

    Returns:
        The updates in the order of the text; spans count characters of `text` as given. Never raises.
    """
    with _uncollected():
        return _read(text, _book(tuple(parties)), year, election)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Spare a long text the cycle collector, which would go through all its tokens again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _read(text: str, names: NameBook, year: int | None, election: Election | None) -> Reading:
    repaired, damaged = repair(text)
    parser = _Parser(untangled(spelt(unwrapped(settle(repaired)))), names, year, election)
    warnings = [
        ReadingWarning(
            code="encoding-repaired", start=start, end=end, found=text[start : min(end, start + 40)]
        )
        for start, end in damaged
    ]
    warnings += _lost(repaired)
    return parser.text(warnings)


def _lost(repaired: Rewritten) -> list[ReadingWarning]:
    """The warning for letters that a wrong encoding has eaten: nothing can tell what they were."""
    text = repaired.text
    first = text.find("\ufffd")
    if text.count("\ufffd") < _SOME:
        return []
    start, end = repaired.source(first, text.rfind("\ufffd") + 1)
    return [ReadingWarning(code="encoding-lost", start=start, end=end, found=text[first : first + 20])]


class _Parser:
    """One reading of one text."""

    def __init__(
        self, settled: Rewritten, names: NameBook, year: int | None, election: Election | None
    ) -> None:
        self.script = Script(tokens(settled.text, windows(settled.text, names)))
        self.phrases = led(self.script, PhraseReader(self.script, names).phrases())
        self.sections = SectionReader(self.script, self.phrases)
        self.entries = EntryReader(self.script, self.phrases)
        self.leads = LeadReader(self.script, self.phrases, self.sections, year, election)
        self.builder = UpdateBuilder(settled, self.script, self.phrases, self.leads, names, year, election)

    def _holds(self, block: Block) -> bool:
        """Whether a block has a figure and a name, its own or those at the head of a table."""
        whats = {phrase.what for phrase in self.phrases[block.first : block.last]}
        return What.FIGURE in whats and (What.NAME in whats or self.entries.headed)

    def _misnamed(self, block: Block) -> bool:
        """Whether what a heading calls results, a turnout or the like is a list of ranges all the same."""
        if block.aside not in ("other", "earlier", "seats"):
            return False
        line = self.sections.line(block.aside_at)
        if any(self.phrases[at].what is What.YEAR for at in line):
            return False
        ranged = [
            e.value for e in self._judged(block) if e.verdict is Verdict.TAKE and e.value and e.value.ranged
        ]
        if block.aside == "seats":
            ranged = [value for value in ranged if value.percent]
        return len(ranged) >= _SOME

    def _judged(self, block: Block) -> list[Judged]:
        """The entries of a block with their verdicts."""
        entries = self.entries.entries(block.first, block.last)
        share_out(self.script, entries)
        return [judged(self.script, entry) for entry in entries]

    def _drafts(self, blocks: list[Block]) -> list[Draft]:
        """The lists of some blocks, other people's figures set aside."""
        read = [self._judged(block) for block in blocks]
        own(self.script, [entry for entries in read for entry in entries])
        intentions(self.script, [entry for entries in read for entry in entries])
        found: list[Draft] = []
        for block, entries in zip(blocks, read, strict=True):
            found += drafts(self.script, self.phrases, block, entries)
        return found

    def text(self, warnings: list[ReadingWarning]) -> Reading:
        """text = { prose | update }."""
        every = self.sections.blocks()
        self.entries.heads(every)
        blocks = [block for block in every if self._holds(block)]
        found = self._drafts([block for block in blocks if not block.aside or self._misnamed(block)])
        if not any(draft.good for draft in found):
            found = self._drafts([b for b in blocks if b.aside in ("", "comment") or self._misnamed(b)])
        kept = merged(_forecasts(found), self.phrases, self.leads.parted)
        self.builder.dating.lists(kept)
        updates = tuple(self.builder.update(draft) for draft in kept)
        if not any(update.ranges or update.warnings for update in updates):
            warnings.append(self.builder.nothing())
        updates = _without_strays(updates, warnings)
        return Reading(updates=updates, warnings=tuple(warnings), newest_first=_newest_first(updates))


def _without_strays(
    updates: tuple[ReadUpdate, ...], warnings: list[ReadingWarning]
) -> tuple[ReadUpdate, ...]:
    """The updates but for those without a range: of them only the warnings are told.

    One that has a day of its own stays, as it stands for an update that could not be read.
    """
    days = {update.published for update in updates if update.ranges}
    if not days:
        return updates
    strays = [u for u in updates if not u.ranges and (u.published is None or u.published in days)]
    warnings += [w for u in strays for w in u.warnings if not w.code.startswith(("year-", "date-"))]
    return tuple(update for update in updates if update not in strays)


@lru_cache(maxsize=4)
def _book(parties: tuple[Party, ...]) -> NameBook:
    """Building a book of names costs more than reading a post."""
    return NameBook(parties)


def _forecasts(found: list[Draft]) -> list[Draft]:
    """Which drafts are forecasts: lists, or the sentences that say what parties get where these say more."""
    lists = [draft for draft in found if draft.listed]
    spoken = [draft for draft in found if draft.count(Verdict.TAKE) + draft.count(Verdict.ATTACHED) > 0]
    if lists and sum(d.ranged for d in spoken if not d.listed) <= sum(d.good for d in lists):
        return lists
    return [draft for draft in spoken if draft.ranged or not lists] or spoken


def _newest_first(updates: Sequence[ReadUpdate]) -> bool | None:
    days = [update.published for update in updates if update.published]
    if len(days) < 2 or days[0] == days[-1]:
        return None
    return days[0] > days[-1]
