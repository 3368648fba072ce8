"""What can be asked for: the commands, in the order in which help lists them, and the options
that all of them take."""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from explainer import __version__
from explainer.cli.commands import build, impact, serve
from explainer.cli.request import Options, Request


class Command(Protocol):
    """A module of ``explainer.cli.commands``."""

    SUMMARY: str

    def add_options(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, request: Request) -> int: ...


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {"build": build, "serve": serve, "impact": impact}
)


def parse_arguments(arguments: Sequence[str] | None, program: str) -> Options:
    """Raises SystemExit(2) where they cannot be read."""
    shared = _shared_options()
    parser = argparse.ArgumentParser(
        prog=program,
        description="Build the site; without a command, this is what happens.",
        epilog="It ends with 0: built, 1: the content has errors, 2: the command was wrong.",
        parents=[shared],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"explainer {__version__}")
    parsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.add_options(
            parsers.add_parser(
                name,
                help=command.SUMMARY,
                description=command.SUMMARY,
                parents=[shared],
                # An option that is not given stores nothing, so that what stood before the
                # command still holds; the defaults are those of Options.
                argument_default=argparse.SUPPRESS,
                allow_abbrev=False,
            )
        )
    return parser.parse_args(arguments, namespace=Options())


def _shared_options() -> argparse.ArgumentParser:
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
    return shared


def _day(text: str) -> date:
    try:
        # fromisoformat alone takes 20260131 and 2026-W05-6 too
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f'"{text}" is not a day; write it YYYY-MM-DD')
