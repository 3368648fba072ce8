"""Parse files of a bibliography, ``content/sources/``."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from explainer.addresses import source_slug, unportable
from explainer.diagnostics import Diagnostic, did_you_mean, in_order
from explainer.documents.data.json_source import parse_json
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.model.shared.fields import squash
from explainer.model.shared.parsing import Parsed, read_each
from explainer.model.shared.reading import Reader
from explainer.model.sources import csl
from explainer.model.sources.csl_dates import WrittenDate, read_csl_date
from explainer.model.sources.keys import IS_KEY, export_trace, nearest_key, with_keys
from explainer.model.sources.sifting import Aside, near_miss, sift
from explainer.model.sources.source import Source
from explainer.model.sources.titles import read_title, without_entities

_READ_HERE = frozenset((*csl.TEXTS, *csl.ROLES))
_BETWEEN_WORDS = re.compile(r"[^A-Za-z0-9_]+")
_DOI_ADDRESS = re.compile(r"\A(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


class ParsedSources(Parsed[Source], frozen=True, tag=True):
    """The sources of one file."""


def parse_sources(source: SourceText) -> ParsedSources:
    """The sources in a file, which its suffix tells how to read: CSL-JSON, BibTeX, RIS, else
    CSL-YAML.

    Repeated keys are found by ``key_clashes``.
    """
    aside = Aside()
    node, problems = _parse(source, aside)
    is_sound = not any(problem.is_error for problem in problems)
    if node is None:
        return ParsedSources(diagnostics=problems, readable=is_sound)
    reader = Reader(source, node, list(problems))
    records = _records(reader)
    if records is None:
        return ParsedSources(diagnostics=tuple(reader.problems), readable=False)
    records, ids, said = with_keys(source, records, is_export=bool(export_trace(source, node)))
    items = ((_key_of(record), record) for record in records)
    markdown = _suffix(source) in ("yaml", "yml")
    read = partial(_read_record, aside=aside, ids=ids, markdown=markdown)
    sources, failed, problems_of_records = read_each(source, items, read, own=False)
    broken = frozenset(key.value for key, _ in failed if key)
    # What an impossible key was meant to be, and what a repeated one hides, is not known.
    readable = is_sound and all(IS_KEY.fullmatch(key) for key in broken)
    found = in_order((*reader.problems, *said, *problems_of_records, *aside.warnings(source)))
    return ParsedSources(sources, tuple(found), readable, broken)


def _parse(source: SourceText, aside: Aside) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    match _suffix(source):
        case "json":
            return parse_json(source)
        case "bib":
            from explainer.documents.data.bibliographies import parse_bibtex
            from explainer.model.sources import bibtex

            entries, problems = parse_bibtex(source)
            if entries is None:
                return None, problems
            items, more = bibtex.csl_items(source, entries, aside)
            return items, (*problems, *more)
        case "ris":
            from explainer.documents.data.bibliographies import parse_ris
            from explainer.model.sources import ris

            records, problems = parse_ris(source)
            return ris.csl_items(records, aside), problems
        case _:
            return parse_yaml(source)


def _suffix(source: SourceText) -> str:
    return source.path.rpartition(".")[2].casefold()


def _records(reader: Reader) -> tuple[Node, ...] | None:
    """The list of records, alone or under ``references`` or, in JSON, ``items``; one record may
    stand without a list. None after an error."""
    node = reader.node
    if isinstance(node, Sequence):
        return node.items
    if isinstance(node, Mapping) and reader.source.path.casefold().endswith(".json"):
        items = child(node, ["items"])
        if isinstance(items, Sequence):
            return items.items
        if child(node, ["title"]) is not None:
            return (node,)
    hint = "A bibliography is a list of records, alone or under `references:`."
    if not isinstance(node, Mapping):
        reader.report("type", node.start, "this is no bibliography", hint)
        return None
    listed = child(node, ["references"])
    keys = [key for key, _ in node.items if key.value != "references"]
    if listed is None:
        near = next((key for key in keys if did_you_mean(key.value, ["references"])), None)
        if near:
            message, hint = f"unknown key `{near.value}`", 'Did you mean "references"?'
            reader.report("unknown-key", near.start, message, hint, near.end - near.start)
        else:
            at = keys[0] if keys else node
            length = at.end - at.start if keys else 1
            reader.report("missing-key", at.start, "`references` is missing", hint, length)
        return None
    for key in keys:
        message, other = f"unknown key `{key.value}`", "A bibliography holds `references:` alone."
        reader.report("unknown-key", key.start, message, other, key.end - key.start)
    if isinstance(listed, Sequence):
        return listed.items
    if isinstance(listed, Scalar) and listed.is_empty:
        return ()
    reader.report("type", listed.start, "`references` must be a list", hint)
    return None


def _read_record(
    reader: Reader, key: Scalar | None, *, aside: Aside, ids: dict[str, str], markdown: bool
) -> Source | None:
    if not isinstance(reader.node, Mapping):
        hint = "Each record begins with `- id:`, its other fields below it."
        reader.report("type", reader.node.start, "a record must be a mapping", hint)
        return None
    written, reader.node = reader.node, sift(reader, reader.node, aside)
    record = reader.record(csl.CslRecord, also_known=_READ_HERE, key=key)
    if key:
        _check_key(reader.within(written), key)
    reader.check_addresses(("URL",), ("custom", "archive_url"))
    kind = _read_kind(reader)
    fields = {name.value: value for name, value in reader.node.items}
    dates = {name: _read_date(reader, name) for name in csl.DATES if name in fields}
    people = ("author", "editor", *csl.ROLES)
    names = {role: csl.read_names(reader, role) for role in people if role in fields}
    if record is None or key is None:
        return None
    texts = {
        name: read_title(value.value, markdown=markdown)
        if name in csl.MAY_BE_MARKED
        else without_entities(value.value)
        for name, value in fields.items()
        if isinstance(value, Scalar) and value.value.strip() and name in csl.ALL_TEXTS
    }
    texts["DOI"] = _DOI_ADDRESS.sub("", texts.get("DOI", ""))
    texts["URL"] = record.url.strip()
    texts["language"] = texts.get("language", "").replace("_", "-")
    declared: dict[str, Any] = {f: texts.get(name, "") for name, f in csl.ATTRIBUTES.items()}
    declared |= {name: squash(getattr(record.custom, name) or "") for name in csl.OWN}
    declared["kind"] = kind
    copy_of = reader.scalar("custom", "copy_of")
    issued, accessed = (dates.pop(name, WrittenDate()) for name in ("issued", "accessed"))
    return Source(
        **declared,
        key=record.id,
        written_id=ids.get(record.id, ""),
        path=reader.source.path,
        offset=reader.name(key).offset,
        type=record.type,
        authors=names.pop("author", ()),
        editors=names.pop("editor", ()),
        issued=issued.date,
        issued_literal=issued.words,
        accessed=accessed.date,
        copy_of_offset=reader.name(copy_of).offset if copy_of else 0,
        archive_sha256=record.custom.archive_sha256,
        waived=reader.waivers("custom", "waive"),
        more=tuple((name, texts[name]) for name in csl.TEXTS if name in texts),
        roles=tuple((role, found) for role, found in names.items() if found),
        dates=tuple((name, found) for name, found in dates.items() if found != WrittenDate()),
    )


def _read_kind(reader: Reader) -> str:
    """What the record says that it is; one of the known kinds also in other spelling ("Dataset"). A
    slip in one of them is reported."""
    kind = reader.words("custom", "kind")
    near = near_miss(kind, csl.KINDS)
    if near and _BETWEEN_WORDS.sub("", kind).casefold() == near.replace(" ", ""):
        return near
    if near and (scalar := reader.scalar("custom", "kind")):
        message, hint = f'`custom.kind` cannot be "{kind[:40]}"', f'Did you mean "{near}"?'
        reader.report("unknown-value", scalar, message, hint)
    return kind


def _read_date(reader: Reader, name: str) -> WrittenDate:
    value = child(reader.node, [name])
    date = read_csl_date(reader, value)
    if name == "accessed" and isinstance(value, Scalar) and date.words:
        message = f'"{value.value[:40]}" is no day on which a source was read'
        hint = 'Write year-month-day: "2022-01-05".'
        reader.report("date", value.start, message, hint)
    return date


def _key_of(node: Node) -> Scalar | None:
    found = child(node, ["id"])
    return found if isinstance(found, Scalar) and not found.is_empty else None


def _check_key(reader: Reader, key: Scalar) -> None:
    if not key.value or IS_KEY.fullmatch(key.value):
        if problem := key.value and unportable(source_slug(key.value)):
            hint = "Choose another key: its page is in a folder named so."
            reader.report("source-key", reader.name(key), problem, hint)
        return
    other = reader.scalar("citation-key")
    near = other.value if other else nearest_key(key.value)
    rule = "A key is letters, digits and _ with single - . _ : / + between them."
    hint = f"Write {near}. {rule}" if IS_KEY.fullmatch(near) else rule
    message = f'"{key.value[:60]}" cannot be a source\'s key'
    reader.report("source-key", reader.name(key), message, hint)
