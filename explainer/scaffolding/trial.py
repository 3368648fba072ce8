"""What would be wrong with a site, were a draft part of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain

from explainer.diagnostics import Diagnostic, in_order
from explainer.documents.source_text import SourceText
from explainer.model.assembly import ParsedFiles, assemble
from explainer.model.entries import EntryKind, parse_entries
from explainer.model.fact_files import parse_facts
from explainer.model.page_files import parse_page
from explainer.model.site_settings import parse_site_settings
from explainer.model.sources import parse_sources
from explainer.resolve.checking import check_site
from explainer.resolve.ledger import compute_ledger
from explainer.resolve.links import map_site
from explainer.scaffolding.drafts import Draft

_ENTRIES: dict[str, EntryKind] = {
    "content/glossary.yaml": "term",
    "content/people.yaml": "person",
    "content/places.yaml": "place",
}


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
    text = SourceText(draft.path, draft.text)
    texts = (*(each for each in parsed.texts if each.path != draft.path), text)
    parsed = replace(parsed, texts=texts)
    folder, _, name = draft.path.removeprefix("content/").rpartition("/")
    match folder:
        case "explainers":
            page = parse_page(text, "explainer", name.removesuffix(".md"), "")
            return replace(parsed, pages=(*parsed.pages, page))
        case "pages":
            page = parse_page(text, "page", name.removesuffix(".md"), "")
            return replace(parsed, pages=(*parsed.pages, page))
        case "facts":
            kept = (each for each in parsed.facts if each.source.path != draft.path)
            return replace(parsed, facts=(*kept, parse_facts(text)))
        case "sources":
            others = (each for each in parsed.sources if each.source.path != draft.path)
            return replace(parsed, sources=(*others, parse_sources(text)))
    if draft.path in _ENTRIES:
        rest = (each for each in parsed.entries if each.source.path != draft.path)
        return replace(parsed, entries=(*rest, parse_entries(text, _ENTRIES[draft.path])))
    return replace(parsed, settings=parse_site_settings(text))
