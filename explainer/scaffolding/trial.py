"""What would be wrong with a site, were a draft part of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

from explainer.diagnostics import Diagnostic, in_order
from explainer.documents.files.discovery import ContentFile
from explainer.model.entries.entry import ParsedEntries
from explainer.model.facts.fact_files import ParsedFacts
from explainer.model.pages.page import ParsedPage
from explainer.model.site.assembly import ParsedFiles, assemble
from explainer.model.site.content_files import parse_file
from explainer.model.site.settings import ParsedSettings
from explainer.model.sources.source import ParsedSources
from explainer.resolve.checking.site import check_site
from explainer.resolve.ledger import compute_ledger
from explainer.resolve.references.links import map_site
from explainer.scaffolding.drafts import Draft


def new_errors(parsed: ParsedFiles, draft: Draft, as_of: date) -> tuple[Diagnostic, ...]:
    """The errors that the site has with ``draft`` and does not have without it."""
    before = _errors(parsed, as_of)
    return tuple(in_order(_errors(_with(parsed, draft), as_of) - before))


def _errors(parsed: ParsedFiles, as_of: date) -> frozenset[Diagnostic]:
    site, found = assemble(parsed, as_of, drafts=True)
    ledger, problems = compute_ledger(site)
    found = (*found, *problems, *check_site(site, ledger, map_site(site)))
    settings, units = parsed.settings, parsed.units
    own = [
        *(page.diagnostics for page in parsed.pages),
        *(facts.diagnostics for facts in parsed.facts),
        *(sources.diagnostics for sources in parsed.sources),
        *(entries.diagnostics for entries in parsed.entries),
        settings.diagnostics if settings else (),
        units.diagnostics if units else (),
    ]
    every = (*found, *chain.from_iterable(own))
    return frozenset(diagnostic for diagnostic in every if diagnostic.is_error)


def _with(parsed: ParsedFiles, draft: Draft) -> ParsedFiles:
    """The files of a site with the draft's in the place of the one that it continues."""
    folder = draft.path.removeprefix("content/").rpartition("/")[0]
    file = ContentFile(draft.path, folder, Path(draft.path))
    read = parse_file(file, draft.text.encode())
    assert read.source, "a draft is made of text that was decoded, and of cleaned answers"
    texts = (*(each for each in parsed.texts if each.path != draft.path), read.source)
    parsed = replace(parsed, texts=texts)
    match read.content:
        case ParsedPage() as page:
            return replace(parsed, pages=(*parsed.pages, page))
        case ParsedFacts() as facts:
            kept = (each for each in parsed.facts if each.source.path != draft.path)
            return replace(parsed, facts=(*kept, facts))
        case ParsedSources() as sources:
            others = (each for each in parsed.sources if each.source.path != draft.path)
            return replace(parsed, sources=(*others, sources))
        case ParsedEntries() as entries:
            rest = (each for each in parsed.entries if each.source.path != draft.path)
            return replace(parsed, entries=(*rest, entries))
        case ParsedSettings() as settings:
            return replace(parsed, settings=settings)
        case unforeseen:
            raise TypeError(f"{draft.path} holds {unforeseen}")
