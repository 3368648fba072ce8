"""Answers and sentences whose notes are missing, or too old for what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from explainer.checks.evidence.coverage import sourced_questions
from explainer.checks.evidence.sayings import Spot
from explainer.checks.placing import place
from explainer.checks.prose.claim_words import find_words
from explainer.checks.prose.prose import explainers
from explainer.checks.prose.segmentation import hide
from explainer.checks.rule import Finding, Rule, Subject
from explainer.languages.figures import read_figures
from explainer.model.pages.page import Page

_YEAR = re.compile(r"(?:1\d|20)\d\d(?: г\.| год\w*)?")
_NEAR = timedelta(days=90)
_OF_THE_PAGE = ("method", "updates")


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


RULES = (
    Rule("uncited-answer", "an answer without any source", _uncited_answers),
    Rule("bare-answer", "a first sentence without a source", partial(place, _bare_answers)),
    Rule("loose-quantifier", "some, many or most, without a source", partial(place, _quantifiers)),
    Rule("early-note", "a date later than its sentence's sources", partial(place, _early_notes)),
)
