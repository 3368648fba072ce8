"""Parse content files, each as the kind that its path says, and collect them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeAlias

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from explainer.diagnostics import Diagnostic
from explainer.documents.data.cut_texts import cut_texts
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.discovery import ContentFile
from explainer.documents.files.front_matter import split_front_matter
from explainer.documents.files.source_text import SourceText, decode
from explainer.model.entries.entry import EntryKind, ParsedEntries, parse_entries
from explainer.model.facts.attestations import ParsedAttestations, parse_attestations
from explainer.model.facts.fact_files import ParsedFacts, parse_facts
from explainer.model.pages.files import parse_page, split_name
from explainer.model.pages.page import ParsedPage
from explainer.model.site.assembly import ParsedFiles
from explainer.model.site.declared_units import ParsedUnits, parse_units
from explainer.model.site.settings import ParsedSettings, parse_site_settings
from explainer.model.sources.source_files import ParsedSources, parse_sources

Content: TypeAlias = (
    ParsedPage
    | ParsedFacts
    | ParsedSources
    | ParsedEntries
    | ParsedSettings
    | ParsedUnits
    | ParsedAttestations
)

_ENTRY_KINDS: dict[str, EntryKind] = {
    "glossary.yaml": "term",
    "people.yaml": "person",
    "places.yaml": "place",
}


class ParsedFile(Struct, frozen=True):
    """A content file; ``source`` and ``content`` are None if its bytes are not text."""

    path: str
    source: SourceText | None
    content: Content | None
    diagnostics: tuple[Diagnostic, ...]


def parse_file(file: ContentFile, data: bytes) -> ParsedFile:
    """Parse the bytes of a file; the result depends only on them and on the file's path."""
    source, diagnostics = decode(file.path, data)
    if source is None:
        return ParsedFile(file.path, None, None, diagnostics)
    content = _parse(file, source)
    found = (*diagnostics, *content.diagnostics, *_cut_texts(source))
    return ParsedFile(file.path, source, content, found)


def _cut_texts(source: SourceText) -> tuple[Diagnostic, ...]:
    """The warnings of ``cut_texts`` for a file of YAML, or for the front matter of a page."""
    start, end = 0, len(source.text)
    if source.path.casefold().endswith(".md"):
        front = split_front_matter(source)[0]
        start, end = (front.start, front.end) if front else (0, 0)
    if source.text.find(" #", start, end) < 0 and source.text.find("\t#", start, end) < 0:
        return ()
    is_json = source.path.casefold().endswith(".json")
    return () if is_json else cut_texts(source, parse_yaml(source, start, end)[0])


def _parse(file: ContentFile, source: SourceText) -> Content:
    match file.folder:
        case "explainers":
            return parse_page(source, "explainer", *split_name(file.name))
        case "pages":
            return parse_page(source, "page", *split_name(file.name))
        case "facts":
            return parse_facts(source)
        case "sources":
            return parse_sources(source)
    if file.name == "site.yaml":
        return parse_site_settings(source)
    if file.name == "units.yaml":
        return parse_units(source)
    if file.name == "attested.yaml":
        return parse_attestations(source)
    return parse_entries(source, _ENTRY_KINDS[file.name])


def gather(
    files: Sequence[ParsedFile], images: Sequence[str], unread: Sequence[str]
) -> ParsedFiles:
    """Collect ``files`` and ``images``, both in the order of paths. ``unread`` are the paths of
    files that could not be opened."""
    found = [file.content for file in files]
    settings = next((each for each in found if isinstance(each, ParsedSettings)), None)
    units = next((each for each in found if isinstance(each, ParsedUnits)), None)
    attested = next((each for each in found if isinstance(each, ParsedAttestations)), None)
    return ParsedFiles(
        settings=settings,
        pages=tuple(content for content in found if isinstance(content, ParsedPage)),
        facts=tuple(content for content in found if isinstance(content, ParsedFacts)),
        sources=tuple(content for content in found if isinstance(content, ParsedSources)),
        entries=tuple(content for content in found if isinstance(content, ParsedEntries)),
        units=units,
        attested=attested,
        images=tuple(images),
        texts=tuple(file.source for file in files if file.source),
        unread=(*unread, *(file.path for file in files if file.source is None)),
    )


_NONE = SourceText("", "")


def encode_parsed(file: ParsedFile) -> bytes:
    """The file as MessagePack, the same bytes for equal files. Mappings lose their order."""
    stored = replace(file, content=_with_source(file.content, _NONE))
    return Encoder(order="deterministic", decimal_format="string").encode(stored)


def decode_parsed(data: bytes) -> ParsedFile:
    """What ``encode_parsed`` encoded. Raises msgspec.MsgspecError for anything else."""
    file = _decoder().decode(data)
    return replace(file, content=_with_source(file.content, file.source or _NONE))


@cache
def _decoder() -> Decoder[ParsedFile]:
    return Decoder(ParsedFile)


def _with_source(content: Content | None, source: SourceText) -> Content | None:
    """All that is in a file has the same source; it is stored once."""
    if isinstance(content, ParsedPage):
        return replace(content, page=content.page and replace(content.page, source=source))
    return content and replace(content, source=source)
