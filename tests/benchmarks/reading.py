"""Does reading grow with the length of the text, whatever the text is?"""

import random
import time

from forecasts.notation.parser import read_text
from forecasts.opening import load_names
from tests.benchmarks.goals import at_most, middle

SIZES = (100_000, 1_000_000, 10_000_000)
ROUNDS = 3


def noise(size: int) -> str:
    """Characters at random, Greek and Latin letters, digits and marks, always the same."""
    generator = random.Random(2015)
    letters = [chr(code) for code in (*range(0x20, 0x7F), *range(0x386, 0x3CE)) if chr(code).isprintable()]
    return "".join(generator.choices(letters, k=size))


def names(size: int) -> str:
    """Parties, figures, headings and marks thrown together: the worst a text can be, always the same."""
    generator = random.Random(2015)
    pieces = ["ΣΥΡΙΖΑ", "ΝΔ", "28-30%", "5,5", " ", " ", "\n", "(", ")", "μετά το δεύτερο debate"]
    pieces += [
        "Update (15/9):",
        "έδρες",
        "αναποφάσιστοι",
        "%",
        "-",
        "–",
        "<b>",
        "&nbsp;",
        "κ.λ.π.",
        "+",
        "2015",
    ]
    pieces += ["ΠΑΣOK", "\t", "|", *(chr(generator.randrange(0x20, 0x3FF)) for _ in range(40))]
    text = "".join(piece + generator.choice(("", " ")) for piece in generator.choices(pieces, k=size))
    return text[:size]


def prose(size: int) -> str:
    """A post with updates in it, again and again."""
    post = (
        "Update (15/9): Αναθεωρημένες προβλέψεις (μετά το δεύτερο debate): ΣΥΡΙΖΑ 28-30% ΝΔ 11-13%\n"
        "Η ανεργία έμεινε στο 25% και ο κόσμος περίμενε στις ουρές. Κανείς δεν ήξερε τι θα βγάλει η κάλπη.\n"
    )
    return (post * (size // len(post) + 1))[:size]


def seconds(text: str) -> float:
    """One reading; the names are known beforehand, as in a running app."""
    parties = load_names().parties
    read_text("ΝΔ 3-4%", parties)
    start = time.perf_counter()
    read_text(text, parties, year=2015)
    return time.perf_counter() - start


def run() -> bool:
    """Print the seconds per size; 1 MB of noise under 2 s, ten times the text at most 12 times the time."""
    met = True
    for name, make in (("noise", noise), ("names thrown together", names), ("posts", prose)):
        times = []
        for size in SIZES:
            text = make(size)
            rounds = ROUNDS if size < SIZES[-1] else 1
            times.append(middle([seconds(text) for _ in range(rounds)]))
            print(f"  {name}, {size / 1e6:g} MB: {times[-1]:.2f} s, {size / times[-1] / 1e6:.2f} MB/s")
        if make is noise:
            met &= at_most("noise: seconds for 1 MB", times[1], 2.0)
        met &= at_most(f"{name}: time of 10 MB over time of 1 MB", times[2] / times[1], 12.0)
    return met
