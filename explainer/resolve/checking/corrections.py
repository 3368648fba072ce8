"""Check that the answers hold what corrections call right, and not what they call wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from explainer.diagnostics import Diagnostic
from explainer.languages.catalogues import unmarked
from explainer.model.pages.page import Page as Document
from explainer.resolve.linking.wording import plain_text
from explainer.resolve.published.pages import ExplainerPage
from explainer.resolve.published.parts import Fragment, ValueSpan

_LONGEST_SHOWN = 60
# Stands for text cut out of the answers. No text contains it, so nothing matches across it.
_GAP = " \x00 "


def check_corrections(document: Document, page: ExplainerPage) -> Iterator[Diagnostic]:
    """A diagnostic for each correction that the answers do not follow.

    The answers are compared as readers see them, with values filled in and without notes.
    """
    if not document.corrections:
        return
    told = (text for asked in page.questions for text in (asked.answer, asked.body))
    answers = _GAP.join(map(_words, (page.short_answer, *told)))
    newest = document.last_change
    # the page shows them newest first, those of one day as written
    ordered = sorted(document.corrections, key=lambda c: c.day, reverse=True)
    entries = list(zip(ordered, page.corrections, strict=True))
    # what is right may well repeat what was wrong: "six states", now "six states and a seventh"
    others = answers
    for correction, entry in entries:
        if correction.day == newest:
            others = _pattern(entry.now).sub(_GAP, others)
    for correction, entry in entries:
        if entry.was and _words(entry.was) == _words(entry.now):
            message = f"{_quoted(entry.now)} is what was wrong, and what is right"
            hint = "Write under was: what the page said before, or delete this correction."
            yield document.source.diagnostic("correction", correction.now_offset, message, hint)
        elif entry.was and _pattern(entry.was).search(others):
            message = f"{_quoted(entry.was)} still stands in the answers"
            hint = "Mend the answer, or the fact whose value it states."
            yield document.source.diagnostic("correction", correction.was_offset, message, hint)
        if correction.day == newest and not _pattern(entry.now).search(answers):
            message = f"{_quoted(entry.now)} does not stand in the answers"
            hint = "Write it as the answer has it, or mend the answer."
            yield document.source.diagnostic("correction", correction.now_offset, message, hint)


def _quoted(text: Fragment) -> str:
    words = unmarked(plain_text(text))
    short = words if len(words) <= _LONGEST_SHOWN else f"{words[: _LONGEST_SHOWN - 3]}..."
    return f'"{short}"'


def _pattern(text: Fragment) -> re.Pattern[str]:
    """Matches whole words: not "16 people" in "116 people", nor "2,030" in "2,030,000"."""
    words = re.escape(_words(text).rstrip("."))
    return re.compile(rf"(?<!\w)(?<!\d[.,]){words}(?!\w)(?![.,]\d)")


def _words(fragment: Fragment) -> str:
    """The text as it is compared: in lower case, with single spaces, and without the words that
    the site adds to a value."""
    bare = (replace(p, caveat="") if isinstance(p, ValueSpan) else p for p in fragment.parts)
    return " ".join(unmarked(plain_text(Fragment(tuple(bare)))).casefold().split())
