"""Sentences and short answers that are long to read, answers and figures without a source, or
with one that is alone or older than what they say, words in another script.

A figure has a source if it is the value of a fact, or if a note stands in its sentence or right
after its full stop. ``explainer.checks.prose.blocks`` says which notes count for a row, a column
or a list, ``explainer.checks.prose.numbers`` what counts as a figure. Plain pages and entries are
read like explainers; a page about the site itself can waive the warning.

Words in another script than that of the page's language are to be marked with their language:
without ``lang`` a screen reader spells them out, and a browser may choose wrong letter forms.
Latin words are allowed on any page, since names and abbreviations are written so everywhere.
Titles, in which nothing can be marked, values of facts and names of entries are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from explainer.checks.evidence.coverage import sourced_questions
from explainer.checks.evidence.sayings import Saying, Spot
from explainer.checks.prose.blocks import Block
from explainer.checks.prose.places import find_places
from explainer.checks.prose.prose import explainers
from explainer.checks.prose.segmentation import hide
from explainer.checks.rule import Finding, Rules, Subject, listed
from explainer.documents.markdown.parsed_text import Span
from explainer.languages.claim_words import find_words
from explainer.languages.figures import read_figures
from explainer.languages.locales import script_of, scripts_of
from explainer.model.pages.page import Page
from explainer.model.sources.source import original_of

_MOST_IN_ANSWER = 75
_MOST_WORDS = 25
_MOST_NAMED = 3
_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST_BETWEEN = 3  # as in "прилив и отлив"
_YEAR = re.compile(r"(?:1\d|20)\d\d(?: г\.| год\w*)?")
_NEAR = timedelta(days=90)
_OF_THE_PAGE = ("method", "updates")


def _long_answers(subject: Subject) -> Iterator[Finding]:
    hint = f"Cut it to {_MOST_IN_ANSWER} words: it is all that most readers read."
    for prose, page in explainers(subject.prose):
        sentences = [each for stretch in prose.of("short_answer") for each in stretch.sentences]
        words = sum(len(sentence.words) for sentence in sentences)
        if words > _MOST_IN_ANSWER:
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
    """What many read alone, without a note or a value: lines of a digest, and the first sentences
    of sourced answers."""
    hint = "Cite what it rests on, [@key], or state a fact in it: {{ fact.id }}."
    for prose, _ in explainers(subject.prose):
        sourced = {*sourced_questions(prose), ""}
        for stretch in prose.of("answer", "digest"):
            named = "sentence of this answer" if stretch.question else "sentence of this line"
            message = f"the first {named} has no source"
            for first in stretch.sentences[:1] if stretch.question in sourced else ():
                if not (first.noted or first.values or first.text.endswith(":")):
                    words = first.text.split(" ")[0]
                    yield Spot(prose, stretch, (first.block, first.start), words, message, hint)


def _long_sentences(subject: Subject) -> Iterator[Finding]:
    hint = f"Divide it: up to {_MOST_WORDS} words are easily read."
    for prose in subject.prose:
        source = subject.site.texts[prose.path]
        for stretch in prose.sayings:
            long = [each for each in stretch.sentences if len(each.words) > _MOST_WORDS]
            targets = [(each.block, each.start) for each in long]
            offsets = find_places(source, prose, stretch, targets) if long else []
            for sentence, offset in zip(long, offsets, strict=True):
                message = f"this sentence has {len(sentence.words)} words"
                behind = len(source.line_at(offset)) - source.location(offset).column + 1
                length = min(len(sentence.text), behind)
                yield Finding(prose.path, offset, message, hint, length, prose.subject.waived)


def _naked_numbers(subject: Subject) -> Iterator[Spot]:
    hint = (
        "Cite a source in this sentence, [@key], or write it as the value of a fact: {{ fact.id }}."
    )
    for saying in subject.sayings:
        if saying.sentence.figures and not saying.sentence.noted:
            offset, words = next(saying.figures)
            yield saying.spot(offset, words, _without_source(saying), hint)


def _without_source(saying: Saying) -> str:
    named = [f'"{words}"' for words in dict.fromkeys(words for _, words in saying.figures)]
    if len(named) > _MOST_NAMED:
        named[_MOST_NAMED:] = ["others"]
    return f"{listed(named, 'and')} {'have' if len(named) > 1 else 'has'} no source"


def _foreign_words(subject: Subject) -> Iterator[Spot]:
    hint = "Mark it with the code of its language, as in *слово*{lang=ru}."
    for prose in subject.prose:
        usual = scripts_of(prose.language)
        for stretch in prose.stretches if usual else ():
            if stretch.field == "title":
                continue
            for number, block in enumerate(stretch.blocks):
                for start, end in _foreign_runs(block, {*usual, "LATIN", ""}):
                    words = block.text[start:end]
                    script = script_of(words[0]).title()
                    message = f'"{words}" is in {script} letters and does not say in which language'
                    yield Spot(prose, stretch, (number, start), words, message, hint)


def _foreign_runs(block: Block, usual: set[str]) -> Sequence[Span]:
    """Runs of adjacent words whose scripts are not among ``usual``."""
    runs: list[Span] = []
    marked = (*block.foreign, *block.values, *block.terms)
    is_read = not (block.text.isascii() or block.kind == "code")
    for word in _WORD.finditer(block.text) if is_read else ():
        start, end = word.span()
        if script_of(word[0][0]) in usual or any(a <= start < b for a, b in marked):
            continue
        if runs and start - runs[-1][1] <= _MOST_BETWEEN:
            runs[-1] = runs[-1][0], end
        else:
            runs.append((start, end))
    return runs


def _quantifiers(subject: Subject) -> Iterator[Spot]:
    """Those of explainers and entries: plain pages speak of the site itself, as a method does."""
    hint = "Cite in this sentence who says so, [@key], or say how many they are."
    for saying in subject.sayings:
        sentence, about, language = saying.sentence, saying.prose.subject, saying.prose.language
        of_site = isinstance(about, Page) and about.kind == "page"
        if sentence.noted or sentence.values or of_site or saying.stretch.field in _OF_THE_PAGE:
            continue
        idle = find_words("no quantifiers", language).finditer(sentence.text)
        read = hide(sentence.text, (*sentence.names, *(each.span() for each in idle)), "\x00")
        if found := find_words("quantifiers", language).search(read):
            words = found[0].strip()
            yield saying.spot(found.start(), words, f'"{words}" has no source', hint)


def _plurals(subject: Subject) -> Iterator[Spot]:
    hint, sources = "Cite another of them, or name the one that says so.", subject.site.sources
    for saying in subject.sayings:
        several = find_words("several", saying.prose.language, "tellers")
        found = several.search(saying.sentence.text)
        if found and len({original_of(sources[key], sources) for key in saying.sources}) == 1:
            message = f'"{found[0]}" rests on one source'
            yield saying.spot(found.start(), found[0], message, hint)


def _early_notes(subject: Subject) -> Iterator[Spot]:
    """Dates later than every source of their sentence; not if one of these is undated, nor if the
    sentence may tell of what was still to come."""
    hint = "Cite a source that can know of it, or mend the date."
    for saying in subject.sayings:
        issued = [subject.site.sources[key].issued for key in saying.sources]
        known = [each.last_day for each in issued if each and each.last_day]
        if not known or len(known) < len(issued):
            continue
        future = find_words("future", saying.prose.language).search(saying.sentence.text)
        for offset, words in saying.figures if not future else ():
            day = _first_day(words, saying.prose.language, max(known))
            if day and day > max(known):
                message = f'"{words}" is later than every source of this sentence'
                yield saying.spot(offset, words, message, hint)


def _first_day(figure: str, language: str, last: date) -> date | None:
    """The first day of a date. One without a year is taken for a day near ``last``."""
    days = read_figures(figure, language).days
    dated = [each for each in days if each.month or _YEAR.fullmatch(figure)]
    if not dated:
        return None
    found = max(dated, key=lambda each: (each.day or 0, each.year or 0))
    try:
        day = date(found.year or last.year, found.month or 1, found.day or 1)
    except ValueError:
        return None
    return day if found.year or day - last < _NEAR else None


RULES: Rules = {
    "long-answer": _long_answers,
    "uncited-answer": _uncited_answers,
    "bare-answer": _bare_answers,
    "long-sentence": _long_sentences,
    "naked-number": _naked_numbers,
    "foreign-script": _foreign_words,
    "loose-quantifier": _quantifiers,
    "plural-of-one": _plurals,
    "early-note": _early_notes,
}
