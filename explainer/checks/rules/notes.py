"""Sentences whose notes are missing, too few or too old for what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from explainer.checks.evidence.sayings import Spot
from explainer.checks.prose.segmentation import hide
from explainer.checks.rule import Rule, Subject, place
from explainer.languages.claim_words import find_words
from explainer.languages.figures import read_figures
from explainer.model.pages.page import Page
from explainer.model.sources.source import original_of

_YEAR = re.compile(r"(?:1\d|20)\d\d(?: г\.| год\w*)?")
_NEAR = timedelta(days=90)
_OF_THE_PAGE = ("method", "updates")


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


RULES = (
    Rule("loose-quantifier", "some, many or most, without a source", partial(place, _quantifiers)),
    Rule("plural-of-one", "several of whom one is cited", partial(place, _plurals), thorough=True),
    Rule("early-note", "a date later than its sentence's sources", partial(place, _early_notes)),
)
