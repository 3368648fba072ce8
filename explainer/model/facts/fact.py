"""A fact: one thing, and the claims about it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from explainer.model.facts.claims import Claim, current_claim
from explainer.model.shared.fields import Waiver
from explainer.model.shared.reading import Named


class Fact(Struct, frozen=True, kw_only=True):
    """A fact of the file at ``path``; ``offset`` is that of its id, ``unit_offset`` of its unit.

    ``label`` is a short name, ``statement`` the fact as a sentence. ``review_every`` is a period
    such as "6 months", or empty.
    """

    id: str
    path: str
    offset: int
    label: str
    claims: tuple[Claim, ...]
    statement: str = ""
    unit: str = ""
    unit_offset: int = 0
    tags: tuple[str, ...] = ()
    review_by: date | None = None
    review_every: str = ""
    checked: date | None = None
    translations: tuple[tuple[str, str, str], ...] = ()
    """``(field, language, text)`` for each translation of the statement or the label."""
    waived: tuple[Waiver, ...] = ()
    entered_by: Named | None = None
    """The id of the person who wrote it."""

    def in_language(self, name: Literal["statement", "label"], language: str) -> str:
        """The statement or label in ``language``, else in the site's own language."""
        for field_name, code, text in self.translations:
            if field_name == name and code == language:
                return text
        return self.statement if name == "statement" else self.label

    @property
    def current(self) -> Claim | None:
        """The claim whose value pages show, or None if no claim is live."""
        return current_claim(self.claims)
