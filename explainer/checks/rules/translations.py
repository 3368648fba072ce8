"""Translations that rest on other facts and sources than their originals, say something else, or
are older; and those of facts that are missing, or say what their originals no longer do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Hashable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, groupby, islice
from typing import NamedTuple

from explainer.checks.evidence.quoted import with_noted
from explainer.checks.evidence.said import Written, compare
from explainer.checks.evidence.sayings import Spot
from explainer.checks.prose.numbers import find_figures
from explainer.checks.prose.prose import Prose, Sentence, Stretch
from explainer.checks.rule import Finding, Rules, Subject
from explainer.documents.markdown.parsed_text import FigureReference, LinkReference, ParsedText
from explainer.documents.references.kinds import Citation, FactReference
from explainer.languages.locales import language_name
from explainer.model.facts.claims import Fact
from explainer.model.facts.fact_translations import said_in_words
from explainer.model.facts.records import FactRecord
from explainer.model.pages.page import Page, last_change
from explainer.model.site.settings import SETTINGS
from explainer.model.site.site import Site
from explainer.model.values.value import Text, fold_text
from explainer.resolve.references.figures import read_figure

_MOST_NAMED = 5
_COMPARE = "Compare both with the source, and mend the one that is wrong."


class _Part(NamedTuple):
    """A part of a page; ``words`` name it in messages, ``place`` is the offset and length at which
    it is reported. ``basis`` is what it rests on: ids of facts, keys of sources after an ``@``,
    names of images, kinds of figures."""

    words: str
    place: tuple[int, int]
    basis: frozenset[str]


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
                message = f"unlike its original, {part.words} {_difference(basis, part.basis)}"
                yield _finding(page, part.place, message)
        if missing := [f'"{name}"' for name in theirs if name not in own]:
            place = page.place_of("title")
            yield _finding(page, place, f"the original has {_listed(missing)}, this page has not")


def _finding(page: Page, place: tuple[int, int], message: str) -> Finding:
    hint = "Translate what is missing, and mend what rests on something else."
    return Finding(page.source.path, place[0], message, hint, place[1], page.waived)


def _difference(basis: frozenset[str], own: frozenset[str]) -> str:
    parted = (("does not rest on", basis - own), ("rests on", own - basis))
    return " and ".join(f"{verb} {_listed(sorted(names))}" for verb, names in parted if names)


def _listed(words: list[str]) -> str:
    """The first of the words, and how many more there are."""
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
        name: _Part(f"`{name}`", page.place_of(name, "title"), basis(*texts))
        for name, texts in fields.items()
        if any(texts)
    }
    if page.key_facts:
        named = frozenset(named.id for named in page.key_facts)
        parts["key_facts"] = _Part("`key_facts`", page.place_of("title"), named)
    if text := page.body.introduction:
        parts["introduction"] = _Part("the introduction", page.place_of("title"), basis(text))
    for question in page.body.questions:
        answer = basis(question.heading, question.answer, question.body)
        parts[question.id] = _Part("this answer", (question.offset, len(question.id)), answer)
    return parts


def _basis(site: Site, page: Page, *texts: ParsedText) -> frozenset[str]:
    """The facts and sources that texts of a page rest on, and their figures and images."""
    notes = {note.name: note.text for note in page.body.notes}

    def names() -> Iterator[str]:
        references = (reference for text in texts for reference in text.references)
        for reference in with_noted(references, notes):
            match reference:
                case Citation(sources=sources):
                    yield from (f"@{cited.key}" for cited in sources)
                case FactReference(fact_id=fact_id):
                    yield fact_id
                case LinkReference(image=True, address=address):
                    yield address
                case FigureReference(kind=kind) as figure:
                    yield f"a figure of the kind {kind}"
                    spec, _ = read_figure(page.source, figure, site)
                    yield from (named.id for named in spec.facts) if spec else ()

    return frozenset(names())


def _otherwise(subject: Subject) -> Iterator[Finding]:
    """Facts whose words say something else than their translations."""
    default = subject.site.default
    for fact in subject.facts:
        for field, language, text in fact.translations:
            own = getattr(fact, field)
            ours = Written(own, default, find_figures(own, default))
            theirs = Written(text, language, find_figures(text, language))
            for here, there in islice(compare(subject.finder, ours, theirs), 1):
                into = language_name(language, "en")
                message = f'the {field} of "{fact.id}" has {here}, and its translation into {into}'
                yield Finding.of_record(fact, fact.id, f"{message} {there}", _COMPARE)


def _differing(subject: Subject) -> Iterator[Finding | Spot]:
    parts = [*_different(subject)]
    told = {each.path for each in parts}
    yield from chain(parts, _in_prose(subject, told))


def _in_prose(subject: Subject, told: Container[str]) -> Iterator[Spot]:
    """Sentences that say something else than their originals, or rest on other words; these not in
    files ``told`` of. They are compared where both have a block with as many sentences."""
    pages = {(_name(each), each.language): each for each in subject.prose}
    for prose in (each for each in subject.prose if each.language != subject.site.default):
        original = pages.get((_name(prose), subject.site.default))
        theirs = _blocks(original) if original else {}
        for block, (stretch, own) in _blocks(prose).items():
            _, others = theirs.get(block, (stretch, ()))
            first = own[0]
            if others and prose.path not in told and _supports(own) != _supports(others):
                message = "this rests on other words or facts than its original"
                yield Spot(prose, stretch, (first.block, first.start), "", message, _COMPARE)
            for one, other in zip(own, others, strict=True) if len(own) == len(others) else ():
                ours, said = (
                    Written(each.text, language, (*each.figures, *each.values))
                    for each, language in ((one, prose.language), (other, subject.site.default))
                )
                for here, there in islice(compare(subject.finder, ours, said), 1):
                    message = f"this has {here}, and its original {there}"
                    words = one.text.split(" ")[0]
                    yield Spot(prose, stretch, (one.block, one.start), words, message, _COMPARE)


def _name(prose: Prose) -> tuple[str, str]:
    """What a page or an entry has in common with its translations."""
    path = prose.path.removesuffix(f".{prose.language}.md").removesuffix(".md")
    return path, getattr(prose.subject, "id", "")


def _blocks(prose: Prose) -> Mapping[Hashable, tuple[Stretch, Sequence[Sentence]]]:
    """The sentences of each block, with its text, by the place of both on the page."""
    found: dict[Hashable, tuple[Stretch, Sequence[Sentence]]] = {}
    numbers = Counter[tuple[str, str]]()
    for stretch in prose.stretches:
        part = stretch.field, stretch.question
        for number, sentences in groupby(stretch.sentences, lambda each: each.block):
            key = *part, numbers[part], len(stretch.blocks), number
            found[key] = stretch, [*sentences]
        numbers[part] += 1
    return found


def _supports(sentences: Sequence[Sentence]) -> Sequence[tuple[str, str]]:
    """The sources that sentences cite, each with the words quoted, and the facts they state."""
    supports = [each for sentence in sentences for each in sentence.supports]
    cited = (
        each for support in supports if isinstance(support, Citation) for each in support.sources
    )
    facts = ((each.fact_id, "") for each in supports if isinstance(each, FactReference))
    return sorted(chain(((each.key, each.quote) for each in cited), facts))


def _untranslated(subject: Subject) -> Iterator[Finding]:
    """For each language the facts that its pages state without words in it."""
    site = subject.site
    offsets = dict(site.settings.language_offsets)
    for language in site.languages[1:]:
        pages = (page for (_, code), page in site.pages.items() if code == language)
        parts = (part for page in pages for part in _parts(site, page).values())
        stated = {name for part in parts for name in part.basis} & site.facts.keys()
        if missing := [each for each in sorted(stated) if _missing(site.facts[each], language)]:
            many = f"{len(missing)} facts that pages" if len(missing) > 1 else "a fact that pages"
            state = f"in {language_name(language, 'en')} state"
            are = "are" if len(missing) > 1 else "is"
            message = f"{many} {state} {are} not translated: {_listed(missing)}"
            file = f"content/facts.{language}.yaml"
            hint = f"Write what is missing of label:, statement: and words: in {file}."
            yield Finding(SETTINGS, offsets[language], message, hint, len(language))


def _missing(fact: Fact, language: str) -> bool:
    """Whether a text that pages show of a fact stays in the site's own language."""
    known = {field for field, code, _ in fact.translations if code == language}
    current = fact.current
    said = current.value.text if current and isinstance(current.value, Text) else ""
    worded = {each.original for each in fact.words if each.language == language}
    needed = {field for field in FactRecord.translated if field != "short" and getattr(fact, field)}
    return not known.issuperset(needed) or bool(said and fold_text(said) not in worded)


def _older_words(subject: Subject) -> Iterator[Finding]:
    for fact in subject.facts:
        said = {words for claim in fact.claims for words in said_in_words(claim)}
        for each in fact.words:
            if each.original not in said:
                message = f'no claim of "{fact.id}" says this any more'
                hint = f"Look up its words in {fact.path}, and translate those."
                at = each.named
                yield Finding(each.path, at.offset, message, hint, 1, fact.waived)


RULES: Rules = {
    "translation-differs": lambda subject: chain(_differing(subject), _otherwise(subject)),
    "translation-older": lambda subject: chain(_older(subject), _older_words(subject)),
    "untranslated-fact": _untranslated,
}
