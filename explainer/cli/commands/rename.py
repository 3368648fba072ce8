"""Give a fact, a source or a question another name."""

from __future__ import annotations

import argparse
from difflib import unified_diff

from explainer.cli.request import CONTENT_ERRORS, DONE, Request
from explainer.cli.terminal import complain, print_diagnostics, say

SUMMARY = "give a fact, a source or a question another name wherever content names it"


def add_options(parser: argparse.ArgumentParser) -> None:
    kinds = ("fact", "source", "question")
    parser.add_argument("kind", choices=kinds, help="what it is")
    about = "the id of a fact, the key of a source, or a question as page#id"
    parser.add_argument("old", metavar="OLD", help=about)
    parser.add_argument("new", metavar="NEW", help="the new id or key; the old address leads on")
    about = "print the lines that would change, and write nothing"
    parser.add_argument("--dry-run", action="store_true", help=about)


def run(request: Request) -> int:
    from explainer.documents.files.stored_copies import move_stored_copy
    from explainer.scaffolding.drafts import NotDrafted, replace_texts
    from explainer.scaffolding.renaming import rename

    config, options = request.config, request.options
    new = options.new.removeprefix(f"{options.old.partition('#')[0]}#")
    try:
        changed, errors = rename(config.site, config.as_of, options.kind, options.old, new)
        if errors:
            print_diagnostics(errors)
            complain("Nothing was written: the site has errors, or would have these.")
            return CONTENT_ERRORS
        if not options.dry_run:
            replace_texts(config.site, changed)
            if options.kind == "source":
                move_stored_copy(config.site / "content", options.old, new)
    except NotDrafted as refused:
        return request.refuse(str(refused))
    for path, (was, now) in changed.items():
        lines = unified_diff(was.splitlines(), now.splitlines(), path, path, n=0, lineterm="")
        say("\n".join(lines)) if options.dry_run else request.remark(f"Changed {path}")
    return DONE
