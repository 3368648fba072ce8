"""Print what is said, and the recorded words that it rests on."""

from __future__ import annotations

import argparse
import sys

from explainer.cli.request import DONE, Request
from explainer.cli.terminal import say, wants_colour, width
from explainer.diagnostics import did_you_mean

SUMMARY = "print each sentence or claim with the words it rests on; writes nothing"


def add_options(parser: argparse.ArgumentParser) -> None:
    words = "the name of a page, the id of a fact or the key of a source; default: list the pages"
    parser.add_argument("name", nargs="?", metavar="PAGE|FACT|SOURCE", help=words)


def run(request: Request) -> int:
    from explainer.checks.evidence.proof import Prover
    from explainer.reports.proof import proof_lines, proof_list
    from explainer.resolve.ledger import compute_ledger

    name = request.options.name
    site = request.sound_site()
    ledger, _ = compute_ledger(site)
    found = Prover(site, ledger).prove(name)
    if name and not found:
        known = [*(page for page, _ in site.pages), *site.facts, *site.sources]
        waiting = any(name == page for page, _ in site.held_back)
        hint = "It is held back: add --drafts." if waiting else did_you_mean(name, known)
        return request.refuse(f'there is no page, fact or source "{name}". {hint}'.rstrip())
    shown = proof_lines(found, width=width(), colour=wants_colour(sys.stdout))
    for line in shown if name else proof_list(found):
        say(line)
    return DONE
