"""Generated values for property tests: updates as a blogger could publish them."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from forecasts.model import EventReference, Party, Range, Update

NAMES = {
    "syriza": ("ΣΥΡΙΖΑ", "Συνασπισμός Ριζοσπαστικής Αριστεράς", "SYRIZA"),
    "nd": ("ΝΔ", "Νέα Δημοκρατία", "New Democracy"),
    "xa": ("ΧΑ", "Χρυσή Αυγή", "Golden Dawn"),
    "kke": ("ΚΚΕ", "Κομμουνιστικό Κόμμα Ελλάδας", "Greek Communist Party"),
    "ek": ("ΕΚ", "Ένωση Κεντρώων", "Union of Centrists"),
    "lae": ("ΛΑΕ", "Λαϊκή Ενότητα", "Popular Unity"),
    "sxedio-b": ("ΣΧΕΔΙΟ Β'", "Σχέδιο Β'", "Plan B"),
    "anel": ("ΑΝ.ΕΛ.", "Ανεξάρτητοι Έλληνες", "Independent Greeks"),
    "mera25": ("ΜέΡΑ25", "Μέτωπο Ευρωπαϊκής Ρεαλιστικής Ανυπακοής", "MeRA25"),
    "pasok": ("ΠΑΣΟΚ", "Πανελλήνιο Σοσιαλιστικό Κίνημα", "PASOK"),
    "dimar": ("ΔΗΜΑΡ", "Δημοκρατική Αριστερά", "Democratic Left"),
    "other": ("Λοιπά", "Λοιπά κόμματα", "Others"),
}
PARTIES = (
    *tuple(
        Party(id=i, short_el=short, name_el=name, short_en=english, name_en=english, colour="#005AC0")
        for i, (short, name, english) in NAMES.items()
    ),
    Party(
        id="pasok-dimar",
        short_el="ΔΗΣΥ",
        name_el="Δημοκρατική Συμπαράταξη",
        short_en="DISY",
        name_en="Democratic Coalition",
        colour="#2D902D",
        components=("pasok", "dimar"),
    ),
)
JOINABLE = tuple(i for i in NAMES if i not in ("other", "pasok", "dimar"))

hundredths = st.integers(0, 800)


def points(value: int) -> Decimal:
    """Hundredths of a point as a figure without needless zeros: at most 8, so that twelve stay under 100."""
    return Decimal(value) / 100


@st.composite
def ranges(draw: st.DrawFn, members: tuple[str, ...]) -> Range:
    """A range for a party, or for a joint list where there are several members."""
    low, high = sorted((points(draw(hundredths)), points(draw(hundredths))))
    label = draw(st.sampled_from([" + ", " & ", " / "])).join(
        draw(st.sampled_from(NAMES[m])) for m in members
    )
    open_ended = "other" not in members and draw(st.booleans())
    return Range(
        party=members[0],
        label=f"{label} κ.λ.π." if open_ended else label,
        low=low,
        high=high,
        components=members,
        open_ended=open_ended,
    )


@st.composite
def updates(draw: st.DrawFn) -> Update:
    """An update: some parties, perhaps two of them on a joint list, a date or none, an event or none."""
    ids = draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=10, unique=True))
    groups = [(party,) for party in ids]
    joinable = [party for party in ids if party in JOINABLE]
    if len(joinable) > 1 and draw(st.booleans()):
        pair = (joinable[0], joinable[1])
        groups = [pair, *((party,) for party in ids if party not in pair)]
    event = draw(st.none() | st.builds(EventReference, ordinal=st.none() | st.integers(1, 4)))
    return Update(
        forecaster="failedevolution",
        election="2015-09",
        published=draw(st.none() | st.dates(date(2000, 1, 1), date(2039, 12, 31))),
        event=event,
        ranges=tuple(draw(ranges(members)) for members in groups),
        complete=draw(st.booleans()),
        text="",
    )
