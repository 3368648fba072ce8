"""Answers without a source, and short answers that are not short."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from explainer.checks.evidence.coverage import sourced_questions
from explainer.checks.evidence.sayings import Spot
from explainer.checks.placing import place
from explainer.checks.prose.prose import explainers
from explainer.checks.rule import Finding, Rule, Subject

_MOST_WORDS = 75


def _long_answers(subject: Subject) -> Iterator[Finding]:
    hint = f"Cut it to {_MOST_WORDS} words: it is all that most readers read."
    for prose, page in explainers(subject.prose):
        sentences = [each for stretch in prose.of("short_answer") for each in stretch.sentences]
        words = sum(len(sentence.words) for sentence in sentences)
        if words > _MOST_WORDS:
            message = f"the short answer has {words} words"
            yield Finding.of_page(page, message, hint, "short_answer")


def _uncited_answers(subject: Subject) -> Iterator[Finding]:
    """Those with no note in them, and no figure drawn from facts."""
    message = "this answer has no source"
    hint = "Cite what the answer rests on, [@key], or state a fact in it: {{ fact.id }}."
    for prose, page in explainers(subject.prose):
        sourced = sourced_questions(prose)
        for question in page.body.questions:
            if question.id not in sourced:
                source, start = page.source, question.offset
                named = source.text.startswith(question.id, start)
                end = source.text.find("\n", start)
                length = len(question.id) if named else max(1, end - start)
                yield Finding(source.path, start, message, hint, length, page.waived)


def _bare_answers(subject: Subject) -> Iterator[Spot]:
    """Sourced answers whose first sentence, which many read alone, has no note and no value."""
    message = "the first sentence of this answer has no source"
    hint = "Cite what it rests on, [@key], or state a fact in it: {{ fact.id }}."
    for prose, _ in explainers(subject.prose):
        sourced = sourced_questions(prose)
        for stretch in prose.of("answer"):
            for first in stretch.sentences[:1] if stretch.question in sourced else ():
                if not (first.noted or first.values or first.text.endswith(":")):
                    words = first.text.split(" ")[0]
                    yield Spot(prose, stretch, (first.block, first.start), words, message, hint)


RULES = (
    Rule("long-answer", f"a short answer of more than {_MOST_WORDS} words", _long_answers),
    Rule("uncited-answer", "an answer without any source", _uncited_answers),
    Rule("bare-answer", "a first sentence without a source", partial(place, _bare_answers)),
)
