"""Nodes that every graph has, for the site, its publisher and the page; and for plain pages."""

from __future__ import annotations

from explainer.renderers.structured_data.graph import Names, Node, node, reference
from explainer.resolve.published.pages import PlainPage
from explainer.resolve.published.parts import Link

_POLICIES = {
    "corrections": "correctionsPolicy",
    "ethics": "ethicsPolicy",
    "feedback": "actionableFeedbackPolicy",
    "funding": "ownershipFundingInfo",
    "masthead": "masthead",
    "method": "verificationFactCheckingPolicy",
    "ownership": "ownershipFundingInfo",
    "principles": "publishingPrinciples",
}
"""The property of schema.org for each policy of ``site.yaml``."""

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
        publisher=reference(names.publisher),
    )
    return [website, _publisher(names), *_breadcrumb(names)]


def _publisher(names: Names) -> Node:
    chrome = names.chrome
    policies: dict[str, list[str]] = {}
    for role, address in chrome.policies:
        if role in _POLICIES:
            policies.setdefault(_POLICIES[role], []).append(names.url(address))
    contact = chrome.contact
    mailbox = contact is not None and contact.address.startswith("mailto:")
    return node(
        "NewsMediaOrganization" if policies else "Organization",
        names.publisher,
        name=chrome.publisher or chrome.site_title,
        url=names.url(""),
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
