"""A page that is taken over depends on nothing but what is compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from explainer.config import Config
from explainer.making.memory import Memory
from explainer.model.pages.page import Page
from explainer.model.site.site import Site
from explainer.pipeline import CompiledSite, compile_site
from explainer.resolve.checking.references import Checking
from explainer.resolve.checking.site import check_page
from explainer.resolve.ledger import Ledger
from explainer.resolve.linking.library import Library
from explainer.resolve.lookups import Recorded, recording
from explainer.resolve.makers.fact_pages import FactJob
from explainer.resolve.makers.source_pages import SourceJob
from explainer.resolve.references.links import SiteMap
from explainer.resolve.resolved_site import PageJob, records, resolve_page
from tests.making.editing import VARIANTS, save
from tests.sites import TODAY, TinySite, explainer, sources

IN_PARTS = "each of its own fields is recorded, or stands here"
NOT_RECORDED = {
    "Library.site": IN_PARTS,
    "Library.ledger": IN_PARTS,
    "Library.site_map": IN_PARTS,
    "Library.language": "the job says it",
    "Library.catalogue": "it follows from the language, and from the code that the key says",
    "Site.settings": "in the frame",
    "Site.incomplete": "in the frame",
    "Site.words": "in the frame",
    "Site.offline": "in the frame: what surrounds each page says it too",
    "Site.as_of": "no page reads it: the job says what is past, and the ledger",
    "Site.changes": "no page reads it: the job brings those that bear on the page",
    "Site.texts": "a page reads its own, whose digest is among the inputs of its record",
    "Ledger.failed": "no page reads it: those facts are errors, with which none is made",
}
"""Why a page may see a field without a record of that. One that is new is recorded in
``explainer.resolve.lookups``, or goes into the frame in ``explainer.making.files``, or no page
reads it: then it stands here, and in ``without``."""


@pytest.fixture
def compiled(tmp_path: Path) -> CompiledSite:
    site = TinySite(tmp_path)
    for name, texts in VARIANTS.items():
        save(site, name, texts[0])
    found = compile_site(Config(site.folder, site.output, TODAY), memory=Memory(None, b""))
    assert found.sound
    return found


def without(library: Library, document: Page | None) -> Library:
    """The library without what pages must not read."""
    unread: Any = None
    texts = {document.source.path: document.source} if document else {}
    return replace(
        library,
        site=replace(library.site, as_of=unread, changes=unread, texts=texts),
        ledger=replace(library.ledger, failed=unread),
    )


def test_each_field_is_recorded_or_known_not_to_matter(compiled: CompiledSite) -> None:
    library = recording(compiled.shelves[0].library, set())
    parts: tuple[Struct, ...] = (library, library.site, library.ledger, library.site_map)
    assert [type(each) for each in parts] == [Library, Site, Ledger, SiteMap]
    fields = {
        f"{type(part).__name__}.{name}": getattr(part, name)
        for part in parts
        for name in part.__struct_fields__
    }
    seen = {name for name, value in fields.items() if not isinstance(value, Recorded)}
    assert seen == NOT_RECORDED.keys()


def test_pages_do_not_read_what_is_not_compared(compiled: CompiledSite) -> None:
    for language in compiled.linked.resolved.languages:
        shelf = language.shelf
        jobs: list[tuple[PageJob, Page | None]] = [
            *zip(shelf.jobs(), shelf.documents, strict=True),
            *((job, None) for job in records(language) if isinstance(job, FactJob | SourceJob)),
        ]
        for job, document in jobs:
            less = without(shelf.library, document)
            assert resolve_page(less, job, document) == resolve_page(shelf.library, job, document)


def test_checks_do_not_read_what_is_not_compared(compiled: CompiledSite) -> None:
    for shelf in compiled.shelves:
        for document in shelf.documents:
            less = without(shelf.library, document)
            checking = Checking(site=less.site, ledger=less.ledger, site_map=less.site_map)
            check_page(checking, document)
            assert checking.diagnostics == []


def test_words_that_resemble_a_source_are_counted_by_page(tmp_path: Path) -> None:
    """So many are compared at most; a page that is taken over must not leave room for others."""
    site = TinySite(tmp_path)
    words = " ".join(f"@word-{number}x" for number in range(300))
    site.write(
        {
            "site.yaml": "title: Rivers\n",
            "sources/s.yaml": sources("survey-2022"),
            "explainers/a.md": explainer(f"## Why?\n\n{words}\n"),
            "explainers/b.md": explainer("## Why?\n\nSo says @survey-2021.\n"),
        }
    )
    (error,) = site.errors()
    assert error.startswith('content/explainers/b.md:9:10 reference: "survey-2021" resembles a')
