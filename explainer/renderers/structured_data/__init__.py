"""One JSON-LD graph per page, in the vocabulary of schema.org.

Every name, question, answer and date in it is also on the page; a value keeps the words for its
state and its speaker. It is kept small, since a page may cite a hundred sources.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from explainer.renderers.structured_data.articles import article_nodes
from explainer.renderers.structured_data.graph import Names, Node, write_graph
from explainer.renderers.structured_data.lists import (
    facts_nodes,
    glossary_nodes,
    home_nodes,
    index_nodes,
)
from explainer.renderers.structured_data.records import fact_nodes, person_nodes, source_nodes
from explainer.renderers.structured_data.site import plain_nodes, site_nodes
from explainer.resolve.published.frame import Chrome
from explainer.resolve.published.ledger_pages import FactPage, FactsPage
from explainer.resolve.published.pages import (
    EntriesPage,
    ExplainerPage,
    HomePage,
    Page,
    PersonPage,
    PlainPage,
    SourcePage,
    is_listed,
)


def structured_data(page: Page, chrome: Chrome, link: Callable[[str], str]) -> Markup:
    """The graph for a script element; empty for a page that search engines should not list.

    ``link`` returns the link from the page to an address. Addresses are absolute if the site has
    a URL, else relative to the page.
    """
    if not is_listed(page):
        return Markup("")
    names = Names(page.head, chrome, link)
    return write_graph([*site_nodes(names), *_nodes(names, page)])


def _nodes(names: Names, page: Page) -> list[Node]:
    """The nodes for the page, and for what it is about."""
    match page:
        case ExplainerPage():
            return article_nodes(names, page)
        case PlainPage():
            return plain_nodes(names, page)
        case HomePage():
            return home_nodes(names, page)
        case SourcePage():
            return source_nodes(names, page)
        case PersonPage():
            return person_nodes(names, page)
        case FactPage():
            return fact_nodes(names, page)
        case FactsPage():
            return facts_nodes(names, page)
        case EntriesPage(kind="term"):
            return glossary_nodes(names, page)
        case _:
            return index_nodes(names)
