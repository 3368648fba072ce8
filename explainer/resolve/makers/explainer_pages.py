"""Link explainers and plain pages in reading order, so that their notes count 1, 2, 3."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import EMBEDS
from explainer.documents.markdown.parsed_text import Question as ParsedQuestion
from explainer.model.entries.entry import Entry
from explainer.model.pages.page import Page, review_due, texts
from explainer.model.shared.reading import Named
from explainer.model.site.changes import SiteChange
from explainer.model.values.value import Quantity
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import PageLinker, text_in_words
from explainer.resolve.linking.notebook import Place
from explainer.resolve.linking.wording import claim_day, page_day, plain_text, unit_filters
from explainer.resolve.makers import page_frame
from explainer.resolve.makers.claim_views import (
    blocks_by_question,
    claims_block,
    state_word,
    with_rivals,
)
from explainer.resolve.makers.histories import page_history
from explainer.resolve.makers.linked_pages import Linked, linked_page, passages_of
from explainer.resolve.makers.page_frame import report_link
from explainer.resolve.published.changes import ChangeEntry
from explainer.resolve.published.frame import CARD_NAME, CARD_SIZE, CITATION_FILES, Card, Head
from explainer.resolve.published.pages import ExplainerPage, PlainPage, Question, WithdrawnPage
from explainer.resolve.published.parts import Contributor, FactEntry, Fragment, Link, Part
from explainer.resolve.references.related import Related

TWIN = "index.md"
"""The name of a page as Markdown, in the page's folder."""
Document: TypeAlias = ExplainerPage | PlainPage | WithdrawnPage


class DocumentJob(Struct, frozen=True, tag=True, kw_only=True):
    """An explainer or plain page, from the document of that name. ``overdue`` says that the day of
    its review is past, ``draft`` that only a build with drafts includes it, ``withdrawn`` that it
    or what it translates is withdrawn, ``related`` what to read next, ``changes`` what is on record
    that bears on it."""

    language: str
    address: str
    name: str
    overdue: bool = False
    draft: bool = False
    withdrawn: bool = False
    related: tuple[Related, ...] = ()
    changes: tuple[SiteChange, ...] = ()


def document_page(library: Library, job: DocumentJob, page: Page) -> tuple[Document, Linked]:
    """The page, and what is kept of it."""
    language, title = library.language, page_frame.page_title(library, page)
    head = _head(library, page, title, job.draft)
    related = tuple(page_frame.related_pages(library, job.related))
    if page.status == "withdrawn":
        updated = page_day(page.updated, language)
        original = library.site.pages.get((page.name, library.site.default))
        given_by = page if page.reason or not original else original
        withdrawn = WithdrawnPage(
            head,
            given_by.reason,
            page_frame.other_language(library, given_by),
            updated,
            tuple(each.link for each in related),
        )
        return withdrawn, linked_page("withdrawn", withdrawn)
    entries = page_frame.named_entries(library.site, texts(page))
    explained = frozenset((entry.kind, entry.id) for entry in entries)
    shown = blocks_by_question(page, library) if page.kind == "explainer" else {}
    address = library.address(f"{page.name}/")
    claims_at = page_frame.distinct_anchors(f"{address}#claims", shown)
    linker = PageLinker(
        library=library,
        page=Link(title, address),
        explained=explained,
        claims_at=claims_at,
        embeds=library.address(f"{EMBEDS}/{page.name}/"),
    )
    here = Place(linker.page, page.source.path)
    linker.fragment(page.title, here)  # to count what it states
    make = _plain if page.kind == "page" else partial(_explainer, shown=shown, recorded=job.changes)
    made = make(linker, page, head, here, entries)
    own = (use for use in linker.uses if use.page.address == address)
    stated = {use.fact for use in own if use.fact and not use.role}
    made = replace(
        made,
        updated=page_day(page.updated, language),
        checked=page_day(page.checked, language),
        researched=page_day(page.researched, language),
        related=related,
        stale_count=sum(bool(library.ledger.standpoints[fact].overdue) for fact in stated),
        overdue=page_day(review_due(page), language) if job.overdue else None,
    )
    linked = linked_page(page.kind, made, linker.uses, sorted(explained))
    if library.site.searched and isinstance(made, ExplainerPage) and not job.draft:
        linked = replace(linked, passages=tuple(passages_of(made)))
    return made, linked


def _explainer(
    linker: PageLinker,
    page: Page,
    head: Head,
    here: Place,
    entries: Iterable[Entry],
    shown: Mapping[str, str],
    recorded: Iterable[SiteChange],
) -> ExplainerPage:
    """The page, linked in the order in which the template shows it, which numbers its notes.
    ``entries`` and ``shown`` are what ``named_entries`` and ``blocks_by_question`` find in it,
    ``recorded`` the changes on record that bear on it."""
    library, language = linker.library, linker.library.language
    gettext = library.catalogue.gettext
    (standfirst,) = linker.named_in_margin(linker.fragment(page.standfirst, here))
    at = here.under(gettext("The short answer"), "short-answer")
    answer = linker.fragment(page.short_answer, at).parts
    answer = tuple(with_rivals(library, part) for part in answer)
    (short_answer,) = linker.named_in_margin(Fragment(answer))
    at = here.under(gettext("In brief"), "digest")
    digest = tuple(linker.fragment(each, at) for each in page.digest)
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
    changes = page_history(linker, page, recorded, at)
    notes = linker.notes({note.name: note.text for note in page.body.notes})
    sources = {item.source.key for note in notes for item in note.items}
    authors = tuple(_contributor(library, named) for named in page.authors)
    days = filter(None, (page.updated, page.checked, page.researched, page.published))
    version = max(days, default=None)
    states_facts = any(use.fact and not use.role for use in linker.uses)
    return ExplainerPage(
        head=replace(head, description=plain_text(standfirst) or plain_text(short_answer)),
        standfirst=standfirst,
        short_answer=short_answer,
        digest=digest,
        authors=authors,
        checked_by=tuple(_contributor(library, named) for named in page.checked_by),
        published=page_day(page.published, language),
        version=page_day(version, language),
        source_count=len(sources),
        topics=tuple(library.topic(named.id) for named in page.topics),
        card=Card(f"{head.address}{CARD_NAME}", head.title, *CARD_SIZE)
        if language in library.site.settings.cards
        else None,
        key_facts=key_facts,
        introduction=introduction,
        questions=questions,
        unknowns=unknowns,
        method=method,
        terms=terms,
        corrections=tuple(e for e in changes if isinstance(e, ChangeEntry) and e.correction),
        changes=changes,
        notes=notes,
        citation=page_frame.citation(library, linker.page, version, authors),
        citations=tuple(Link(f, f"{head.address}{name}") for f, name in CITATION_FILES.items()),
        facts_data=f"{linker.page.address}facts.json" if states_facts else "",
        report=report_link(library, linker.page),
    )


def _plain(
    linker: PageLinker, page: Page, head: Head, here: Place, entries: Iterable[Entry]
) -> PlainPage:
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
    return PlainPage(
        head=replace(head, description=plain_text(standfirst)),
        standfirst=standfirst,
        body=Fragment(tuple(parts)),
        terms=terms,
        notes=notes,
    )


def _head(library: Library, page: Page, title: str, draft: bool) -> Head:
    site = library.site
    languages = [code for code in site.languages if (page.name, code) in site.pages]
    original = None
    if library.language != site.default and (first := site.pages.get((page.name, site.default))):
        original = page_frame.page_link(library, first)
    crumb = Link(library.catalogue.gettext("Explainers"), library.address(""))
    head = page_frame.make_head(
        library,
        f"{page.name}/",
        title,
        languages=languages,
        breadcrumb=[crumb] if page.kind == "explainer" else (),
    )
    has_twin = site.is_public and not draft and page.status != "withdrawn"
    checkers = (site.entries.get(("person", named.id)) for named in page.checked_by)
    reviewed = any(each and not each.organization for each in checkers)
    return replace(
        head,
        twin=f"{head.address}{TWIN}" if has_twin else "",
        draft=draft,
        machine_translation=page.translation == "machine" and not reviewed,
        original=original,
        figures=page_frame.has_figures(page),
    )


def _key_fact(linker: PageLinker, named: Named, at: Place) -> FactEntry:
    library = linker.library
    standpoint = library.ledger.standpoints[named.id]
    value = linker.value(named.id, unit_filters(standpoint.value), at)
    moving = isinstance(standpoint.value, Quantity) and not standpoint.inputs
    as_of = claim_day(standpoint.claim, library.language, library.catalogue) if moving else None
    label = standpoint.fact.short_label(library.language)
    word = state_word(library, standpoint.state) if standpoint.has_history else ""
    return FactEntry(label, value, as_of, word)


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
    framed = linker.library.site.settings.embeds
    former = tuple(old.id for old, new in page.question_aliases if new.id == question.id)
    return Question(
        id=question.id,
        heading=heading,
        text=at.link.text,
        answer=answer,
        body=body,
        former_ids=former,
        blocks=tuple(claims_block(linker, fact, at) for fact in facts),
        report=report_link(linker.library, linker.page, at.link),
        embed=linker.embed(question.id, at.link.text, at) if framed else None,
    )


def _contributor(library: Library, named: Named) -> Contributor:
    entry = library.site.entries["person", named.id]
    return Contributor(
        entry.name_in(library.language),
        library.entry_address(entry),
        organization=entry.organization,
    )
