"""Print what is said, and the recorded words that it rests on."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from textwrap import wrap

from explainer.checks.evidence.proof import Assertion, Backing, Proof, Prover, Words
from explainer.cli.request import Request
from explainer.cli.tables import table
from explainer.cli.terminal import BOLD, RED, painted, say, wants_colour, width
from explainer.config import Refused
from explainer.diagnostics import did_you_mean, printable
from explainer.resolve.ledger import compute_ledger

_COLUMNS = {Backing.WORDS: "words", Backing.SOURCE: "a source alone", Backing.NOTHING: "neither"}


def run(request: Request) -> None:
    site = request.sound_site()
    waiting = {name for name, _ in site.held_back}
    known = [*(page for page, _ in site.pages), *site.facts, *site.sources]
    name = _name_in(request.options.name, {*known, *waiting})
    ledger, _ = compute_ledger(site)
    found = Prover(site, ledger).prove(name)
    if name and not found:
        hint = "It is held back: add --drafts." if name in waiting else did_you_mean(name, known)
        raise Refused(f'there is no page, fact or source "{name}". {hint}'.rstrip())
    say(*(_proof_lines(found) if name else _proof_list(found)))


def _name_in(written: str, known: Container[str]) -> str:
    """The known name in the path of a page's file, or in the address of a page; else as written."""
    path = re.split("[?#]", written)[0].removesuffix("index.html").rstrip("/")
    last = re.split(r"[/\\]", path.removesuffix(".md"))[-1]
    names = (written, last, last.rpartition(".")[0])  # that of a translation ends in its language
    return next((name for name in names if name in known), written)


def _proof_lines(proofs: Iterable[Proof]) -> Iterator[str]:
    """Each sentence or claim, below it what its words do not hold, and what it rests on."""
    columns, colour = width(), wants_colour(sys.stdout)

    def lines(text: str, indent: str = "", paint: str = "") -> Iterator[str]:
        further = " " * (len(indent) + 2 if indent else 0)
        for line in wrap(
            printable(text), columns, initial_indent=indent, subsequent_indent=further
        ):
            yield painted(line, paint, colour)

    for proof in proofs:
        yield from lines(f"{proof.kind} {proof.name}, {proof.path}", paint=BOLD)
        for each in proof.assertions:
            yield ""
            text = "".join(text for text, _ in each.pieces)
            yield from lines(text, "# " if each.heading else "", BOLD if each.heading else "")
            for remark in _remarks(each):
                yield from lines(remark, "  ! ", RED)
            for words in each.words:
                yield from lines(_recorded(words), "    ")
        yield ""


def _proof_list(proofs: Sequence[Proof]) -> Iterator[str]:
    """A table with a line per page: how many of its sentences have words, a source, neither."""
    rows = [["", "sentences", *_COLUMNS.values()]]
    for proof in proofs:
        found = Counter(each.backing for each in proof.assertions if not each.heading)
        numbers = (found.total(), *(found[backing] for backing in _COLUMNS))
        rows.append([proof.path, *(f"{number:,}" for number in numbers)])
    yield from table(rows)


def _remarks(assertion: Assertion) -> Iterator[str]:
    """What of an assertion has no source, or is not in the words."""
    missing = ", ".join(
        text for text, found in assertion.pieces if found not in (None, Backing.WORDS)
    )
    if assertion.backing is Backing.NOTHING and not assertion.heading:
        yield f"no source: {missing}".rstrip(": ")
    elif assertion.backing is Backing.WORDS and missing:
        yield f"not found in the words: {missing}"


def _recorded(words: Words) -> str:
    """A source with the place in it, the fact that rests on it, and its words."""
    place = ", ".join(filter(None, (words.source, words.locator)))
    said = f'"{words.passage}"' if words.passage else "no words"
    fact = f"{words.fact}, derived from {', '.join(words.inputs)}" if words.inputs else words.fact
    return f"{place} (for {fact}): {said}" if fact else f"{place}: {said}"
