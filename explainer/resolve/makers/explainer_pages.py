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
from explainer.model.site.changes import SiteChange
from explainer.model.values.value import Quantity
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import PageLinker, text_in_words
from explainer.resolve.linking.notebook import Place
from explainer.resolve.linking.wording import plain_text
from explainer.resolve.makers import page_frame
from explainer.resolve.makers.claim_views import (
    blocks_by_question,
    claims_block,
    state_word,
    with_rivals,
)
from explainer.resolve.makers.histories import page_history
from explainer.resolve.makers.linked_pages import Linked, linked_page, passages_of
from explainer.resolve.published.frame import CARD_NAME, CARD_SIZE, CITATION_FILES, Card, Head
from explainer.resolve.published.list_pages import ChangeEntry
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
    head = _head(library, page, job.draft)
    related = tuple(page_frame.related_pages(library, job.related))
    if page.status == "withdrawn":
        original = library.site.pages.get((page.name, library.site.default))
        given_by = page if page.reason or not original else original
        withdrawn = WithdrawnPage(
            head=head,
            reason=given_by.reason,
            reason_language=page_frame.other_language(library, given_by),
            updated=library.day(page.updated),
            related=tuple(each.link for each in related),
        )
        return withdrawn, linked_page("withdrawn", withdrawn)
    entries = page_frame.named_entries(library.site, texts(page))
    explained = frozenset((entry.kind, entry.id) for entry in entries)
    shown = blocks_by_question(page, library) if page.kind == "explainer" else {}
    linker = PageLinker(
        library=library,
        page=Link(head.title, head.address),
        explained=explained,
        claims_at=page_frame.distinct_anchors(f"{head.address}#claims", shown),
        embeds=library.address(f"{EMBEDS}/{page.name}/"),
    )
    here = Place(linker.page, page.source.path)
    linker.fragment(page.title, here)  # to count what it states
    make = _plain if page.kind == "page" else partial(_explainer, shown=shown, recorded=job.changes)
    made = make(linker, page, head, here, entries)
    own = (use for use in linker.uses if use.page.address == head.address)
    stated = {use.fact for use in own if use.fact and not use.role}
    made = replace(
        made,
        updated=library.day(page.updated),
        checked=library.day(page.checked),
        researched=library.day(page.researched),
        related=related,
        stale_count=sum(bool(library.ledger.standpoints[fact].overdue) for fact in stated),
        overdue=library.day(review_due(page)) if job.overdue else None,
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
    library, gettext = linker.library, linker.library.catalogue.gettext
    (standfirst,) = linker.named_in_margin(linker.fragment(page.standfirst, here))
    at = here.under(gettext("The short answer"), "short-answer")
    answer = (with_rivals(library, part) for part in linker.fragment(page.short_answer, at).parts)
    (short_answer,) = linker.named_in_margin(Fragment(tuple(answer)))
    at = here.under(gettext("In brief"), "digest")
    digest = tuple(linker.fragment(each, at) for each in page.digest)
    at = here.under(gettext("Key facts"), "key-facts")
    key_facts = tuple(_key_fact(linker, named.id, at) for named in page.key_facts)
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
    authors = tuple(_contributor(library, named.id) for named in page.authors)
    days = filter(None, (page.updated, page.checked, page.researched, page.published))
    version = max(days, default=None)
    states_facts = any(use.fact and not use.role for use in linker.uses)
    card = Card(f"{head.address}{CARD_NAME}", head.title, *CARD_SIZE)
    return ExplainerPage(
        head=replace(head, description=plain_text(standfirst) or plain_text(short_answer)),
        standfirst=standfirst,
        short_answer=short_answer,
        digest=digest,
        authors=authors,
        checked_by=tuple(_contributor(library, named.id) for named in page.checked_by),
        published=library.day(page.published),
        version=library.day(version),
        source_count=len({item.source.key for note in notes for item in note.items}),
        topics=tuple(library.topic(named.id) for named in page.topics),
        card=card if library.language in library.site.settings.cards else None,
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
        facts_data=f"{head.address}facts.json" if states_facts else "",
        report=page_frame.report_link(library, linker.page),
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
    return PlainPage(  # in the order of its notes
        head=replace(head, description=plain_text(standfirst)),
        standfirst=standfirst,
        body=Fragment(tuple(parts)),
        terms=page_frame.link_entries(linker, entries),
        notes=linker.notes({note.name: note.text for note in page.body.notes}),
    )


def _head(library: Library, page: Page, draft: bool) -> Head:
    site = library.site
    first = site.pages.get((page.name, site.default)) if library.language != site.default else None
    crumb = Link(library.catalogue.gettext("Explainers"), library.address(""))
    has_twin = site.is_public and not draft and page.status != "withdrawn"
    checkers = (site.entries.get(("person", named.id)) for named in page.checked_by)
    reviewed = any(each and not each.organization for each in checkers)
    return page_frame.make_head(
        library,
        f"{page.name}/",
        page_frame.in_its_words(library, page, page.title),
        languages=[code for code in site.languages if (page.name, code) in site.pages],
        breadcrumb=(crumb,) if page.kind == "explainer" else (),
        twin=library.address(f"{page.name}/{TWIN}") if has_twin else "",
        draft=draft,
        machine_translation=page.translation == "machine" and not reviewed,
        original=page_frame.page_link(library, first) if first else None,
        figures=page_frame.has_figures(page),
    )


def _key_fact(linker: PageLinker, fact_id: str, at: Place) -> FactEntry:
    library = linker.library
    standpoint = library.ledger.standpoints[fact_id]
    claim = standpoint.claim
    moving = isinstance(standpoint.value, Quantity) and not standpoint.inputs
    return FactEntry(
        label=standpoint.fact.short_label(library.language),
        value=linker.value(fact_id, None, at),
        as_of=library.day(claim.as_of) if claim and moving else None,
        state=state_word(library, standpoint.state) if standpoint.has_history else "",
    )


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
    return Question(
        id=question.id,
        heading=heading,
        text=at.link.text,
        answer=answer,
        body=body,
        former_ids=tuple(old.id for old, new in page.question_aliases if new.id == question.id),
        blocks=tuple(claims_block(linker, fact, at) for fact in facts),
        report=page_frame.report_link(linker.library, linker.page, at.link),
        embed=linker.embed(question.id, at.link.text, at) if framed else None,
    )


def _contributor(library: Library, person: str) -> Contributor:
    entry = library.site.entries["person", person]
    return Contributor(
        entry.name_in(library.language),
        library.entry_address(entry),
        organization=entry.organization,
    )
