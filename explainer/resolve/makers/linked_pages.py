"""What is kept of a linked page for the indexes, the records and the data.

The page itself, with its markup, is rendered as soon as it is linked, and not kept: ten thousand
of them would not fit into memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.resolve.linking.plain_words import plain_text
from explainer.resolve.linking.uses import FactUse, Use
from explainer.resolve.published.pages import EntriesPage, ExplainerPage, PlainPage, WithdrawnPage
from explainer.resolve.published.parts import Day, Fragment, Link

LinkedKind: TypeAlias = Literal["explainer", "page", "withdrawn", "entries"]


class Answer(Struct, frozen=True, kw_only=True):
    """A question, and the words of its answer in one sentence."""

    id: str
    text: str
    answer: str


class Cited(Struct, frozen=True, array_like=True, gc=False):
    """A use of a source at the place with this number."""

    source: str
    at: int
    locator: str
    against: bool


class Linked(Struct, frozen=True, kw_only=True):
    """A page, or a list of entries, in words, with where it cites sources and states facts.

    ``names`` are the kinds and ids of the entries that a page names.
    """

    kind: LinkedKind
    address: str
    language: str
    title: str
    draft: bool = False
    standfirst: str = ""
    short_answer: str = ""
    published: Day | None = None
    updated: Day | None = None
    checked: Day | None = None
    researched: Day | None = None
    authors: tuple[str, ...] = ()
    """Addresses of the people who wrote it."""
    checked_by: tuple[str, ...] = ()
    questions: tuple[Answer, ...] = ()
    places: tuple[tuple[Link, Link], ...] = ()
    """Where it cites sources and states facts: each place with the page that its uses count for."""
    cited: tuple[Cited, ...] = ()
    stated: tuple[tuple[str, int], ...] = ()
    """The ids of facts, each with the number of its place."""
    names: tuple[tuple[str, str], ...] = ()

    @property
    def link(self) -> Link:
        return Link(self.title, self.address)

    @property
    def uses(self) -> Iterator[Use]:
        for each in self.cited:
            yield Use(each.source, *self.places[each.at], each.locator, each.against)

    @property
    def fact_uses(self) -> Iterator[FactUse]:
        return (FactUse(fact, *self.places[at]) for fact, at in self.stated)


def linked_page(
    page: ExplainerPage | PlainPage | WithdrawnPage | EntriesPage,
    uses: Sequence[Use] = (),
    fact_uses: Sequence[FactUse] = (),
    names: Sequence[tuple[str, str]] = (),
) -> Linked:
    """What is kept of ``page``."""
    head = page.head
    kinds: dict[type, LinkedKind] = {
        ExplainerPage: "explainer",
        PlainPage: "page",
        WithdrawnPage: "withdrawn",
        EntriesPage: "entries",
    }
    asked = page.questions if isinstance(page, ExplainerPage) else ()
    used: list[Use | FactUse] = [*uses, *fact_uses]
    places = {place: at for at, place in enumerate(dict.fromkeys(map(_place, used)))}
    return Linked(
        kind=kinds[type(page)],
        address=head.address,
        language=head.language,
        title=head.title,
        draft=head.draft,
        standfirst=plain_text(getattr(page, "standfirst", Fragment())),
        short_answer=plain_text(getattr(page, "short_answer", Fragment())),
        published=getattr(page, "published", None),
        updated=getattr(page, "updated", None),
        checked=getattr(page, "checked", None),
        researched=getattr(page, "researched", None),
        authors=tuple(each.address for each in getattr(page, "authors", ())),
        checked_by=tuple(each.address for each in getattr(page, "checked_by", ())),
        questions=tuple(
            Answer(id=each.id, text=each.text, answer=plain_text(each.answer)) for each in asked
        ),
        places=tuple(places),
        cited=tuple(Cited(u.source, places[_place(u)], u.locator, u.against) for u in uses),
        stated=tuple((use.fact, places[_place(use)]) for use in fact_uses),
        names=tuple(names),
    )


def in_other_language(linked: Linked) -> Linked:
    """The page as pages in other languages refer to it: with links that say its language.

    What its entries rely on is left out, because they are explained in those languages too.
    """

    def marked(link: Link) -> Link:
        return replace(link, language=linked.language)

    own = [page.address == linked.address for page, _ in linked.places]
    return replace(
        linked,
        places=tuple((marked(page), marked(place)) for page, place in linked.places),
        cited=tuple(each for each in linked.cited if own[each.at]),
        stated=tuple(each for each in linked.stated if own[each[1]]),
    )


def _place(use: Use | FactUse) -> tuple[Link, Link]:
    return use.page, use.place
