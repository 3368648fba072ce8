"""Record that a person compared facts with their sources."""

from __future__ import annotations

from explainer.cli.request import Request
from explainer.cli.terminal import count
from explainer.config import Refused
from explainer.scaffolding.recording import draft_attestations, objections


def run(request: Request) -> None:
    facts, by, site = request.options.facts, request.options.by, request.sound_site()
    if found := objections(site, facts, by, replace=request.options.replace):
        raise Refused("\n".join(found))
    draft = request.write_draft(draft_attestations(site, facts, by))
    number = count(len(set(facts)), "fact")
    request.remark(
        f"Recorded in {draft.path} that {by} compared {number} on {request.config.as_of}"
    )
