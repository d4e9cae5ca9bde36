"""Opening the front desk: what is made, loaded and read at the first start and at every other."""

import shutil
from pathlib import Path

import pytest

from forecasts.catalogue import Catalogue, default_folder
from forecasts.faults import DatabaseUnavailable
from forecasts.opening import default_database, open_tracker


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped data without all texts but one forecaster's, which are quickly read."""
    folder = tmp_path_factory.mktemp("data") / "data"
    shutil.copytree(default_folder(), folder)
    index = folder / "updates/index.csv"
    lines = index.read_text(encoding="utf-8").splitlines(keepends=True)
    index.write_text(
        "".join([lines[0], *(x for x in lines[1:] if ",failedevolution," in x)]), encoding="utf-8"
    )
    for text in folder.glob("updates/*/*.txt"):
        if "failedevolution" not in text.name:
            text.unlink()
    return folder


def test_the_first_start_makes_the_database_and_loads_the_data(tmp_path: Path, data: Path) -> None:
    tracker = open_tracker(str(tmp_path / "new.sqlite3"), data)
    assert len(tracker.updates("2015-09", "failedevolution")) == 6
    tracker.close()


def test_later_starts_do_not_read_the_texts_again(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = str(tmp_path / "record.sqlite3")
    first = open_tracker(database, data)
    version = first.version()
    first.close()

    def unread(folder: Path | None = None) -> Catalogue:
        raise AssertionError(f"the texts of {folder} were read again")

    monkeypatch.setattr("forecasts.shipped.load_shipped_catalogue", unread)
    again = open_tracker(database, data)
    assert again.catalogue.updates == ()
    assert again.version() == version
    again.close()


def test_data_that_have_changed_are_read_again(tmp_path: Path, data: Path) -> None:
    database = str(tmp_path / "record.sqlite3")
    open_tracker(database, data).close()
    (data / "README.md").write_text("changed", encoding="utf-8")
    again = open_tracker(database, data)
    assert len(again.catalogue.updates) == 6
    assert len(again.updates("2015-09")) == 6
    again.close()


def test_a_data_folder_that_cannot_be_made_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    with pytest.raises(DatabaseUnavailable, match=r"provlepsi\.sqlite3 cannot be opened: Not a directory\.$"):
        default_database()
