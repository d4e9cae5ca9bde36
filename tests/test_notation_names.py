"""Whose name it is: greeklish, hashtags, shortened and declined names."""

import pytest

from forecasts.model import Party
from forecasts.notation.parser import read_text


def read_as(name: str, parties: tuple[Party, ...]) -> list[str | None]:
    """The party that a name beside a figure is read as, after one that is certain."""
    reading = read_text(f"ΣΥΡΙΖΑ 28-30%\n{name} 3-4%", parties, year=2019)
    return [found.range.party for update in reading.updates for found in update.ranges][1:]


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Nea Dhmokratia", "nd"),
        ("nea dimokratia", "nd"),
        ("Xrysh Aygh", "xa"),
        ("Hrisi Avgi", "xa"),
        ("Chrysi Augi", "xa"),
        ("Ellhnikh Lysh", "el"),
        ("Elliniki Lisi", "el"),
        ("Pleusi Eley8erias", "pe"),
        ("Plefsi Eleftherias", "pe"),
        ("Enwsh Kentrwwn", "ek"),
        ("Enosi Kentroon", "ek"),
        ("Laikh Enothta", "lae"),
        ("Aneksarthtoi Ellines", "anel"),
        ("@EllinikiLysi", "el"),
        ("#ΧρυσήΑυγή", "xa"),
        ("#Χρυσή_Αυγή", "xa"),
        ("#ΚΚΕ", "kke"),
        ("Χρ. Αυγή", "xa"),
        ("Χ. Αυγή", "xa"),
        ("Αν. Έλληνες", "anel"),
        ("Ανεξ. Έλληνες", "anel"),
        ("Εν. Κεντρώων", "ek"),
        ("της Χρυσής Αυγής", "xa"),
        ("των Ανεξάρτητων Ελλήνων", "anel"),
        ("την Ένωση Κεντρώων", "ek"),
    ],
)
def test_a_name_in_any_spelling_is_the_party(name: str, party: str, parties: tuple[Party, ...]) -> None:
    assert read_as(name, parties) == [party]


@pytest.mark.parametrize("name", ["United Front", "The Green Front of Attica", "Κόμμα Φίλων", "Nea Dhmos"])
def test_a_name_nobody_knows_is_nobodys(name: str, parties: tuple[Party, ...]) -> None:
    assert read_as(name, parties) == [None]
