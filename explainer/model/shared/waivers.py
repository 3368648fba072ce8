"""Warnings that an editor accepts, each with a reason."""

from __future__ import annotations

from msgspec import Struct


class Waiver(Struct, frozen=True):
    """A code that warnings may have, and why they do not apply; ``offset`` is that of the code in
    the file at ``path``."""

    code: str
    reason: str
    path: str
    offset: int
