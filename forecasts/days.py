"""On which days an update can have been published: none after today, none long after the vote."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from forecasts.model import Election, Language, Update
from forecasts.wording import day

ATHENS = ZoneInfo("Europe/Athens")
# Exit polls and projections come on the evening of the vote or soon after; nobody forecasts a month later.
AFTER_THE_VOTE = timedelta(days=31)
WORDS: dict[Language, dict[str, str]] = {
    "el": {
        "coming": "Η ημερομηνία {day} είναι μετά τη σημερινή ({today}): αναμενόταν η ημέρα που δημοσιεύτηκε "
        "η ανάρτηση.",
        "late": "Η ημερομηνία {day} είναι πάνω από έναν μήνα μετά τις εκλογές ({vote}): αναμενόταν η ημέρα "
        "που δημοσιεύτηκε η ανάρτηση.",
        "after": "Η ημερομηνία {day} είναι μετά τις εκλογές ({vote}). Αν είναι έτσι, δημοσιεύστε.",
    },
    "en": {
        "coming": "{day} is after today, {today}: expected the day on which the post was published.",
        "late": "{day} is more than a month after the vote of {vote}: expected the day on which the post was "
        "published.",
        "after": "{day} is after the vote of {vote}. If that is right, publish.",
    },
}


class DayRefused(Exception):  # noqa: N818
    """An update says that it was published on a day on which it cannot have been."""

    def __init__(self, published: date, election: Election, now: date) -> None:
        self.published, self.election, self.now = published, election, now
        super().__init__(self.sentence("en"))

    def sentence(self, language: Language) -> str:
        """Which day, and what was expected."""
        return wrong_day(self.published, self.election, self.now, language)


def today() -> date:
    """The day in Athens."""
    return datetime.now(ATHENS).date()


def wrong_day(published: date | None, election: Election, now: date, language: Language) -> str:
    """Why an update cannot have been published on a day; nothing where it can.

    Args:
        published: the day it states, if any.
        election: the one it forecasts.
        now: the day in Athens.
        language: of the sentence.
    """
    if published is None:
        return ""
    if published > now:
        return _said("coming", published, election, now, language)
    if published > election.date + AFTER_THE_VOTE:
        return _said("late", published, election, now, language)
    return ""


def after_the_vote(published: date | None, election: Election, language: Language) -> str:
    """That a day is after the vote, to be asked about; nothing where it is not."""
    if published is None or published <= election.date:
        return ""
    return _said("after", published, election, published, language)


def check_days(updates: tuple[Update, ...], election: Election, now: date) -> None:
    """Look at the day of each of some updates.

    Raises:
        DayRefused: for the first that cannot be.
    """
    for update in updates:
        if update.published and wrong_day(update.published, election, now, "en"):
            raise DayRefused(update.published, election, now)


def _said(why: str, published: date, election: Election, now: date, language: Language) -> str:
    days = {"day": published, "vote": election.date, "today": now}
    said = {name: day(each, language, year=True) for name, each in days.items()}
    return WORDS[language][why].format(**said)
