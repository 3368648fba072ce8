"""Nodes for an explainer: an article with its questions, answers, citations and corrections."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.renderers.structured_data.graph import Names, Node, node, page_node, reference
from explainer.renderers.structured_data.records import entry_node
from explainer.resolve.linking.wording import plain_text
from explainer.resolve.published.list_pages import TermEntry
from explainer.resolve.published.pages import ExplainerPage, Question
from explainer.resolve.published.parts import Link


def article_nodes(names: Names, page: ExplainerPage) -> list[Node]:
    checked = page.checked.iso if page.checked else ""
    reviewers = [reference(names.subject(link.address)) for link in page.checked_by]
    article = reference(names.subject(page.head.address))
    return [
        page_node(names, mainEntity=article, lastReviewed=checked, reviewedBy=reviewers),
        _article(names, page),
        *_people(names, page),
        *(
            node(
                _type(names),
                names.subject(link.address),
                url=names.url(link.address),
                inLanguage=link.language,
            )
            for link in _others(page)
        ),
    ]


def _article(names: Names, page: ExplainerPage) -> Node:
    head, chrome = page.head, names.chrome
    card = page.card or chrome.card
    versions = [reference(names.subject(link.address)) for link in _others(page)]
    # Their pages say more: a hundred titles and addresses would be an eighth of this one.
    cited = dict.fromkeys(item.source.address for note in page.notes for item in note.items)
    return node(
        _type(names),
        names.subject(head.address),
        headline=head.title,
        description=head.description,
        url=names.page,
        inLanguage=head.language,
        datePublished=page.published.iso if page.published else "",
        dateModified=page.updated.iso if page.updated else "",
        version=page.version.iso if page.version else "",
        author=[reference(names.subject(link.address)) for link in page.authors],
        publisher=names.publisher,
        image=names.url(card.address) if card else "",
        license=chrome.license.address if chrome.license else "",
        keywords=[
            node("DefinedTerm", name=topic.text, url=names.url(topic.address))
            for topic in page.topics
        ],
        mentions=[reference(names.subject(entry.address)) for entry in _mentions(page)],
        **{"translationOfWork" if head.original else "workTranslation": versions},
        hasPart=[_question(names, each) for each in page.questions],
        correction=names.url(f"{head.address}#changes") if page.corrections else "",
        citation=[node("CreativeWork", names.subject(address)) for address in cited],
    )


def _type(names: Names) -> str:
    """What explainers are: news, where their publisher says that it is in the news."""
    in_the_news = names.chrome.publisher_type == "NewsMediaOrganization"
    return "BackgroundNewsArticle" if in_the_news and names.publisher else "Article"


def _question(names: Names, asked: Question) -> Node:
    answer = plain_text(asked.answer)
    return node(
        "Question",
        name=asked.text,
        url=names.url(f"{names.head.address}#{asked.id}"),
        acceptedAnswer=node("Answer", text=answer) if answer else None,
    )


def _mentions(page: ExplainerPage) -> tuple[TermEntry, ...]:
    """The people and places on the page whose entries link to other sites about them."""
    return tuple(entry for entry in page.terms if entry.same_as)


def _people(names: Names, page: ExplainerPage) -> Iterator[Node]:
    """Nodes for the page's authors and checkers, and for whom and what it mentions, each once."""
    mentioned = _mentions(page)
    named = {entry.address for entry in mentioned}
    for person in dict.fromkeys((*page.authors, *page.checked_by)):
        if person.address not in named:
            yield node(
                "Organization" if person.organization else "Person",
                names.subject(person.address),
                name=person.text,
                url=names.url(person.address),
            )
    for entry in mentioned:
        yield entry_node(names, entry)


def _others(page: ExplainerPage) -> tuple[Link, ...]:
    """The page's original, or else its translations."""
    if page.head.original:
        return (page.head.original,)
    return tuple(link for link in page.head.alternates if link.address != page.head.address)
