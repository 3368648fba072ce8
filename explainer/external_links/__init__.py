"""Check whether the site's external links still lead anywhere.

Builds never do this, since pages do not depend on the web. ``rules`` finds the addresses and warns,
``checking`` paces the requests and keeps the answers for some days, and ``asking`` makes them, of
the public web alone.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

CODES = frozenset({"dead-external-link", "moved-external-link"})
"""The codes of the rules, which need answers from the web."""


class State(StrEnum):
    ALIVE = "alive"
    MOVED = "moved"
    """Permanently, to ``Answer.address``."""
    GONE = "gone"
    NO_HOST = "no host"
    """The host's name does not exist, or this machine is offline."""
    UNKNOWN = "unknown"
    """There was no clear answer: the server was busy or slow, or keeps programs out."""


class Answer(Struct, frozen=True):
    """The state of an address; ``reason`` says why in words, and is empty if it is alive.
    ``address`` is where it moved to; ``status`` is that of HTTP, or 0 if no server answered."""

    state: State
    reason: str = ""
    address: str = ""
    status: int = 0
