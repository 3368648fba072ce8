"""The lists that commands print: what falls due, what would change if a source or a fact fell,
what a build leaves out; and how things are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explainer.checks.agenda import Due
    from explainer.model.pages.page import Page
    from explainer.resolve.impact import Change, Impact


def count(number: int, noun: str) -> str:
    """``1 page``, ``2 pages``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def agenda_lines(agenda: Sequence[Due], as_of: date, until: date) -> Iterator[str]:
    """The lines: what is overdue, then what falls due from ``as_of`` to ``until``."""
    overdue = [due for due in agenda if due.day < as_of]
    ahead = [due for due in agenda if due.day >= as_of]
    width = max((len(str(due.location)) for due in agenda), default=0)
    if overdue:
        yield "Overdue:"
        yield from (_line(due, width) for due in overdue)
        yield ""
    if ahead:
        yield f"Until {until}:"
        yield from (_line(due, width) for due in ahead)
    else:
        yield f"Nothing {'else ' if overdue else ''}falls due until {until}."


def _line(due: Due, width: int) -> str:
    return f"  {due.day}  {due.location!s:{width}}  {due.what}"


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


def impact_lines(impact: Impact) -> Iterator[str]:
    """The lines that say what would change if a source or a fact turned out to be wrong."""
    yield f"If the {impact.kind} {impact.key} falls:"
    if impact.kind == "source":
        yield from _listed("Facts that lose their only support", impact.unsupported)
        yield from _listed("Facts that lose a part of it", impact.weakened)
        if impact.ties:
            yield from _listed("Facts left with a tie, which is an error", impact.ties)
        if impact.copies:
            yield from _listed("Sources that repeat it and may fall too", impact.copies)
    origin = "it" if impact.kind == "fact" else "those that fall or change"
    yield from _listed(f"Facts derived from {origin}", impact.derived)
    yield from _listed("Facts that change", map(_change, impact.changes))
    if impact.reasons:
        yield from _listed("Facts that name it in their reasons", impact.reasons)
    yield from _listed("Pages that say so", impact.pages)
    yield from _listed("Glossary, people and places that say so", impact.entries)


def _change(change: Change) -> str:
    if change.after is None:
        return f"{change.fact}: cannot be computed any more"
    said = []
    if change.value_after != change.value_before:
        said.append(f'"{change.value_before}" becomes "{change.value_after}"')
    if change.after is not change.before:
        said.append(f"{change.before} becomes {change.after}")
    return f"{change.fact}: {', '.join(said) or 'says the same on other evidence'}"


def _listed(title: str, items: Iterable[str]) -> Iterator[str]:
    found = list(items)
    yield ""
    yield f"{title}: {len(found) or 'none'}"
    yield from (f"  {item}" for item in found)
