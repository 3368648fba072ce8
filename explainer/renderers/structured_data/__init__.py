"""One JSON-LD graph per page, in the vocabulary of schema.org.

Every name, question, answer and date in it is also on the page; a value keeps the words for its
state and its speaker. It is kept small, since a page may cite a hundred sources.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from explainer.renderers.structured_data import articles, records
from explainer.renderers.structured_data.graph import Names, Node, site_nodes, write_graph
from explainer.resolve.published import ledger_pages, list_pages, pages, source_pages
from explainer.resolve.published.frame import Chrome


def structured_data(page: pages.Page, chrome: Chrome, link: Callable[[str], str]) -> Markup:
    """The graph for a script element; empty for a page that search engines should not list.

    ``link`` returns the link from the page to an address. Addresses are absolute if the site has
    a URL, else relative to the page.
    """
    if not pages.is_listed(page):
        return Markup("")
    names = Names(page.head, chrome, link)
    return write_graph([*site_nodes(names), *_nodes(names, page)])


def _nodes(names: Names, page: pages.Page) -> list[Node]:
    """The nodes for the page, and for what it is about."""
    match page:
        case pages.ExplainerPage():
            return articles.article_nodes(names, page)
        case pages.PlainPage():
            return records.plain_nodes(names, page)
        case list_pages.HomePage():
            return records.home_nodes(names, page)
        case source_pages.SourcePage():
            return records.source_nodes(names, page)
        case list_pages.PersonPage():
            return records.person_nodes(names, page)
        case ledger_pages.FactPage():
            return records.fact_nodes(names, page)
        case ledger_pages.DataPage():
            return records.data_nodes(names, page)
        case list_pages.EntriesPage(kind="term"):
            return records.glossary_nodes(names, page)
        case _:
            return records.index_nodes(names)
