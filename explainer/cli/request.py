"""What a command is given: the site, its options and how it was called; and the exit codes."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from explainer.cli.terminal import complain, print_diagnostics, say, shown
from explainer.config import Config
from explainer.diagnostics import Diagnostic

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from explainer.model.site.site import Site

# The exit codes of commands.
DONE = 0
CONTENT_ERRORS = 1
WRONG_COMMAND = 2
INTERRUPTED = 130

DEFAULT_PORT = 5500
DEFAULT_DAYS = 30


class Options(argparse.Namespace):
    """The options of all commands, with their defaults."""

    command: str | None = None
    site: Path | None = None
    output: Path | None = None
    as_of: date | None = None
    drafts: bool = False
    quiet: bool = False
    why: str = ""
    offline: Path | None = None
    jobs: int = 0
    """0 if it is not given."""
    cache: Path | None = None
    no_cache: bool = False
    port: int = DEFAULT_PORT
    open: bool = False
    key: str = ""
    old: str = ""
    new: str = ""
    dry_run: bool = False
    name: str = ""
    all: bool = False
    facts: list[str] = []  # noqa: RUF012 (replaced, never changed)
    by: str = ""
    replace: bool = False
    code: str = ""
    strict: bool = False
    thorough: bool = False
    external: bool = False
    format: str = "text"
    min_coverage: list[tuple[str, float]] = []  # noqa: RUF012 (replaced, never changed)
    drill: int = 0
    seed: int | None = None
    days: int = DEFAULT_DAYS
    kind: str = ""
    from_file: Path | None = None
    force: bool = False
    folder: Path | None = None
    since: str = ""
    write: bool = False


class Unsound(Exception):
    """A site has errors, and they are printed."""


class Request(Struct, frozen=True):
    config: Config
    options: Options
    program: str
    """How the program was called, as messages show it."""
    clock: Callable[[], float]
    """Seconds, to measure how long work takes; the output does not depend on it."""
    executor: Executor | None = None
    """What the site's ``build.py`` passes to work in."""

    def refuse(self, reason: str) -> int:
        """Print why the command was wrong, and return its exit code."""
        complain(f"{self.program}: {reason}")
        return WRONG_COMMAND

    def write(self, path: Path, data: bytes, done: str) -> int:
        """Write a file, say that it is ``done``, and return the exit code."""
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            return self.refuse(f"cannot write {shown(path)}: {error.strerror}")
        self.remark(f"{done} {shown(path)}.")
        return DONE

    def remark(self, line: str) -> None:
        """Print a line that is neither an answer nor an error, unless ``--quiet`` is given."""
        if not self.options.quiet:
            say(line)

    def print_findings(self, diagnostics: Iterable[Diagnostic], below: Iterable[str] = ()) -> None:
        """Print all diagnostics, and the lines ``below``; with ``--quiet`` only the errors."""
        quiet = self.options.quiet
        found, below = [d for d in diagnostics if d.is_error or not quiet], () if quiet else below
        if self.options.format == "github":
            from explainer.reports.check import github_lines

            below = github_lines(found, below, Path(shown(self.config.site)))
        else:
            print_diagnostics(found)
        for line in below:
            say(line)

    def sound_site(self) -> Site:
        """The site as content describes it. Raises SiteNotFound, and Unsound if it has errors."""
        from explainer import pipeline

        site, diagnostics = pipeline.load_site(self.config)
        if any(diagnostic.is_error for diagnostic in diagnostics):
            self.print_findings(diagnostics)
            raise Unsound
        return site

    def naming(self, command: str) -> str:
        """The command line that runs ``command`` with the same site, output, day, drafts and
        cache."""
        options = self.options
        named = (
            ("--site", options.site),
            ("--output", options.output),
            ("--as-of", options.as_of),
            ("--cache", options.cache),
        )
        words = [word for name, value in named if value for word in (name, str(value))]
        words += ["--drafts"] if options.drafts else []
        words += ["--no-cache"] if options.no_cache else []
        return " ".join([self.program, command, *map(shlex.quote, words)])
