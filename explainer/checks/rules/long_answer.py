"""Short answers that are not short."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.prose.prose import explainers
from explainer.checks.rule import Finding, Rule, Subject

MOST_WORDS = 75
_HINT = f"Cut it to {MOST_WORDS} words: it is all that most readers read."


def _find(subject: Subject) -> Iterator[Finding]:
    for prose, page in explainers(subject.prose):
        sentences = [each for stretch in prose.of("short_answer") for each in stretch.sentences]
        words = sum(len(sentence.words) for sentence in sentences)
        if words > MOST_WORDS:
            message = f"the short answer has {words} words"
            yield Finding.of_page(page, message, _HINT, "short_answer")


RULE = Rule("long-answer", f"a short answer of more than {MOST_WORDS} words", _find)
