"""What the script of the page on which an update is entered has to say (assets/studio.js)."""

from dashboard.texts import text
from forecasts.model import Language


def script_words(language: Language) -> dict[str, str]:
    """All of it, under the names by which the script knows it."""
    return {**_of_the_draft(language), **_of_the_page(language)}


def _of_the_draft(language: Language) -> dict[str, str]:
    """Whether what is typed is kept, and where."""
    return {
        "saving": text("Saving…", language),
        "saved": text("Draft saved at {time}", language),
        "kept": text("Not saved on the server yet; kept in this browser. Trying again.", language),
        "restored": text("What you had typed here was not saved any more; it is back.", language),
        "apart": text(
            "What you had typed here was not saved any more; it is back, as a draft of its own. The draft "
            "that was saved meanwhile is untouched in the studio.",
            language,
        ),
        "below": text("What you have typed just now stands at the end of the text.", language),
        "elsewhere": text(
            "This draft was changed on another page or device. What you type here is kept in this browser "
            "only: load the page again to go on from there.",
            language,
        ),
        "gone": text(
            "This draft was published or thrown away on another page or device. What you type here is kept "
            "in this browser only: load the page again to go on with it as a new draft.",
            language,
        ),
        "signed_out": text(
            "You are no longer signed in. What you typed is kept in this browser: sign in again "
            "and come back.",
            language,
        ),
        "other_account": text(
            "This browser is signed in with another account by now. What you typed is kept in this browser: "
            "sign in as {account} and come back.",
            language,
        ),
        "sign_in": text("Sign in on another page", language),
        "failed": text("That did not work. What you typed is kept; please try again.", language),
        "offline": text("The server does not answer. What you type is kept in this browser.", language),
    }


def _of_the_page(language: Language) -> dict[str, str]:
    """The grid, the panel, and two at one update."""
    return {
        "party": text("Party", language),
        "low": text("from", language),
        "high": text("to", language),
        "remove": text("Leave out {party}", language),
        "put_back": text("Put back", language),
        "left_out": text("Left out:", language),
        "use": text("Write {words}", language),
        "leave": text("Keep {words}", language),
        "publishing": text("Publishing…", language),
        "empty": text("The update appears here as you type.", language),
        "mine": text("Keep mine", language),
        "theirs": text("Take theirs", language),
        "merged": text("Merged. Look it over, then save.", language),
        "more": text("Show the chart", language),
        "less": text("Hide the chart", language),
    }
