"""Translations that rest on other facts and sources than their originals, or are older."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from msgspec import Struct

from explainer.checks.evidence.quoted import with_noted
from explainer.checks.rule import Finding, Rule, Subject
from explainer.documents.markdown.parsed_text import FigureReference, ParsedText
from explainer.documents.references.kinds import Citation, FactReference
from explainer.model.pages.ages import last_change
from explainer.model.pages.page import Page
from explainer.model.site.site import Site
from explainer.resolve.references.figure_specs import read_figure

_MOST_NAMED = 5


class _Part(Struct, frozen=True):
    """A part of a page; ``words`` name it in messages. ``basis`` is what it rests on: ids of facts,
    and keys of sources after an ``@``. It is reported at ``field`` of the front matter, or if that
    is empty, at the question's id at ``offset``."""

    words: str
    basis: frozenset[str]
    field: str = ""
    offset: int = 0
    length: int = 1


def _translations(site: Site) -> Iterator[tuple[Page, Page]]:
    """(translation, original), both in the build and neither withdrawn."""
    for (name, language), page in site.pages.items():
        original = site.pages.get((name, site.default))
        if language == site.default or original is None:
            continue
        if "withdrawn" not in (page.status, original.status):
            yield page, original


def _older(subject: Subject) -> Iterator[Finding]:
    for page, original in _translations(subject.site):
        changed = last_change(original) or original.published
        days = [
            day for day in (page.checked, page.researched, page.published, last_change(page)) if day
        ]
        if changed and days and (last := max(days)) < changed:
            message = f"the original was changed on {changed}, this translation not since {last}"
            hint = f"Compare it with {original.source.path}, mend it, and set checked:."
            yield Finding.of_page(page, message, hint, "checked", "published", "title")


def _different(subject: Subject) -> Iterator[Finding]:
    for page, original in _translations(subject.site):
        theirs, own = (_parts(subject.site, each) for each in (original, page))
        for name, part in own.items():
            basis = theirs[name].basis if name in theirs else frozenset()
            if part.basis != basis:
                place = (
                    page.place_of(part.field, "title") if part.field else (part.offset, part.length)
                )
                message = f"unlike its original, {part.words} {_difference(basis, part.basis)}"
                yield _finding(page, place, message)
        if missing := [f'"{name}"' for name in theirs if name not in own]:
            place = page.place_of("title")
            yield _finding(page, place, f"the original has {_listed(missing)}, this page has not")


def _finding(page: Page, place: tuple[int, int], message: str) -> Finding:
    hint = "Translate what is missing, and mend what rests on something else."
    return Finding(page.source.path, place[0], message, hint, place[1], page.waived)


def _difference(basis: frozenset[str], own: frozenset[str]) -> str:
    said = []
    if lost := basis - own:
        said.append(f"does not rest on {_listed(sorted(lost))}")
    if added := own - basis:
        said.append(f"rests on {_listed(sorted(added))}")
    return " and ".join(said)


def _listed(words: list[str]) -> str:
    more = len(words) - _MOST_NAMED
    return ", ".join(words[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _parts(site: Site, page: Page) -> Mapping[str, _Part]:
    """The parts that a translation has in common with its original, by name."""
    fields: dict[str, tuple[ParsedText, ...]] = {
        "standfirst": (page.standfirst,),
        "short_answer": (page.short_answer,),
        "digest": page.digest,
        "unknowns": page.unknowns,
        "method": (page.method,),
    }
    basis = partial(_basis, site, page)
    parts = {
        name: _Part(f"`{name}`", basis(*texts), name)
        for name, texts in fields.items()
        if any(texts)
    }
    if page.key_facts:
        named = frozenset(named.id for named in page.key_facts)
        parts["key_facts"] = _Part("`key_facts`", named, "key_facts")
    if page.body.introduction:
        introduction = basis(page.body.introduction)
        parts["introduction"] = _Part("the introduction", introduction, "title")
    for question in page.body.questions:
        answer = basis(question.heading, question.answer, question.body)
        place = question.offset, len(question.id)
        parts[question.id] = _Part("this answer", answer, "", *place)
    return parts


def _basis(site: Site, page: Page, *texts: ParsedText) -> frozenset[str]:
    """The facts and sources that texts of a page rest on."""
    notes = {note.name: note.text for note in page.body.notes}

    def names() -> Iterator[str]:
        references = (reference for text in texts for reference in text.references)
        for reference in with_noted(references, notes):
            match reference:
                case Citation(sources=sources):
                    yield from (f"@{cited.key}" for cited in sources)
                case FactReference(fact_id=fact_id):
                    yield fact_id
                case FigureReference() as figure:
                    spec, _ = read_figure(page.source, figure, site)
                    yield from (named.id for named in spec.facts) if spec else ()

    return frozenset(names())


RULES = (
    Rule("translation-differs", "a translation that rests on other facts or sources", _different),
    Rule("translation-older", "a translation older than its original's last change", _older),
)
