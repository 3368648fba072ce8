"""A fact: one thing, and the claims made about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from explainer.model.facts.claims import Claim, current_claim
from explainer.model.shared.waivers import Waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """``offset`` is the id's in ``path``; ``unit_offset`` the unit's."""

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
    """(field, language, text)"""
    waived: tuple[Waiver, ...] = ()

    def in_language(self, name: Literal["statement", "label"], language: str) -> str:
        for field_name, code, text in self.translations:
            if field_name == name and code == language:
                return text
        return self.statement if name == "statement" else self.label

    @property
    def current(self) -> Claim | None:
        return current_claim(self.claims)
