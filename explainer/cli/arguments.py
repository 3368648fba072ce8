"""The command line: the commands in the order in which help lists them, and their options."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import methodcaller
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from explainer import __version__
from explainer.checks.evidence.measures import MEASURES
from explainer.cli.options import (
    DEFAULT_DAYS,
    DEFAULT_PORT,
    Options,
    read_day,
    read_least,
    whole,
)
from explainer.scaffolding.drafts import SCHEMAS

if TYPE_CHECKING:
    from explainer.scaffolding.fields import Field

_Option: TypeAlias = "methodcaller | Callable[[argparse.ArgumentParser], None]"
"""Adds an option to the parser of a command."""
_SETTINGS: Mapping[str, Any] = {"argument_default": argparse.SUPPRESS, "allow_abbrev": False}
"""Of each parser. An option that is not given stores nothing, so that one given before the command
is kept; Options has the defaults."""
_option = partial(methodcaller, "add_argument")
_switch = partial(_option, action="store_true")


def _add_kinds(parser: argparse.ArgumentParser) -> None:
    """The kinds of what ``new`` makes, each with an option for each of its fields."""
    from explainer.cli.commands.new import KINDS

    kinds = parser.add_subparsers(dest="kind", metavar="KIND", required=True)
    for name, (summary, fields, _) in KINDS.items():
        about = f"Make {summary}. On a terminal it asks for what is not given."
        own = kinds.add_parser(name, help=summary, description=about, **_SETTINGS)
        for add_to in (*_SHARED, *map(_field_option, fields)):
            add_to(own)
        if name == "source":
            about = "a saved web page, to take from it what it says of itself"
            own.add_argument("--from-file", type=Path, metavar="FILE", help=about)


def _field_option(field: Field) -> _Option:
    flag, at = f"--{field.name}", answers_at(field)
    if field.is_switch:
        return _option(flag, dest=at, action="append_const", const="yes", help=field.about)
    about = f"{field.about}{field.listed_choices}{'; again for another' if field.many else ''}"
    word, choices = field.name.upper().replace("-", "_"), field.choices or None
    return _option(flag, dest=at, action="append", metavar=word, choices=choices, help=about)


def answers_at(field: Field) -> str:
    """The attribute of Options that holds the answers to a field, apart from other options."""
    return f"answer-{field.name}"


_SHARED = (
    _option("--site", type=Path, metavar="DIR", help="the folder that holds content/"),
    _option("--output", type=Path, metavar="DIR", help="default: output/ in the site"),
    _option(
        "--as-of",
        type=read_day,
        metavar="DATE",
        help="the day to build for, YYYY-MM-DD; default: today",
    ),
    _switch("--drafts", help="show, marked, what is not published yet"),
    _option(
        "--cache", type=Path, metavar="DIR", help="where to keep what the next build can use again"
    ),
    _switch("--no-cache", help="make all anew, and keep nothing for the next build"),
    _option(
        "--jobs",
        type=whole("number of processes", 1, 61),  # Windows waits for no more
        metavar="N",
        help="how many processes may work at once; default: one a core",
    ),
    _switch("--quiet", help="print errors alone"),
)
"""The options that every command accepts, before or after its name."""

_BUILD = (
    _option(
        "--why", metavar="PATH", help="say why this file of the output was made again, or was not"
    ),
    _option(
        "--format",
        choices=("text", "github"),
        help="for people (default), or with annotations of a GitHub workflow",
    ),
    _option(
        "--offline",
        type=Path,
        metavar="PATH",
        help="write an edition that opens without a server, to this folder or .zip file",
    ),
)

COMMANDS: Mapping[str, tuple[str, *tuple[_Option, ...]]] = MappingProxyType(
    {
        "build": ("write the site to the output folder", *_BUILD),
        "serve": (
            "show the site on this machine and build it again on every save",
            _option(
                "--port",
                type=whole("port number", 0, 65_535),
                help=f"default: {DEFAULT_PORT}",
            ),
            _switch("--open", help="show it in the browser"),
        ),
        "check": (
            "say what a build would refuse and what an editor should look at; writes nothing",
            _switch("--strict", help="fail on warnings that nothing waives"),
            _switch("--thorough", help="apply the rules too that are often wrong"),
            _switch("--external", help="ask the web about the links that lead there too"),
            _option(
                "--min-coverage",
                metavar="[NAME=]PERCENT",
                type=read_least,
                action="append",
                help="fail where fewer of the site's answers, or of its figures in prose, have a "
                f"source; with a name, of that: {', '.join(MEASURES)}; again for another",
            ),
            _option(
                "--drill",
                metavar="N",
                type=whole("number of errors", 1, 999_999),
                help="plant N errors in memory, one at a time, and say which of them would be "
                "noticed",
            ),
            _option(
                "--seed", metavar="N", type=int, help="which errors --drill plants; default: 0"
            ),
            _option(
                "--format",
                choices=("text", "json", "github"),
                help="for people (default), for programs, or with annotations of a GitHub workflow",
            ),
        ),
        "proof": (
            "print each sentence or claim with the words it rests on; writes nothing",
            _option(
                "name",
                nargs="?",
                metavar="PAGE|FACT|SOURCE",
                help="the name of a page, the id of a fact or the key of a source; default: list "
                "the pages",
            ),
        ),
        "print": (
            "write a page as a PDF file, which --output names",
            _option(
                "name",
                nargs="?",
                metavar="PAGE",
                help="the address of a page, without that of the site: bridge, ru/bridge",
            ),
            _switch("--all", help="all explainers in one file"),
            _switch("--force", help="write over a file that is there"),
        ),
        "agenda": (
            "say what is stale and what falls due, by date; writes nothing",
            _option(
                "--days",
                type=whole("number of days", 0, 36_500),
                metavar="N",
                help=f"how far to look ahead; default: {DEFAULT_DAYS}",
            ),
        ),
        "new": (
            "make a page, a fact, a source or an entry, by asking for what it needs",
            _add_kinds,
        ),
        "attest": (
            "record that a person compared facts with their sources",
            _option("facts", metavar="FACT", nargs="+", help="the id of a fact"),
            _option(
                "--by",
                metavar="PERSON",
                required=True,
                help="who compared it with its sources: the id of a person in content/people.yaml",
            ),
            _switch("--replace", help="put it in place of the attestation of somebody else"),
        ),
        "impact": (
            "say what would follow if a source or a fact fell; writes nothing",
            _option("key", metavar="KEY", help="the key of a source, or the id of a fact"),
        ),
        "changes": (
            "say what changed in facts and answers, and record it",
            _option(
                "--since",
                metavar="WHEN",
                required=True,
                help="a revision, a day (the last commit before it), or the folder of an older "
                "copy",
            ),
            _option(
                "--format",
                choices=("text", "json", "github"),
                help="text, JSON for other programs, or notices for GitHub; default: text",
            ),
            _switch("--write", help="add what is not there yet to content/changes.yaml"),
        ),
        "rename": (
            "give a fact, a source or a question another name wherever content names it",
            _option("kind", choices=("fact", "source", "question"), help="what it is"),
            _option(
                "old",
                metavar="OLD",
                help="the id of a fact, the key of a source, or a question as page#id",
            ),
            _option("new", metavar="NEW", help="the new id or key; the old address leads on"),
            _switch("--dry-run", help="print the lines that would change, and write nothing"),
        ),
        "explain": (
            "say what a finding means, with an example and the cure",
            _option(
                "code",
                metavar="CODE",
                nargs="?",
                help="the word in brackets, such as unknown-source; without one, all are listed",
            ),
        ),
        "card": (
            "draw the picture for shared links, content/images/card.png",
            _switch("--force", help="draw over one that is there"),
        ),
        "mcp": (
            "answer programs about what was built, over the Model Context Protocol; reads only",
        ),
        "schemas": (
            "write JSON Schemas, by which editors such as VS Code complete and underline",
            _option(
                "folder",
                metavar="DIR",
                type=Path,
                nargs="?",
                default=None,  # argparse would make a path of what stands for no default
                help=f"default: {SCHEMAS}/ in the site",
            ),
        ),
    }
)
"""What help says of each command, and its own options. ``run(request)`` in the module of its name
in ``explainer.cli.commands`` does it, and returns the exit code."""


def parse_arguments(arguments: Sequence[str] | None, program: str) -> Options:
    """The options of a command line. Raises SystemExit(2) if it cannot be parsed."""
    words = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(
        prog=program,
        description="Build the site; without a command, this is what happens.",
        epilog="It ends with 0: built, 1: the content has errors, 2: the command was wrong.",
        **_SETTINGS,
    )
    for add in (*_SHARED, *_BUILD):
        add(parser)
    parser.add_argument("--version", action="version", version=f"explainer {__version__}")
    parsers = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, (summary, *own) in COMMANDS.items():
        command = parsers.add_parser(name, help=summary, description=summary, **_SETTINGS)
        for add_to in (*_SHARED, *own) if name in words else ():
            add_to(command)
    return parser.parse_args(words, namespace=Options())
