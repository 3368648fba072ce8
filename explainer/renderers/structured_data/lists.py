"""Nodes for pages that are lists: home, glossary, facts (a data set), and any other index."""

from __future__ import annotations

from explainer.languages.catalogues import load_catalogue
from explainer.renderers.structured_data.graph import Names, Node, node, reference
from explainer.renderers.structured_data.site import page_node
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
    id_ = names.subject(page.head.address)
    items = [
        node("ListItem", position=position, name=card.title, url=names.url(card.address))
        for position, card in enumerate((c for c in page.explainers if not c.draft), 1)
    ]
    return [
        page_node(names, "CollectionPage", mainEntity=reference(id_)),
        node("ItemList", id_, numberOfItems=len(items), itemListElement=items),
    ]


def glossary_nodes(names: Names, page: EntriesPage) -> list[Node]:
    id_ = names.subject(page.head.address)
    terms = [
        node(
            "DefinedTerm",
            names.url(entry.address),
            name=entry.name,
            description=plain_text(entry.text),
        )
        for entry in page.entries
    ]
    return [
        page_node(names, "CollectionPage", mainEntity=reference(id_)),
        node("DefinedTermSet", id_, name=page.head.title, hasDefinedTerm=terms),
    ]


def facts_nodes(names: Names, page: FactsPage) -> list[Node]:
    """All facts as one data set, in the files that the page offers."""
    id_, chrome = names.subject(page.head.address), names.chrome
    gettext = load_catalogue(names.head.language).gettext
    files = [
        node(
            "DataDownload",
            name=file.text,
            contentUrl=names.url(file.address),
            encodingFormat=_MEDIA_TYPES.get(file.address.rpartition(".")[2], ""),
        )
        for file in page.downloads
    ]
    dataset = node(
        "Dataset",
        id_,
        name=page.head.title,
        description=gettext(
            "Every value on this site, with who says so, since when, how sure, "
            "and who says otherwise."
        ),
        url=names.page,
        inLanguage=names.head.language,
        creator=reference(names.publisher),
        isAccessibleForFree=True,
        license=chrome.license.address if chrome.license else "",
        distribution=files,
    )
    return [page_node(names, "CollectionPage", mainEntity=reference(id_)), dataset]
