"""Printing: answers to standard output, diagnostics to standard error."""

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


def say(line: str) -> None:
    _print(line, sys.stdout)


def complain(line: str) -> None:
    _print(line, sys.stderr)


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    colour = wants_colour(sys.stderr)
    for diagnostic, more in without_repeats(diagnostics):
        complain(format_diagnostic(diagnostic, colour=colour))
        complain(f"   + {more}\n" if more else "")


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


def print_utf_8() -> None:
    """Print UTF-8 whatever the locale: names and quotations are not ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _print(text: str, stream: TextIO) -> None:
    """Print a line, and ignore a closed pipe (``... | head``)."""
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except BrokenPipeError:
        # The rest of the stream's buffer would fail again when Python closes it.
        with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())
