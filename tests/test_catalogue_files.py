"""The files of a data folder: missing, unlisted, in another encoding, or with a text that cannot be read."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from forecasts.catalogue import CatalogueError, ReadText, UpdateText, check_catalogue, load_catalogue
from forecasts.model import Election, Party
from tests.data_folder import PARTIES, RESULTS, Edit, edit, faults, one_range

__all__ = ["edit"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    assert faults(folder) == [f"{folder}: found no such folder; expected a folder with the election data."]
    with pytest.raises(CatalogueError):
        load_catalogue(folder, read=one_range)


def test_a_missing_file_and_a_folder_in_its_place_are_named(edit: Edit) -> None:
    folder = edit()
    (folder / "events.csv").unlink()
    assert faults(folder) == ["events.csv: found no such file; expected a file of this name."]
    (folder / "events.csv").mkdir()
    assert faults(folder) == [
        "events.csv: found a file that cannot be read (Is a directory); expected a readable file."
    ]


def test_a_file_in_another_encoding_is_refused_at_its_line(edit: Edit) -> None:
    folder = edit()
    (folder / "parties.csv").write_bytes(
        PARTIES.replace("ΝΔ", "@").encode().replace(b"@", "ΝΔ".encode("iso-8859-7"))
    )
    assert faults(folder)[0] == "parties.csv, line 3: found the byte 0xCD; expected text in UTF-8."


def test_a_text_in_another_encoding_is_refused_at_its_line(edit: Edit) -> None:
    folder = edit()
    (folder / "updates/2015-09/first.txt").write_bytes("\nΣΥΡΙΖΑ 26-27%".encode("iso-8859-7"))
    assert faults(folder) == [
        "updates/2015-09/first.txt, line 2: found the byte 0xD3; expected text in UTF-8."
    ]


def test_results_named_after_no_election_are_named(edit: Edit) -> None:
    folder = edit()
    (folder / "results/2015-10.csv").write_text(RESULTS, encoding="utf-8")
    assert faults(folder) == [
        "results/2015-10.csv: found results of an unknown election;"
        " expected a file named after an election of elections.csv."
    ]


def test_a_text_that_the_index_does_not_list_is_named_but_hidden_files_are_not(edit: Edit) -> None:
    folder = edit()
    (folder / "updates/2015-09/.third.txt.swp").write_text("", encoding="utf-8")
    (folder / "updates/2015-09/third.txt").write_text("ΝΔ 1-2%", encoding="utf-8")
    assert faults(folder) == [
        "updates/2015-09/third.txt: found a file that the index does not list;"
        " expected a row in updates/index.csv."
    ]


def test_what_the_reader_finds_wrong_with_a_text_is_a_fault_of_the_folder(edit: Edit) -> None:
    def refusing(entry: UpdateText, parties: Sequence[Party], election: Election) -> ReadText:
        return ReadText(faults=(CatalogueError(entry.file, 1, "nothing", "a range"),))

    assert [str(fault) for fault in check_catalogue(edit(), read=refusing)] == [
        "updates/2015-09/first.txt, line 1: found nothing; expected a range.",
        "updates/2015-09/second.txt, line 1: found nothing; expected a range.",
    ]
