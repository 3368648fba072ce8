"""Printing: answers to standard output, diagnostics to standard error; how things are counted; and
the progress of long work: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from explainer.diagnostics import Diagnostic, format_diagnostic, without_repeats
from explainer.progress import Progress, Stage

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

_SECONDS_BEFORE_BAR = 1.0
_SECONDS_BETWEEN_LINES = 5.0

BOLD, RED, GREEN = "\x1b[1m", "\x1b[31m", "\x1b[32m"


def say(*lines: str) -> None:
    _print(lines, sys.stdout)


def complain(*lines: str) -> None:
    _print(lines, sys.stderr)


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    colour = wants_colour(sys.stderr)
    for diagnostic, more in without_repeats(diagnostics):
        behind = f"   + {more}\n" if more else ""
        complain(format_diagnostic(diagnostic, colour=colour), behind)


def count(number: int, noun: str) -> str:
    """``1 page``, ``2 pages``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def shown(path: Path) -> str:
    """The path from the working directory if it lies below it, else the absolute path."""
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute)


def width() -> int:
    """Columns for running text: the width of the terminal, from 40 to 100."""
    return max(40, min(shutil.get_terminal_size().columns, 100))


def wants_colour(stream: TextIO) -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not plain


def painted(text: str, paint: str, colour: bool) -> str:
    return f"{paint}{text}\x1b[0m" if paint and colour else text


def print_utf_8() -> None:
    """Print UTF-8 whatever the locale: names and quotations are not ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _print(lines: Sequence[str], stream: TextIO) -> None:
    """Print lines, and ignore a closed pipe (``... | head``)."""
    try:
        stream.writelines(f"{line}\n" for line in lines)
        stream.flush()
    except BrokenPipeError:
        # The rest of the stream's buffer would fail again when Python closes it.
        with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())


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
            how_far = f"{done:,} of {total:,}" if done else f"{total:,} to do"
            complain(f"{stage}: {how_far}")  # the last line may be of what has only begun

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
