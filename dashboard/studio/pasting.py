"""A pasted table goes into the grid; what could not be read of it stays where it was pasted, and is told."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from dashboard import context
from dashboard.studio.forms import Form
from dashboard.studio.tables import laid_over, read_table
from dashboard.texts import plural, text
from forecasts.model import Language
from forecasts.notation.labels import read_label


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of a table: the form with its lines, how many they are, and what is said of it."""

    form: Form
    lines: int
    said: str
    told: tuple[str, ...]

    def json(self) -> dict[str, Any]:
        """As the page's script takes it."""
        rows = [asdict(row) for row in self.form.rows]
        return {
            "rows": rows,
            "pasted": self.lines,
            "said": self.said,
            "told": list(self.told),
            "unread": self.form.unread,
        }


def take(form: Form, table: str, language: Language) -> Taken:
    """Take the lines of a table into the grid.

    Args:
        form: what was typed before; its `unread` is then what is left of the table.
        table: as pasted.
        language: of what is said.
    """
    known = context.tracker().catalogue
    election = known.election(form.election)

    def named(label: str) -> str:
        return read_label(label, known.parties, election).party or label.casefold()

    read = read_table(table, language)
    laid = laid_over(form.rows, read.rows, named)
    return Taken(
        form=replace(form, rows=laid, unread=read.left),
        lines=len(read.rows),
        said=" ".join(_said(len(read.rows), read.left, language)),
        told=read.told,
    )


def _said(lines: int, left: str, language: Language) -> list[str]:
    if not lines:
        return [text("No line with a party and a figure was found in the table.", language)]
    said = plural(
        "{number} party taken from the table.", "{number} parties taken from the table.", lines, language
    )
    stays = len(left.splitlines())
    if not stays:
        return [said]
    rest = plural(
        "{number} line was not understood and stays in the table's box.",
        "{number} lines were not understood and stay in the table's box.",
        stays,
        language,
    )
    return [said, rest]


def waiting(form: Form, language: Language) -> str:
    """Why an update is not published while lines of a table wait in their box; nothing if none do."""
    if not form.unread.strip():
        return ""
    return text(
        "The box for a table holds lines that are not in the grid: take them into the grid or delete them, "
        "then publish.",
        language,
    )
