"""The errors that a site would have with a draft."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from explainer.diagnostics import Diagnostic, in_order
from explainer.documents.files.discovery import ContentFile
from explainer.model.entries.entry import ParsedEntries
from explainer.model.facts.fact_files import ParsedFacts
from explainer.model.site.assembly import ParsedFiles
from explainer.model.site.content_files import Content, gather, parse_file
from explainer.model.sources.source_files import ParsedSources
from explainer.pipeline import check_parsed
from explainer.scaffolding.drafts import Draft


def new_errors(parsed: ParsedFiles, draft: Draft, as_of: date) -> tuple[Diagnostic, ...]:
    """The errors that the site has with ``draft`` and does not have without it."""
    before = _errors(parsed, as_of)
    return tuple(in_order(_errors(_with(parsed, draft), as_of) - before))


def _errors(parsed: ParsedFiles, as_of: date) -> frozenset[Diagnostic]:
    _, found = check_parsed(parsed, as_of, drafts=True)
    files: list[Content] = [*parsed.pages, *parsed.facts, *parsed.sources, *parsed.entries]
    files += filter(None, (parsed.settings, parsed.units))
    every = (*found, *(d for file in files for d in file.diagnostics))
    return frozenset(diagnostic for diagnostic in every if diagnostic.is_error)


def _with(parsed: ParsedFiles, draft: Draft) -> ParsedFiles:
    """The files of a site with the draft, in place of the file that it continues."""
    folder = draft.path.removeprefix("content/").rpartition("/")[0]
    file = ContentFile(draft.path, folder, draft.path)
    new = gather([parse_file(file, draft.text.encode())], images=(), unread=())

    def stays(old: ParsedFacts | ParsedSources | ParsedEntries) -> bool:
        return old.source.path != draft.path

    return replace(
        parsed,
        settings=new.settings or parsed.settings,
        pages=(*parsed.pages, *new.pages),
        facts=(*filter(stays, parsed.facts), *new.facts),
        sources=(*filter(stays, parsed.sources), *new.sources),
        entries=(*filter(stays, parsed.entries), *new.entries),
        texts=(*(each for each in parsed.texts if each.path != draft.path), *new.texts),
    )
