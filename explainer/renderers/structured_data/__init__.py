"""One JSON-LD graph per page, in the vocabulary of schema.org.

Every name, question, answer and date in it is also on the page; a value keeps the words for its
state and its speaker. It is kept small, since a page may cite a hundred sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import singledispatch

from markupsafe import Markup

from explainer.renderers.structured_data.graph import (
    Names,
    Node,
    node,
    page_about,
    page_node,
    site_nodes,
    write_graph,
)
from explainer.resolve.linking.wording import plain_text, value_in_words
from explainer.resolve.published.frame import Chrome
from explainer.resolve.published.ledger_pages import ClaimView, DataPage, FactPage
from explainer.resolve.published.list_pages import EntriesPage, HomePage, PersonPage, TermEntry
from explainer.resolve.published.pages import ExplainerPage, Page, PlainPage, Question, is_listed
from explainer.resolve.published.source_pages import SourcePage

_PAGE_TYPES = {"about": "AboutPage", "contact": "ContactPage"}
_MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
}


def structured_data(page: Page, chrome: Chrome, link: Callable[[str], str]) -> Markup:
    """The graph for a script element; empty for a page that search engines should not list.

    ``link`` returns the link from the page to an address. Addresses are absolute if the site has
    a URL, else relative to the page.
    """
    if not is_listed(page):
        return Markup("")
    names = Names(page.head, chrome, link)
    return write_graph([*site_nodes(names), *_nodes(page, names)])


@singledispatch
def _nodes(page: Page, names: Names) -> Iterable[Node]:
    """The nodes for the page, and for what it is about; of lists that say no more, for the page."""
    return _list_nodes(names)


def _list_nodes(names: Names) -> list[Node]:
    return [page_node(names, "CollectionPage", description=names.head.description)]


@_nodes.register
def _explainer_nodes(page: ExplainerPage, names: Names) -> Iterator[Node]:
    """An article with its questions, answers, citations and corrections; its people, whom and what
    it mentions, each once; and its original, or else its translations."""
    head, chrome = page.head, names.chrome
    in_the_news = chrome.publisher_type == "NewsMediaOrganization" and names.publisher
    type_ = "BackgroundNewsArticle" if in_the_news else "Article"
    others = [link for link in head.alternates if link.address != head.address]
    others = [head.original] if head.original else others
    # the people and places whose entries link to other sites about them
    mentioned = [entry for entry in page.terms if entry.same_as]
    card = page.card or chrome.card
    # Their pages say more: a hundred titles and addresses would be an eighth of this one.
    cited = dict.fromkeys(item.source.address for note in page.notes for item in note.items)
    yield page_node(
        names,
        mainEntity={"@id": names.subject(head.address)},
        lastReviewed=page.checked and page.checked.iso,
        reviewedBy=names.subjects(page.checked_by),
    )
    yield node(
        type_,
        names.subject(head.address),
        headline=head.title,
        description=head.description,
        url=names.url(head.address),
        inLanguage=head.language,
        datePublished=page.published and page.published.iso,
        dateModified=page.updated and page.updated.iso,
        version=page.version and page.version.iso,
        author=names.subjects(page.authors),
        publisher=names.publisher,
        image=card and names.url(card.address),
        license=chrome.license and chrome.license.address,
        keywords=[
            node("DefinedTerm", name=topic.text, url=names.url(topic.address))
            for topic in page.topics
        ],
        mentions=[{"@id": names.subject(entry.address)} for entry in mentioned],
        **{"translationOfWork" if head.original else "workTranslation": names.subjects(others)},
        hasPart=[_question(names, each) for each in page.questions],
        correction=page.corrections and names.url(f"{head.address}#changes"),
        citation=[node("CreativeWork", names.subject(address)) for address in cited],
    )
    named = {entry.address for entry in mentioned}
    for person in dict.fromkeys((*page.authors, *page.checked_by)):
        if person.address not in named:
            kind, url = "Organization" if person.organization else "Person", person.address
            yield node(kind, names.subject(url), name=person.text, url=names.url(url))
    yield from (_entry_node(names, entry) for entry in mentioned)
    for link in others:
        url = link.address
        yield node(type_, names.subject(url), url=names.url(url), inLanguage=link.language)


def _question(names: Names, asked: Question) -> Node:
    answer, url = plain_text(asked.answer), names.url(f"{names.head.address}#{asked.id}")
    accepted = answer and node("Answer", text=answer)
    return node("Question", name=asked.text, url=url, acceptedAnswer=accepted)


@_nodes.register
def _source_nodes(page: SourcePage, names: Names) -> list[Node]:
    source, original = page.source, page.source.copy_of
    return page_about(
        names,
        "CreativeWork",
        name=source.title,
        url=source.url,
        publisher=source.publisher and node("Organization", name=source.publisher),
        datePublished=source.issued and source.issued.iso,
        inLanguage=source.language_code,
        archivedAt=source.archive_url,
        genre=source.kind,
        author=list(source.authors),
        editor=list(source.editors),
        isPartOf=source.container and node("CreativeWork", name=source.container),
        sameAs=source.doi and f"https://doi.org/{source.doi}",
        isBasedOn=original
        and node("CreativeWork", names.subject(original.address), name=original.text),
    )


def _entry_node(names: Names, entry: TermEntry) -> Node:
    kind = "Organization" if entry.organization else "Person"
    return node(
        "Place" if entry.kind == "place" else kind,
        names.subject(entry.address),
        name=entry.name,
        description=entry.role,
        url=names.url(entry.address),
        sameAs=list(entry.same_as),
    )


@_nodes.register
def _person_nodes(page: PersonPage, names: Names) -> list[Node]:
    about = {"@id": names.subject(page.head.address)}
    return [page_node(names, "ProfilePage", mainEntity=about), _entry_node(names, page.entry)]


@_nodes.register
def _fact_nodes(page: FactPage, names: Names) -> list[Node]:
    """Nodes for a fact as the site states it: its state, who says so and on what evidence.

    What others claim is not what the site says: the page only mentions it, each claim with its own
    speaker and evidence. Claims that do not stand are left out. The fact's own node comes last.
    """
    id_ = names.subject(page.head.address)
    standing = [each for each in page.claims if each.rank != "deprecated" and not each.withdrawn]
    others = [_claim(names, page, each) for each in standing if not each.current]
    stated = next((_claim(names, page, each) for each in standing if each.current), {})
    fact = node(
        "Claim",
        id_,
        name=page.head.title,
        text=value_in_words(page.value) if page.value else page.statement,
        creativeWorkStatus=page.state_word,
        temporalCoverage=page.as_of and page.as_of.iso,
        author=page.value and page.value.speaker,
    )
    return [page_node(names, mainEntity={"@id": id_}, mentions=others), stated | fact]


def _claim(names: Names, page: FactPage, claim: ClaimView) -> Node:
    passages = [
        node(
            "Quotation" if item.quotes else "CreativeWork",
            text=list(item.quotes),
            position=item.locator,
            isPartOf=node(
                "CreativeWork", name=item.source.title, url=names.url(item.source.address)
            ),
        )
        for item in claim.items
    ]
    return node(
        "Claim",
        text=claim.value,
        creativeWorkStatus=page.state_word,
        temporalCoverage=claim.day and claim.day.iso,
        author=names.publisher if claim.inferred else claim.by,
        citation=passages,
    )


@_nodes.register
def _home_nodes(page: HomePage, names: Names) -> Iterable[Node]:
    if not page.explainers:
        return _list_nodes(names)
    shown = [card for card in page.explainers if not card.draft]
    items = [
        node("ListItem", position=position, name=card.title, url=names.url(card.address))
        for position, card in enumerate(shown, 1)
    ]
    return page_about(
        names, "ItemList", "CollectionPage", numberOfItems=len(items), itemListElement=items
    )


@_nodes.register
def _glossary_nodes(page: EntriesPage, names: Names) -> Iterable[Node]:
    if page.kind != "term":
        return _list_nodes(names)
    terms = [
        node("DefinedTerm", names.url(e.address), name=e.name, description=plain_text(e.text))
        for e in page.entries
    ]
    return page_about(
        names, "DefinedTermSet", "CollectionPage", name=page.head.title, hasDefinedTerm=terms
    )


@_nodes.register
def _data_nodes(page: DataPage, names: Names) -> list[Node]:
    """All that the site records as one data set, in the files that the page offers."""
    head, license_ = names.head, names.chrome.license
    files = [
        node(
            "DataDownload",
            name=file.text,
            contentUrl=names.url(file.address),
            encodingFormat=_MEDIA_TYPES.get(file.address.rpartition(".")[2]),
        )
        for file, _ in page.files
    ]
    return page_about(
        names,
        "Dataset",
        "CollectionPage",
        name=head.title,
        description=head.description,
        url=names.url(head.address),
        inLanguage=head.language,
        creator=names.publisher,
        license=license_ and license_.address,
        distribution=files,
    )


@_nodes.register
def _plain_nodes(page: PlainPage, names: Names) -> list[Node]:
    roles = (role for role, address in names.chrome.policies if address == page.head.address)
    types = (_PAGE_TYPES[role] for role in roles if role in _PAGE_TYPES)
    about = page_node(
        names,
        next(types, "WebPage"),
        description=page.head.description,
        dateModified=page.updated and page.updated.iso,
        lastReviewed=page.checked and page.checked.iso,
    )
    return [about]
