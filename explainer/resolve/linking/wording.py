"""Values as the page's language writes them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from gettext import NullTranslations

from explainer.edtf import EdtfDate, from_date_parts
from explainer.languages.dates import format_date
from explainer.languages.words import join_words
from explainer.model.facts.claims import Claim
from explainer.model.site.site import Site
from explainer.model.values.value import DateValue, Formula, Items, Quantity, Text, Unknown, Value
from explainer.resolve.ledger import Standpoint
from explainer.resolve.linking.amounts import format_amount
from explainer.resolve.published.parts import Day


@lru_cache(maxsize=4096)  # a site says the same few days over and over
def day(date: EdtfDate, language: str) -> Day:
    """A date for people and machines; HTML has no machine form for intervals and vague dates, and
    for those before the common era."""
    plain = not (date.is_interval or date.approximate or date.uncertain or str(date)[:1] == "-")
    return Day(format_date(date, language), str(date) if plain else "")


def page_day(found: date | None, language: str) -> Day | None:
    return date_day(found, language) if found else None


def claim_day(claim: Claim | None, language: str) -> Day | None:
    """The date that the claim is for, if it has one."""
    return day(claim.as_of, language) if claim and claim.as_of else None


@lru_cache(maxsize=4096)
def date_day(found: date, language: str) -> Day:
    return day(from_date_parts((found.year, found.month, found.day)), language)


def write_standpoint(
    standpoint: Standpoint,
    filters: Collection[str],
    site: Site,
    language: str,
    catalogue: NullTranslations,
) -> str:
    """The text of ``{{ fact | filters }}``, without its note and the words for its state."""
    if "statement" in filters or standpoint.value is None:
        return standpoint.fact.in_language("statement", language)
    text = write_value(standpoint.value, filters, site, language, catalogue)
    claim = standpoint.claim
    if "as-of" in filters and claim and claim.as_of:
        text = f"{text} ({format_date(claim.as_of, language)})"
    return text


def write_value(
    value: Value, filters: Collection[str], site: Site, language: str, catalogue: NullTranslations
) -> str:
    match value:
        case Quantity():
            unit = site.units[value.unit] if value.unit and "with-unit" in filters else None
            compact, in_words = "compact" in filters, "words" in filters
            return format_amount(
                value, unit, language, catalogue, compact=compact, in_words=in_words
            )
        case DateValue(date):
            return format_date(date, language, with_year="day" not in filters)
        case Text(text):
            return text
        case Items(items):
            return join_words([_item(item, site, language) for item in items], language)
        case Unknown() | Formula():
            return catalogue.gettext("not known")


def unit_filters(value: Value | None) -> tuple[str, ...]:
    """The filters that show a value with its unit, if it has one."""
    return ("with-unit",) if isinstance(value, Quantity) and value.unit else ()


def _item(item: str, site: Site, language: str) -> str:
    """The name of the person or place whose id the item is, else the item itself."""
    for kind in ("person", "place"):
        if entry := site.entries.get((kind, item)):
            return entry.name_in(language)
    return item
