"""The options of all commands, and what their words are read as."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from explainer.checks.evidence.measures import MEASURES
from explainer.diagnostics import did_you_mean

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


def whole(what: str, first: int, last: int) -> Callable[[str], int]:
    """The type of an option that takes a whole number from ``first`` to ``last``."""

    def read(text: str) -> int:
        if text.isascii() and text.isdigit() and len(text) < 10 and first <= int(text) <= last:
            return int(text)
        raise argparse.ArgumentTypeError(f'"{text}" is no {what} from {first} to {last}')

    return read


def read_day(text: str) -> date:
    try:
        # fromisoformat alone accepts 20260131 and 2026-W05-6 too
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f'"{text}" is not a day; write it YYYY-MM-DD')


def read_least(text: str) -> tuple[str, float]:
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
