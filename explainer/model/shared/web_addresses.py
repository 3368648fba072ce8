"""Web addresses as editors write them: only http and https are valid."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_BARE_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#:].*)?", re.IGNORECASE)
_ONE_SLASH = re.compile(r"(https?)(?::/?|//)(?!/)", re.IGNORECASE)
_COMMON = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*+(?:/[!-\[\]-~]*+)?")
_SPACE = re.compile(r"\s")


def address_hint(text: str) -> str | None:
    """How to correct ``text``, or None if it is a web address."""
    if _COMMON.fullmatch(text):
        return None
    general = "Write it in full, as in https://example.org/page."
    if space := _SPACE.search(text):
        return f"It breaks off at the space after {text[: space.start()]}: write %20 for a space."
    if "\\" in text:
        return "Browsers read \\ as /: write that, or %5C for the sign itself."
    try:
        parts = urlsplit(text)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return general
    if parts.scheme in ("http", "https") and host:
        return None
    if match := _ONE_SLASH.match(text):
        return f"Write {match[1].lower()}://{text[match.end() :]}."
    return f"Write https://{text}." if _BARE_HOST.fullmatch(text) else general
