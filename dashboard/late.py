"""Whether an update came to the record so long after its day that readers are told, and how."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from dashboard.texts import text
from forecasts.model import Language, Update

ATHENS = ZoneInfo("Europe/Athens")
GRACE = timedelta(days=3)


def added_later(update: Update) -> bool:
    """Whether an update was recorded more than three days after the day it states."""
    if update.published is None or update.recorded is None:
        return False
    return update.recorded.astimezone(ATHENS).date() - update.published > GRACE


def badge(language: Language) -> Component:
    """The mark on such an update."""
    return html.Span(text("added later", language), className="badge")
