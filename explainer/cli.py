"""The command line: what is asked for, what is printed, how it ends.

It ends with 0 when the site was built, 1 when its content has errors, 2 when the command
was wrong, 130 when it was interrupted.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shlex
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from explainer import __version__
from explainer.config import Config, SiteNotFound, find_generator_root
from explainer.diagnostics import Diagnostic, did_you_mean, format_diagnostic
from explainer.output import OutputRefused, WriteReport, check_output_folder

if TYPE_CHECKING:
    from explainer.pipeline import BuildReport

BUILT, CONTENT_ERRORS, WRONG_COMMAND, INTERRUPTED = 0, 1, 2, 130
_DEFAULT_PORT = 5500


def main(
    arguments: Sequence[str] | None = None,
    *,
    default_site: Path | None = None,
    command: str = "explainer",
) -> int:
    """Run one command and return its exit code; SystemExit(2) where it cannot be read.

    ``default_site`` (else the working directory) is the site when ``--site`` names none;
    ``command`` is how the program was called, for what it prints.
    """
    _print_utf_8()
    options = _parse(arguments, command)
    site: Path = options.site or default_site or Path()
    config = Config(
        site=site,
        output=options.output or site / "output",
        as_of=options.as_of or date.today(),  # noqa: DTZ011 (the editor's own day; the one clock)
        drafts=options.drafts,
    )
    try:
        check_output_folder(config.output, config.site)
        if options.command == "serve":
            return _serve(config, options.port, command)
        if options.command == "impact":
            return _impact(config, options.key, command)
        return _build(config, f"{command} serve{_given(options)}")
    except (OutputRefused, SiteNotFound) as refused:
        _print(f"{command}: {refused}", sys.stderr)
        return WRONG_COMMAND
    except KeyboardInterrupt:
        return INTERRUPTED


# ---- what is asked for ----


@dataclass
class _Options(argparse.Namespace):
    command: str | None = None
    site: Path | None = None
    output: Path | None = None
    as_of: date | None = None
    drafts: bool = False
    port: int = _DEFAULT_PORT
    key: str = ""


def _parse(arguments: Sequence[str] | None, command: str) -> _Options:
    # Nothing is stored for an option that is not given, so a sub-command's silence
    # does not undo what stood before it.
    shared = argparse.ArgumentParser(
        add_help=False, argument_default=argparse.SUPPRESS, allow_abbrev=False
    )
    shared.add_argument("--site", type=Path, metavar="DIR", help="the folder that holds content/")
    shared.add_argument("--output", type=Path, metavar="DIR", help="default: output/ in the site")
    shared.add_argument(
        "--as-of",
        type=_day,
        metavar="DATE",
        help="the day to build for, YYYY-MM-DD; default: today",
    )
    shared.add_argument(
        "--drafts", action="store_true", help="show, marked, what is not published yet"
    )

    parser = argparse.ArgumentParser(
        prog=command,
        description="Build the site; without a command, this is what happens.",
        epilog="It ends with 0: built, 1: the content has errors, 2: the command was wrong.",
        parents=[shared],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"explainer {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, summary in (
        ("build", "write the site to the output folder"),
        ("serve", "show the site on this machine and build it again on every save"),
        ("impact", "say what would follow if a source or a fact fell; writes nothing"),
    ):
        sub = commands.add_parser(
            name, help=summary, description=summary, parents=[shared], allow_abbrev=False
        )
        if name == "serve":
            sub.add_argument(
                "--port", type=_port, default=argparse.SUPPRESS, help=f"default: {_DEFAULT_PORT}"
            )
        if name == "impact":
            sub.add_argument("key", metavar="KEY", help="the key of a source, or the id of a fact")
    return parser.parse_args(arguments, namespace=_Options())


def _day(text: str) -> date:
    try:
        # fromisoformat alone takes 20260131 and 2026-W05-6 too
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f'"{text}" is not a day; write it YYYY-MM-DD')


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) < 65_536:
        return int(text)
    raise argparse.ArgumentTypeError(f'"{text}" is not a port; 0 to 65535 are')


def _given(options: _Options) -> str:
    """The options that a preview of the same site needs, as one writes them."""
    named = (("--site", options.site), ("--output", options.output), ("--as-of", options.as_of))
    words = [word for name, value in named if value for word in (name, str(value))]
    words += ["--drafts"] if options.drafts else []
    return "".join(f" {shlex.quote(word)}" for word in words)


# ---- what is done ----


def _build(config: Config, serve: str) -> int:
    began = time.perf_counter()
    report, write = _publish(config)
    if write is None:
        return CONTENT_ERRORS
    built = _built(report, time.perf_counter() - began)
    index = config.output / "index.html"
    _print(
        f"{built} into {_shown(config.output)}{os.sep} ({_count(write.changed, 'file')} changed). "
        f"Look at it: {serve}, or open {_shown(index)}",
        sys.stdout,
    )
    return BUILT


def _serve(config: Config, port: int, command: str) -> int:
    from explainer import preview

    def build() -> WriteReport | None:
        began = time.perf_counter()
        report, write = _publish(config)
        if write:
            built = _built(report, time.perf_counter() - began)
            say(f"{built}, {_count(write.changed, 'file')} changed.")
        return write

    def say(line: str) -> None:
        _print(line, sys.stdout)

    site, generator = config.site.resolve(), find_generator_root()
    folders = [root / name for root in (site, generator) for name in ("templates", "assets")]
    watched = list(dict.fromkeys([site / "content", *folders]))
    try:
        preview.serve(build, config.output, watched, port, say)
    except preview.NoFreePort as taken:
        _print(f"{command}: {taken}", sys.stderr)
        return WRONG_COMMAND
    return BUILT


def _impact(config: Config, key: str, command: str) -> int:
    from explainer import pipeline
    from explainer.reports import impact_lines
    from explainer.resolve.impact import impact_of

    site, diagnostics = pipeline.load_site(config)
    if any(diagnostic.is_error for diagnostic in diagnostics):
        _print_diagnostics(diagnostics)
        return CONTENT_ERRORS
    impact = impact_of(site, key)
    if impact is None:
        hint = did_you_mean(key, [*site.sources, *site.facts])
        _print(
            f'{command}: there is neither a source nor a fact "{key}". {hint}'.rstrip(), sys.stderr
        )
        return WRONG_COMMAND
    for line in impact_lines(impact):
        _print(line, sys.stdout)
    return BUILT


def _print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    colour = _wants_colour(sys.stderr)
    for diagnostic in diagnostics:
        _print(f"{format_diagnostic(diagnostic, colour=colour)}\n", sys.stderr)


def _publish(config: Config) -> tuple[BuildReport, WriteReport | None]:
    """Build once and print what was found; the second value is nothing after an error."""
    from explainer import pipeline

    report = pipeline.build(config)
    _print_diagnostics(report.diagnostics)
    errors = sum(diagnostic.is_error for diagnostic in report.diagnostics)
    if errors:
        _print(
            f"{_count(errors, 'error')}; nothing was published, the last output is unchanged.",
            sys.stderr,
        )
    return report, report.write


# ---- what is printed ----


def _built(report: BuildReport, seconds: float) -> str:
    return f"Built {_count(report.pages, 'page')} in {seconds:.1f} s"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _shown(path: Path) -> str:
    """As short as it still leads there from the working directory."""
    absolute = path.resolve()
    here = Path.cwd()
    return str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute)


def _wants_colour(stream: TextIO) -> bool:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return stream.isatty() and not plain


def _print_utf_8() -> None:
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


if __name__ == "__main__":
    sys.exit(main())
