"""Printing: answers to standard output, diagnostics to standard error; how things are counted."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from explainer.diagnostics import Diagnostic, format_diagnostic, without_repeats

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
