"""What pages have in common: head, title, citation, entries and related pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from explainer.addresses import in_language
from explainer.documents.markdown.parsed_text import ParsedText
from explainer.documents.references.kinds import TermReference
from explainer.languages.locales import language_name
from explainer.languages.words import quotation_marks
from explainer.model.entries.entry import Entry
from explainer.model.pages.page import Page
from explainer.model.site.site import Site
from explainer.resolve.linking.library import Library
from explainer.resolve.linking.linker import PageLinker, text_in_words
from explainer.resolve.linking.plain_words import plain_text
from explainer.resolve.linking.uses import Place
from explainer.resolve.linking.wording import page_day
from explainer.resolve.published.frame import Head
from explainer.resolve.published.parts import Fragment, Link
from explainer.resolve.published.sections import TermEntry


def make_head(
    library: Library,
    path: str,
    title: str,
    *,
    description: str = "",
    languages: Sequence[str] | None = None,
    breadcrumb: Sequence[Link] = (),
) -> Head:
    """``path`` is the page's address without its language; ``languages`` are the languages that
    the page exists in, by default all of the site's."""
    site = library.site
    address = library.address(path)
    alternates = tuple(
        Link(_own_name(code), in_language(path, code, site.default), language=code)
        for code in site.languages
        if languages is None or code in languages
    )
    canonical = f"{site.settings.url}{address}" if site.settings.url else ""
    return Head(
        address=address,
        language=library.language,
        title=title,
        description=description,
        alternates=alternates if len(alternates) > 1 else (),
        canonical=canonical,
        breadcrumb=tuple(breadcrumb),
    )


@lru_cache(maxsize=256)
def _own_name(language: str) -> str:
    """A language's name for itself, with a capital letter first."""
    name = language_name(language, language)
    return name[:1].upper() + name[1:]


def page_title(library: Library, page: Page) -> str:
    """The title as plain text; it has no notes."""
    return text_in_words(library, page.title, page.source.path)


def citation(library: Library, page: Page, title: str, authors: Sequence[Link]) -> str:
    """How to cite the page, as plain text."""
    opening, closing = quotation_marks(library.language)
    day = page.updated or page.checked or page.researched or page.published
    version = page_day(day, library.language)
    settings = library.site.settings
    of_day = library.catalogue.gettext("version of %(date)s")
    parts = (
        *(author.text for author in authors),
        f"{opening}{title}{closing}",
        settings.in_language("title", library.language),
        of_day % {"date": version.text} if version else "",
        f"{settings.url}{library.address(f'{page.name}/')}" if settings.url else "",
    )
    return ", ".join(filter(None, parts))


def named_entries(site: Site, texts: Iterable[ParsedText]) -> tuple[Entry, ...]:
    """The glossary entries, people and places that the texts name, sorted by name."""
    found: dict[tuple[str, str], Entry] = {}
    for text in texts:
        for reference in text.references:
            if isinstance(reference, TermReference) and (entry := site.entry(reference.term)):
                found[entry.kind, entry.id] = entry
    return tuple(
        sorted(found.values(), key=lambda entry: (entry.name.casefold(), entry.kind, entry.id))
    )


def link_entries(linker: PageLinker, entries: Iterable[Entry]) -> tuple[TermEntry, ...]:
    """The entries as the page explains them, sorted by their names in its language.

    What they cite and state counts for the index that lists them.
    """
    library, language = linker.library, linker.library.language
    found: list[TermEntry] = []
    for entry in sorted(entries, key=lambda e: (e.name_in(language).casefold(), e.kind, e.id)):
        name, address = entry.name_in(language), library.entry_address(entry)
        at = Place(library.entry_index(entry.kind), entry.path, Link(name, address))
        found.append(
            TermEntry(
                id=f"term-{entry.id}",
                name=name,
                kind=entry.kind,
                address=address,
                text=linker.fragment(entry.text_in(language), at),
                role=entry.role_in(language),
                organization=entry.organization,
                same_as=entry.same_as,
            )
        )
    return tuple(found)


def related_links(library: Library, page: Page) -> Iterator[Link]:
    """The pages that ``related`` names, except withdrawn ones."""
    for named in page.related:
        other = library.site.version(named.id, library.language)
        if other and other.status != "withdrawn":
            language = other.language or library.site.default
            shown = "" if language == library.language else language
            yield Link(page_title(library, other), library.page_address(other), language=shown)


def described(*texts: Fragment) -> str:
    """A page's description for machines: the words of the first text that is not empty."""
    return next((words for text in texts if (words := plain_text(text))), "")
