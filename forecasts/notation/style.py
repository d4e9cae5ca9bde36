"""How a list writes its figures, which decides what a lone dash in it means."""

from dataclasses import replace

from forecasts.notation.figures import Figure
from forecasts.notation.judging import Judged

LIST = 3  # so many ranges make a list one of ranges, and show its style


class Style:
    """How a list writes its figures: it decides what a lone dash means."""

    def __init__(self, used: list[Judged]) -> None:
        figures = [j.value for j in used if j.value]
        self.ranged = sum(f.ranged for f in figures)
        points = [f for f in figures if not f.ranged]
        self.points = len(points)
        self.signed = sum(f.lead == "sign" for f in points)
        self.tailed = sum(f.tail == "glued" for f in points)
        backward = sum(f.fault == "reversed-bounds" for f in figures)
        self.downward = backward == self.ranged >= LIST

    def fault(self, figure: Figure) -> str:
        """What is wrong with a point that has a dash or a plus beside it."""
        if figure.ranged:
            return ""
        if figure.lead == "plus":
            return "ambiguous-sign"
        if figure.tail == "plus":
            return "missing-high"
        if figure.tail == "glued" and (self.ranged or self.tailed * 2 <= self.points or self.points == 1):
            return "missing-high"
        if figure.tail == "dash" and self.ranged > self.points:
            return "missing-high"
        if figure.lead == "sign":
            return (
                "missing-low"
                if self.ranged > self.points
                else "ambiguous-sign"
                if self.signed < self.points
                else ""
            )
        return ""


def turned(judged: Judged) -> Judged:
    """An entry of a list that gives every range from its upper end, with its ends in their order."""
    figure, phrase = judged.value, judged.figure
    if figure is None or phrase is None or figure.fault != "reversed-bounds":
        return judged
    right = replace(figure, low=figure.high, high=figure.low, fault="")
    return replace(judged, figure=phrase._replace(figure=right))


def mend(figure: Figure, fault: str) -> str | None:
    """The text that would put a fault right, where it is known."""
    sign = "%" if figure.percent else ""
    return f"{figure.high}-{figure.low}{sign}".replace(".", ",") if fault == "reversed-bounds" else None
