"""What the pages of a list have in common that is divided by letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from explainer.addresses import in_language
from explainer.languages.names import quotation_marks
from explainer.resolve.linking.library import Library
from explainer.resolve.makers.page_frame import make_head
from explainer.resolve.published.frame import Head
from explainer.resolve.published.letters import Letter, Letters
from explainer.resolve.published.parts import Link
from explainer.resolve.references.letter_pages import LetterPage

MOST_NAMED = 2000
"""The number of entries that the list's own page names at most."""


def front_letters(divided: Sequence[LetterPage], links: Mapping[str, Link]) -> Letters:
    """The letters on the list's own page; ``links`` lead to the entries, by address."""
    if len(links) > MOST_NAMED:
        links = {}
    return Letters(tuple(_letters(divided, links)))


def letter_heads(
    library: Library, crumb: Link, divided: Sequence[LetterPage], links: Mapping[str, Link]
) -> Iterator[tuple[LetterPage, Head, Letters]]:
    """Each page of the list that ``crumb`` leads to, with its head and its navigation."""
    letters = tuple(_letters(divided, {}))
    titles = [_title(library, crumb, page) for page in divided]
    pages: dict[str, list[str]] = {}
    for page in divided:
        pages.setdefault(page.letter, []).append(page.address)
    upcoming = [Link(t, page.address) for t, page in zip(titles, divided, strict=True)][1:]
    for page, title, following in zip_longest(divided, titles, upcoming):
        path = page.address.removeprefix(library.address(""))
        yield (
            page,
            make_head(
                library,
                path,
                title,
                description=_from_to(library, [links[entry].text for entry in page.entries]),
                languages=_languages(library, path),
                breadcrumb=(crumb,),
            ),
            Letters(letters, page.letter, tuple(pages[page.letter]), following),
        )


def _letters(divided: Sequence[LetterPage], links: Mapping[str, Link]) -> Iterator[Letter]:
    entries: dict[str, list[str]] = {}
    for page in divided:
        entries.setdefault(page.letter, []).extend(page.entries)
    for page in divided:
        if page.number == 1:
            found = entries[page.letter]
            named = tuple(links[entry] for entry in found if entry in links)
            yield Letter(page.letter, page.address, len(found), named)


def _title(library: Library, crumb: Link, page: LetterPage) -> str:
    gettext = library.catalogue.gettext
    words = {"list": crumb.text, "letter": page.letter, "number": page.number}
    if page.number > 1:
        return gettext("%(list)s: %(letter)s, page %(number)s") % words
    return gettext("%(list)s: %(letter)s") % words


def _from_to(library: Library, titles: Sequence[str]) -> str:
    first, last = ("{}".join(quotation_marks(library.language)).format(titles[n]) for n in (0, -1))
    if len(titles) == 1:
        return titles[0]
    return library.catalogue.gettext("From %(first)s to %(last)s.") % {"first": first, "last": last}


def _languages(library: Library, path: str) -> tuple[str, ...]:
    """Those that have a page at this address too: the letters of most are different."""
    site, known = library.site, library.site_map.anchors
    return tuple(c for c in site.languages if in_language(path, c, site.default) in known)
