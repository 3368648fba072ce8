"""What commands print, as lines of text made from values; how they count, lay out
tables, and name pages that are left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explainer.model.pages.page import Page


def count(number: int, noun: str) -> str:
    """``1 page``, ``2 pages``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def not_shown(pages: Iterable[Page], as_of: date, removed: Collection[str] = ()) -> str:
    """A line such as ``Not shown: 1 draft, 1 not before 2062-11-20.`` for pages that the build for
    the day ``as_of`` holds back; empty if there are none. ``removed`` are the files of the last
    build that this one has not: a page that was there before and is held back now is named."""
    pages = tuple(pages)
    names = dict.fromkeys(f"/{page.name}/" for page in pages)
    gone = [name for name in names if f"{name[1:]}index.html" in removed]
    kinds: Counter[tuple[int, str]] = Counter()
    for page in pages:
        if page.status == "draft":
            kinds[0, "draft"] += 1
        elif page.published and page.published > as_of:
            kinds[1, f"not before {page.published}"] += 1
        elif page.expires and page.expires < as_of:
            kinds[2, "expired"] += 1
        else:
            kinds[3, "translated from one of them"] += 1
    said = (
        f"{number} {what}{'s' if what == 'draft' and number > 1 else ''}"
        for (_, what), number in sorted(kinds.items())
    )
    line = f"Not shown: {', '.join(said)}." if kinds else ""
    return f"{line} Gone since the last build: {', '.join(gone)}." if gone else line


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table and an empty one: the first column left-aligned, the others right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([f"{first:<{widths[0]}}", *cells])
    yield ""
