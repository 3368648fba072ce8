"""What leads readers and programs to pages: the feeds of one language, which ``templates/feed.xml``
writes as Atom (RFC 4287), of explainers, corrections, changes on record, and what is new of each
topic; and what lists the pages of a site: sitemap.xml, robots.txt, llms.txt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import in_language, source_slug
from explainer.languages.catalogues import unmarked
from explainer.model.pages.page import Page
from explainer.model.site.changes import SiteChange
from explainer.model.site.site import Site
from explainer.renderers.files import LinkedSite, OutputFile
from explainer.renderers.markdown import MarkdownText
from explainer.renderers.template_environment import render_template
from explainer.renderers.templates import Templates
from explainer.resolve.dataset.dataset import data_page
from explainer.resolve.linking.linker import PageLinker
from explainer.resolve.linking.notebook import Place
from explainer.resolve.linking.wording import plain_text
from explainer.resolve.makers.histories import bearing_on, by_subject, page_history, recorded_change
from explainer.resolve.makers.linked_pages import Linked
from explainer.resolve.makers.page_frame import own_name
from explainer.resolve.published.list_pages import ChangeEntry, HistoryEntry
from explainer.resolve.published.parts import Link
from explainer.resolve.references.links import page_address
from explainer.resolve.resolved_site import LinkedLanguage, Shelf

_MOST_ENTRIES = 50
"""The number of entries that a feed has at most."""
_MOST = 50_000
"""The number of addresses that a sitemap may have."""


class _Entry(Struct, frozen=True, kw_only=True):
    """A page, with its ``summary`` in plain text, or a change; ``identity`` is the address that it
    has for good, ``link`` what it is of, ``updated`` the day on which it changed in substance."""

    identity: str
    link: Link
    updated: str
    published: str = ""
    summary: str = ""
    change: HistoryEntry | None = None
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def feed_files(language: LinkedLanguage, templates: Templates) -> Iterator[OutputFile]:
    """The files; drafts and withdrawn pages are left out. A feed without entries has the day of the
    newest entry of all."""
    shelf, library = language.shelf, language.shelf.library
    shown = [page for page in shelf.documents if _is_shown(page, library.site)]
    explained = [_explainer(shelf, each) for each in language.explainers() if not each.draft]
    corrected = [*_distinct(_corrections(shelf, shown))]
    recorded = [*_distinct(_recorded(shelf, shown))]
    every = [*explained, *corrected, *recorded]
    home = Link(shelf.chrome.site_title, library.address(""))
    feeds = [("feed.xml", home, explained)]
    feeds.append(("corrections.xml", library.index("corrections/"), corrected))
    feeds.append(("changes.xml", library.index("changes/"), recorded))
    for topic in dict.fromkeys(named.id for _, named in library.site.used_topics()):
        found = [each for each in every if topic in each.topics]
        feeds.append((f"topics/{topic}/feed.xml", library.topic(topic), found))
    for name, page, entries in feeds:
        newest = sorted(entries, key=lambda each: each.updated, reverse=True)[:_MOST_ENTRIES]
        days = (each.updated for each in newest or every)
        given = {
            "address": library.address(name),
            "language": shelf.language,
            "chrome": shelf.chrome,
            "page": page,
            "updated": max(days, default=library.site.as_of.isoformat()),
            "entries": newest,
            "in_words": lambda said: said if isinstance(said, str) else plain_text(said),
        }
        text = render_template(templates, shelf.language, "feed.xml", given, shelf.chrome.words)
        yield OutputFile(library.address(name), unmarked(text).encode())


def _explainer(shelf: Shelf, page: Linked) -> _Entry:
    site = shelf.library.site
    published, updated = (day.iso if day else "" for day in (page.published, page.updated))
    people = (site.entries["person", each.split("/")[-2]] for each in page.authors)
    return _Entry(
        identity=page.address,
        link=page.link,
        updated=max(updated, published) or site.as_of.isoformat(),
        published=published,
        summary="\n".join(page.digest) or page.short_answer or page.standfirst,
        authors=tuple(person.name_in(shelf.language) for person in people),
        topics=page.topics,
    )


def _corrections(shelf: Shelf, shown: Iterable[Page]) -> Iterator[_Entry]:
    """What was wrong on each page, with what is right, oldest first on each."""
    library, here = shelf.library, shelf.library.index("corrections/")
    linker = PageLinker(library=library, page=here, marks="none")
    for page in shown:
        for change in reversed(page_history(linker, page, (), Place(here, ""))):
            if isinstance(change, ChangeEntry) and change.correction:
                where = change.question or Link("", f"{change.page.address}#changes")
                yield _Entry(
                    identity=f"{change.page.address}#correction-{change.day.iso}",
                    link=Link(change.page.text, where.address),
                    updated=change.day.iso,
                    change=change,
                    topics=tuple(named.id for named in page.topics),
                )


def _recorded(shelf: Shelf, shown: Iterable[Page]) -> Iterator[_Entry]:
    """What is on record of facts and answers, in its order; that a page came, its own entry says.
    A change has the topics of the pages that it bears on, and of the fact that it is of."""
    library, site = shelf.library, shelf.library.site
    here = library.index("changes/")
    topics: dict[SiteChange, dict[str, None]] = {each: {} for each in site.changes}
    changes = by_subject(site.changes)
    for page in shown:
        for change in bearing_on(page, changes):
            topics[change] |= dict.fromkeys(named.id for named in page.topics)
    for change in site.changes:
        about = site.version(change.page, library.language)
        is_hidden = about is not None and not _is_shown(about, site)
        is_hidden |= (change.page, site.default) in site.held_back
        if is_hidden or (change.kind == "page" and change.is_new):
            continue
        if change.kind == "fact" and (fact := site.facts.get(change.subject.id)):
            topics[change] |= {fact.topic.id: None}
        entry = recorded_change(library, change)
        subject = entry.question or entry.subject
        yield _Entry(
            identity=f"{here.address}#{change.subject.id.replace('#', '/')}-{entry.day.iso}",
            link=Link(subject.text, subject.address or here.address),
            updated=entry.day.iso,
            change=entry,
            topics=tuple(filter(None, topics[change])),
        )


def _is_shown(page: Page, site: Site) -> bool:
    return page.status != "withdrawn" and not page.held_back(site.as_of)


def _distinct(entries: Iterable[_Entry]) -> Iterator[_Entry]:
    """The entries with a number behind the identity of those whose identity an earlier one has."""
    seen = Counter[str]()
    for entry in entries:
        seen[entry.identity] += 1
        number = seen[entry.identity]
        yield replace(entry, identity=f"{entry.identity}-{number}") if number > 1 else entry


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
