"""What is saved: noticed by the system, taken together, wherever the folders come and go."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

_Folders: TypeAlias = tuple[tuple[Path, int], ...]
_QUIET = 2
"""Milliseconds without a further save after which what was saved counts as one."""
_LONGEST = 50
_LOOK_AGAIN = 100
"""Milliseconds after which folders are looked at again: one may have come, gone or been renamed."""


class Saves:
    """Listens in a thread of its own from ``start`` on."""

    def __init__(self, folders: Sequence[Path], say: Callable[[str], None]) -> None:
        self._folders = folders
        self._say = say
        self._saved = threading.Event()
        self._listening = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="saves", daemon=True)

    def start(self) -> None:
        """From here on no save is missed."""
        self._thread.start()
        self._listening.wait()

    def end(self) -> None:
        self._ended.set()
        self._saved.set()
        self._thread.join(timeout=1)

    @property
    def ended(self) -> bool:
        return self._ended.is_set()

    @property
    def waiting(self) -> bool:
        """Whether something was saved that has not been taken."""
        return self._saved.is_set()

    def wait(self, seconds: float | None = None) -> bool:
        """Until something is saved, or ``end`` is called, or so long at most."""
        return self._saved.wait(seconds)

    def take(self) -> None:
        """What was saved so far is about to be read."""
        self._saved.clear()

    def _listen(self) -> None:
        polling = False
        while not self.ended:
            folders = _present(self._folders)
            try:
                self._listen_to(folders, polling)
            except (OSError, RuntimeError) as error:
                # A folder may go just before it is listened to; that is no fault.
                if _present(self._folders) == folders and not polling:
                    polling = True
                    self._say(f"The system does not tell of saves ({error}); looking for them.")
                self._ended.wait(_LOOK_AGAIN / 1000)

    def _listen_to(self, folders: _Folders, polling: bool) -> None:
        """Until other folders are there than these."""
        from watchfiles import watch

        if not folders:
            self._now_listening()
            while not self._ended.wait(_LOOK_AGAIN / 1000) and not _present(self._folders):
                pass
            return
        first, others = True, threading.Event()
        for changes in watch(
            *(folder for folder, _ in folders),
            debounce=_LONGEST,
            step=_QUIET,
            rust_timeout=_LOOK_AGAIN,
            yield_on_timeout=True,  # the first, empty answer says that it listens
            stop_event=_Either(self._ended, others),
            raise_interrupt=False,
            force_polling=polling or None,
        ):
            if first:
                self._now_listening()
                first = False
            if changes:
                self._saved.set()
            if _present(self._folders) != folders:
                others.set()

    def _now_listening(self) -> None:
        """What was saved while nobody listened, since folders came or went, counts as saved now."""
        if self._listening.is_set():
            self._saved.set()
        self._listening.set()


class _Either:
    """An event that is set when one of two is."""

    def __init__(self, *events: threading.Event) -> None:
        self._events = events

    def is_set(self) -> bool:
        return any(event.is_set() for event in self._events)


def _present(folders: Sequence[Path]) -> _Folders:
    """Those that are there, each with its number: another one of the same name has another."""
    found = []
    for folder in folders:
        try:
            if folder.is_dir():
                found.append((folder, folder.stat().st_ino))
        except OSError:
            continue
    return tuple(found)
