"""What stands between the two numbers of a range, and what only looks as if it did.

Half of a range is never a figure by itself: where something that is no known joint stands between two
numbers, both are taken together with a fault.
"""

from collections.abc import Callable

from forecasts.notation.lexer import Kind
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import ARTICLES, PERCENT_WORDS, TO, WITH, Role

_WAVES = frozenset("~≈≃∼〜～⁓")
_STRANGE = frozenset(
    {Kind.OTHER, Kind.SIGN, Kind.STOP, Kind.PLUS, Kind.QUOTE, Kind.ELLIPSIS, Kind.COLON, Kind.BULLET}
)
_DOTS = ("..", "...", "…")
_FEW_WORDS = 2


class JointReader:
    """The productions of the grammar that stand between two numbers."""

    def __init__(self, script: Script, begins: Callable[[str], bool] | None = None) -> None:
        self.script = script
        self.begins = begins

    def percent(self, place: int) -> int:
        """percent = "%" | "τοις εκατό" | "percent" …; how many tokens it takes."""
        script = self.script
        if script.kind(place) is Kind.PERCENT:
            return 1
        if (
            script.kind(place) is Kind.DASH
            and script.glued(place + 1)
            and script.folded(place + 1) == "percent"
        ):
            return 2  # "the 3-percent threshold"
        if script.kind(place) is Kind.WORD:
            for words in PERCENT_WORDS:
                if all(
                    (script.folded(place + i) or script.text(place + i)) == word
                    for i, word in enumerate(words)
                ):
                    return len(words)
        return 0

    def joint(self, place: int, *, opened: str, percent: bool) -> tuple[int, str]:
        """joint = dash | wave | "έως" | "με" | "και" after "μεταξύ"; tokens taken and a fault, if any.

        Args:
            place: where to look, after the first number and its per cent sign.
            opened: whether "από" or "μεταξύ" stands before the first number.
            percent: whether the first number has a per cent sign.

        Returns:
            (0, "") where no number is joined to the first one.
        """
        script = self.script
        if script.text(place) == "." and script.kind(place + 1) is Kind.DASH and script.glued(place + 1):
            taken, fault = self.joint(place + 1, opened=opened, percent=percent)
            return (taken + 1, fault) if taken else (0, "")
        taken, fault = self._known(place, opened=opened, percent=percent)
        if not taken:
            return self._strange(place, percent=percent)
        if script.kind(place + taken) is Kind.LINE:
            taken += 1
        if script.folded(place + taken) in ARTICLES:
            taken += 1
        return (taken, fault) if script.kind(place + taken) is Kind.NUMBER else (0, "")

    def _known(self, place: int, *, opened: str, percent: bool) -> tuple[int, str]:
        script = self.script
        kind, word, text = script.kind(place), script.folded(place), script.text(place)
        if word in TO and script.role(place + 1) is Role.AND:
            return 2, ""
        if kind is Kind.DASH or word in TO or text == "à" or (kind is Kind.SIGN and text in _WAVES):
            return 1, ""
        reach = script.role(place) is Role.AND and script.folded(place + 1).startswith(("φταν", "φθαν"))
        if opened and reach:  # "από 18% και φτάνει μέχρι 22%"
            return 2 + (script.folded(place + 2) in TO), ""
        if word in WITH and (opened or not percent or self._rises(place)):
            return 1, ""
        if opened == "between" and (script.role(place) is Role.AND or text == "&"):
            return 1, ""
        if kind is Kind.ELLIPSIS and script.glued(place) and script.glued(place + 1):
            return (1, "") if text in _DOTS else (0, "")
        if kind is Kind.SLASH:
            return 1, "slash" if script.glued(place) and script.glued(place + 1) else "two-figures"
        if (kind is Kind.SIGN and text[-1:] in "→⇒>") or (word in {"σε", "στο"} and opened):
            return 1, "two-figures"
        return 0, ""

    def _strange(self, place: int, *, percent: bool) -> tuple[int, str]:
        """Something unknown between two numbers: a mark that touches one of them, or a word such as "ή"."""
        script = self.script
        kind, text = script.kind(place), script.text(place)
        if (
            kind is Kind.OTHER
            and script.kind(place + 1) is Kind.DASH
            and script.kind(place + 2) is Kind.NUMBER
        ):
            return 2, "two-figures"  # 0,9%^ – 2,3%
        if kind in _STRANGE and script.kind(place + 1) is Kind.NUMBER:
            if "±" in script.text(place) or script.text(place) in "<≤≥+#№€$£":
                return 0, ""
            if kind is Kind.ELLIPSIS:
                return (1, "two-figures") if len(text) <= len("...") else (0, "")
            if kind in (Kind.STOP, Kind.COLON, Kind.BULLET):
                touches = script.glued(place) and script.glued(place + 1)
            else:
                touches = script.glued(place) or script.glued(place + 1) or kind is Kind.OTHER
            return (1, "two-figures") if touches else (0, "")
        if kind is Kind.WORD and not percent:
            return self._worded(place)
        if kind in (Kind.COMMA, Kind.SEMICOLON) and not percent and script.kind(place + 1) is Kind.NUMBER:
            glued = kind is Kind.SEMICOLON and script.glued(place) and script.glued(place + 1)
            dashed = script.kind(place + 2) is Kind.DASH and script.kind(place + 3) is Kind.NUMBER
            last = place + (4 if dashed else 2)
            ends = bool(self.percent(last)) and script.kind(last + 1) is not Kind.WORD
            return (1, "two-figures") if glued or ends else (0, "")
        return 0, ""

    def _worded(self, place: int) -> tuple[int, str]:
        """A word or two in small letters between a bare number and a per cent: "28 ή 30%", "28 άντε 30%"."""
        script = self.script
        for taken in range(1, _FEW_WORDS + 1):
            at = place + taken - 1
            if script.kind(at) is not Kind.WORD or script.capital(at):
                return 0, ""
            if script.folded(at) not in ARTICLES and self.begins and self.begins(script.text(at)):
                return 0, ""
            if script.role(at) not in (Role.PLAIN, Role.LINK, Role.AND):
                return 0, ""
            if script.kind(at + 1) is Kind.NUMBER:
                return (taken, "two-figures") if self.percent(at + 2) else (0, "")
        return 0, ""

    def _rises(self, place: int) -> bool:
        """Whether "με" stands between two per cents of which the second is higher: "36% με 39%"."""
        script = self.script
        at = place - 2
        while at > place - 4 and script.kind(at) is not Kind.NUMBER:
            at -= 1
        if script.kind(place + 1) is not Kind.NUMBER or not self.percent(place + 2):
            return False
        numbers = script.text(at).replace(",", "."), script.text(place + 1).replace(",", ".")
        try:
            return float(numbers[0]) < float(numbers[1])
        except ValueError:
            return False
