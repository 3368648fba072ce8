"""What a command is given: the site, its options, and how the program was called."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from explainer.cli.terminal import print_diagnostics, say
from explainer.config import Config
from explainer.diagnostics import Diagnostic

DEFAULT_PORT = 5500
DEFAULT_DAYS = 30


@dataclass(kw_only=True)
class Options(argparse.Namespace):
    """Every option of every command, with what it is when nobody gives it."""

    command: str | None = None
    site: Path | None = None
    output: Path | None = None
    as_of: date | None = None
    drafts: bool = False
    quiet: bool = False
    port: int = DEFAULT_PORT
    open: bool = False
    key: str = ""
    code: str = ""
    strict: bool = False
    external: bool = False
    format: str = "text"
    min_coverage: float = 0.0
    days: int = DEFAULT_DAYS
    kind: str = ""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    from_file: Path | None = None
    force: bool = False
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Request:
    config: Config
    options: Options
    program: str
    """How the program was called, for what it prints."""
    clock: Callable[[], float]
    """Seconds, for how long work takes; nothing that is built depends on it."""

    def remark(self, line: str) -> None:
        """Say what is no answer and no error; ``--quiet`` leaves it out."""
        if not self.options.quiet:
            say(line)

    def print_findings(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Print them all; under ``--quiet`` the errors."""
        print_diagnostics([d for d in diagnostics if d.is_error or not self.options.quiet])

    def naming(self, command: str) -> str:
        """``command`` for the same site, as one writes it."""
        options = self.options
        named = (("--site", options.site), ("--output", options.output), ("--as-of", options.as_of))
        words = [word for name, value in named if value for word in (name, str(value))]
        words += ["--drafts"] if options.drafts else []
        return " ".join([self.program, command, *map(shlex.quote, words)])
