"""What a command is given: the site, its options and how it was called."""

from __future__ import annotations

import argparse
import os
import shlex
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from explainer.cli.terminal import complain, count, print_diagnostics, say, shown
from explainer.config import Config, Refused
from explainer.diagnostics import Diagnostic

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from explainer.making.workers import Workers
    from explainer.model.pages.page import Page
    from explainer.model.site.site import Site
    from explainer.scaffolding.drafts import Draft


DEFAULT_PORT = 5500
DEFAULT_DAYS = 30


class Options(argparse.Namespace):
    """The options of all commands, with their defaults."""

    command: str = "build"
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
    folder: str = ""
    since: str = ""
    write: bool = False


class Unsound(Exception):
    """A site has errors, or what the command was to fail on, and it is printed."""


class Request(Struct, frozen=True):
    config: Config
    options: Options
    program: str
    """How the program was called, as messages show it."""
    clock: Callable[[], float]
    """Seconds, to measure how long work takes; the output does not depend on it."""
    executor: Executor | None = None
    """What the site's ``build.py`` passes to work in."""

    def write(self, path: Path, data: bytes, done: str) -> None:
        """Write a file, and say that it is ``done``. Raises Refused."""
        try:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            raise Refused(f"cannot write {shown(path)}: {error.strerror}") from error
        self.remark(f"{done} {shown(path)}.")

    def write_draft(self, draft: Draft) -> Draft:
        """Write a draft into the site, and return it as it was written. Raises NotDrafted."""
        from explainer.scaffolding.drafts import pointing_to_schema, write_draft

        draft = pointing_to_schema(draft, self.config.site)
        write_draft(self.config.site, draft)
        return draft

    def remark(self, line: str) -> None:
        """Print a line that is neither an answer nor an error, unless ``--quiet`` is given."""
        if line and not self.options.quiet:
            say(line)

    def remark_held_back(self, pages: Iterable[Page], changed: Collection[str] = ()) -> None:
        """Say which pages are left out, and why, if there are any."""
        self.remark(not_shown(pages, self.config.as_of, changed))

    def print_findings(self, diagnostics: Iterable[Diagnostic], below: Iterable[str] = ()) -> None:
        """Print all diagnostics, and the lines ``below``; with ``--quiet`` only the errors."""
        quiet = self.options.quiet
        found, below = [d for d in diagnostics if d.is_error or not quiet], () if quiet else below
        if self.options.format == "github":
            from explainer.cli.commands.check import github_lines

            below = github_lines(found, below, Path(shown(self.config.site)))
        else:
            print_diagnostics(found)
        say(*below)

    def print_build_findings(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Print the diagnostics of a build and, if there are errors, that nothing was published."""
        self.print_findings(diagnostics)
        if errors := [diagnostic for diagnostic in diagnostics if diagnostic.is_error]:
            number = count(len(errors), "error")
            complain(f"{number}; nothing was published, the last output is unchanged.")
            complain(f"{self.program} explain {errors[0].code} says more.")

    def sound_site(self) -> Site:
        """The site as content describes it. Raises SiteNotFound, and Unsound if it has errors."""
        from explainer import pipeline

        site, diagnostics = pipeline.load_site(self.config)
        if any(diagnostic.is_error for diagnostic in diagnostics):
            self.print_findings(diagnostics)
            raise Unsound
        return site

    def workers(self) -> Workers:
        """What does the work of a command: by default a process for each core that it may use."""
        from explainer.making.workers import Workers

        allowed = getattr(os, "sched_getaffinity", None)
        cores = len(allowed(0)) if allowed else os.cpu_count() or 1
        return Workers(self.options.jobs or cores, self.executor)

    def naming(self, command: str) -> str:
        """The command line that runs ``command`` with the same site, output, day, drafts and
        cache."""
        words = []
        for name in ("site", "output", "as_of", "cache", "drafts", "no_cache"):
            if value := getattr(self.options, name):
                words += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
        return " ".join([self.program, command, *map(shlex.quote, words)])


def not_shown(pages: Iterable[Page], as_of: date, removed: Collection[str] = ()) -> str:
    """A line such as ``Not shown: 1 draft, 1 not before 2062-11-20.`` for pages that the build for
    the day ``as_of`` holds back; empty if there are none. ``removed`` are the files of the last
    build that this one has not: a page that was there before and is held back now is named."""
    pages = tuple(pages)
    names = dict.fromkeys(f"/{page.name}/" for page in pages)
    gone = [name for name in names if f"{name[1:]}index.html" in removed]
    kinds: Counter[tuple[int, str]] = Counter()
    for page in pages:
        if page.status == "draft":
            kinds[0, "draft"] += 1
        elif page.published and page.published > as_of:
            kinds[1, f"not before {page.published}"] += 1
        elif page.expires and page.expires < as_of:
            kinds[2, "expired"] += 1
        else:
            kinds[3, "translated from one of them"] += 1
    said = (
        f"{number} {what}{'s' if what == 'draft' and number > 1 else ''}"
        for (_, what), number in sorted(kinds.items())
    )
    line = f"Not shown: {', '.join(said)}." if kinds else ""
    return f"{line} Gone since the last build: {', '.join(gone)}." if gone else line
