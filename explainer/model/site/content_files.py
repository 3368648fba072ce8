"""Parse content files, each as the kind that its path says, and collect them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import TypeAlias, TypeVar

from msgspec import Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import replace

from explainer.diagnostics import Diagnostic
from explainer.documents.data.yaml_failure import cut_texts
from explainer.documents.data.yaml_source import parse_yaml
from explainer.documents.files.discovery import ContentFile, is_translation
from explainer.documents.files.pictures import Picture
from explainer.documents.files.source_text import SourceText, decode, split_front_matter
from explainer.model.entries.entry import ParsedEntries, parse_entries
from explainer.model.facts.attestations import ParsedAttestations, parse_attestations
from explainer.model.facts.fact_files import ParsedFacts, parse_facts
from explainer.model.facts.fact_translations import ParsedFactTranslations, parse_fact_translations
from explainer.model.pages.files import parse_page, split_name
from explainer.model.pages.page import PageKind, ParsedPage
from explainer.model.site.changes import ParsedChanges, parse_changes
from explainer.model.site.settings import ParsedSettings, parse_site_settings
from explainer.model.site.words import ParsedWords, parse_words
from explainer.model.sources.source_files import ParsedSources, parse_sources
from explainer.model.values.units import ParsedUnits, parse_units

Content: TypeAlias = (
    ParsedPage
    | ParsedFacts
    | ParsedFactTranslations
    | ParsedSources
    | ParsedEntries
    | ParsedSettings
    | ParsedUnits
    | ParsedAttestations
    | ParsedChanges
    | ParsedWords
)

T = TypeVar("T")
_PAGE_KINDS: dict[str, PageKind] = {"explainers": "explainer", "pages": "page"}
_PARSERS: dict[str, Callable[[SourceText], Content]] = {
    "facts": parse_facts,
    "sources": parse_sources,
    "words": parse_words,
    "site.yaml": parse_site_settings,
    "units.yaml": parse_units,
    "topics.yaml": partial(parse_entries, kind="topic"),
    "attested.yaml": parse_attestations,
    "changes.yaml": parse_changes,
    "glossary.yaml": partial(parse_entries, kind="term"),
    "people.yaml": partial(parse_entries, kind="person"),
    "places.yaml": partial(parse_entries, kind="place"),
}
"""By the folder, or by the name of a file in ``content/`` itself."""


class ParsedFile(Struct, frozen=True):
    """A content file; ``source`` and ``content`` are None if its bytes are not text."""

    path: str
    source: SourceText | None
    content: Content | None
    diagnostics: tuple[Diagnostic, ...]


class ParsedFiles(Struct, frozen=True):
    """All parsed files of a site in the order of paths, its images by their names, and the
    paths of files that could not be opened."""

    files: tuple[ParsedFile, ...] = ()
    images: Mapping[str, Picture] = {}
    unopened: tuple[str, ...] = ()

    @property
    def unread(self) -> tuple[str, ...]:
        """The paths of files that could not be opened or decoded."""
        return (*self.unopened, *(file.path for file in self.files if file.source is None))

    @property
    def settings(self) -> ParsedSettings | None:
        return next((settings for _, settings in self.of_kind(ParsedSettings)), None)

    def of_kind(self, kind: type[T]) -> Iterator[tuple[SourceText, T]]:
        """The texts and the contents of the files whose content is of this kind."""
        for file in self.files:
            if file.source and isinstance(file.content, kind):
                yield file.source, file.content


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
    is_yaml = source.path.casefold().endswith((".yaml", ".yml", ".md"))
    return () if not is_yaml else cut_texts(source, parse_yaml(source, start, end)[0])


def _parse(file: ContentFile, source: SourceText) -> Content:
    if kind := _PAGE_KINDS.get(file.folder):
        return parse_page(source, kind, *split_name(file.name))
    if is_translation(file.name) and not file.folder:
        return parse_fact_translations(source)
    return _PARSERS[file.folder or file.name](source)


def encode_parsed(file: ParsedFile) -> bytes:
    """The file as MessagePack, the same bytes for equal files. Mappings lose their order."""
    stored = _with_source_of_page(file, SourceText("", ""))  # it is in the file already
    return Encoder(order="deterministic", decimal_format="string").encode(stored)


def decode_parsed(data: bytes) -> ParsedFile:
    """What ``encode_parsed`` encoded. Raises msgspec.MsgspecError for anything else."""
    file = _decoder().decode(data)
    return _with_source_of_page(file, file.source or SourceText("", ""))


@cache
def _decoder() -> Decoder[ParsedFile]:
    return Decoder(ParsedFile)


def _with_source_of_page(file: ParsedFile, source: SourceText) -> ParsedFile:
    content = file.content
    if not isinstance(content, ParsedPage) or content.page is None:
        return file
    return replace(file, content=replace(content, page=replace(content.page, source=source)))
