"""The six forecasts of failedevolution for September 2015 as typed from the post, and the parties named."""

from datetime import date, time
from decimal import Decimal

from forecasts.model import Election, Event, EventReference, Forecaster, Party, Range, Update


def party(party_id: str, el: str, en: str, *, after: tuple[str, ...] = ()) -> Party:
    return Party(
        id=party_id, short_el=el, name_el=el, short_en=en, name_en=en, colour="#005AC0", successor_of=after
    )


PARTIES = (
    party("syriza", "ΣΥΡΙΖΑ", "SYRIZA"),
    party("lae", "ΛΑΕ", "LAE"),
    party("nd", "ΝΔ", "ND"),
    party("xa", "ΧΑ", "XA"),
    party("kke", "ΚΚΕ", "KKE"),
    party("ek", "ΕΚ", "EK"),
    party("potami", "ΠΟΤΑΜΙ", "Potami"),
    party("pasok", "ΠΑΣΟΚ", "PASOK"),
    party("pasok-dimar", "ΠΑΣΟΚ-ΔΗΜΑΡ", "PASOK-DIMAR", after=("pasok",)),
    party("kinal", "ΚΙΝΑΛ", "KINAL", after=("pasok-dimar",)),
    party("elia", "ΕΛΙΑ", "Elia", after=("pasok",)),
    party("anel", "ΑΝΕΛ", "ANEL"),
    party("other", "Λοιπά", "Others"),
)

LABELS = {
    "lae": "ΛΑΕ + ΣΧΕΔΙΟ Β' κ.λ.π.",
    "ek": "ΕΝΩΣΗ ΚΕΝΤΡΩΩΝ",
    "pasok-dimar": "ΠΑΣΟΚ + ΔΗΜΑΡ",
} | {p.id: p.short_el for p in PARTIES if p.id not in ("lae", "ek", "pasok-dimar")}

FORECASTER = Forecaster(
    id="failedevolution", name_el="failed evolution", name_en="failed evolution", kind="blogger"
)


def debate(ordinal: int, day: date, hour: time | None = None) -> Event:
    return Event(
        election="2015-09",
        date=day,
        kind="debate",
        ordinal=ordinal,
        name_el=f"Τηλεμαχία {ordinal}",
        name_en=f"Debate {ordinal}",
        hour=hour,
    )


FIRST_DEBATE = debate(1, date(2015, 9, 9))
SECOND_DEBATE = debate(2, date(2015, 9, 14))
RESIGNATION = Event(
    election="2015-09",
    date=date(2015, 8, 20),
    kind="event",
    name_el="Παραίτηση Αλέξη Τσίπρα",
    name_en="Prime Minister Tsipras resigns",
)
ELECTION = Election(
    id="2015-09",
    date=date(2015, 9, 20),
    kind="parliamentary",
    name_el="Βουλευτικές εκλογές Σεπτεμβρίου 2015",
    name_en="September 2015 parliamentary election",
    law="2012",
    events=(RESIGNATION, FIRST_DEBATE, SECOND_DEBATE),
)


def ranges(printed: str) -> tuple[Range, ...]:
    """Read "syriza 28-30, nd 11-13" (a point is written once)."""
    found = []
    for entry in filter(None, (part.strip() for part in printed.split(","))):
        name, figures = entry.split(" ")
        low, _, high = figures.partition("-")
        found.append(
            Range(
                party=None if name.startswith("?") else name,
                label=LABELS.get(name, name.lstrip("?")),
                low=Decimal(low),
                high=Decimal(high or low),
                components=() if name.startswith("?") else (name,),
            )
        )
    return tuple(found)


def update(
    published: date | None,
    printed: str,
    *,
    number: int | None = None,
    hour: time | None = None,
    names: int | None = None,
    event: EventReference | None = None,
    complete: bool = True,
    forecaster: str = "failedevolution",
) -> Update:
    return Update(
        forecaster=forecaster,
        election="2015-09",
        published=published,
        hour=hour,
        event=EventReference(ordinal=names) if names else event,
        ranges=ranges(printed),
        complete=complete,
        text=printed,
        id=number,
    )


FIRST_PREDICTIONS = update(
    None, "syriza 26-27, lae 22-23, nd 14-15, xa 9-10, kke 5-5.5, ek 4-4.5, potami 4-4.5", number=1
)
BROKEN_OFF = update(None, "syriza 26-27", number=2, complete=False)
AUGUST_29 = update(
    date(2015, 8, 29),
    "syriza 23-25, lae 20-23, nd 12-15, xa 6-8, kke 5-5.5, ek 4-4.5, potami 4-4.5, pasok 3-4, anel 2.5-3.5",
    number=3,
)
SEPTEMBER_4 = update(
    date(2015, 9, 4),
    "syriza 23-25, lae 20-23, nd 12-15, xa 6-8, kke 5-5.5, ek 3.5-4, potami 2.5-3.5, pasok 3-4, anel 2.5-3.5",
    number=4,
)
SEPTEMBER_11 = update(
    date(2015, 9, 11),
    "syriza 25-28, lae 20-23, nd 11-13, xa 6-8, kke 5-5.5, ek 3.5-4, potami 2.5-3.5, pasok-dimar 3-4,"
    " anel 2.5-3.5",
    number=5,
    names=1,
)
SEPTEMBER_15 = update(
    date(2015, 9, 15),
    "syriza 28-30, lae 20-23, nd 11-13, xa 6-8, kke 5-5.5, ek 2.5-3, potami 2.5-3.5, pasok-dimar 3-4,"
    " anel 2.5-3.5",
    number=6,
    names=2,
)
SEED = (FIRST_PREDICTIONS, BROKEN_OFF, AUGUST_29, SEPTEMBER_4, SEPTEMBER_11, SEPTEMBER_15)
