"""How far a build has come, told to whoever shows it."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """The stages of a build whose length shows, as they are called while they run."""

    READING = "reading"
    LINKING = "linking"
    RENDERING = "rendering pages"
    RECORDING = "rendering records"
    CHECKING = "checking"
    ASKING = "asking"
    WRITING = "writing"


class Progress(Protocol):
    """Called with a stage, how many of its files are done, and how many there are. It may be
    called often: for each file."""

    def __call__(self, stage: Stage, done: int, total: int) -> None: ...


def unseen(stage: Stage, done: int, total: int) -> None:
    """The progress of a build that nobody watches."""
