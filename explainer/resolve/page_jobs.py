"""The pages that there are many of, each as a job: what it is made of besides the library.

A job can be sent to another process. Its page depends on the job, on its document, and on what it
looks up in the library, which ``explainer.resolve.lookups`` records.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from msgspec import Struct

from explainer.diagnostics import Diagnostic
from explainer.model.pages.page import Page as Document
from explainer.resolve.checking.corrections import check_corrections
from explainer.resolve.linking.fact_ages import Examined
from explainer.resolve.linking.library import Library
from explainer.resolve.makers.explainer_pages import link_page
from explainer.resolve.makers.fact_pages import fact_page
from explainer.resolve.makers.index_pages import source_page
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.published.ledger_pages import FactSupport
from explainer.resolve.published.pages import ExplainerPage, Page
from explainer.resolve.published.parts import Link
from explainer.resolve.published.sections import SourceUse


class DocumentJob(Struct, frozen=True, tag=True):
    """An explainer or plain page, from the document of that name. ``overdue`` says that the day of
    its review is past, ``draft`` that only a build with drafts includes it."""

    language: str
    address: str
    name: str
    overdue: bool = False
    draft: bool = False


class FactJob(Struct, frozen=True, tag=True):
    """The page of a fact; see ``fact_page``."""

    language: str
    address: str
    fact_id: str
    used: tuple[SourceUse, ...]
    derived: tuple[str, ...]
    examined: Examined


class SourceJob(Struct, frozen=True, tag=True):
    """The page of a source; see ``source_page``."""

    language: str
    address: str
    key: str
    uses: tuple[SourceUse, ...]
    copies: tuple[Link, ...]
    supported: tuple[FactSupport, ...]


PageJob: TypeAlias = DocumentJob | FactJob | SourceJob


class ResolvedPage(NamedTuple):
    """The page of a job, and what is wrong with it. ``linked`` is kept of a document."""

    page: Page
    linked: Linked | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def resolve_page(library: Library, job: PageJob, document: Document | None) -> ResolvedPage:
    """``document`` is that of a ``DocumentJob``, and has no wrong reference."""
    if isinstance(job, FactJob):
        made = fact_page(library, job.fact_id, job.used, job.derived, job.examined)
        return ResolvedPage(made)
    if isinstance(job, SourceJob):
        return ResolvedPage(source_page(library, job.key, job.uses, job.copies, job.supported))
    assert document is not None, "a document's job comes with the document"
    page, linked = link_page(library, document, overdue=job.overdue, draft=job.draft)
    found = check_corrections(document, page) if isinstance(page, ExplainerPage) else ()
    return ResolvedPage(page, linked, found)
