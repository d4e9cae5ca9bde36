"""The lock files are hashed, complete and free of addresses."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ["requirements.txt", "requirements-dev.txt"]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_no_address_and_no_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    found = [line for line in text.splitlines() if re.search(r"://|index-url|find-links|trusted-host", line)]

    assert found == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_version_and_a_hash(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in text.splitlines() if re.match(r"[a-z0-9]", line)]

    assert len(entries) > 30
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+(\[[a-z0-9,._-]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", entry), entry


def test_development_locks_the_same_versions_as_the_product() -> None:
    def versions(name: str) -> set[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9._-]+)(?:\[\S+\])?==([^ ]+)", text, re.MULTILINE))  # type: ignore[arg-type]

    assert versions("requirements.txt") <= versions("requirements-dev.txt")
