"""Collect what rules need of a site, once for all of them."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.checks.evidence.mentions import read_mentions
from explainer.checks.evidence.passages import LoadCopy, verify_passages
from explainer.checks.prose.prose import read_prose
from explainer.checks.rule import Subject
from explainer.model.site.site import Site
from explainer.resolve.ledger import compute_ledger
from explainer.resolve.resolved_site import ResolvedSite


def make_subject(
    site: Site,
    resolved: ResolvedSite,
    load_copy: LoadCopy,
    files: Iterable[str] = (),
    last_files: Iterable[str] = (),
) -> Subject:
    """The subject of all rules; ``files`` and ``last_files`` are those of ``Subject``."""
    ledger, _ = compute_ledger(site)
    mentions = read_mentions(site)
    return Subject(
        site=site,
        ledger=ledger,
        resolved=resolved,
        mentions=mentions,
        passages=verify_passages(mentions.cited, site.sources, load_copy),
        prose=read_prose(site, ledger),
        files=frozenset(files),
        last_files=frozenset(last_files),
    )
