"""Print what changed on the site, and record it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec.structs import replace

from explainer.cli.request import DONE, Request
from explainer.cli.terminal import say, shown
from explainer.reports.lists import count

if TYPE_CHECKING:
    from explainer.model.site.changes import SiteChange
    from explainer.model.site.site import Site

SUMMARY = "say what changed in facts and answers, and record it"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--since",
        metavar="WHEN",
        required=True,
        help="a revision, a day (the last commit before it), or the folder of an older copy",
    )
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        help="text, JSON for other programs, or notices for GitHub; default: text",
    )
    parser.add_argument(
        "--write", action="store_true", help="add what is not there yet to content/changes.yaml"
    )


def run(request: Request) -> int:
    from explainer import pipeline
    from explainer.documents.files.revisions import NoRevision, take_out
    from explainer.resolve.comparison import compare, source_names, version_of

    since, commit = Path(request.options.since), ""
    site = request.sound_site()
    with TemporaryDirectory() as folder:
        if not (since / "content").is_dir():
            try:
                commit = take_out(request.config.site, request.options.since, Path(folder))
            except NoRevision as refused:
                return request.refuse(str(refused))
            since = Path(folder)
        older, _ = pipeline.load_site(replace(request.config, site=since))
    before, after = (version_of(each, site.languages) for each in (older, site))
    changes, sources = compare(before, after), source_names(before, after)
    _print(request, site, changes, sources, commit)
    return _write(request, site, changes) if request.options.write else DONE


def _print(
    request: Request,
    site: Site,
    changes: Sequence[SiteChange],
    sources: Mapping[str, str],
    commit: str,
) -> None:
    from explainer.reports.changes import change_lines, changes_json, github_notices

    options = request.options
    if options.format == "json":
        lines = iter([changes_json(changes, commit)])
    elif options.format == "github":
        lines = github_notices(changes, sources, site, Path(shown(request.config.site)))
    else:
        since = f"{options.since} ({commit})" if commit else options.since
        lines = change_lines(changes, since, sources)
    for line in lines:
        say(line)


def _write(request: Request, site: Site, changes: Sequence[SiteChange]) -> int:
    from explainer.model.site.changes import CHANGES
    from explainer.scaffolding.changes import draft_changes, unrecorded
    from explainer.scaffolding.drafts import NotDrafted, pointing_to_schema, write_draft

    fresh = unrecorded(site, changes)
    try:
        if fresh:
            draft = pointing_to_schema(draft_changes(site, fresh), request.config.site)
            write_draft(request.config.site, draft)
    except NotDrafted as refused:
        return request.refuse(f"{refused}. It would have been:\n\n{refused.snippet}".rstrip())
    known = len(changes) - len(fresh)
    there = f"; {known:,} stood there already" if known else ""
    request.remark(f"Added {count(len(fresh), 'change')} to {CHANGES}{there}.")
    return DONE
