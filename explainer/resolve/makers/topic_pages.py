"""The questions of all explainers, by topic or by letter; and the page of each topic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from explainer.languages.words import sortable
from explainer.model.entries.entry import TOPICS
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import text_in_words
from explainer.resolve.makers.index_pages import NEWEST, bounded_links
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.makers.page_frame import index_head, lettered, make_head
from explainer.resolve.published.ledger_pages import FactGroup
from explainer.resolve.published.list_pages import QuestionGroup, QuestionsPage
from explainer.resolve.references.letter_pages import MOST_ON_A_PAGE, letter_pages

MOST_NAMED = 2000
"""The number that the page of questions names at most, where it is divided by letters."""


def question_pages(library: Library, explainers: Sequence[Linked]) -> Iterator[QuestionsPage]:
    """All questions by topic, also the explainers that have none if the home page does not show
    them; if they are many, on pages by the letters of the explainers' titles."""
    every = len(explainers) > NEWEST
    by_topic = _by_topic(library, [each for each in explainers if each.questions or every])
    weights = (
        (sortable(each.title, library.language), each.address, max(1, len(each.questions)))
        for each in explainers
    )
    divided = tuple(letter_pages(library.address("questions/"), weights))
    if not divided:
        groups = (
            QuestionGroup(tuple(page.card for page in pages), library.topic(topic))
            for topic, pages in by_topic.items()
        )
        yield QuestionsPage(head=index_head(library, "questions/"), groups=tuple(groups))
        return
    by_address = {page.address: page for page in explainers}
    named = tuple(by_address[each].link for page in divided for each in page.entries)
    titles = {link.address: link.text for link in named}
    all_named = named if len(named) <= MOST_NAMED else ()
    topics = tuple(library.topic(topic) for topic in by_topic if topic)
    for listed, head, letters in lettered(library, "questions/", divided, titles):
        group = QuestionGroup(tuple(by_address[each].card for each in listed))
        if listed:
            yield QuestionsPage(head=head, groups=(group,), letters=letters)
        else:
            yield QuestionsPage(head=head, letters=letters, explainers=all_named, topics=topics)


def _by_topic(library: Library, explainers: Sequence[Linked]) -> Mapping[str, list[Linked]]:
    """The explainers by the first of their topics, in the order of topics; the empty one, of those
    without any, is last."""
    ordered = library.in_order({topic for page in explainers for topic in page.topics})
    found: dict[str, list[Linked]] = {topic: [] for topic in (*ordered, "")}
    for page in explainers:
        found[min(page.topics, key=ordered.index, default="")].append(page)
    return {topic: pages for topic, pages in found.items() if pages}


def topic_pages(
    library: Library,
    explainers: Sequence[Linked],
    facts: Sequence[FactGroup],
    dated: Sequence[FactGroup],
) -> Iterator[QuestionsPage]:
    """The page of each topic that an explainer in any language or a fact has. ``facts`` are all, by
    topic, ``dated`` those that are dates, oldest first."""
    facts_at = {group.address: group.facts for group in facts}
    dated_at = {group.address: group.facts for group in dated}
    crumbs = (library.index("questions/"),)
    for topic in {named.id: None for _, named in library.site.used_topics()}:
        entry, link = library.site.topics[topic], library.topic(topic)
        described = text_in_words(library, entry.text_in(library.language), TOPICS)
        path = f"topics/{topic}/"
        head = make_head(library, path, link.text, description=described, breadcrumb=crumbs)
        pages = [page for page in explainers if topic in page.topics]
        days, others = dated_at.get(link.address, ()), facts_at.get(link.address, ())
        is_dated = {fact.value.fact_id for fact in days}
        many = sum(len(page.questions) for page in pages) > MOST_ON_A_PAGE
        yield QuestionsPage(
            head=head,
            groups=() if many else (QuestionGroup(tuple(page.card for page in pages)),),
            explainers=bounded_links(library, [page.link for page in pages]) if many else (),
            dated=days,
            facts=tuple(fact for fact in others if fact.value.fact_id not in is_dated),
        )
