"""Colours that can be read on light and dark ground, fonts, and what every chart has in common."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from forecasts.model import Language

Figure = dict[str, Any]

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif'

# A figure is drawn in the light colours; the browser replaces each by its dark partner where it finds the
# very string, so no two tokens may share one.
LIGHT: Mapping[str, str] = {
    "background": "#ffffff",
    "text": "#1b1f24",
    "muted": "#59626c",
    "faint": "#8a939c",
    "grid": "#e6e9ec",
    "zone": "#f3f5f7",
    "axis": "#a9b1b9",
    "event": "#3b444d",
    "pin": "#3c454e",
    "pin_text": "#fffffe",
    "before": "#8f98a1",
    "hover": "#fffffd",
}
DARK: Mapping[str, str] = {
    "background": "#242424",
    "text": "#f1f3f5",
    "muted": "#b3bac1",
    "faint": "#868e96",
    "grid": "#3a3d41",
    "zone": "#2d2f32",
    "axis": "#6d757d",
    "event": "#ced4da",
    "pin": "#dee2e6",
    "pin_text": "#1b1f23",
    "before": "#6f7780",
    "hover": "#2f3236",
}
# From the strongest fall to the strongest rise: fill and ink. Orange and teal stay apart for every kind of
# colour blindness; lightness alone tells how strong, the sign in the cell which way.
STEPS_LIGHT: tuple[tuple[str, str], ...] = (
    ("#a4540c", "#fffffa"),
    ("#e0a458", "#1b1f20"),
    ("#f7e3c8", "#1b1f21"),
    ("#eff1f3", "#545d67"),
    ("#cbe8e3", "#1b1f22"),
    ("#6dbdb1", "#1b1f25"),
    ("#12695f", "#fffffb"),
)
STEPS_DARK: tuple[tuple[str, str], ...] = (
    ("#f0a04b", "#141619"),
    ("#99591a", "#ffffff"),
    ("#553a20", "#f6e9da"),
    ("#33373b", "#b4bbc2"),
    ("#1e4642", "#dff3f0"),
    ("#1f776d", "#fefefe"),
    ("#5fd3c3", "#14161a"),
)
MARK_CONTRAST = 3.0
TEXT_CONTRAST = 4.5
# Two party colours nearer than this in OKLab look like one on a small screen.
NEAREST = 0.075


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyColour:
    """A party's colour made readable: for marks and for text, on light and on dark ground."""

    mark: str
    text: str
    dark_mark: str
    dark_text: str


def _channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue as linear light, 0 to 1."""
    values = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def _oklab(colour: str) -> tuple[float, float, float]:
    """Lightness and the two colour axes of OKLab (Björn Ottosson, 2020)."""
    red, green, blue = _channels(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _hex(lightness: float, a: float, b: float) -> str | None:
    """The sRGB colour of an OKLab point; None outside what a screen can show."""
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    if not all(-0.0005 <= v <= 1.0005 for v in linear):
        return None
    clipped = (min(max(v, 0.0), 1.0) for v in linear)
    coded = (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in clipped)
    return "#" + "".join(f"{round(v * 255):02x}" for v in coded)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    lights = [0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05 for r, g, b in (_channels(one), _channels(other))]
    return max(lights) / min(lights)


def distance(one: str, other: str) -> float:
    """How far apart two colours look: the Euclidean distance in OKLab; black to white is 1."""
    return float(sum((p - q) ** 2 for p, q in zip(_oklab(one), _oklab(other), strict=True)) ** 0.5)


def _with_lightness(colour: str, lightness: float) -> str:
    """The colour at another lightness, with as much of its saturation as the screen can show."""
    _, a, b = _oklab(colour)
    return next(
        (found for part in range(20, -1, -1) if (found := _hex(lightness, a * part / 20, b * part / 20))),
        "#ffffff" if lightness > 0.5 else "#000000",
    )


@lru_cache(maxsize=4096)
def readable(colour: str, background: str, ratio: float, apart: tuple[str, ...] = ()) -> str:
    """The colour, or the nearest in lightness that has the contrast and stays clear of others.

    Args:
        colour: "#rrggbb"; anything else counts as grey.
        background: What it is seen on.
        ratio: The least contrast ratio.
        apart: Colours it must not be taken for; given up where nothing can satisfy all.

    Returns:
        A colour with at least the contrast asked for.
    """
    start = _clean(colour)
    here = _oklab(start)[0]
    shades = [start, *(_with_lightness(start, step / 100) for step in range(101))]
    good = [shade for shade in shades if contrast(shade, background) >= ratio]
    good.sort(key=lambda shade: abs(_oklab(shade)[0] - here))
    return next((s for s in good if all(distance(s, other) >= NEAREST for other in apart)), good[0])


def _clean(colour: str) -> str:
    """A colour of six hex digits; grey for anything else."""
    digits = colour[1:].lower()
    if colour[:1] == "#" and len(digits) == 6 and set(digits) <= set("0123456789abcdef"):
        return f"#{digits}"
    return "#8c8c8c"


def palette(colours: Iterable[str]) -> dict[str, PartyColour]:
    """Readable partners for the parties of one chart, by the colour in the data.

    The first to come keeps most of its own colour; a later one too near to it is made lighter or darker
    until the two can be told apart. The same colour in the data stays one colour.
    """
    return dict(_palette(tuple(dict.fromkeys(colours))))


@lru_cache(maxsize=512)
def _palette(colours: tuple[str, ...]) -> tuple[tuple[str, PartyColour], ...]:
    light, dark = LIGHT["background"], DARK["background"]
    found: dict[str, PartyColour] = {}
    taken: set[str] = {*LIGHT.values(), *(c for step in STEPS_LIGHT for c in step)}
    for colour in colours:
        marks = tuple(p.mark for p in found.values())
        dark_marks = tuple(p.dark_mark for p in found.values())
        mark = _own(readable(colour, light, MARK_CONTRAST, marks), taken)
        dark_mark = readable(colour, dark, MARK_CONTRAST, dark_marks)
        found[colour] = PartyColour(
            mark=mark,
            text=_own(readable(mark, light, TEXT_CONTRAST), taken),
            dark_mark=dark_mark,
            dark_text=readable(dark_mark, dark, TEXT_CONTRAST),
        )
    return tuple(found.items())


def _own(colour: str, taken: set[str]) -> str:
    """The colour, moved by the least step to a string nobody else uses: the browser swaps by the string."""
    while colour in taken:
        blue = int(colour[5:], 16)
        colour = f"{colour[:5]}{blue - 1 if blue else 1:02x}"
    taken.add(colour)
    return colour


def dark_colours(parties: Iterable[PartyColour] = (), *, steps: bool = False) -> dict[str, str]:
    """Light colour → dark colour for everything a chart may contain (`layout.meta.dark`)."""
    swap = {LIGHT[name]: DARK[name] for name in LIGHT}
    if steps:
        for (fill, ink), (dark_fill, dark_ink) in zip(STEPS_LIGHT, STEPS_DARK, strict=True):
            swap |= {fill: dark_fill, ink: dark_ink}
    for party in parties:
        swap |= {party.mark: party.dark_mark, party.text: party.dark_text}
    return swap


def base_layout(language: Language) -> Figure:
    """What every chart has in common: ground, font, decimal mark, hover box; no template, no legend."""
    return {
        "font": {"family": FONT, "size": 13, "color": LIGHT["text"]},
        "paper_bgcolor": LIGHT["background"],
        "plot_bgcolor": LIGHT["background"],
        "separators": ",." if language == "el" else ".,",
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "align": "left",
            "bgcolor": LIGHT["hover"],
            "bordercolor": LIGHT["axis"],
            "font": {"family": FONT, "size": 13, "color": LIGHT["text"]},
        },
        "modebar": {
            "bgcolor": "rgba(0,0,0,0)",
            "color": LIGHT["faint"],
            "activecolor": LIGHT["text"],
        },
    }


def config(language: Language, filename: str = "provlepsi") -> Figure:
    """The settings of every graph: nothing is sent anywhere, the image button alone stays."""
    return {
        "displaylogo": False,
        "showSendToCloud": False,
        "locale": language,
        "responsive": True,
        "doubleClick": "reset",
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2, "filename": filename},
    }


def text_width(text: str, size: float) -> float:
    """About how many pixels a line takes in the fonts above, rather too many than too few."""
    wide, narrow = "ΑΓΔΘΛΜΝΞΟΠΡΣΤΥΦΧΨΩABCDGHKMNOQRUVWXmwω%—ΚΗΕΖΒ●◆", " .,:;'!|ιijl1()–-·"
    units = sum(0.74 if c in wide else 0.36 if c in narrow else 0.6 for c in text)
    return units * size
