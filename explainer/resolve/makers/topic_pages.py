"""The questions of all explainers, by topic or by letter; and the page of each topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from explainer.resolve.linking.library import Library
from explainer.resolve.makers.fact_pages import facts_by_topic
from explainer.resolve.makers.index_pages import NEWEST, bounded_links
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.makers.page_frame import index_head, lettered, make_head
from explainer.resolve.published.pages import QuestionGroup, QuestionsPage, TopicPage
from explainer.resolve.published.parts import FactEntry, Link
from explainer.resolve.references.letter_pages import MOST_ON_A_PAGE

MOST_NAMED = 2000
"""The number that the page of questions names at most, where it is divided by letters."""


def question_pages(library: Library, explainers: Sequence[Linked]) -> Iterator[QuestionsPage]:
    """All questions by topic, also the explainers that have none if the home page does not show
    them; if they are many, on pages by the letters of the explainers' titles."""
    divided = library.site_map.divided.get(library.address("questions/"), ())
    by_topic = _by_first_topic(library, explainers)
    if not divided:
        every = len(explainers) > NEWEST
        groups = (
            QuestionGroup(tuple(page.card for page in pages if page.questions or every), topic)
            for topic, pages in by_topic.items()
        )
        shown = tuple(group for group in groups if group.explainers)
        yield QuestionsPage(index_head(library, "questions/"), shown)
        return
    by_address = {page.address: page for page in explainers}
    named = tuple(by_address[each].link for page in divided for each in page.entries)
    topics = tuple(topic for topic in by_topic if topic and topic.address)
    titles = {link.address: link.text for link in named}
    for listed, head, letters in lettered(library, "questions/", divided, titles):
        if listed:
            group = QuestionGroup(tuple(by_address[each].card for each in listed))
            yield QuestionsPage(head, (group,), letters)
        else:
            all_named = () if len(named) > MOST_NAMED else named
            yield QuestionsPage(head, (), letters, all_named, topics)


def _by_first_topic(
    library: Library, explainers: Sequence[Linked]
) -> Mapping[Link | None, Sequence[Linked]]:
    """The explainers by the first of their topics, in the order of topics. Those without any are
    last, under a link that has no address, or under None if no other has a topic."""
    used = {named.id for _, named in library.site.used_topics()}
    links = {link.address: link for link in map(library.topic, library.in_order(used))}
    places = {address: place for place, address in enumerate(links)}
    found: dict[str, list[Linked]] = {address: [] for address in (*links, "")}
    for page in explainers:
        found[min(page.topics, key=places.__getitem__, default="")].append(page)
    other = Link(library.catalogue.gettext("Other"), "") if any(map(found.get, links)) else None
    return {links.get(address, other): pages for address, pages in found.items() if pages}


def topic_pages(
    library: Library, explainers: Sequence[Linked], entries: Mapping[str, FactEntry]
) -> Iterator[TopicPage]:
    """The page of each topic that an explainer in any language or a fact has. ``entries`` are those
    of all facts, by id."""
    facts = facts_by_topic(library)
    about: dict[str, list[Linked]] = {}
    for page in explainers:
        for address in page.topics:
            about.setdefault(address, []).append(page)
    for topic in library.in_order({named.id for _, named in library.site.used_topics()}):
        link = library.topic(topic)
        pages = about.get(link.address, [])
        many = sum(len(page.questions) for page in pages) > MOST_ON_A_PAGE
        description = library.site.topics[topic].in_language("description", library.language)
        yield TopicPage(
            head=make_head(
                library,
                f"topics/{topic}/",
                link.text,
                description=description,
                breadcrumb=(library.index("questions/"),),
            ),
            groups=() if many else tuple(page.card for page in pages),
            explainers=bounded_links(library, [page.link for page in pages]) if many else (),
            facts=tuple(entries[each.fact.id] for each in facts.get(topic, ())),
        )
