"""Sources: one file of a bibliography read, and keys compared over all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from explainer.addresses import source_slug
from explainer.diagnostics import Diagnostic, did_you_mean, in_order
from explainer.documents.data.json_source import parse_json
from explainer.documents.data.nodes import Mapping, Node, Scalar, Sequence, child
from explainer.documents.data.scalar_positions import offsets_of
from explainer.documents.data.validation import validate
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.source_text import SourceText
from explainer.documents.references.kinds import KEY
from explainer.edtf import EdtfDate
from explainer.model.shared.fields import squash
from explainer.model.shared.waivers import Waiver, read_waivers
from explainer.model.shared.web_addresses import web_address_problem
from explainer.model.sources.csl import (
    DATES,
    PASSED_OVER,
    CslRecord,
    CustomFields,
    Name,
    read_names,
)
from explainer.model.sources.csl_dates import WrittenDate, read_csl_date

_KEY = re.compile(KEY)
_BETWEEN_WORDS = re.compile(r"[^A-Za-z0-9_]+")
_DOI_ADDRESS = re.compile(r"\A(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A record of the bibliography. Texts are plain, empty where nothing is recorded.

    ``offset`` and ``copy_of_offset`` are those of the key and of the key it is a copy of.
    ``type`` is CSL's, ``kind`` this project's (or empty). ``issued_literal`` is the date in
    words where no calendar has all of it, and is to be shown before ``issued``.
    """

    key: str
    path: str
    offset: int
    title: str
    type: str = "document"
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    container: str = ""
    publisher: str = ""
    place: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    number: str = ""
    issued: EdtfDate | None = None
    issued_literal: str = ""
    accessed: EdtfDate | None = None
    url: str = ""
    doi: str = ""
    isbn: str = ""
    language: str = ""
    kind: str = ""
    party: str = ""
    archive_url: str = ""
    copy_of: str = ""
    copy_of_offset: int = 0
    note: str = ""
    archive_sha256: str = ""
    """That of the copy which an editor keeps in ``content/.archive/``."""
    waived: tuple[Waiver, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedSources:
    """``readable`` is False where nothing can be told of the file's records; ``broken`` are
    the keys whose records are invalid, so that who cites them is not wrong."""

    source: SourceText
    sources: tuple[Source, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    readable: bool = True
    broken: frozenset[str] = frozenset()


def parse_sources(source: SourceText) -> ParsedSources:
    """The records of a CSL-YAML or, by the path's end, a CSL-JSON file.

    Keys that stand twice are not looked for: see ``key_clashes``.
    """
    is_json = source.path.casefold().endswith(".json")
    node, problems = parse_json(source) if is_json else parse_yaml(source)
    if node is None:
        return ParsedSources(source, diagnostics=problems, readable=not problems)
    records, shape_problems = _records(source, node)
    if records is None:
        return ParsedSources(source, diagnostics=(*problems, *shape_problems), readable=False)
    found: list[Source] = []
    broken: set[str] = set()
    diagnostics = [*problems, *shape_problems]
    for record in records:
        read, record_problems = _read_record(source, record)
        diagnostics += record_problems
        if read is not None and not record_problems:
            found.append(read)
        elif key := _key_of(record):
            broken.add(key.value)
    # Nobody can tell what a key that cannot be one was meant to be, nor what a second one hid.
    readable = not problems and all(_KEY.fullmatch(key) for key in broken)
    return ParsedSources(
        source, tuple(found), tuple(in_order(diagnostics)), readable, frozenset(broken)
    )


def key_clashes(sources: Iterable[tuple[SourceText, Source]]) -> tuple[Diagnostic, ...]:
    """Each key that an earlier source has already, or one alike but for case or address.

    The order is that of the site's files; the later of two is reported.
    """
    by_key: dict[str, tuple[SourceText, Source]] = {}
    by_address: dict[str, tuple[SourceText, Source]] = {}
    found: list[Diagnostic] = []
    for text, source in sources:
        address = source_slug(source.key).casefold()
        if earlier := by_key.get(source.key):
            code, message = "duplicate-source", f'the source "{source.key}" stands twice'
            advice = "keep one of them"
        elif earlier := by_address.get(address):
            code, message = "source-clash", f'"{source.key}" is too like "{earlier[1].key}"'
            advice = "keys differ by more than case and : / + -, for each has its own address"
        else:
            by_key[source.key] = by_address[address] = (text, source)
            continue
        hint = f"See {_place(*earlier)} and {_place(text, source)}: {advice}."
        found.append(text.diagnostic(code, source.offset, message, hint, length=len(source.key)))
    return tuple(found)


def _place(text: SourceText, source: Source) -> str:
    return f"{text.path}, line {text.location(source.offset).line}"


def _records(
    source: SourceText, node: Node
) -> tuple[tuple[Node, ...] | None, tuple[Diagnostic, ...]]:
    """The list of records, alone or under ``references``."""
    if isinstance(node, Sequence):
        return node.items, ()
    hint = "A bibliography is a list of records, alone or under `references:`."
    if not isinstance(node, Mapping):
        return None, (source.diagnostic("type", node.start, "this is no bibliography", hint),)
    listed = child(node, ["references"])
    if listed is None:
        key = node.items[0][0] if node.items else node
        message = "`references` is missing"
        near = next((k for k, _ in node.items if did_you_mean(k.value, ["references"])), None)
        if near is not None:
            key, message = near, f"unknown key `{near.value}`"
            hint = 'Did you mean "references"?'
        code = "missing-key" if near is None else "unknown-key"
        length = key.end - key.start if isinstance(key, Scalar) else 1
        return None, (source.diagnostic(code, key.start, message, hint, length=length),)
    others = tuple(
        source.diagnostic(
            "unknown-key",
            key.start,
            f"unknown key `{key.value}`",
            "A bibliography holds `references:` alone.",
            length=key.end - key.start,
        )
        for key, _ in node.items
        if key.value != "references"
    )
    if isinstance(listed, Sequence):
        return listed.items, others
    if isinstance(listed, Scalar) and listed.is_empty:
        return (), others
    wrong = source.diagnostic("type", listed.start, "`references` must be a list", hint)
    return None, (*others, wrong)


def _read_record(source: SourceText, node: Node) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    if not isinstance(node, Mapping):
        hint = "Each record begins with `- id:`, its other fields below it."
        return None, (source.diagnostic("type", node.start, "a record must be a mapping", hint),)
    key = _key_of(node)
    record, problems = validate(source, node, CslRecord, also_known=PASSED_OVER, key=key)
    dates, date_problems = _read_dates(source, node)
    checks = (
        *_key_problems(source, key, node),
        *_address_problems(source, node),
        *date_problems,
    )
    if record is None or key is None:
        return None, (*map(_shortened, problems), *checks)
    authors, author_problems = read_names(source, child(node, ["author"]))
    editors, editor_problems = read_names(source, child(node, ["editor"]))
    issued = dates["issued"]
    custom, copy_of = record.custom, child(node, ["custom", "copy_of"])
    return Source(
        key=record.id,
        path=source.path,
        offset=offsets_of(source, key)(0),
        title=squash(record.title),
        type=record.type,
        authors=authors,
        editors=editors,
        container=squash(record.container_title),
        publisher=squash(record.publisher),
        place=squash(record.publisher_place),
        volume=squash(record.volume),
        issue=squash(record.issue),
        pages=squash(record.page),
        edition=squash(record.edition),
        number=squash(record.number),
        issued=issued.date,
        issued_literal=issued.words,
        accessed=dates["accessed"].date,
        url=record.url.strip(),
        doi=_DOI_ADDRESS.sub("", record.doi.strip()),
        isbn=squash(record.isbn),
        language=squash(record.language).replace("_", "-"),
        kind=custom.kind or "",
        party=squash(custom.party),
        archive_url=custom.archive_url.strip(),
        copy_of=custom.copy_of,
        copy_of_offset=offsets_of(source, copy_of)(0) if isinstance(copy_of, Scalar) else 0,
        note=squash(custom.note),
        archive_sha256=custom.archive_sha256,
        waived=read_waivers(source, child(node, ["custom", "waive"])),
    ), (*checks, *author_problems, *editor_problems)


_BEYOND_CSL = {f"unknown key `{name}`": name for name in CustomFields.__struct_fields__}


def _shortened(problem: Diagnostic) -> Diagnostic:
    """Without the list of CSL's hundred variables, and with the way to a field beside them."""
    if name := _BEYOND_CSL.get(problem.message):
        return replace(problem, hint=f"It is no variable of CSL: write `custom: {{{name}: ...}}`.")
    if problem.hint.startswith("Known here: ") and "container-title" in problem.hint:
        return replace(problem, hint="Fields are CSL's variables; others have no place here.")
    return problem


def _read_dates(
    source: SourceText, node: Mapping
) -> tuple[dict[str, WrittenDate], list[Diagnostic]]:
    dates: dict[str, WrittenDate] = {}
    problems: list[Diagnostic] = []
    for name in DATES:
        value = child(node, [name])
        dates[name], found = read_csl_date(source, value)
        problems += found
        if name == "accessed" and isinstance(value, Scalar) and dates[name].words:
            message = f'"{value.value[:40]}" is no day on which a source was read'
            hint = 'Write year-month-day: "2022-01-05".'
            problems.append(source.diagnostic("date", value.start, message, hint))
    return dates, problems


def _key_of(node: Node) -> Scalar | None:
    found = child(node, ["id"])
    return found if isinstance(found, Scalar) and not found.is_empty else None


def _key_problems(source: SourceText, key: Scalar | None, node: Node) -> Iterator[Diagnostic]:
    if key is None or not key.value or _KEY.fullmatch(key.value):
        return
    other = child(node, ["citation-key"])
    near = other.value if isinstance(other, Scalar) else _nearest_key(key.value)
    rule = "A key is letters, digits and _ with single - . _ : / + between them."
    hint = f"Write {near}. {rule}" if _KEY.fullmatch(near) else rule
    yield source.diagnostic(
        "source-key",
        offsets_of(source, key)(0),
        f'"{key.value[:60]}" cannot be a source\'s key',
        hint,
        length=len(key.value),
    )


def _nearest_key(text: str) -> str:
    """``text`` with a hyphen for whatever cannot stand between the words of a key."""

    def between(match: re.Match[str]) -> str:
        return match[0] if match[0] in "-._:/+" else "-"

    return _BETWEEN_WORDS.sub(between, text).strip("-._:/+")


def _address_problems(source: SourceText, node: Mapping) -> Iterator[Diagnostic]:
    for path in (["URL"], ["custom", "archive_url"]):
        value = child(node, path)
        if isinstance(value, Scalar) and value.value:
            problem = web_address_problem(source, value, ".".join(path))
            if problem is not None:
                yield problem
