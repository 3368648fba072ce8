"""Translations that rest on other facts and sources than their originals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from explainer.checks.rule import Finding, Rule, Subject
from explainer.checks.translations import translations
from explainer.documents.markdown.parsed_text import FigureReference, ParsedText
from explainer.documents.references.kinds import Citation, FactReference, NoteReference
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


def _find(subject: Subject) -> Iterator[Finding]:
    for page, original in translations(subject.site):
        theirs, own = (_parts(subject.site, each) for each in (original, page))
        for name, part in own.items():
            basis = theirs[name].basis if name in theirs else frozenset()
            if part.basis != basis:
                place = (
                    page.place_of(part.field, "title") if part.field else (part.offset, part.length)
                )
                yield _finding(
                    page,
                    place,
                    f"unlike its original, {part.words} {_difference(basis, part.basis)}",
                )
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
        "unknowns": page.unknowns,
        "method": (page.method,),
    }
    basis = _Basis(site, page)
    parts = {
        name: _Part(f"`{name}`", basis.of(texts), name)
        for name, texts in fields.items()
        if any(texts)
    }
    if page.key_facts:
        named = frozenset(named.id for named in page.key_facts)
        parts["key_facts"] = _Part("`key_facts`", named, "key_facts")
    if page.body.introduction:
        introduction = basis.of([page.body.introduction])
        parts["introduction"] = _Part("the introduction", introduction, "title")
    for question in page.body.questions:
        answer = basis.of([question.heading, question.answer, question.body])
        parts[question.id] = _Part(
            "this answer", answer, offset=question.offset, length=len(question.id)
        )
    return parts


class _Basis:
    """Collects the facts and sources that texts of a page rest on."""

    def __init__(self, site: Site, page: Page) -> None:
        self._site = site
        self._page = page
        self._notes = {note.name: note.text for note in page.body.notes}

    def of(self, texts: Iterable[ParsedText]) -> frozenset[str]:
        return frozenset(name for text in texts for name in self._names(text))

    def _names(self, text: ParsedText) -> Iterator[str]:
        for reference in text.references:
            match reference:
                case Citation(sources=sources):
                    yield from (f"@{cited.key}" for cited in sources)
                case FactReference(fact_id=fact_id):
                    yield fact_id
                case NoteReference(name=name) if name in self._notes:
                    # a note refers to no other note: that is an error
                    yield from self._names(self._notes[name])
                case FigureReference() as figure:
                    spec, _ = read_figure(self._page.source, figure, self._site)
                    yield from (fact_id for fact_id, _ in spec.facts) if spec else ()


RULE = Rule("translation-differs", "a translation that rests on other facts or sources", _find)
