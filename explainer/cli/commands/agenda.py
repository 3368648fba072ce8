"""Print what is stale and what falls due."""

from __future__ import annotations

import argparse
from datetime import timedelta

from explainer.cli.request import DEFAULT_DAYS, DONE, Request
from explainer.cli.shared_options import whole
from explainer.cli.terminal import say

SUMMARY = "say what is stale and what falls due, by date; writes nothing"
_MOST_DAYS = 36_500


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--days",
        type=whole("number of days", 0, _MOST_DAYS),
        metavar="N",
        help=f"how far to look ahead; default: {DEFAULT_DAYS}",
    )


def run(request: Request) -> int:
    from explainer.checks.agenda import agenda_of
    from explainer.reports.lists import agenda_lines

    as_of = request.config.as_of
    site = request.sound_site()
    until = as_of + timedelta(days=min(request.options.days, (as_of.max - as_of).days))
    for line in agenda_lines(agenda_of(site, until), as_of, until):
        say(line)
    return DONE
