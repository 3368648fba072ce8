"""The progress of a build, reported to whoever shows it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias


class Stage(StrEnum):
    """The stages of a build whose progress is shown, with the words that show them."""

    READING = "reading"
    LINKING = "linking"
    RENDERING = "rendering pages"
    RECORDING = "rendering records"
    CHECKING = "checking"
    ASKING = "asking"
    WRITING = "writing"


Progress: TypeAlias = Callable[[Stage, int, int], None]
"""Called with a stage, how many of its files are done, and how many there are; maybe for each."""


def unseen(stage: Stage, done: int, total: int) -> None:
    """The ``Progress`` that shows nothing."""
