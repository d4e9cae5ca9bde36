"""A reading shown against its text: each range under the words it came from, each warning where it arose.

Everything is made of components, so whatever somebody pastes stays text.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.texts import plural, text
from dashboard.theme import PartyColour, palette
from forecasts import wording
from forecasts.derived import feasibility
from forecasts.model import Language, Range
from forecasts.notation.messages import message, severity
from forecasts.notation.reading import Reading, ReadingWarning, ReadRange, ReadUpdate

Part = Component | str

MOST_RANGES = 300
# Of a long stretch without a figure (menus, comments) so many characters are shown at either end.
GLIMPSE = 140


def readback(typed: str, reading: Reading, language: Language, *, editing: bool = False) -> list[Component]:
    """What was understood and what was not.

    Args:
        typed: the text as given; the places in the reading count its characters.
        reading: what came of it.
        language: the reader's.
        editing: whether the text stands in a form, where a mend is a button and the ranges have a grid.
    """
    found = [each for update in reading.updates for each in update.ranges]
    warnings = reading.every_warning
    return [
        html.P(_verdict(reading, len(found), language), className="verdict"),
        *_warning_list([w for w in warnings if is_error(w)], language, editing),
        *_as_typed(typed, found, warnings, language),
        *_assumed([w for w in warnings if not is_error(w)], language, editing),
        *(() if editing else (_update(update, language) for update in _few(reading.updates))),
    ]


def is_error(warning: ReadingWarning) -> bool:
    """Whether a warning means that something was left out, not only that something was assumed."""
    return severity(warning) == "error"


def _few(updates: Sequence[ReadUpdate]) -> list[ReadUpdate]:
    """The updates whose tables are shown; a text with thousands of ranges is not a post."""
    shown: list[ReadUpdate] = []
    for update in updates:
        if sum(len(each.ranges) for each in shown) >= MOST_RANGES:
            break
        shown.append(update)
    return shown


def _verdict(reading: Reading, count: int, language: Language) -> str:
    """How much was read, and whether anything needs a look."""
    if not count:
        return text("No range was found in this text.", language)
    said = text(
        "{ranges} in {updates}.",
        language,
        ranges=plural("{number} range read", "{number} ranges read", count, language),
        updates=plural("{number} update", "{number} updates", len(reading.updates), language),
    )
    faults = sum(map(is_error, reading.every_warning))
    if not faults:
        return f"{said} {text('Nothing was left out.', language)}"
    more = plural("{number} place needs a look.", "{number} places need a look.", faults, language)
    return f"{said} {more}"


def _warning_list(
    warnings: Sequence[ReadingWarning], language: Language, editing: bool = False
) -> list[Component]:
    if not warnings:
        return []
    items = [
        html.Li(
            [
                html.Strong(text("Look here:", language) if is_error(w) else text("Assumed:", language)),
                " ",
                message(w, language),
                *_mend(w, language, editing),
            ],
            className="error" if is_error(w) else "note",
        )
        for w in warnings[:MOST_RANGES]
    ]
    return [html.Ul(items, className="warnings")]


def _assumed(warnings: Sequence[ReadingWarning], language: Language, editing: bool) -> list[Component]:
    """What was only assumed; folded where the author's eye should be on what matters."""
    listed = _warning_list(warnings, language, editing)
    if not editing or not listed:
        return listed
    said = plural("{number} thing was assumed", "{number} things were assumed", len(warnings), language)
    return [html.Details([html.Summary(said), *listed], className="numbers")]


def _mend(warning: ReadingWarning, language: Language, editing: bool) -> list[Component | str]:
    if not warning.mend:
        return []
    if editing:
        words = text("Write “{mend}”", language, mend=warning.mend)
        place = f"{warning.start}-{warning.end}:{warning.mend}"
        return [" ", html.Button(words, type="submit", name="mend", value=place, className="mend")]
    return [" ", text("Write:", language), " ", html.Code(warning.mend)]


def _as_typed(
    typed: str, ranges: Sequence[ReadRange], warnings: Sequence[ReadingWarning], language: Language
) -> list[Component]:
    """The text as it was typed, with every range under the words it came from."""
    if not ranges and not warnings:
        return []
    shown = sorted(ranges, key=lambda each: each.start)[:MOST_RANGES]
    end = len(typed) if len(shown) == len(ranges) else shown[-1].end
    cut = (
        []
        if end == len(typed)
        else [html.P(text("The text is shown up to range {n}.", language, n=MOST_RANGES), className="count")]
    )
    parts = _marked(typed[:end], shown, warnings, language)
    return [
        html.H3(text("The text as typed", language)),
        html.Div(
            parts,
            className="as-typed",
            tabIndex="0",
            role="region",
            **components.aria(
                label=text("The text as typed, each range under the words it came from", language)
            ),
        ),
        *cut,
    ]


def _marked(
    typed: str, ranges: Sequence[ReadRange], warnings: Sequence[ReadingWarning], language: Language
) -> list[Part]:
    known = context.tracker().catalogue
    colours = palette(
        party.colour for each in ranges if (party := known.party(each.range.party or "")) is not None
    )
    parts: list[Part] = []
    at = 0
    for each in ranges:
        if each.start < at:
            continue
        parts += _plain(typed, at, each.start, warnings)
        parts.append(_understood(typed, each, warnings, colours, language))
        at = each.end
    return [*parts, *_plain(typed, at, len(typed), warnings)]


def _understood(
    typed: str,
    each: ReadRange,
    warnings: Sequence[ReadingWarning],
    colours: dict[str, PartyColour],
    language: Language,
) -> Component:
    """The words of a range, and what they were read as under them."""
    party = context.tracker().catalogue.party(each.range.party or "")
    style = {}
    if party:
        colour = colours[party.colour]
        style = {
            "--mark": colour.mark,
            "--dark-mark": colour.dark_mark,
            "--words": colour.text,
            "--dark-words": colour.dark_text,
        }
    name = party.short(language) if party else text("unknown party", language)
    figures = wording.range_text(each.range.low, each.range.high, language)
    return html.Span(
        [
            html.Span(_underlined(typed, each.start, each.end, warnings), className="words"),
            html.Span(f"{name} {figures}%", className="read-as"),
        ],
        className="understood",
        style=style,
    )


def _plain(typed: str, start: int, end: int, warnings: Sequence[ReadingWarning]) -> list[Part]:
    """A stretch between ranges, its long parts without a warning shortened to a glimpse of either end."""
    inside = [w for w in warnings if start <= w.start < end or (w.start == w.end == end == len(typed))]
    parts: list[Part] = []
    at = start
    for warning in inside:
        if warning.start > at:
            parts += _glimpse(typed, at, warning.start)
        stop = max(at, min(end, warning.end))
        parts += _underlined(typed, max(at, warning.start), stop, [warning])
        at = stop
    return parts + _glimpse(typed, at, end)


def _glimpse(typed: str, start: int, end: int) -> list[Part]:
    stretch = typed[start:end]
    if len(stretch) <= 3 * GLIMPSE:
        return [stretch] if stretch else []
    head = stretch[:GLIMPSE].rstrip() if start else ""
    tail = stretch[-GLIMPSE:].lstrip() if end < len(typed) else ""
    return [head, html.Span(" […] ", className="left-out"), tail]


def _underlined(typed: str, start: int, end: int, warnings: Iterable[ReadingWarning]) -> list[Part]:
    """A stretch with its warnings underlined; a warning about nothing that is there gets a caret."""
    here = [w for w in warnings if (w.start < end and w.end > start) or w.start == w.end == start]
    if not here:
        return [typed[start:end]] if end > start else []
    cuts = sorted({start, end, *(min(max(p, start), end) for w in here for p in (w.start, w.end))})
    parts: list[Part] = []
    for left, right in pairwise(cuts):
        over = [w for w in here if w.start <= left and w.end >= right]
        mark = "error" if any(map(is_error, over)) else "note"
        parts.append(
            html.Span(typed[left:right], className=f"underlined {mark}") if over else typed[left:right]
        )
    if any(w.start == w.end for w in here):
        parts.append(html.Span("‸", className="underlined error"))
    return parts


def _update(update: ReadUpdate, language: Language) -> Component:
    """One update: when, why, each range, and what the ranges leave for everyone not named."""
    head = [
        wording.day(update.published, language, year=True)
        if update.published
        else text("Without a date", language)
    ]
    if update.hour:
        head.append(f"{update.hour:%H:%M}")
    if update.event:
        head.append(wording.event_phrase(update.event, language))
    if not update.complete:
        head.append(text("the text breaks off", language))
    title = ", ".join(head)
    rows = [_row(each.range, language) for each in update.ranges[:MOST_RANGES]]
    columns = (
        text("Party", language),
        text("As written", language),
        text("Range, %", language),
    )
    left = wording.feasibility_sentence(feasibility(tuple(each.range for each in update.ranges)), language)
    return html.Section(
        [
            components.table(columns, rows, caption=title, numeric=(2,)),
            html.P(left, className="leaves"),
        ]
        if rows
        else [html.H3(title), html.P(text("No range was found here.", language))],
        className="read-update",
    )


def _row(printed: Range, language: Language) -> list[Part]:
    party = context.tracker().catalogue.party(printed.party or "")
    return [
        components.party_chip(party, language) if party else text("unknown party", language),
        printed.label,
        wording.range_text(printed.low, printed.high, language),
    ]
