"""Linked pages, with the sources and facts that they rely on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from explainer.resolve.linking.uses import FactUse, Use
from explainer.resolve.published.pages import EntriesPage, ExplainerPage, PlainPage, WithdrawnPage
from explainer.resolve.published.parts import Link

_AnyUse = TypeVar("_AnyUse", Use, FactUse)


class Linked(Struct, frozen=True):
    """A page, or a list of entries, with where it cites sources and states facts.

    ``names`` are the kinds and ids of the entries that a page names.
    """

    page: ExplainerPage | PlainPage | WithdrawnPage | EntriesPage
    uses: tuple[Use, ...] = ()
    fact_uses: tuple[FactUse, ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        return self.page.head.address


def in_other_language(linked: Linked) -> Linked:
    """The page as pages in other languages refer to it: with links that say its language.

    What its entries rely on is left out, because they are explained in those languages too.
    """

    def marked(link: Link) -> Link:
        return replace(link, language=linked.page.head.language)

    def own(uses: Sequence[_AnyUse]) -> tuple[_AnyUse, ...]:
        found = [use for use in uses if use.page.address == linked.address]
        return tuple(replace(u, page=marked(u.page), place=marked(u.place)) for u in found)

    return replace(linked, uses=own(linked.uses), fact_uses=own(linked.fact_uses))
