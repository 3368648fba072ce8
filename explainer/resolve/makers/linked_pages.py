"""A linked page, with all that it relies on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from explainer.resolve.linking.uses import FactUse, Use
from explainer.resolve.published.pages import ExplainerPage, PlainPage, WithdrawnPage

_AnyUse = TypeVar("_AnyUse", Use, FactUse)


@dataclass(frozen=True, slots=True)
class Linked:
    """A page with the sources that its places rely on, and the entries that it names."""

    page: ExplainerPage | PlainPage | WithdrawnPage
    uses: tuple[Use, ...] = ()
    fact_uses: tuple[FactUse, ...] = ()
    names: tuple[tuple[str, str], ...] = ()

    @property
    def address(self) -> str:
        return self.page.head.address


def in_other_language(linked: Linked) -> Linked:
    """The page as pages in other languages name it: its links say in which language it is.

    What its entries rely on is left out, since they are explained in those languages too.
    """
    return replace(
        linked,
        uses=_in_other_language(linked, linked.uses),
        fact_uses=_in_other_language(linked, linked.fact_uses),
    )


def _in_other_language(linked: Linked, uses: Sequence[_AnyUse]) -> tuple[_AnyUse, ...]:
    language = linked.page.head.language
    return tuple(
        replace(
            use,
            page=replace(use.page, language=language),
            place=replace(use.place, language=language),
        )
        for use in uses
        if use.page.address == linked.address
    )
