"""Scales of equal span for the panels, so that the widths of ranges compare, and round steps for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.figures.timeline import Band

# Room over the highest range for the pins and under the lowest, in parts of a panel.
HEADROOM, FOOTROOM = 0.17, 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A panel's scale: where it begins and the span it shares with all others."""

    low: float
    span: float

    @property
    def high(self) -> float:
        """Where it ends."""
        return self.low + self.span

    def clamp(self, share: float) -> tuple[float, str]:
        """Where a share is drawn, and "up" or "down" when it lies off the scale."""
        edge = self.span * 0.05
        if share > self.high - edge:
            return round(self.high - edge, 3), "up"
        if share < self.low + edge * 0.2:
            return round(self.low + edge, 3), "down"
        return share, ""


def scales(bands: Sequence[Band], shares: Mapping[str, float]) -> list[Scale]:
    """Scales of equal span: each shows all of its party's ranges, and the result too where it can reach."""
    extents = [(float(band.low.min()), float(band.high.max())) for band in bands]
    span = max(2.0, max(high - low for low, high in extents)) / (1 - HEADROOM - FOOTROOM)
    found = []
    for band, (low, high) in zip(bands, extents, strict=True):
        least, most = high + span * HEADROOM - span, low - span * FOOTROOM
        begin = (least + most) / 2
        if (share := shares.get(band.party)) is not None:
            begin = min(max(begin, share + span * HEADROOM - span), share - span * FOOTROOM)
        begin = min(max(begin, least, -span * 0.02), max(most, -span * 0.02))
        found.append(Scale(low=round(begin, 3), span=round(span, 3)))
    return found


def tick_step(span: float, most: float = 5) -> float:
    """The smallest round step with at most so many steps in a span."""
    return next((s for s in (0.5, 1, 2, 5, 10, 20) if span / s <= most), 50)
