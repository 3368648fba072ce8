"""Print what changed on the site, as lines or in a form for programs, and record it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from explainer import pipeline
from explainer.cli.commands.check import workflow_command
from explainer.cli.request import Request
from explainer.cli.terminal import count, say, shown
from explainer.diagnostics import Location
from explainer.documents.files.revisions import take_out
from explainer.model.shared.reading import Named
from explainer.model.site.changes import CHANGES, SiteChange, as_record
from explainer.model.site.site import Site
from explainer.resolve.comparison import compare, source_names, version_of
from explainer.scaffolding.recording import draft_changes, unrecorded

_VERSION = 1
_MOST = 3
"""So many sources are named in a line."""
_KINDS = {"fact": "fact", "question": "question", "page": "explainer"}


def run(request: Request) -> None:
    options, site = request.options, request.sound_site()
    since, commit = Path(options.since), ""
    with TemporaryDirectory() as folder:
        if not (since / "content").is_dir():
            commit = take_out(request.config.site, options.since, Path(folder))
            since = Path(folder)
        older, _ = pipeline.load_site(replace(request.config, site=since))
    before, after = (version_of(each, site.languages) for each in (older, site))
    changes, sources = compare(before, after), source_names(before, after)
    if options.format == "json":
        records = [as_record(change) for change in changes]
        told = {"version": _VERSION, "since": commit or None, "changes": records}
        say(json.dumps(told, indent=1, ensure_ascii=False))
    elif options.format == "github":
        home = Path(shown(request.config.site))
        for change in changes:
            place = _place(site, change)
            where = {"file": (home / place.path).as_posix(), "line": place.line} if place else {}
            line = _in_one_line(change, sources)
            say(workflow_command("notice", {**where, "title": "changed"}, line))
    else:
        named = f"{options.since} ({commit})" if commit else options.since
        say(f"{count(len(changes), 'change') if changes else 'No changes'} since {named}.")
        say(*(f"  {_in_one_line(change, sources)}" for change in changes))
    if options.write:
        _write(request, site, changes)


def _in_one_line(change: SiteChange, sources: Mapping[str, str]) -> str:
    """The change as text: ``deaths: 225 -> 238, because of KazTAG, 15 January 2022``."""

    def listed(named: Sequence[Named]) -> str:
        names = [sources.get(each.id, each.id) for each in named]
        more = [f"and {count(len(names) - _MOST, 'other')}"] if len(names) > _MOST else []
        return "; ".join([*names[:_MOST], *more])

    def ids(named: Sequence[Named]) -> str:
        return ", ".join(each.id for each in named)

    kind = _KINDS[change.kind]
    by = "; ".join(filter(None, (listed(change.sources), ids(change.facts))))
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


def _place(site: Site, change: SiteChange) -> Location | None:
    """Where the fact, the question or the page begins; None if it is gone."""
    if fact := site.facts.get(change.subject.id) if change.kind == "fact" else None:
        return site.texts[fact.path].location(fact.offset)
    page = site.pages.get((change.page, site.default))
    if page is None:
        return None
    asked = (each.offset for each in page.body.questions if each.id == change.question)
    return page.source.location(next(asked, 0))


def _write(request: Request, site: Site, changes: Sequence[SiteChange]) -> None:
    fresh = unrecorded(site, changes)
    if fresh:
        request.write_draft(draft_changes(site, fresh))
    known = len(changes) - len(fresh)
    there = f"; {known:,} stood there already" if known else ""
    request.remark(f"Added {count(len(fresh), 'change')} to {CHANGES}{there}.")
