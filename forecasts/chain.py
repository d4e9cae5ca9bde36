"""The chain of hashes over the record: each act is bound to what it says and to the act before it.

With SHA-256 over canonical JSON (no spaces): `digest` = H(content of the version), `chain` = H([chain of
the act before, number, update, version, act, recorded, reason, account, digest]). The first act follows the
empty word. Whoever changes a published figure, a reason or a moment breaks the chain from there on.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

CONTENT = (
    *("election", "forecaster", "published", "hour", "event_kind", "event_ordinal"),
    *("complete", "ranges", "text", "source", "note"),
)


def digest_of(content: Mapping[str, object]) -> str:
    """The hash of what a version says.

    Args:
        content: its values by column, those of `CONTENT`; others are left alone.
    """
    return _hash([_plain(content[name]) for name in CONTENT])


def chain_of(before: str, act: Mapping[str, object]) -> str:
    """The hash of an act.

    Args:
        before: the hash of the act before it; empty for the first.
        act: its `number`, `update`, `version`, `act`, `recorded`, `reason`, `account` and `digest`.
    """
    names = ("number", "update", "version", "act", "recorded", "reason", "account", "digest")
    return _hash([before, *(_plain(act[name]) for name in names)])


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return bool(value) if isinstance(value, bool) else value


def _hash(parts: list[object]) -> str:
    written = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()
