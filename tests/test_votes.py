"""Tables of votes that people bring, and the commands that give out seats."""

import json
from decimal import Decimal

import pytest
from typer.testing import CliRunner

from forecasts.__main__ import app
from forecasts.catalogue import Catalogue
from forecasts.votes import VotesRejected, read_votes


@pytest.mark.parametrize(
    "text",
    [
        "party,votes\nsyriza,600\nnd,400\n",
        "\ufeffPARTY;Votes\r\nΣΥΡΙΖΑ;600\r\n\r\nΝΔ;400\r\n",
        'party,votes\n"SYRIZA",600\nΝέα Δημοκρατία,400\nvalid,1000\n',
    ],
)
def test_a_table_is_read_by_ids_and_names_with_commas_or_semicolons(catalogue: Catalogue, text: str) -> None:
    found = read_votes(text, catalogue.parties, "v.csv")
    assert (found.votes, found.valid) == ({"syriza": Decimal(600), "nd": Decimal(400)}, 1000)


def test_thousands_may_be_grouped_and_shares_have_a_comma(catalogue: Catalogue) -> None:
    grouped = read_votes("party;votes\nnd;1.526.400\nother;12\u00a0000\n", catalogue.parties, "v.csv")
    assert grouped.votes == {"nd": Decimal(1526400), "other": Decimal(12000)}
    shares = read_votes("party;share\nnd;40,56%\nsyriza;17.83\n", catalogue.parties, "v.csv")
    assert (shares.votes, shares.valid) == ({"nd": Decimal("40.56"), "syriza": Decimal("17.83")}, 100)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "v.csv: found nothing; expected a row for every party"),
        ("party,votes\n", "v.csv: found nothing; expected a row for every party"),
        ("nd,5\n", 'v.csv, line 1: found "nd,5"; expected the columns party,votes or party,share'),
        ("party,votes\nnd\n", 'v.csv, line 2: found "nd"; expected as many cells as in the first row'),
        (
            "party,share\nnd,35,5\n",
            'v.csv, line 2: found "nd,35,5"; expected as many cells as in the first row',
        ),
        ("party,votes\nnd,1,234,567\n", 'v.csv, line 2: found "nd,1,234,567"; expected as many cells'),
        ("party,votes\nnd,-5\n", 'v.csv, line 2: found "-5"; expected a whole number of votes from 0 to'),
        ("party,votes\nnd,5.5\n", 'v.csv, line 2: found "5.5"; expected a whole number'),
        ("party,votes\nnd,nan\n", 'v.csv, line 2: found "nan"; expected a whole number'),
        ("party,votes\nnd,\n", "v.csv, line 2: found nothing; expected a whole number"),
        ("party,votes\nnd,0\nother,5\n", "v.csv: found 0; expected at least one vote for some party"),
        ("party,votes\nnd,6\nvalid,5\n", "v.csv: found 6 > 5; expected no more than the valid votes"),
        ("party,share\nnd,60\nsyriza,50\n", "v.csv: found 110; expected 100 at most all together"),
        ("party,share\nnd,101\n", 'v.csv, line 2: found "101"; expected a share from 0 to 100'),
        ("party,votes\nnd,6\nΝΔ,5\n", 'v.csv, line 3: found "ΝΔ"; expected each party once'),
        ("party,votes\n<b>,6\n", 'v.csv, line 2: found "<b>"; expected a party of parties.csv'),
        (
            "party,votes\nnd,1.000.000.000.000\n",
            'v.csv, line 2: found "1.000.000.000.000"; expected a whole number of votes from 0 to 999,',
        ),
        (
            "party,votes\nnd,99999999999999999999999999\n",
            'v.csv, line 2: found "99999999999999999999999999"; exp',
        ),
        (
            "party,share\nnd,33.3333333333\n",
            'v.csv, line 2: found "33.3333333333"; expected a share from 0 to',
        ),
        ("party,votes,share\nnd,6,5\n", 'v.csv, line 1: found "party,votes,share"; expected the columns'),
        ("party,votes,votes\nnd,6,5\n", 'v.csv, line 1: found "party,votes,votes"; expected the columns'),
        ("party,votes,\nnd,6,\n", 'v.csv, line 1: found "party,votes,"; expected the columns party,votes'),
        ("party,votes\n" + "x,1\n" * 10_000, "v.csv: found 10000; expected 500 parties at most"),
    ],
)
def test_what_is_wrong_is_one_sentence(catalogue: Catalogue, text: str, said: str) -> None:
    with pytest.raises(VotesRejected) as caught:
        read_votes(text, catalogue.parties, "v.csv")
    assert caught.value.sentence("en").startswith(said)
    assert caught.value.sentence("el").startswith("v.csv")


@pytest.mark.parametrize(
    ("text", "greek", "english"),
    [
        (
            'party,votes\nkke,5\nnd,"6\nsyriza,7\n',
            "γραμμή 3: βρέθηκε κελί με εισαγωγικά που δεν κλείνουν· "
            "αναμενόταν κελί με εισαγωγικά που κλείνουν, ή χωρίς.",
            "line 3: found a cell with a quotation mark that is never closed; "
            "expected a closing quotation mark, or none at all.",
        ),
        (
            'party,votes\n"nd" x,6\n',
            "γραμμή 2: βρέθηκε κείμενο μετά τα εισαγωγικά ενός κελιού· "
            "αναμενόταν κόμμα ή ερωτηματικό ανάμεσα στα κελιά.",
            "line 2: found text behind the closing quotation mark; "
            "expected a comma or a semicolon between the cells.",
        ),
        (
            "party,votes\nnd," + 200_000 * "6",
            "γραμμή 2: βρέθηκε υπερβολικά μεγάλο κελί· αναμενόταν όνομα ή αριθμός.",
            "line 2: found a cell that is far too long; expected a name or a number.",
        ),
    ],
)
def test_what_cannot_be_parted_into_cells_is_said_in_plain_words(
    catalogue: Catalogue, text: str, greek: str, english: str
) -> None:
    with pytest.raises(VotesRejected) as caught:
        read_votes(text, catalogue.parties, "v.csv")
    assert caught.value.sentence("el") == f"v.csv, {greek}"
    assert caught.value.sentence("en") == f"v.csv, {english}"


def test_what_was_expected_stands_in_the_nominative(catalogue: Catalogue) -> None:
    with pytest.raises(VotesRejected) as caught:
        read_votes("party,votes\nnd,0\n", catalogue.parties, "v.csv")
    assert (
        caught.value.sentence("el") == "v.csv: βρέθηκε 0· αναμενόταν τουλάχιστον μία ψήφος σε κάποιο κόμμα."
    )


def test_the_largest_number_of_votes_may_be_grouped_and_begin_with_noughts(catalogue: Catalogue) -> None:
    text = "party;votes\nnd;999.999.999.999\nkke;0000000000000005\n"
    assert read_votes(text, catalogue.parties, "v.csv").votes == {"nd": 999_999_999_999, "kke": 5}


def run(*arguments: str, given: str | None = None) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["seats", *arguments], input=given)
    return done.exit_code, done.stdout, done.stderr


def test_the_seats_of_september_2015_as_a_document() -> None:
    status, out, _ = run("--election", "2015-09", "--json")
    assert status == 0
    document = json.loads(out)
    assert document["seats"] | {"lae": 0} == {
        "syriza": 145,
        "nd": 75,
        "xa": 18,
        "pasok-dimar": 17,
        "kke": 15,
        "potami": 11,
        "anel": 10,
        "ek": 9,
        "lae": 0,
    }
    assert {key: document[key] for key in ("law", "bonus", "threshold", "ties")} == {
        "law": "3231-2004",
        "bonus": 50,
        "threshold": 3.0,
        "ties": [],
    }


def test_the_same_votes_under_another_law_have_no_bonus() -> None:
    _, out, _ = run("--election", "2015-09", "--law", "4406-2016", "--lang", "en")
    assert out.startswith(
        "SYRIZA comes first with 114 of 300 seats, 37 short of the majority of 151; 8 parties"
    )
    _, greek, _ = run("--election", "2015-09", "--lang", "el")
    assert greek.startswith(
        "Πρώτο κόμμα ΣΥΡΙΖΑ με 145 από τις 300 έδρες, 50 από αυτές μπόνους, 6 λιγότερες από"
    )
    assert "35,46%" in greek


def test_given_votes_and_what_stays_open() -> None:
    votes = "party,votes\nnd,100\nsyriza,100\nkke,100\n"
    status, out, _ = run("--election", "2015-09", "--votes", "-", "--lang", "en", given=votes)
    assert status == 0
    assert "Equal votes (KKE, ND and SYRIZA): the 50 bonus seats stay open between them." in out
    assert "Equal remainders (KKE, ND and SYRIZA): 1 seat stays open between them." in out
    _, out, _ = run("--election", "2015-09", "--votes", "-", "--json", given=votes)
    assert json.loads(out)["ties"] == [
        {"kind": "first", "parties": ["kke", "nd", "syriza"], "seats": 50},
        {"kind": "remainder", "parties": ["kke", "nd", "syriza"], "seats": 1},
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--election", "1915-09"), "There is no election “1915-09”: expected "),
        (("--election", "2015-09", "--law", "x"), "There is no electoral law “x”: expected 3231-2004, 4406"),
        (("--election", "2015-09", "--votes", "none.csv"), "none.csv"),
    ],
)
def test_refusals_are_one_sentence_and_status_1(arguments: tuple[str, ...], said: str) -> None:
    status, out, err = run(*arguments, "--lang", "en")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert said in err


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("el", "τυπική είσοδος: βρέθηκε κενό· αναμενόταν μια γραμμή για κάθε κόμμα: party,votes.\n"),
        ("en", "Standard input: found nothing; expected a row for every party: party,votes.\n"),
    ],
)
def test_standard_input_is_called_by_its_name(language: str, said: str) -> None:
    arguments = ("--election", "2015-09", "--votes", "-", "--lang", language)
    assert run(*arguments, given="") == (1, "", said)
    assert run(*arguments, given="party,votes\nnd,x\n")[2].startswith(said.split(":")[0] + ", ")


@pytest.mark.parametrize(
    ("election", "text", "language", "rows"),
    [
        # 299,999 of 10,000,000 are 2.99999%.
        (
            "2015-09",
            "party,votes\nnd,9700001\nsyriza,299999\n",
            "en",
            ["ND 97.00001% 300", "SYRIZA 2.99999% –"],
        ),
        # 25% would earn twenty seats of bonus: without them 300 in 25 : 20.
        (
            "2023-06",
            "party,share\nnd,24.999999\nsyriza,20\n",
            "el",
            ["ΝΔ 24,999999% 167", "ΣΥΡΙΖΑ 20,000000% 133"],
        ),
        # 25.5% would earn a twenty-first: 280 in 25.5 : 20 are 157 and 123.
        (
            "2023-06",
            "party,share\nnd,25.4999999\nsyriza,20\n",
            "en",
            ["ND 25.499999% 177", "SYRIZA 20.000000% 123"],
        ),
        # Only who may get the bonus need show which step of it was missed.
        (
            "2023-06",
            "party,share\nnd,40.1\nsyriza,24.9999\n",
            "el",
            ["ΝΔ 40,10% 204", "ΣΥΡΙΖΑ 25,00% 96"],
        ),
        (
            "2023-06",
            "party,share\nnd,24.9999\nsyriza,2.9\nkke,2.93\n",
            "el",
            ["ΝΔ 24,9999% 300", "ΚΚΕ 2,9300% –", "ΣΥΡΙΖΑ 2,9000% –"],
        ),
        (
            "2023-06",
            "party,share\nnd,50\nsyriza,2.9\nkke,2.93\n",
            "el",
            ["ΝΔ 50,00% 300", "ΚΚΕ 2,93% –", "ΣΥΡΙΖΑ 2,90% –"],
        ),
    ],
)
def test_a_share_is_not_rounded_to_a_threshold_or_a_bonus_that_it_misses(
    election: str, text: str, language: str, rows: list[str]
) -> None:
    _, out, _ = run("--election", election, "--votes", "-", "--lang", language, given=text)
    assert [line.split() for line in out.splitlines()[-len(rows) :]] == [row.split() for row in rows]
