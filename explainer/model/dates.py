"""Dates in front matter and facts: a calendar day, or any EDTF date."""

from __future__ import annotations

from datetime import date

from explainer.diagnostics import Diagnostic
from explainer.documents.nodes import Scalar
from explainer.documents.source_text import SourceText
from explainer.edtf import EdtfDate, EdtfError, parse_edtf


def read_date(source: SourceText, scalar: Scalar) -> tuple[EdtfDate | None, tuple[Diagnostic, ...]]:
    try:
        return parse_edtf(scalar.value.strip()), ()
    except EdtfError as error:
        return None, (
            source.diagnostic(
                "date", scalar.start, error.message, error.hint, length=len(scalar.value)
            ),
        )


def read_day(
    source: SourceText, scalar: Scalar, name: str
) -> tuple[date | None, tuple[Diagnostic, ...]]:
    """A single day; ``name`` is the field's, for the message."""
    found, diagnostics = read_date(source, scalar)
    if found is None:
        return None, diagnostics
    if found.is_interval or found.precision != "day" or found.approximate or found.uncertain:
        message = f"{name} is a single day, not {scalar.value!r}"
        hint = "Write year-month-day, as in 2022-01-05."
        return None, (
            source.diagnostic("date", scalar.start, message, hint, length=len(scalar.value)),
        )
    return found.first_day, ()
