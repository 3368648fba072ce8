"""Nodes that every graph has, for the site, its publisher and the page; and for plain pages."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.renderers.structured_data.graph import Names, Node, node, reference
from explainer.resolve.published.pages import PlainPage
from explainer.resolve.published.parts import Link

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

_PAGE_TYPES = {"about": "AboutPage", "contact": "ContactPage"}


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
