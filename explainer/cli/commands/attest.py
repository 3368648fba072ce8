"""Record that a person compared facts with their sources."""

from __future__ import annotations

from explainer.cli.request import DONE, Request
from explainer.cli.terminal import count
from explainer.scaffolding.recording import draft_attestations, objections


def run(request: Request) -> int:
    facts, by, site = request.options.facts, request.options.by, request.sound_site()
    if found := objections(site, facts, by, replace=request.options.replace):
        return max(map(request.refuse, found))
    draft = request.write_draft(draft_attestations(site, facts, by))
    number = count(len(set(facts)), "fact")
    request.remark(
        f"Recorded in {draft.path} that {by} compared {number} on {request.config.as_of}"
    )
    return DONE
