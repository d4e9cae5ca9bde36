"""What a chart over time needs from the table of ranges: when each update held, which range was in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from dashboard.figures.words import day, moments
from dashboard.texts import text
from forecasts.model import Language

Array = np.ndarray[Any, np.dtype[Any]]
DAY = np.timedelta64(86_400, "s")
MINUTE = np.timedelta64(60, "s")
# The share of the dated span that one undated update gets in the zone to the left of it.
SLOT = 0.07


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One party's ranges: for every update (by number) the bounds in force from then on, if any.

    `short` is what the line is called last, `names` what each of its ranges was called.
    """

    party: str
    short: str
    names: tuple[str, ...]
    colour: str
    at: Array
    low: Array
    high: Array
    printed: Array
    since: Array

    @property
    def last_move(self) -> float | None:
        """The midpoint's move between the last two updates that printed this party, if there are two."""
        printed = np.flatnonzero(self.printed)
        if len(printed) < 2:
            return None
        new, old = printed[-1], printed[-2]
        both = (self.low[new] + self.high[new]) / 2 - (self.low[old] + self.high[old]) / 2
        return float(np.round(both, 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Updates on one axis: where each begins, what it is called, where the undated zone and the end are.

    `hourless` are updates without an hour on a day with several: their place on that day is ours.
    """

    starts: Array
    end: np.datetime64
    titles: list[str]
    undated: int
    bands: tuple[Band, ...]
    hourless: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        """How many updates there are."""
        return len(self.starts)

    @property
    def first(self) -> np.datetime64:
        """Where the axis begins."""
        return np.datetime64(self.starts[0])

    @property
    def first_dated(self) -> np.datetime64:
        """Where the dated part begins: the end of the zone without dates."""
        return np.datetime64(self.starts[self.undated]) if self.undated < self.count else self.end

    def part(self, when: object) -> float:
        """Where a moment stands between the first update (0) and the end (1)."""
        return float((np.datetime64(when, "s") - self.first) / (self.end - self.first))  # type: ignore[call-overload]

    def iso(self, when: Array) -> list[str]:
        """Moments as plotly reads them, without a time of day where none is needed."""
        seconds = when.astype("datetime64[s]")
        whole = bool((seconds == seconds.astype("datetime64[D]")).all())
        texts: list[str] = np.datetime_as_string(seconds, unit="D" if whole else "s").tolist()
        return texts

    @property
    def one_day(self) -> bool:
        """Whether everything dated falls within the hours of one day, as on election night."""
        return bool(self.undated < self.count and self.end - self.first_dated < DAY)

    @property
    def iso_starts(self) -> list[str]:
        """Where each update begins, as plotly reads it."""
        return self.iso(self.starts)

    @property
    def slivers(self) -> list[str]:
        """Two moments next to each other, long before the first update."""
        span = self.end - self.first
        begin = self.first - max(span, DAY)
        return self.iso(np.array([begin, begin + max(span // 1000, MINUTE)]).astype("datetime64[m]"))

    def lengths(self) -> Array:
        """How long each update held, in milliseconds."""
        return np.diff(np.append(self.starts, self.end)).astype("timedelta64[ms]").astype(np.int64)


def timeline(
    frame: pd.DataFrame, events: pd.DataFrame, language: Language, parties: Sequence[str] | None = None
) -> Timeline | None:
    """Read the table of ranges.

    Args:
        frame: `forecasts.frames.ranges_frame`: a row per update and party, in the order of the updates.
        events: `forecasts.frames.events_frame`; the election day ends the axis.
        language: Of the dates.
        parties: Ids to keep; None keeps all.

    Returns:
        The timeline; None where there is nothing to show.
    """
    if frame.empty:
        return None
    heads = frame.drop_duplicates("update")
    when = heads["start"].to_numpy()
    dated = heads["published"].notna().to_numpy().cumsum() > 0
    undated = int((~dated).sum())
    order = np.concatenate([np.flatnonzero(~dated), undated + _by_time(when[dated])])
    heads = heads.iloc[order]
    starts, end = _placed(when[order], undated, _election_day(events), frame["end"].max())
    names = moments(starts[undated:], language)
    said = heads["published"].notna().to_numpy()[undated:]
    blank = text("undated", language)
    titles = [blank] * undated + [n if s else blank for n, s in zip(names, said.tolist(), strict=True)]
    hourless = _hourless(heads)
    for i in hourless:
        titles[i] = text("{day}, hour unknown", language, day=day(heads["published"].iloc[i], language))
    return Timeline(
        starts=starts,
        end=end,
        titles=titles,
        undated=undated,
        bands=_bands(frame, heads, parties),
        hourless=hourless,
    )


def _hourless(heads: pd.DataFrame) -> frozenset[int]:
    """The updates without an hour on a day that has several."""
    shared = heads["published"].notna() & heads["published"].duplicated(keep=False)
    return frozenset(np.flatnonzero(shared & heads["hour"].isna()).tolist())


def _by_time(when: Array) -> Array:
    """The order of dated updates; one without a time of its own stays behind its neighbour."""
    return np.argsort(pd.Series(when).ffill().to_numpy(), kind="stable")


def _election_day(events: pd.DataFrame) -> np.datetime64 | None:
    days = (
        events.loc[events["kind"] == "election", "date"] if len(events) else pd.Series(dtype="datetime64[s]")
    )
    return None if days.empty else np.datetime64(days.max(), "s")


def _placed(
    when: Array, undated: int, election: np.datetime64 | None, until: pd.Timestamp
) -> tuple[Array, np.datetime64]:
    """Where each update begins on the axis and where the axis ends: on election day where that is known."""
    known = pd.Series(when[undated:]).ffill().to_numpy().astype("datetime64[s]")
    if not len(known):
        base = election if election is not None else np.datetime64("2000-01-01", "s")
        return base - DAY * np.arange(undated, 0, -1), base
    known = _parted(known)
    end = known[-1] + max((known[-1] - known[0]) // 20, MINUTE * 30)
    if election is None and not pd.isna(until) and until > known[-1]:
        end = np.datetime64(until, "s")
    if election is not None and known[-1] < election + DAY:
        end = election if known[-1] < election else max(election + DAY, known[-1] + MINUTE * 30)
    step = (end - known[0]) * SLOT
    slot = max(_rounded(step, DAY if step >= DAY else MINUTE), MINUTE)
    return np.concatenate([known[0] - slot * np.arange(undated, 0, -1), known]), end


def _rounded(length: np.timedelta64, unit: np.timedelta64) -> np.timedelta64:
    return unit * round(length / unit)


def _parted(starts: Array) -> Array:
    """Updates of the same moment share the time until the next, or midnight, so that none is hidden."""
    again = np.flatnonzero(starts[1:] == starts[:-1])
    if not len(again):
        return starts
    moments_, first, counts = np.unique(starts, return_index=True, return_counts=True)
    midnight = (moments_.astype("datetime64[D]") + 1).astype("datetime64[s]")
    room = np.minimum(np.append(np.diff(moments_), DAY), midnight - moments_)
    share = np.repeat(room / counts, counts)
    return starts + share * (np.arange(len(starts)) - np.repeat(first, counts))


def _bands(frame: pd.DataFrame, heads: pd.DataFrame, parties: Sequence[str] | None) -> tuple[Band, ...]:
    """The range in force at every update, party by party: printed there, or not yet replaced."""
    rows = pd.Index(heads["update"]).get_indexer(frame["update"])
    columns, keys = pd.factorize(frame["line"])
    low = np.full((len(heads), len(keys)), np.nan)
    high = low.copy()
    names = np.full((len(heads), len(keys)), "", dtype=object)
    low[rows, columns], high[rows, columns] = frame["low"], frame["high"]
    names[rows, columns] = frame["short"]
    holds = _in_force(~np.isnan(low), heads["complete"].to_numpy(dtype=bool))
    last = frame.assign(column=columns, row=rows).sort_values("row").drop_duplicates("column", keep="last")
    last = last.set_index("column")
    wanted = None if parties is None else set(frame.loc[frame["party"].isin(parties), "line"]) | set(parties)
    bands = []
    for p, key in enumerate(keys.tolist()):
        if wanted is not None and key not in wanted:
            continue
        at = np.flatnonzero(holds[:, p] >= 0)
        source = holds[at, p]
        here_low, here_high = low[source, p], high[source, p]
        bands.append(
            Band(
                party=str(key),
                short=str(last.at[p, "short"]),
                names=tuple(names[source, p].tolist()),
                colour=str(last.at[p, "colour"]),
                at=at,
                low=here_low,
                high=here_high,
                printed=source == at,
                since=_since(at, here_low, here_high),
            )
        )
    bands.sort(key=lambda band: -(band.low[-1] + band.high[-1]))
    return tuple(bands)


def _in_force(printed: Array, complete: Array) -> Array:
    """For each update and party the update whose range holds; -1 for none.

    A complete update ends a party it leaves out; one that breaks off ends nothing.
    """
    number = np.arange(len(printed))[:, None]
    speaks = printed | complete[:, None]
    latest = np.maximum.accumulate(np.where(speaks, number, -1), axis=0)
    heard = np.take_along_axis(printed, np.maximum(latest, 0), axis=0) & (latest >= 0)
    return np.where(heard, latest, -1)


def _since(at: Array, low: Array, high: Array) -> Array:
    """The update from which on the very same bounds have stood."""
    moved = np.ones(len(at), dtype=bool)
    moved[1:] = (np.diff(low) != 0) | (np.diff(high) != 0) | (np.diff(at) > 1)
    return at[np.maximum.accumulate(np.where(moved, np.arange(len(at)), 0))]
