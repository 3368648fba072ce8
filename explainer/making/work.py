"""Pages and files to make, and making them, in any process."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import output_path
from explainer.config import Refused
from explainer.diagnostics import Diagnosed, Diagnostic
from explainer.making.memory import Inputs
from explainer.model.pages.page import Page as Document
from explainer.model.site.site import Site
from explainer.renderers.files import FileJob, LinkedSite, OutputFile
from explainer.renderers.html import RenderJob, embed_files, render
from explainer.renderers.markdown import twin_files
from explainer.renderers.templates import Templates
from explainer.resolve.checking.references import Checking
from explainer.resolve.checking.site import check_page
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.library import Library, make_library
from explainer.resolve.lookups import recording, together
from explainer.resolve.makers.fact_pages import FactJob
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.published.frame import Chrome
from explainer.resolve.published.ledger_pages import FactPage
from explainer.resolve.published.pages import EmbedPage
from explainer.resolve.published.source_pages import SourcePage
from explainer.resolve.references.links import SiteMap
from explainer.resolve.resolved_site import PageJob, Shelf, resolve_page

_AT_ONCE = 16
"""So many pages are made before the editor sees the one that changed."""


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

    @classmethod
    def of(cls, site: LinkedSite, shelves: Sequence[Shelf], *, records: bool) -> Workshop | None:
        """That of a site with these shelves; None without templates."""
        if site.templates is None:
            return None
        library = shelves[0].library
        return cls(
            site=site.site,
            ledger=library.ledger,
            site_map=library.site_map,
            chromes={each.language: each.chrome for each in shelves},
            templates=site.templates,
            records=records,
            libraries={each.language: each.library for each in shelves},
        )

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
    """A page to make; ``document`` is that of a ``DocumentJob``, ``inputs`` those of its record,
    empty if none is kept."""

    job: PageJob | RenderJob
    document: Document | None = None
    inputs: Inputs = {}

    @property
    def address(self) -> str:
        return self.job.page.head.address if isinstance(self.job, RenderJob) else self.job.address

    @property
    def path(self) -> str:
        return output_path(self.address)


def document_work(shelves: Sequence[Shelf]) -> list[Work]:
    """The page of each document."""
    return [
        Work(job, document)
        for shelf in shelves
        for job, document in zip(shelf.jobs(), shelf.documents, strict=True)
    ]


def check_documents(
    shelf: Shelf, due: Sequence[Work]
) -> tuple[Mapping[str, str], list[Diagnostic]]:
    """What was looked up to check each document, by the address of its page, and what is wrong."""
    asked: set[str] = set()
    seen = recording(shelf.library, asked)
    checking = Checking(site=seen.site, ledger=seen.ledger, site_map=seen.site_map)
    looked_up: dict[str, str] = {}
    for each in due:
        assert each.document, "the work of a document comes with it"
        asked.clear()
        check_page(checking, each.document)
        looked_up[each.address] = together(asked)
    return looked_up, checking.diagnostics


def urgent(due: Sequence[Work], before: Container[str], looked_at: Container[str]) -> list[Work]:
    """Of many pages, those that somebody looks at, by their paths, and those of which no build kept
    anything: ``before`` are the addresses of those that it kept."""
    if len(due) <= _AT_ONCE:
        return list(due)
    return [each for each in due if each.path in looked_at or each.address not in before]


def compile_for(work: Iterable[Work], templates: Templates) -> None:
    """Compile the templates of pages."""
    from explainer.renderers.template_environment import compile_templates

    used: dict[str, set[str]] = defaultdict(set)
    for job, document in ((each.job, each.document) for each in work):
        if isinstance(job, RenderJob):
            used[job.page.head.language].add(job.page.template)
        elif document:
            used[job.language] |= {f"{document.kind}.html"}
            used[job.language] |= {EmbedPage.template} if document.illustrated else set()
        else:
            page = FactPage if isinstance(job, FactJob) else SourcePage
            used[job.language].add(page.template)
    for language, names in used.items():
        compile_templates(templates, language, names)


FilesMade: TypeAlias = list[tuple[Path, str] | Diagnostic]


def make_files(jobs: Sequence[FileJob], folder: Path) -> FilesMade:
    """What each job makes, as a file in ``folder`` with its SHA-256 in hexadecimal, or what is
    wrong. Raises Refused."""
    made: FilesMade = []
    for number, job in enumerate(jobs):
        path = folder / str(number)
        try:
            job.write(path)
            with path.open("rb") as file:
                made.append((path, file_digest(file, "sha256").hexdigest()))
        except Diagnosed as failed:
            made.append(failed.diagnostic)
        except OSError as error:
            raise Refused(f"cannot make {job.path} in {folder}: {error}") from error
    return made


class MadePage(Struct, frozen=True):
    """The file of a page, its twin and the files of its embeds, each with its SHA-256 in
    hexadecimal, or what is wrong. ``asked`` is what the page looked up, as one text; ``linked`` is
    what is kept of a document."""

    files: tuple[tuple[OutputFile, str], ...] = ()
    linked: Linked | None = None
    asked: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()


def page_maker(workshop: Workshop) -> Callable[[Work], MadePage]:
    """The function that makes a page; it keeps the libraries of the workshop in this process."""
    asked: set[str] = set()
    libraries: dict[str, Library] = {}

    def make(work: Work) -> MadePage:
        job, linked = work.job, None
        asked.clear()
        found: tuple[Diagnostic, ...] = ()
        embeds: tuple[EmbedPage, ...] = ()
        if not isinstance(job, RenderJob):
            library = library_for(job.language, work.document)
            page, linked, found, embeds = resolve_page(library, job, work.document)
            job = RenderJob(page, workshop.chromes[job.language], workshop.templates)
        if found:
            return MadePage(linked=linked, diagnostics=found)
        try:
            files = [render(job), *twin_files(job.page, job.chrome, job.templates)]
            for each in embeds:
                files += embed_files(replace(job, page=each), each)
        except Diagnosed as failed:
            return MadePage(linked=linked, diagnostics=(failed.diagnostic,))
        made = tuple((file, sha256(file.data).hexdigest()) for file in files)
        return MadePage(made, linked, together(asked))

    def library_for(language: str, document: Document | None) -> Library:
        if language not in libraries:
            made = workshop.libraries.get(language) or make_library(
                workshop.site, workshop.ledger, workshop.site_map, language
            )
            libraries[language] = recording(made, asked) if workshop.records else made
        library = libraries[language]
        if document is None or document.source.path in library.site.texts:
            return library
        texts = {**library.site.texts, document.source.path: document.source}
        return replace(library, site=replace(library.site, texts=texts))

    return make
