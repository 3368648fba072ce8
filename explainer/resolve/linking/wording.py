"""Values as the page's language writes them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from gettext import NullTranslations

from explainer.edtf import EdtfDate, from_date_parts
from explainer.languages.dates import format_date
from explainer.languages.lists import join_words
from explainer.languages.numbers import format_number, number_word
from explainer.model.facts.claims import Claim
from explainer.model.site.site import Site
from explainer.model.values.units import format_with_unit
from explainer.model.values.value import DateValue, Formula, Items, Quantity, Text, Unknown, Value
from explainer.resolve.ledger import Standpoint
from explainer.resolve.published.parts import Day


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
            text = _number(value, "words" in filters, language, catalogue)
            if "with-unit" not in filters or not value.unit:
                return text
            high = value.high or value.low or Decimal(0)
            deciding = high if value.number is None else value.number
            return format_with_unit(text, deciding, site.units[value.unit], language)
        case DateValue(date):
            return format_date(date, language)
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


def _number(value: Quantity, words: bool, language: str, catalogue: NullTranslations) -> str:
    if words and value.number is not None and is_small(value):
        return number_word(int(value.number), language) or format_number(value.number, language)
    if value.number is not None:
        text = format_number(value.number, language)
        if value.about:
            text = catalogue.gettext("about %(number)s") % {"number": text}
        return f"{text} ({_range(value, language, catalogue)})" if value.is_range else text
    return _range(value, language, catalogue)


def _range(value: Quantity, language: str, catalogue: NullTranslations) -> str:
    low, high = value.low, value.high
    if low is not None and high is not None:
        return f"{format_number(low, language)}–{format_number(high, language)}"
    if low is not None:
        return catalogue.gettext("at least %(number)s") % {"number": format_number(low, language)}
    assert high is not None
    return catalogue.gettext("at most %(number)s") % {"number": format_number(high, language)}


def is_small(value: Quantity) -> bool:
    """Whether a number can be written as a word: whole, 0 to 12, no range."""
    number = value.number
    return (
        number is not None
        and number == number.to_integral_value()
        and 0 <= number <= 12
        and not value.is_range
    )
