"""The fields of glossary terms, people and places, as types.

``translated`` begins with an entry's name and its text.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

import msgspec
from msgspec import Meta

_Filled: TypeAlias = Annotated[str, Meta(min_length=1)]


class TermRecord(msgspec.Struct, forbid_unknown_fields=True):
    translated: ClassVar[tuple[str, ...]] = ("term", "definition")
    term: _Filled
    """The term as readers see it."""
    definition: _Filled
    """In a sentence or two. Inline Markdown; it may cite a source and use a fact."""
    aliases: list[_Filled] = []
    """Other names by which texts may call it."""
    waive: dict[str, _Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""


class PersonRecord(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    translated: ClassVar[tuple[str, ...]] = ("name", "note", "role")
    name: _Filled
    """The name as readers see it."""
    role: _Filled | None = None
    """Office or work, with its dates."""
    note: _Filled | None = None
    """In a sentence or two. Inline Markdown; it may cite a source and use a fact."""
    party: _Filled | None = None
    """The state or party that the person speaks for."""
    kind: Literal["organization", "person"] = "person"
    """Whether this is a person or an organization."""
    same_as: list[_Filled] = []
    """Addresses of the same thing elsewhere, as at Wikidata."""
    aliases: list[_Filled] = []
    """Other names by which texts may call it."""
    waive: dict[str, _Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""


class PlaceRecord(msgspec.Struct, forbid_unknown_fields=True):
    translated: ClassVar[tuple[str, ...]] = ("name", "note")
    name: _Filled
    """The name as readers see it."""
    note: _Filled | None = None
    """In a sentence or two. Inline Markdown; it may cite a source and use a fact."""
    same_as: list[_Filled] = []
    """Addresses of the same thing elsewhere, as at Wikidata."""
    aliases: list[_Filled] = []
    """Other names by which texts may call it."""
    waive: dict[str, _Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""
