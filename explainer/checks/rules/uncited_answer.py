"""Answers without any source: no note in them, and no figure drawn from facts."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.checks.evidence.coverage import sourced_questions
from explainer.checks.prose.prose import explainers
from explainer.checks.rule import Finding, Rule, Subject

_HINT = "Cite what the answer rests on, [@key], or state a fact in it: {{ fact.id }}."


def _find(subject: Subject) -> Iterator[Finding]:
    for prose, page in explainers(subject.prose):
        sourced = sourced_questions(prose)
        for question in page.body.questions:
            if question.id not in sourced:
                source, start = page.source, question.offset
                named = source.text.startswith(question.id, start)
                end = source.text.find("\n", start)
                length = len(question.id) if named else max(1, end - start)
                message = "this answer has no source"
                yield Finding(source.path, start, message, _HINT, length, page.waived)


RULE = Rule("uncited-answer", "an answer without any source", _find)
