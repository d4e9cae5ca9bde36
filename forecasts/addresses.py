"""The address of a post, as typed: completed where its beginning was left out, and whether it is one."""

import re
from urllib.parse import urlsplit

LONGEST_ADDRESS = 2_000
BARE = re.compile(r"[^\s/:@?#]+\.[^\s/:@?#.]{2,}(?::[0-9]+)?(?:[/?#]\S*)?")


def completed(typed: str) -> str:
    """The address of a post, completed where its beginning was left out; else as typed."""
    return f"https://{typed}" if BARE.fullmatch(typed) else typed


def is_address(source: str) -> bool:
    """Whether a browser would open it as a page of another site."""
    try:
        parts = urlsplit(source)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = source.isprintable() and not any(c.isspace() for c in source)
    return plain and parts.scheme in ("http", "https") and "." in host.strip(".")
