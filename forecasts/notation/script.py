"""The tokens of a text with the role of each word: what every production of the grammar looks at."""

from collections.abc import Sequence

from forecasts.notation.lexer import Kind, Token
from forecasts.notation.vocabulary import Role, fold, role


class Script:
    """A row of tokens; looking past either end finds nothing."""

    def __init__(self, found: Sequence[Token]) -> None:
        self.tokens = found
        self._known: dict[str, tuple[str, Role]] = {}

    def __len__(self) -> int:
        return len(self.tokens)

    def kind(self, place: int) -> Kind | None:
        """The kind of a token."""
        return self.tokens[place].kind if 0 <= place < len(self.tokens) else None

    def text(self, place: int) -> str:
        """The text of a token."""
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def gap(self, place: int) -> bool:
        """Whether white space stands before a token; the end of the text counts as such."""
        return self.tokens[place].gap if 0 <= place < len(self.tokens) else True

    def folded(self, place: int) -> str:
        """A word folded; nothing for what is no word."""
        return self._word(place)[0] if self.kind(place) is Kind.WORD else ""

    def role(self, place: int) -> Role | None:
        """The role of a word; None for what is no word."""
        return self._word(place)[1] if self.kind(place) is Kind.WORD else None

    def _word(self, place: int) -> tuple[str, Role]:
        text = self.tokens[place].text
        known = self._known.get(text)
        if known is None:
            folded = fold(text)
            known = self._known[text] = (folded, role(folded))
        return known

    def number(self, place: int) -> int | None:
        """A short whole number, as in dates and ordinals."""
        text = self.text(place)
        short = self.kind(place) is Kind.NUMBER and len(text) <= 4 and text.isdecimal()
        return int(text) if short else None

    def glued(self, place: int) -> bool:
        """Whether a token stands directly after the one before it."""
        return 0 < place < len(self.tokens) and self.tokens[place - 1].end == self.tokens[place].start

    def capital(self, place: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.text(place)[:1].isupper()
