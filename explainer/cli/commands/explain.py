"""Explain a diagnostic, with an example and a solution."""

from __future__ import annotations

import argparse
import sys

from explainer.cli.request import DONE, Request
from explainer.cli.terminal import say, wants_colour, width
from explainer.diagnostics import did_you_mean

SUMMARY = "say what a finding means, with an example and the cure"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "code",
        metavar="CODE",
        nargs="?",
        help="the word in brackets, such as unknown-source; without one, all are listed",
    )


def run(request: Request) -> int:
    from explainer.explanations import load_explanations
    from explainer.extensions.loading import load_extensions
    from explainer.reports.explanations import explanation_lines, explanation_list, own_rules

    code, explanations = request.options.code, load_explanations()
    rules = {rule.code: rule.summary for rule in load_extensions(request.config).rules}
    colour = wants_colour(sys.stdout)
    if not code:
        listed = explanation_list(explanations.values(), width=width(), colour=colour)
        own = own_rules(rules, width=width(), colour=colour)
        say("\n".join((*listed, *own)).rstrip())
    elif code in rules:
        say("\n".join(own_rules({code: rules[code]}, width=width(), colour=colour)))
    elif code in explanations:
        lines = explanation_lines(explanations[code], width=width(), colour=colour)
        say("\n".join(lines).rstrip())
    else:
        listing = f"All are listed by {request.program} explain."
        hint = did_you_mean(code, [*explanations, *rules]) or listing
        return request.refuse(f'nothing has the code "{code}". {hint}')
    return DONE
