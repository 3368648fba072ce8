"""What ledger pages say, read back from their trees."""

from __future__ import annotations

import lxml.html

from tests.sites import TinySite, words


def block(site: TinySite, fact: str, address: str = "pier/") -> lxml.html.HtmlElement:
    return site.tree(address).get_element_by_id(f"claims-{fact}")


def rows(block: lxml.html.HtmlElement) -> list[list[str]]:
    """The cells of a block's table, notes' numbers and all."""
    return [[words(cell) for cell in row] for row in block.findall(".//tbody/tr")]


def key_facts(site: TinySite, address: str = "pier/") -> dict[str, str]:
    box = site.tree(address).find_class("key-facts")[0]
    return _pairs(without_marks(box))


def card(site: TinySite, fact: str, language: str = "") -> dict[str, str]:
    """What a fact's own page says of it in brief."""
    return _pairs(site.tree(f"{language}facts/{fact}/").find_class("fact-card")[0])


def _pairs(element: lxml.html.HtmlElement) -> dict[str, str]:
    rows = element.iterdescendants("dt")
    return {words(term): words(term.getnext()) for term in rows}


def without_marks(element: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    """The same element, its note marks taken out."""
    for mark in element.find_class("ref"):
        mark.drop_tree()
    return element


def section(site: TinySite, address: str, anchor: str) -> lxml.html.HtmlElement:
    """The section whose heading has this id."""
    heading = site.tree(address).get_element_by_id(anchor)
    return heading.getparent()
