"""Entries that texts refer to by name: glossary terms, people and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from explainer.diagnostics import Diagnostic, in_order
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child
from explainer.documents.data.scalar_positions import offsets_of
from explainer.documents.data.validation import split_translations, validate
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.model.entries.records import PersonRecord, PlaceRecord, TermRecord
from explainer.model.shared.fields import inline_field, squash
from explainer.model.shared.waivers import Waiver, read_waivers
from explainer.model.shared.web_addresses import web_address_problem

EntryKind: TypeAlias = Literal["term", "person", "place"]

_NO_TEXT = ParsedText()
_ID = re.compile(r"[a-z0-9-]+")
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``offset`` is the id's. ``name`` is a term's ``term``, ``text`` its ``definition`` or
    the ``note`` on a person or place. ``names``, ``roles`` and ``texts`` are translations,
    each behind its language. ``aliases`` stand before their offsets, as do ``spellings``:
    id, name, aliases and translated names, all that the entry may be called by. ``same_as``
    are addresses elsewhere of records of the same person or place."""

    kind: EntryKind
    id: str
    path: str
    offset: int
    name: str
    role: str = ""
    party: str = ""
    organization: bool = False
    same_as: tuple[str, ...] = ()
    text: ParsedText = _NO_TEXT
    aliases: tuple[tuple[str, int], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, ParsedText], ...] = ()
    spellings: tuple[tuple[str, int], ...] = ()
    waived: tuple[Waiver, ...] = ()

    def name_in(self, language: str) -> str:
        return dict(self.names).get(language, self.name)

    def role_in(self, language: str) -> str:
        return dict(self.roles).get(language, self.role)

    def text_in(self, language: str) -> ParsedText:
        return dict(self.texts).get(language, self.text)


@dataclass(frozen=True, slots=True)
class ParsedEntries:
    """``readable`` is False where nothing can be told of the file's entries; ``broken`` are
    the ids, names and aliases (case folded) of those that are invalid."""

    source: SourceText
    entries: tuple[Entry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    readable: bool = True
    broken: frozenset[str] = frozenset()


_EntryRecord: TypeAlias = type[TermRecord] | type[PersonRecord] | type[PlaceRecord]
_RECORDS: dict[EntryKind, _EntryRecord] = {
    "term": TermRecord,
    "person": PersonRecord,
    "place": PlaceRecord,
}


def parse_entries(source: SourceText, kind: EntryKind) -> ParsedEntries:
    """The entries of ``glossary.yaml``, ``people.yaml`` or ``places.yaml``."""
    node, problems = parse_yaml(source)
    if node is None:
        return ParsedEntries(source, diagnostics=problems, readable=not problems)
    if not isinstance(node, Mapping):
        hint = "An entry begins with its id and a colon; its fields stand below it, indented."
        wrong = source.diagnostic("type", node.start, "entries must be a mapping", hint)
        return ParsedEntries(source, diagnostics=(*problems, wrong), readable=False)
    found: list[Entry] = []
    broken: set[str] = set()
    diagnostics = list(problems)
    for key, value in node.items:
        entry, entry_problems = _read_entry(source, kind, key, value)
        diagnostics += entry_problems
        if entry is None or entry_problems:
            broken |= _names_in(kind, key, value)
        else:
            found.append(entry)
    return ParsedEntries(
        source, tuple(found), tuple(in_order(diagnostics)), True, frozenset(broken)
    )


def entry_clashes(entries: Iterable[tuple[SourceText, Entry]]) -> tuple[Diagnostic, ...]:
    """Each id, name or alias that an earlier entry has already, whatever its case."""
    first: dict[str, tuple[SourceText, Entry, int]] = {}
    ids: dict[str, tuple[SourceText, Entry, int]] = {}
    found: list[Diagnostic] = []
    for text, entry in entries:
        is_twin = entry.id in ids
        ids.setdefault(entry.id, (text, entry, entry.offset))
        if is_twin:
            message = f'the id "{entry.id}" stands twice'
            hint = f"The first is in {_place(ids[entry.id])}: rename one of them."
            found.append(_clash(text, "duplicate-entry", entry.id, entry.offset, message, hint))
        for spelling, offset in entry.spellings:
            earlier = first.setdefault(_fold(spelling), (text, entry, offset))
            if earlier[1] is entry or (is_twin and spelling == entry.id):
                continue
            message = f'"{spelling}" means two entries, "{earlier[1].id}" and "{entry.id}"'
            hint = f"The other is in {_place(earlier)}: call one of them otherwise."
            found.append(_clash(text, "name-clash", spelling, offset, message, hint))
    return tuple(found)


def _clash(
    text: SourceText, code: str, word: str, offset: int, message: str, hint: str
) -> Diagnostic:
    return text.diagnostic(code, offset, message, hint, length=len(word))


def _place(where: tuple[SourceText, Entry, int]) -> str:
    text, _, offset = where
    return f"{text.path}, line {text.location(offset).line}"


def _read_entry(
    source: SourceText, kind: EntryKind, key: Scalar, node: Node
) -> tuple[Entry | None, tuple[Diagnostic, ...]]:
    id_problems = _id_problems(source, key)
    record_type = _RECORDS[kind]
    name_key, text_key = record_type.translated[:2]
    if not isinstance(node, Mapping):
        at = key if isinstance(node, Scalar) and node.is_empty else node
        hint = f"Write `{name_key}:` below it, indented, and its other fields."
        wrong = source.diagnostic("type", at.start, f"`{key.value}` must hold fields", hint)
        return None, (*id_problems, wrong)
    own, translated = split_translations(node, record_type.translated)
    record: TermRecord | PersonRecord | PlaceRecord | None
    record, problems = validate(source, own, record_type, key=key)
    texts, text_problems = _read_texts(source, node, text_key, translated)
    same_as = _scalars(node, ["same_as"])
    problems = (*id_problems, *problems, *text_problems, *_address_problems(source, same_as))
    if record is None:
        return None, problems
    aliases = tuple(_spelled(source, scalar) for scalar in _scalars(node, ["aliases"]))
    own_name = _scalars(node, [name_key])
    spelled = (*own_name, *translated.get(name_key, {}).values())
    offset = offsets_of(source, key)(0)
    return Entry(
        kind=kind,
        id=key.value,
        path=source.path,
        offset=offset,
        name=_word(node, name_key),
        role=_word(node, "role"),
        party=_word(node, "party"),
        organization=isinstance(record, PersonRecord) and record.kind == "organization",
        same_as=tuple(scalar.value.strip() for scalar in same_as),
        text=texts.pop("", _NO_TEXT),
        aliases=aliases,
        names=_translations(translated, name_key),
        roles=_translations(translated, "role"),
        texts=tuple(sorted(texts.items(), key=lambda item: item[0])),
        spellings=(
            (key.value, offset),
            *aliases,
            *(_spelled(source, scalar) for scalar in spelled),
        ),
        waived=read_waivers(source, child(node, ["waive"])),
    ), problems


def _names_in(kind: EntryKind, key: Scalar, node: Node) -> set[str]:
    """What an invalid entry may be called by, as far as it says so."""
    scalars = [*_scalars(node, [_RECORDS[kind].translated[0]]), *_scalars(node, ["aliases"])]
    return {key.value, *(_fold(scalar.value) for scalar in scalars if scalar.value)}


def _fold(words: str) -> str:
    """Words as names are compared: without case, each space one."""
    return " ".join(words.casefold().split())


def _spelled(source: SourceText, scalar: Scalar) -> tuple[str, int]:
    return squash(scalar.value), offsets_of(source, scalar)(0)


def _id_problems(source: SourceText, key: Scalar) -> tuple[Diagnostic, ...]:
    if _ID.fullmatch(key.value):
        return ()
    near = _NOT_IN_ID.sub("-", key.value.lower()).strip("-")
    rule = "An id is made of a to z, digits and hyphens."
    hint = f"Write {near}. {rule}" if near else rule
    message = f'"{key.value[:60]}" cannot be an id'
    offset = offsets_of(source, key)(0)
    return (source.diagnostic("id", offset, message, hint, length=max(1, len(key.value))),)


def _address_problems(source: SourceText, scalars: Iterable[Scalar]) -> Iterator[Diagnostic]:
    for scalar in scalars:
        if scalar.value and (problem := web_address_problem(source, scalar, "same_as")):
            yield problem


def _read_texts(
    source: SourceText, node: Node, key: str, translated: dict[str, dict[str, Scalar]]
) -> tuple[dict[str, ParsedText], tuple[Diagnostic, ...]]:
    """The explaining text and its translations by language, its own under ""."""
    scalars = dict(translated.get(key, {}))
    own = child(node, [key])
    if isinstance(own, Scalar) and own.value:
        scalars[""] = own
    texts: dict[str, ParsedText] = {}
    problems: list[Diagnostic] = []
    for language, scalar in scalars.items():
        texts[language], found = inline_field(source, scalar)
        problems += found
    return texts, tuple(problems)


def _translations(
    translated: dict[str, dict[str, Scalar]], key: str
) -> tuple[tuple[str, str], ...]:
    found = translated.get(key, {})
    return tuple((language, squash(found[language].value)) for language in sorted(found))


def _word(node: Mapping, key: str) -> str:
    return next((squash(scalar.value) for scalar in _scalars(node, [key])), "")


def _scalars(node: Node, path: list[str | int]) -> list[Scalar]:
    found = child(node, path)
    items = found.items if isinstance(found, Sequence) else (found,)
    return [item for item in items if isinstance(item, Scalar)]
