"""The options that every command accepts, before or after its name."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

_MOST_JOBS = 61  # Windows waits for no more


def shared_options() -> argparse.ArgumentParser:
    """A parent for the parser of a command. An option that is not given stores nothing, so that
    one given before the command is kept."""
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
    shared.add_argument(
        "--cache", type=Path, metavar="DIR", help="where to keep what the next build can use again"
    )
    shared.add_argument(
        "--no-cache", action="store_true", help="make all anew, and keep nothing for the next build"
    )
    shared.add_argument(
        "--jobs",
        type=whole("number of processes", 1, _MOST_JOBS),
        metavar="N",
        help="how many processes may work at once; default: one a core",
    )
    shared.add_argument("--quiet", action="store_true", help="print errors alone")
    return shared


def whole(what: str, first: int, last: int) -> Callable[[str], int]:
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
