"""The command line: the commands in the order in which help lists them, and their options."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from operator import methodcaller
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

from explainer import __version__
from explainer.checks.evidence.measures import MEASURES
from explainer.cli.request import DEFAULT_DAYS, DEFAULT_PORT, Options
from explainer.config import SCHEMAS
from explainer.diagnostics import did_you_mean

if TYPE_CHECKING:
    from explainer.scaffolding.fields import Field

_Option: TypeAlias = "methodcaller | Callable[[argparse.ArgumentParser], None]"
"""Adds an option to the parser of a command."""
_SETTINGS: Mapping[str, Any] = {"argument_default": argparse.SUPPRESS, "allow_abbrev": False}
"""Of each parser. An option that is not given stores nothing, so that one given before the command
is kept; Options has the defaults."""


def _option(flag: str, metavar: str | None, about: str, **settings: Any) -> _Option:
    return methodcaller("add_argument", flag, metavar=metavar, help=about, **settings)


def _switch(flag: str, about: str) -> _Option:
    return methodcaller("add_argument", flag, action="store_true", help=about)


def _whole(what: str, first: int, last: int) -> Callable[[str], int]:
    """The type of an option that takes a whole number from ``first`` to ``last``."""

    def read(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 10 and first <= int(text) <= last:
            return int(text)
        raise argparse.ArgumentTypeError(f'"{text}" is no {what} from {first} to {last}')

    return read


def _day(text: str) -> date:
    try:
        # fromisoformat alone accepts 20260131 and 2026-W05-6 too
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f'"{text}" is not a day; write it YYYY-MM-DD')


def _least(text: str) -> tuple[str, float]:
    """A measure of coverage, or an empty string, and a percentage of it."""
    name, is_named, percent = text.rpartition("=")
    if is_named and name not in MEASURES:
        hint = did_you_mean(name, MEASURES) or f"These are measured: {', '.join(MEASURES)}."
        raise argparse.ArgumentTypeError(f"nothing is called {name!r}. {hint}")
    try:
        number = float(percent.removesuffix("%"))
    except ValueError:
        number = -1
    if not 0 <= number <= 100:
        hint = f": write {text}=85" if text in MEASURES else ""
        raise argparse.ArgumentTypeError(f"{percent!r} is no number from 0 to 100{hint}")
    return name, number


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
            page = "a saved web page, to take from it what it says of itself"
            _option("--from-file", "FILE", page, type=Path)(own)


def _field_option(field: Field) -> _Option:
    flag, at = f"--{field.name}", answers_at(field)
    if field.is_switch:
        const = {"action": "append_const", "const": "yes"}
        return methodcaller("add_argument", flag, dest=at, help=field.about, **const)
    about = f"{field.about}{'; again for another' if field.many else ''}"
    word = field.name.upper().replace("-", "_")
    return _option(flag, word, about, dest=at, action="append")


def answers_at(field: Field) -> str:
    """The attribute of Options that holds the answers to a field, apart from other options."""
    return f"answer-{field.name}"


_SHARED = (
    _option("--site", "DIR", "the folder that holds content/", type=Path),
    _option("--output", "DIR", "default: output/ in the site", type=Path),
    _option("--as-of", "DATE", "the day to build for, YYYY-MM-DD; default: today", type=_day),
    _switch("--drafts", "show, marked, what is not published yet"),
    _option("--cache", "DIR", "where to keep what the next build can use again", type=Path),
    _switch("--no-cache", "make all anew, and keep nothing for the next build"),
    _option(
        "--jobs",
        "N",
        "how many processes may work at once; default: one a core",
        type=_whole("number of processes", 1, 61),  # Windows waits for no more
    ),
    _switch("--quiet", "print errors alone"),
)
"""The options that every command accepts, before or after its name."""

_BUILD = (
    _option("--why", "PATH", "say why this file of the output was made again, or was not"),
    _option(
        "--format",
        None,
        "for people (default), or with annotations of a GitHub workflow",
        choices=("text", "github"),
    ),
    _option(
        "--offline",
        "PATH",
        "write an edition that opens without a server, to this folder or .zip file",
        type=Path,
    ),
)

COMMANDS: Mapping[str, tuple[str, *tuple[_Option, ...]]] = MappingProxyType(
    {
        "build": ("write the site to the output folder", *_BUILD),
        "serve": (
            "show the site on this machine and build it again on every save",
            _option(
                "--port", None, f"default: {DEFAULT_PORT}", type=_whole("port number", 0, 65_535)
            ),
            _switch("--open", "show it in the browser"),
        ),
        "check": (
            "say what a build would refuse and what an editor should look at; writes nothing",
            _switch("--strict", "fail on warnings that nothing waives"),
            _switch("--thorough", "apply the rules too that are often wrong"),
            _switch("--external", "ask the web about the links that lead there too"),
            _option(
                "--min-coverage",
                "[NAME=]PERCENT",
                "fail where fewer of the site's answers, or of its figures in prose, have a "
                f"source; with a name, of that: {', '.join(MEASURES)}; again for another",
                type=_least,
                action="append",
            ),
            _option(
                "--drill",
                "N",
                "plant N errors in memory, one at a time, and say which of them would be noticed",
                type=_whole("number of errors", 1, 999_999),
            ),
            _option("--seed", "N", "which errors --drill plants; default: 0", type=int),
            _option(
                "--format",
                None,
                "for people (default), for programs, or with annotations of a GitHub workflow",
                choices=("text", "json", "github"),
            ),
        ),
        "proof": (
            "print each sentence or claim with the words it rests on; writes nothing",
            _option(
                "name",
                "PAGE|FACT|SOURCE",
                "the name of a page, the id of a fact or the key of a source; default: list the "
                "pages",
                nargs="?",
            ),
        ),
        "print": (
            "write a page as a PDF file, which --output names",
            _option(
                "name",
                "PAGE",
                "the address of a page, without that of the site: bridge, ru/bridge",
                nargs="?",
            ),
            _switch("--all", "all explainers in one file"),
            _switch("--force", "write over a file that is there"),
        ),
        "agenda": (
            "say what is stale and what falls due, by date; writes nothing",
            _option(
                "--days",
                "N",
                f"how far to look ahead; default: {DEFAULT_DAYS}",
                type=_whole("number of days", 0, 36_500),
            ),
        ),
        "new": (
            "make a site, a page, a fact or a source, by asking for what it needs",
            _add_kinds,
        ),
        "attest": (
            "record that a person compared facts with their sources",
            _option("facts", "FACT", "the id of a fact", nargs="+"),
            _option(
                "--by",
                "PERSON",
                "who compared it with its sources: the id of a person in content/people.yaml",
                required=True,
            ),
            _switch("--replace", "put it in place of the attestation of somebody else"),
        ),
        "impact": (
            "say what would follow if a source or a fact fell; writes nothing",
            _option("key", "KEY", "the key of a source, or the id of a fact"),
        ),
        "changes": (
            "say what changed in facts and answers, and record it",
            _option(
                "--since",
                "WHEN",
                "a revision, a day (the last commit before it), or the folder of an older copy",
                required=True,
            ),
            _option(
                "--format",
                None,
                "text, JSON for other programs, or notices for GitHub; default: text",
                choices=("text", "json", "github"),
            ),
            _switch("--write", "add what is not there yet to content/changes.yaml"),
        ),
        "rename": (
            "give a fact, a source or a question another name wherever content names it",
            _option("kind", None, "what it is", choices=("fact", "source", "question")),
            _option(
                "old", "OLD", "the id of a fact, the key of a source, or a question as page#id"
            ),
            _option("new", "NEW", "the new id or key; the old address leads on"),
            _switch("--dry-run", "print the lines that would change, and write nothing"),
        ),
        "explain": (
            "say what a finding means, with an example and the cure",
            _option(
                "code",
                "CODE",
                "the word in brackets, such as unknown-source; without one, all are listed",
                nargs="?",
            ),
        ),
        "card": (
            "draw the picture for shared links, content/images/card.png",
            _switch("--force", "draw over one that is there"),
        ),
        "mcp": (
            "answer programs about what was built, over the Model Context Protocol; reads only",
        ),
        "schemas": (
            "write JSON Schemas, by which editors such as VS Code complete and underline",
            _option("folder", "DIR", f"default: {SCHEMAS}/ in the site", nargs="?"),
        ),
    }
)
"""What help says of each command, and its own options. ``run(request)`` in the module of its name
in ``explainer.cli.commands`` does it."""


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
