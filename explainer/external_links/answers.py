"""What became of an address."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    ALIVE = "alive"
    MOVED = "moved"
    """For good, to ``Answer.address``."""
    GONE = "gone"
    NO_HOST = "no host"
    """Nobody has that name; or this machine is not online."""
    UNKNOWN = "unknown"
    """The server did not say: it was busy, slow, or keeps programs out."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``reason`` is in words for a person, empty for what is alive; ``status`` is HTTP's, or 0
    where no server answered."""

    state: State
    reason: str = ""
    address: str = ""
    status: int = 0

    @property
    def is_dead(self) -> bool:
        return self.state in (State.GONE, State.NO_HOST)
