"""Keep the answers of the last days in a file, so that the web is not asked again so soon."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
from msgspec import Struct

from explainer.external_links.answers import Answer, State

_FOLDER = ".cache"
_FILE = "external-links.json"
_DAYS = 7
_DAYS_OF_DOUBT = 0
"""What could not be checked is asked again the next day."""
_LARGEST_FILE = 16_000_000


class Remembered(Struct, frozen=True):
    """An answer and the day on which it was given."""

    on: date
    answer: Answer

    def is_fresh(self, today: date) -> bool:
        days = _DAYS_OF_DOUBT if self.answer.state is State.UNKNOWN else _DAYS
        return 0 <= (today - self.on).days <= days


Memory = Mapping[str, Remembered]


def load_memory(site: Path) -> dict[str, Remembered]:
    """What is remembered for the site in this folder; empty if the file is missing or damaged."""
    path = site / _FOLDER / _FILE
    with suppress(OSError, msgspec.MsgspecError):
        if path.stat().st_size <= _LARGEST_FILE:
            return msgspec.json.decode(path.read_bytes(), type=dict[str, Remembered])
    return {}


def save_memory(site: Path, memory: Memory, today: date) -> None:
    """Save the answers that are still fresh; if that fails, the next check asks again."""
    folder = site / _FOLDER
    fresh = {url: memory[url] for url in sorted(memory) if memory[url].is_fresh(today)}
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        if folder.is_symlink():  # content may come from strangers, and this leads elsewhere
            return
        _write(folder / ".gitignore", b"*\n")
        _write(folder / _FILE, msgspec.json.format(msgspec.json.encode(fresh)))


def _write(path: Path, data: bytes) -> None:
    """Write the file whole or not at all; a symbolic link in its place is replaced."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    unfinished.write_bytes(data)
    unfinished.replace(path)
