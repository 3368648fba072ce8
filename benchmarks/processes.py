"""What a process costs, together with all the processes that it starts."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from resource import struct_rusage

_BECOME_SUBREAPER = 36
"""Linux's PR_SET_CHILD_SUBREAPER: orphans among the descendants become children of this process,
so that their processor time can be read as well."""
_LOOKS_EVERY = 0.02
_ORPHANS_MAY_RUN = 1.0
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


class ProcessFailed(Exception):
    """The process did not end with 0; the message is the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds and bytes. ``memory`` is the peak of the process itself, ``memory_of_all`` that of
    all its processes at one time, memory they share counted once."""

    wall: float
    cpu: float
    memory: int
    memory_of_all: int


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end, and end whatever it leaves behind. Raises ProcessFailed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1)
    log = folder / ".log"
    with log.open("wb") as printed:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=printed,
            start_new_session=True,
        )
        watch = _MemoryWatch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        watch.stop()
    orphans = [*_wait_for_orphans(process.pid)]
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        said = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise ProcessFailed(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    largest = usage.ru_maxrss * _MAXRSS_UNIT
    cpu = sum(each.ru_utime + each.ru_stime for each in (usage, *orphans))
    own = watch.own_peak if watch.saw_children else largest
    return Cost(wall, cpu, own, max(largest, watch.peak))


def _wait_for_orphans(session: int) -> Iterator[struct_rusage]:
    """What each orphan used; those that run on are killed after a while."""
    until = time.monotonic() + _ORPHANS_MAY_RUN
    try:
        while True:
            pid, _, usage = os.wait4(-1, os.WNOHANG)
            if pid:
                yield usage
            elif time.monotonic() < until:
                time.sleep(_LOOKS_EVERY)
            else:
                os.killpg(session, signal.SIGKILL)
    except (ChildProcessError, ProcessLookupError):
        return


@dataclass(slots=True)
class _MemoryWatch:
    """Looks at the memory of a process and its descendants in a thread, where /proc tells it."""

    pid: int
    own_peak: int = 0
    peak: int = 0
    saw_children: bool = False
    _ended: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._ended.set()
        if self._thread:
            self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(_LOOKS_EVERY):
            everyone = [*_with_descendants(self.pid)]
            self.own_peak = max(self.own_peak, _kilobytes(self.pid, "status", "VmHWM") * 1024)
            if len(everyone) > 1:  # asking for shares is slow, and alone a process shares nothing
                self.saw_children = True
                shares = sum(_kilobytes(each, "smaps_rollup", "Pss") for each in everyone)
                self.peak = max(self.peak, shares * 1024)


def _with_descendants(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(children).split():
            yield from _with_descendants(int(child))


def _kilobytes(pid: int, file: str, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", _read(Path(f"/proc/{pid}/{file}")), re.MULTILINE)
    return int(found[1]) if found else 0


def _read(path: Path) -> str:
    """The text of a file of /proc; nothing where its process has ended."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
