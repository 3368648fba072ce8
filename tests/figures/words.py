"""Rows of figures and the words of languages, without a site."""

from __future__ import annotations

from typing import Any

from explainer.figures.figure import Datum, Speech
from explainer.languages.catalogues import load_catalogue
from explainer.languages.dates import format_date
from explainer.languages.locales import direction
from explainer.model.values.value import DateValue, Items, Quantity, Text, Value
from explainer.resolve.linking.wording import format_amount
from explainer.resolve.published.parts import ValueSpan
from tests.sites import TODAY


def write(value: Value | None, language: str) -> str:
    match value:
        case Quantity():
            return format_amount(value, None, language, load_catalogue(language))
        case DateValue(date):
            return format_date(date, language)
        case Text(text):
            return text
        case Items(items):
            return ", ".join(items)
        case _:
            return load_catalogue(language).gettext("not known")


def speech(language: str = "en", **fields: Any) -> Speech:
    return Speech(
        language=language,
        catalogue=load_catalogue(language),
        from_right=direction(language) == "rtl",
        write_value=lambda value: write(value, language),
        unit_name=lambda values: "People",
        today=TODAY,
        entry_name=str.title,
        entry_address=lambda name: "people/keeper/" if name == "keeper" else "",
        **fields,
    )


def datum(label: str, value: Value | None, language: str = "en", **fields: Any) -> Datum:
    span = ValueSpan(text=write(value, language), fact_id=label.lower())
    return Datum(fact_id=label.lower(), label=label, short=label, value=value, span=span, **fields)
