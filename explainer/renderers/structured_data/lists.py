"""Nodes for pages that are lists: home, glossary, facts (a data set), and any other index."""

from __future__ import annotations

from explainer.renderers.structured_data.graph import Names, Node, node
from explainer.renderers.structured_data.site import page_about, page_node
from explainer.resolve.linking.plain_words import plain_text
from explainer.resolve.published.ledger_pages import FactsPage
from explainer.resolve.published.pages import EntriesPage, HomePage

_MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "sqlite": "application/vnd.sqlite3",
}


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


def facts_nodes(names: Names, page: FactsPage) -> list[Node]:
    """All facts as one data set, in the files that the page offers."""
    license_ = names.chrome.license
    files = [
        node(
            "DataDownload",
            name=file.text,
            contentUrl=names.url(file.address),
            encodingFormat=_MEDIA_TYPES.get(file.address.rpartition(".")[2], ""),
        )
        for file in page.downloads
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
