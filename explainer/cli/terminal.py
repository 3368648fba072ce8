"""What is printed, and where: answers to standard output, findings to standard error."""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from explainer.diagnostics import Diagnostic, format_diagnostic


def say(line: str) -> None:
    _print(line, sys.stdout)


def complain(line: str) -> None:
    _print(line, sys.stderr)


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    colour = wants_colour(sys.stderr)
    for diagnostic in diagnostics:
        complain(f"{format_diagnostic(diagnostic, colour=colour)}\n")


def shown(path: Path) -> str:
    """As short as it still leads there from the working directory."""
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute)


def width() -> int:
    """Columns for running text: those of the terminal, but no more than the eye likes."""
    return max(40, min(shutil.get_terminal_size().columns, 100))


def wants_colour(stream: TextIO) -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not plain


def print_utf_8() -> None:
    """Whatever the locale: names and quotations are not ASCII."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _print(text: str, stream: TextIO) -> None:
    """Print, and go on where nobody reads any more (``... | head``)."""
    try:
        stream.write(f"{text}\n")
        stream.flush()
    except BrokenPipeError:
        # What is left in the stream would fail again when Python closes it.
        with suppress(OSError), Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), stream.fileno())
