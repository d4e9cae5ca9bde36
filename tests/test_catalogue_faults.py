"""Every fault in a table of a data folder is named with file, line, what was found and what was expected."""

import pytest

from tests.data_folder import FORECASTERS, SLIDING, Edit, edit, faults

__all__ = ["edit"]


def test_checking_names_every_fault_of_every_file(edit: Edit) -> None:
    folder = edit("parties.csv", "syriza,ΣΥΡΙΖΑ,Συνασπισμός,SYRIZA,Coalition,#FA8072", "Syriza,,Συν,S,C,red")
    path = folder / "forecasters.csv"
    path.write_text(FORECASTERS.replace("blogger", "blog"), encoding="utf-8")
    assert faults(folder) == [
        'parties.csv, line 2: found "Syriza" under id;'
        " expected an id of small Latin letters, digits and hyphens.",
        "parties.csv, line 2: found nothing under short_el; expected a text.",
        'parties.csv, line 2: found "red" under colour; expected a colour as #RRGGBB.',
        'forecasters.csv, line 2: found "blog" under kind; expected pollster, blogger or broadcaster.',
        'results/2015-09.csv, line 2: found "syriza" under party;'
        " expected the id of a party of parties.csv, or valid.",
    ]


CASES = {
    "an unknown column": (
        *("forecasters.csv", "kind,site", "kind,url"),
        'forecasters.csv, line 1: found the unknown column "url";'
        " expected only id, name_el, name_en, kind, site, source.",
        "forecasters.csv, line 1: found no column site;"
        " expected the columns id, name_el, name_en, kind, site, source.",
    ),
    "a column twice": (
        *(
            "forecasters.csv",
            "site,source\nblog,Το blog,The blog,blogger,https://example.org,page",
            "site,source,site\n",
        ),
        "forecasters.csv, line 1: found the column site twice; expected each column once.",
        'updates/index.csv, line 2: found "blog" under forecaster; expected a forecaster of forecasters.csv.',
        'updates/index.csv, line 3: found "blog" under forecaster; expected a forecaster of forecasters.csv.',
    ),
    "a missing column": (
        *(
            "elections.csv",
            "id,date,kind,name_el,name_en,law,source\n2015-09,2015-09-20,",
            "id,kind,name_el,name_en,law,source\n2015-09,",
        ),
        "elections.csv, line 1: found no column date;"
        " expected the columns id, date, kind, name_el, name_en, law, source.",
    ),
    "a cell too many": (
        *("elections.csv", "Εκλογές,", "Εκλογές,,"),
        "elections.csv, line 2: found 8 cells; expected 7, as in the header.",
    ),
    "a cell too few": (
        *("results/2015-09.csv", "67,6.70,0", "67,6.70"),
        "results/2015-09.csv, line 4: found 4 cells; expected 5, as in the header.",
    ),
    "an empty file": (
        *("forecasters.csv", FORECASTERS, "\n"),
        "forecasters.csv: found an empty file; expected a header: id,name_el,name_en,kind,site,source.",
        'updates/index.csv, line 2: found "blog" under forecaster; expected a forecaster of forecasters.csv.',
        'updates/index.csv, line 3: found "blog" under forecaster; expected a forecaster of forecasters.csv.',
    ),
    "a quotation mark that is never closed": (
        *("events.csv", "Παραίτηση", '"Παραίτηση'),
        "events.csv, line 4: found a row that cannot be parted into cells (unexpected end of data);"
        " expected comma-separated cells.",
    ),
    "a date that is no date": (
        *("elections.csv", "2015-09-20", "20/9/2015"),
        'elections.csv, line 2: found "20/9/2015" under date; expected a date as 2015-09-20.',
    ),
    "a date that no calendar has": (
        *("events.csv", "2015-09-14", "2015-09-31"),
        'events.csv, line 3: found "2015-09-31" under date; expected a date as 2015-09-20.',
    ),
    "an hour that is no hour": (
        *("events.csv", "21:08", "25:00"),
        'events.csv, line 3: found "25:00" under hour; expected an hour as 19:00.',
    ),
    "a number that is no number": (
        *("results/2015-09.csv", "600", "6oo"),
        'results/2015-09.csv, line 2: found "6oo" under votes; expected a whole number.',
    ),
    "votes below nothing": (
        *("results/2015-09.csv", "67,", "-67,"),
        'results/2015-09.csv, line 4: found "-67" under votes; expected a whole number.',
    ),
    "a share with a decimal comma": (
        *("results/2015-09.csv", "60.00", '"60,00"'),
        'results/2015-09.csv, line 2: found "60,00" under share;'
        " expected percentage points from 0 to 100, with a decimal point.",
    ),
    "a share over 100": (
        *("results/2015-09.csv", "60.00", "600.00"),
        "results/2015-09.csv, line 2: found 600.00 under share;"
        " expected percentage points from 0 to 100, with a decimal point.",
    ),
    "a share that is not votes by valid votes": (
        *("results/2015-09.csv", "33.30", "33.31"),
        "results/2015-09.csv, line 3: found 33.31 under share;"
        " expected 33.30, which is 333 of 1000 valid votes.",
    ),
    "more votes than valid votes": (
        *("results/2015-09.csv", "nd,333,33.30", "nd,334,33.40"),
        "results/2015-09.csv, line 5: found 1000 valid votes;"
        " expected at least the 1001 votes of the parties.",
    ),
    "seats that do not add up to the law's": (
        *("results/2015-09.csv", "33.30,100", "33.30,99"),
        "results/2015-09.csv, line 5: found 299 seats of all parties;"
        " expected 300, the seats of the law 2012.",
    ),
    "a total of seats that is not the law's": (
        *("results/2015-09.csv", "100.00,300", "100.00,301"),
        "results/2015-09.csv, line 5: found 301 seats in the row valid;"
        " expected 300, the seats of the law 2012.",
    ),
    "a result without valid votes": (
        *("results/2015-09.csv", "valid,1000", "valid,"),
        "results/2015-09.csv, line 5: found no votes in the row valid;"
        " expected the number of all valid votes.",
    ),
    "a result without the row valid": (
        *("results/2015-09.csv", "valid,1000,100.00,300,page\n", ""),
        "results/2015-09.csv: found no row valid; expected one with all valid votes and all seats.",
    ),
    "a party twice in a result": (
        *("results/2015-09.csv", "other,67", "nd,67"),
        'results/2015-09.csv, line 4: found "nd" under party, as in line 3; expected each party once.',
    ),
    "an unknown party in a result": (
        *("results/2015-09.csv", "nd,333", "dn,333"),
        'results/2015-09.csv, line 3: found "dn" under party;'
        " expected the id of a party of parties.csv, or valid.",
    ),
    "an id twice": (
        *("parties.csv", "nd,ΝΔ", "syriza,ΝΔ"),
        'parties.csv, line 3: found "syriza" under id, as in line 2; expected each id once.',
        'leaders.csv, line 2: found "nd" under party; expected the id of a party in parties.csv.',
        'leaders.csv, line 3: found "nd" under party; expected the id of a party in parties.csv.',
        'results/2015-09.csv, line 3: found "nd" under party;'
        " expected the id of a party of parties.csv, or valid.",
    ),
    "a leader of no party": (
        *("leaders.csv", "nd,Μητσοτάκης", "n,Μητσοτάκης"),
        'leaders.csv, line 3: found "n" under party; expected the id of a party in parties.csv.',
    ),
    "a leader without a name": (
        *("leaders.csv", "nd,Μητσοτάκης", "nd,"),
        "leaders.csv, line 3: found nothing under names; expected a surname.",
    ),
    "a leader who went before she came": (
        *("leaders.csv", "2015,2015", "2015,2009"),
        "leaders.csv, line 2: found 2015 under since and 2009 under until; expected the earlier year first.",
    ),
    "an unknown successor": (
        *("parties.csv", "Democracy,#005AC0,,", "Democracy,#005AC0,,nd;edik"),
        'parties.csv, line 3: found "nd" under successor_of; expected the id of another party of this file.',
        'parties.csv, line 3: found "edik" under successor_of;'
        " expected the id of another party of this file.",
        'parties.csv, line 3: found "nd" among its own predecessors;'
        " expected successors that form no circle.",
    ),
    "an unknown component": (
        *("parties.csv", "Democracy,#005AC0,,,", "Democracy,#005AC0,,,edik"),
        'parties.csv, line 3: found "edik" under components; expected the id of another party of this file.',
    ),
    "years the wrong way round": (
        *("parties.csv", "Democracy,#005AC0,,,,,", "Democracy,#005AC0,,,,2012,2010"),
        "parties.csv, line 3: found 2012 under since and 2010 under until; expected the earlier year first.",
    ),
    "a name of two parties in the same years": (
        *("parties.csv", "Democracy,#005AC0,", "Democracy,#005AC0,Σύν."),
        'parties.csv, line 3: found the name "Σύν.", which is a name of syriza in the same years;'
        " expected a name of one party only.",
    ),
    "a name of two parties, one in Latin letters": (
        *("parties.csv", "Democracy,#005AC0,", "Democracy,#005AC0,ΣYN"),
        'parties.csv, line 3: found the name "ΣYN", which is a name of syriza in the same years;'
        " expected a name of one party only.",
    ),
    "a name without letters": (
        *("parties.csv", "Democracy,#005AC0,", "Democracy,#005AC0,--"),
        'parties.csv, line 3: found the name "--"; expected a name with a letter or digit in it.',
    ),
    "a site that is no address": (
        *("forecasters.csv", "https://example.org", "example.org"),
        'forecasters.csv, line 2: found "example.org" under site;'
        " expected an address that begins with https:// or http://.",
    ),
    "an unknown law": (
        *("elections.csv", ",2012,", ",2013,"),
        'elections.csv, line 2: found "2013" under law; expected a law of laws.toml.',
    ),
    "an unknown kind of election": (
        *("elections.csv", "parliamentary", "general"),
        'elections.csv, line 2: found "general" under kind; expected parliamentary or european.',
    ),
    "an unknown key of a law": (
        *("laws.toml", "bonus = 50", "bonus = 50\nthreshhold = 3"),
        'laws.toml, line 8: found the unknown key "threshhold"; expected name_el, name_en, citation, seats,'
        " threshold, bonus, bonus_from, bonus_step, bonus_limit or source.",
    ),
    "a law without its threshold": (
        *("laws.toml", "threshold = 3\n", ""),
        'laws.toml, line 1: found "" under threshold;'
        " expected percentage points from 0 to 100, with a decimal point.",
    ),
    "a key outside any law": (
        *("laws.toml", "[2012]", 'title = "x"\n[2012]'),
        'laws.toml, line 1: found the key "title" outside a table; expected keys under the name of a law.',
    ),
    "a file that is no TOML": (
        *("laws.toml", "seats = 300", "seats = 300 250"),
        "laws.toml, line 5: found no TOML (Expected newline or end of document after a statement"
        " (at line 5, column 13)); expected a TOML file.",
        'elections.csv, line 2: found "2012" under law; expected a law of laws.toml.',
    ),
    "half a sliding bonus": (
        *("laws.toml", "source", "bonus_from = 25\nbonus_limit = 50\nsource"),
        "laws.toml, line 1: found only bonus_from and bonus_limit;"
        " expected bonus_from, bonus_step and bonus_limit together, or none.",
    ),
    "a sliding bonus that does not slide": (
        *("laws.toml", "source", SLIDING.replace("0.5", "0.0") + "source"),
        "laws.toml, line 1: found 0 under bonus_step; expected a step above 0.",
    ),
    "a bonus limit below the bonus": (
        *("laws.toml", "source", SLIDING.replace("50", "40") + "source"),
        "laws.toml, line 1: found 40 under bonus_limit; expected no fewer than the 50 bonus seats.",
    ),
    "more bonus seats than seats": (
        *("laws.toml", "bonus = 50", "bonus = 301"),
        "laws.toml, line 1: found more bonus seats than the 300 seats;"
        " expected bonus seats that are part of the seats.",
    ),
    "an event after its election": (
        *("events.csv", "2015-09-14", "2015-09-21"),
        "events.csv, line 3: found 2015-09-21 under date;"
        " expected a date no later than the election's, 2015-09-20.",
    ),
    "an event of an unknown election": (
        *("events.csv", "2015-09,2015-08-20", "2015-08,2015-08-20"),
        'events.csv, line 4: found "2015-08" under election; expected an election of elections.csv.',
    ),
    "an election day among the events": (
        *("events.csv", "event", "election"),
        'events.csv, line 4: found "election" under kind; expected debate, debate_cancelled or event.',
    ),
    "a debate with the wrong number": (
        *("events.csv", "debate,2", "debate,3"),
        'events.csv, line 3: found "3" under ordinal; expected 2, the debates being numbered by date.',
    ),
    "a number on something that is no debate": (
        *("events.csv", "event,", "event,1"),
        'events.csv, line 4: found "1" under ordinal; expected a number for debates only.',
    ),
    "two events of one kind on one day": (
        *("events.csv", ",Παραίτηση", ",Παραίτηση,Resignation,,page\n2015-09,2015-08-20,,event,,Άλλη"),
        "events.csv, line 5: found a second event of 2015-08-20, as in line 4; expected one of a kind a day.",
    ),
    "an unknown forecaster of an update": (
        *("updates/index.csv", "blog,2015", "glob,2015"),
        'updates/index.csv, line 2: found "glob" under forecaster; expected a forecaster of forecasters.csv.',
    ),
    "an unknown election of an update": (
        *("updates/index.csv", "second.txt,2015-09", "second.txt,2015-10"),
        'updates/index.csv, line 2: found "2015-10" under election; expected an election of elections.csv.',
        'updates/index.csv, line 2: found "2015-09/second.txt" under file;'
        " expected a text in the folder of its election: 2015-10/….txt.",
    ),
    "a text outside the folder": (
        *("updates/index.csv", "2015-09/first.txt", "../parties.csv"),
        'updates/index.csv, line 3: found "../parties.csv" under file;'
        " expected a text in the folder of its election: 2015-09/….txt.",
        "updates/2015-09/first.txt: found a file that the index does not list;"
        " expected a row in updates/index.csv.",
    ),
    "a text that is not there": (
        *("updates/index.csv", "first.txt", "frist.txt"),
        "updates/2015-09/frist.txt: found no such file; expected a file of this name.",
        "updates/2015-09/first.txt: found a file that the index does not list;"
        " expected a row in updates/index.csv.",
    ),
    "a text listed twice": (
        *("updates/index.csv", "second.txt,2015-09,blog,2015-09-15", "first.txt,2015-09,blog,2015-09-15"),
        'updates/index.csv, line 3: found "2015-09/first.txt" under file, as in line 2;'
        " expected each file once.",
        "updates/2015-09/second.txt: found a file that the index does not list;"
        " expected a row in updates/index.csv.",
    ),
    "one place in the order given twice": (
        *("updates/index.csv", "no,1", "no,2"),
        'updates/index.csv, line 3: found "2" under order, as in line 2; expected each order once.',
    ),
    "a word that is neither yes nor no": (
        *("updates/index.csv", "yes,2", "ναι,2"),
        'updates/index.csv, line 2: found "ναι" under verbatim; expected yes or no.',
    ),
    "an update after its election": (
        *("updates/index.csv", "2015-09-15", "2015-09-21"),
        "updates/index.csv, line 2: found 2015-09-21 under published;"
        " expected a date no later than the election's, 2015-09-20.",
    ),
    "an hour without a date": (
        *("updates/index.csv", "2015-09-15", ""),
        "updates/index.csv, line 2: found an hour without a date;"
        " expected a date under published, or no hour.",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_kind_of_fault_is_said_in_full(case: str, edit: Edit) -> None:
    file, old, new, *expected = CASES[case]
    assert faults(edit(file, old, new)) == expected


def test_a_circle_of_successors_is_named_for_each_party_in_it(edit: Edit) -> None:
    folder = edit("parties.csv", "ΣΥΝ;Siriza,", "ΣΥΝ;Siriza,nd")
    path = folder / "parties.csv"
    path.write_text(path.read_text("utf-8").replace("#005AC0,,", "#005AC0,,syriza"), encoding="utf-8")
    assert faults(folder) == [
        'parties.csv, line 2: found "syriza" among its own predecessors;'
        " expected successors that form no circle.",
        'parties.csv, line 3: found "nd" among its own predecessors;'
        " expected successors that form no circle.",
    ]


def test_two_parties_may_share_a_name_in_different_years(edit: Edit) -> None:
    folder = edit("parties.csv", "Siriza,,,,", "ΔΗΣΥ,,,2010,2012")
    path = folder / "parties.csv"
    path.write_text(path.read_text("utf-8").replace("#005AC0,,,,", "#005AC0,ΔΗΣΥ,,,2013"), encoding="utf-8")
    assert faults(folder) == []
    path.write_text(path.read_text("utf-8").replace("2013", "2012"), encoding="utf-8")
    assert faults(folder) == [
        'parties.csv, line 3: found the name "ΔΗΣΥ", which is a name of syriza in the same years;'
        " expected a name of one party only."
    ]


def test_lines_are_counted_as_an_editor_counts_them(edit: Edit) -> None:
    two_lines = '"Το\nblog",The blog,blogger,https://example.org,page\n\nother,,Other,blogger,,page\n'
    folder = edit("forecasters.csv", "Το blog,The blog,blogger,https://example.org,page\n", two_lines)
    assert faults(folder) == ["forecasters.csv, line 5: found nothing under name_el; expected a text."]


def test_a_long_or_unprintable_cell_is_shown_short_and_escaped(edit: Edit) -> None:
    folder = edit("forecasters.csv", "blogger", "b\x1b[31m" + "x" * 100)
    assert faults(folder) == [
        'forecasters.csv, line 2: found "b\\x1b[31m' + "x" * 54 + '…" under kind;'
        " expected pollster, blogger or broadcaster."
    ]
