"""A small sound data folder, in which a test may spoil one place, and the faults that are then found."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from forecasts.catalogue import ReadText, UpdateText, check_catalogue
from forecasts.model import Election, Party, Range, Update

PARTIES = """id,short_el,name_el,short_en,name_en,colour,aliases,successor_of,components,since,until,source
syriza,ΣΥΡΙΖΑ,Συνασπισμός,SYRIZA,Coalition,#FA8072,ΣΥΝ;Siriza,,,,,page
nd,ΝΔ,Νέα Δημοκρατία,ND,New Democracy,#005AC0,,,,,,page
other,Λοιπά,Λοιπά κόμματα,Others,Other parties,#8C8C8C,,,,,,page
"""
FORECASTERS = """id,name_el,name_en,kind,site,source
blog,Το blog,The blog,blogger,https://example.org,page
"""
LEADERS = """party,names,since,until,source
nd,Μεϊμαράκης;Meimarakis,2015,2015,page
nd,Μητσοτάκης,2016,,page
"""
LAWS = """[2012]
name_el = "Νόμος"
name_en = "Law"
citation = "ΦΕΚ"
seats = 300
threshold = 3
bonus = 50
source = "page"
"""
SLIDING = """bonus_from = 25
bonus_step = 0.5
bonus_limit = 50
"""
ELECTIONS = """id,date,kind,name_el,name_en,law,source
2015-09,2015-09-20,parliamentary,Εκλογές,Election,2012,page
"""
EVENTS = """election,date,hour,kind,ordinal,name_el,name_en,participants,source
2015-09,2015-09-09,,debate,1,Πρώτη,First,Τσίπρας;Μεϊμαράκης,page
2015-09,2015-09-14,21:08,debate,2,Δεύτερη,Second,,page
2015-09,2015-08-20,,event,,Παραίτηση,Resignation,,page
"""
RESULTS = """party,votes,share,seats,source
syriza,600,60.00,200,page
nd,333,33.30,100,page
other,67,6.70,0,page
valid,1000,100.00,300,page
"""
INDEX = """file,election,forecaster,published,hour,verbatim,order,note,complete,source
2015-09/second.txt,2015-09,blog,2015-09-15,19:00,yes,2,second,yes,page
2015-09/first.txt,2015-09,blog,,,no,1,,no,page
"""
FILES = {
    "parties.csv": PARTIES,
    "forecasters.csv": FORECASTERS,
    "leaders.csv": LEADERS,
    "laws.toml": LAWS,
    "elections.csv": ELECTIONS,
    "events.csv": EVENTS,
    "results/2015-09.csv": RESULTS,
    "updates/index.csv": INDEX,
    "updates/2015-09/first.txt": "ΣΥΡΙΖΑ 26-27%\n",
    "updates/2015-09/second.txt": "ΣΥΡΙΖΑ 28-30%\n",
}
Edit = Callable[..., Path]


def one_range(entry: UpdateText, parties: Sequence[Party], election: Election) -> ReadText:
    """Stands in for the notation: "ΣΥΡΙΖΑ 28-30%" and nothing else."""
    low, high = entry.text.split()[1].rstrip("%").split("-")
    update = Update(
        forecaster=entry.forecaster,
        election=election.id,
        published=entry.published,
        hour=entry.hour,
        ranges=(Range(party=parties[0].id, label="ΣΥΡΙΖΑ", low=Decimal(low), high=Decimal(high)),),
        complete=entry.complete,
        text=entry.text,
        source=entry.source,
        note=entry.note,
    )
    return ReadText(updates=(update,))


@pytest.fixture
def edit(tmp_path: Path) -> Edit:
    """A small sound data folder in which one file has some text replaced."""

    def write(file: str = "", old: str = "", new: str = "") -> Path:
        for name, text in FILES.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            assert name != file or old in text
            path.write_bytes((text.replace(old, new, 1) if name == file else text).encode())
        return tmp_path

    return write


def faults(folder: Path) -> list[str]:
    return [str(fault) for fault in check_catalogue(folder, read=one_range)]
