"""The errors that a site would have with a draft."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from explainer.diagnostics import Diagnostic, in_order
from explainer.documents.files.discovery import ContentFile
from explainer.model.site.content_files import ParsedFiles, parse_file
from explainer.pipeline import check_parsed
from explainer.scaffolding.drafts import Draft


def new_errors(parsed: ParsedFiles, draft: Draft, as_of: date) -> tuple[Diagnostic, ...]:
    """The errors that the site has with ``draft`` and does not have without it."""
    before = _errors(parsed, as_of)
    return tuple(in_order(_errors(_with(parsed, draft), as_of) - before))


def _errors(parsed: ParsedFiles, as_of: date) -> frozenset[Diagnostic]:
    *_, found = check_parsed(parsed, as_of, drafts=True)
    every = (*found, *(d for file in parsed.files for d in file.diagnostics))
    return frozenset(diagnostic for diagnostic in every if diagnostic.is_error)


def _with(parsed: ParsedFiles, draft: Draft) -> ParsedFiles:
    """The files of a site with the draft, in place of the file that it continues."""
    folder = draft.path.removeprefix("content/").rpartition("/")[0]
    new = parse_file(ContentFile(draft.path, folder, draft.path), draft.text.encode())
    return replace(parsed, files=(*(f for f in parsed.files if f.path != new.path), new))
