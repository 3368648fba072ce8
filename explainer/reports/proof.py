"""The output of `proof`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from explainer.checks.evidence.proof import Assertion, Backing, Proof, Words
from explainer.diagnostics import printable
from explainer.reports.coverage import table

_BOLD, _RED, _PLAIN = "\x1b[1m", "\x1b[31m", "\x1b[0m"
_COLUMNS = {Backing.WORDS: "words", Backing.SOURCE: "a source alone", Backing.NOTHING: "neither"}


def proof_lines(proofs: Iterable[Proof], *, width: int, colour: bool = False) -> Iterator[str]:
    """Each sentence or claim, below it what its words do not hold, and what it rests on."""

    def lines(text: str, indent: str = "", paint: str = "") -> Iterator[str]:
        further = " " * (len(indent) + 2 if indent else 0)
        for line in wrap(printable(text), width, initial_indent=indent, subsequent_indent=further):
            yield f"{paint}{line}{_PLAIN}" if paint and colour else line

    for proof in proofs:
        yield from lines(f"{proof.kind} {proof.name}, {proof.path}", paint=_BOLD)
        for each in proof.assertions:
            yield ""
            text = "".join(text for text, _ in each.pieces)
            yield from lines(text, "# " if each.heading else "", _BOLD if each.heading else "")
            for remark in _remarks(each):
                yield from lines(remark, "  ! ", _RED)
            for words in each.words:
                yield from lines(_recorded(words), "    ")
        yield ""


def proof_list(proofs: Sequence[Proof]) -> Iterator[str]:
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
