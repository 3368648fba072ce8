"""Explainers and plain pages, put together in reading order so that their notes count 1, 2, 3."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from explainer.documents.marked_text import MarkedText
from explainer.documents.marked_text import Question as ParsedQuestion
from explainer.languages.names import quotation_marks
from explainer.model.pages import Named, Page
from explainer.model.values import Quantity
from explainer.resolve.library import Library
from explainer.resolve.linker import PageLinker, Use, plain_text
from explainer.resolve.page_frame import (
    described,
    link_entries,
    link_notes,
    make_head,
    named_entries,
    page_day,
)
from explainer.resolve.pages import (
    CorrectionEntry,
    ExplainerPage,
    Fragment,
    Head,
    KeyFact,
    Link,
    Part,
    PlainPage,
    Question,
    RedirectPage,
    UpdateEntry,
    WithdrawnPage,
)
from explainer.resolve.wording import day


@dataclass(frozen=True, slots=True)
class Linked:
    """A page with the sources that its places rely on, and the entries that it names."""

    page: ExplainerPage | PlainPage | WithdrawnPage
    uses: tuple[Use, ...] = ()
    names: tuple[tuple[str, str], ...] = ()


def link_page(library: Library, page: Page) -> Linked:
    if page.status == "withdrawn":
        head = _head(library, page, page_title(library, page), "")
        return Linked(WithdrawnPage(head, page.reason))
    entries = named_entries(library.site, _all_texts(page))
    explained = frozenset((entry.kind, entry.id) for entry in entries)
    title = page_title(library, page)
    linker = PageLinker(
        library, Link(title, library.address(f"{page.name}/")), page.source.path, explained
    )
    names = tuple(sorted(explained))
    if page.kind == "page":
        return Linked(_plain(linker, page, title), tuple(linker.uses), names)
    return Linked(_explainer(linker, page, title), tuple(linker.uses), names)


def page_title(library: Library, page: Page) -> str:
    """The title as plain text; it has no notes."""
    linker = PageLinker(library, Link("", library.address(f"{page.name}/")), page.source.path)
    return plain_text(linker.fragment(page.title))


def _all_texts(page: Page) -> Iterator[MarkedText]:
    yield from (
        page.standfirst,
        page.short_answer,
        page.method,
        *page.unknowns,
        page.body.introduction,
    )
    for question in page.body.questions:
        yield from (question.heading, question.answer, question.body)
    yield from (note.text for note in page.body.notes)
    yield from (update.text for update in page.updates)
    for correction in page.corrections:
        yield from (correction.was, correction.now)


def _explainer(linker: PageLinker, page: Page, title: str) -> ExplainerPage:
    """Everything in the order in which the template shows it: marks get their numbers here."""
    library, language = linker.library, linker.library.language
    gettext = library.catalogue.gettext
    linker.place = Link(gettext("The short answer"), f"{linker.page.address}#short-answer")
    standfirst = linker.fragment(page.standfirst)
    short_answer = linker.fragment(page.short_answer)
    linker.place = Link(gettext("Key facts"), f"{linker.page.address}#key-facts")
    key_facts = tuple(_key_fact(linker, named) for named in page.key_facts)
    linker.place = None
    introduction = linker.fragment(page.body.introduction)
    questions = tuple(_question(linker, page, each) for each in page.body.questions)
    linker.place = None
    unknowns = tuple(linker.fragment(each) for each in page.unknowns)
    method = linker.fragment(page.method)
    terms = link_entries(linker, named_entries(library.site, _all_texts(page)))
    corrections = tuple(_corrections(linker, page))
    updates = tuple(_updates(linker, page))
    notes = link_notes(linker, {note.name: note.text for note in page.body.notes})
    sources = {item.source.key for note in notes for item in note.items}
    authors = tuple(_person(library, named) for named in page.authors)
    return ExplainerPage(
        _head(library, page, title, described(standfirst, short_answer)),
        standfirst,
        short_answer,
        authors,
        tuple(_person(library, named) for named in page.checked_by),
        page_day(page.published, language),
        page_day(page.updated, language),
        page_day(page.checked, language),
        len(sources),
        page.topics,
        key_facts,
        introduction,
        questions,
        unknowns,
        method,
        terms,
        corrections,
        updates,
        notes,
        tuple(_related(library, page)),
        _citation(library, page, title, authors),
    )


def _plain(linker: PageLinker, page: Page, title: str) -> PlainPage:
    language = linker.library.language
    standfirst = linker.fragment(page.standfirst)
    parts: list[Part] = list(linker.fragment(page.body.introduction).parts)
    for question in page.body.questions:
        linker.place = Link(_heading_text(linker, question), f"{linker.page.address}#{question.id}")
        heading = linker.fragment(question.heading)
        parts += [Markup('<h2 id="{}">').format(question.id), *heading.parts, Markup("</h2>\n")]
        if answer := linker.fragment(question.answer):
            parts += [Markup("<p>"), *answer.parts, Markup("</p>\n")]
        parts += linker.fragment(question.body).parts
    linker.place = None
    terms = link_entries(linker, named_entries(linker.library.site, _all_texts(page)))
    notes = link_notes(linker, {note.name: note.text for note in page.body.notes})
    head = _head(linker.library, page, title, described(standfirst))
    return PlainPage(
        head,
        standfirst,
        Fragment(tuple(parts)),
        page_day(page.checked, language),
        page_day(page.updated, language),
        terms,
        notes,
    )


def _head(library: Library, page: Page, title: str, description: str) -> Head:
    site = library.site
    languages = [code for code in site.languages if (page.name, code) in site.pages]
    original = None
    if library.language != site.default and (first := site.pages.get((page.name, site.default))):
        original = Link(
            plain_text(_untitled(library, first)), f"{page.name}/", language=site.default
        )
    crumbs = (
        (Link(library.catalogue.gettext("Explainers"), library.address("")),)
        if page.kind == "explainer"
        else ()
    )
    return make_head(
        library,
        f"{page.name}/",
        title,
        description=description,
        languages=languages,
        draft=page.held_back(site.as_of),
        breadcrumb=crumbs,
        machine_translation=page.translation == "machine",
        original=original,
    )


def _untitled(library: Library, page: Page) -> Fragment:
    return PageLinker(library, Link("", ""), page.source.path).fragment(page.title)


def _key_fact(linker: PageLinker, named: Named) -> KeyFact:
    library = linker.library
    standpoint = library.ledger.standpoints[named.id]
    claim = standpoint.claim
    has_unit = isinstance(standpoint.value, Quantity) and standpoint.value.unit
    value = linker.value(named.id, ("with-unit",) if has_unit else ())
    moving = (
        claim and claim.as_of and isinstance(standpoint.value, Quantity) and not standpoint.inputs
    )
    as_of = day(claim.as_of, library.language) if claim and claim.as_of and moving else None
    return KeyFact(standpoint.fact.in_language("label", library.language), value, as_of)


def _heading_text(linker: PageLinker, question: ParsedQuestion) -> str:
    return plain_text(linker.fragment(question.heading))


def _question(linker: PageLinker, page: Page, question: ParsedQuestion) -> Question:
    heading = linker.fragment(question.heading)
    text = plain_text(heading)
    linker.place = Link(text, f"{linker.page.address}#{question.id}")
    former = tuple(old.id for old, new in page.question_aliases if new.id == question.id)
    return Question(
        question.id,
        heading,
        text,
        linker.fragment(question.answer),
        linker.fragment(question.body),
        former,
    )


def _corrections(linker: PageLinker, page: Page) -> Iterator[CorrectionEntry]:
    headings = {q.id: q for q in page.body.questions}
    for each in sorted(page.corrections, key=lambda c: c.day, reverse=True):
        shown = page_day(each.day, linker.library.language)
        assert shown is not None
        question = None
        if each.question:
            text = _heading_text(linker, headings[each.question.id])
            question = Link(text, f"{linker.page.address}#{each.question.id}")
        yield CorrectionEntry(shown, linker.fragment(each.was), linker.fragment(each.now), question)


def _updates(linker: PageLinker, page: Page) -> Iterator[UpdateEntry]:
    for each in sorted(page.updates, key=lambda u: u.day, reverse=True):
        shown = page_day(each.day, linker.library.language)
        assert shown is not None
        yield UpdateEntry(shown, linker.fragment(each.text))


def _person(library: Library, named: Named) -> Link:
    entry = library.site.entries["person", named.id]
    return Link(library.entry_name(entry), library.entry_address(entry))


def _related(library: Library, page: Page) -> Iterator[Link]:
    for named in page.related:
        other = library.site.version(named.id, library.language)
        if other and other.status != "withdrawn":
            language = other.language or library.site.default
            address = (
                f"{other.name}/"
                if language == library.site.default
                else f"{language}/{other.name}/"
            )
            shown = "" if language == library.language else language
            yield Link(plain_text(_untitled(library, other)), address, language=shown)


def _citation(library: Library, page: Page, title: str, authors: tuple[Link, ...]) -> str:
    opening, closing = quotation_marks(library.language)
    checked = page_day(page.updated or page.checked or page.published, library.language)
    settings = library.site.settings
    names = ", ".join(author.text for author in authors)
    parts = [names] if names else []
    parts.append(f"{opening}{title}{closing}")
    parts.append(dict(settings.titles).get(library.language, settings.title))
    if checked:
        parts.append(library.catalogue.gettext("version of %(date)s") % {"date": checked.text})
    if settings.url:
        parts.append(f"{settings.url}{library.address(f'{page.name}/')}")
    return ", ".join(parts)


def redirects(library: Library, page: Page) -> Iterator[RedirectPage]:
    """The pages at a page's former names."""
    title = page_title(library, page)
    target = library.address(f"{page.name}/")
    for alias in page.aliases:
        head = make_head(library, f"{alias.id}/", title, languages=())
        yield RedirectPage(head, target)
