"""Dates in front matter and facts: a calendar day, or any EDTF date."""

from __future__ import annotations

from datetime import date

from explainer.diagnostics import Diagnostic
from explainer.documents.data.nodes import Scalar
from explainer.documents.data.scalar_positions import offsets_of
from explainer.documents.files.source_text import SourceText
from explainer.edtf import EdtfDate, EdtfError, parse_edtf
from explainer.model.shared.fields import wrong_length

_DATE_HINT = "Write year-month-day, as in 2022-01-05."


def read_date(source: SourceText, scalar: Scalar) -> tuple[EdtfDate | None, tuple[Diagnostic, ...]]:
    try:
        return parse_edtf(scalar.value.strip()), ()
    except EdtfError as error:
        return None, (date_problem(source, scalar, error),)


def date_problem(source: SourceText, scalar: Scalar, error: EdtfError) -> Diagnostic:
    """What is wrong with the date in ``scalar``, at the part that is wrong."""
    text = scalar.value.strip()
    lead = len(scalar.value) - len(scalar.value.lstrip())
    at = offsets_of(source, scalar)(lead + error.offset)
    length = wrong_length(text, error.offset)
    hint = error.hint or _DATE_HINT
    return source.diagnostic("date", at, error.message, hint, length=length)


def read_day(
    source: SourceText, scalar: Scalar, name: str
) -> tuple[date | None, tuple[Diagnostic, ...]]:
    """A single day; ``name`` is the field's, for the message."""
    found, diagnostics = read_date(source, scalar)
    if found is None:
        return None, diagnostics
    if found.is_interval or found.precision != "day" or found.approximate or found.uncertain:
        message = f'{name} is a single day, not "{scalar.value}"'
        at, length = offsets_of(source, scalar)(0), len(scalar.value)
        return None, (source.diagnostic("date", at, message, _DATE_HINT, length=length),)
    return found.first_day, ()
