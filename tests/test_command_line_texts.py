"""The commands that take a text, `read` and `add`: what they print, keep and refuse."""

from pathlib import Path

import pytest

from tests.commands import POST, SEED, Run, database, filled, run

__all__ = ["database", "filled", "run"]


def test_read_prints_the_document_that_outsiders_rely_on(run: Run) -> None:
    done = run("read", "-", "--election", "2015-09", "--json", stdin=POST.encode())
    assert done.status == 0
    (update,) = done.json["updates"]
    assert (update["published"], update["event"]) == ("2015-09-15", {"kind": "debate", "ordinal": 2})
    assert update["complete"] is True
    start = POST.index("ΣΥΡΙΖΑ")
    assert update["ranges"][0] == {
        "party": "syriza",
        "label": "ΣΥΡΙΖΑ",
        "components": ["syriza"],
        "low": 28.0,
        "high": 30.0,
        "start": start,
        "end": start + len("ΣΥΡΙΖΑ 28-30%"),
    }
    assert [r["party"] for r in update["ranges"]] == ["syriza", "nd", "xa"]
    assert set(done.json) == {"updates", "warnings"}
    assert "ΣΥΡΙΖΑ" in done.out


def test_every_warning_of_read_has_code_sentence_party_and_place(run: Run) -> None:
    text = "Update (15/9): ΣΥΡΙΖΑ 30-28% ΝΔ 11-13%"
    done = run("read", "-", "--json", "--lang", "en", stdin=text.encode())
    every = [*done.json["warnings"], *(w for u in done.json["updates"] for w in u["warnings"])]
    assert every
    for warning in every:
        assert {"code", "message", "party", "start", "end"} <= set(warning)
        assert 0 <= warning["start"] <= warning["end"] <= len(text)
    assert "syriza" in [w["party"] for w in every]


def test_read_shows_people_the_ranges_and_points_at_what_it_did_not_understand(run: Run) -> None:
    done = run("read", "-", "--election", "2015-09", stdin="Update (15/9): ΝΔ 11-13% ΣΥΡΙΖΑ 30-28%".encode())
    assert done.status == 0
    assert "Πρόβλεψη, 15 Σεπτεμβρίου 2015" in done.out
    assert "  ΝΔ  11–13%\n" in done.out
    assert "Παρατηρήσεις:" in done.out
    assert "^" in done.out


def test_reading_and_checking_open_no_database(run: Run, database: Path) -> None:
    database.unlink()
    run("read", "-", "--json", stdin=POST.encode())
    run("check")
    assert not database.exists()


def test_read_takes_greek_bytes_of_the_old_encoding(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "post.txt"
    file.write_bytes(POST.encode("iso-8859-7"))
    done = run("read", str(file), "--election", "2015-09", "--json")
    assert [r["label"] for r in done.json["updates"][0]["ranges"]] == ["ΣΥΡΙΖΑ", "ΝΔ", "ΧΑ"]


def test_greek_opened_in_the_wrong_encoding_is_a_text_and_is_repaired(run: Run, tmp_path: Path) -> None:
    """UTF-8 opened as windows-1253 and saved again: many letters have become control characters."""
    post = "Πρόβλεψη 14 Σεπτεμβρίου 2015\nΣΥΡΙΖΑ 28-30%\nΧρυσή Αυγή 6-7%\nΈνωση Κεντρώων 3-3,5%\n"
    wrong = "".join(
        bytes([byte]).decode("cp1253") if byte not in (0x81, 0x88, 0x8A, 0x8C, 0x8D, 0x8E, 0x8F, 0x90, 0x98,
        0x9A, 0x9C, 0x9D, 0x9E, 0x9F, 0xAA, 0xD2, 0xFF) else chr(byte)
        for byte in post.encode()
    )  # fmt: skip
    (tmp_path / "post.txt").write_text(wrong, encoding="utf-8")

    read = run("read", str(tmp_path / "post.txt"), "--json").json
    assert [(r["party"], r["low"]) for r in read["updates"][0]["ranges"]] == [
        ("syriza", 28),
        ("xa", 6),
        ("ek", 3),
    ]
    assert [w["code"] for w in read["warnings"]] == ["encoding-repaired"]


def test_a_text_without_a_forecast_is_found_wanting(run: Run) -> None:
    done = run("read", "-", "--json", stdin="Καλημέρα σας.".encode())
    assert done.status == 1
    assert done.json["updates"] == []
    assert done.err == "Δεν βρέθηκε καμία πρόβλεψη στο κείμενο.\n"


def test_add_keeps_a_post_once_and_says_so(run: Run) -> None:
    first = run("add", "-", *SEED, "--lang", "en", stdin=POST.replace("30", "31").encode())
    again = run("add", "-", *SEED, "--lang", "en", stdin=POST.replace("30", "31").encode())
    assert (first.status, again.status) == (0, 0)
    last = "Update, 15 September 2015, after the second debate"
    assert f"{last}: new, no. " in first.out
    assert f"{last}: already there, no. " in again.out


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("example.gr/post", "https://example.gr/post"),
        (" http://example.gr/?a=b ", "http://example.gr/?a=b"),
        ("", ""),
        ("https://example.gr/" + 1_981 * "a", "https://example.gr/" + 1_981 * "a"),
    ],
)
def test_add_keeps_the_address_of_the_post_completed(run: Run, typed: str, kept: str) -> None:
    post = POST.replace("15/9", "17/9").encode()
    assert run("add", "-", *SEED, "--source", typed, stdin=post).status == 0
    assert run("updates", *SEED, "--json").json["updates"][-1]["source"] == kept


def test_add_recognises_the_shipped_post(run: Run) -> None:
    shipped = Path(__file__).parents[1] / "data/updates/2015-09/2015-09-15-failedevolution.txt"
    done = run("add", str(shipped), *SEED, "--lang", "en")
    assert done.out.count("already there, no. ") == 5
    assert "new, no. " not in done.out


def test_add_with_warnings_keeps_the_good_ranges_and_shows_the_bad(run: Run) -> None:
    done = run("add", "-", *SEED, "--lang", "en", stdin="Update (18/9): ΝΔ 11-13% ΣΥΡΙΖΑ 30-28%".encode())
    assert done.status == 0
    assert "Warnings:" in done.out
    kept = run("updates", *SEED, "--json").json["updates"][-1]
    assert [r["party"] for r in kept["ranges"]] == ["nd"]
    assert kept["complete"] is False


def test_add_refuses_a_text_with_nothing_to_keep_and_gives_the_reasons(run: Run) -> None:
    done = run("add", "-", *SEED, "--lang", "en", stdin="Update (18/9): ΣΥΡΙΖΑ 30-28%".encode())
    assert done.status == 1
    assert done.err == "Nothing in the text can be kept as an update.\n"
    assert "Warnings:" in done.out


@pytest.mark.parametrize("command", [["read"], ["add", *SEED]], ids=["read", "add"])
def test_what_cannot_be_read_is_said_in_one_sentence(run: Run, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "empty.txt").write_bytes(b" \n")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    said = {
        name: run(*command, str(tmp_path / name), "--lang", "en")
        for name in ("none.txt", "", "empty.txt", "picture.png", "a\x00b")
    }
    assert {done.status for done in said.values()} == {1}
    assert {done.out for done in said.values()} == {""}
    assert said["none.txt"].err == f"There is no file {tmp_path}/none.txt.\n"
    assert said[""].err == f"{tmp_path} is a folder, not a text.\n"
    assert said["empty.txt"].err == f"{tmp_path}/empty.txt is empty.\n"
    assert said["picture.png"].err == f"{tmp_path}/picture.png is not a text.\n"
    assert said["a\x00b"].err.endswith("cannot be read: embedded null byte.\n")


def test_standard_input_is_named_when_it_is_empty(run: Run) -> None:
    assert run("read", "-").err == "Κενό κείμενο: τυπική είσοδος.\n"
    done = run("read", "-", "--json", "--lang", "en")
    assert (done.status, done.json, done.err) == (
        1,
        {"updates": [], "warnings": []},
        "Standard input is empty.\n",
    )
