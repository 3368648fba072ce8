"""Quotations read as locators, or not so in the stored copies of their sources; other copies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from msgspec.structs import replace

from explainer.checks.evidence.mentions import Cited
from explainer.checks.evidence.passages import CopyRecord, CopyState, Verdict
from explainer.checks.rule import Finding, Rule, Subject
from explainer.documents.references.citation_syntax import quoted_in
from explainer.model.shared.fields import squash
from explainer.model.site.site import Site
from explainer.model.sources.source import original_of

_TELLING = 4
"""So many words do not stand in two texts by chance."""
_FARTHEST = 500
"""How far after a source's key, in characters, its passage may begin."""


def _quoted(verdict: Verdict, message: str, hint: str, subject: Subject) -> Iterator[Finding]:
    """A finding for each passage with this verdict, at its first word. ``message`` and ``hint`` may
    name the key of its source as ``{source}`` and the path of the copy as ``{copy}``."""
    for passage in subject.passages.quoted:
        if passage.verdict is verdict:
            cited = passage.cited
            said, advice = (
                text.format(source=cited.source, copy=passage.copy) for text in (message, hint)
            )
            offset, length = _place(subject.site, cited)
            waivers = (*cited.waivers, *subject.site.sources[cited.source].waived)
            yield Finding(cited.path, offset, said, advice, length, waivers)


def _in_locators(subject: Subject) -> Iterator[Finding]:
    """Passages that a slip made part of a locator, so that nothing compares them."""
    message = "these words are read as the place in the source, and not as words of it"
    for cited in {(each.path, each.offset): each for each in subject.mentions.cited}.values():
        rest, passages = quoted_in(cited.locator)
        if not passages:
            continue
        words = '", "'.join(passages)
        hint = f'Write [@{cited.source}, {rest and f"{rest}, "}"{words}"].'
        if cited.path.startswith("content/facts/"):
            at = rest and f"at: {rest}, "
            hint = f'Write {{source: {cited.source}, {at}quote: ["{words}"]}}.'
        hint += " The name of a place, such as a heading, needs no quotation marks."
        offset, length = _place(subject.site, replace(cited, quote=passages[0]))
        waivers = (*cited.waivers, *subject.site.sources[cited.source].waived)
        yield Finding(cited.path, offset, message, hint, length, waivers)


def _place(site: Site, cited: Cited) -> tuple[int, int]:
    """Offset and length of the passage's first line, else of its source's key."""
    text = site.texts[cited.path].text
    word = cited.quote.split()[0]
    start = text.find(word, cited.offset + len(cited.source), cited.offset + _FARTHEST)
    if start < 0:
        return cited.offset, len(cited.source)
    line = text[start : start + len(cited.quote)].partition("\n")[0].rstrip()
    return start, len(line)


def _of_two_sources(subject: Subject) -> Iterator[Finding]:
    hint = "Name the source in which they stand; or waive this, where both print them."
    sources, first = subject.site.sources, dict[str, str]()
    for cited in subject.mentions.cited:
        source = sources[cited.source]
        other = sources[first.setdefault(squash(cited.quote), source.key)]
        differs = original_of(source, sources) != original_of(other, sources)
        if differs and len(cited.quote.split()) >= _TELLING:
            message = f'the words quoted here are quoted of "{other.key}" too'
            waivers = (*cited.waivers, *source.waived)
            yield Finding(cited.path, cited.offset, message, hint, len(source.key), waivers)


def _other_copies(subject: Subject) -> Iterator[Finding]:
    for copy in subject.passages.copies:
        if copy.state is not CopyState.SOUND:
            yield Finding.of_record(copy.source, copy.source.key, *_words(copy))


def _words(copy: CopyRecord) -> tuple[str, str]:
    """The message and the hint for a copy that is not sound."""
    record = f"archive_sha256: {copy.sha256}"
    match copy.state:
        case CopyState.TOO_LARGE:
            return f"{copy.path} is too large to look into", "Store its text alone, as .txt."
        case CopyState.CHANGED:
            hint = f"Put that file back; or read this one, and record {record}"
            return f"{copy.path} is another file than the one recorded", hint
        case _:
            hint = f"Write {record} under its custom:."
            return f"{copy.path} is stored, and the record does not say so", hint


_missing = partial(
    _quoted,
    Verdict.MISSING,
    "these words do not stand in the stored copy of {source}",
    "Copy them from {copy}; write [...] for words left out and [brackets] around your own.",
)
_almost = partial(
    _quoted,
    Verdict.ALMOST,
    "these words stand in {source}, but for case, white space, dashes or quotation marks",
    "Copy them to the letter from {copy}: a link to the passage needs them so.",
)

RULES = (
    Rule("quoted-locator", "quoted words that are read as the place in a source", _in_locators),
    Rule("passage-not-found", "a quotation that its source's stored copy does not hold", _missing),
    Rule("passage-differs", "a quotation that differs from its source in signs alone", _almost),
    Rule("quote-of-two-sources", "words quoted of one source and of another", _of_two_sources),
    Rule("stored-copy", "a stored copy that is not the one recorded", _other_copies),
)
