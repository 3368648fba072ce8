"""The progress of long work: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from explainer.cli.terminal import complain
from explainer.progress import Progress, Stage

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_SECONDS_BEFORE_BAR = 1.0
_SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def shown_progress(clock: Callable[[], float], *, quiet: bool = False) -> Iterator[Progress]:
    """A progress on standard error, cleared at the end. It shows nothing for short work, and never
    anything if ``quiet``."""
    draws = _is_watched()
    bar: Bar | None = None
    began = last_line = clock()

    def show(stage: Stage, done: int, total: int) -> None:
        nonlocal bar, last_line
        now = clock()
        if quiet:
            return
        if draws and (bar or (now - began >= _SECONDS_BEFORE_BAR and done < total)):
            bar = bar or _new_bar()
            bar.update(bar.task_ids[0], description=stage, completed=done, total=total)
            bar.start()
        elif not draws and now - last_line >= _SECONDS_BETWEEN_LINES:
            last_line = now
            complain(f"{stage}: {done:,} of {total:,}")

    try:
        yield show
    finally:
        if bar:
            bar.stop()


def _new_bar() -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:17}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(*columns, console=Console(file=sys.stderr), transient=True)
    bar.add_task("")
    return bar


def _is_watched() -> bool:
    """Whether a line on standard error can change in place. A build server may have a terminal too,
    but logs everything that is written to it."""
    is_plain = os.environ.get("TERM") == "dumb" or os.environ.get("CI")
    return sys.stderr.isatty() and not is_plain
