"""The history of one update: every version side by side, what differs, when and why, and the hash of each."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from dashboard import components, context
from dashboard.context import Address, NotFound
from dashboard.late import added_later, badge
from dashboard.shell import View, register_page
from dashboard.texts import plural, text
from forecasts import wording
from forecasts.faults import DatabaseDamaged
from forecasts.model import Act, Language, Update, Version
from forecasts.verification import Fault

ATHENS = ZoneInfo("Europe/Athens")
LARGEST_NUMBER = 9


def view(address: Address) -> View:
    """What the page shows at an address.

    Raises:
        NotFound: for a number that no update has.
    """
    asked, language = address.names["update"], address.language
    tracker = context.tracker()
    known = asked.isascii() and asked.isdecimal() and len(asked) <= LARGEST_NUMBER
    try:
        history = tracker.history(int(asked)) if known else ()
    except DatabaseDamaged:
        return _unreadable(int(asked), language)
    if not history:
        raise NotFound(asked)
    update = history[-1].update
    versions = [each for each in history if each.act.act != "withdraw"]
    title = text("Update of {day}", language, day=_day(update, language))
    lede = _lede(history, language)
    return View(
        title=title,
        description=lede,
        content=[
            components.page_title(title, kicker=_kicker(address, update), lede=lede),
            *_late(update, language),
            _side_by_side(versions, language),
            _acts(history, language),
            *_text(update, language),
            _verified(update.id or 0, language),
        ],
        election=update.election,
    )


def _unreadable(number: int, language: Language) -> View:
    """What is left to say of an update that somebody has altered beyond reading."""
    title = Fault.places["update", language].format(number=number)
    said = text("This update does not agree with its hashes.", language)
    return View(
        title=title, description=said, content=[components.page_title(title), _verified(number, language)]
    )


def _kicker(address: Address, update: Update) -> list[Component | str]:
    known = context.tracker().catalogue
    who, election = known.forecaster(update.forecaster), known.election(update.election)
    name = who.name(address.language) if who else update.forecaster
    page = address.link(f"/e/{update.election}/f/{update.forecaster}")
    return [html.A(name, href=page), f" · {election.name(address.language) if election else update.election}"]


def _day(update: Update, language: Language) -> str:
    if update.published is None:
        return text("undated", language)
    said = wording.day(update.published, language, year=True)
    return f"{said}, {update.hour:%H:%M}" if update.hour else said


def _lede(history: Sequence[Version], language: Language) -> str:
    """Whether it was withdrawn, else how often it was corrected, in a sentence."""
    last = history[-1].act
    if last.act == "withdraw":
        return text(
            "Withdrawn by its forecaster, {moment}: “{reason}”",
            language,
            moment=_moment(last.recorded, language),
            reason=last.reason,
        )
    count = sum(each.act.act == "correct" for each in history)
    if not count:
        return text("As it was published; nothing of it was ever corrected.", language)
    return plural(
        "Corrected {number} time; what it said before is below.",
        "Corrected {number} times; what it said before is below.",
        count,
        language,
    )


def _late(update: Update, language: Language) -> list[Component]:
    if not added_later(update) or update.recorded is None:
        return []
    said = text(
        "The post is older than its place in this record: it was entered {moment}.",
        language,
        moment=_moment(update.recorded, language),
    )
    return [html.P([badge(language), " ", said], className="sentence")]


def _moment(at: datetime, language: Language) -> str:
    there = at.astimezone(ATHENS)
    return f"{wording.day(there.date(), language, year=True)}, {there:%H:%M}"


def _side_by_side(versions: Sequence[Version], language: Language) -> Component:
    """The versions as columns, oldest first; what differs from the version before is marked."""
    updates = [each.update for each in versions]
    heads = [text("As published", language), *(_head(each.act, language) for each in versions[1:])]
    if len(versions) == 1:
        heads = [text("Range, %", language)]
    keys = list(dict.fromkeys(r.key for update in updates for r in update.ranges))
    rows: list[list[components.Content]] = [
        [_name(key, updates, language), *_cells([_range(u, key, language) for u in updates], heads)]
        for key in keys
    ]
    facts = _facts(updates, language)
    rows += [[name, *_cells(said, heads)] for name, said in facts if len(set(said)) > 1]
    same = [part for name, said in facts if len(set(said)) == 1 for part in (html.Dt(name), html.Dd(said[0]))]
    return html.Section(
        [
            html.H2(text("What it says", language), className="section-title"),
            components.table(
                (text("Party", language), *heads),
                rows,
                caption=text("The ranges as published, per cent of the vote", language),
                numeric=range(1, len(heads) + 1),
            ),
            html.Dl(same, className="version-facts"),
        ],
        className="versions compared" if len(versions) > 1 else "versions",
    )


def _head(act: Act, language: Language) -> str:
    return text("Version {number}", language, number=act.version)


def _name(key: str, updates: Sequence[Update], language: Language) -> components.Content:
    party = context.tracker().catalogue.party(key)
    if party:
        return components.party_chip(party, language)
    return next((r.label for u in updates for r in u.ranges if r.key == key), key)


def _range(update: Update, key: str, language: Language) -> str:
    found = update.range_of(key)
    return wording.range_text(found.low, found.high, language) if found else "–"


def _facts(updates: Sequence[Update], language: Language) -> list[tuple[str, list[str]]]:
    """Day, event, note and address, where there are any or they differ."""
    every = [
        (text("Date of the post", language), [_day(u, language) for u in updates]),
        (
            text("It answers to", language),
            [wording.event_phrase(u.event, language) if u.event else "–" for u in updates],
        ),
        (text("Note for readers", language), [u.note or "–" for u in updates]),
        (text("Address of the post", language), [u.source or "–" for u in updates]),
    ]
    return [(name, said) for name, said in every if set(said) != {"–"}]


def _cells(said: Sequence[str], heads: Sequence[str]) -> list[components.Content]:
    """What each version says; what is not as before stands out, also to those who do not see it.

    On a phone the columns stand below one another (pages.css), so that each cell brings its version's name.
    """
    if len(said) == 1:
        return list(said)
    cells: list[components.Content] = []
    for place, words in enumerate(said):
        differs = place > 0 and words != said[place - 1]
        name = html.Span(heads[place], className="version-name")
        cells.append([name, html.Mark(words) if differs else html.Span(words)])
    return cells


def _acts(history: Sequence[Version], language: Language) -> Component:
    """What was done, when and why, with the hash that binds it to everything done before."""
    words = {
        "publish": text("published", language),
        "correct": text("corrected", language),
        "withdraw": text("withdrawn", language),
    }
    items = []
    for each in history:
        act = each.act
        reason = [" ", text("“{reason}”", language, reason=act.reason)] if act.reason else []
        items.append(
            html.Li(
                [
                    html.Span(_moment(act.recorded, language), className="when"),
                    html.Span([html.Strong(words[act.act]), *reason]),
                    html.Code(act.chain, className="hash", title=text("Hash in the chain", language)),
                ]
            )
        )
    title = html.H2(text("What was done, and why", language), className="section-title")
    return html.Section([title, html.Ol(items, className="acts-done")])


def _text(update: Update, language: Language) -> list[Component]:
    if not update.text.strip():
        return []
    words = html.Div(update.text, className="as-typed")
    return [html.Details([html.Summary(text("The text as published", language)), words], className="numbers")]


def _verified(number: int, language: Language) -> Component:
    """Whether everything said of this update is what was written down when it was done."""
    found = context.tracker().verify_update(number)
    if not found.sound:
        return html.P(
            [
                html.Strong(text("This update does not agree with its hashes.", language)),
                " ",
                " ".join(fault.sentence(language) for fault in found.faults),
            ],
            className="verified wrong",
            role="alert",
        )
    said = text(
        "Verified {moment}: every version above has the hash it was given when it was recorded. "
        "The command `provlepsi verify` checks the whole record.",
        language,
        moment=_moment(datetime.now(UTC), language),
    )
    parts = said.split("`")
    return html.P(
        [html.Span("✓ ", **components.aria(hidden="true")), parts[0], html.Code(parts[1]), parts[2]],
        className="verified",
    )


# Whoever alters the record behind the program's back does not change its version: the check is made again.
register_page(__name__, "/u/<update>", view, lasting=60)
