"""Sentences that are long to read."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.prose.places import find_places
from explainer.checks.rule import Finding, Rule, Subject

MOST_WORDS = 25
_HINT = f"Divide it: up to {MOST_WORDS} words are easily read."


def _find(subject: Subject) -> Iterator[Finding]:
    for prose in subject.prose:
        source = subject.site.texts[prose.path]
        for stretch in prose.sayings:
            long = [each for each in stretch.sentences if len(each.words) > MOST_WORDS]
            if not long:
                continue
            offsets = find_places(
                source, prose, stretch, [(each.block, each.start) for each in long]
            )
            for sentence, offset in zip(long, offsets, strict=True):
                behind = len(source.line_at(offset)) - source.location(offset).column + 1
                yield Finding(
                    prose.path,
                    offset,
                    f"this sentence has {len(sentence.words)} words",
                    _HINT,
                    min(len(sentence.text), behind),
                    prose.subject.waived,
                )


RULE = Rule("long-sentence", f"a sentence of more than {MOST_WORDS} words", _find)
