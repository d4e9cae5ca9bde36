"""The hashes of docs/record.md, which others are told to compute by themselves, are those of the program."""

import doctest
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from forecasts.chain import chain_of, digest_of
from forecasts.model import EventReference, Range, Update
from forecasts.packing import row_of

PAGE = Path(__file__).parents[1] / "docs" / "record.md"


def test_every_example_of_the_page_gives_what_the_page_says() -> None:
    outcome = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (outcome.failed, outcome.attempted) == (0, 7)


def test_the_program_computes_the_hashes_of_the_page() -> None:
    update = Update(
        forecaster="failedevolution",
        election="2015-09",
        published=date(2015, 9, 15),
        event=EventReference(ordinal=2),
        ranges=(Range(party="syriza", label="ΣΥΡΙΖΑ", low=Decimal(28), high=Decimal(30)),),
        text="Update (15/9): ΣΥΡΙΖΑ 28-30%",
    )
    digest = digest_of(row_of(update))
    act = {"number": 1, "update": 1, "version": 1, "act": "publish", "reason": "", "account": "maria"}
    moment = datetime(2015, 9, 15, 10, tzinfo=UTC)
    chain = chain_of("", act | {"recorded": moment, "digest": digest})
    page = PAGE.read_text(encoding="utf-8")
    assert f"'{digest}'" in page
    assert f"'{chain}'" in page
