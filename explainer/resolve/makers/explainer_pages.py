"""Link explainers and plain pages in reading order, so that their notes count 1, 2, 3."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from markupsafe import Markup
from msgspec.structs import replace

from explainer.documents.markdown.parsed_text import Question as ParsedQuestion
from explainer.model.entries.entry import Entry
from explainer.model.facts.claims import State
from explainer.model.pages.ages import page_review_due
from explainer.model.pages.page import Page, texts
from explainer.model.shared.reading import Named
from explainer.model.values.value import Quantity
from explainer.resolve.linking.fact_ages import Examined
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import PageLinker, text_in_words
from explainer.resolve.linking.uses import Place
from explainer.resolve.linking.wording import claim_day, date_day, page_day, unit_filters
from explainer.resolve.makers import page_frame
from explainer.resolve.makers.claim_views import block_id, blocks_by_question, claims_block
from explainer.resolve.makers.error_reports import report_link
from explainer.resolve.makers.former_pages import withdrawn_page
from explainer.resolve.makers.linked_pages import Linked, linked_page
from explainer.resolve.published.frame import Head
from explainer.resolve.published.pages import ExplainerPage, PlainPage, WithdrawnPage
from explainer.resolve.published.parts import (
    Contributor,
    Fragment,
    Link,
    Part,
)
from explainer.resolve.published.sections import (
    CorrectionEntry,
    KeyFact,
    Question,
    UpdateEntry,
)

Document: TypeAlias = ExplainerPage | PlainPage | WithdrawnPage


def link_page(
    library: Library, page: Page, *, overdue: bool = False, draft: bool = False
) -> tuple[Document, Linked]:
    """The page, and what is kept of it. ``overdue`` says that the day of its review is past,
    ``draft`` that only a build with drafts includes it."""
    if page.status == "withdrawn":
        head = _head(library, page, page_frame.page_title(library, page), draft=draft)
        withdrawn = withdrawn_page(library, page, head)
        return withdrawn, linked_page(withdrawn)
    entries = page_frame.named_entries(library.site, texts(page))
    explained = frozenset((entry.kind, entry.id) for entry in entries)
    title = page_frame.page_title(library, page)
    shown = blocks_by_question(page, library.ledger) if page.kind == "explainer" else {}
    address = library.address(f"{page.name}/")
    claims_at = {fact_id: f"{address}#{block_id(fact_id)}" for fact_id in shown}
    linker = PageLinker(
        library=library, page=Link(title, address), explained=explained, claims_at=claims_at
    )
    here = Place(linker.page, page.source.path)
    linker.fragment(page.title, here)  # to count what it states
    make = _plain if page.kind == "page" else partial(_explainer, shown=shown)
    made = make(linker, page, here, entries)
    due = page_day(page_review_due(page), library.language) if overdue else None
    made = replace(made, head=replace(made.head, draft=draft), overdue=due)
    return made, linked_page(made, linker.uses, linker.fact_uses, sorted(explained))


def _explainer(
    linker: PageLinker, page: Page, here: Place, entries: Iterable[Entry], shown: Mapping[str, str]
) -> ExplainerPage:
    """The page, linked in the order in which the template shows it, which numbers its notes.
    ``entries`` and ``shown`` are what ``named_entries`` and ``blocks_by_question`` find in it."""
    library, language = linker.library, linker.library.language
    gettext, title = library.catalogue.gettext, linker.page.text
    (standfirst,) = linker.named_in_margin(linker.fragment(page.standfirst, here))
    at = here.under(gettext("The short answer"), "short-answer")
    (short_answer,) = linker.named_in_margin(linker.fragment(page.short_answer, at))
    at = here.under(gettext("Key facts"), "key-facts")
    key_facts = tuple(_key_fact(linker, named, at) for named in page.key_facts)
    (introduction,) = linker.named_in_margin(linker.fragment(page.body.introduction, here))
    questions = tuple(
        _question(linker, page, each, here, [f for f, asked in shown.items() if asked == each.id])
        for each in page.body.questions
    )
    at = here.under(gettext("What is not known"), "unknowns")
    unknowns = tuple(linker.fragment(each, at) for each in page.unknowns)
    method = linker.fragment(page.method, here.under(gettext("How we made this"), "method"))
    terms = page_frame.link_entries(linker, entries)
    at = here.under(gettext("Corrections and changes"), "changes")
    corrections = tuple(_corrections(linker, page, at))
    updates = tuple(_updates(linker, page, at))
    notes = linker.notes({note.name: note.text for note in page.body.notes})
    sources = {item.source.key for note in notes for item in note.items}
    authors = tuple(_contributor(library, named) for named in page.authors)
    return ExplainerPage(
        head=_head(library, page, title, page_frame.described(standfirst, short_answer)),
        standfirst=standfirst,
        short_answer=short_answer,
        authors=authors,
        checked_by=tuple(_contributor(library, named) for named in page.checked_by),
        published=page_day(page.published, language),
        updated=page_day(page.updated, language),
        checked=page_day(page.checked, language),
        researched=page_day(page.researched, language),
        source_count=len(sources),
        stale_count=_stale_count(linker),
        topics=page.topics,
        key_facts=key_facts,
        introduction=introduction,
        questions=questions,
        unknowns=unknowns,
        method=method,
        terms=terms,
        corrections=corrections,
        updates=updates,
        notes=notes,
        related=tuple(page_frame.related_links(library, page)),
        citation=page_frame.citation(library, page, title, authors),
        facts_data=f"{linker.page.address}facts.json" if linker.fact_uses else "",
        report=report_link(library, linker.page),
    )


def _plain(linker: PageLinker, page: Page, here: Place, entries: Iterable[Entry]) -> PlainPage:
    language = linker.library.language
    standfirst = linker.fragment(page.standfirst, here)
    parts: list[Part] = list(linker.fragment(page.body.introduction, here).parts)
    for question in page.body.questions:
        at = _place(linker, question, here)
        heading = linker.fragment(question.heading, at)
        parts += [Markup('<h2 id="{}">').format(question.id), *heading.parts, Markup("</h2>\n")]
        if answer := linker.fragment(question.answer, at):
            parts += [Markup("<p>"), *answer.parts, Markup("</p>\n")]
        parts += linker.fragment(question.body, at).parts
    terms = page_frame.link_entries(linker, entries)
    notes = linker.notes({note.name: note.text for note in page.body.notes})
    head = _head(linker.library, page, linker.page.text, page_frame.described(standfirst))
    return PlainPage(
        head=head,
        standfirst=standfirst,
        body=Fragment(tuple(parts)),
        checked=page_day(page.checked, language),
        researched=page_day(page.researched, language),
        updated=page_day(page.updated, language),
        stale_count=_stale_count(linker),
        terms=terms,
        notes=notes,
    )


def _stale_count(linker: PageLinker) -> int:
    standpoints = linker.library.ledger.standpoints
    stated = {use.fact for use in linker.fact_uses if use.page.address == linker.page.address}
    return sum(bool(standpoints[fact].overdue) for fact in stated)


def _head(
    library: Library, page: Page, title: str, description: str = "", *, draft: bool = False
) -> Head:
    site = library.site
    languages = [code for code in site.languages if (page.name, code) in site.pages]
    original = None
    if library.language != site.default and (first := site.pages.get((page.name, site.default))):
        original = Link(
            page_frame.page_title(library, first), f"{page.name}/", language=site.default
        )
    crumb = Link(library.catalogue.gettext("Explainers"), library.address(""))
    head = page_frame.make_head(
        library,
        f"{page.name}/",
        title,
        description=description,
        languages=languages,
        breadcrumb=[crumb] if page.kind == "explainer" else (),
    )
    machine = page.translation == "machine"
    return replace(head, draft=draft, machine_translation=machine, original=original)


def _key_fact(linker: PageLinker, named: Named, at: Place) -> KeyFact:
    library = linker.library
    standpoint = library.ledger.standpoints[named.id]
    value = linker.value(named.id, unit_filters(standpoint.value), at)
    moving = isinstance(standpoint.value, Quantity) and not standpoint.inputs
    as_of = claim_day(standpoint.claim, library.language) if moving else None
    label = standpoint.fact.in_language("label", library.language)
    return KeyFact(label, value, as_of, standpoint.state is State.REVISED)


def _place(linker: PageLinker, question: ParsedQuestion, here: Place) -> Place:
    """The place of a question, with its heading."""
    return here.under(text_in_words(linker.library, question.heading, here.path), question.id)


def _question(
    linker: PageLinker, page: Page, question: ParsedQuestion, here: Place, facts: Sequence[str]
) -> Question:
    """``facts`` are the ids of facts whose claims are shown in this answer."""
    at = _place(linker, question, here)
    heading = linker.fragment(question.heading, at)
    answer, body = linker.named_in_margin(
        linker.fragment(question.answer, at), linker.fragment(question.body, at)
    )
    examined = Examined(page.checked, page.researched)
    former = tuple(old.id for old, new in page.question_aliases if new.id == question.id)
    return Question(
        id=question.id,
        heading=heading,
        text=at.link.text,
        answer=answer,
        body=body,
        former_ids=former,
        blocks=tuple(claims_block(linker, fact, at, examined) for fact in facts),
        report=report_link(linker.library, linker.page, at.link),
    )


def _corrections(linker: PageLinker, page: Page, at: Place) -> Iterator[CorrectionEntry]:
    headings = {q.id: q for q in page.body.questions}
    for each in sorted(page.corrections, key=lambda c: c.day, reverse=True):
        shown = date_day(each.day, linker.library.language)
        question = None
        if each.question:
            question = _place(linker, headings[each.question.id], at).link
        was, now = linker.fragment(each.was, at), linker.fragment(each.now, at)
        yield CorrectionEntry(shown, was, now, question)


def _updates(linker: PageLinker, page: Page, at: Place) -> Iterator[UpdateEntry]:
    for each in sorted(page.updates, key=lambda u: u.day, reverse=True):
        shown = date_day(each.day, linker.library.language)
        yield UpdateEntry(shown, linker.fragment(each.text, at))


def _contributor(library: Library, named: Named) -> Contributor:
    entry = library.site.entries["person", named.id]
    return Contributor(
        entry.name_in(library.language),
        library.entry_address(entry),
        organization=entry.organization,
    )
