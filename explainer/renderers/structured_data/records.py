"""Nodes for plain pages, the pages of a source, a person or a fact, and for lists."""

from __future__ import annotations

from explainer.renderers.structured_data.graph import (
    Names,
    Node,
    node,
    page_about,
    page_node,
    reference,
)
from explainer.resolve.linking.wording import plain_text, value_in_words
from explainer.resolve.published.ledger_pages import ClaimView, DataPage, FactPage
from explainer.resolve.published.list_pages import EntriesPage, HomePage, PersonPage, TermEntry
from explainer.resolve.published.pages import PlainPage
from explainer.resolve.published.source_pages import SourcePage

_PAGE_TYPES = {"about": "AboutPage", "contact": "ContactPage"}
_MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
}


def source_nodes(names: Names, page: SourcePage) -> list[Node]:
    source, original = page.source, page.source.copy_of
    return page_about(
        names,
        "CreativeWork",
        name=source.title,
        url=source.url,
        publisher=node("Organization", name=source.publisher) if source.publisher else None,
        datePublished=source.issued.iso if source.issued else "",
        inLanguage=source.language_code,
        archivedAt=source.archive_url,
        genre=source.kind,
        author=list(source.authors),
        editor=list(source.editors),
        isPartOf=node("CreativeWork", name=source.container) if source.container else None,
        sameAs=f"https://doi.org/{source.doi}" if source.doi else "",
        isBasedOn=original
        and node("CreativeWork", names.subject(original.address), name=original.text),
    )


def person_nodes(names: Names, page: PersonPage) -> list[Node]:
    id_ = names.subject(page.head.address)
    person = entry_node(names, page.entry)
    return [page_node(names, "ProfilePage", mainEntity=reference(id_)), person]


def entry_node(names: Names, entry: TermEntry) -> Node:
    kind = "Organization" if entry.organization else "Person"
    return node(
        "Place" if entry.kind == "place" else kind,
        names.subject(entry.address),
        name=entry.name,
        description=entry.role,
        url=names.url(entry.address),
        sameAs=list(entry.same_as),
    )


def fact_nodes(names: Names, page: FactPage) -> list[Node]:
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
        temporalCoverage=page.as_of.iso if page.as_of else "",
        author=page.value.speaker if page.value else "",
    )
    return [page_node(names, mainEntity=reference(id_), mentions=others), stated | fact]


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
        temporalCoverage=claim.day.iso if claim.day else "",
        author=names.publisher if claim.inferred else claim.by,
        citation=passages,
    )


def index_nodes(names: Names) -> list[Node]:
    return [page_node(names, "CollectionPage", description=names.head.description)]


def home_nodes(names: Names, page: HomePage) -> list[Node]:
    if not page.explainers:
        return index_nodes(names)
    items = [
        node("ListItem", position=position, name=card.title, url=names.url(card.address))
        for position, card in enumerate((c for c in page.explainers if not c.draft), 1)
    ]
    return page_about(
        names, "ItemList", "CollectionPage", numberOfItems=len(items), itemListElement=items
    )


def glossary_nodes(names: Names, page: EntriesPage) -> list[Node]:
    terms = [
        node("DefinedTerm", names.url(e.address), name=e.name, description=plain_text(e.text))
        for e in page.entries
    ]
    return page_about(
        names, "DefinedTermSet", "CollectionPage", name=page.head.title, hasDefinedTerm=terms
    )


def data_nodes(names: Names, page: DataPage) -> list[Node]:
    """All that the site records as one data set, in the files that the page offers."""
    license_ = names.chrome.license
    files = [
        node(
            "DataDownload",
            name=file.text,
            contentUrl=names.url(file.address),
            encodingFormat=_MEDIA_TYPES.get(file.address.rpartition(".")[2], ""),
        )
        for file, _ in page.files
    ]
    return page_about(
        names,
        "Dataset",
        "CollectionPage",
        name=page.head.title,
        description=names.head.description,
        url=names.page,
        inLanguage=names.head.language,
        creator=names.publisher,
        license=license_.address if license_ else "",
        distribution=files,
    )


def plain_nodes(names: Names, page: PlainPage) -> list[Node]:
    roles = (role for role, address in names.chrome.policies if address == page.head.address)
    types = (_PAGE_TYPES[role] for role in roles if role in _PAGE_TYPES)
    return [
        page_node(
            names,
            next(types, "WebPage"),
            description=page.head.description,
            dateModified=page.updated.iso if page.updated else "",
            lastReviewed=page.checked.iso if page.checked else "",
        )
    ]
