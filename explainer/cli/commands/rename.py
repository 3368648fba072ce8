"""Give a fact, a source or a question another name."""

from __future__ import annotations

from difflib import unified_diff

from explainer.cli.request import Request, Unsound
from explainer.cli.terminal import complain, print_diagnostics, say
from explainer.documents.files.stored_copies import move_stored_copy
from explainer.scaffolding.drafts import replace_texts
from explainer.scaffolding.renaming import rename


def run(request: Request) -> None:
    config, options = request.config, request.options
    new = options.new.removeprefix(f"{options.old.partition('#')[0]}#")
    changed, errors = rename(config.site, config.as_of, options.kind, options.old, new)
    if errors:
        print_diagnostics(errors)
        complain("Nothing was written: the site has errors, or would have these.")
        raise Unsound
    if not options.dry_run:
        replace_texts(config.site, changed)
        if options.kind == "source":
            move_stored_copy(config.site / "content", options.old, new)
    for path, (was, now) in changed.items():
        lines = unified_diff(was.splitlines(), now.splitlines(), path, path, n=0, lineterm="")
        say(*lines) if options.dry_run else request.remark(f"Changed {path}")
