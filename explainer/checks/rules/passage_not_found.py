"""Quotations that are not in the stored copy of their source."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.evidence.mentions import Cited
from explainer.checks.evidence.passages import Verdict
from explainer.checks.rule import Finding, Rule, Subject
from explainer.model.site.site import Site

_FARTHEST = 500
"""How far after a source's key, in characters, its passage may begin."""


def passage_findings(
    subject: Subject, verdict: Verdict, message: str, hint: str
) -> Iterator[Finding]:
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


def _place(site: Site, cited: Cited) -> tuple[int, int]:
    """Offset and length of the passage's first line, else of its source's key."""
    text = site.texts[cited.path].text
    word = cited.quote.split()[0]
    start = text.find(word, cited.offset + len(cited.source), cited.offset + _FARTHEST)
    if start < 0:
        return cited.offset, len(cited.source)
    line = text[start : start + len(cited.quote)].partition("\n")[0].rstrip()
    return start, len(line)


def _find(subject: Subject) -> Iterator[Finding]:
    return passage_findings(
        subject,
        Verdict.MISSING,
        "these words do not stand in the stored copy of {source}",
        "Copy them from {copy}; write [...] for words left out and [brackets] around your own.",
    )


RULE = Rule("passage-not-found", "a quotation that its source's stored copy does not hold", _find)
