"""The home page, and the questions: on one page or, if they are many, by the letters of the
explainers' titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from explainer.resolve.linking.library import Library
from explainer.resolve.makers.index_pages import LinkedPages
from explainer.resolve.makers.letter_lists import letter_links, lettered
from explainer.resolve.makers.linked_pages import Answer, Linked
from explainer.resolve.makers.page_frame import make_head
from explainer.resolve.published import pages
from explainer.resolve.published.frame import Head
from explainer.resolve.published.parts import Link
from explainer.resolve.references.letter_pages import LetterPage

NEWEST = 60
"""The number of explainers that the home page shows at most."""
MOST_NAMED = 2000
"""The number that the page of questions names at most, where it is divided by letters."""


def question_pages(
    library: Library, linked: LinkedPages
) -> Iterator[pages.HomePage | pages.QuestionsPage]:
    yield home_page(library, linked)
    if divided := library.site_map.divided.get(library.address("questions/"), ()):
        yield from _questions_by_letter(library, linked, divided)
    else:
        yield _all_questions(library, linked)


def home_page(library: Library, linked: LinkedPages) -> pages.HomePage:
    settings = library.site.settings
    description = settings.in_language("description", library.language)
    title = settings.in_language("title", library.language)
    head = make_head(library, "", title, description=description)
    questions = sum(len(page.questions) for page in linked.explainers)
    return pages.HomePage(
        head=head,
        description=description,
        explainers=tuple(_card(page) for page in linked.explainers[:NEWEST]),
        explainer_count=len(linked.explainers),
        source_count=len(library.site.sources),
        question_count=questions,
        featured=tuple(_featured(library, linked)),
    )


def _featured(library: Library, linked: LinkedPages) -> Iterator[pages.QuestionEntry]:
    """The questions that the settings name, if they are published in this language."""
    by_address = {page.address: page for page in linked.explainers}
    for name, question_id, _ in library.site.settings.featured:
        page = by_address.get(library.address(f"{name}/"))
        for question in page.questions if page else ():
            if page and question.id == question_id:
                yield _entry(page, question, page.link)


def _entry(page: Linked, question: Answer, explainer: Link | None = None) -> pages.QuestionEntry:
    address = f"{page.address}#{question.id}"
    return pages.QuestionEntry(question.text, address, question.answer, explainer)


def _card(page: Linked) -> pages.ExplainerCard:
    assert page.published
    return pages.ExplainerCard(
        title=page.title,
        address=page.address,
        standfirst=page.standfirst or page.short_answer,
        published=page.published,
        checked=page.checked,
        researched=page.researched,
        questions=tuple(Link(q.text, f"{page.address}#{q.id}") for q in page.questions),
        draft=page.draft,
    )


def _all_questions(library: Library, linked: LinkedPages) -> pages.QuestionsPage:
    """With the explainers that have none, if the home page does not show them."""
    every = len(linked.explainers) > NEWEST
    groups = tuple(_group(page) for page in linked.explainers if page.questions or every)
    return pages.QuestionsPage(_head(library), groups)


def _questions_by_letter(
    library: Library, linked: LinkedPages, divided: Sequence[LetterPage]
) -> Iterator[pages.QuestionsPage]:
    by_address = {page.address: page for page in linked.explainers}
    head = _head(library)
    named = tuple(by_address[each].link for page in divided for each in page.entries)
    letters = pages.Letters(letter_links(divided))
    yield pages.QuestionsPage(head, (), letters, named if len(named) <= MOST_NAMED else ())
    titles = {link.address: link.text for link in named}
    index = Link(head.title, head.address)
    for page, own, letters in lettered(library, index, divided, titles):
        yield pages.QuestionsPage(own, tuple(_group(by_address[e]) for e in page.entries), letters)


def _head(library: Library) -> Head:
    gettext = library.catalogue.gettext
    described = gettext("Every question that this site answers, with the answer in one sentence.")
    return make_head(library, "questions/", gettext("Questions"), description=described)


def _group(page: Linked) -> pages.QuestionGroup:
    return pages.QuestionGroup(page.link, tuple(_entry(page, each) for each in page.questions))
