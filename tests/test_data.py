"""Every file of data/ loads, and says what the official results and the published exit polls say."""

import csv
from collections import Counter, defaultdict
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from forecasts.catalogue import Catalogue
from forecasts.model import Update
from forecasts.shipped import check_shipped, load_shipped_catalogue

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
# The abbreviations of tests/elections/ and the ids of data/.
IDS = {
    "ΣΥΡΙΖΑ": "syriza",
    "ΝΔ": "nd",
    "ΧΑ": "xa",
    "ΠΑΣΟΚ": "pasok",
    "ΠΑΣΟΚ-ΔΗΜΑΡ": "pasok-dimar",
    "ΚΙΝΑΛ": "kinal",
    "ΚΚΕ": "kke",
    "ΠΟΤΑΜΙ": "potami",
    "ΑΝΕΛ": "anel",
    "ΕΚ": "ek",
    "ΛΑΕ": "lae",
    "ΑΝΤΑΡΣΥΑ": "antarsya",
    "ΔΗΜΑΡ": "dimar",
    "ΚΙΔΗΣΟ": "kidiso",
    "ΛΑΟΣ": "laos",
    "ΟΠ": "oikologoi",
    "ΔΡΑΣΗ": "drasi",
    "ΔΗΞΑΝΑ": "dimiourgia-xana",
    "ΔΗΞΑΝΑ-ΔΡΑΣΗ": "dixana-drasi",
    "ΔΗΣΥ2012": "disy-2012",
    "ΤΕΛΕΙΑ": "teleia",
    "ΠΡΑΣΙΝΟΙ-ΔΗΜΑΡ": "prasinoi-dimar",
    "ΕΛ": "el",
    "ΜΕΡΑ25": "mera25",
    "ΠΕ": "pe",
    "ΝΙΚΗ": "niki",
    "ΣΠΑΡΤΙΑΤΕΣ": "spartiates",
    "OTHERS": "other",
}
EXIT_POLL_FORECASTERS = {"Joint": "joint-exit-poll", "Kapa": "kapa", "University": "uom-skai"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_shipped_catalogue()


def table(name: str) -> list[dict[str, str]]:
    with (HERE / "elections" / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def figures(update: Update) -> list[tuple[str | None, str, str]]:
    return [(r.party, format(r.low, "f"), format(r.high, "f")) for r in update.ranges]


def test_no_file_of_the_data_has_a_fault() -> None:
    assert [str(fault) for fault in check_shipped()] == []


def test_seven_elections_stand_by_date_each_under_its_law_with_its_result(catalogue: Catalogue) -> None:
    assert [(election.id, election.date, election.law) for election in catalogue.elections] == [
        ("2012-05", date(2012, 5, 6), "3231-2004"),
        ("2012-06", date(2012, 6, 17), "3231-2004"),
        ("2015-01", date(2015, 1, 25), "3231-2004"),
        ("2015-09", date(2015, 9, 20), "3231-2004"),
        ("2019-07", date(2019, 7, 7), "3231-2004"),
        ("2023-05", date(2023, 5, 21), "4406-2016"),
        ("2023-06", date(2023, 6, 25), "4654-2020"),
    ]
    assert [result.election for result in catalogue.results] == [e.id for e in catalogue.elections]


def test_results_are_the_official_ones_to_the_vote(catalogue: Catalogue) -> None:
    expected = {
        (row["election_id"], IDS[row["party"]]): (row["votes"], row["vote_share_pct"], row["seats"])
        for row in table("results.csv")
        if row["party"] != "VALID"
    }
    found = {
        (result.election, line.party): (str(line.votes or ""), str(line.share), str(line.seats))
        for result in catalogue.results
        for line in result.lines
    }
    assert found == expected
    assert len(found) == 85 - 7
    valid = {row["election_id"]: int(row["votes"]) for row in table("results.csv") if row["party"] == "VALID"}
    assert {result.election: result.valid_votes for result in catalogue.results} == valid


def test_september_2015_has_the_result_of_the_night(catalogue: Catalogue) -> None:
    result = catalogue.result("2015-09")
    assert result is not None
    assert result.valid_votes == 5_433_376
    assert [(line.party, line.share, line.seats) for line in result.lines if line.seats] == [
        ("syriza", Decimal("35.46"), 145),
        ("nd", Decimal("28.09"), 75),
        ("xa", Decimal("6.99"), 18),
        ("pasok-dimar", Decimal("6.29"), 17),
        ("kke", Decimal("5.55"), 15),
        ("potami", Decimal("4.09"), 11),
        ("anel", Decimal("3.69"), 10),
        ("ek", Decimal("3.44"), 9),
    ]


def test_a_party_without_a_vote_count_keeps_its_share_and_says_why(catalogue: Catalogue) -> None:
    found = {
        (result.election, line.party): (line.share, line.source.split(":")[0])
        for result in catalogue.results
        for line in result.lines
        if line.votes is None
    }
    assert found == {
        ("2012-05", "disy-2012"): (Decimal("2.56"), "SHARE ONLY"),
        ("2012-05", "drasi"): (Decimal("1.80"), "SHARE ONLY"),
        ("2012-06", "dixana-drasi"): (Decimal("1.59"), "SHARE ONLY"),
        ("2015-01", "ek"): (Decimal("1.79"), "SHARE ONLY"),
        ("2015-01", "teleia"): (Decimal("1.77"), "SHARE ONLY"),
        ("2015-09", "antarsya"): (Decimal("0.85"), "SHARE ONLY"),
        ("2023-06", "mera25"): (Decimal("2.47"), "DOMESTIC ONLY"),
    }


def test_the_three_laws_have_the_threshold_and_bonus_of_their_wording(catalogue: Catalogue) -> None:
    assert [
        (law.id, law.seats, law.threshold, law.bonus, law.bonus_from, law.bonus_step, law.bonus_limit)
        for law in catalogue.laws
    ] == [
        ("3231-2004", 300, Decimal(3), 50, None, None, None),
        ("4406-2016", 300, Decimal(3), 0, None, None, None),
        ("4654-2020", 300, Decimal(3), 20, Decimal(25), Decimal("0.5"), 50),
    ]


def test_the_debates_of_september_2015_were_on_the_9th_and_the_14th(catalogue: Catalogue) -> None:
    election = catalogue.election("2015-09")
    assert election is not None
    assert [(event.id, event.date, event.hour) for event in election.events] == [
        ("event-2015-08-14", date(2015, 8, 14), None),
        ("event-2015-08-20", date(2015, 8, 20), None),
        ("event-2015-08-21", date(2015, 8, 21), None),
        ("event-2015-08-27", date(2015, 8, 27), None),
        ("event-2015-08-28", date(2015, 8, 28), None),
        ("debate-1", date(2015, 9, 9), None),
        ("debate-2", date(2015, 9, 14), time(21, 8)),
    ]
    assert len(election.debates[0].participants) == 7
    assert election.debates[1].participants == ("Τσίπρας", "Μεϊμαράκης")


def test_debates_called_off_are_not_counted_as_debates(catalogue: Catalogue) -> None:
    kinds = Counter(event.kind for election in catalogue.elections for event in election.events)
    assert kinds == {"debate": 3, "debate_cancelled": 2, "event": 8}
    held = {election.id: len(election.debates) for election in catalogue.elections if election.debates}
    assert held == {"2015-09": 2, "2023-05": 1}


def test_failedevolution_has_six_forecasts_the_first_predictions_before_all(catalogue: Catalogue) -> None:
    updates = [update for update in catalogue.updates if update.forecaster == "failedevolution"]
    assert [
        (update.published, update.event and update.event.ordinal, update.complete, len(update.ranges))
        for update in updates
    ] == [
        (None, None, True, 7),
        (None, None, False, 1),
        (date(2015, 8, 29), None, True, 9),
        (date(2015, 9, 4), None, True, 9),
        (date(2015, 9, 11), 1, True, 9),
        (date(2015, 9, 15), 2, True, 9),
    ]
    assert figures(updates[0]) == [
        ("syriza", "26", "27"),
        ("lae", "22", "23"),
        ("nd", "14", "15"),
        ("xa", "9", "10"),
        ("kke", "5", "5.5"),
        ("ek", "4", "4.5"),
        ("potami", "4", "4.5"),
    ]
    assert figures(updates[1]) == [("syriza", "26", "27")]
    assert figures(updates[-1]) == [
        ("syriza", "28", "30"),
        ("lae", "20", "23"),
        ("nd", "11", "13"),
        ("xa", "6", "8"),
        ("kke", "5", "5.5"),
        ("ek", "2.5", "3"),
        ("potami", "2.5", "3.5"),
        ("pasok-dimar", "3", "4"),
        ("anel", "2.5", "3.5"),
    ]


def test_exit_polls_have_the_ranges_that_were_published(catalogue: Catalogue) -> None:
    expected: dict[tuple[str, str, str], dict[str | None, tuple[Decimal, Decimal]]] = defaultdict(dict)
    for row in table("exit_poll_ranges.csv"):
        release = (
            row["election_id"],
            row["published_at"],
            EXIT_POLL_FORECASTERS[row["forecaster"].split()[0]],
        )
        expected[release][IDS[row["party"]]] = (Decimal(row["low_pct"]), Decimal(row["high_pct"]))
    found = {
        (update.election, published_at(update), update.forecaster): {
            r.party: (r.low, r.high) for r in update.ranges
        }
        for update in catalogue.updates
        if update.forecaster != "failedevolution"
    }
    assert found == expected
    assert len(found) == 16
    assert sum(len(ranges) for ranges in found.values()) == 123


def published_at(update: Update) -> str:
    assert update.published is not None
    hour = f"T{update.hour:%H:%M}" if update.hour else ""
    return f"{update.published}{hour}"


def test_releases_of_which_only_some_parties_were_found_are_incomplete(catalogue: Catalogue) -> None:
    found = [
        (update.election, update.forecaster, len(update.ranges))
        for update in catalogue.updates
        if not update.complete and update.forecaster != "failedevolution"
    ]
    assert found == [("2012-06", "joint-exit-poll", 2), ("2015-09", "uom-skai", 3), ("2023-05", "kapa", 3)]


def test_updates_stand_in_the_order_of_publication(catalogue: Catalogue) -> None:
    assert [
        (u.election, u.forecaster) for u in catalogue.updates if u.election in ("2015-01", "2015-09")
    ] == [
        ("2015-01", "joint-exit-poll"),
        ("2015-01", "kapa"),
        ("2015-01", "joint-exit-poll"),
        *[("2015-09", "failedevolution")] * 6,
        ("2015-09", "joint-exit-poll"),
        ("2015-09", "uom-skai"),
        ("2015-09", "joint-exit-poll"),
    ]
    assert len(catalogue.updates) == 22


def test_every_update_keeps_its_text_its_source_and_a_name_for_every_range(catalogue: Catalogue) -> None:
    for update in catalogue.updates:
        assert update.text
        assert update.source
        assert update.recorded is None
        assert all(catalogue.party(r.party or "") for r in update.ranges)
        assert all(r.label in update.text for r in update.ranges)


def test_texts_called_verbatim_are_the_ones_found_in_the_wild() -> None:
    seed = (DATA / "updates/2015-09/2015-09-15-failedevolution.txt").read_text("utf-8")
    assert seed.startswith("GR elections Update (15/9): Αναθεωρημένες προβλέψεις (μετά το δεύτερο debate): ")
    assert seed.rstrip().endswith("Update : Αναθεωρημένες προβλέψεις: ΣΥΡΙΖΑ 26-27% ...")
    with (DATA / "updates/index.csv").open(encoding="utf-8", newline="") as lines:
        verbatim = [row["file"] for row in csv.DictReader(lines) if row["verbatim"] == "yes"]
    assert verbatim == [
        "2015-01/2015-01-25-joint-exit-poll-1900.txt",
        "2015-09/2015-08-failedevolution.txt",
        "2015-09/2015-09-15-failedevolution.txt",
        "2015-09/2015-09-20-joint-exit-poll-2000.txt",
    ]


def test_parties_have_colours_of_their_own_unless_one_succeeds_the_other(catalogue: Catalogue) -> None:
    owners = defaultdict(list)
    for party in catalogue.parties:
        owners[party.colour.upper()].append(party.id)
    assert [ids for ids in owners.values() if len(ids) > 1] == [["pasok", "pasok-dimar"]]


def test_pasok_and_dimar_together_succeed_pasok(catalogue: Catalogue) -> None:
    joint = catalogue.party("pasok-dimar")
    assert joint is not None
    assert (joint.successor_of, joint.components, joint.since) == (("pasok",), ("pasok", "dimar"), 2015)


def test_every_column_and_key_is_explained_in_the_readme() -> None:
    explained = (DATA / "README.md").read_text("utf-8")
    for path in sorted(DATA.rglob("*.csv")):
        header = path.read_text("utf-8").splitlines()[0].split(",")
        assert [column for column in header if f"`{column}`" not in explained] == [], path
    for line in (DATA / "laws.toml").read_text("utf-8").splitlines():
        key = line.partition(" = ")[0]
        assert " = " not in line or line.startswith("#") or f"`{key}`" in explained
