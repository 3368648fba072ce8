"""Make pages and files, in any process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.diagnostics import Diagnosed, Diagnostic
from explainer.documents.files.discovery import ContentFile
from explainer.model.pages.page import Page as Document
from explainer.model.site.content_files import encode_parsed, parse_file
from explainer.model.site.site import Site
from explainer.output import OutputRefused
from explainer.renderers.files import FileJob, LargeFileJob, OutputFile
from explainer.renderers.html import RenderJob, render
from explainer.renderers.templates import Templates
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.library import Library, make_library
from explainer.resolve.lookups import recording, together
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.page_jobs import FactJob, PageJob, resolve_page
from explainer.resolve.published.frame import Chrome
from explainer.resolve.published.ledger_pages import FactPage
from explainer.resolve.published.pages import SourcePage
from explainer.resolve.references.links import SiteMap


def parser(_: None) -> Callable[[tuple[ContentFile, bytes]], bytes]:
    """The function that parses a content file with its bytes, as ``decode_parsed`` reads it."""
    return _parse


def _parse(file: tuple[ContentFile, bytes]) -> bytes:
    return encode_parsed(parse_file(*file))


class Workshop(Struct, frozen=True, kw_only=True):
    """What pages are made from: the site, and the chrome of each language by its code.

    If ``records``, the lookups of each page are recorded. ``libraries`` are those of languages, as
    far as they are made.
    """

    site: Site
    ledger: Ledger
    site_map: SiteMap
    chromes: Mapping[str, Chrome]
    templates: Templates
    records: bool
    libraries: Mapping[str, Library] = {}

    def to_send(self) -> Workshop:
        """The same for another process, without the documents' own texts: each comes with its
        job."""
        site = self.site
        pages = {version: page.seen_by_others() for version, page in site.pages.items()}
        files = {page.source.path: page for page in pages.values()}
        texts = {path: text for path, text in site.texts.items() if path not in files}
        return replace(
            self,
            site=replace(site, pages=pages, held_back={}, texts=texts),
            site_map=replace(self.site_map, files=files),
            libraries={},
        )


class Work(Struct, frozen=True):
    """A page to make; ``document`` is that of a ``DocumentJob``."""

    job: PageJob | RenderJob
    document: Document | None = None


def compile_for(work: Iterable[Work], templates: Templates) -> None:
    """Compile the templates of pages."""
    from explainer.renderers.template_environment import compile_templates

    used: dict[str, set[str]] = {}
    for job, document in ((each.job, each.document) for each in work):
        if isinstance(job, RenderJob):
            used.setdefault(job.page.head.language, set()).add(job.page.template)
        elif document:
            used.setdefault(job.language, set()).add(f"{document.kind}.html")
        else:
            page = FactPage if isinstance(job, FactJob) else SourcePage
            used.setdefault(job.language, set()).add(page.template)
    for language, names in used.items():
        compile_templates(templates, language, names)


MadeFile: TypeAlias = tuple[bytes | Path, str]
"""The data of a file, or where it is, and its SHA-256 in hexadecimal."""


def make_files(jobs: Sequence[FileJob | LargeFileJob], folder: Path) -> list[MadeFile]:
    """What each job makes; large files are written to ``folder``. Raises OutputRefused."""
    made: list[MadeFile] = []
    for number, job in enumerate(jobs):
        if isinstance(job, FileJob):
            data = job.make()
            made.append((data, sha256(data).hexdigest()))
            continue
        path = folder / str(number)
        try:
            job.write(path)
            with path.open("rb") as file:
                made.append((path, file_digest(file, "sha256").hexdigest()))
        except OSError as error:
            raise OutputRefused(f"cannot make {job.path} in {folder}: {error}") from error
    return made


class MadePage(Struct, frozen=True):
    """The file of a page, with its SHA-256 in hexadecimal, or what is wrong. ``asked`` is what the
    page looked up, as one text; ``linked`` is what is kept of a document."""

    file: OutputFile | None
    digest: str = ""
    linked: Linked | None = None
    asked: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def page_maker(workshop: Workshop) -> Callable[[Work], MadePage]:
    """The function that makes a page."""
    return _Bench(workshop).make


class _Bench:
    """The libraries of a workshop in this process, and what the page at hand looked up."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._asked: set[str] = set()
        self._libraries: dict[str, Library] = {}

    def make(self, work: Work) -> MadePage:
        job, shop, linked = work.job, self._workshop, None
        self._asked.clear()
        found: tuple[Diagnostic, ...] = ()
        if not isinstance(job, RenderJob):
            library = self._library(job.language, work.document)
            page, linked, found = resolve_page(library, job, work.document)
            job = RenderJob(page, shop.chromes[job.language], shop.templates)
        if found:
            return MadePage(None, linked=linked, diagnostics=found)
        try:
            file = render(job)
        except Diagnosed as failed:
            return MadePage(None, linked=linked, diagnostics=(failed.diagnostic,))
        digest = sha256(file.data).hexdigest()
        return MadePage(file, digest, linked, together(self._asked))

    def _library(self, language: str, document: Document | None) -> Library:
        if language not in self._libraries:
            shop = self._workshop
            made = shop.libraries.get(language) or make_library(
                shop.site, shop.ledger, shop.site_map, language
            )
            self._libraries[language] = recording(made, self._asked) if shop.records else made
        library = self._libraries[language]
        if document is None or document.source.path in library.site.texts:
            return library
        texts = {**library.site.texts, document.source.path: document.source}
        return replace(library, site=replace(library.site, texts=texts))
