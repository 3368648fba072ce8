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

    @property
    def page(self) -> str:
        return self.url(self.head.address)

    @property
    def breadcrumb(self) -> str:
        return self.url(f"{self.head.address}#breadcrumb")

    @property
    def website(self) -> str:
        return self.url(f"{self.chrome.home}#website")

    @property
    def publisher(self) -> Node | None:
        """A reference to the publisher, the same in all languages; None if the site names none."""
        return reference(self.url("#publisher")) if self.chrome.publisher else None


def node(type_: str, id_: str = "", /, **fields: object) -> Node:
    """A node with its type, id and fields; empty fields are left out."""
    found: Node = {"@type": type_, "@id": id_} if id_ else {"@type": type_}
    for name, value in fields.items():
        if value:
            found[name] = value
    return found


def reference(id_: str) -> Node:
    """A reference to a node of the same graph."""
    return {"@id": id_}


def write_graph(nodes: Iterable[Node]) -> Markup:
    graph = {"@context": "https://schema.org", "@graph": list(nodes)}
    text = msgspec.json.encode(graph).decode()
    for sign, escape in _ESCAPES:  # far quicker than str.translate, where not all is ASCII
        text = text.replace(sign, escape)
    return Markup(text)


def site_nodes(names: Names) -> list[Node]:
    """Nodes for the site, its publisher, and the breadcrumb of the page."""
    chrome = names.chrome
    website = node(
        "WebSite",
        names.website,
        url=names.url(chrome.home),
        name=chrome.site_title,
        description=chrome.description,
        inLanguage=names.head.language,
        publisher=names.publisher,
    )
    return [website, *_publisher(names), *_breadcrumb(names)]


def _publisher(names: Names) -> Iterator[Node]:
    """The node for the publisher, if the site names one. It says no more than ``site.yaml`` does,
    and of a person only what schema.org says of people."""
    chrome = names.chrome
    if not names.publisher:
        return
    kind = chrome.publisher_type
    policies: dict[str, list[str]] = {}
    for role, address in chrome.policies:
        name = _POLICIES.get(role, "")
        known = name in _OF_PEOPLE if kind == "Person" else _ONLY_OF.get(name, kind) == kind
        if name and known:
            policies.setdefault(name, []).append(names.url(address))
    contact = chrome.contact
    mailbox = contact is not None and contact.address.startswith("mailto:")
    yield node(
        kind,
        str(names.publisher["@id"]),
        name=chrome.publisher,
        email=contact.text if contact and mailbox else "",
        contactPoint=node("ContactPoint", url=contact.address) if contact and not mailbox else None,
        **{name: found[0] if len(found) == 1 else found for name, found in policies.items()},
    )


def _breadcrumb(names: Names) -> list[Node]:
    head = names.head
    if not head.breadcrumb:
        return []
    steps = (*head.breadcrumb, Link(head.title, head.address))
    items = [
        node("ListItem", position=position, name=step.text, item=names.url(step.address))
        for position, step in enumerate(steps, 1)
    ]
    return [node("BreadcrumbList", names.breadcrumb, itemListElement=items)]


def page_node(names: Names, type_: str = "WebPage", **fields: object) -> Node:
    """The node for the page itself; what it is about has another node."""
    head = names.head
    return node(
        type_,
        names.page,
        url=names.page,
        name=head.title,
        inLanguage=head.language,
        isPartOf=reference(names.website),
        breadcrumb=reference(names.breadcrumb) if head.breadcrumb else None,
        **fields,
    )


def page_about(
    names: Names, type_: str, page_type: str = "WebPage", /, **fields: object
) -> list[Node]:
    """The node for the page itself, and the node for what it is about."""
    id_ = names.subject(names.head.address)
    return [page_node(names, page_type, mainEntity=reference(id_)), node(type_, id_, **fields)]
