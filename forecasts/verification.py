"""Checking the record: every act against the one before it, every version against what was published."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, ClassVar, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from forecasts.chain import CONTENT, chain_of, digest_of
from forecasts.model import Language
from forecasts.packing import UpdateRow, update_of
from forecasts.recognition import content_expected, words_expected
from forecasts.tables import acts_table, record_table, updates_table, versions_table

FAULTS_TOLD = 100
ROWS_AT_ONCE = 1000  # The record is read in pieces: however long it is, checking it takes little memory.
BEFORE = acts_table.alias("before")
NOT_OF_ITS_KIND = (ValueError, TypeError, ArithmeticError)  # What comes of a value that SQLite let in.


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in the record that is not as it was written; None stands for nothing at all."""

    place: str
    what: str
    found: str | None
    expected: str | None
    number: int = 0
    version: int = 0

    places: ClassVar[dict[tuple[str, Language], str]] = {
        ("act", "el"): "Πράξη {number}",
        ("act", "en"): "Act {number}",
        ("update", "el"): "Πρόβλεψη {number}",
        ("update", "en"): "Update {number}",
        ("version", "el"): "Πρόβλεψη {number}, έκδοση {version}",
        ("version", "en"): "Update {number}, version {version}",
        ("record", "el"): "Αρχείο προβλέψεων",
        ("record", "en"): "The record",
    }
    whats: ClassVar[dict[str, tuple[str, str]]] = {
        "before": ("η προηγούμενη πράξη", "the act before it"),
        "chain": ("ο κρίκος της αλυσίδας", "its hash in the chain"),
        "digest": ("το αποτύπωμα όσων λέει", "the hash of what it says"),
        "election": ("η εκλογική αναμέτρηση", "the election"),
        "content": ("το κλειδί αναγνώρισης", "the key it is recognised by"),
        "words": ("το κλειδί των λέξεων", "the key its words are recognised by"),
        "acts": ("οι πράξεις", "what was done"),
        "kept": ("παλιά έκδοση", "an earlier version"),
        "recorded": ("η στιγμή της καταγραφής", "the moment it was recorded"),
        "withdrawn": ("η στιγμή της απόσυρσης", "the moment it was withdrawn"),
        "next": ("ο επόμενος αριθμός", "the number that follows"),
        "value": ("μια τιμή", "a value"),
        "row": ("η μοναδική του γραμμή", "its one row"),
        "count": ("το πλήθος των πράξεων", "the number of acts"),
        "last": ("η τελευταία πρόβλεψη", "the last update"),
        "head": ("ο τελευταίος κρίκος", "the last hash"),
    }
    sentences: ClassVar[dict[Language, str]] = {
        "el": "{place}: {what}: βρέθηκε {found}, αναμενόταν {expected}.",
        "en": "{place}: {what}: found {found}, expected {expected}.",
    }

    def sentence(self, language: Language) -> str:
        """What was found where, and what was expected."""
        nothing = "τίποτα" if language == "el" else "nothing"
        return self.sentences[language].format(
            place=self.places[self.place, language].format(number=self.number, version=self.version),
            what=self.whats[self.what][0 if language == "el" else 1],
            found=self.found or nothing,
            expected=self.expected or nothing,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check of the record found: how much was checked, the hash it ends with, and the faults.

    Of very many faults only the first are told; `more` says that there are others.
    """

    acts: int
    updates: int
    head: str
    faults: tuple[Fault, ...] = ()
    more: bool = False

    @property
    def sound(self) -> bool:
        """Whether everything is as it was written."""
        return not self.faults


def verify_record(connection: Connection) -> Verification:
    """Check everything, act by act; the connection must see one moment of the database."""
    acts = connection.execute(sa.select(sa.func.count()).select_from(acts_table)).scalar_one()
    updates = connection.execute(sa.select(sa.func.count()).select_from(updates_table)).scalar_one()
    head = connection.execute(sa.select(record_table.c.chain)).scalar()
    checks = (_record(connection, acts), _links(connection), _lives(connection), _versions(connection))
    return _told(acts, updates, str(head or ""), checks)


def verify_update(connection: Connection, id: int) -> Verification:  # noqa: A002
    """Check one update: what it said in each version, and each of its acts against the one before."""
    query = sa.select(acts_table.c.chain).where(acts_table.c.update == id).order_by(acts_table.c.number)
    chains: Sequence[object] = connection.execute(query).scalars().all()
    checks = (_links(connection, id), _lives(connection, id), _versions(connection, id))
    return _told(len(chains), 1, str(chains[-1]) if chains else "", checks)


def _told(acts: int, updates: int, head: str, checks: Iterable[Iterator[Fault]]) -> Verification:
    faults = tuple(islice((fault for check in checks for fault in check), FAULTS_TOLD + 1))
    told, more = faults[:FAULTS_TOLD], len(faults) > FAULTS_TOLD
    return Verification(acts=acts, updates=updates, head=head, faults=told, more=more)


def _record(connection: Connection, acts: int) -> Iterator[Fault]:
    """The record's one row against the last of the acts and of the updates."""
    row = connection.execute(sa.select(record_table)).first()
    if row is None:
        yield Fault(place="record", what="row", found=None, expected="1")
        return
    newest = connection.execute(sa.select(acts_table.c.chain).order_by(acts_table.c.number.desc()).limit(1))
    last = connection.execute(sa.select(sa.func.max(updates_table.c.id))).scalar() or 0
    head = newest.scalar() or ""
    for what, found, expected in (
        ("count", row.acts, acts),
        ("last", row.last, last),
        ("head", row.chain, head),
    ):
        if found != expected:
            yield Fault(place="record", what=what, found=_short(found), expected=_short(expected))


def _links(connection: Connection, update: int | None = None) -> Iterator[Fault]:
    """Each act: its hash from the act before it and from what the version says."""
    act = acts_table.c
    now = sa.and_(updates_table.c.id == act.update, updates_table.c.version == act.version)
    once = sa.and_(versions_table.c.update == act.update, versions_table.c.version == act.version)
    query = (
        sa.select(
            acts_table,
            BEFORE.c.chain.label("before"),
            *(column.label(f"now_{column.name}") for column in updates_table.c),
            *(column.label(f"once_{column.name}") for column in versions_table.c),
        )
        .select_from(acts_table)
        .outerjoin(BEFORE, BEFORE.c.number == act.number - 1)
        .outerjoin(updates_table, now)
        .outerjoin(versions_table, once)
        .order_by(act.number)
    )
    for row in _rows(connection, query if update is None else query.where(act.update == update)):
        if isinstance(row, Fault):
            yield row
            return
        number, version = row["update"], row["version"]
        yield from _checked(_act(row), place="act", number=row["number"])
        if isinstance(number, int) and isinstance(version, int):
            yield from _checked(_said(connection, row), place="version", number=number, version=version)


def _checked(faults: Iterator[Fault], **place: Any) -> Iterator[Fault]:
    """The faults of one row; a value that is not of its kind is one too, and the next row follows."""
    try:
        yield from faults
    except NOT_OF_ITS_KIND as error:
        yield Fault(**place, what="value", found=str(error), expected=None)


def _act(row: sa.RowMapping) -> Iterator[Fault]:
    """An act against the one before it."""
    number, before = row["number"], row["before"]
    if before is None and number != 1:
        yield Fault(place="act", number=number, what="before", found=None, expected=str(number - 1))
    else:
        chain = chain_of(before or "", dict(row))
        if chain != row["chain"]:
            found = _short(row["chain"])
            yield Fault(place="act", number=number, what="chain", found=found, expected=_short(chain))


def _said(connection: Connection, row: sa.RowMapping) -> Iterator[Fault]:
    """What a version says against its act, and what it is recognised by against what it says."""
    kept = "now" if row["now_id"] is not None else "once"
    said = {name: row[f"{kept}_{name}"] for name in (*CONTENT, "content", "words")}
    there = row[f"{kept}_version"] is not None
    digest = digest_of(said) if there else None
    version = {"place": "version", "number": row["update"], "version": row["version"]}
    if digest != row["digest"]:
        yield Fault(**version, what="digest", found=_short(digest), expected=_short(row["digest"]))
    elif row["election"] != said["election"]:
        yield Fault(**version, what="election", found=str(row["election"]), expected=str(said["election"]))
    else:
        standing = {"id": row["update"], "version": row["version"], "withdrawn": row["now_withdrawn"]}
        update = update_of(cast(UpdateRow, _Row(said | standing)))
        content = content_expected(connection, update, said["content"])
        for what, expected in (("content", content), ("words", words_expected(update, said["words"]))):
            if said[what] != expected:
                yield Fault(**version, what=what, found=_short(said[what]), expected=_short(expected))


class _Row:
    """Values by name as attributes, as rows have them."""

    recorded = None

    def __init__(self, values: dict[str, object]) -> None:
        self.__dict__.update(values)


def _lives(connection: Connection, update: int | None = None) -> Iterator[Fault]:
    """Each update: its number, and that it was published, corrected and withdrawn as the acts say."""
    act, standing = acts_table.c, updates_table.c
    query = (
        sa.select(
            standing.id,
            standing.version,
            standing.recorded,
            standing.withdrawn,
            act.act,
            act.version.label("act_version"),
            act.recorded.label("act_recorded"),
        )
        .select_from(updates_table)
        .outerjoin(acts_table, act.update == standing.id)
        .order_by(standing.id, act.number)
    )
    rows = _rows(connection, query if update is None else query.where(standing.id == update))
    before = 0 if update is None else update - 1
    for id_, life in groupby(rows, lambda row: None if isinstance(row, Fault) else row["id"]):
        known = list(life)
        if isinstance(known[0], Fault):
            yield known[0]
            return
        if id_ != before + 1:
            yield Fault(place="update", number=before, what="next", found=str(id_), expected=str(before + 1))
        before = known[0]["id"]
        life_of = _life(cast("list[sa.RowMapping]", known))
        yield from _checked(life_of, place="update", number=before)


def _life(rows: list[sa.RowMapping]) -> Iterator[Fault]:
    """One update against its acts in their order."""
    update = rows[0]
    found = [f"{row['act']} {row['act_version']}" for row in rows if row["act"] is not None]
    # However high a version somebody has written there, one more than the acts is enough to be wrong.
    last = min(update["version"], len(rows) + 1)
    expected = ["publish 1", *(f"correct {n}" for n in range(2, last + 1))]
    if update["withdrawn"] is not None:
        expected.append(f"withdraw {update['version']}")
    place: dict[str, Any] = {"place": "update", "number": update["id"]}
    if found != expected:
        yield Fault(**place, what="acts", found=", ".join(found), expected=", ".join(expected))
        return
    moments = {"recorded": rows[0]["act_recorded"], "withdrawn": rows[-1]["act_recorded"]}
    for what, moment in moments.items():
        if update[what] not in (None, moment):
            yield Fault(**place, what=what, found=update[what].isoformat(), expected=moment.isoformat())


def _versions(connection: Connection, update: int | None = None) -> Iterator[Fault]:
    """Kept versions that no act has made, or that still stand."""
    made = sa.exists().where(
        acts_table.c.update == versions_table.c.update, acts_table.c.version == versions_table.c.version
    )
    standing = sa.exists().where(
        updates_table.c.id == versions_table.c.update, updates_table.c.version <= versions_table.c.version
    )
    query = sa.select(versions_table.c.update, versions_table.c.version).where(sa.or_(~made, standing))
    for row in _rows(connection, query if update is None else query.where(versions_table.c.update == update)):
        if isinstance(row, Fault):
            yield row
            return
        number, version = (each if isinstance(each, int) else 0 for each in row.values())
        found = str(row["version"])
        yield Fault(place="version", number=number, version=version, what="kept", found=found, expected=None)


def _rows(connection: Connection, query: sa.Select[Any]) -> Iterator[sa.RowMapping | Fault]:
    """Rows as they come; a value that is not of its kind (SQLite takes any) ends them with a fault."""
    try:
        with connection.execute(query, execution_options={"yield_per": ROWS_AT_ONCE}) as result:
            yield from result.mappings()
    except NOT_OF_ITS_KIND as error:
        yield Fault(place="record", what="value", found=str(error), expected=None)
    except sa.exc.OperationalError as error:
        if "decode" not in str(error.orig):  # Anything but text in no UTF-8 is not the record's fault.
            raise
        yield Fault(place="record", what="value", found=str(error.orig), expected=None)


def _short(value: object) -> str | None:
    """A hash by its first letters."""
    return None if value in (None, "") else str(value)[:16]
