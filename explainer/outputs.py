"""The table of outputs, in the order in which build, preview and check make them, after the pages
of documents.

To add one, write a function from the linked site to its files, and a row. In the preview, an output
that can wait is made a moment after the others; see docs/decisions/0012-what-a-save-builds.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from typing import TypeAlias

import msgspec

from explainer.diagnostics import Diagnostic
from explainer.documents.files.discovery import ContentFile, load
from explainer.extensions import Output
from explainer.renderers.citations import citation_files
from explainer.renderers.data import render_data
from explainer.renderers.files import FileJob, FolderJob, LinkedSite, OutputFile
from explainer.renderers.headers import (
    CONTENT_SECURITY_POLICY,
    SEARCH_POLICY,
    github_files,
    headers_file,
    redirects_file,
)
from explainer.renderers.html import RenderJob
from explainer.renderers.pictures import picture_job
from explainer.resolve.dataset.dataset import data_page
from explainer.resolve.makers.fact_pages import FactJob
from explainer.resolve.makers.source_pages import SourceJob
from explainer.resolve.published.pages import Page
from explainer.resolve.references.figures import picture_files
from explainer.resolve.references.links import image_address
from explainer.resolve.resolved_site import LinkedLanguage, indexes, records, search_passages

_Job: TypeAlias = FactJob | SourceJob
_OF_SEARCH_PAGE = ("assets/css/search/", "assets/js/search/")


def pages(
    site: LinkedSite, of: Callable[[LinkedLanguage], Iterable[Page | _Job]]
) -> Iterator[RenderJob | _Job]:
    """The pages ``of`` each language, with its frame; jobs as they are."""
    assert site.templates, "a site without templates is not sound"
    for language in site.resolved.languages:
        chrome = language.shelf.chrome
        for each in of(language):
            yield (
                each
                if isinstance(each, FactJob | SourceJob)
                else RenderJob(each, chrome, site.templates)
            )


def assets(site: LinkedSite) -> Iterator[OutputFile]:
    for file in site.assets.files if site.assets else ():
        if site.site.searched or not file.path.startswith(_OF_SEARCH_PAGE):
            yield file


def images(site: LinkedSite) -> Iterator[OutputFile | FileJob | Diagnostic]:
    """The card of the site, its logo and icon, and the files of each picture that pages show."""
    originals, card = site.site.images, site.site.settings.card
    theme = site.site.settings.theme
    if card and card.image not in site.resolved.images:
        path = f"content/images/{card.image}"
        data, problems = load(ContentFile(path, "images", str(site.folder / path)))
        yield from problems
        if data is not None:
            yield OutputFile(image_address(card.image), data)
    shown = site.resolved.images
    for name in dict.fromkeys((*shown, *(each for each in (theme.logo, theme.icon) if each))):
        if problem := originals[name].problem:
            yield problem
            if problem.code == "missing-library":
                break  # the others lack it too
            continue
        own, *choice = picture_files(name, originals[name])
        for file in (own, *(choice if name in shown else ())):
            yield picture_job(site.folder, name, originals[name], file)


def cards(site: LinkedSite) -> Iterator[FileJob]:
    """The picture for shared links of each explainer."""
    from explainer.renderers.card import page_card

    for language in site.resolved.languages:
        if language.shelf.language in site.site.settings.cards:
            for document, page in zip(language.shelf.documents, language.linked, strict=True):
                if page.kind == "explainer":
                    yield page_card(document, page, language)


def open_data(site: LinkedSite) -> Iterator[FileJob | RenderJob | _Job]:
    """The files of the data, how to cite each explainer, and the page about the data."""
    if dataset := site.resolved.dataset:
        yield from render_data(dataset)
        yield from pages(site, lambda each: [data_page(each.shelf.library, dataset)])
        for language in site.resolved.languages:
            for page in language.explainers():
                yield from citation_files(language.shelf.library, page)


def headers(site: LinkedSite) -> Iterator[OutputFile]:
    assert site.assets, "a site without assets is not sound"
    if not site.site.offline:  # no host reads them
        policy = SEARCH_POLICY if site.site.searched else CONTENT_SECURITY_POLICY
        yield headers_file(site.assets.fingerprinted, site.site.languages[1:], policy)


def search(site: LinkedSite) -> Iterator[FolderJob]:
    """What the search page searches with, if there is anything to find."""
    if site.site.searched:
        from explainer.renderers.search import FOLDER, search_files

        found = [
            (each.shelf.language, passage)
            for each in site.resolved.languages
            for passage in search_passages(each)
        ]
        if found:
            languages = site.site.languages
            inputs = sha256(msgspec.json.encode((found, languages))).digest()
            yield FolderJob(FOLDER, inputs, partial(search_files, found, languages))


def redirects(site: LinkedSite) -> Iterator[OutputFile]:
    """The former addresses of pages for hosts, those of the newest explainers first."""
    languages = site.resolved.languages
    former = languages[0].shelf.library.site_map.former if languages else {}
    if former and not site.site.offline:
        newest = [page.address for language in languages for page in language.explainers()]
        rank = {address: number for number, address in enumerate(newest)}
        first = sorted(former.items(), key=lambda each: rank.get(each[1], len(rank)))
        yield redirects_file(first, site.site.settings.base_path)


def github_pages(site: LinkedSite) -> Iterator[OutputFile]:
    settings = site.site.settings
    if settings.hosting == "github-pages" and not site.site.offline:
        yield from github_files(settings.url)


def discovery(site: LinkedSite) -> Iterator[OutputFile]:
    """What leads readers and programs to pages: feeds, sitemap, robots.txt, llms.txt."""
    from explainer.renderers.discovery import feed_files, llms_file, sitemap_files

    assert site.templates, "a site without templates is not sound"
    if site.site.is_public:
        for language in site.resolved.languages:
            yield from feed_files(language, site.templates)
        yield from sitemap_files(site, site.templates)
        yield llms_file(site, site.templates)


OUTPUTS = (
    Output("data", open_data, can_wait=True),
    Output("indexes", lambda site: pages(site, indexes), can_wait=True),
    Output("assets", assets),
    Output("images", images),
    Output("cards", cards, can_wait=True),
    Output("records", lambda site: pages(site, records), can_wait=True),
    Output("search", search, can_wait=True),
    Output("discovery", discovery, can_wait=True),
    Output("headers", headers, can_wait=True),
    Output("redirects", redirects, can_wait=True),
    Output("github-pages", github_pages, can_wait=True),
)
