"""Text from docs/ as parts of a page: the few forms of Markdown that our documents use, no HTML at all.

Headings, paragraphs, lists, tables, fenced code, `code`, **strong**, *emphasis* and [links](address).
Whatever else stands in a document is shown as it stands there.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path

from dash import html
from dash.development.base_component import Component

HERE = Path(__file__).parent
# Beside the packages in a checkout, within the package in a wheel.
FOLDERS = (HERE.parent / "docs", HERE / "docs")

HEADING = re.compile(r"(#{1,4})\s+(.*)")
ITEM = re.compile(r"([-*]|\d+\.)\s+(.*)")
RULE = re.compile(r"\|?[\s:|-]+\|?")
INLINE = re.compile(
    r"`(?P<code>[^`]+)`|\*\*(?P<strong>.+?)\*\*|\*(?P<em>[^*\s][^*]*)\*|\[(?P<words>[^\]]+)\]\((?P<to>[^)\s]+)\)"
)
WEB = ("https://", "http://", "/", "#")


@cache
def document(name: str) -> str:
    """A text from docs/; empty where it is not installed."""
    path = next((folder / name for folder in FOLDERS if (folder / name).exists()), None)
    return path.read_text(encoding="utf-8") if path else ""


def sections(markdown: str) -> dict[str, str]:
    """The parts of a document by their second-level headings; what stands before the first under ""."""
    found = {"": ""}
    heading = ""
    fenced = False
    for line in markdown.splitlines():
        fenced ^= line.startswith("```")
        if line.startswith("## ") and not fenced:
            heading = line[3:].strip()
            found[heading] = ""
        else:
            found[heading] += f"{line}\n"
    return found


def prose(markdown: str, *, below: int = 1) -> list[Component]:
    """Parts of a page for a text.

    Args:
        markdown: the text.
        below: the level of the heading it stands under; its own headings come that much lower.
    """
    lines = [line.rstrip() for line in markdown.splitlines()]
    parts: list[Component] = []
    while lines:
        part, used = _block(lines, below)
        lines = lines[used:]
        if part is not None:
            parts.append(part)
    return parts


def _block(lines: Sequence[str], below: int) -> tuple[Component | None, int]:
    """The part that begins the lines, and how many of them it takes."""
    first = lines[0]
    if not first:
        return None, 1
    if first.startswith("```"):
        code = list(takewhile(lambda line: not line.startswith("```"), lines[1:]))
        return html.Pre(html.Code("\n".join(code))), len(code) + 2
    heading = HEADING.fullmatch(first)
    if heading:
        level = min(6, len(heading[1]) + below)
        return getattr(html, f"H{level}")(inline(heading[2])), 1
    if first.startswith("|"):
        rows = list(takewhile(lambda line: line.startswith("|"), lines))
        return _table(rows), len(rows)
    if ITEM.fullmatch(first):
        return _list(lines)
    taken = list(takewhile(_flows, lines[1:]))
    return html.P(inline(" ".join([first, *taken]))), 1 + len(taken)


def _flows(line: str) -> bool:
    """Whether a line goes on with the paragraph above it."""
    return bool(line) and not line.startswith(("|", "```", "#")) and not ITEM.fullmatch(line)


def _list(lines: Sequence[str]) -> tuple[Component, int]:
    items: list[str] = []
    used = 0
    for line in lines:
        item = ITEM.fullmatch(line)
        if item:
            items.append(item[2])
        elif line.startswith("  "):
            items[-1] += f" {line.strip()}"
        else:
            break
        used += 1
    kind = html.Ol if lines[0][0].isdigit() else html.Ul
    return kind([html.Li(inline(item)) for item in items]), used


def _table(rows: Sequence[str]) -> Component:
    ruled = len(rows) > 1 and RULE.fullmatch(rows[1]) is not None
    titles, body = (_cells(rows[0]), rows[2:]) if ruled else ([], rows)
    header = [html.Thead(html.Tr([html.Th(inline(c), scope="col") for c in titles]))] if any(titles) else []
    lines = [html.Tr([html.Td(inline(cell)) for cell in _cells(row)]) for row in body]
    return html.Div(html.Table([*header, html.Tbody(lines)]), className="table-frame", tabIndex="0")


def _cells(row: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", row.strip().strip("|"))]


def inline(words: str) -> list[Component | str]:
    """A line of text with its code, emphasis and links."""
    parts: list[Component | str] = []
    at = 0
    for found in INLINE.finditer(words):
        parts += [words[at : found.start()], _marked(found)]
        at = found.end()
    return [part for part in (*parts, words[at:]) if part != ""]


def _marked(found: re.Match[str]) -> Component | str:
    if found["code"]:
        return html.Code(found["code"])
    if found["strong"]:
        return html.Strong(inline(found["strong"]))
    if found["em"]:
        return html.Em(inline(found["em"]))
    # A document links to its neighbours by file name, which is no address here.
    return html.A(found["words"], href=found["to"]) if found["to"].startswith(WEB) else found["words"]
