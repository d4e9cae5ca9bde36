"""Before an update is published its author reads every change it makes, however many they are."""

from tests.gate_people import cheap_hashes
from tests.records import store
from tests.studio_people import author, desk

__all__ = ["author", "cheap_hashes", "desk", "store"]

# On record: ΣΥΡΙΖΑ 25–28, ΛΑΕ 20–23, ΝΔ 11–13, ΧΑ 6–8, ΚΚΕ 5–5,5.
TEXT = "Update 15/9: ΣΥΡΙΖΑ 28-30% ΛΑΕ 21-23% ΝΔ 12-13% ΧΑ 6-9% ΚΚΕ 5-6% ΓΑΛΑΖΙΟΙ 1-2%"


def test_every_change_stands_in_the_sentence_also_a_new_party_that_nobody_knows(author):
    _, shown = author.api("preview", text=TEXT)

    for name in ("SYRIZA", "LAE", "ND", "XA", "KKE", "ΓΑΛΑΖΙΟΙ now in the forecast at 1–2"):
        assert name in shown["sentence"]
    assert " more" not in shown["sentence"]


def test_so_it_is_in_a_correction_while_readers_are_told_the_largest_changes(author):
    author.api("publish", text="Update 15/9: ΣΥΡΙΖΑ 28-30%")
    own = author.latest()
    _, shown = author.api("preview", text=TEXT, update=own.id, based_on=1)

    assert "ΓΑΛΑΖΙΟΙ now in the forecast at 1–2" in shown["sentence"]
    assert " more" not in shown["sentence"]
    assert "and 3 more" in shown["against"]
