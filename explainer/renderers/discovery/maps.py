"""What lists the pages of a site for programs: sitemap.xml, robots.txt, llms.txt."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.addresses import in_language, source_slug
from explainer.languages.catalogues import unmarked
from explainer.renderers.files import LinkedSite, OutputFile
from explainer.renderers.markdown import MarkdownText
from explainer.renderers.template_environment import render_template
from explainer.renderers.templates import Templates
from explainer.resolve.dataset.dataset import data_page
from explainer.resolve.makers.histories import bearing_on, by_subject
from explainer.resolve.makers.page_frame import own_name
from explainer.resolve.references.links import page_address

_MOST = 50_000
"""The number of addresses that a sitemap may have."""


def sitemap_files(site: LinkedSite, templates: Templates) -> Iterator[OutputFile]:
    """One sitemap, or an index of several; and robots.txt, which names it."""
    url, listed = site.site.settings.url, sorted(_listed(site))
    files = {"sitemap.xml": listed}
    if divided := len(listed) > _MOST:
        starts = enumerate(range(0, len(listed), _MOST), 1)
        files = {f"sitemap-{number}.xml": listed[at : at + _MOST] for number, at in starts}
        files["sitemap.xml"] = [(name, "") for name in files]
    for name, part in files.items():
        given = {"url": url, "listed": part, "index": divided and name == "sitemap.xml"}
        text = render_template(templates, site.site.default, "sitemap.xml", given)
        yield OutputFile(name, text.encode())
    robots = f"User-agent: *\nDisallow:\n\nSitemap: {url}sitemap.xml\n"
    yield OutputFile("robots.txt", robots.encode())


def _listed(site: LinkedSite) -> Iterator[tuple[str, str]]:
    """The address of each page that search engines may list, and the day of its last change in
    substance; empty if none is recorded.

    Left out are redirects, drafts, withdrawn pages, the search, records that nothing relies on, and
    those that say the same in another language: sources, facts without a translation, and all of a
    language that no page is in.
    """
    own, default, first = site.site, site.site.default, site.resolved.languages[0]
    site_map = first.shelf.library.site_map
    left_out, days = {"404.html", *site_map.former}, dict[str, str]()
    changes = by_subject(own.changes)
    for language in site.resolved.languages:
        code = language.shelf.language
        left_out.add(in_language("search/", code, default))
        if code != default and not language.shelf.documents:
            left_out.update(each for each in site_map.anchors if each.startswith(f"{code}/"))
        for page in language.linked:
            if page.draft or page.kind == "withdrawn":
                left_out.add(page.address)
            shown = (day.iso for day in (page.published, page.updated) if day)
            days[page.address] = max(shown, default="")
        for document in language.shelf.documents:
            recorded = (each.day.isoformat() for each in bearing_on(document, changes))
            address = page_address(own, document)
            days[address] = max((days.get(address, ""), *recorded))
        for change in own.changes:
            if change.kind == "fact":
                address = in_language(f"facts/{change.subject.id}/", code, default)
                days[address] = max(days.get(address, ""), change.day.isoformat())
        for key in own.sources:
            if code != default or key not in first.relied.sources:
                left_out.add(in_language(f"sources/{source_slug(key)}/", code, default))
        for fact in own.facts.values():
            told = code == default or any(code == each for _, each, _ in fact.translations)
            if not told or fact.id not in first.relied.facts:
                left_out.add(in_language(f"facts/{fact.id}/", code, default))
    for address in site_map.anchors:
        if address not in left_out:
            yield address, days.get(address, "")


def llms_file(site: LinkedSite, templates: Templates) -> OutputFile:
    """The file that https://llmstxt.org/ describes, in the site's own language; explainers in each
    of their languages."""
    first, dataset = site.resolved.languages[0], site.resolved.dataset
    chrome, library = first.shelf.chrome, first.shelf.library
    assert dataset, "a site with pages has data"
    languages = [
        (own_name(each.shelf.language), [page for page in each.explainers() if not page.draft])
        for each in site.resolved.languages
    ]
    given = {
        "chrome": chrome,
        **MarkdownText(chrome.url, chrome.url, library.catalogue.gettext).functions,
        "pages": [each for each in first.linked if each.kind == "page" and not each.draft],
        "languages": languages,
        "files": [file for file, _ in data_page(library, dataset).files],
    }
    text = render_template(templates, first.shelf.language, "llms.txt", given, chrome.words)
    return OutputFile("llms.txt", unmarked(text).encode())
