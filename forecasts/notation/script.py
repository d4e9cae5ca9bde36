"""The tokens of a text with the role of each word: what every production of the grammar looks at."""

from collections.abc import Sequence

from forecasts.notation.lexer import Kind, Token
from forecasts.notation.vocabulary import Role, fold, role

_MARGIN = 64  # productions look fewer places than this past either end, and find nothing there


class Script:
    """A row of tokens; a little past either end stands nothing.

    `kind(place)`, `text(place)`, `gap(place)`, `folded(place)` and `role(place)` tell of one token;
    `folded` and
    `role` are empty for what is no word.
    """

    def __init__(self, found: Sequence[Token]) -> None:
        self.tokens = found
        kinds: list[Kind | None] = [token.kind for token in found]
        known: dict[str, tuple[str, Role]] = {}
        folded, roles = [], list[Role | None]()
        for token in found:
            if token.kind is Kind.WORD:
                if token.text not in known:
                    plain = fold(token.text)
                    known[token.text] = (plain, role(plain))
                plain, does = known[token.text]
                folded.append(plain)
                roles.append(does)
            else:
                folded.append("")
                roles.append(None)
        margin = [None] * _MARGIN
        self.kind = [*kinds, *margin].__getitem__
        self.text = [*(token.text for token in found), *[""] * _MARGIN].__getitem__
        self.gap = [*(token.gap for token in found), *[True] * _MARGIN].__getitem__
        self.folded = [*folded, *[""] * _MARGIN].__getitem__
        self.role = [*roles, *margin].__getitem__

        self._roles = roles

    def places(self, wanted: Role) -> list[int]:
        """Every place where a word of a role stands."""
        return [place for place, does in enumerate(self._roles) if does is wanted]

    def __len__(self) -> int:
        return len(self.tokens)

    def number(self, place: int) -> int | None:
        """A short whole number, as in dates and ordinals."""
        if self.kind(place) is not Kind.NUMBER:
            return None
        text = self.text(place)
        return int(text) if len(text) <= 4 and text.isdecimal() else None

    def glued(self, place: int) -> bool:
        """Whether a token stands directly after the one before it."""
        return 0 < place < len(self.tokens) and self.tokens[place - 1].end == self.tokens[place].start

    def capital(self, place: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.text(place)[:1].isupper()
