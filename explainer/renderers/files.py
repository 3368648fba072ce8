"""A file of the site, as a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, weakref_slot=True)
class OutputFile:
    """A file of the site: its path below the output folder, written with ``/``, and its bytes."""

    path: str
    data: bytes
