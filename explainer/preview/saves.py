"""Saves below folders that may come and go, as the system reports them."""

from __future__ import annotations

import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import TypeAlias

_Seen: TypeAlias = tuple[tuple[Path, int], ...]
_QUIET = 10
"""Milliseconds without a further save after which saves are reported together. The thread wakes as
often: every 2 ms would keep an idle preview at 2 % of a core."""
_LONGEST = 50
_LOOK_AGAIN = 100
"""Milliseconds after which folders are checked: one may have come, gone or been renamed."""


class Saves:
    """Listens in a thread, after ``start``, for saves of the files in ``watched`` and of those
    below its folders.

    ``saved`` is set by a save until whoever is about to read what was saved clears it, and by
    ``end``, as is ``ended``."""

    def __init__(self, watched: Sequence[Path], say: Callable[[str], None]) -> None:
        self._watched = watched
        self._say = say
        self.saved, self.ended, self._listening = Event(), Event(), Event()
        self._thread = Thread(target=self._listen, name="saves", daemon=True)

    def start(self) -> None:
        """Start to listen; when this returns no save is missed."""
        self._thread.start()
        self._listening.wait()

    def end(self) -> None:
        self.ended.set()
        self.saved.set()
        self._thread.join(timeout=1)

    def _listen(self) -> None:
        polling = False
        while not self.ended.is_set():
            seen = _seen(self._watched)
            try:
                self._listen_to(seen, polling)
            except (OSError, RuntimeError) as error:
                # A folder may go just before it is listened to.
                if _seen(self._watched) == seen and not polling:
                    polling = True
                    self._say(f"The system does not tell of saves ({error}); looking for them.")
                self.ended.wait(_LOOK_AGAIN / 1000)

    def _listen_to(self, seen: _Seen, polling: bool) -> None:
        """Listen until a watched folder or file is no longer the one in ``seen``."""
        from watchfiles import watch

        # The first, empty answer says that it listens. After a change of what is watched, something
        # may have been saved before.
        is_news = self._listening.is_set()
        for changes in watch(
            *(path for path, _ in seen if path.is_dir()),
            debounce=_LONGEST,
            step=_QUIET,
            rust_timeout=_LOOK_AGAIN,
            yield_on_timeout=True,
            stop_event=self.ended,
            raise_interrupt=False,
            force_polling=polling or None,
        ):
            if changes or is_news:
                self.saved.set()
            is_news = False
            self._listening.set()
            if _seen(self._watched) != seen:
                return


def _seen(watched: Sequence[Path]) -> _Seen:
    """The paths that exist: folders with their inode, which another folder of the same name does
    not have, files with the time of their last change."""
    found = []
    for path in watched:
        try:
            status = path.stat()
        except OSError:
            continue
        is_folder = stat.S_ISDIR(status.st_mode)
        found.append((path, status.st_ino if is_folder else status.st_mtime_ns))
    return tuple(found)
