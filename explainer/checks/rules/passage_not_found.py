"""Quotations that are not in the stored copy of their source."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.evidence.passages import Passage, Verdict
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
            names = {"source": passage.cited.source, "copy": passage.copy}
            offset, length = _place(subject.site, passage)
            source = subject.site.sources[passage.cited.source]
            yield Finding(
                passage.cited.path,
                offset,
                message.format(**names),
                hint.format(**names),
                length,
                (*passage.cited.waivers, *source.waived),
            )


def _place(site: Site, passage: Passage) -> tuple[int, int]:
    """Offset and length of the passage's first line, else of its source's key."""
    cited = passage.cited
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
