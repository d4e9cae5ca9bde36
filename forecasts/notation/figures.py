"""Numbers → figures: a range, a point, or what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from forecasts.model import HUNDRED
from forecasts.notation.joints import JointReader
from forecasts.notation.lexer import Kind
from forecasts.notation.numerals import COUNTED
from forecasts.notation.script import Script
from forecasts.notation.vocabulary import (
    ARTICLES,
    AT_LEAST,
    AT_MOST,
    BETWEEN,
    FROM,
    LIMITS,
    ORDINAL_ENDS,
    TO,
    WITH,
    Role,
    counts_seats,
)

_CEILING = 3
_SCANNED = 3  # the digits and the mark of the rest of a number that was cut apart
_PER_MILLE = ("‰", "‱")
_FRACTIONS = frozenset({("1", "2"), ("1", "4"), ("3", "4")})
_DIGIT_LIKE = frozenset("OoΟοlIΙιS")
_OF = frozenset({"των", "του", "τησ", "of", "the", "all", "in", "βουλευτικεσ"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One or two numbers that may be a forecast.

    Attributes:
        low, high: the bounds as written, in the order written; equal for a point.
        percent: whether a per cent sign or word stands with it.
        fault: the warning code of what is wrong with it, or nothing.
        counts: it counts something else than shares (seats, people, euros).
        lead, tail: a dash (or a plus) directly before it, or after it without a second number.
    """

    low: Decimal
    high: Decimal
    ranged: bool
    percent: bool = False
    fault: str = ""
    counts: str = ""
    lead: str = ""
    tail: str = ""
    mend: str = ""


class FigureReader:
    """The productions of the grammar that begin with a number."""

    def __init__(self, script: Script, begins: Callable[[str], bool] | None = None) -> None:
        self.script = script
        joints = JointReader(script, begins)
        self.percent = joints.percent
        self.joint = joints.joint

    def opened(self, place: int) -> str:
        """Whether "από" or "μεταξύ" stands before a number, an article perhaps between."""
        script = self.script
        for back in (1, 2, 3):
            word = script.folded(place - back)
            if word in BETWEEN:
                return "between"
            if word in FROM:
                return "from"
            if word not in ARTICLES and word != "σε":
                break
        return ""

    def figure(self, place: int) -> tuple[int, Figure]:
        """figure = number [percent] [joint number [percent]] [tail] [unit]."""
        script = self.script
        opened = self.opened(place)
        low, doubt = decimal(script.text(place))
        at, broken = self._number(place)
        taken = self.percent(at)
        percent = bool(taken)
        at += taken
        high, ranged, fault = low, False, ""
        joint, slash = self.joint(at, opened=opened, percent=percent)
        if joint:
            high, other = decimal(script.text(at + joint))
            doubt = doubt or other
            at, cut = self._number(at + joint)
            broken = broken or cut
            taken = self.percent(at)
            percent, ranged = percent or bool(taken), True
            at += taken
            fault = self._joined(slash, at, percent=percent)
        elif opened == "between" or self._broken(at):
            fault = "missing-high"
        if self._margin(at):
            fault = "plus-minus"
        tail, lead = self._tail(at, ranged=ranged), self._lead(place)
        fault = fault or self._bounds(place, ranged=ranged) or doubt
        if self._comma_row(place):
            fault = fault or "ambiguous-decimal"
        if broken or self._letter(place - 1):
            fault = "unreadable-figure"
        if script.text(at) in _PER_MILLE:
            fault, at = "per-mille", at + 1
        figure = Figure(
            low=low,
            high=high,
            ranged=ranged,
            percent=percent,
            fault=fault or order(low, high),
            counts=self._unit(at, percent=percent) or self._currency(place),
            lead=lead,
            tail=tail,
        )
        return at - place, figure

    def _broken(self, at: int) -> bool:
        """Whether a line or the text ends where the upper end should stand: "3,6% έως"."""
        words = (self.script.folded(at + ahead) for ahead in range(_CEILING))
        if any(word.startswith(("ανωτατ", "κατωτατ")) for word in words):
            return True  # "7,8% και ανώτατο όριο το 9,8%"
        joint = self.script.folded(at) in TO or self.script.folded(at) in WITH
        return joint and self.script.kind(at + 1) in (Kind.LINE, Kind.BLANK, None)

    def _number(self, place: int) -> tuple[int, bool]:
        """The token after a number, and whether blanks or letters cut its digits apart: "2 8", "3O%"."""
        script, at = self.script, place + 1
        short = len(script.text(place)) == 1 and script.kind(place - 1) is not Kind.LINE
        if short and self._scanned(at):
            return at + 1, True
        if script.kind(at + 1) is Kind.SLASH and (script.text(at), script.text(at + 2)) in _FRACTIONS:
            return at + 3, True
        if self._letter(at) and script.kind(at + 1) in (Kind.PERCENT, Kind.DASH, Kind.NUMBER):
            return at + 1, True
        return at, False

    def _scanned(self, place: int) -> bool:
        """Whether the rest of a number stands here apart from its first digit: "2 8 - 3 0 %", "3 0 %"."""
        script = self.script
        if script.kind(place) is not Kind.NUMBER or len(script.text(place)) > _SCANNED:
            return False
        after = script.kind(place + 1)
        dash = after is Kind.DASH and script.gap(place + 1) and script.gap(place + 2)
        high = after is Kind.PERCENT and script.gap(place + 1) and script.kind(place - 2) is Kind.DASH
        return dash or (high and script.gap(place - 1))

    def _letter(self, place: int) -> bool:
        """Whether a letter that looks like a digit stands glued where a digit should."""
        script = self.script
        at = place - 1 if script.kind(place) is Kind.DASH else place
        looks = script.kind(at) is Kind.WORD and script.text(at) in _DIGIT_LIKE
        return looks and script.glued(place + (at < place or not script.glued(place)))

    def _margin(self, at: int) -> bool:
        """Whether a margin follows: "±1,5", "+/- 1,5", "+-1,5"."""
        script = self.script
        at += script.kind(at) is Kind.OPEN
        if script.kind(at) is Kind.SIGN:
            return "±" in script.text(at) and script.kind(at + 1) is Kind.NUMBER
        if script.text(at) != "+":
            return False
        at += 2 if script.kind(at + 1) is Kind.SLASH else 1
        return script.kind(at) is Kind.DASH and script.kind(at + 1) is Kind.NUMBER

    def _joined(self, slash: str, at: int, *, percent: bool) -> str:
        """A second joint makes three numbers of it; a slash makes a range only of per cents."""
        change = self.script.gap(at) and self.script.glued(at + 1)  # 5-6% -1
        apart = percent and self.script.gap(at) and self.script.gap(at + 1)  # 2,2% με 3,6% - 0 με 1 έδρα
        third = self.script.kind(at) in (Kind.DASH, Kind.SLASH) and not (change or apart)
        if third and self.joint(at, opened="", percent=percent)[0]:
            return "two-figures"
        if slash == "slash":
            return "" if percent else "two-figures"
        return slash

    def _bounds(self, place: int, *, ranged: bool) -> str:
        """A point after "below", "up to", "<" lacks its low bound; after "over", ">" its high one."""
        if ranged:
            return ""
        script = self.script
        if script.kind(place - 1) is Kind.SIGN:
            sign = script.text(place - 1)
            return (
                "missing-low"
                if sign in "<≤"
                else "missing-high"
                if sign in ">≥"
                else "plus-minus"
                if "±" in sign
                else ""
            )
        at = place - 1
        while script.folded(at) in ARTICLES or script.folded(at) in FROM or script.folded(at) == "του":
            at -= 1
        word = script.folded(at)
        if word == "as" and script.folded(at - 1) in ("much", "high", "many"):
            return "missing-low"
        return "missing-low" if word in AT_MOST else "missing-high" if word in AT_LEAST else ""

    def _lead(self, place: int) -> str:
        script = self.script
        if script.kind(place - 1) is Kind.PLUS and script.glued(place) and script.text(place - 1) == "+":
            return "plus"
        if script.kind(place - 1) is Kind.DASH:
            return "sign" if script.glued(place) and script.gap(place - 1) else "dash"
        return ""

    def _tail(self, at: int, *, ranged: bool) -> str:
        script = self.script
        if script.kind(at) is Kind.DASH and not ranged:
            return "glued" if script.glued(at) else "dash"
        loose = not script.glued(at + 1) or script.kind(at + 1) is Kind.PERCENT
        return "plus" if script.text(at) == "+" and script.glued(at) and loose else ""

    def _unit(self, at: int, *, percent: bool) -> str:
        """What the words after a number say that it counts, if not shares."""
        script = self.script
        if script.kind(at) is Kind.WORD and script.glued(at) and script.folded(at) in ORDINAL_ENDS:
            return "ordinal"
        if script.text(at) in ("€", "$", "£"):
            return "money"
        for ahead in range(4):
            place = at + ahead
            if script.role(place) in (Role.MEASURE, Role.COMMENT):
                if self._heads(place) and (percent or ahead):
                    return ""
                return "seats" if counts_seats(script.folded(place)) and not percent else "other"
            if script.folded(place) in COUNTED:
                break  # "13,8 – 17,2 Τέσσερις έδρες"
            if script.folded(place + 1) in LIMITS:
                continue  # "the 3% election threshold"
            if script.folded(place) not in _OF and (percent or script.role(place) is not Role.PLAIN):
                break
        return ""

    def _heads(self, place: int) -> bool:
        """Whether a counting word counts the bare number after it, not the one before: "30% ΕΔΡΕΣ 80-85"."""
        script = self.script
        place += 1 + (script.kind(place + 1) is Kind.COLON)
        if script.kind(place) is not Kind.NUMBER:
            return False
        joint = script.kind(place + 1) is Kind.DASH and script.kind(place + 2) is Kind.NUMBER
        return not self.percent(place + (3 if joint else 1))

    def _currency(self, place: int) -> str:
        return "money" if self.script.text(place - 1) in ("€", "$", "£", "#", "№") else ""

    def _comma_row(self, place: int) -> bool:
        """Whether a comma directly before a number with a comma makes the row comma separated."""
        script = self.script
        glued = script.kind(place - 1) is Kind.COMMA and script.glued(place)
        return glued and "," in script.text(place)


def decimal(text: str) -> tuple[Decimal, str]:
    """The value of a number as written, both comma and point being decimal marks, and a doubt about it.

    Three digits after the only mark may be thousands; two marks, or more than six digits, are no share.
    """
    parts = text.replace(",", ".").split(".")
    if len(parts) > 2 or len(text) > 12:
        return Decimal(1000), "ambiguous-decimal"
    if len(parts) == 2 and len(parts[1]) > 2:
        return Decimal(text.replace(",", ".")), "ambiguous-decimal"
    return Decimal(text.replace(",", ".")), ""


def order(low: Decimal, high: Decimal) -> str:
    """What is wrong with two bounds."""
    if max(low, high) > HUNDRED:
        return "bound-over-100"
    return "reversed-bounds" if low > high else ""
