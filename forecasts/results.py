"""The official results of data/results/ as model values, checked against the law and against themselves."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from forecasts.model import HUNDRED, Election, Law, Party, Result, ResultLine
from forecasts.registers import no_id_twice
from forecasts.rows import Faults, Row, read_table

FOLDER = "results"
COLUMNS = ("party", "votes", "share", "seats", "source")
VALID = "valid"
HUNDREDTH = Decimal("0.01")


def read_results(
    folder: Path, elections: Sequence[Election], laws: Sequence[Law], parties: Sequence[Party], faults: Faults
) -> tuple[Result, ...]:
    """The results of those elections that have a file in results/."""
    ids = [election.id for election in elections]
    for path in sorted((folder / FOLDER).glob("*.csv")):
        if path.stem not in ids:
            expected = "a file named after an election of elections.csv"
            faults.add(f"{FOLDER}/{path.name}", None, "results of an unknown election", expected)
    by_id = {law.id: law for law in laws}
    return tuple(
        _result(folder, election, by_id.get(election.law), parties, faults)
        for election in elections
        if (folder / FOLDER / f"{election.id}.csv").exists()
    )


def _result(
    folder: Path, election: Election, law: Law | None, parties: Sequence[Party], faults: Faults
) -> Result:
    file = f"{FOLDER}/{election.id}.csv"
    before = len(faults.found)
    rows = read_table(folder, file, COLUMNS, faults)
    no_id_twice(rows, "party")
    lines = [_line(row, [VALID, *(party.id for party in parties)]) for row in rows]
    totals = [(row, line) for row, line in zip(rows, lines, strict=True) if line.party == VALID]
    if not totals and len(faults.found) == before:
        faults.add(file, None, "no row valid", "one with all valid votes and all seats")
    # Sums over cells that cannot be read would only repeat what has been said about the cells.
    if len(faults.found) == before:
        _check_sums(*totals[0], list(zip(rows, lines, strict=True)), law)
    return Result(
        election=election.id,
        valid_votes=next((line.votes or 0 for _, line in totals), 0),
        lines=tuple(line for line in lines if line.party != VALID),
    )


def _line(row: Row, ids: Sequence[str]) -> ResultLine:
    line = ResultLine(
        party=row.known("party", ids, "the id of a party of parties.csv, or valid"),
        votes=row.optional_whole("votes"),
        share=row.points("share"),
        seats=row.whole("seats"),
        source=row.text("source"),
    )
    if line.party == VALID and not line.votes:
        row.fault("no votes in the row valid", "the number of all valid votes")
    return line


def _check_sums(
    total: Row, valid: ResultLine, lines: Sequence[tuple[Row, ResultLine]], law: Law | None
) -> None:
    votes = valid.votes or 0
    for row, line in lines:
        _check_share(row, line, votes)
    counted = sum(line.votes or 0 for _, line in lines if line.party != VALID)
    if counted > votes:
        total.fault(f"{votes} valid votes", f"at least the {counted} votes of the parties")
    if law is None:
        return
    for seats, what in (
        (valid.seats, "seats in the row valid"),
        (sum(line.seats for _, line in lines if line.party != VALID), "seats of all parties"),
    ):
        if seats != law.seats:
            total.fault(f"{seats} {what}", f"{law.seats}, the seats of the law {law.id}")


def _check_share(row: Row, line: ResultLine, valid: int) -> None:
    if line.votes is None:
        return
    share = (HUNDRED * line.votes / valid).quantize(HUNDREDTH, ROUND_HALF_UP)
    if share != line.share:
        row.fault(f"{line.share} under share", f"{share}, which is {line.votes} of {valid} valid votes")
