"""Where a page stands: the running app's tracker, the reader's address, and figures kept from last time."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlencode

from flask import current_app

from dashboard.ahead import Ahead
from dashboard.delivery import Figure, Shelf, figure_of
from dashboard.texts import DEFAULT_LANGUAGE, language_of
from forecasts.model import Language
from forecasts.tracker import Tracker

if TYPE_CHECKING:
    from pandas import DataFrame

EVERYWHERE = ("lang", "theme")
LONGEST_QUERY = 4000


class NotFound(LookupError):  # noqa: N818 - it says what is wrong
    """The address has the form of a page, but nothing is known under the name in it."""

    def __init__(self, name: str) -> None:
        super().__init__(f"nothing is known under the name {name!r}")
        self.name = name


@dataclass(frozen=True, slots=True)
class House:
    """What one running app shares among its pages."""

    tracker: Tracker
    shelf: Shelf = field(default_factory=Shelf)
    ahead: Ahead = field(default_factory=Ahead)


def install(server: Any, house: House) -> None:
    """Make the house known to the pages of this server."""
    server.extensions["provlepsi"] = house


def house() -> House:
    """The running app's house."""
    found: House = current_app.extensions["provlepsi"]
    return found


def tracker() -> Tracker:
    """The running app's tracker."""
    return house().tracker


def figure(election: str, view: Hashable, draw: Callable[[], dict[str, Any]]) -> Figure:
    """The figure of a view, drawn once per change of its election's forecasts.

    Args:
        election: whose forecasts it shows.
        view: everything besides the data that the figure depends on, language included.
        draw: makes the plain plotly figure.

    Returns:
        The figure as bytes.
    """
    key = ("figure", tracker().version(election), election, view)
    return house().shelf.get(key, lambda: figure_of(draw()), lambda kept: len(kept.json))


def result_frame(election: str, language: Language) -> "DataFrame":
    """The official result as a table; without rows where there is none yet."""
    from pandas import DataFrame

    found = tracker().result_frame(election, language)
    return (
        DataFrame(columns=["party", "short", "colour", "share", "votes", "seats"]) if found is None else found
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the reader is: path, names in it, and the query, which holds the whole state of the view."""

    path: str
    names: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        """The language the page is in."""
        return language_of(self.query.get("lang"))

    def get(self, name: str, default: str = "") -> str:
        """A parameter of the view."""
        return self.query.get(name, default)

    def chosen(self, name: str, *choices: str) -> str:
        """A parameter that is one of some words; the first of them where it is missing or unknown."""
        return self.query[name] if self.query.get(name) in choices else choices[0]

    def several(self, name: str, known: Collection[str]) -> list[str]:
        """Those of some words that a parameter lists, in its order, each once; see `listed`."""
        # Before listed words were marked their commas parted them, and a percent sign was one.
        words = [(_unmarked(each), each) for each in self.get(name).split(",")]
        found = (word if word in known else old for word, old in words)
        return list(dict.fromkeys(word for word in found if word in known))

    def link(self, path: str | None = None, **changes: str | None) -> str:
        """An address from here.

        Args:
            path: another page (language and theme go with the reader); None stays and keeps the whole view.
            changes: parameters to set, or to drop when None or empty.

        Returns:
            Path and query.
        """
        kept = {k: v for k, v in self.query.items() if path is None or k in EVERYWHERE}
        query = {k: v for k, v in {**kept, **changes}.items() if v}
        if query.get("lang") == DEFAULT_LANGUAGE:
            del query["lang"]
        where = quote(self.path if path is None else path)
        return f"{where}?{urlencode(query, safe=',:')}" if query else where


def listed(words: Iterable[str]) -> str:
    """Words as one parameter of an address: a comma stands between them, one in a word is marked."""
    return ",".join(word.replace("%", "%25").replace(",", "%2C") for word in words)


def _unmarked(word: str) -> str:
    return word.replace("%2C", ",").replace("%25", "%")


def address_of(path: str, search: str, names: Mapping[str, str] | None = None) -> Address:
    """The address of a path and a query string; of a parameter given twice the last counts."""
    query = dict(parse_qsl(search.removeprefix("?")[:LONGEST_QUERY]))
    return Address(path=path, names=names or {}, query=query)
