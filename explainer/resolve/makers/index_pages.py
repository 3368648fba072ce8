"""The indexes to what people write: home, questions, topics, the timeline, and entries with the
pages of people; and the pages for lost readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from explainer.addresses import former_address, record_address
from explainer.documents.markdown.parsed_text import OpeningTag, ParsedText, is_picture
from explainer.figures.timeline import by_date
from explainer.languages.words import sortable
from explainer.model.entries.entry import TOPICS, EntryKind
from explainer.model.pages.page import Page, texts
from explainer.model.values.value import DateValue, Value
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import PageLinker, text_in_words
from explainer.resolve.linking.notebook import Place
from explainer.resolve.makers.fact_pages import newest_disputes
from explainer.resolve.makers.histories import latest_changes
from explainer.resolve.makers.linked_pages import Linked, Reliance, linked_page
from explainer.resolve.makers.page_frame import (
    MOST_ON_A_PAGE,
    LetterPage,
    in_its_words,
    index_head,
    letter_pages,
    lettered,
    link_entries,
    make_head,
)
from explainer.resolve.published import list_pages, pages
from explainer.resolve.published.ledger_pages import FactGroup, TimelinePage
from explainer.resolve.published.list_pages import QuestionGroup, QuestionsPage
from explainer.resolve.published.pages import RedirectPage
from explainer.resolve.published.parts import FactEntry, Figure, Fragment, Link
from explainer.resolve.references.links import ENTRY_INDEXES

NEWEST = 60
"""The number of explainers that the home page shows at most."""
_MOST_LINKS = 500
_NEWEST = 8
_MOST_NEWS = 5
"""The number of changes, and of disputes, that the home page shows at most."""
MOST_NAMED = 2000
"""The number that the page of questions names at most, where it is divided by letters."""


def home_page(
    library: Library, explainers: Sequence[Linked], documents: Sequence[Page], relied: Reliance
) -> list_pages.HomePage:
    """``documents`` are those of the language, ``explainers`` are newest first; ``relied`` is what
    the site relies on."""
    settings, language = library.site.settings, library.language
    title, description = (settings.in_language(n, language) for n in ("title", "description"))
    head = make_head(library, "", title, description=description)
    featured = tuple(_featured(library, explainers))
    first = featured[0].explainer if featured else None
    explainers = sorted(explainers, key=lambda page: page.link != first)
    named = {library.address(f"{page.name}/"): page for page in documents}
    lead = named.get(explainers[0].address) if explainers else None
    if lead:
        order = [explainers[0].address, *(library.address(f"{e.id}/") for e in lead.related)]
        at = {address: place for place, address in enumerate(order)}
        explainers = sorted(explainers, key=lambda page: at.get(page.address, len(at)))
    linker = PageLinker(library=library, page=Link(head.title, head.address), marks="none")
    here, answer, picture = Place(linker.page, ""), Fragment(), Fragment()
    if lead:
        answer = linker.fragment(lead.short_answer, here.written_in(lead.source.path))
        picture = _picture(linker, lead)
    standing = [page for page in documents if page.status != "withdrawn"]
    disputes, disputes_on_record = newest_disputes(library, relied.facts, _MOST_NEWS)
    drawn = any(isinstance(part, Figure) for part in picture.parts)
    return list_pages.HomePage(
        head=replace(head, figures=drawn),
        explainers=tuple(page.card for page in explainers[:NEWEST]),
        explainer_count=len(explainers),
        source_count=len(relied.sources),
        question_count=sum(len(page.questions) for page in explainers),
        answer=answer,
        picture=picture,
        featured=featured,
        changes=latest_changes(linker, standing, here, _MOST_NEWS),
        disputes=disputes,
        disputes_on_record=disputes_on_record,
        dispute_count=library.ledger.disputed,
    )


def _picture(linker: PageLinker, page: Page) -> Fragment:
    """The first figure or image of the page."""
    for part in (part for text in texts(page) for part in text.parts) if page.illustrated else ():
        pieces = part.pieces if isinstance(part, OpeningTag) else (part,)
        if any(map(is_picture, pieces)):
            return linker.fragment(ParsedText((part,)), Place(linker.page, page.source.path))
    return Fragment()


def _featured(library: Library, explainers: Sequence[Linked]) -> Iterator[list_pages.QuestionEntry]:
    """The questions that the settings name, if they are published in this language."""
    by_address = {page.address: page for page in explainers}
    for name, question_id, _ in library.site.settings.featured:
        page = by_address.get(library.address(f"{name}/"))
        for question in page.questions if page else ():
            if page and question.address == f"{page.address}#{question_id}":
                yield replace(question, explainer=page.link)


def entries_page(library: Library, kind: EntryKind) -> tuple[list_pages.EntriesPage, Linked] | None:
    """The glossary, the people or the places; None if the site has no such entries."""
    entries = [entry for entry in library.site.entries.values() if entry.kind == kind]
    if not entries:
        return None
    path = ENTRY_INDEXES[kind]
    explained = frozenset((entry.kind, entry.id) for entry in entries)
    linker = PageLinker(library=library, page=library.index(path), explained=explained)
    shown = link_entries(linker, entries)
    page = list_pages.EntriesPage(index_head(library, path), kind, shown, linker.notes({}))
    return page, linked_page("entries", page, linker.uses)


def person_pages(
    library: Library, explainers: Sequence[Linked], linked: Sequence[Linked]
) -> Iterator[list_pages.PersonPage]:
    crumb = library.index("people/")
    wrote, checked, named = (defaultdict[str, list[Link]](list) for _ in range(3))
    for page in explainers:
        for found, people in ((wrote, page.authors), (checked, page.checked_by)):
            for address in set(people):
                found[address].append(page.link)
    for each in linked:
        for kind, person in each.names:
            if kind == "person":
                named[person].append(each.link)
    for entry in library.site.entries.values():
        if entry.kind == "person":
            path = f"people/{entry.id}/"
            address = library.address(path)
            name = entry.name_in(library.language)
            linker = PageLinker(library=library, page=Link(name, address))
            (shown,) = link_entries(linker, [entry])
            yield list_pages.PersonPage(
                head=make_head(library, path, name, description=shown.role, breadcrumb=(crumb,)),
                entry=shown,
                wrote=bounded_links(library, wrote[address]),
                checked=bounded_links(library, checked[address]),
                named_in=bounded_links(library, named[entry.id]),
                notes=linker.notes({}),
            )


def bounded_links(library: Library, links: Sequence[Link]) -> tuple[Link, ...]:
    """The first of many links, and one to the list of all explainers."""
    every = Link(library.catalogue.gettext("All explainers"), library.address("questions/"))
    return tuple(links) if len(links) <= _MOST_LINKS else (*links[:_MOST_LINKS], every)


def redirects(library: Library, pages: Iterable[Page]) -> Iterator[RedirectPage]:
    """The redirects at the former addresses of these pages, and of facts and sources."""
    site, language = library.site, library.language

    def redirect(was: str, address: str, title: str) -> RedirectPage:
        head = make_head(library, address, title, languages=())
        return RedirectPage(replace(head, address=was), library.address(address))

    for page in pages:
        for old in page.aliases:
            was = former_address(old.id, language, site.default)
            yield redirect(was, f"{page.name}/", in_its_words(library, page, page.title))
    for kind, old, new in site.settings.aliases:
        title = library.fact(new.id).text if kind == "fact" else library.views[new.id].title
        was = library.address(record_address(kind, old.id))
        yield redirect(was, record_address(kind, new.id), title)


def not_found_page(library: Library, explainers: Sequence[Linked]) -> pages.NotFoundPage:
    head = make_head(library, "404.html", library.catalogue.gettext("Page not found"), languages=())
    return pages.NotFoundPage(head, tuple(page.link for page in explainers[:_NEWEST]))


def question_pages(library: Library, explainers: Sequence[Linked]) -> Iterator[QuestionsPage]:
    """All questions by the first topic of their explainers, also those without any if the home page
    does not show them; if they are many, on pages by the letters of the explainers' titles."""
    every = len(explainers) > NEWEST
    ordered = library.in_order({topic for page in explainers for topic in page.topics})
    by_topic: dict[str, list[Linked]] = {topic: [] for topic in (*ordered, "")}
    for page in (each for each in explainers if each.questions or every):
        by_topic[min(page.topics, key=ordered.index, default="")].append(page)
    weights = (
        (sortable(each.title, library.language), each.address, max(1, len(each.questions)))
        for each in explainers
    )
    divided = tuple(letter_pages(library.address("questions/"), weights))
    if not divided:
        groups = (
            QuestionGroup(tuple(page.card for page in pages), library.topic(topic))
            for topic, pages in by_topic.items()
            if pages
        )
        yield QuestionsPage(head=index_head(library, "questions/"), groups=tuple(groups))
        return
    by_address = {page.address: page for page in explainers}
    named = tuple(by_address[each].link for page in divided for each in page.entries)
    titles = {link.address: link.text for link in named}
    all_named = named if len(named) <= MOST_NAMED else ()
    topics = tuple(library.topic(topic) for topic, pages in by_topic.items() if topic and pages)
    for listed, head, letters in lettered(library, "questions/", divided, titles):
        group = QuestionGroup(tuple(by_address[each].card for each in listed))
        if listed:
            yield QuestionsPage(head=head, groups=(group,), letters=letters)
        else:
            yield QuestionsPage(head=head, letters=letters, explainers=all_named, topics=topics)


def topic_pages(
    library: Library,
    explainers: Sequence[Linked],
    facts: Sequence[FactGroup],
    dated: Sequence[FactGroup],
) -> Iterator[QuestionsPage]:
    """The page of each topic that an explainer in any language or a fact has. ``facts`` are all, by
    topic, ``dated`` those that are dates, oldest first."""
    facts_at = {group.address: group.facts for group in facts}
    dated_at = {group.address: group.facts for group in dated}
    crumbs = (library.index("questions/"),)
    for topic in {named.id: None for _, named in library.site.used_topics()}:
        entry, link = library.site.topics[topic], library.topic(topic)
        described = text_in_words(library, entry.text_in(library.language), TOPICS)
        path = f"topics/{topic}/"
        head = make_head(library, path, link.text, description=described, breadcrumb=crumbs)
        pages = [page for page in explainers if topic in page.topics]
        days, others = dated_at.get(link.address, ()), facts_at.get(link.address, ())
        is_dated = {fact.value.fact_id for fact in days}
        many = sum(len(page.questions) for page in pages) > MOST_ON_A_PAGE
        yield QuestionsPage(
            head=head,
            groups=() if many else (QuestionGroup(tuple(page.card for page in pages)),),
            explainers=bounded_links(library, [page.link for page in pages]) if many else (),
            dated=days,
            facts=tuple(fact for fact in others if fact.value.fact_id not in is_dated),
        )


def dated_facts(library: Library, groups: Sequence[FactGroup]) -> tuple[FactGroup, ...]:
    """Of groups of facts those that are dates, oldest first."""

    def value(fact: FactEntry) -> Value | None:
        return library.ledger.standpoints[fact.value.fact_id].value

    def dated(group: FactGroup) -> FactGroup:
        facts = (fact for fact in group.facts if isinstance(value(fact), DateValue))
        return replace(group, facts=tuple(sorted(facts, key=lambda fact: by_date(value(fact)))))

    return tuple(group for group in map(dated, groups) if group.facts)


def timeline_pages(library: Library, groups: Sequence[FactGroup]) -> Iterator[TimelinePage]:
    """The timeline; if it has many facts, pages for each of the ``groups``, and one that leads to
    them."""
    most = MOST_ON_A_PAGE
    if sum(len(group.facts) for group in groups) <= most:
        yield TimelinePage(index_head(library, "timeline/"), tuple(groups))
        return
    shown: dict[tuple[str, ...], FactGroup] = {}
    divided: list[LetterPage] = []
    for group in groups:
        for number, at in enumerate(range(0, len(group.facts), most), 1):
            path = f"timeline/{group.anchor}" + (f".{number}/" if number > 1 else "/")
            shown[(path,)] = replace(group, facts=group.facts[at : at + most])
            divided.append(LetterPage(group.title, number, library.address(path), (path,)))
    for listed, head, letters in lettered(library, "timeline/", divided):
        yield TimelinePage(head, (shown[listed],) if listed else (), letters)
