"""What pages have in common: head, title, citation, entries, related pages, the letters that long
lists are divided by, and links for reporting an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain, count, groupby, zip_longest
from typing import Any
from unicodedata import normalize
from urllib.parse import quote, urlencode

from msgspec import Struct
from msgspec.structs import replace

from explainer.addresses import in_language
from explainer.documents.markdown.parsed_text import FigureReference, ParsedText
from explainer.documents.references.kinds import TermReference
from explainer.languages.catalogues import load_catalogue, unmarked
from explainer.languages.locales import language_name
from explainer.languages.words import initial, initial_slug, joined, joint, quotation_marks
from explainer.model.entries.entry import Entry
from explainer.model.pages.page import Page, texts
from explainer.model.site.site import Site
from explainer.resolve.linking.library import INDEXES, Library
from explainer.resolve.linking.linker import PageLinker, text_in_words
from explainer.resolve.linking.notebook import Place
from explainer.resolve.published.frame import Head
from explainer.resolve.published.list_pages import TermEntry
from explainer.resolve.published.pages import RelatedPage
from explainer.resolve.published.parts import Link
from explainer.resolve.published.source_pages import Letters
from explainer.resolve.references.links import ENTRY_INDEXES, page_address
from explainer.resolve.references.related import Related

_NOT_ID = re.compile(r"[^a-z0-9]+")
MOST_ON_A_PAGE = 300
"""The number of questions, or of sources, that a page lists at most."""


def make_head(
    library: Library, path: str, title: str, *, languages: Sequence[str] | None = None, **more: Any
) -> Head:
    """``path`` is the page's address without its language; ``languages`` are the languages that
    the page exists in, by default all of the site's; ``more`` are further fields."""
    site, address = library.site, library.address(path)
    own = site.languages if languages is None else languages
    alternates = tuple(
        Link(own_name(code), in_language(path, code, site.default), language=code)
        for code in site.languages
        if code in own
    )

    def home(code: str) -> Link:
        gettext = load_catalogue(code, site.words_in(code)).gettext
        words = gettext("%(language)s: not translated") % {"language": own_name(code)}
        return Link(words, in_language("", code, site.default), language=code)

    untranslated = tuple(home(code) for code in site.languages if own and code not in own)
    return Head(
        address=address,
        language=library.language,
        title=title,
        alternates=alternates if len(alternates) > 1 or untranslated else (),
        untranslated=untranslated,
        canonical=f"{site.settings.url}{address}" if site.settings.url else "",
        **more,
    )


def has_figures(page: Page) -> bool:
    """Whether there are figures in its texts."""
    references = (each for text in texts(page) for each in text.references)
    return page.illustrated and any(isinstance(each, FigureReference) for each in references)


def index_head(library: Library, path: str) -> Head:
    """The head of the list of ``INDEXES`` at ``path``."""
    title, described = map(library.catalogue.gettext, INDEXES[path])
    return make_head(library, path, title, description=described)


@lru_cache(maxsize=256)
def own_name(language: str) -> str:
    """A language's name for itself, with a capital letter first."""
    name = language_name(language, language)
    return name[:1].upper() + name[1:]


def distinct_anchors(prefix: str, names: Iterable[str]) -> dict[str, str]:
    """For each name, the prefix with the name in lower-case letters, digits and hyphens; with a
    number behind it where an earlier name has that."""
    found: dict[str, str] = {}
    for name in names:
        anchor = f"{prefix}-{_NOT_ID.sub('-', name.lower()).strip('-')}".rstrip("-")
        numbered = (f"{anchor}-{number}" for number in count(2))
        taken = found.values()
        found[name] = next(each for each in chain((anchor,), numbered) if each not in taken)
    return found


def in_its_words(library: Library, page: Page, text: ParsedText) -> str:
    """A text of the page as plain text, with its numbers and dates in the page's own language."""
    if code := other_language(library, page):
        catalogue = load_catalogue(code, library.site.words_in(code))
        library = replace(library, language=code, catalogue=catalogue)
    return text_in_words(library, text, page.source.path)


def citation(library: Library, page: Link, day: date | None, authors: Sequence[Link] = ()) -> str:
    """How to cite the page, as plain text; ``day`` is that of its version."""
    opening, closing = quotation_marks(library.language)
    version, settings = library.day(day), library.site.settings
    of_day = library.catalogue.gettext("version of %(date)s")
    parts = (
        *(author.text for author in authors),
        f"{opening}{page.text}{closing}",
        settings.in_language("title", library.language),
        of_day % {"date": version.text} if version else "",
        f"{settings.url}{page.address}" if settings.url else "",
    )
    return joined(",", parts, library.language)


def named_entries(site: Site, texts: Iterable[ParsedText]) -> tuple[Entry, ...]:
    """The glossary entries, people and places that the texts name, sorted by name."""
    references = (each for text in texts for each in text.references)
    terms = (site.entry(each.term) for each in references if isinstance(each, TermReference))
    found = {(entry.kind, entry.id): entry for entry in terms if entry}
    return tuple(sorted(found.values(), key=lambda e: (e.name.casefold(), e.kind, e.id)))


def link_entries(linker: PageLinker, entries: Iterable[Entry]) -> tuple[TermEntry, ...]:
    """The entries as the page explains them, sorted by their names in its language.

    What they cite and state counts for the index that lists them.
    """
    library, language = linker.library, linker.library.language

    def shown(entry: Entry) -> TermEntry:
        assert entry.kind != "topic"
        name, address = entry.name_in(language), library.entry_address(entry)
        at = Place(library.index(ENTRY_INDEXES[entry.kind]), entry.path, Link(name, address))
        return TermEntry(
            id=f"term-{entry.id}",
            name=name,
            kind=entry.kind,
            address=address,
            text=linker.fragment(entry.text_in(language), at),
            role=entry.role_in(language),
            organization=entry.organization,
            same_as=entry.same_as,
        )

    by_name = sorted(entries, key=lambda e: (e.name_in(language).casefold(), e.kind, e.id))
    return tuple(map(shown, by_name))


def page_link(library: Library, page: Page) -> Link:
    """The link to a page, which says its language if it is another."""
    title, address = in_its_words(library, page, page.title), page_address(library.site, page)
    return Link(title, address, language=other_language(library, page))


def other_language(library: Library, page: Page) -> str:
    """The code of the language that the page is in; empty if it is the library's."""
    code = page.language or library.site.default
    return "" if code == library.language else code


def related_pages(library: Library, related: Iterable[Related]) -> Iterator[RelatedPage]:
    """The pages to read next, except withdrawn ones."""
    for found in related:
        other = library.site.version(found.name, library.language)
        if other and other.status != "withdrawn":
            link = page_link(library, other)
            asked = question_link(library, other, found.question) if found.question else None
            told = in_its_words(library, other, other.standfirst or other.short_answer)
            yield RelatedPage(link, found.facts, found.sources, asked, told)


def question_link(library: Library, page: Page, question_id: str) -> Link:
    words = in_its_words(library, page, dict(page.headings)[question_id])
    address = f"{page_address(library.site, page)}#{question_id}"
    return Link(words, address, language=other_language(library, page))


def report_link(library: Library, page: Link, question: Link | None = None) -> Link | None:
    """A link to the site's contact, or None if the site has no contact that can be linked.

    For an e-mail address it has a subject and the beginning of a message.
    """
    settings, gettext = library.site.settings, library.catalogue.gettext
    contact = settings.contact_address
    if not contact:
        return None
    if contact.startswith("mailto:"):
        place = question or page
        lines = [gettext("Page: %(title)s") % {"title": page.text}]
        if question:
            lines.append(gettext("Question: %(question)s") % {"question": question.text})
        if settings.url:
            lines.append(f"{settings.url}{place.address}")
        lines += ["", gettext("What is wrong, and what shows it:"), ""]
        subject = gettext("Error in “%(title)s”") % {"title": page.text}
        mail = {"subject": unmarked(subject), "body": unmarked("\r\n".join(lines))}
        contact += f"?{urlencode(mail, quote_via=quote, safe='')}"
    return Link(gettext("Report an error"), contact, external=True)


def lettered(
    library: Library,
    path: str,
    divided: Sequence[LetterPage],
    titles: Mapping[str, str] | None = None,
) -> Iterator[tuple[tuple[str, ...], Head, Letters]]:
    """The list at ``path``, which shows no entries, and the pages that it is divided into: what
    each shows, its head, and the list's letters. The first and last of the ``titles`` of a page's
    entries, which are given by address, describe it."""
    index, prefix = library.index(path), library.address("")
    letters = tuple(Link(page.letter, page.address) for page in divided if page.number == 1)
    yield (), index_head(library, path), Letters(letters)
    named = f"{index.text}{joint(':', library.language)}"
    own = [
        Link(f"{named}{p.letter}{f' ({p.number})' * (p.number > 1)}", p.address) for p in divided
    ]
    for page, link, following in zip_longest(divided, own, own[1:]):
        ends = dict.fromkeys(titles[page.entries[at]] for at in (0, -1)) if titles else ()
        head = make_head(
            library,
            page.address.removeprefix(prefix),
            link.text,
            description=" – ".join(ends),
            languages=(),  # other languages have other letters
            breadcrumb=(index,),
        )
        alike = tuple(Link(str(p.number), p.address) for p in divided if p.letter == page.letter)
        yield page.entries, head, Letters(letters, page.letter, alike, following)


class LetterPage(Struct, frozen=True):
    """``entries`` are the addresses of what the page at ``address`` lists, in order; ``number`` is
    its place among the pages of its letter, from 1."""

    letter: str
    number: int
    address: str
    entries: tuple[str, ...]


def letter_pages(
    address: str, entries: Iterable[tuple[str, str, int]], most: int = MOST_ON_A_PAGE
) -> Iterator[LetterPage]:
    """The pages of the list at ``address``; none if one page has room for all.

    ``entries`` are (key of ``sortable``, address, weight). A letter that weighs more than ``most``
    has several pages; an entry that does has one to itself.
    """
    found = [(initial(key), (not key, key, entry), weight) for key, entry, weight in entries]
    if sum(weight for *_, weight in found) <= most:
        return
    found.sort(key=lambda each: (each[1][0], normalize("NFD", each[0].casefold()), each[1]))
    for letter, group in groupby(found, key=lambda each: each[0]):
        filled: list[list[str]] = []
        room = 0
        for _, (*_, entry), weight in group:
            if weight > room:
                filled.append([])
                room = most
            filled[-1].append(entry)
            room -= weight
        for number, listed in enumerate(filled, 1):
            path = f"{initial_slug(letter)}/" + (f"{number}/" if number > 1 else "")
            yield LetterPage(letter, number, address + path, tuple(listed))
