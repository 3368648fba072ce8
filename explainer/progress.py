"""The progress of a build, reported to whoever shows it."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """The stages of a build whose progress is shown, with the words that show them."""

    READING = "reading"
    LINKING = "linking"
    RENDERING = "rendering pages"
    RECORDING = "rendering records"
    CHECKING = "checking"
    ASKING = "asking"
    WRITING = "writing"


class Progress(Protocol):
    """A function called with a stage, how many of its files are done, and how many there are. It
    may be called for every file."""

    def __call__(self, stage: Stage, done: int, total: int) -> None: ...


def unseen(stage: Stage, done: int, total: int) -> None:
    """The ``Progress`` that shows nothing."""
