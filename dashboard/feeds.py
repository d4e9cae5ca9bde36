"""A forecaster's updates as an Atom feed (RFC 4287), for those who follow blogs in a reader."""

import re
from datetime import datetime
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from flask import Flask, Response, abort, request

from dashboard import context
from dashboard.context import Address
from dashboard.texts import language_of, text
from forecasts import wording
from forecasts.derived import Revision
from forecasts.model import Election, Forecaster, Language, Update

ATOM = "http://www.w3.org/2005/Atom"
KIND = "application/atom+xml"
LATEST = 50
# What XML 1.0 (section 2.2) takes in no spelling.
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed_address(election: str, forecaster: str, language: Language) -> str:
    """Where the feed of a forecaster is."""
    return f"/feed/{election}/{forecaster}.xml" + ("?lang=en" if language == "en" else "")


def offer(server: Flask) -> None:
    """Open `/feed/<election>/<forecaster>.xml`."""

    @server.get("/feed/<election>/<forecaster>.xml")
    def feed(election: str, forecaster: str) -> Response:
        tracker = context.tracker()
        known, who = tracker.catalogue.election(election), tracker.catalogue.forecaster(forecaster)
        if known is None or who is None:
            abort(404)
        host, language = request.host_url.rstrip("/"), language_of(request.args.get("lang"))
        key = ("feed", tracker.version(election), election, forecaster, language, host)
        body = context.house().shelf.get(key, lambda: _written(known, who, host, language), len)
        response = Response(body, mimetype=KIND)
        response.headers["Cache-Control"] = "no-cache"
        return response


def _written(election: Election, who: Forecaster, host: str, language: Language) -> bytes:
    """The feed: the updates recorded last come first."""
    tracker = context.tracker()
    address = Address(path="/", query={"lang": language})
    found = sorted(tracker.updates(election.id, who.id), key=lambda update: update.id or 0, reverse=True)
    changes = {
        number: tuple(group)
        for number, group in groupby(tracker.revisions(election.id, who.id), lambda each: each.update)
    }
    # The record's own name, which stays when the site moves to another address.
    record = tracker.version().partition("-")[0]
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _said(feed, "title", f"{who.name(language)} · {election.name(language)}")
    _said(feed, "subtitle", text("Election forecasts as ranges, and what each update changed", language))
    _said(feed, "id", f"urn:provlepsi:{record}:{election.id}:{who.id}:{language}")
    page = address.link(f"/e/{election.id}/f/{who.id}")
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": host + page})
    own = feed_address(election.id, who.id, language)
    SubElement(feed, "link", {"rel": "self", "type": KIND, "href": host + own})
    moments = {update.id: _changed(update) for update in found[:LATEST]}
    newest = max(moments.values(), default=None)
    # The time of an empty feed is the election's: nothing has happened since.
    _said(feed, "updated", newest.isoformat() if newest else f"{election.date}T00:00:00Z")
    _said(SubElement(feed, "author"), "name", who.name(language))
    for update in found[:LATEST]:
        entry = SubElement(feed, "entry")
        _said(entry, "id", f"urn:provlepsi:{record}:{update.id}:{language}")
        link = host + address.link(f"/u/{update.id}")
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": link})
        _said(entry, "updated", moments[update.id].isoformat())
        _fill(entry, update, changes.get(update.id, ()), who, language)
    indent(feed)
    written: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _fill(
    entry: Element, update: Update, changed: tuple[Revision, ...], who: Forecaster, language: Language
) -> None:
    """What the entry of an update says, with the post it was in."""
    parties = context.tracker().catalogue.parties
    _said(entry, "title", _title(update, who, language))
    if update.source.startswith(("https://", "http://")):
        SubElement(entry, "link", {"rel": "via", "href": _plain(update.source)})
    if update.recorded:
        _said(entry, "published", update.recorded.isoformat())
    said = wording.revision_sentence(changed, parties, language, event=update.event, update=update)
    _said(entry, "summary", said)
    _said(entry, "content", _content(update, language))


def _changed(update: Update) -> datetime:
    """When it was recorded, or corrected last."""
    moment = update.recorded
    if update.version > 1 and update.id is not None:
        moment = context.tracker().history(update.id)[-1].act.recorded
    if moment is None:
        raise ValueError("an update on record has no moment")
    return moment


def _title(update: Update, who: Forecaster, language: Language) -> str:
    when = (
        wording.day(update.published, language, year=True) if update.published else text("undated", language)
    )
    corrected = f" ({text('corrected', language)})" if update.version > 1 else ""
    return f"{who.name(language)}, {when}{corrected}"


def _content(update: Update, language: Language) -> str:
    """The ranges, then the note."""
    catalogue = context.tracker().catalogue
    printed = []
    for each in update.ranges:
        party = catalogue.party(each.party) if each.party else None
        name = party.short(language) if party else each.label
        printed.append(f"{name} {wording.range_text(each.low, each.high, language)}%")
    return ". ".join([", ".join(printed), *([update.note] if update.note else [])])


def _said(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = _plain(words)


def _plain(words: str) -> str:
    """Without the characters that no XML may hold."""
    return NOT_XML.sub("\ufffd", words)
