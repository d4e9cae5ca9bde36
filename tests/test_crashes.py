"""Writers are killed while they publish: a short run of the program `tests/crashes.py`."""

from pathlib import Path

from tests.crashes import run


def test_what_was_acknowledged_before_a_power_cut_is_there_whole_and_in_the_chain(tmp_path: Path) -> None:
    tally = run(f"sqlite:///{tmp_path / 'record.sqlite3'}", kills=15, workers=4)
    assert tally.sound
    assert tally.acknowledged > 0
    assert tally.stored >= tally.acknowledged
