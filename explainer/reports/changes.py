"""What `changes` prints: a line for each change, or a form for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from explainer.model.site.changes import as_record
from explainer.reports.check import workflow_command
from explainer.reports.lists import count

if TYPE_CHECKING:
    from explainer.diagnostics import Location
    from explainer.model.shared.reading import Named
    from explainer.model.site.changes import SiteChange
    from explainer.model.site.site import Site

_VERSION = 1
_MOST = 3
"""So many sources are named in a line."""
_KINDS = {"fact": "fact", "question": "question", "page": "explainer"}


def change_lines(
    changes: Sequence[SiteChange], since: str, sources: Mapping[str, str]
) -> Iterator[str]:
    """A line for each change. ``since`` says what the site is compared with; ``sources`` are who
    published a source and when, by its key."""
    yield f"{count(len(changes), 'change') if changes else 'No changes'} since {since}."
    yield from (f"  {in_one_line(change, sources)}" for change in changes)


def in_one_line(change: SiteChange, sources: Mapping[str, str]) -> str:
    """The change as text: ``deaths: 225 -> 238, because of KazTAG, 15 January 2022``."""

    def listed(named: Sequence[Named]) -> str:
        names = [sources.get(each.id, each.id) for each in named]
        more = [f"and {count(len(names) - _MOST, 'other')}"] if len(names) > _MOST else []
        return "; ".join([*names[:_MOST], *more])

    def ids(named: Sequence[Named]) -> str:
        return ", ".join(each.id for each in named)

    kind, reasons = _KINDS[change.kind], (listed(change.sources), ids(change.facts))
    by = "; ".join(filter(None, reasons))
    why = change.because or (f"of {by}" if change.was and by else "")
    if change.gone:
        parts = [f'{kind} gone, was "{change.was}"']
    elif change.now and not change.was:
        parts = [f'new {kind}, "{change.now}"', *([f"by {by}"] if by else [])]
    elif change.now:
        parts = [f"{change.was} -> {change.now}"]
    else:
        verbs = (
            ("now rests on", listed(change.sources)),
            ("rests no more on", listed(change.dropped)),
            ("now states", ids(change.facts)),
            ("states no more", ids(change.lost)),
        )
        parts = [f"{verb} {what}" for verb, what in verbs if what]
    parts += [f"because {why}"] if why else []
    return f"{change.subject.id}: {', '.join(parts)}"


def changes_json(changes: Sequence[SiteChange], commit: str) -> str:
    """The changes as one JSON object, each as ``content/changes.yaml`` has it. ``commit`` is what
    the site is compared with; empty for a folder."""
    data: dict[str, Any] = {"version": _VERSION, "since": commit or None}
    data["changes"] = [as_record(change) for change in changes]
    return json.dumps(data, indent=1, ensure_ascii=False)


def github_notices(
    changes: Sequence[SiteChange],
    sources: Mapping[str, str],
    site: Site,
    folder: PurePath,
) -> Iterator[str]:
    """A workflow command for each change, at the place where it is written; ``folder`` is that of
    the site, relative to that of the repository."""
    for change in changes:
        place = _place(site, change)
        where = {"file": (folder / place.path).as_posix(), "line": place.line} if place else {}
        yield workflow_command(
            "notice", {**where, "title": "changed"}, in_one_line(change, sources)
        )


def _place(site: Site, change: SiteChange) -> Location | None:
    """Where the fact, the question or the page begins; None if it is gone."""
    if fact := site.facts.get(change.subject.id) if change.kind == "fact" else None:
        return site.texts[fact.path].location(fact.offset)
    page = site.pages.get((change.page, site.default))
    if page is None:
        return None
    asked = (each.offset for each in page.body.questions if each.id == change.question)
    return page.source.location(next(asked, 0))
