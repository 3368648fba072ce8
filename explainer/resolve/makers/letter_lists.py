"""What the pages have in common of a list that is divided by letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from explainer.resolve.linking.library import Library
from explainer.resolve.makers.page_frame import make_head
from explainer.resolve.published.frame import Head
from explainer.resolve.published.pages import Letters
from explainer.resolve.published.parts import Link
from explainer.resolve.references.letter_pages import LetterPage


def lettered(
    library: Library,
    index: Link,
    divided: Sequence[LetterPage],
    titles: Mapping[str, str] | None = None,
) -> Iterator[tuple[LetterPage, Head, Letters]]:
    """Each page of the list ``index``, with its head and what it shows of the list's letters. Its
    first and last of ``titles``, which are given by address, describe it."""
    letters, prefix = letter_links(divided), library.address("")
    own = [Link(_title(index, page), page.address) for page in divided]
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
        yield page, head, Letters(letters, page.letter, alike, following)


def letter_links(divided: Sequence[LetterPage]) -> tuple[Link, ...]:
    return tuple(Link(page.letter, page.address) for page in divided if page.number == 1)


def _title(index: Link, page: LetterPage) -> str:
    return f"{index.text}: {page.letter}" + (f" ({page.number})" if page.number > 1 else "")
