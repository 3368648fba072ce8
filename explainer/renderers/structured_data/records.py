"""Nodes for the pages of a source, a person or a fact."""

from __future__ import annotations

from explainer.renderers.structured_data.graph import Names, Node, node, reference
from explainer.renderers.structured_data.site import page_about, page_node
from explainer.resolve.linking.plain_words import value_in_words
from explainer.resolve.published.ledger_pages import FactPage
from explainer.resolve.published.pages import PersonPage, SourcePage
from explainer.resolve.published.parts import SourceView
from explainer.resolve.published.sections import TermEntry


def citation(source: SourceView) -> Node:
    """A source where it is cited. It has a name only if it has no address: names are long, and
    are in the note and on the source's page."""
    return node(
        "CreativeWork",
        name="" if source.url else source.title,
        url=source.url,
        publisher=node("Organization", name=source.publisher) if source.publisher else None,
        datePublished=source.issued.iso if source.issued else "",
        inLanguage=source.language_code,
        archivedAt=source.archive_url,
    )


def source_nodes(names: Names, page: SourcePage) -> list[Node]:
    source, original, based_on = page.source, page.source.copy_of, None
    if original:
        based_on = node("CreativeWork", names.subject(original.address), name=original.text)
    fields = citation(source) | {
        "name": source.title,
        "genre": source.kind,
        "author": list(source.authors),
        "editor": list(source.editors),
        "isPartOf": node("CreativeWork", name=source.container) if source.container else None,
        "sameAs": f"https://doi.org/{source.doi}" if source.doi else "",
        "isBasedOn": based_on,
    }
    return page_about(names, "CreativeWork", **fields)


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
    """Nodes for a fact as the site states it. Rival claims are left out, so that they are not
    taken for what the site says."""
    return page_about(
        names,
        "Claim",
        name=page.head.title,
        text=value_in_words(page.value) if page.value else page.statement,
        creativeWorkStatus=page.state_word,
        temporalCoverage=page.as_of.iso if page.as_of else "",
    )
