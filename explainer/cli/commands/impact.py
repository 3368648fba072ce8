"""Print what would change if a source or a fact turned out to be wrong."""

from __future__ import annotations

import argparse

from explainer.cli.request import DONE, Request
from explainer.cli.terminal import say
from explainer.diagnostics import did_you_mean

SUMMARY = "say what would follow if a source or a fact fell; writes nothing"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY", help="the key of a source, or the id of a fact")


def run(request: Request) -> int:
    from explainer.reports.lists import impact_lines
    from explainer.resolve.impact import impact_of

    key = request.options.key
    site = request.sound_site()
    impact = impact_of(site, key)
    if impact is None:
        hint = did_you_mean(key, [*site.sources, *site.facts])
        return request.refuse(f'there is neither a source nor a fact "{key}". {hint}'.rstrip())
    for line in impact_lines(impact):
        say(line)
    return DONE
