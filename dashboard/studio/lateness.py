"""Whether an update came to the record so long after its day that readers should be told."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from forecasts.model import Update

ATHENS = ZoneInfo("Europe/Athens")
GRACE = timedelta(days=3)


def added_later(update: Update) -> bool:
    """Whether an update was recorded more than three days after the day it states."""
    if update.published is None or update.recorded is None:
        return False
    return update.recorded.astimezone(ATHENS).date() - update.published > GRACE
