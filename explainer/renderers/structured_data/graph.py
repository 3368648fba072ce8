"""Make, name and write the nodes of a JSON-LD graph: those that every graph has, for the site, its
publisher and the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import msgspec
from markupsafe import Markup
from msgspec import Struct

from explainer.resolve.published.frame import Chrome, Head
from explainer.resolve.published.parts import Link

Node: TypeAlias = dict[str, object]

# In JSON these characters stand in strings only. They are escaped, so that no text can end the
# script element or a line of it.
_ESCAPES = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")
_POLICIES = {
    "corrections": "correctionsPolicy",
    "ethics": "ethicsPolicy",
    "feedback": "actionableFeedbackPolicy",
    "funding": "ownershipFundingInfo",
    "masthead": "masthead",
    "method": "publishingPrinciples",
    "ownership": "ownershipFundingInfo",
    "principles": "publishingPrinciples",
}
"""The property of schema.org for each policy of ``site.yaml``. How a site works is not how it
verifies facts (``verificationFactCheckingPolicy``): it may say that nobody does."""
_ONLY_OF = {"masthead": "NewsMediaOrganization"}
_OF_PEOPLE = frozenset({"publishingPrinciples"})


class Names(Struct, frozen=True):
    """The identifiers (``@id``) of things in the graph of one page.

    A page is identified by its address, and what it is about by ``#main`` there, the id of its
    main element. So the graphs of all pages use the same identifier for the same thing.
    """

    head: Head
    chrome: Chrome
    link: Callable[[str], str]

    def url(self, address: str) -> str:
        """``address``, which counts from the site's root, as a URL or a link from this page."""
        return f"{self.chrome.url}{address}" if self.chrome.url else self.link(address)

    def subject(self, address: str) -> str:
        """The id of what the page at ``address`` is about, or of what its fragment is about."""
        return self.url(address if "#" in address else f"{address}#main")

    def subjects(self, links: Iterable[Link]) -> list[Node]:
        """References to what these pages are about."""
        return [{"@id": self.subject(link.address)} for link in links]

    @property
    def publisher(self) -> Node | None:
        """A reference to the publisher, the same in all languages; None if the site names none."""
        return {"@id": self.url("#publisher")} if self.chrome.publisher else None


def node(type_: str, id_: str = "", /, **fields: object) -> Node:
    """A node with its type, id and fields; empty fields are left out."""
    named = {"@type": type_, "@id": id_, **fields}
    return {name: value for name, value in named.items() if value}


def write_graph(nodes: Iterable[Node]) -> Markup:
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = msgspec.json.encode(graph).decode()
    for sign, escape in _ESCAPES:  # far quicker than str.translate, where not all is ASCII
        text = text.replace(sign, escape)
    return Markup(text)


def site_nodes(names: Names) -> Iterator[Node]:
    """Nodes for the site, its publisher, and the breadcrumb of the page."""
    head, chrome = names.head, names.chrome
    yield node(
        "WebSite",
        names.url(f"{chrome.home}#website"),
        url=names.url(chrome.home),
        name=chrome.site_title,
        description=chrome.description,
        inLanguage=head.language,
        publisher=names.publisher,
    )
    if names.publisher:
        yield _publisher(names)
    if head.breadcrumb:
        items = [
            node("ListItem", position=position, name=step.text, item=names.url(step.address))
            for position, step in enumerate((*head.breadcrumb, Link(head.title, head.address)), 1)
        ]
        breadcrumb = names.url(f"{head.address}#breadcrumb")
        yield node("BreadcrumbList", breadcrumb, itemListElement=items)


def _publisher(names: Names) -> Node:
    """It says no more than ``site.yaml`` does, and of a person only what schema.org says of
    people."""
    chrome, kind, contact = names.chrome, names.chrome.publisher_type, names.chrome.contact
    policies: dict[str, list[str]] = {}
    for role, address in chrome.policies:
        name = _POLICIES.get(role, "")
        known = name in _OF_PEOPLE if kind == "Person" else _ONLY_OF.get(name, kind) == kind
        if name and known:
            policies.setdefault(name, []).append(names.url(address))
    mailbox = contact is not None and contact.address.startswith("mailto:")
    return node(
        kind,
        names.url("#publisher"),
        name=chrome.publisher,
        email=contact and mailbox and contact.text,
        contactPoint=contact and not mailbox and node("ContactPoint", url=contact.address),
        **{name: found[0] if len(found) == 1 else found for name, found in policies.items()},
    )


def page_node(names: Names, type_: str = "WebPage", **fields: object) -> Node:
    """The node for the page itself; what it is about has another node."""
    head = names.head
    return node(
        type_,
        names.url(head.address),
        url=names.url(head.address),
        name=head.title,
        inLanguage=head.language,
        isPartOf={"@id": names.url(f"{names.chrome.home}#website")},
        breadcrumb=head.breadcrumb and {"@id": names.url(f"{head.address}#breadcrumb")},
        **fields,
    )


def page_about(
    names: Names, type_: str, page_type: str = "WebPage", /, **fields: object
) -> list[Node]:
    """The node for the page itself, and the node for what it is about."""
    id_ = names.subject(names.head.address)
    return [page_node(names, page_type, mainEntity={"@id": id_}), node(type_, id_, **fields)]
