"""What is kept of a linked page for the indexes, the records and the data.

The page itself, with its markup, is rendered as soon as it is linked, and not kept: ten thousand
of them would not fit into memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from explainer.resolve.linking.plain_words import plain_text
from explainer.resolve.linking.uses import FactUse, Use
from explainer.resolve.published.pages import EntriesPage, ExplainerPage, PlainPage, WithdrawnPage
from explainer.resolve.published.parts import Day, Fragment, Link

_AnyUse = TypeVar("_AnyUse", Use, FactUse)

LinkedKind: TypeAlias = Literal["explainer", "page", "withdrawn", "entries"]


class Answer(Struct, frozen=True, kw_only=True):
    """A question, and the words of its answer in one sentence."""

    id: str
    text: str
    answer: str


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
    uses: tuple[Use, ...] = ()
    fact_uses: tuple[FactUse, ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    @property
    def link(self) -> Link:
        return Link(self.title, self.address)


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
        uses=tuple(uses),
        fact_uses=tuple(fact_uses),
        names=tuple(names),
    )


def in_other_language(linked: Linked) -> Linked:
    """The page as pages in other languages refer to it: with links that say its language.

    What its entries rely on is left out, because they are explained in those languages too.
    """

    def marked(link: Link) -> Link:
        return replace(link, language=linked.language)

    def own(uses: Sequence[_AnyUse]) -> tuple[_AnyUse, ...]:
        found = [use for use in uses if use.page.address == linked.address]
        return tuple(replace(u, page=marked(u.page), place=marked(u.place)) for u in found)

    return replace(linked, uses=own(linked.uses), fact_uses=own(linked.fact_uses))
