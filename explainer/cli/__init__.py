"""The command line: arguments, printing, exit codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from time import perf_counter
from typing import TYPE_CHECKING

from explainer.cli.arguments import parse_arguments
from explainer.cli.request import Request, Unsound
from explainer.cli.terminal import complain, print_utf_8
from explainer.config import NO_EXTENSIONS, Config, Extensions, NotDrafted, Refused, SiteNotFound
from explainer.output.paths import check_output_folder

if TYPE_CHECKING:
    from concurrent.futures import Executor

# The exit codes of commands.
DONE = 0
CONTENT_ERRORS = 1
WRONG_COMMAND = 2
INTERRUPTED = 130


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
    offline = options.offline if options.command == "build" else None
    config = Config(
        site=site,
        output=offline or options.output or site / "output",
        as_of=options.as_of or date.today(),  # noqa: DTZ011 (the editor's own day; the one clock)
        drafts=options.drafts,
        offline=offline is not None,
        extensions=extensions if is_own else NO_EXTENSIONS,
    )
    request = Request(config, options, command, clock, executor)
    try:
        check_output_folder(config.output, config.site)
        if options.cache:  # it is neither to be read as part of the site, nor published
            check_output_folder(options.cache, config.site)
            if options.cache.resolve().is_relative_to(config.output.resolve()):
                message = f"{options.cache} lies inside the output, which is published"
                raise Refused(f"{message}; choose another")
        import_module(f"explainer.cli.commands.{options.command}").run(request)
    except Refused as refused:
        drafts_new = isinstance(refused, NotDrafted) and options.command == "new"
        called = f"{command} new {options.kind}" if drafts_new else command
        message = str(refused)
        if isinstance(refused, SiteNotFound):
            message += f"; name one with --site, or make one: {request.naming('new site')}"
        complain(*(f"{called}: {line}" for line in message.split("\n")))
        if isinstance(refused, NotDrafted) and refused.snippet:
            snippet = dedent(refused.snippet).strip()
            complain(f"Nothing was written. It would have been:\n\n{snippet}")
        return WRONG_COMMAND
    except EOFError:  # the terminal was closed while it was asked
        complain("\nNothing was written.")
        return INTERRUPTED
    except Unsound:
        return CONTENT_ERRORS
    except KeyboardInterrupt:
        return INTERRUPTED
    return DONE
