"""Print what is said, and the recorded words that it rests on."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Container

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

    site = request.sound_site()
    waiting = {name for name, _ in site.held_back}
    known = [*(page for page, _ in site.pages), *site.facts, *site.sources]
    name = _name_in(request.options.name, {*known, *waiting})
    ledger, _ = compute_ledger(site)
    found = Prover(site, ledger).prove(name)
    if name and not found:
        hint = "It is held back: add --drafts." if name in waiting else did_you_mean(name, known)
        return request.refuse(f'there is no page, fact or source "{name}". {hint}'.rstrip())
    shown = proof_lines(found, width=width(), colour=wants_colour(sys.stdout))
    for line in shown if name else proof_list(found):
        say(line)
    return DONE


def _name_in(written: str, known: Container[str]) -> str:
    """The known name in the path of a page's file, or in the address of a page; else as written."""
    path = re.split("[?#]", written)[0].removesuffix("index.html").rstrip("/")
    last = re.split(r"[/\\]", path.removesuffix(".md"))[-1]
    names = (written, last, last.rpartition(".")[0])  # that of a translation ends in its language
    return next((name for name in names if name in known), written)
