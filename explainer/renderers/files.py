"""A file of the site, as a value."""

from __future__ import annotations

from msgspec import Struct


class OutputFile(Struct, frozen=True):
    """A file of the site: its path below the output folder, written with ``/``, and its bytes."""

    path: str
    data: bytes
