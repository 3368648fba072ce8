"""Entries that texts refer to by name: glossary terms, people and places; and topics."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from typing import Annotated, ClassVar, Literal, TypeAlias

from msgspec import Meta, Struct

from explainer.addresses import unportable
from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import Mapping, Node, Scalar, keys_of_mappings
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.model.shared.fields import Filled, Waiver, fold, line_of, squash
from explainer.model.shared.parsing import Parsed, parse_records
from explainer.model.shared.reading import Named, Reader

EntryKind: TypeAlias = Literal["term", "person", "place"]
RecordKind: TypeAlias = EntryKind | Literal["topic"]

Latitude: TypeAlias = Annotated[float, Meta(ge=-90, le=90)]
Longitude: TypeAlias = Annotated[float, Meta(ge=-180, le=180)]

TOPICS = "content/topics.yaml"
_ID = re.compile(r"[a-z0-9-]+")
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


class Entry(Struct, frozen=True, kw_only=True):
    """A glossary term, a person, a place or a topic; ``offset`` is that of its id in the file at
    ``path``, which is empty for a topic that has no name in any.

    ``name`` is the ``term`` of a term; ``text`` is its ``definition``, the ``note`` on a person or
    place, or the ``description`` of a topic. ``names``, ``roles`` and ``texts`` are pairs of a
    language and a translation. ``aliases`` are pairs of an alias and its offset. So are
    ``spellings``: the id, name, aliases and translated names, by any of which texts may refer to
    the entry. ``same_as`` are addresses of records about the same person or place on other sites.
    ``at`` is where a place is, in degrees east and north; ``at_source`` the key of what says so.
    """

    kind: RecordKind
    id: str
    path: str
    offset: int
    name: str
    role: str = ""
    party: str = ""
    organization: bool = False
    same_as: tuple[str, ...] = ()
    text: ParsedText = ParsedText()
    aliases: tuple[tuple[str, int], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, ParsedText], ...] = ()
    order: int | None = None
    at: tuple[float, float] | None = None
    at_source: Named | None = None
    spellings: tuple[tuple[str, int], ...] = ()
    waived: tuple[Waiver, ...] = ()

    @property
    def called(self) -> tuple[str, ...]:
        """Its spellings, sorted, but for the id. A person is also called by the last name, if that
        is no single letter: И, of Ли И, is the Russian word for and."""
        known = {name for name, _ in self.spellings if name != self.id}
        if self.kind == "person" and not self.organization:
            known |= {last for name in known if len(last := name.split()[-1]) > 1}
        return tuple(sorted(known))

    def name_in(self, language: str) -> str:
        """The name in ``language``, else in the site's own language."""
        return dict(self.names).get(language, self.name)

    def role_in(self, language: str) -> str:
        return dict(self.roles).get(language, self.role)

    def text_in(self, language: str) -> ParsedText:
        return dict(self.texts).get(language, self.text)


class ParsedEntries(Parsed[Entry], frozen=True, tag=True):
    """The entries of one file. ``broken`` holds the names and aliases of invalid ones too."""


class TermRecord(Struct, forbid_unknown_fields=True):
    """``translated`` begins with an entry's name and its text."""

    translated: ClassVar[tuple[str, ...]] = ("term", "definition")
    term: Filled
    """The term as readers see it."""
    definition: Filled
    """In a sentence or two. Inline Markdown; it may cite a source and use a fact."""
    aliases: list[Filled] = []
    """Other names by which texts may call it."""
    waive: dict[str, Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""


class PlaceRecord(Struct, forbid_unknown_fields=True, kw_only=True):
    translated: ClassVar[tuple[str, ...]] = ("name", "note")
    name: Filled
    """The name as readers see it."""
    note: Filled | None = None
    """In a sentence or two. Inline Markdown; it may cite a source and use a fact."""
    at: tuple[Latitude, Longitude] | None = None
    """Where maps show it: latitude and longitude in degrees, such as [43.24, 76.95]."""
    at_source: Filled | None = None
    """The key of the source of these coordinates."""
    same_as: list[Filled] = []
    """Addresses of the same thing elsewhere, as at Wikidata."""
    aliases: list[Filled] = []
    """Other names by which texts may call it."""
    waive: dict[str, Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""


class PersonRecord(Struct, forbid_unknown_fields=True, kw_only=True):
    translated: ClassVar[tuple[str, ...]] = ("name", "note", "role")
    name: Filled
    """The name as readers see it."""
    role: Filled | None = None
    """Office or work, with its dates."""
    note: Filled | None = None
    """In a sentence or two. Inline Markdown; it may cite a source and use a fact."""
    party: Filled | None = None
    """The state or party that the person speaks for."""
    kind: Literal["organization", "person"] = "person"
    """Whether this is a person or an organization."""
    same_as: list[Filled] = []
    """Addresses of the same thing elsewhere, as at Wikidata."""
    aliases: list[Filled] = []
    """Other names by which texts may call it."""
    waive: dict[str, Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""


class TopicRecord(Struct, forbid_unknown_fields=True, kw_only=True):
    translated: ClassVar[tuple[str, ...]] = ("name", "description")
    name: Filled
    """The name as readers see it."""
    description: Filled | None = None
    """In a sentence, for the topic's page."""
    order: int | None = None
    """Its place among the topics: 1 comes first. Those without one follow, by name."""
    waive: dict[str, Filled] = {}
    """Warnings that do not apply here, by code, each with the reason."""


_RECORDS: dict[RecordKind, type[TermRecord | PersonRecord | PlaceRecord | TopicRecord]] = {
    "term": TermRecord,
    "person": PersonRecord,
    "place": PlaceRecord,
    "topic": TopicRecord,
}


def parse_entries(source: SourceText, kind: RecordKind) -> ParsedEntries:
    """The entries of ``glossary.yaml``, ``people.yaml``, ``places.yaml`` or ``topics.yaml``."""

    def names(key: Scalar, record: Node) -> Iterable[str]:
        reader = Reader(source, record)
        named = (*reader.scalars(_RECORDS[kind].translated[0]), *reader.scalars("aliases"))
        folded = (fold(scalar.value) for scalar in named if scalar.value)
        return (key.value, *folded, *keys_of_mappings(record))

    hint = "An entry begins with its id and a colon; its fields stand below it, indented."
    read = partial(_read_entry, kind)
    return parse_records(source, ParsedEntries, read, "entries must be a mapping", hint, names)


def entry_clashes(entries: Iterable[tuple[SourceText, Entry]]) -> tuple[Diagnostic, ...]:
    """An error for each id, name or alias that an earlier entry has too, ignoring case."""
    first: dict[str, tuple[Entry, str]] = {}
    ids: dict[str, str] = {}
    found: list[Diagnostic] = []
    for text, entry in entries:
        if is_twin := entry.id in ids:
            message = f'the id "{entry.id}" stands twice'
            hint = f"The first is in {ids[entry.id]}: rename one of them."
            named = Named(entry.id, entry.offset)
            found.append(named.problem(text, "duplicate-entry", message, hint))
        ids.setdefault(entry.id, line_of(text, entry.offset))
        for spelling, offset in entry.spellings:
            earlier, place = first.setdefault(fold(spelling), (entry, line_of(text, offset)))
            if earlier is entry or (is_twin and spelling == entry.id):
                continue
            message = f'"{spelling}" means two entries, "{earlier.id}" and "{entry.id}"'
            hint = f"The other is in {place}: call one of them otherwise."
            found.append(Named(spelling, offset).problem(text, "name-clash", message, hint))
    return tuple(found)


def _read_entry(kind: RecordKind, reader: Reader, key: Scalar) -> Entry | None:
    node, id_ = reader.node, reader.name(key)
    _check_id(reader, id_)
    record_type = _RECORDS[kind]
    name_key, text_key = record_type.translated[:2]
    if not isinstance(node, Mapping):
        at = key if isinstance(node, Scalar) and node.is_empty else node
        hint = f"Write `{name_key}:` below it, indented, and its other fields."
        reader.report("type", at.start, f"`{key.value}` must hold fields", hint)
        return None
    if reader.holds_records(key):
        return None
    record = reader.record(record_type, key=key)
    names, translated, roles = (
        tuple((language, words) for _, language, words in reader.translations([field]))
        for field in (name_key, text_key, "role")
    )
    read = reader.plain if kind == "topic" else reader.inline
    text = read(text_key)
    texts = tuple((language, read(f"{text_key}.{language}")) for language, _ in translated)
    reader.check_addresses(("same_as",))
    if record is None:
        return None
    fields = [name_key, *(f"{name_key}.{language}" for language, _ in names)]
    named = [scalar for field in fields for scalar in reader.scalars(field)]
    aliases = tuple(_spelled(reader, scalar) for scalar in reader.scalars("aliases"))
    place = record.at if isinstance(record, PlaceRecord) else None
    at_source = reader.scalar("at_source")
    if place and not at_source:
        hint = "Add `at_source:` with the key of the source that has them."
        reader.report("missing-key", key, "`at_source` is missing: coordinates have a source", hint)
        return None
    return Entry(
        kind=kind,
        id=key.value,
        path=reader.source.path,
        offset=id_.offset,
        name=reader.words(name_key),
        role=reader.words("role"),
        party=reader.words("party"),
        organization=isinstance(record, PersonRecord) and record.kind == "organization",
        same_as=tuple(scalar.value.strip() for scalar in reader.scalars("same_as")),
        text=text,
        aliases=aliases,
        names=names,
        roles=roles,
        texts=texts,
        order=record.order if isinstance(record, TopicRecord) else None,
        at=(place[1], place[0]) if place else None,
        at_source=reader.name(at_source) if at_source else None,
        spellings=(
            (key.value, id_.offset),
            *aliases,
            *(_spelled(reader, scalar) for scalar in named),
        ),
        waived=reader.waivers(),
    )


def _spelled(reader: Reader, scalar: Scalar) -> tuple[str, int]:
    return squash(scalar.value), reader.name(scalar).offset


def _check_id(reader: Reader, id_: Named) -> None:
    if not _ID.fullmatch(id_.id):
        near = _NOT_IN_ID.sub("-", id_.id.lower()).strip("-")
        rule = "An id is made of a to z, digits and hyphens."
        hint = f"Write {near}. {rule}" if near else rule
        reader.report("id", id_, f'"{id_.id[:60]}" cannot be an id', hint)
    elif problem := unportable(id_.id):
        reader.report("id", id_, problem, "Choose another id: its page is in a folder named so.")
