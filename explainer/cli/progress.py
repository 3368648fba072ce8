"""The progress of long work: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Self, TextIO

from explainer.cli.terminal import complain
from explainer.progress import Stage

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_SECONDS_BEFORE_BAR = 1.0
_SECONDS_WORTH_A_BAR = 0.5  # a bar that is shown for less only flickers
_SECONDS_BETWEEN_LINES = 5.0


class ShownProgress:
    """An ``explainer.progress.Progress`` on standard error, cleared when its ``with`` block ends.
    It shows nothing for short work, and never anything if ``quiet``."""

    def __init__(self, clock: Callable[[], float], *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._draws = _is_watched(sys.stderr)
        self._clock = clock
        self._began = self._stage_began = self._last_line = clock()
        self._stage: Stage | None = None
        self._bar: Bar | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        if self._quiet:
            return
        now = self._clock()
        if stage is not self._stage:
            self._stage, self._stage_began = stage, now
        if self._draws:
            if self._bar or self._is_worth_a_bar(now, done, total):
                self._draw(stage, done, total)
        elif now - self._last_line >= _SECONDS_BETWEEN_LINES:
            self._last_line = now
            complain(f"{stage}: {done:,} of {total:,}")

    def _is_worth_a_bar(self, now: float, done: int, total: int) -> bool:
        if now - self._began < _SECONDS_BEFORE_BAR:
            return False
        seconds_each = (now - self._stage_began) / done if done else 0
        return done == 0 or seconds_each * (total - done) >= _SECONDS_WORTH_A_BAR

    def _draw(self, stage: Stage, done: int, total: int) -> None:
        if self._bar is None:
            self._bar = _new_bar()
            self._bar.add_task(stage, completed=done, total=total)
            self._bar.start()
        else:
            (task,) = self._bar.task_ids
            self._bar.update(task, description=stage, completed=done, total=total)


def _new_bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:17}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=Console(file=sys.stderr), transient=True)


def _is_watched(stream: TextIO) -> bool:
    """Whether a line on ``stream`` can change in place. A build server may have a terminal too,
    but logs everything that is written to it."""
    return stream.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("CI")
