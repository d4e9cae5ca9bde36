"""The nouns: who publishes which ranges for which election, what was done to them, and what came of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from operator import attrgetter
from typing import Literal

Language = Literal["el", "en"]
EventKind = Literal["debate", "debate_cancelled", "event", "election"]
ActKind = Literal["publish", "correct", "withdraw"]
ForecasterKind = Literal["pollster", "blogger", "broadcaster"]

HUNDRED = Decimal(100)
MASS = Decimal(80)  # A forecaster prints a range, not a probability: this is our assumption.
_NOTHING, _LOW, _PARTY = Decimal(0), attrgetter("low"), attrgetter("party")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """Who led a party, under the spellings of the surname, from the first to the last year."""

    names: tuple[str, ...]
    since: int
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party or a list that stood as one; its id is a short ASCII slug, kept for ever.

    `components` are the parties of a list that stood as one; `since` and `until` are the first and last
    year in which the short name meant this party (None: not known or still so); `leaders` are those whose
    name bloggers write for it.
    """

    id: str
    short_el: str
    name_el: str
    short_en: str
    name_en: str
    colour: str
    aliases: tuple[str, ...] = ()
    successor_of: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    leaders: tuple[Leader, ...] = ()
    source: str = ""

    def short(self, language: Language) -> str:
        """The short name a chart shows."""
        return self.short_el if language == "el" else self.short_en

    def name(self, language: Language) -> str:
        """The full name."""
        return self.name_el if language == "el" else self.name_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecaster:
    """Who publishes: a blog, a pollster, a broadcaster.

    `mass` is the probability in per cent with which we take the truth to lie inside a range they print.
    """

    id: str
    name_el: str
    name_en: str
    kind: ForecasterKind
    site: str = ""
    mass: Decimal = MASS
    source: str = ""

    def name(self, language: Language) -> str:
        """The name readers see."""
        return self.name_el if language == "el" else self.name_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something dated before an election; debates are numbered from 1 (`ordinal`), others have 0.

    `hour` is the Athens time at which it began, where known: it parts the updates of its own day.
    """

    election: str
    date: date
    kind: EventKind
    ordinal: int = 0
    name_el: str
    name_en: str
    participants: tuple[str, ...] = ()
    source: str = ""
    hour: time | None = None

    def name(self, language: Language) -> str:
        """What happened, in words."""
        return self.name_el if language == "el" else self.name_en

    @property
    def id(self) -> str:
        """`debate-2` for a debate, else kind and date: fit for an address."""
        return f"{self.kind}-{self.ordinal}" if self.ordinal else f"{self.kind}-{self.date.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventReference:
    """The event an update names as its reason: a debate and, when said, which one (from 1)."""

    kind: Literal["debate"] = "debate"
    ordinal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """An electoral law: threshold in per cent of valid votes, seats, and the first party's bonus seats.

    `bonus` seats go to the first party; where `bonus_from` is set they are due from that share on, one more
    for each further `bonus_step` percentage points, at most `bonus_limit`.
    """

    id: str
    name_el: str
    name_en: str
    citation: str
    seats: int
    threshold: Decimal
    bonus: int
    bonus_from: Decimal | None = None
    bonus_step: Decimal | None = None
    bonus_limit: int | None = None
    source: str = ""

    def name(self, language: Language) -> str:
        """The name readers see."""
        return self.name_el if language == "el" else self.name_en


@dataclass(frozen=True, slots=True, kw_only=True)
class Election:
    """One election day, the law it is held under, and the events a forecaster may refer to, by date."""

    id: str
    date: date
    kind: str
    name_el: str
    name_en: str
    law: str
    events: tuple[Event, ...] = ()
    lists: tuple[tuple[str, int], ...] = ()  # Who counted as so many parties here, where no name says so.
    source: str = ""

    def name(self, language: Language) -> str:
        """The name readers see."""
        return self.name_el if language == "el" else self.name_en

    @property
    def debates(self) -> tuple[Event, ...]:
        """The debates that were held, first to last."""
        return tuple(event for event in self.events if event.kind == "debate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """What a forecaster printed for one party, in percentage points, under the `label` as written.

    `party` is the lead party (or the list, where it stood as one), None where nobody knows the name;
    `components` are all parties named; `open_ended` says that the label ends in "κ.λ.π." or the like.

    Raises:
        ValueError: unless 0 ≤ low ≤ high ≤ 100.
    """

    party: str | None
    label: str
    low: Decimal
    high: Decimal
    components: tuple[str, ...] = ()
    open_ended: bool = False

    def __post_init__(self) -> None:
        if not (self.low.is_finite() and self.high.is_finite() and 0 <= self.low <= self.high <= HUNDRED):
            raise ValueError(f"{self.label}: expected 0 ≤ low ≤ high ≤ 100, found {self.low}–{self.high}")

    @property
    def key(self) -> str:
        """What this range is matched by from update to update: the party, else the label as written."""
        return self.party or f"?{self.label.casefold()}"

    @property
    def members(self) -> int:
        """Of how many parties this is the list."""
        return max(len(self.components), 1)

    @property
    def midpoint(self) -> Decimal:
        """Half-way between the bounds."""
        return (self.low + self.high) / 2

    @property
    def width(self) -> Decimal:
        """High minus low."""
        return self.high - self.low


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """One publication of one forecaster for one election, with its text as published.

    `published` is the date the post states (None: it states none), `hour` the Athens time where known;
    `recorded` (UTC) and `id` (place in the order of record, from 1) are None until it is stored.
    `complete` is False where the text breaks off: parties it does not name may have stood there.
    `version` grows by one with every correction; `withdrawn` is the moment (UTC) it was withdrawn, if it was.

    Raises:
        ValueError: for a party printed twice, or lows that add up to more than 100.
    """

    forecaster: str
    election: str
    published: date | None
    hour: time | None = None
    event: EventReference | None = None
    ranges: tuple[Range, ...]
    complete: bool = True
    text: str
    source: str = ""
    note: str = ""
    id: int | None = None
    recorded: datetime | None = None
    version: int = 1
    withdrawn: datetime | None = None

    def __post_init__(self) -> None:
        # Histories are long: what is sound is found to be so in as few steps as may be.
        if len(set(map(_PARTY, self.ranges))) < len(self.ranges):
            keys = [r.key for r in self.ranges]
            twice = sorted({key for key in keys if keys.count(key) > 1})
            if twice:
                raise ValueError(f"one party twice in an update: {', '.join(twice)}")
        total = sum(map(_LOW, self.ranges), _NOTHING)
        if total > HUNDRED:
            raise ValueError(f"the lows add up to {total}, more than 100")

    def range_of(self, key: str) -> Range | None:
        """The range printed for a party (`Range.key`), if any."""
        return next((r for r in self.ranges if r.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something done to the record: an update published, corrected to a new version, or withdrawn.

    `number` is its place in the order of all acts, from 1; a withdrawal is of the version it ends. `digest`
    is the hash of what the version says, `chain` that of the act and all before it; `account` is for the
    site, never for readers.
    """

    number: int
    update: int
    version: int
    act: ActKind
    recorded: datetime
    reason: str = ""
    account: str = ""
    digest: str = ""
    chain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What an update said in one version, with the act that made it so."""

    update: Update
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """The official outcome of one party: votes (None where no count was found), share in per cent, seats."""

    party: str
    votes: int | None
    share: Decimal
    seats: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The official outcome of one election; `lines` hold the parties, the rest under `other`."""

    election: str
    valid_votes: int
    lines: tuple[ResultLine, ...] = field(default=())

    def line_of(self, party: str) -> ResultLine | None:
        """The line of a party, if it has one."""
        return next((line for line in self.lines if line.party == party), None)
