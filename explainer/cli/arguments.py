"""The parser of the command line, and the commands in the order in which help lists them."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from explainer import __version__
from explainer.cli.commands import (
    agenda,
    attest,
    build,
    card,
    changes,
    check,
    explain,
    impact,
    mcp,
    new,
    pdf,
    proof,
    rename,
    schemas,
    serve,
)
from explainer.cli.request import Options, Request
from explainer.cli.shared_options import shared_options


class Command(Protocol):
    """A module of ``explainer.cli.commands``."""

    SUMMARY: str

    def add_options(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, request: Request) -> int: ...


COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "build": build,
        "serve": serve,
        "check": check,
        "proof": proof,
        "print": pdf,
        "agenda": agenda,
        "new": new,
        "attest": attest,
        "impact": impact,
        "changes": changes,
        "rename": rename,
        "explain": explain,
        "card": card,
        "mcp": mcp,
        "schemas": schemas,
    }
)


def parse_arguments(arguments: Sequence[str] | None, program: str) -> Options:
    """The options of a command line. Raises SystemExit(2) if it cannot be parsed."""
    shared = shared_options()
    parser = argparse.ArgumentParser(
        prog=program,
        description="Build the site; without a command, this is what happens.",
        epilog="It ends with 0: built, 1: the content has errors, 2: the command was wrong.",
        parents=[shared],
        allow_abbrev=False,
    )
    build.add_options(parser)
    parser.add_argument("--version", action="version", version=f"explainer {__version__}")
    parsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        command.add_options(
            parsers.add_parser(
                name,
                help=command.SUMMARY,
                description=command.SUMMARY,
                parents=[shared],
                # An option that is not given stores nothing, so that one given before the
                # command is kept; Options has the defaults.
                argument_default=argparse.SUPPRESS,
                allow_abbrev=False,
            )
        )
    return parser.parse_args(arguments, namespace=Options())
