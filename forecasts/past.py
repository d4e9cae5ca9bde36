"""What was done to a record, as a table beside its updates: `acts.csv`, which an export writes."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from forecasts.model import Act, ActKind, Update, Version
from forecasts.packing import storable
from forecasts.rows import Faults, Row, quoted, read_plain, read_table
from forecasts.sheets import SheetError, read_sheet

ACTS = "acts.csv"
COLUMNS = ("number", "update", "version", "act", "recorded", "election", "forecaster", "reason", "sheet")
FOLDER = "past"
_KINDS: tuple[ActKind, ...] = ("publish", "correct", "withdraw")


def row_of(act: Act, update: tuple[str, str], sheet: str) -> list[str]:
    """An act as a row of `acts.csv`.

    Args:
        act: what was done.
        update: the election and the forecaster of the update.
        sheet: the file with what it said by then, where that no longer stands.
    """
    moment = act.recorded.astimezone(UTC).isoformat(timespec="microseconds")
    # The reason is quoted as JSON: cells lose the spaces at their ends, and a reason is kept as it is.
    reason = json.dumps(act.reason, ensure_ascii=False) if act.reason else ""
    return [str(act.number), str(act.update), str(act.version), act.act, moment, *update, reason, sheet]


def read_acts(
    folder: Path,
    standing: Mapping[int, Update],
    parties: Iterable[str],
    elections: Collection[str],
    forecasters: Collection[str],
    *,
    faults: Faults,
) -> tuple[Version, ...]:
    """The acts of a data folder in their order; none where it has no `acts.csv`.

    Args:
        folder: the data folder.
        standing: the updates of the index by their order.
        parties: the ids there are, as of elections and forecasters.
        elections: see there.
        forecasters: see there.
        faults: where faults are noted.
    """
    if not (folder / ACTS).is_file():
        return ()
    rows = read_table(folder, ACTS, COLUMNS, faults)
    reader = _Reader(folder, standing, tuple(parties), elections, forecasters, faults)
    before = len(faults.found)
    found = tuple(reader.read(rows))
    return found if len(faults.found) == before else ()


@dataclass(slots=True)
class _Reader:
    """Reads one act after another and knows what each update says by then."""

    folder: Path
    standing: Mapping[int, Update]
    parties: tuple[str, ...]
    elections: Collection[str]
    forecasters: Collection[str]
    faults: Faults
    said: dict[int, Version] = field(default_factory=dict)

    def read(self, rows: Iterable[Row]) -> Iterator[Version]:
        """Every act up to the first that cannot be."""
        last: dict[int, Row] = {}
        bare: dict[int, tuple[Row, int]] = {}
        for number, row in enumerate(rows, start=1):
            act = _act(row)
            if act is None or not self._follows(row, act, number):
                return
            election = row.known("election", self.elections, "an election of elections.csv")
            forecaster = row.known("forecaster", self.forecasters, "a forecaster of forecasters.csv")
            update = self._update(row, act, election, forecaster)
            if update is None:
                return
            first = self.said[act.update].update if act.update in self.said else update
            if (
                not (first.election, first.forecaster)
                == (update.election, update.forecaster)
                == (election, forecaster)
            ):
                expected = f"{first.election} and {first.forecaster}, whose update it is"
                row.fault(f"{election} and {forecaster}", expected)
                return
            if act.act != "withdraw" and not row.optional("sheet"):
                if act.update in bare:
                    bare[act.update][0].fault("no sheet", f"a sheet in {FOLDER}/: it says something else now")
                    return
                bare[act.update] = (row, act.version)
            self.said[act.update] = Version(update=update, act=act)
            last[act.update] = row
            yield self.said[act.update]
        for update_id, (row, number) in bare.items():
            if (self.said[update_id].act.version, self.said[update_id].act.act) != (
                number,
                "publish" if number == 1 else "correct",
            ):
                row.fault("no sheet", f"a sheet in {FOLDER}/: the update says something else now, or nothing")
        for update_id, version in self.said.items():
            if version.act.act != "withdraw" and update_id not in self.standing:
                last[update_id].fault(
                    f"the update {update_id}, which stands", "a row of this order in the index"
                )

    def _follows(self, row: Row, act: Act, number: int) -> bool:
        """Whether an act can follow those before it."""
        before = self.said.get(act.update)
        if before is None:
            sound = (act.act, act.update, act.version) == ("publish", len(self.said) + 1, 1)
        elif act.act == "correct":
            sound = before.act.act != "withdraw" and act.version == before.act.version + 1
        else:
            sound = (act.act, before.act.act == "withdraw") == ("withdraw", False)
            sound = sound and act.version == before.act.version
        if act.number != number or not sound:
            found = f"act {act.number}: {act.act} update {act.update}, version {act.version}"
            row.fault(found, "an act that can follow those above it")
            return False
        return True

    def _update(self, row: Row, act: Act, election: str, forecaster: str) -> Update | None:
        """What the update said by this act."""
        if act.act == "withdraw":
            return self.said[act.update].update
        name = row.optional("sheet")
        if not name:
            update = self.standing.get(act.update)
            if update is None:
                row.fault(f"no sheet, and no update {act.update} in the index", f"a sheet in {FOLDER}/")
                return None
            return replace(update, version=act.version)
        if not name.startswith(f"{FOLDER}/") or ".." in name:
            row.fault(f"{quoted(name)} under sheet", f"a sheet in {FOLDER}/")
            return None
        text = read_plain(self.folder, name, self.faults)
        if text is None:
            return None
        try:
            return read_sheet(text, forecaster=forecaster, election=election, text="", parties=self.parties)
        except SheetError as fault:
            self.faults.add(name, None, fault.found, fault.expected)
            return None


def _act(row: Row) -> Act | None:
    before = len(row.faults.found)
    act = Act(
        number=row.whole("number"),
        update=row.whole("update"),
        version=row.whole("version"),
        act=row.one_of("act", _KINDS),
        recorded=_moment(row),
        reason=_reason(row),
    )
    return act if len(row.faults.found) == before else None


def _moment(row: Row) -> datetime:
    found = row.text("recorded")
    try:
        moment = datetime.fromisoformat(found)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    row.fault(f"{quoted(found)} under recorded", "a moment with its zone as 2015-09-15T12:00:00+00:00")
    return datetime.min.replace(tzinfo=UTC)


def _reason(row: Row) -> str:
    found = row.optional("reason")
    try:
        reason = json.loads(found) if found else ""
    except (ValueError, RecursionError):
        reason = None
    if not isinstance(reason, str) or (not reason and row.optional("act") in ("correct", "withdraw")):
        row.fault(f"{quoted(found)} under reason", 'a text in double quotes, as "Ήταν άλλου"')
        return ""
    return storable(reason)
