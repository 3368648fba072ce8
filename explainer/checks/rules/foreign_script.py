"""Words in another script than that of the page's language, not marked with their language.

Without ``lang`` a screen reader spells them out, and a browser may choose wrong letter forms.
Latin words are allowed on any page, since names and abbreviations are written so everywhere.
Titles, in which nothing can be marked, values of facts and names of entries are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.checks.prose.blocks import Block
from explainer.checks.prose.places import find_places
from explainer.checks.rule import Finding, Rule, Subject
from explainer.documents.markdown.parsed_text import Span
from explainer.languages.scripts import script_of, scripts_of

_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST_BETWEEN = 3  # as in "прилив и отлив"
_HINT = "Mark it with the code of its language, as in *слово*{lang=ru}."


def _find(subject: Subject) -> Iterator[Finding]:
    for prose in subject.prose:
        usual = scripts_of(prose.language)
        if not usual:
            continue
        source = subject.site.texts[prose.path]
        for stretch in prose.stretches:
            if stretch.field == "title":
                continue
            runs = [
                (number, run)
                for number, block in enumerate(stretch.blocks)
                for run in _foreign_runs(block, {*usual, "LATIN", ""})
            ]
            targets = [(number, start) for number, (start, _) in runs]
            offsets = find_places(source, prose, stretch, targets) if runs else []
            for (number, (start, end)), offset in zip(runs, offsets, strict=True):
                words = stretch.blocks[number].text[start:end]
                script = script_of(words[0]).title()
                message = f'"{words}" is in {script} letters and does not say in which language'
                length = len(words) if source.text.startswith(words, offset) else 1
                yield Finding(prose.path, offset, message, _HINT, length, prose.subject.waived)


def _foreign_runs(block: Block, usual: set[str]) -> Iterator[Span]:
    """Runs of adjacent words whose scripts are not among ``usual``."""
    if block.text.isascii() or block.kind == "code":
        return
    marked = (*block.foreign, *block.values, *block.terms)
    run: Span | None = None
    for word in _WORD.finditer(block.text):
        start, end = word.span()
        if script_of(word[0][0]) in usual or any(a <= start < b for a, b in marked):
            continue
        if run and start - run[1] <= _MOST_BETWEEN:
            run = run[0], end
            continue
        if run:
            yield run
        run = start, end
    if run:
        yield run


RULE = Rule("foreign-script", "words in another script that do not say their language", _find)
