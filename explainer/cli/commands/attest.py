"""Record that a person compared facts with their sources."""

from __future__ import annotations

import argparse

from explainer.cli.request import DONE, Request
from explainer.reports.lists import count

SUMMARY = "record that a person compared facts with their sources"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("facts", metavar="FACT", nargs="+", help="the id of a fact")
    about = "who compared it with its sources: the id of a person in content/people.yaml"
    parser.add_argument("--by", metavar="PERSON", required=True, help=about)
    about = "put it in place of the attestation of somebody else"
    parser.add_argument("--replace", action="store_true", help=about)


def run(request: Request) -> int:
    from explainer.scaffolding.attesting import draft_attestations, objections
    from explainer.scaffolding.drafts import NotDrafted, pointing_to_schema, write_draft

    config, facts, by = request.config, request.options.facts, request.options.by
    site = request.sound_site()
    if found := objections(site, facts, by, replace=request.options.replace):
        return max(map(request.refuse, found))
    try:
        draft = pointing_to_schema(draft_attestations(site, facts, by), config.site)
        write_draft(config.site, draft)
    except NotDrafted as refused:
        return request.refuse(f"{refused}. It would have been:\n\n{refused.snippet}".rstrip())
    number = count(len(set(facts)), "fact")
    request.remark(f"Recorded in {draft.path} that {by} compared {number} on {config.as_of}")
    return DONE
