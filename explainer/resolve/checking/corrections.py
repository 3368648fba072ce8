"""Corrections against the answers: what was wrong may not stand there, what is right must."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from explainer.addresses import in_language
from explainer.diagnostics import Diagnostic
from explainer.model.pages.page import Page as Document
from explainer.model.site.site import Site
from explainer.resolve.linking.plain_words import plain_text
from explainer.resolve.published.pages import ExplainerPage, Page
from explainer.resolve.published.parts import Fragment, ValueSpan

_LONGEST_SHOWN = 60
# What is cut out of the answers: stands in no text, so that nothing matches across the gap.
_GAP = " \x00 "


def check_corrections(site: Site, pages: Iterable[Page]) -> tuple[Diagnostic, ...]:
    """The answers are compared as readers see them, values filled in and notes left out."""
    linked = {page.head.address: page for page in pages if isinstance(page, ExplainerPage)}
    found: list[Diagnostic] = []
    for (name, language), document in site.pages.items():
        page = linked.get(in_language(f"{name}/", language, site.default))
        if page is not None and document.corrections:
            found += _check(document, page)
    return tuple(found)


def _check(document: Document, page: ExplainerPage) -> Iterator[Diagnostic]:
    answers = _GAP.join(_words(text) for text in _answers(page))
    newest = max(correction.day for correction in document.corrections)
    # the page shows them newest first, those of one day as written
    ordered = sorted(document.corrections, key=lambda c: c.day, reverse=True)
    entries = list(zip(ordered, page.corrections, strict=True))
    # what is right may well repeat what was wrong: "six states", now "six states and a seventh"
    others = answers
    for correction, entry in entries:
        if correction.day == newest:
            others = _pattern(entry.now).sub(_GAP, others)
    for correction, entry in entries:
        if entry.was and _pattern(entry.was).search(others):
            yield _problem(
                document,
                correction.was_offset,
                entry.was,
                "still stands in the answers",
                "Mend the answer, or the fact whose value it states.",
            )
        if correction.day == newest and not _pattern(entry.now).search(answers):
            yield _problem(
                document,
                correction.now_offset,
                entry.now,
                "does not stand in the answers",
                "Write it as the answer has it, or mend the answer.",
            )


def _problem(document: Document, offset: int, text: Fragment, what: str, hint: str) -> Diagnostic:
    words = plain_text(text)
    short = words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 3]}..."
    return document.source.diagnostic("correction", offset, f'"{short}" {what}', hint)


def _answers(page: ExplainerPage) -> Iterator[Fragment]:
    yield page.short_answer
    for question in page.questions:
        yield question.answer
        yield question.body


def _pattern(text: Fragment) -> re.Pattern[str]:
    """The words as a whole: "16 people" is not in "116 people", nor "2,030" in "2,030,000"."""
    words = re.escape(_words(text).rstrip("."))
    return re.compile(rf"(?<!\w)(?<!\d[.,]){words}(?!\w)(?![.,]\d)")


def _words(fragment: Fragment) -> str:
    """Text to compare: case and the kind of white space do not count, nor do the words that the
    site itself adds to a value."""
    bare = Fragment(
        tuple(
            replace(part, caveat="") if isinstance(part, ValueSpan) else part
            for part in fragment.parts
        )
    )
    return " ".join(plain_text(bare).casefold().split())
