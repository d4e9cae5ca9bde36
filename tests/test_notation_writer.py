"""What is read can be written back, and what was written reads as the same update."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given, settings

from forecasts.model import EventReference, Range, Update
from forecasts.notation.messages import CODES
from forecasts.notation.parser import read_text
from forecasts.notation.reading import ReadUpdate
from forecasts.notation.writer import write_update
from tests.strategies import PARTIES, updates


def as_update(read: ReadUpdate, like: Update) -> Update:
    return replace(
        like,
        published=read.published,
        hour=read.hour,
        event=read.event,
        complete=read.complete,
        ranges=tuple(found.range for found in read.ranges),
    )


@settings(deadline=None, max_examples=300)
@given(updates())
def test_a_written_update_reads_as_the_same_update(update: Update) -> None:
    reading = read_text(write_update(update, PARTIES), PARTIES)
    assert [as_update(read, update) for read in reading.updates] == [update]
    notes = {"truncated"} if not update.complete else set()
    assert {warning.code for warning in reading.every_warning} <= notes


@settings(deadline=None, max_examples=100)
@given(updates())
def test_writing_reading_and_writing_again_changes_nothing(update: Update) -> None:
    text = write_update(update, PARTIES)
    read = read_text(text, PARTIES).updates[0]
    assert write_update(as_update(read, update), PARTIES) == text


def test_the_canonical_text_is_what_a_blogger_would_write() -> None:
    update = Update(
        forecaster="failedevolution",
        election="2015-09",
        published=date(2015, 9, 15),
        event=EventReference(ordinal=2),
        ranges=(
            Range(party="syriza", label="ΣΥΡΙΖΑ", low=Decimal(28), high=Decimal(30), components=("syriza",)),
            Range(
                party="lae",
                label="ΛΑΕ + ΣΧΕΔΙΟ Β' κ.λ.π.",
                low=Decimal(20),
                high=Decimal(23),
                components=("lae", "sxedio-b"),
                open_ended=True,
            ),
            Range(party="kke", label="ΚΚΕ", low=Decimal("5.5"), high=Decimal("5.5"), components=("kke",)),
        ),
        text="",
    )
    assert write_update(update, PARTIES) == (
        "Update 15/9/2015 (μετά το 2ο debate):\nΣΥΡΙΖΑ 28-30%\nΛΑΕ + ΣΧΕΔΙΟ Β' κ.λ.π. 20-23%\nΚΚΕ 5,5%\n"
    )


def test_a_label_that_would_not_be_read_gives_way_to_the_short_name() -> None:
    written = Range(party="nd", label="το κόμμα μας", low=Decimal(1), high=Decimal(2), components=("nd",))
    update = Update(
        forecaster="f", election="e", published=None, ranges=(written,), text="", event=EventReference()
    )
    assert write_update(update, PARTIES) == "Update (μετά το debate):\nΝΔ 1-2%\n"


def test_every_code_has_a_sentence_in_both_languages() -> None:
    assert all(code.el.endswith((".", ";")) and code.en.endswith(".") for code in CODES.values())
