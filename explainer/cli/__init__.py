"""The command line: arguments, printing, exit codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from explainer.cli.arguments import COMMANDS, parse_arguments
from explainer.cli.request import CONTENT_ERRORS, INTERRUPTED, WRONG_COMMAND, Request, Unsound
from explainer.cli.terminal import complain, print_utf_8
from explainer.config import (
    NO_EXTENSIONS,
    Config,
    ExtensionRefused,
    Extensions,
    SiteNotFound,
    WorkFailed,
)
from explainer.output.paths import OutputRefused, check_output_folder

if TYPE_CHECKING:
    from concurrent.futures import Executor


def main(
    arguments: Sequence[str] | None = None,
    *,
    default_site: Path | None = None,
    command: str = "explainer",
    extensions: Extensions = NO_EXTENSIONS,
    clock: Callable[[], float] = perf_counter,
    executor: Executor | None = None,
) -> int:
    """Run one command and return its exit code. Raises SystemExit(2) if it cannot be parsed.

    ``default_site`` is the site if ``--site`` names none, by default the working directory;
    ``command`` is how the program was called, as messages show it. ``extensions`` are added for
    ``default_site`` only. ``clock`` returns seconds, to measure how long work takes. ``executor``
    does the work in place of processes of our own, and is not shut down; see docs/scaling.md.
    """
    print_utf_8()
    options = parse_arguments(arguments, command)
    site: Path = options.site or default_site or Path()
    is_own = default_site is None or site.resolve() == default_site.resolve()
    builds = options.command in (None, "build")
    offline = options.offline if builds else None
    config = Config(
        site=site,
        output=offline or options.output or site / "output",
        as_of=options.as_of or date.today(),  # noqa: DTZ011 (the editor's own day; the one clock)
        drafts=options.drafts,
        offline=offline is not None,
        extensions=extensions if is_own else NO_EXTENSIONS,
    )
    try:
        check_output_folder(config.output, config.site)
        if options.cache:
            _check_cache_folder(options.cache, config)
        request = Request(config, options, command, clock, executor)
        return COMMANDS[options.command or "build"].run(request)
    except (ExtensionRefused, OutputRefused, SiteNotFound, WorkFailed) as refused:
        complain(f"{command}: {refused}")
        return WRONG_COMMAND
    except Unsound:
        return CONTENT_ERRORS
    except KeyboardInterrupt:
        return INTERRUPTED


def _check_cache_folder(folder: Path, config: Config) -> None:
    """Raise OutputRefused for a folder that is read as part of the site, or published."""
    check_output_folder(folder, config.site)
    if folder.resolve().is_relative_to(config.output.resolve()):
        raise OutputRefused(f"{folder} lies inside the output, which is published; choose another")
